"""Desks that are older, newer, damaged, locked, full or of something else: told in words, and nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from detente.errors import WorkbenchError
from detente.store import desk_tables, opening
from detente.store.desk import Desk
from detente.store.desk_rows import Account, Draft, Underway
from detente.store.ledger import open_ledger
from tests.rights import told_read_only
from tests.store.made import NOON, binary
from tests.store.server import Server

NOW = datetime(2025, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def code(error: pytest.ExceptionInfo[WorkbenchError]) -> str:
    return error.value.problems[0].code


def tried(where: Path | str) -> str:
    """Return the code of the error that opening a desk gives."""
    with pytest.raises(WorkbenchError) as error:
        Desk(where)
    return code(error)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A desk of SQLite with a version and an event."""
    path = tmp_path / "desk.sqlite"
    desk = Desk(path)
    desk.keep_version("a.yaml", b"one", "anna", NOW)
    desk.note("anna", "saved", "a.yaml", NOW)
    desk.close()
    return path


def whole(where: Path | str) -> None:
    """See that the version and the event are there."""
    desk = Desk(where)
    assert desk.version_text("a.yaml", 1) == b"one"
    assert [(one.at, one.did) for one in desk.events(0, 9)[1]] == [(NOW, "saved")]
    desk.close()


# ------------------------------------------------------------ desks of the program before

