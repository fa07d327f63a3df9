"""What goes wrong with a desk, in words: what SQLite says becomes an error with a remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from detente.errors import Problem, WorkbenchError

KINDS = {
    "SQLITE_BUSY": "desk-locked",
    "SQLITE_LOCKED": "desk-locked",
    "SQLITE_READONLY": "desk-read-only",
    "SQLITE_PERM": "desk-read-only",
    "SQLITE_CANTOPEN": "desk-read-only",
    "SQLITE_CORRUPT": "not-a-desk",
    "SQLITE_NOTADB": "not-a-desk",
    "SQLITE_FULL": "disk-full",
    "SQLITE_IOERR": "disk-full",
}
"""What SQLite's results come to, by the first two parts of their names."""

KEPT_ASIDE = "Scenarios are files of their own; they are as they were."


@contextmanager
def said(name: str) -> Iterator[None]:
    """Turn what SQLite says in the block into a WorkbenchError; `name` is the file of the desk."""
    try:
        yield
    except sqlite3.NotSupportedError:
        raise _told("not-a-desk", name) from None
    except sqlite3.Error as error:
        result = getattr(error, "sqlite_errorname", None) or type(error).__name__
        code = KINDS.get("_".join(result.split("_")[:2]))
        raise (_told("desk-failed", name, result) if code is None else _told(code, name)) from None


def newer(name: str, have: int, known: int) -> WorkbenchError:
    """Return the error that a desk was made by a newer version of the program, ready to raise."""
    return WorkbenchError(
        (
            Problem(
                "newer-desk",
                f"`{name}` was made by a newer version of this program (its tables are of version {have})",
                f"This one knows versions up to {known}. {KEPT_ASIDE}",
                "Install the newer version, or move that file away: versions, drafts and accounts are in it.",
            ),
        )
    )


def _told(code: str, name: str, result: str = "") -> WorkbenchError:
    given, expected, remedy = TOLD[code]
    return WorkbenchError((Problem(code, f"`{name}` {given}{f' ({result})' if result else ''}", expected, remedy),))


TOLD = {
    "desk-locked": ("is locked by another process", KEPT_ASIDE, "Wait until it is done, then ask again."),
    "desk-read-only": ("cannot be opened or written", KEPT_ASIDE, "Ask for the right to write to its folder."),
    "not-a-desk": (
        "is damaged, or not of this program",
        f"It was left as it is. {KEPT_ASIDE}",
        "Move it away, or put a backup copy in its place.",
    ),
    "disk-full": ("cannot be written: the disk is full or fails", KEPT_ASIDE, "Make room, then ask again."),
    "desk-failed": ("cannot be used: its database failed", KEPT_ASIDE, "Ask again."),
}
"""What is said of each kind of failure: behind the name, what is so, and what to do."""
