"""Jobs: once for whoever asks, in the background, with an end for those that take too much."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.errors import DetenteError, TooLargeError, WorkbenchError
from detente.store.desk import Desk
from detente.workbench.jobs import Job, Jobs
from detente.workbench.limits import Limits
from detente.workbench.questions import Question, lane
from detente.workbench.worker import Cancelled, Tell, Worker
from tests.workbench.conftest import CHICKEN, LARGE, new_workbench
from tests.workbench.test_answers import code

TEXT = CHICKEN.encode()


def question(verb: str = "analyse", **asked: Any) -> Question:
    return Question(verb, "chicken.yaml", TEXT, asked)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(None)
    yield desk
    desk.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """Let workers wait until they are cancelled, or answer at once where `quick` is asked; tell what was asked."""
    asked: list[Question] = []

    def ask(_self: Worker, given: Question, tell: Tell, cancelled: Callable[[], bool]) -> bytes:
        asked.append(given)
        tell("working", 0.5)
        tell("working", 0.25)  # nothing that is done is undone
        if given.asked.get("quick"):
            return b"{}"
        if given.asked.get("wrong"):
            raise ValueError("a mistake")
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled

    monkeypatch.setattr(Worker, "ask", ask)
    monkeypatch.setattr(Worker, "start", lambda _self: None)
    return asked


def until(what: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_the_same_question_is_asked_once(desk: Desk, slow: list[Question]) -> None:
    jobs = Jobs(desk, Limits())
    first = jobs.ask(question())
    assert jobs.ask(question()) is first
    assert jobs.ask(question(variant=None)) is first
    assert jobs.ask(question(variant="windy")) is not first
    until(lambda: len(slow) == 2)
    assert first.state == "running"
    assert (first.doing, first.part) == ("working", 0.5)
    assert first.left is not None
    with pytest.raises(DetenteError):
        jobs.find("nothing")
    assert [one.id for one in jobs.listed()] == [jobs.ask(question(variant="windy")).id, first.id]
    jobs.close()
    assert jobs.find(first.id).state == "cancelled"


def test_an_answer_that_is_kept_is_not_sought_again(desk: Desk, slow: list[Question]) -> None:
    for _ in range(2):
        jobs = Jobs(desk, Limits())
        job = jobs.ask(question(quick=True))
        assert job.over.wait(20)
        assert job.answer() == b"{}"
        assert job.part == 1
        assert job.left is None
        jobs.close()
    assert len(slow) == 1


def test_another_text_is_another_question() -> None:
    assert question().fingerprint == question(variant=None).fingerprint
    assert question().fingerprint != replace(question(), text=b"").fingerprint
    assert question().fingerprint != replace(question(), form="page").fingerprint
    assert question().fingerprint != replace(question(), name="other.yaml").fingerprint


def test_a_job_is_cancelled_waiting_or_running(desk: Desk, slow: list[Question]) -> None:
    jobs = Jobs(desk, replace(Limits(), workers=1))
    running, waiting = jobs.ask(question(a=1)), jobs.ask(question(a=2))
    until(lambda: running.state == "running")
    assert waiting.left is None
    assert waiting.seconds == 0
    assert jobs.cancel(waiting.id).state == "cancelled"
    assert jobs.cancel(running.id).state == "cancelled"
    assert jobs.cancel(running.id).state == "cancelled"
    with pytest.raises(DetenteError, match="cancelled"):
        running.answer()
    assert len(slow) == 1
    again = jobs.ask(question(a=1))
    until(lambda: again.state == "running")
    assert again is not running
    jobs.close()


def test_too_many_jobs_are_refused(desk: Desk, slow: list[Question]) -> None:
    jobs = Jobs(desk, replace(Limits(), workers=1, waiting=2))
    first = jobs.ask(question(a=0))
    until(lambda: first.state == "running")
    jobs.ask(question(a=1)), jobs.ask(question(a=2))
    with pytest.raises(DetenteError) as error:
        jobs.ask(question(a=3))
    assert error.value.problems[0].code == "too-many-jobs"
    jobs.close()
    with pytest.raises(DetenteError):
        jobs.ask(question(a=4))


def test_a_mistake_of_ours_ends_one_job_only(desk: Desk, slow: list[Question]) -> None:
    jobs = Jobs(desk, replace(Limits(), workers=1))
    wrong, fine = jobs.ask(question(wrong=True)), jobs.ask(question(quick=True))
    assert fine.over.wait(20)
    assert (wrong.state, fine.state) == ("failed", "done")
    assert wrong.problems[0].code == "worker-failed"
    jobs.close()


def test_few_jobs_that_are_over_are_remembered(
    desk: Desk, slow: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Jobs(desk, replace(Limits(), workers=1, finished=3))
    for number in range(6):
        assert jobs.ask(question(quick=True, a=number)).over.wait(20)
    assert len(jobs.listed()) <= 4
    monkeypatch.setattr("detente.workbench.jobs.MOST_HELD", 1)
    last = jobs.ask(question(quick=True, a=9))
    assert last.over.wait(20)
    jobs.ask(question(quick=True, a=10))
    assert len(jobs.listed()) <= 2
    jobs.close()


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    desk: Desk, slow: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise WorkbenchError(())

    monkeypatch.setattr(desk, "keep_answer", full)
    jobs = Jobs(desk, Limits())
    job = jobs.ask(question(quick=True))
    assert job.over.wait(20)
    assert job.state == "done"
    jobs.close()


def test_questions_that_are_answered_at_once_wait_in_lanes_of_their_own() -> None:
    assert {lane(verb) for verb in ("check", "written")} == {"text"}
    assert {lane(verb) for verb in ("states", "graph", "explain", "what-if")} == {"ready"}
    assert {lane(verb) for verb in ("analyse", "forecast", "claims")} == {"long"}


# ------------------------------------------------------------ with real workers


def ask(worker: Worker, given: Question, cancelled: bool = False) -> bytes:
    return worker.ask(given, lambda *_: None, lambda: cancelled)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(Limits())
    yield worker
    worker.stop()


def test_a_worker_answers_fails_and_answers_again(worker: Worker) -> None:
    assert b'"command":"analyse"' in ask(worker, question())
    with pytest.raises(DetenteError) as error:
        ask(worker, question(variant="calm"))
    assert error.value.problems[0].code == "unknown-variant"
    with pytest.raises(DetenteError) as error:
        ask(worker, question("no-such-verb"))
    assert error.value.problems[0].code == "worker-failed"
    assert b'"command":"show"' in ask(worker, question("show"))
    process = worker._process.pid
    os.kill(process, signal.SIGKILL)
    worker._process.join()
    assert b'"command":"show"' in ask(worker, question("show"))  # a new one takes its place
    assert worker._process.pid != process


def test_a_worker_that_dies_at_work_is_told(worker: Worker) -> None:
    ask(worker, question())

    def kill(*_given: object) -> bool:
        os.kill(worker._process.pid, signal.SIGKILL)
        return False

    given = Question("analyse", "large.yaml", LARGE.encode(), {"seconds": 20.0})
    with pytest.raises(DetenteError) as error:
        worker.ask(given, lambda *_: None, kill)
    assert error.value.problems[0].code == "worker-died"


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (replace(Limits(), seconds=0.0), "took-too-long"),
        (replace(Limits(), memory=1_000), "took-too-much-memory"),
    ],
)
def test_a_job_that_takes_too_much_is_ended(limits: Limits, told: str) -> None:
    worker = Worker(limits)
    with pytest.raises(DetenteError) as error:
        ask(worker, Question("analyse", "large.yaml", LARGE.encode(), {"seconds": 20.0}))
    assert error.value.problems[0].code == told
    assert worker._process is None


def test_a_job_at_work_is_ended_when_it_is_cancelled(worker: Worker) -> None:
    with pytest.raises(Cancelled):
        ask(worker, question(), cancelled=True)
    assert worker._process is None


def test_an_answer_that_is_too_long_is_refused() -> None:
    from detente.workbench.bench import Bench

    with pytest.raises(DetenteError) as error:
        Bench(100).answer(question(), lambda *_: None)
    assert error.value.problems[0].code == "answer-too-large"


def test_a_bench_keeps_few_answers_at_hand() -> None:
    from detente.workbench.bench import KEPT, Bench

    bench = Bench(10**9)
    for number in range(3 * KEPT):
        variant = None if number % 2 else "windy"
        bench.answer(question("states", where="crash", limit=number + 1, variant=variant), lambda *_: None)
        bench.answer(question("explain", state=str(number % 4 + 1), variant=variant), lambda *_: None)
    kinds = [key[0] for key in bench._at_hand]
    assert kinds.count("answer") == KEPT
    assert kinds.count("run") == kinds.count("analysis") == 2
    bench.forget()
    assert not bench._at_hand


def test_no_graph_is_drawn_of_states_without_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unlike an error, reasons without numbers are an answer of the API; the graph says what to do instead."""
    pytest.importorskip("dd")
    from detente.workbench.bench import Bench

    given = Question("graph", "large.yaml", LARGE.encode(), {})
    with pytest.raises(DetenteError) as error:
        Bench(10**9).answer(given, lambda *_: None)
    assert error.value.problems[0].code == "no-graph"
    with pytest.raises(TooLargeError):
        Bench(10**9).answer(replace(given, verb="states", asked={}), lambda *_: None)


