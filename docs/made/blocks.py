"""Code blocks of the pages, and what it takes to run them.

What the words after the three back quotes mean:

- `python`: runs, all blocks of a page in one namespace; a `text` block right after it is what it prints.
- `yaml`: a whole scenario; reads and passes `check` without errors.
- `yaml fragment`: put into the first whole scenario of the page (or, where the page has none, into the river of
  the language reference), it must read as well.
- `yaml triggers CODE`: a whole scenario or a fragment of which the program says CODE.
- `markdown`: an essay; it is only written to the file that it names, for commands to read.
- `yaml fragment expected`: the shape of a case's `expected.yaml`.
- `console`: lines that begin with `$ detente` are run; the words shown below each must be those that it prints, where
  a line `...` stands for any lines. `$ echo $?` shows the exit status; without it, it must be 0.

A comment `<!-- NAME -->` right above a block gives the file that holds it while the page is run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from detente import cli
from docs.made import DOCS

WIDTH = 100
"""Columns of the terminal in which the commands of the pages are run."""

RIVER = DOCS / "reference" / "language.md"
"""The page whose first scenario stands in for pages with fragments and no scenario of their own."""

_NAME = re.compile(r"<!-- (?P<file>[\w.-]+) -->")
_WANTS = {"prefers", "weighs", "ranking"}


@dataclass(frozen=True)
class Block:
    """A code block: its first line in the page (from 1), its kind, the words after that, its text, its file."""

    line: int
    kind: str
    words: tuple[str, ...]
    text: str
    file: str | None = None

    @property
    def whole(self) -> bool:
        """Return whether the block is a whole scenario and not a part of one."""
        begins = re.search(r"^(title:|- )", self.text, re.MULTILINE)
        return "fragment" not in self.words and begins is not None


@dataclass(frozen=True)
class Command:
    """A command of a console block: its words, the lines shown below it, and the exit status shown."""

    line: int
    words: tuple[str, ...]
    shown: tuple[str, ...]
    status: int = 0


@dataclass
class Ran:
    """What running a block said and with which status it ended."""

    lines: list[str]
    status: int


@dataclass
class Page:
    """A page with its blocks."""

    path: Path
    blocks: list[Block] = field(default_factory=list)

    @property
    def base(self) -> Block | None:
        """Return what the fragments of the page are parts of: its first sound scenario, or else the river's."""
        first = next((block for block in self.blocks if block.kind == "yaml" and not block.words and block.whole), None)
        return first if first is not None or self.path == RIVER else read_page(RIVER).base


def read_page(path: Path) -> Page:
    """Return the blocks of a Markdown page."""
    page = Page(path)
    inside: tuple[int, str, tuple[str, ...], list[str]] | None = None
    name: str | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if inside is not None:
            if line.startswith("```"):
                first, kind, words, rows = inside
                page.blocks.append(Block(first, kind, words, "".join(f"{row}\n" for row in rows), name))
                inside, name = None, None
            else:
                inside[3].append(line)
        elif line.startswith("```"):
            kind, *rest = line[3:].split() or [""]
            inside = (number + 1, kind, tuple(rest), [])
        elif line.strip():
            match = _NAME.fullmatch(line.strip())
            name = match["file"] if match else None
    return page


def commands(block: Block) -> list[Command]:
    """Return the commands of a console block with what is shown below each."""
    found: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), block.line):
        if line == "$ echo $?":
            found.append(Command(number, ("echo", "$?"), ()))
        elif line.startswith("$ "):
            found.append(Command(number, tuple(shlex.split(line[2:], comments=True)), ()))
        elif found:
            last = found[-1]
            found[-1] = Command(last.line, last.words, (*last.shown, line), last.status)
    return list(_with_status(found))


def _with_status(found: list[Command]) -> Iterator[Command]:
    for command, after in zip(found, [*found[1:], None], strict=True):
        if command.words[0] == "echo":
            continue
        asked = after is not None and after.words[0] == "echo"
        status = int(after.shown[0]) if after is not None and asked else 0
        yield Command(command.line, command.words, command.shown, status)


def run_command(words: tuple[str, ...], folder: Path) -> Ran:
    """Run a `detente` command in a folder, as on a terminal without colours, and return what it says."""
    if words[0] != "detente":
        raise ValueError(f"only `detente` is run, not `{words[0]}`")
    said = io.StringIO()
    with _terminal(), contextlib.chdir(folder), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = cli.run(list(words[1:]))
    return Ran([line.rstrip() for line in said.getvalue().splitlines()], status)


@contextlib.contextmanager
def _terminal() -> Iterator[None]:
    """Let what asks the environment find a terminal of the width of the pages."""
    before = dict(os.environ)
    os.environ |= {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_python(text: str, namespace: dict[str, Any], folder: Path) -> Ran:
    """Run a block of Python in a folder and a namespace that the page's blocks share."""
    said = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(said):
        exec(compile(text, "<page>", "exec"), namespace)
    return Ran([line.rstrip() for line in said.getvalue().splitlines()], 0)


def trimmed(lines: list[str]) -> list[str]:
    """Return lines without empty ones at the beginning and the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    while lines and not lines[0]:
        lines = lines[1:]
    return lines


def agrees(shown: Iterable[str], lines: Iterable[str]) -> bool:
    """Return whether what is shown is what was printed, where a line `...` stands for any lines.

    Words count, and their order; how they are broken into lines does not, so that a page may be set otherwise.

    >>> agrees(["a b", "...", "d"], ["a", "b", "", "c", "d"])
    True
    >>> agrees(["a", "d"], ["a", "b", "d"])
    False
    """
    pattern = "".join(".*?" if line.strip() == "..." else re.escape(_words(line)) for line in shown)
    return re.fullmatch(pattern, "".join(_words(line) for line in lines), re.DOTALL) is not None


def _words(line: str) -> str:
    return "".join(f"{word}\n" for word in line.split() if set(word) != {"─"})


def embedded(fragment: Block, base: Block) -> str:
    """Return the text of the base scenario with the parts that the fragment gives.

    Mappings are merged, everything else is replaced; an actor wants things in one way only.
    """
    loader, writer, out = YAML(typ="base", pure=True), YAML(pure=True), io.StringIO()
    writer.width = 1_000_000
    writer.dump(_merged(loader.load(base.text), loader.load(fragment.text)), out)
    return out.getvalue()


def _merged(old: Any, new: Any) -> Any:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return new
    kept = {key: value for key, value in old.items() if not (key in _WANTS and _WANTS & set(new))}
    return kept | {key: _merged(kept.get(key), value) for key, value in new.items()}


def prepare(block: Block, base: Block | None, folder: Path) -> None:
    """Write the file that a block gives; a fragment of YAML is merged into the file as it stands."""
    if block.kind == "markdown" and block.file is not None:
        (folder / block.file).write_text(block.text, encoding="utf-8")
    if block.kind != "yaml" or block.file is None:
        return
    path = folder / block.file
    if not block.whole and path.is_file():
        base = Block(1, "yaml", (), path.read_text(encoding="utf-8"))
    path.write_text(block.text if block.whole or base is None else embedded(block, base), encoding="utf-8")
