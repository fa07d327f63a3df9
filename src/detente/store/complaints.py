"""What goes wrong with a database, in words: what its driver says becomes an error with a remedy.

No message of a driver is passed on, since it may hold what a URL held.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoTurn

from detente.errors import DetenteError, LedgerError, Problem
from detente.store.kinds import LEDGER, Kind

NOTHING = LEDGER.whole

SQLITE = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_READONLY": "read-only",
    "SQLITE_PERM": "read-only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "foreign",
    "SQLITE_FULL": "full",
    "SQLITE_CANTOPEN": "unreachable",
    "SQLITE_IOERR": "full",
}
"""What SQLite's results come to, by the first two parts of their names."""

POSTGRESQL = {
    "25006": "read-only",
    "42501": "read-only",
    "53300": "unreachable",
    "53": "full",
    "55P03": "locked",
    "57014": "locked",
    "40": "locked",
    "08": "unreachable",
    "28": "unreachable",
    "57P": "unreachable",
    "3D": "unreachable",
    "XX": "damaged",
}
"""What PostgreSQL's error codes come to, by how they begin."""


def complain(code: str, given: str, expected: str, remedy: str) -> LedgerError:
    """Return the error about one thing that is wrong with a ledger or with what was asked of it, ready to raise."""
    return LedgerError((Problem(code, given, expected, remedy),))


@contextmanager
def in_words(kind: Kind, name: str) -> Iterator[None]:
    """Turn what a database says in the block into an error of its kind; `name` is what it is called."""
    try:
        yield
    except DBAPIError as error:
        raise failure(_what(error.orig), kind, name) from None
    except sqlite3.Error as error:
        raise failure(_what(error), kind, name) from None
    except NoTurn:
        raise failure("locked", kind, name) from None
    except SQLAlchemyError as error:
        raise failure(type(error).__name__, kind, name) from None


def _what(error: Any) -> str:
    """Return what a driver reports; the name of its own error where that is none of those known."""
    if isinstance(error, sqlite3.Error):
        result = getattr(error, "sqlite_errorname", "")
        return SQLITE.get("_".join(result.split("_")[:2]), result or type(error).__name__)
    state = getattr(error, "sqlstate", None)
    if state is None and type(error).__name__ == "OperationalError":
        return "unreachable"  # psycopg has no code where there was no connection
    known = [what for begins, what in POSTGRESQL.items() if (state or "").startswith(begins)]
    return known[0] if known else state or type(error).__name__


def failure(what: str, kind: Kind, name: str) -> DetenteError:
    """Return the error that a database is `what`, such as "damaged" or "foreign"; anything unknown is told as it is."""
    given, expected, remedy = TOLD.get(what, (f"has failed ({what})", "", "Ask again."))
    return told(
        kind,
        kind.codes[what if what in TOLD else "failed"],
        f"the {kind.noun} `{name}` {given.format(kind=kind)}",
        expected or kind.whole,
        remedy.format(kind=kind),
    )


def told(kind: Kind, code: str, given: str, expected: str, remedy: str) -> DetenteError:
    """Return the error about one thing that is wrong with a database of a kind, ready to raise."""
    return kind.error((Problem(code, given, expected, remedy),))


TOLD = {
    "locked": ("is locked by another process", "", "Wait until it is done, then ask again."),
    "read-only": (
        "may not be written to",
        "",
        "Ask for the right to write to it, or name another with {kind.option}.",
    ),
    "damaged": (
        "is damaged",
        "",
        "Put a backup copy in its place, or let the database's own tools save what can be read.",
    ),
    "full": ("cannot be written: the disk is full or fails", "", "Make room, then ask again."),
    "unreachable": (
        "cannot be opened",
        "It is a file in a folder that exists, or a database that runs, with a user who may enter.",
        "Look at the path, or at the server, the name of the database, the user and the password.",
    ),
    "foreign": (
        "is no {kind.noun} of this program",
        "It was left as it is.",
        "Name another with {kind.option}.",
    ),
}
"""What is said of each kind of failure: behind the name, what is so (as a rule that nothing is lost), what to do."""
