"""Several workbenches on one desk: they see each other's jobs, and work on none twice; on SQLite as on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.store.desk import Desk
from detente.workbench import jobs as job_room
from detente.workbench.job import Job
from detente.workbench.jobs import Jobs
from detente.workbench.limits import Limits
from detente.workbench.questions import Question
from detente.workbench.server import SILENT, lives, own_name
from detente.workbench.worker import Cancelled, Tell, Worker
from tests.store.conftest import postgresql, where
from tests.workbench.conftest import CHICKEN
from tests.workbench.crowd import User, started
from tests.workbench.test_crowd import SLOW, desk, killed
from tests.workbench.test_jobs import question, until

__all__ = ["desk", "postgresql", "where"]

LIMITS = replace(Limits(), workers=1)


class Work:
    """What workers do: they wait until they may answer, or are cancelled; and what they were asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.may = threading.Event()

    def ask(self, given: Question, tell: Tell, cancelled: Callable[[], bool]) -> bytes:
        self.asked.append(given)
        tell("working", 0.5)
        while not self.may.wait(0.01):
            if cancelled():
                raise Cancelled
        if given.asked.get("wrong"):
            raise ValueError("a mistake")
        return b"{}"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    work = Work()
    monkeypatch.setattr(Worker, "ask", lambda _self, *given: work.ask(*given))
    monkeypatch.setattr(Worker, "start", lambda _self: None)
    monkeypatch.setattr(job_room, "BEAT", 600.0)  # they look when the tests say so
    return work


@pytest.fixture
def pair(where: str, work: Work) -> Iterator[tuple[Jobs, Jobs]]:
    """Two workbenches, each on a machine of its own."""
    desks = Desk(where), Desk(where)
    first, second = (Jobs(one, LIMITS, f"7 1.0 machine-{name}") for one, name in zip(desks, "ab", strict=True))
    yield first, second
    for jobs, one in zip((first, second), desks, strict=True):
        jobs.close()
        one.close()


def running(jobs: Jobs, given: Question) -> Job:
    """Return a job that runs, and of which the desk knows that."""
    job = jobs.ask(given, "anna")
    until(lambda: job.part == 0.5)
    jobs.look()
    return job


def code(job: Job) -> str:
    with pytest.raises(DetenteError) as error:
        job.answer()
    return error.value.problems[0].code


def test_a_job_is_seen_elsewhere_as_it_goes_on_and_ends(pair: tuple[Jobs, Jobs], work: Work) -> None:
    first, second = pair
    own = running(first, question())
    waits = first.ask(question(variant="windy"), "ben")
    assert second.listed() == []
    second.look()
    later, seen = second.listed()
    assert (seen.id, seen.who, seen.since, seen.state, seen.doing, seen.part) == (
        own.id, "anna", own.since, "running", "working", 0.5,
    )  # fmt: skip
    assert seen.left is not None
    assert (later.id, later.who, later.state, later.seconds) == (waits.id, "ben", "waiting", 0.0)
    before = seen.change
    second.look()
    assert seen.change == before  # nothing is new
    assert second.ask(question(), "carla") is seen
    work.may.set()
    assert own.over.wait(20)
    assert waits.over.wait(20)
    second.look()
    assert (seen.state, seen.part, seen.answer()) == ("done", 1.0, b"{}")
    assert seen.change > before
    assert (later.state, later.seconds > 0) == ("done", True)


def test_the_same_job_is_not_worked_on_twice(pair: tuple[Jobs, Jobs], work: Work) -> None:
    """Also where the other has not looked yet, and where the two ask at once."""
    asked = [threading.Thread(target=jobs.ask, args=(question(),)) for jobs in pair]
    for one in asked:
        one.start()
    for one in asked:
        one.join(20)
    until(lambda: len(work.asked) == 1)
    for jobs in pair:
        jobs.look()
    work.may.set()
    mine, yours = (jobs.find(question().fingerprint) for jobs in pair)
    assert {mine.elsewhere, yours.elsewhere} == {True, False}
    assert (mine if yours.elsewhere else yours).over.wait(20)
    for jobs in pair:
        jobs.look()
    assert mine.answer() == yours.answer() == b"{}"
    assert len(work.asked) == 1


def test_a_job_is_cancelled_from_elsewhere(pair: tuple[Jobs, Jobs], work: Work) -> None:
    first, second = pair
    runs_, waits = running(first, question()), first.ask(question(variant="windy"))
    second.look()
    for job in (runs_, waits):
        assert second.cancel(job.id).state == "cancelled"
    assert runs_.state == "running"
    first.look()
    assert runs_.over.wait(20)
    assert (runs_.state, waits.state, len(work.asked)) == ("cancelled", "cancelled", 1)


def test_who_asks_what_is_under_way_elsewhere_hears_at_once_whose_it_is(pair: tuple[Jobs, Jobs], work: Work) -> None:
    """By that it is decided who may cancel it; what is cancelled is the other's."""
    first, second = pair
    own = running(first, question())
    same = second.ask(question(), "ben")
    assert (same.who, same.since, same.state, same.part) == ("anna", own.since, "running", 0.5)
    assert second.cancel(same.id).state == "cancelled"
    first.look()
    assert own.over.wait(20)
    assert own.state == "cancelled"


