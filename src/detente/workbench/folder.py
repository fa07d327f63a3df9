"""The folder of scenarios: which there are, what they say, and how a changed one is saved.

Names are those of files directly in the folder; nothing else can be reached. A file is saved whole or not at all, and
only by someone who has seen what it said before.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from detente.errors import WorkbenchError
from detente.scenario.nodes import compose
from detente.scenario.problems import Problems
from detente.workbench.complaints import complain
from detente.workbench.limits import Limits

ENDINGS = (".yaml", ".yml")
"""How the names of scenarios end."""

LONGEST = 200
"""Bytes of a name; file systems take 255."""

BESIDE = ".detente-", ".tmp"
"""How the name of a file begins and ends that is written beside a scenario, to be put in its place."""

HEAD = 4_096
"""Bytes at the beginning of a file in which its title is looked for."""

TITLE = re.compile(r"^title:(.*)(?:\n[ \t].*)*", re.MULTILINE)
"""A title: its line, and those that go on with it."""


@dataclass(frozen=True)
class Listed:
    """A scenario of the folder: its name, its title as far as it can be told at a glance, its size, its last change."""

    name: str
    title: str
    size: int
    changed: datetime


@dataclass(frozen=True)
class Written:
    """What a scenario's file holds, with its SHA-256."""

    name: str
    content: bytes
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> Written:
        """Return a text with its digest."""
        return cls(name, content, sha256(content).hexdigest())