BEFORE = """
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
        token TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, until TEXT NOT NULL);
    PRAGMA application_id = 0x44545742;
    PRAGMA user_version = 1
"""
"""How desks were made before migrations had numbers; times are texts."""


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A desk as it was made before, with something in each table."""
    path = tmp_path / "old.sqlite"
    path.touch(0o600)
    then = "2025-03-04T05:06:07.000089+00:00"
    with sqlite3.connect(path) as db:
        db.executescript(BEFORE)
        for number, text in enumerate((b"one", b"two"), 1):
            row = ("a.yaml", number, then, "anna", sha256(text).hexdigest(), zlib.compress(text))
            db.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)", row)
        db.execute("INSERT INTO draft VALUES ('a.yaml', 'ben', 'base', ?, ?)", (then, zlib.compress(b"three")))
        db.execute("INSERT INTO answer VALUES ('f', 'asked', ?, 1.5, 7, 9, ?)", (then, zlib.compress(b"told")))
        db.execute("INSERT INTO event VALUES (41, ?, 'anna', 'saved', 'a.yaml')", (then,))
        db.execute("INSERT INTO account VALUES ('anna', 'admin', 'hash', ?)", (then,))
        token = sha256(b"token").hexdigest()
        db.execute("INSERT INTO session VALUES (?, 'anna', '2025-03-04T17:06:07.000089+00:00')", (token,))
    db.close()
    return path


def test_what_stood_in_an_older_desk_is_taken_over(before: Path) -> None:
    old = before.read_bytes()
    desk = Desk(before)
    assert [(one.number, one.saved, one.who) for one in desk.versions("a.yaml")] == [(1, NOW, "anna"), (2, NOW, "anna")]
    assert [desk.version_text("a.yaml", number) for number in (1, 2)] == [b"one", b"two"]
    assert desk.draft("a.yaml", "ben") == Draft("base", NOW, b"three")
    kept = desk.answer("f")
    assert kept is not None
    assert (kept.question, kept.made, kept.seconds, kept.content) == ("asked", NOW, 1.5, b"told")
    assert desk.accounts() == {"anna": Account("anna", "admin", "hash")}
    assert desk.session("token", NOW + timedelta(hours=11)) == Account("anna", "admin", "hash")
    assert desk.session("token", NOW + timedelta(hours=12)) is None
    desk.note("ben", "saved", "b.yaml", NOW)
    assert [(one.number, one.at) for one in desk.events(0, 9)[1]] == [(42, NOW), (41, NOW)]
    desk.close()
    copy = before.with_name("old.sqlite.0000.bak")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(before) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 2  # the program before lets it be: it is newer
        assert db.execute("PRAGMA application_id").fetchone()[0] == 0x44545742
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    with sqlite3.connect(copy) as db, sqlite3.connect(":memory:") as memory:
        memory.deserialize(old)
        assert list(db.iterdump()) == list(memory.iterdump())
    db.close()
    memory.close()


def test_an_older_desk_that_cannot_be_taken_over_stays_as_it_is(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(before) as db:
        db.execute("ALTER TABLE event RENAME COLUMN about TO further")
    db.close()
    old = before.read_bytes()
    assert tried(before) == "desk-failed"
    with sqlite3.connect(before) as db, sqlite3.connect(":memory:") as memory:
        memory.deserialize(old)
        assert list(db.iterdump()) == list(memory.iterdump())
    db.close()
    memory.close()


# ------------------------------------------------------------ other versions


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The migrations of this version and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(opening.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "desk" / "versions" / "v9999_mood.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision, down_revision = '9999', '0002'\n"
        "def upgrade():\n    op.add_column('desk_event', sa.Column('mood', sa.Text))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(opening, "MIGRATIONS", folder)
    yield folder
    monkeypatch.undo()


def test_what_was_under_way_before_progress_was_kept_is_still_known(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "first"
    shutil.copytree(opening.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "v0002*"))
    monkeypatch.setattr(opening, "MIGRATIONS", folder)
    older = Desk(where)
    row: dict[str, Any] = {
        "fingerprint": "f",
        "question": "asked",
        "text": b"text",
        "who": "anna",
        "since": NOW,
        "server": "7 1.0 there",
    }
    with older._writing() as connection:
        names = sa.table("desk_job", *(sa.column(name, desk_tables.JOB.c[name].type) for name in row))
        connection.execute(sa.insert(names).values(row))
    older.close()
    monkeypatch.undo()
    desk = Desk(where)
    assert desk.jobs() == (Underway(**row, state="waiting", doing="", part=0.0, seconds=0.0, seen=None),)
    desk.close()


def test_a_desk_is_brought_up_to_date_and_then_is_newer(
    where: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(where)
    desk.note("anna", "saved", "a.yaml", NOW)
    desk.close()
    folder = request.getfixturevalue("next_version")
    desk = Desk(where)
    desk.note("anna", "saved", "b.yaml", NOW)
    assert len(desk._rows(sa.select(sa.text("mood")).select_from(sa.text("desk_event")))) == 2
    desk.close()
    monkeypatch.undo()
    with pytest.raises(WorkbenchError, match="9999") as error:
        Desk(where)
    assert code(error) == "newer-desk"
    assert "Install the newer version" in str(error.value)
    monkeypatch.setattr(opening, "MIGRATIONS", folder)
    desk = Desk(where)
    assert desk.events(0, 9)[0] == 2
    desk.close()


def test_a_step_that_fails_leaves_a_desk_as_it_was(file: Path, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue("next_version")
    with (folder / "desk" / "versions" / "v9999_mood.py").open("a", encoding="utf-8") as out:
        out.write("    op.execute('CREATE TABLE desk_event (name TEXT)')\n")
    assert tried(file) == "desk-failed"
    request.getfixturevalue("monkeypatch").undo()
    whole(file)
    with sqlite3.connect(file) as db:
        assert "mood" not in {column[1] for column in db.execute("PRAGMA table_info(desk_event)")}
    db.close()


# ------------------------------------------------------------ files


def test_only_its_owner_reads_a_desk(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert tried(file.parent / "nowhere" / "desk.sqlite") == "desk-unreachable"


def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"no database at all, whatever its name says, and long enough to be looked at" * 20)
    before = path.read_bytes()
    assert tried(path) == "not-a-desk"
    assert path.read_bytes() == before
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE version (x)")
    db.close()
    before = path.read_bytes()
    assert tried(path) == "not-a-desk"
    assert path.read_bytes() == before


def test_a_ledger_is_no_desk_and_a_desk_no_ledger(file: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    with open_ledger(str(ledger), create=True) as book:
        book.publish(binary(), NOON)
    assert tried(ledger) == "not-a-desk"
    with pytest.raises(Exception, match="is no ledger"), open_ledger(str(file), create=True):
        raise AssertionError
    whole(file)


def test_both_may_be_in_one_database(postgresql: Server) -> None:
    url = postgresql.new_database()
    with open_ledger(url, create=True) as book:
        book.publish(binary(), NOON)
    desk = Desk(url)
    desk.keep_version("a.yaml", b"one", "anna", NOW)
    desk.note("anna", "saved", "a.yaml", NOW)
    desk.close()
    whole(url)
    with open_ledger(url) as book:
        assert len(book.entries()) == 1


def test_a_damaged_file_is_told_and_left(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    assert tried(file) == "desk-damaged"
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ("UPDATE desk_saved SET text = x'00'", lambda desk: desk.version_text("a.yaml", 1)),
        ("UPDATE desk_saved SET saved = 'soon'", lambda desk: desk.versions("a.yaml")),
    ],
)
def test_a_row_that_is_damaged_is_told(file: Path, change: str, read: Any) -> None:
    with sqlite3.connect(file) as db:
        db.execute(change)
    db.close()
    desk = Desk(file)
    with pytest.raises(WorkbenchError) as error:
        read(desk)
    assert code(error) == "desk-damaged"
    assert desk.events(0, 9)[0] == 1  # the rest can be had
    desk.close()


def test_a_lock_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.01)
    desk = Desk(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WorkbenchError) as error:
        desk.note("anna", "saved", "a.yaml", NOW)
    assert code(error) == "desk-locked"
    other.execute("ROLLBACK")
    other.close()
    desk.note("anna", "saved", "a.yaml", NOW)
    desk.close()


def test_who_waits_too_long_for_a_turn_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.01)
    desk = Desk(file)
    with desk._writing(), pytest.raises(WorkbenchError) as error:
        desk.events(0, 9)
    assert code(error) == "desk-locked"
    assert desk.events(0, 9)[0] == 1
    desk.close()


def test_a_full_disk_is_told_and_nothing_is_half_kept(file: Path) -> None:
    desk = Desk(file)
    noise = sha256(b"").digest()
    large = b"".join(noise := sha256(noise).digest() for _ in range(1000))
    with desk._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # it is full as it is
    with pytest.raises(WorkbenchError) as error:
        desk.keep_version("a.yaml", large, "anna", NOW)
    assert code(error) == "desk-full"
    with desk._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 10000")
    assert desk.keep_version("a.yaml", large, "anna", NOW).number == 2
    assert desk.version_text("a.yaml", 1) == b"one"
    desk.close()


READ_ONLY = """
import sys
from detente.errors import WorkbenchError
from detente.store.desk import Desk
from tests.store.test_desk_opening import NOW
desk = Desk(sys.argv[1])
print(desk.version_text("a.yaml", 1).decode())
print(desk.answer("f").content.decode())
try:
    desk.note("anna", "saved", "b.yaml", NOW)
except WorkbenchError as error:
    print(error.problems[0].code)
"""


def test_a_read_only_file_can_be_read_and_says_so(file: Path) -> None:
    desk = Desk(file)
    desk.keep_answer("f", "asked", 1.0, b"told", NOW)
    desk.close()
    assert told_read_only(READ_ONLY, file) == ["one", "told", "desk-read-only"]


# ------------------------------------------------------------ PostgreSQL


def test_a_password_is_never_told(postgresql: Server) -> None:
    assert tried(postgresql.url("postgres", "wrongword")) == "desk-unreachable"
    with pytest.raises(WorkbenchError) as error:
        Desk(postgresql.url("nowhere", "wrongword"))
    assert "wrongword" not in str(error.value)
    assert tried("mysql://anna:secret@db/desk") == "unknown-database"


def test_a_server_that_drops_its_connections_is_asked_again(postgresql: Server) -> None:
    url = postgresql.new_database()
    desk = Desk(url)
    desk.note("anna", "saved", "a.yaml", NOW)
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        assert connection.exec_driver_sql(f"{others} AND datname = current_database()").all()
    desk.note("anna", "saved", "b.yaml", NOW)
    assert desk.events(0, 9)[0] == 2
    desk.close()
