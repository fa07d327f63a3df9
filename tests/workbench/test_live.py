"""Runs as everybody sees them, and what is told of them after the workbench has ended."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.store.desk import FILE, Desk
from detente.store.desk_rows import Underway
from detente.workbench import live as lives
from detente.workbench.jobs import Job, Jobs
from detente.workbench.limits import Limits
from detente.workbench.live import live
from detente.workbench.opening import opened
from detente.workbench.questions import Question
from detente.workbench.server import own_name, runs
from tests.workbench.conftest import new_workbench
from tests.workbench.test_accounts import WORD, enter, guarded
from tests.workbench.test_answers import code
from tests.workbench.test_jobs import desk, question, slow, until

__all__ = ["desk", "guarded", "slow"]

Listen = Callable[[Jobs], list[tuple[str, Any]]]


def events(text: str) -> list[tuple[str, Any]]:
    """Return the events of a stream, each with what it says."""
    found = [part for part in text.split("\n\n") if part.startswith("event: ")]
    return [(part.split("\n")[0][7:], json.loads(part.split("\n")[1][6:])) for part in found]


def heard(jobs: Jobs, seconds: float, work: Callable[[], None], may: Callable[[], bool] = lambda: True) -> Any:
    """Return what a listener hears while some work is done."""

    async def asked() -> bool:
        return may()

    async def listening() -> list[str]:
        told = []
        async for event in live(jobs, lambda job: json.dumps([job.id, job.state, job.part]), 50, seconds, asked):
            told.append(event)
            if len(told) == 1:
                await asyncio.to_thread(work)
        return told

    return events("".join(asyncio.run(listening())))


# ------------------------------------------------------------ while it runs


def test_a_listener_is_told_all_and_then_what_changes(desk: Desk, slow: list[Question]) -> None:
    jobs = Jobs(desk, Limits())
    old = jobs.ask(question(quick=True))
    assert old.over.wait(20)
    asked: list[Job] = []

    def work() -> None:
        asked.append(jobs.ask(question(quick=True, a=2), "anna"))
        assert asked[0].over.wait(20)

    told = heard(jobs, 2.0, work)
    assert told[0] == ("all", [[old.id, "done", 1.0]])
    assert ("job", [asked[0].id, "done", 1.0]) in told
    assert all(kind == "job" and one[0] == asked[0].id for kind, one in told[1:])
    jobs.close()


def test_a_job_that_runs_is_told_again_and_again(
    desk: Desk, slow: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time goes on even where its progress does not."""
    monkeypatch.setattr(lives, "TELL", 0.05)
    jobs = Jobs(desk, Limits())
    job = jobs.ask(question())
    until(lambda: job.part > 0)
    told = heard(jobs, 1.5, lambda: None)
    assert told[0] == ("all", [[job.id, "running", 0.5]])
    assert [one for one in told[1:] if one != ("job", [job.id, "running", 0.5])] == []
    assert len(told) > 3
    jobs.close()