class Folder:
    """A folder of scenarios; several threads may use it."""

    def __init__(self, root: Path, limits: Limits | None = None) -> None:
        """Take a folder; raises WorkbenchError where there is none or it cannot be read."""
        self.root, self.limits = root, limits or Limits()
        self._lock = threading.Lock()
        if not root.is_dir():
            raise complain(
                "no-folder",
                f"there is no folder `{root}`",
                "The workbench opens on a folder of scenario files.",
                "Make it, or name another.",
            )
        self.names()

    @property
    def writable(self) -> bool:
        """Return whether files can be made in the folder."""
        return os.access(self.root, os.W_OK | os.X_OK)

    def names(self) -> list[str]:
        """Return the names of the scenarios of the folder; what is no file of its own there is left out."""
        try:
            with os.scandir(self.root) as entries:
                names = sorted(one.name for one in entries if _fine(one.name) and one.is_file(follow_symlinks=False))
        except OSError as error:
            raise _unreadable(self.root.name or str(self.root), error) from None
        return names[: self.limits.files]

    def listed(self, names: Iterable[str]) -> list[Listed]:
        """Return what can be told of scenarios at a glance; those that went away meanwhile are left out."""
        return [one for name in names if (one := self._listed(name)) is not None]

    def _listed(self, name: str) -> Listed | None:
        try:
            with (self.root / name).open("rb") as file:
                facts, head = os.fstat(file.fileno()), file.read(HEAD)
        except FileNotFoundError:
            return None  # it went away in this moment
        except OSError:
            facts, head = (self.root / name).lstat(), b""
        return Listed(name, title(head), facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))

    def read(self, name: str) -> Written:
        """Return what a scenario's file holds; raises WorkbenchError where there is none or it cannot be read."""
        content = self.beside(name) if _fine(name) else None
        if content is None:
            raise _missing(name)
        return Written.of(name, content)

    def beside(self, name: str) -> bytes | None:
        """Return what a text of the folder holds, a scenario or beside one, None where there is no such file in it.

        Raises WorkbenchError where it cannot be read, or is too large.
        """
        path = self.root / name
        try:
            if not _plain(name) or not stat.S_ISREG(path.lstat().st_mode):
                return None
            with path.open("rb") as file:
                content = file.read(self.limits.file + 1)
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return None
            raise _unreadable(name, error) from None
        if len(content) > self.limits.file:
            raise complain(
                "scenario-too-large",
                f"`{name}` is larger than {self.limits.file:,} bytes",
                "A text of that size cannot be read.",
                "Cut it into several.",
            )
        return content

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one at a time look and save, of the threads of this process and the workbenches on this folder."""
        with self._lock, _alone(self.root):
            yield

    def tidy(self) -> None:
        """Take away what a workbench left beside a scenario that ended while it was writing."""
        with self.turn(), suppress(OSError):
            for one in self.root.glob("*".join(BESIDE)):
                one.unlink()

    def admit(self, name: str, content: bytes) -> Path:
        """Return the file of a scenario; raises WorkbenchError for a name that leads elsewhere and for too much."""
        path = self._path(name)
        if len(content) > self.limits.file:
            raise complain(
                "body-too-large",
                f"the text has {len(content):,} bytes",
                f"A scenario has at most {self.limits.file:,}.",
                "Cut it into several.",
            )
        return path

    def put(self, name: str, content: bytes, seen: str | None) -> Written:
        """Save a scenario and return it; `seen` is the SHA-256 of what it said before, None for a new one.

        Whoever asks has the turn. Raises WorkbenchError where it says something else by now, or is there already.
        """
        path = self.admit(name, content)
        self.compare(name, seen)
        try:
            _write(path, content, new=seen is None)
        except FileExistsError:
            raise _exists(name) from None
        except OSError as error:
            raise _unwritable(name, error) from None
        return Written.of(name, content)

    def compare(self, name: str, seen: str | None) -> Written | None:
        """Return a scenario that says what was seen; None where nothing was seen (None), and nothing is there.

        Raises WorkbenchError where it says something else by now, or is there already.
        """
        if seen is not None:
            return self.unchanged(name, seen)
        try:
            self.read(name)
        except WorkbenchError as error:
            if error.problems[0].code == "no-such-scenario":
                return None
            raise
        raise _exists(name)

    def unchanged(self, name: str, seen: str) -> Written:
        """Return a scenario that says what was seen; raises WorkbenchError where it says something else by now."""
        there = self.read(name)
        if there.sha256 != seen:
            raise complain(
                "changed-meanwhile",
                f"`{name}` was changed by someone else since you opened it",
                "Nothing was saved; your text is still yours.",
                "Look at what changed, then save again over it or take it.",
            )
        return there

    def _path(self, name: str) -> Path:
        """Return the file of that name in the folder; raises WorkbenchError for names that could lead elsewhere."""
        if not _fine(name):
            raise complain(
                "bad-scenario-name",
                f"`{name[:80]}` cannot be the name of a scenario",
                f"A name ends in {' or '.join(ENDINGS)}, begins with no dot, and has no slash and no odd characters.",
                "Give it another name.",
            )
        return self.root / name


def _plain(name: str) -> bool:
    """Return whether a name can be that of a file of the folder itself, and of no other."""
    return name.isprintable() and not name.startswith(".") and not any(one in name for one in '/\\:*?"<>|')


def _fine(name: str) -> bool:
    return _plain(name) and len(name.encode("utf-8", "replace")) <= LONGEST and Path(name).suffix.lower() in ENDINGS


def title(head: bytes) -> str:
    """Return what stands behind `title:` at the beginning of a line; the scenario itself is not read here.

    >>> title(b"title: 'A quarrel'   # of two")
    'A quarrel'
    """
    match = TITLE.search(head.decode("utf-8", "replace"))
    if match is None:
        return ""
    found = compose(match.group(), "", Problems())
    text = found.data.get("title") if found.whole else None
    return " ".join(text.split() if isinstance(text, str) else match[1].split())[:LONGEST]


def _write(path: Path, content: bytes, new: bool) -> None:
    """Write beside the file first and put that in its place, so that a full disk leaves the old one whole."""
    handle, beside = tempfile.mkstemp(prefix=BESIDE[0], suffix=BESIDE[1], dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644 if new else stat.S_IMODE(path.stat().st_mode))
        if new:
            _link(Path(beside), path)
        else:
            Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep other workbenches out of a folder for a moment, where the system can."""
    handle = None
    with suppress(ImportError, OSError):
        import fcntl

        handle = os.open(root, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _link(beside: Path, path: Path) -> None:
    """Give a file its name, unless another program has just made one of that name."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # some file systems know no links
        with path.open("xb") as file:
            file.write(beside.read_bytes())


def _missing(name: str) -> WorkbenchError:
    return complain(
        "no-such-scenario", f"there is no scenario `{name}` in this folder", "", "See which there are in the folder."
    )


def _exists(name: str) -> WorkbenchError:
    return complain(
        "scenario-exists", f"there is a scenario `{name}` already", "Nothing was saved.", "Take another name."
    )


def _unreadable(name: str, error: OSError) -> WorkbenchError:
    return complain(
        "folder-unreadable",
        f"`{name}` cannot be read ({error.strerror})",
        "The files of the folder must be readable for whoever runs the workbench.",
        "Ask for the right to read it.",
    )


def _unwritable(name: str, error: OSError) -> WorkbenchError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return complain(
            "disk-full",
            f"`{name}` cannot be saved: {error.strerror}",
            "Nothing was changed; your text is still in the page.",
            "Make room, then save again.",
        )
    return complain(
        "folder-unwritable",
        f"`{name}` cannot be saved ({error.strerror})",
        "Nothing was changed; your text is still in the page.",
        "Ask for the right to write to the folder.",
    )
