"""The desk: what is kept comes back, whole or not at all, on SQLite as on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from detente.store import desk as desks
from detente.store import opening
from detente.store.desk import Desk
from detente.store.desk_rows import Account, Draft, Underway
from detente.store.desk_tables import ANSWER, METADATA, SESSION
from detente.store.kinds import DESK

NOW = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def desk(where: str) -> Iterator[Desk]:
    desk = Desk(where)
    yield desk
    desk.close()


def test_versions_are_numbered_and_come_back(desk: Desk, where: str) -> None:
    first = desk.keep_version("a.yaml", b"one", "anna", NOW)
    assert (first.number, first.who, first.saved) == (1, "anna", NOW)
    assert first.sha256 == sha256(b"one").hexdigest()
    assert desk.keep_version("a.yaml", b"one", "ben", NOW) == first  # the same text is no new version
    assert desk.keep_version("a.yaml", b"two", "ben", NOW).number == 2
    assert desk.keep_version("a.yaml", b"one", "ben", NOW).number == 3
    assert desk.keep_version("b.yaml", b"one", "ben", NOW).number == 1
    again = Desk(where)
    assert [one.number for one in again.versions("a.yaml")] == [1, 2, 3]
    assert [again.version_text("a.yaml", number) for number in (1, 2, 3, 4)] == [b"one", b"two", b"one", None]
    assert again.versions("a.yaml")[0] == first
    assert again.versions("c.yaml") == ()
    assert again.text_known("a.yaml", sha256(b"two").hexdigest()) == b"two"
    assert again.text_known("b.yaml", sha256(b"two").hexdigest()) is None
    again.close()


def test_a_version_that_could_not_be_saved_is_forgotten_and_no_other(desk: Desk) -> None:
    desk.keep_version("b.yaml", b"two", "ben", NOW)
    kept = desk.keep_version("a.yaml", b"one", "anna", NOW)
    gone = desk.keep_version("a.yaml", b"two", "ben", NOW)
    desk.drop_version("a.yaml", gone.number)
    assert desk.versions("a.yaml") == (kept,)
    assert desk.version_text("a.yaml", gone.number) is None
    assert [one.number for one in desk.versions("b.yaml")] == [1]
    assert desk.keep_version("a.yaml", b"two", "ben", NOW).number == gone.number


def test_each_has_a_draft_of_its_own(desk: Desk) -> None:
    desk.keep_draft("a.yaml", "anna", Draft("", NOW, b"one"))
    desk.keep_draft("a.yaml", "anna", Draft("base", NOW, b"two"))
    desk.keep_draft("a.yaml", "ben", Draft("", NOW, b"three"))
    assert desk.draft("a.yaml", "anna") == Draft("base", NOW, b"two")
    desk.drop_draft("a.yaml", "anna")
    assert desk.draft("a.yaml", "anna") is None
    assert desk.draft("a.yaml", "ben") == Draft("", NOW, b"three")


def test_of_too_many_answers_the_stalest_go(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes about 28 bytes packed; those asked for last are kept."""
    for name in ("a", "b", "c"):
        desk.keep_answer(name, "asked", 1.5, name.encode() * 20, NOW)
    size = desk._rows(sa.select(sa.func.sum(sa.func.length(ANSWER.c.content))))[0][0]
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


def test_answers_are_listed_the_newest_first(desk: Desk) -> None:
    for number, name in enumerate("abc"):
        desk.keep_answer(name, f"asked {name}", float(number), b"told", NOW + timedelta(hours=number))
    assert [(one.fingerprint, one.question, one.seconds, one.made) for one in desk.answers(2)] == [
        ("c", "asked c", 2.0, NOW + timedelta(hours=2)),
        ("b", "asked b", 1.0, NOW + timedelta(hours=1)),
    ]


def test_what_is_under_way_is_known_until_it_is_over(desk: Desk) -> None:
    """An answer that is kept ends it in the same step."""
    first, second = (Underway(name, f"asked {name}", b"text", "anna", NOW, "here") for name in "ab")
    desk.begin_job(second)
    desk.begin_job(first)
    desk.begin_job(first)
    assert sorted(desk.jobs(), key=lambda job: job.fingerprint) == [first, second]
    desk.end_job("a", NOW + timedelta(microseconds=1))  # what was asked then: it has ended already
    assert len(desk.jobs()) == 2
    desk.end_job("a", NOW)
    assert desk.jobs() == (second,)
    desk.keep_answer("b", "asked b", 1.0, b"told", NOW)
    assert desk.jobs() == ()