def test_a_long_question_is_told_by_its_job(folder: Path, slow: list[Question]) -> None:
    with new_workbench(folder) as client:
        first = client.get("/api/scenarios/chicken.yaml/analyse", params={"wait": 0, "variant": "windy"})
        assert first.status_code == 202
        assert first.headers["location"] == f"/api/jobs/{first.json()['id']}"
        key = first.json()["id"]
        assert (first.json()["verb"], first.json()["variant"]) == ("analyse", "windy")
        until(lambda: client.get(f"/api/jobs/{key}").json()["state"] == "running")
        assert code(client.get(f"/api/jobs/{key}/answer")) == "job-not-over"
        assert [one["id"] for one in client.get("/api/jobs").json()["jobs"]] == [key]
        ended = client.delete(f"/api/jobs/{key}")
        assert (ended.status_code, ended.json()["state"]) == (200, "cancelled")
        gone = client.get(f"/api/jobs/{key}/answer")
        assert (gone.status_code, code(gone)) == (409, "job-cancelled")
        assert code(client.get("/api/jobs/nothing")) == "no-such-job"
        assert client.get("/api/events").json()["events"][0]["did"] == "cancelled"


def test_a_job_that_never_began_has_taken_no_time() -> None:
    job = Job(question())
    assert (job.seconds, job.left) == (0.0, None)
    with pytest.raises(DetenteError):
        job.answer()
