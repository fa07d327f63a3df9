"""A journal keeps what is done of long work, so that it can be broken off at any moment and go on later.

It is an SQLite database with one row for each finished piece, written in a transaction of its own: however the program
ends, a piece is there whole or not at all. It says which question it belongs to, and each piece has its checksum.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from detente.errors import QuestionError, question

MARK = 0x44E7E47E
"""What says of a database that it is a journal (SQLite's application_id)."""

PATIENCE = 5.0
"""Seconds to wait for another program that writes."""

SAID = {
    "program": "another version of the program",
    "scenario": "another scenario, or another state of its file",
    "variant": "another variant",
    "concept": "another concept",
    "beliefs": "another setting of beliefs",
    "worlds": "other worlds: other draws, signals or outcomes",
}
"""What a journal belongs to where a part of the question differs."""


@dataclass(frozen=True)
class Journal:
    """Finished pieces by number; without a database nothing is kept."""

    database: sqlite3.Connection | None
    file: Path = Path()

    @staticmethod
    @contextmanager
    def open(file: Path, asked: Mapping[str, str]) -> Iterator[Journal]:
        """Open the journal in a file, a new one where there is none, for the question asked.

        Raises QuestionError where the file is no journal, damaged, of another question, in use, or cannot be written.
        """
        try:
            with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as database:
                _begin(database, file, asked)
                yield Journal(database, file)
        except sqlite3.DatabaseError as error:
            raise _broken(file, error) from error

    def kept(self, count: int) -> Iterator[tuple[int, bytes]]:
        """Yield the finished pieces of so many, with their numbers."""
        if self.database is None:
            return
        for number, digest, data in self.database.execute("SELECT number, digest, data FROM pieces ORDER BY number"):
            if not isinstance(data, bytes) or sha256(data).hexdigest() != digest or not 0 <= number < count:
                raise _damaged(self.file, f"piece {number} is not what was written")
            yield number, data

    def keep(self, number: int, data: bytes) -> None:
        """Write a finished piece; it is on the disk when this returns."""
        if self.database is not None:
            row = (number, sha256(data).hexdigest(), data)
            self.database.execute("INSERT OR IGNORE INTO pieces (number, digest, data) VALUES (?, ?, ?)", row)


def _begin(database: sqlite3.Connection, file: Path, asked: Mapping[str, str]) -> None:
    """Make a new journal where the file is empty; refuse what is another's."""
    database.execute("PRAGMA synchronous = FULL")
    database.execute("BEGIN EXCLUSIVE")  # one program at a time looks whether the file is new
    (mark,) = database.execute("PRAGMA application_id").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mark == MARK:
        _same(database, file, asked)
    elif tables:
        raise _stranger(file)
    else:
        database.execute(f"PRAGMA application_id = {MARK}")
        database.execute("CREATE TABLE question (part TEXT PRIMARY KEY, answer TEXT NOT NULL)")
        database.execute("CREATE TABLE pieces (number INTEGER PRIMARY KEY, digest TEXT NOT NULL, data BLOB NOT NULL)")
        database.executemany("INSERT INTO question VALUES (?, ?)", list(asked.items()))
    database.execute("COMMIT")


def _same(database: sqlite3.Connection, file: Path, asked: Mapping[str, str]) -> None:
    kept = dict(database.execute("SELECT part, answer FROM question").fetchall())
    different = [said for part, said in SAID.items() if kept.get(part) != asked[part]]
    if different:
        raise question(
            "other-resume-file",
            f"`{file}` keeps what was done for {different[0]}",
            "Work goes on only with the question with which it began.",
            "Ask as before, or name a new file.",
        )


def _stranger(file: Path) -> QuestionError:
    return question(
        "no-resume-file",
        f"`{file}` is a file of another kind",
        "A file is expected that `--resume` made, or a new name.",
        "Name another file; this one is left as it is.",
    )


def _damaged(file: Path, what: str) -> QuestionError:
    return question(
        "damaged-resume-file",
        f"`{file}` is damaged: {what}",
        "A file that keeps what is done is as it was written.",
        "Name a new file; the work begins anew.",
    )


def _broken(file: Path, error: sqlite3.DatabaseError) -> QuestionError:
    """Return what an error of the database means, ready to raise."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_NOTADB"):
        return _stranger(file)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return question(
            "resume-file-in-use",
            f"`{file}` is in use by another program",
            "One run at a time keeps what is done in a file.",
            "Wait for the other run, or name another file.",
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_FULL", "SQLITE_IOERR")):
        return question(
            "cannot-write",
            f"`{file}` cannot be written ({error})",
            "A file in a folder that is there, with room on the disk, is expected.",
            "Check the folder, its permissions and the disk.",
        )
    return _damaged(file, str(error))
