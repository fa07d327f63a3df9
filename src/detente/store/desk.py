"""The desk of a workbench: what it keeps beside the scenarios of a folder, in one file of SQLite.

Versions of scenarios, drafts, answers that took long, who did what, who may enter. The scenarios themselves stay files;
a desk that is lost loses no scenario. One process uses a desk at a time, from several threads.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.store.desk_complaints import newer, said
from detente.store.desk_rows import Account, Draft, Event, Kept, Version

FILE = "detente-workbench.sqlite"
"""The file of a desk, in the folder of the scenarios."""

APPLICATION = 0x44_54_57_42
"""What SQLite's header says of whose file it is: DTWB."""

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE version (
        scenario TEXT NOT NULL, number INTEGER NOT NULL, saved TEXT NOT NULL, who TEXT NOT NULL, sha256 TEXT NOT NULL,
        text BLOB NOT NULL, PRIMARY KEY (scenario, number));
    CREATE TABLE draft (
        scenario TEXT NOT NULL, who TEXT NOT NULL, base TEXT NOT NULL, saved TEXT NOT NULL, text BLOB NOT NULL,
        PRIMARY KEY (scenario, who));
    CREATE TABLE answer (
        fingerprint TEXT PRIMARY KEY, question TEXT NOT NULL, made TEXT NOT NULL, seconds REAL NOT NULL,
        used INTEGER NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL);
    CREATE TABLE event (
        number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL,
        about TEXT NOT NULL);
    CREATE TABLE account (name TEXT PRIMARY KEY, role TEXT NOT NULL, secret TEXT NOT NULL, made TEXT NOT NULL);
    CREATE TABLE session (
        token TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, until TEXT NOT NULL)
    """,
)
"""What makes a desk of each version out of one of the version before; the first out of nothing."""

MOST_KEPT = 200_000_000
"""Bytes of answers that are kept; beyond, those go that have not been asked for the longest."""

PATIENCE = 10.0
"""Seconds for which a lock of another process is waited out."""


class Desk:
    """An open desk; `at` is its file, None where it is kept in memory only and lost at the end."""

    def __init__(self, at: Path | None, create: bool = True) -> None:
        """Open a desk, made or brought up to date where that is needed.

        Raises WorkbenchError where it is none, of a newer version, or cannot be opened or written.
        """
        self.at = at
        self._lock = threading.RLock()
        name = "the desk" if at is None else at.name
        self.name = name
        if at is not None and create:
            _make_private(at)
        with said(name):
            where = ":memory:" if at is None else f"{at.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
            self._db = sqlite3.connect(
                where, uri=at is not None, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._begin()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _begin(self) -> None:
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA foreign_keys = ON")
        with self._writing() as db:
            have, owner = (db.execute(f"PRAGMA {one}").fetchone()[0] for one in ("user_version", "application_id"))
            tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if tables and owner != APPLICATION:
                raise sqlite3.NotSupportedError("foreign")
            if have > len(STEPS):
                raise newer(self.name, have, len(STEPS))
            for step in STEPS[have:]:
                for statement in step.split(";"):  # executescript would end the transaction
                    db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {len(STEPS)}")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the database for one transaction, kept whole or not at all."""
        with self._lock, said(self.name):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *given: Any) -> list[sqlite3.Row]:
        with self._lock, said(self.name):
            return self._db.execute(query, given).fetchall()

    # ------------------------------------------------------------ versions and drafts

    def keep_version(self, scenario: str, text: bytes, who: str, now: datetime) -> Version:
        """Keep a text as the newest version of a scenario, unless it is that already, and return that version."""
        digest = sha256(text).hexdigest()
        with self._writing() as db:
            last = db.execute(
                "SELECT number, sha256 FROM version WHERE scenario = ? ORDER BY number DESC LIMIT 1", (scenario,)
            ).fetchone()
            number = 1 if last is None else last["number"] + (last["sha256"] != digest)
            if last is None or last["sha256"] != digest:
                row = (scenario, number, _text(now), who, digest, zlib.compress(text))
                db.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)", row)
        return self.versions(scenario)[-1]

    def versions(self, scenario: str) -> tuple[Version, ...]:
        """Return the versions of a scenario without their texts, the oldest first."""
        rows = self._rows("SELECT number, saved, who, sha256 FROM version WHERE scenario = ? ORDER BY number", scenario)
        return tuple(Version(row["number"], _moment(row["saved"]), row["who"], row["sha256"]) for row in rows)

    def version_text(self, scenario: str, number: int) -> bytes | None:
        """Return the text of a version, None where there is none of that number."""
        rows = self._rows("SELECT text FROM version WHERE scenario = ? AND number = ?", scenario, number)
        return zlib.decompress(rows[0]["text"]) if rows else None

    def keep_draft(self, scenario: str, who: str, draft: Draft) -> None:
        """Keep what somebody has written and not saved, in place of what was kept before."""
        row = (scenario, who, draft.base, _text(draft.saved), zlib.compress(draft.text))
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)", row)

    def draft(self, scenario: str, who: str) -> Draft | None:
        """Return somebody's draft of a scenario, None where there is none."""
        rows = self._rows("SELECT base, saved, text FROM draft WHERE scenario = ? AND who = ?", scenario, who)
        return Draft(rows[0]["base"], _moment(rows[0]["saved"]), zlib.decompress(rows[0]["text"])) if rows else None

    def drop_draft(self, scenario: str, who: str) -> None:
        """Forget somebody's draft of a scenario."""
        with self._writing() as db:
            db.execute("DELETE FROM draft WHERE scenario = ? AND who = ?", (scenario, who))

    # ------------------------------------------------------------ answers

    def keep_answer(self, fingerprint: str, question: str, seconds: float, content: bytes, now: datetime) -> None:
        """Keep an answer under the fingerprint of its question; where all are too large, the stalest go."""
        packed = zlib.compress(content, 1)
        with self._writing() as db:
            used = db.execute("SELECT coalesce(max(used), 0) + 1 FROM answer").fetchone()[0]
            row = (fingerprint, question, _text(now), seconds, used, len(packed), packed)
            db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            db.execute(
                "DELETE FROM answer WHERE fingerprint IN (SELECT fingerprint FROM (SELECT fingerprint,"
                " sum(size) OVER (ORDER BY used DESC) AS total FROM answer) WHERE total > ?)",
                (MOST_KEPT,),
            )

    def answer(self, fingerprint: str) -> Kept | None:
        """Return what is kept under a fingerprint, None where nothing is."""
        rows = self._rows("SELECT question, made, seconds, content FROM answer WHERE fingerprint = ?", fingerprint)
        if not rows:
            return None
        with self._writing() as db:
            db.execute(
                "UPDATE answer SET used = (SELECT max(used) + 1 FROM answer) WHERE fingerprint = ?", (fingerprint,)
            )
        row = rows[0]
        return Kept(row["question"], _moment(row["made"]), row["seconds"], zlib.decompress(row["content"]))

    # ------------------------------------------------------------ who did what

    def note(self, who: str, did: str, about: str, now: datetime) -> None:
        """Write down who did what."""
        with self._writing() as db:
            row = (_text(now), who, did, about)
            db.execute("INSERT INTO event (at, who, did, about) VALUES (?, ?, ?, ?)", row)

    def events(self, offset: int, limit: int) -> tuple[int, tuple[Event, ...]]:
        """Return how many events were written down, and some of them, the newest first."""
        count = self._rows("SELECT count(*) FROM event")[0][0]
        rows = self._rows("SELECT * FROM event ORDER BY number DESC LIMIT ? OFFSET ?", limit, offset)
        return count, tuple(
            Event(row["number"], _moment(row["at"]), row["who"], row["did"], row["about"]) for row in rows
        )

    # ------------------------------------------------------------ who may enter

    def keep_account(self, account: Account, now: datetime) -> None:
        """Add an account, or change its role and secret; whoever was inside under that name is out."""
        with self._writing() as db:
            db.execute("DELETE FROM account WHERE name = ?", (account.name,))
            row = (account.name, account.role, account.secret, _text(now))
            db.execute("INSERT INTO account VALUES (?, ?, ?, ?)", row)

    def accounts(self) -> dict[str, Account]:
        """Return all accounts by name."""
        rows = self._rows("SELECT name, role, secret FROM account ORDER BY name")
        return {row["name"]: Account(row["name"], row["role"], row["secret"]) for row in rows}

    def open_session(self, token: str, account: str, now: datetime, hours: float) -> None:
        """Let somebody in for some hours; only a digest of the token is kept. Sessions that are over are forgotten."""
        with self._writing() as db:
            db.execute("DELETE FROM session WHERE until <= ?", (_text(now),))
            row = (_digest(token), account, _text(now + timedelta(hours=hours)))
            db.execute("INSERT INTO session VALUES (?, ?, ?)", row)

    def session(self, token: str, now: datetime) -> Account | None:
        """Return whose session a token opens, None for one that is over or was never given out."""
        rows = self._rows(
            "SELECT name, role, secret FROM session JOIN account ON name = account WHERE token = ? AND until > ?",
            _digest(token),
            _text(now),
        )
        return Account(rows[0]["name"], rows[0]["role"], rows[0]["secret"]) if rows else None

    def close_session(self, token: str) -> None:
        """End a session."""
        with self._writing() as db:
            db.execute("DELETE FROM session WHERE token = ?", (_digest(token),))


def _make_private(file: Path) -> None:
    """Make the file of a desk, for its owner only: passwords' hashes are in it. SQLite says what goes wrong."""
    with suppress(OSError):
        file.touch(0o600, exist_ok=False)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _text(moment: datetime) -> str:
    """Return a moment as text whose order is that of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