def test_a_stream_ends_with_the_workbench_and_with_the_right_to_listen(
    desk: Desk, slow: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Jobs(desk, Limits())
    monkeypatch.setattr(lives, "PULSE", 0.0)
    assert len(heard(jobs, 600.0, lambda: None, lambda: False)) == 1
    heard(jobs, 600.0, jobs.close)  # it would take ten minutes


def test_the_stream_is_an_endpoint(folder: Path, slow: list[Question]) -> None:
    with new_workbench(folder) as client:
        key = client.get("/api/scenarios/chicken.yaml/analyse", params={"wait": 0}).json()["id"]
        answer = client.get("/api/jobs/live", params={"seconds": 0.5})
        assert answer.headers["content-type"].startswith("text/event-stream")
        (kind, first), *rest = events(answer.text)
        assert kind == "all"
        assert [(one["id"], one["verb"], one["who"], one["scenario"]) for one in first] == [
            (key, "analyse", "local", "chicken.yaml")
        ]
        assert all(kind == "job" for kind, _ in rest)
        assert client.get("/api/jobs/live", params={"seconds": 601}).status_code == 422


def test_too_many_listeners_are_turned_away(folder: Path) -> None:
    with new_workbench(folder, replace(Limits(), listeners=0)) as client:
        answer = client.get("/api/jobs/live", params={"seconds": 0})
        assert (answer.status_code, code(answer)) == (503, "too-many-listeners")


def test_each_job_says_who_asked_and_readers_stop_their_own(guarded: TestClient, slow: list[Question]) -> None:
    assert enter(guarded, "write") == 204
    one = guarded.get("/api/scenarios/chicken.yaml/analyse", params={"wait": 0}).json()
    assert enter(guarded, "read") == 204
    other = guarded.get("/api/scenarios/chicken.yaml/claims", params={"wait": 0}).json()
    same = guarded.get("/api/scenarios/chicken.yaml/analyse", params={"wait": 0}).json()
    assert (one["who"], other["who"], same["who"]) == ("write", "read", "write")
    refused = guarded.delete(f"/api/jobs/{one['id']}")
    assert (refused.status_code, code(refused)) == (403, "role-too-low")
    assert guarded.get(f"/api/jobs/{one['id']}").json()["state"] in ("waiting", "running")
    assert guarded.delete(f"/api/jobs/{other['id']}").json()["state"] == "cancelled"
    assert enter(guarded, "write") == 204
    assert guarded.delete(f"/api/jobs/{one['id']}").json()["state"] == "cancelled"


# ------------------------------------------------------------ after it has ended


def test_what_was_under_way_is_told_as_interrupted_and_can_be_asked_again(desk: Desk, slow: list[Question]) -> None:
    first = Jobs(desk, replace(Limits(), workers=1))
    done = first.ask(question(quick=True), "anna")
    assert done.over.wait(20)
    running, waiting = first.ask(question(a=1), "anna"), first.ask(question(a=2), "ben")
    until(lambda: running.state == "running")
    first.close()
    assert {one.fingerprint for one in desk.jobs()} == {running.id, waiting.id}

    second = Jobs(desk, Limits())  # this process still runs: they are somebody else's
    assert {job.id for job in second.listed()} == {done.id}
    for job in desk.jobs():
        desk.begin_job(replace(job, server="1 2.0 elsewhere", seen=None))
    third = Jobs(desk, Limits())
    told = {job.id: (job.state, job.who) for job in third.listed()}
    assert told == {done.id: ("done", ""), running.id: ("interrupted", "anna"), waiting.id: ("interrupted", "ben")}
    with pytest.raises(Exception, match="ended before the job was done"):
        third.find(running.id).answer()
    assert third.find(done.id).answer() == b"{}"
    again = third.again(running.id, "carla")
    assert (again.id, again.who, again.question.text) == (running.id, "carla", question().text)
    until(lambda: again.state == "running")
    assert third.cancel(waiting.id).state == "cancelled"  # nobody wants it any more
    assert third.cancel(running.id).state == "cancelled"
    assert desk.jobs() == ()
    second.close()
    third.close()


def test_an_answer_of_before_is_found_by_the_name_of_its_job(desk: Desk, slow: list[Question]) -> None:
    first = Jobs(desk, Limits())
    key = first.ask(question(quick=True)).id
    until(lambda: first.find(key).state == "done")
    first.close()
    second = Jobs(desk, replace(Limits(), finished=0))
    assert second.listed() == []
    assert second.find(key).answer() == b"{}"
    assert second.ask(question(quick=True)).answer() == b"{}"
    assert len(slow) == 1
    for odd in ("nothing", "0" * 32, "\0" * 32):
        with pytest.raises(Exception, match="there is no job"):
            second.find(odd)
    second.close()


def test_jobs_that_are_over_are_under_way_no_longer(desk: Desk, slow: list[Question]) -> None:
    jobs = Jobs(desk, Limits())
    for asked in (question(quick=True), question(wrong=True)):
        assert jobs.ask(asked).over.wait(20)
    until(lambda: desk.jobs() == ())
    jobs.close()


def test_a_question_that_makes_no_sense_keeps_no_workbench_from_opening(desk: Desk) -> None:
    for number, about in enumerate(("", "[]", "{}", '{"sha256": "", "odd": 1}')):
        desk.keep_answer(f"{number}", about, 1.0, b"{}", datetime.now(UTC))
        desk.begin_job(Underway(f"{number}", about, b"", "anna", datetime.now(UTC), "1 2.0 elsewhere"))
    assert Jobs(desk, Limits()).listed() == []


def test_questions_are_told_and_understood() -> None:
    given = question(variant="windy", concept=None)
    again, away = Question.told(given.about, given.text), Question.told(given.about, None)
    assert again is not None
    assert away is not None
    assert (again.fingerprint, again.text) == (given.fingerprint, given.text)
    assert (away.fingerprint, away.text, away.digest) == (given.fingerprint, b"", given.digest)


def test_a_process_is_known_by_more_than_its_number() -> None:
    assert runs(own_name())
    number, began, machine = own_name().split(" ", 2)
    assert not runs(f"{number} {float(began) + 1} {machine}")
    assert not runs(f"{number} {began} elsewhere")
    assert not runs(f"{2**22 + 1} {began} {machine}")
    assert not runs("")


def test_the_desk_may_be_elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away") / "desk.sqlite"
    here = opened(folder, desk_at=str(away))
    here.accounts.add("anna", "admin", WORD)
    assert here.desk.name == str(away)
    here.desk.close()
    assert not (folder / FILE).exists()
    assert list(opened(folder, desk_at=str(away)).desk.accounts()) == ["anna"]
