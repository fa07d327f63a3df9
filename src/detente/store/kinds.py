"""The two kinds of database that this program keeps: the ledger of forecasts, and the desk of a workbench.

What sets one apart from the other stands here: what it is called, by which tables it is known, and whose error is
raised. Opening one and telling what went wrong is the same for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import DetenteError, LedgerError, WorkbenchError


@dataclass(frozen=True)
class Kind:
    """A kind of database.

    `noun` is what it is called; its migrations are in the folder of that name. `option` names another one on the
    command line, `whole` says after a failure that nothing is lost, `codes` are those of its errors by what is wrong.
    `lock` is a number of our own, under which PostgreSQL lets one process at a time bring it up to date. `missing` and
    `hint` say what to do where there is none. `application` stands in the header of SQLite's file, None where nothing
    does; `private` says that nobody but its owner may read that file.
    """

    noun: str
    option: str
    whole: str
    codes: Mapping[str, str]
    lock: int
    error: type[DetenteError]
    missing: str = ""
    hint: str = ""
    application: int | None = None
    private: bool = False

    @property
    def version(self) -> str:
        """Return the table that says by which migration a database was made."""
        return f"{self.noun}_version"


LEDGER = Kind(
    noun="ledger",
    option="--ledger",
    whole="Nothing was written.",
    codes={
        "locked": "ledger-locked",
        "read-only": "ledger-read-only",
        "damaged": "ledger-damaged",
        "full": "ledger-full",
        "unreachable": "ledger-unreachable",
        "failed": "ledger-failed",
        "foreign": "not-a-ledger",
        "newer": "newer-ledger",
        "missing": "no-ledger",
    },
    lock=5_240_117,
    error=LedgerError,
    missing="It is made when the first forecast is published.",
    hint="See `detente ledger publish --help`, or name another with --ledger.",
)

DESK = Kind(
    noun="desk",
    option="--desk",
    whole="Scenarios are files of their own; they are as they were.",
    codes={
        "locked": "desk-locked",
        "read-only": "desk-read-only",
        "damaged": "desk-damaged",
        "full": "desk-full",
        "unreachable": "desk-unreachable",
        "failed": "desk-failed",
        "foreign": "not-a-desk",
        "newer": "newer-desk",
    },
    lock=5_240_118,
    error=WorkbenchError,
    application=0x44_54_57_42,  # DTWB
    private=True,  # passwords' hashes are in it
)
