"""The desk: what is kept comes back, whole or not at all; bad files are left as they are."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from detente.errors import WorkbenchError
from detente.store import desk as desks
from detente.store.desk import APPLICATION, STEPS, Desk
from detente.store.desk_complaints import said
from detente.store.desk_rows import Account, Draft

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def told(error: pytest.ExceptionInfo[WorkbenchError]) -> str:
    return error.value.problems[0].code


def test_versions_are_numbered_and_come_back(file: Path) -> None:
    desk = Desk(file)
    first = desk.keep_version("a.yaml", b"one", "anna", NOW)
    assert (first.number, first.who, first.saved) == (1, "anna", NOW)
    assert first.sha256 == sha256(b"one").hexdigest()
    assert desk.keep_version("a.yaml", b"one", "ben", NOW) == first  # the same text is no new version
    assert desk.keep_version("a.yaml", b"two", "ben", NOW).number == 2
    assert desk.keep_version("a.yaml", b"one", "ben", NOW).number == 3
    assert desk.keep_version("b.yaml", b"one", "ben", NOW).number == 1
    desk.close()
    again = Desk(file)
    assert [one.number for one in again.versions("a.yaml")] == [1, 2, 3]
    assert [again.version_text("a.yaml", number) for number in (1, 2, 3, 4)] == [b"one", b"two", b"one", None]
    assert again.versions("c.yaml") == ()
    again.close()


def test_each_has_a_draft_of_its_own() -> None:
    desk = Desk(None)
    desk.keep_draft("a.yaml", "anna", Draft("", NOW, b"one"))
    desk.keep_draft("a.yaml", "anna", Draft("base", NOW, b"two"))
    desk.keep_draft("a.yaml", "ben", Draft("", NOW, b"three"))
    assert desk.draft("a.yaml", "anna") == Draft("base", NOW, b"two")
    desk.drop_draft("a.yaml", "anna")
    assert desk.draft("a.yaml", "anna") is None
    assert desk.draft("a.yaml", "ben") == Draft("", NOW, b"three")
    desk.close()


def test_of_too_many_answers_the_stalest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes about 28 bytes packed; those asked for last are kept."""
    desk = Desk(None)
    for name in ("a", "b", "c"):
        desk.keep_answer(name, "asked", 1.5, name.encode() * 20, NOW)
    size = sum(row["size"] for row in desk._rows("SELECT size FROM answer"))
    assert desk.answer("a") is not None  # now b is the stalest
    monkeypatch.setattr(desks, "MOST_KEPT", size)
    desk.keep_answer("d", "asked", 1.5, b"d" * 20, NOW)
    assert desk.answer("b") is None
    kept = desk.answer("a")
    assert kept is not None
    assert (kept.question, kept.made, kept.seconds, kept.content) == ("asked", NOW, 1.5, b"a" * 20)
    desk.keep_answer("a", "asked", 2.5, b"anew", NOW)
    again = desk.answer("a")
    assert again is not None
    assert again.content == b"anew"
    desk.close()


def test_events_come_newest_first() -> None:
    desk = Desk(None)
    for number in range(5):
        desk.note("anna", "saved", f"{number}.yaml", NOW + timedelta(hours=number))
    total, found = desk.events(1, 2)
    assert total == 5
    assert [(one.number, one.about, one.at) for one in found] == [
        (4, "3.yaml", NOW + timedelta(hours=3)),
        (3, "2.yaml", NOW + timedelta(hours=2)),
    ]
    desk.close()


def test_sessions_open_for_a_while_and_end_with_their_account() -> None:
    desk = Desk(None)
    anna = Account("anna", "write", "hash")
    desk.keep_account(anna, NOW)
    desk.open_session("token", "anna", NOW, 1.0)
    assert desk.session("token", NOW + timedelta(minutes=59)) == anna
    assert desk.session("token", NOW + timedelta(minutes=60)) is None
    assert desk.session("tokens", NOW) is None
    assert "token" not in {row["token"] for row in desk._rows("SELECT token FROM session")}
    desk.close_session("token")
    assert desk.session("token", NOW) is None
    desk.open_session("one", "anna", NOW, 1.0)
    desk.open_session("two", "anna", NOW + timedelta(hours=2), 1.0)  # what is over is forgotten
    assert len(desk._rows("SELECT token FROM session")) == 1
    desk.keep_account(Account("anna", "read", "other"), NOW)
    assert desk.session("two", NOW) is None
    assert desk.accounts() == {"anna": Account("anna", "read", "other")}
    desk.close()