def test_what_is_asked_anew_goes_on_where_the_same_was_cancelled_before(pair: tuple[Jobs, Jobs], work: Work) -> None:
    """The worker still comes to what was cancelled while it waited."""
    first, _ = pair
    runs_, waits = running(first, question()), first.ask(question(variant="windy"))
    first.cancel(waits.id)
    again = first.ask(question(variant="windy"))
    first.cancel(runs_.id)
    until(lambda: again.state == "running")
    first.look()
    assert (again.cancelled, [one.fingerprint for one in first._desk.jobs()]) == (False, [again.id])


def test_what_was_left_is_forgotten_and_not_what_is_asked_anew(pair: tuple[Jobs, Jobs], work: Work) -> None:
    """Another has asked it again, which this one has not heard yet."""
    first, second = pair
    second._desk.begin_job(replace(Job(question()).underway("7 1.0 machine-x"), seen=None))
    late = Jobs(second._desk, LIMITS, "7 1.0 machine-c")
    (left,) = late.listed()
    assert left.state == "interrupted"
    again = running(first, question())
    assert late.cancel(left.id).state == "cancelled"
    first.look()
    late.look()
    assert (again.cancelled, late.find(left.id).state) == (False, "running")
    late.close()


@pytest.mark.parametrize("wrong", [False, True])
def test_a_job_that_has_no_answer_elsewhere_is_told_so(pair: tuple[Jobs, Jobs], work: Work, wrong: bool) -> None:
    first, second = pair
    own = running(first, question(wrong=wrong))
    second.look()
    seen = second.find(own.id)
    if wrong:
        work.may.set()
    else:
        first.cancel(own.id)
    until(lambda: first._desk.jobs() == ())
    second.look()
    assert (seen.state, code(seen)) == ("interrupted", "job-interrupted")
    again = second.again(own.id, "ben")
    until(lambda: len(work.asked) == 2)
    assert (again.elsewhere, again.question.text) == (False, CHICKEN.encode())


def test_what_a_workbench_has_left_is_taken_over(
    pair: tuple[Jobs, Jobs], work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has given no sign of life for too long; when it does again, it finds that it works for nobody."""
    first, second = pair
    own = running(first, question())
    second.look()
    monkeypatch.setattr("detente.workbench.server.SILENT", 0.0)
    second.look()
    seen = second.find(own.id)
    assert (seen.state, code(seen)) == ("interrupted", "job-interrupted")
    again = second.again(own.id, "ben")
    until(lambda: len(work.asked) == 2)
    first.look()
    assert own.over.wait(20)
    assert own.state == "cancelled"
    first.look()
    until(lambda: [one.server for one in second._desk.jobs()] == ["7 1.0 machine-b"])
    work.may.set()
    assert again.over.wait(20)
    assert again.answer() == b"{}"


def test_a_process_of_another_machine_lives_as_long_as_it_gives_signs() -> None:
    job, now = Job(question()), datetime.now(UTC)
    assert lives(job.underway("7 1.0 elsewhere"))
    assert not lives(replace(job.underway("7 1.0 elsewhere"), seen=now - timedelta(seconds=2 * SILENT)))
    assert not lives(replace(job.underway("7 1.0 elsewhere"), seen=None))
    assert lives(replace(job.underway(own_name()), seen=None))
    number, began, machine = own_name().split(" ", 2)
    later = job.underway(f"{number} {float(began) + 60} {machine}")
    assert lives(later)  # the clock was set meanwhile
    assert not lives(replace(later, seen=None))  # a number that was given out again
    assert not lives(job.underway(f"{2**22 + 1} {began} {machine}"))


def test_two_workbenches_on_one_folder(tmp_path: Path, desk: tuple[str, ...]) -> None:
    """A job of one is seen, and not begun again, at the other, which hears that the one was killed."""
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    (first, page), (second, other) = (started(tmp_path, *desk) for _ in range(2))
    anna, ben = User(page, "anna", "slow.yaml"), User(other, "ben", "slow.yaml")
    _, slow, _ = anna.ask("GET", "/api/scenarios/slow.yaml/coalitions?wait=0")

    def told() -> list[str]:
        return [one["state"] for one in ben.ask("GET", "/api/jobs")[1]["jobs"] if one["id"] == slow["id"]]

    until(lambda: told() == ["running"])
    status, same, _ = ben.ask("GET", "/api/scenarios/slow.yaml/coalitions?wait=0")
    assert (status, same["id"], same["who"]) == (202, slow["id"], slow["who"])
    killed(first)
    until(lambda: told() == ["interrupted"])
    assert ben.ask("POST", f"/api/jobs/{slow['id']}/again")[0] == 202
    until(lambda: told() == ["running"])
    assert ben.ask("DELETE", f"/api/jobs/{slow['id']}")[1]["state"] == "cancelled"
    killed(second)