def test_a_question_is_begun_once_unless_its_process_has_ended(desk: Desk) -> None:
    first, second = (Underway("a", "asked", b"text", who, NOW, who) for who in ("anna", "ben"))
    asked: list[Underway] = []

    def lives(job: Underway) -> bool:
        asked.append(job)
        return len(asked) == 1

    assert desk.begin_job(first, lives) is None
    assert desk.begin_job(first, lives) is None
    assert asked == []
    assert desk.begin_job(second, lives) == first
    assert asked == [first]
    assert desk.jobs() == (first,)
    assert desk.begin_job(second, lives) is None
    assert desk.jobs() == (second,)


def test_only_who_works_on_a_question_tells_how_far_it_is(desk: Desk) -> None:
    """Whoever has lost it, because somebody has ended it or taken it over, hears so."""
    first, second, gone = (Underway(name, "asked", b"text", "anna", NOW, "here") for name in "abc")
    desk.begin_job(first)
    desk.begin_job(replace(second, server="there"))
    further = [
        replace(one, state="running", doing="working", part=0.5, seconds=3.0, seen=NOW) for one in (first, second, gone)
    ]
    assert desk.tell_jobs(further) == {"b", "c"}
    assert sorted(desk.jobs(), key=lambda job: job.fingerprint) == [further[0], replace(second, server="there")]


def test_events_come_newest_first(desk: Desk) -> None:
    for number in range(5):
        desk.note("anna", "saved", f"{number}.yaml", NOW + timedelta(hours=number))
    total, found = desk.events(1, 2)
    assert total == 5
    assert [(one.number, one.about, one.at) for one in found] == [
        (4, "3.yaml", NOW + timedelta(hours=3)),
        (3, "2.yaml", NOW + timedelta(hours=2)),
    ]
    desk.note("anna\0\ud800", "saved", "a\0\ud800", NOW)  # no database keeps these characters
    newest = desk.events(0, 1)[1][0]
    assert (newest.who, newest.about) == ("anna??", "a??")


def test_sessions_open_for_a_while_and_end_with_their_account(desk: Desk) -> None:
    anna = Account("anna", "write", "hash")
    desk.keep_account(anna, NOW)
    desk.open_session("token", "anna", NOW, 1.0)
    assert desk.session("token", NOW + timedelta(minutes=59)) == anna
    assert desk.session("token", NOW + timedelta(minutes=60)) is None
    assert desk.session("tokens", NOW) is None
    assert "token" not in {row.token for row in desk._rows(sa.select(SESSION.c.token))}
    desk.close_session("token")
    assert desk.session("token", NOW) is None
    desk.open_session("one", "anna", NOW, 1.0)
    desk.open_session("two", "anna", NOW + timedelta(hours=2), 1.0)  # what is over is forgotten
    assert len(desk._rows(sa.select(SESSION.c.token))) == 1
    desk.keep_account(Account("anna", "read", "other"), NOW)
    assert desk.session("two", NOW) is None
    assert desk.accounts() == {"anna": Account("anna", "read", "other")}


def test_many_threads_number_versions_one_after_another(desk: Desk) -> None:
    def save(name: str) -> None:
        for number in range(5):
            desk.keep_version("a.yaml", f"{name} {number}".encode(), name, NOW)

    threads = [threading.Thread(target=save, args=(name,)) for name in "abcdef"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found = desk.versions("a.yaml")
    assert [one.number for one in found] == list(range(1, 31))
    texts = {desk.version_text("a.yaml", number) for number in range(1, 31)}
    assert texts == {f"{name} {number}".encode() for name in "abcdef" for number in range(5)}


def test_a_desk_in_memory_is_lost_at_the_end() -> None:
    for _ in range(2):
        desk = Desk(None)
        assert desk.keep_version("a.yaml", b"one", "anna", NOW).number == 1
        assert desk.version_text("a.yaml", 1) == b"one"
        desk.close()


def test_migrations_make_the_tables_that_queries_know(where: str) -> None:
    Desk(where).close()
    engine = opening.opened(opening.place(where, DESK), create=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": DESK.version, "compare_type": True, "include_name": _ours}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name != DESK.version