def test_a_desk_is_made_only_where_that_is_asked(file: Path) -> None:
    with pytest.raises(WorkbenchError) as error:
        Desk(file, create=False)
    assert told(error) == "desk-read-only"
    assert not file.exists()
    Desk(file).close()
    Desk(file, create=False).close()


def test_only_its_owner_reads_a_desk(file: Path) -> None:
    Desk(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(WorkbenchError) as error:
        Desk(file.parent / "nowhere" / "desk.sqlite")
    assert told(error) == "desk-read-only"


def test_a_file_of_something_else_is_left_as_it_is(file: Path) -> None:
    file.write_bytes(b"no database at all, whatever its name says, and long enough to be looked at" * 20)
    before = file.read_bytes()
    with pytest.raises(WorkbenchError) as error:
        Desk(file)
    assert told(error) == "not-a-desk"
    assert file.read_bytes() == before
    file.unlink()
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE other (x)")
    db.close()
    before = file.read_bytes()
    with pytest.raises(WorkbenchError) as error:
        Desk(file)
    assert told(error) == "not-a-desk"
    assert file.read_bytes() == before


def test_a_desk_of_a_newer_version_is_left_as_it_is(file: Path) -> None:
    Desk(file).close()
    with sqlite3.connect(file) as db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    db.close()
    before = file.read_bytes()
    with pytest.raises(WorkbenchError) as error:
        Desk(file)
    assert told(error) == "newer-desk"
    assert "Install the newer version" in str(error.value)
    assert file.read_bytes() == before


def test_an_older_desk_is_brought_up_to_date(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(file)
    desk.note("anna", "saved", "a.yaml", NOW)
    desk.close()
    monkeypatch.setattr(desks, "STEPS", (*STEPS, "ALTER TABLE event ADD COLUMN further TEXT; CREATE TABLE more (x)"))
    newer = Desk(file)
    assert newer.events(0, 9)[0] == 1
    assert newer._rows("PRAGMA user_version")[0][0] == len(STEPS) + 1
    assert newer._rows("PRAGMA application_id")[0][0] == APPLICATION
    newer.close()


def test_a_step_that_fails_leaves_the_desk_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Desk(file).close()
    monkeypatch.setattr(desks, "STEPS", (*STEPS, "CREATE TABLE more (x); CREATE TABLE event (x)"))
    with pytest.raises(WorkbenchError) as error:
        Desk(file)
    assert told(error) == "desk-failed"
    monkeypatch.undo()
    desk = Desk(file)
    assert not desk._rows("SELECT 1 FROM sqlite_schema WHERE name = 'more'")
    desk.close()


def test_a_lock_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "PATIENCE", 0.01)
    desk = Desk(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WorkbenchError) as error:
        desk.note("anna", "saved", "a.yaml", NOW)
    assert told(error) == "desk-locked"
    other.execute("ROLLBACK")
    other.close()
    desk.note("anna", "saved", "a.yaml", NOW)
    desk.close()


def test_a_full_disk_is_told_and_nothing_is_half_kept(file: Path) -> None:
    desk = Desk(file)
    pages = desk._rows("PRAGMA page_count")[0][0]
    desk._rows(f"PRAGMA max_page_count = {pages + 1}")
    noise = sha256(b"").digest()
    with pytest.raises(WorkbenchError) as error:
        desk.keep_version("a.yaml", b"".join(noise := sha256(noise).digest() for _ in range(1000)), "anna", NOW)
    assert told(error) == "disk-full"
    desk._rows("PRAGMA max_page_count = 10000")
    count = len(desk.versions("a.yaml"))
    assert desk.keep_version("a.yaml", b"after", "anna", NOW).number == count + 1
    desk.close()


def test_a_failure_that_has_no_name_is_told_all_the_same() -> None:
    with pytest.raises(WorkbenchError) as error, said("desk.sqlite"):
        raise sqlite3.ProgrammingError("who knows")
    assert told(error) == "desk-failed"
    assert "(ProgrammingError)" in str(error.value)
