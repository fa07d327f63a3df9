"""Twenty users at once, and a workbench that is killed in the middle: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from tests.store.conftest import postgresql
from tests.store.server import Server
from tests.workbench.conftest import CHICKEN
from tests.workbench.crowd import (
    STILL,
    User,
    add_accounts,
    at_once,
    see_that_drafts_are_there,
    see_that_nothing_is_lost,
    started,
)

__all__ = ["postgresql"]

KILLS = int(os.environ.get("DETENTE_KILLS", "2"))
"""How often a workbench is killed at some moment."""


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Return how a desk is named: not at all, or by the URL of a database."""
    if request.param == "sqlite":
        return ()
    running: Server = request.getfixturevalue("postgresql")
    return ("--desk", running.new_database())


def test_twenty_users_at_once_lose_nothing(tmp_path: Path, desk: tuple[str, ...]) -> None:
    """They write into four scenarios; each has an account of its own."""
    for name in (STILL, *(f"case{number}.yaml" for number in range(4))):
        (tmp_path / name).write_text(CHICKEN, encoding="utf-8")
    names = [f"user{number}" for number in range(20)]
    add_accounts(tmp_path, names, *desk)
    process, page = started(tmp_path, *desk)
    users = [User(page, name, f"case{place % 4}.yaml") for place, name in enumerate(names)]
    for user in users:
        user.enter()
    at_once(users, lambda turn: turn < 2)
    assert [len(user.saved) for user in users] == [2] * 20  # nobody was turned away for good
    see_that_nothing_is_lost(tmp_path, users)
    see_that_drafts_are_there(users)
    _, told, _ = users[0].ask("GET", "/api/events?limit=500")
    saves = [(one["who"], one["about"]) for one in told["events"] if one["did"] == "saved"]
    assert sorted(saves) == sorted((user.name, user.scenario) for user in users for _ in user.saved)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0


SLOW = "title: Slow\nactors:\n" + "".join(
    f"  A{n}: {{options: {{{', '.join(f'o{k}: {{}}' for k in range(6))}}}, "
    f"prefers: [{', '.join(f'want: o{k} and not A{(n + 1) % 3}.o{k}' for k in range(6))}]}}\n"
    for n in range(3)
)
"""2^18 states, of which groups are asked for a long time."""


def killed(process: subprocess.Popen[str]) -> None:
    """Kill a workbench as a failure of power would, and let its workers find that out."""
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    _, alive = psutil.wait_procs(workers, 30)
    assert alive == []  # nobody works for nobody


def kill_amid(process: subprocess.Popen[str], users: Sequence[User], wait: float) -> None:
    """Kill a workbench some seconds after it has acknowledged another text."""
    before, ends = sum(len(user.saved) for user in users), time.monotonic() + 60
    while sum(len(user.saved) for user in users) == before and time.monotonic() < ends:
        time.sleep(0.01)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)


def test_killed_in_the_middle_of_edits(tmp_path: Path, desk: tuple[str, ...]) -> None:
    """What was saved and told is in the file, which is whole; versions, drafts and sessions are there as well."""
    for name in (STILL, "case.yaml"):
        (tmp_path / name).write_text(CHICKEN, encoding="utf-8")
    chance, names = random.Random(7), [f"user{number}" for number in range(4)]
    add_accounts(tmp_path, names, *desk)
    process, page = started(tmp_path, *desk)
    users = [User(page, name, "case.yaml") for name in names]
    for user in users:
        user.enter()
    for turn in range(KILLS):
        threading.Thread(target=kill_amid, args=(process, users, chance.uniform(0.0, 0.5))).start()
        at_once(users, lambda _turn: True)
        process.communicate(timeout=60)
        process, page = started(tmp_path, *desk)
        for user in users:
            user.reach(page)
        see_that_nothing_is_lost(tmp_path, users, unsure=turn + 1)
        see_that_drafts_are_there(users)
        assert not list(tmp_path.glob(".detente-*"))
    assert sum(len(user.saved) for user in users) >= KILLS
    killed(process)


def test_killed_in_the_middle_of_a_job(tmp_path: Path, desk: tuple[str, ...]) -> None:
    """What was answered is there, what was not is told as interrupted, and can be asked again."""
    (tmp_path / "case.yaml").write_text(CHICKEN, encoding="utf-8")
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    process, page = started(tmp_path, *desk)
    user = User(page, "user", "case.yaml")
    answer = user.answer("/api/scenarios/case.yaml/claims?wait=20")
    status, slow, _ = user.ask("GET", "/api/scenarios/slow.yaml/coalitions?wait=0")
    assert status == 202
    until = time.monotonic() + 60
    while user.ask("GET", f"/api/jobs/{slow['id']}")[1]["state"] == "waiting":
        assert time.monotonic() < until
        time.sleep(0.05)
    killed(process)

    process, page = started(tmp_path, *desk)
    user = User(page, "user", "case.yaml")
    _, listed, _ = user.ask("GET", "/api/jobs")
    states = {one["id"]: (one["verb"], one["state"]) for one in listed["jobs"]}
    assert states[slow["id"]] == ("coalitions", "interrupted")
    assert sorted(verb for verb, state in states.values() if state == "done") == ["claims"]
    status, told, _ = user.ask("GET", f"/api/jobs/{slow['id']}/answer")
    assert (status, told["problems"][0]["code"]) == (409, "job-interrupted")
    done = next(key for key, (verb, _) in states.items() if verb == "claims")
    assert user.ask("GET", f"/api/jobs/{done}/answer")[1] == answer
    status, again, _ = user.ask("POST", f"/api/jobs/{slow['id']}/again")
    assert (status, again["id"]) == (202, slow["id"])
    assert user.ask("GET", f"/api/jobs/{slow['id']}")[1]["state"] in ("waiting", "running")
    assert user.ask("DELETE", f"/api/jobs/{slow['id']}")[1]["state"] == "cancelled"
    killed(process)
