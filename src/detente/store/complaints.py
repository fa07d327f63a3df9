"""What goes wrong with a ledger, in words: what a database says becomes an error with a remedy.

No message of a driver is passed on, since it may hold what a URL held.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from detente.errors import LedgerError, Problem

NOTHING = "Nothing was written."

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
    "53": "full",
    "55P03": "locked",
    "57014": "locked",
    "40": "locked",
    "28": "unreachable",
    "3D": "unreachable",
    "XX": "damaged",
}
"""What PostgreSQL's error codes come to, by how they begin."""


def complain(code: str, given: str, expected: str, remedy: str) -> LedgerError:
    """Return the error about one thing that is wrong with a ledger or with what was asked of it, ready to raise."""
    return LedgerError((Problem(code, given, expected, remedy),))


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Turn what a database says in the block into a LedgerError; `name` is what the ledger is called."""
    try:
        yield
    except DBAPIError as error:
        raise failure(_kind(error.orig), name) from None
    except sqlite3.Error as error:
        raise failure(_kind(error), name) from None
    except SQLAlchemyError as error:
        raise _failed(name, type(error).__name__) from None


def _kind(error: Any) -> str:
    """Return what kind of failure a driver reports; the name of its own error where it is none of those known."""
    if isinstance(error, sqlite3.Error):
        result = getattr(error, "sqlite_errorname", "")
        return SQLITE.get("_".join(result.split("_")[:2]), result or type(error).__name__)
    state = getattr(error, "sqlstate", None)
    if state is None and type(error).__name__ == "OperationalError":
        return "unreachable"  # psycopg has no code where there was no connection
    known = [kind for begins, kind in POSTGRESQL.items() if (state or "").startswith(begins)]
    return known[0] if known else state or type(error).__name__


def failure(kind: str, name: str) -> LedgerError:
    """Return the error that a ledger is what `kind` says, such as "damaged" or "foreign"."""
    if kind not in TOLD:
        return _failed(name, kind)
    return LedgerError((replace(TOLD[kind], given=f"the ledger `{name}` {TOLD[kind].given}"),))


TOLD = {
    "locked": Problem(
        "ledger-locked",
        "is locked by another process",
        NOTHING,
        "Wait until it is done, then ask again.",
    ),
    "read-only": Problem(
        "ledger-read-only",
        "may not be written to",
        NOTHING,
        "Ask for the right to write to it, or name another with --ledger.",
    ),
    "damaged": Problem(
        "ledger-damaged",
        "is damaged",
        NOTHING,
        "Put a backup copy in its place, or let the database's own tools save what can be read.",
    ),
    "full": Problem(
        "ledger-full",
        "cannot be written: the disk is full or fails",
        NOTHING,
        "Make room, then ask again.",
    ),
    "unreachable": Problem(
        "ledger-unreachable",
        "cannot be opened",
        "It is a file in a folder that exists, or a database that runs, with a user who may enter.",
        "Look at the path, or at the server, the name of the database, the user and the password.",
    ),
    "foreign": Problem(
        "not-a-ledger",
        "is no ledger of this program",
        "It was left as it is.",
        "Name another with --ledger.",
    ),
}
"""What is said of each kind of failure, behind the name of the ledger."""


def _failed(name: str, what: str) -> LedgerError:
    return complain("ledger-failed", f"the database of the ledger `{name}` failed ({what})", NOTHING, "Ask again.")
