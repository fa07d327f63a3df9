"""A cluster of workers: the same answer to the last bit, for any number of them and when one is lost; mistakes."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from detente import __version__, api
from detente.errors import QuestionError
from detente.prospects import cluster as module
from detente.prospects import pieces
from detente.prospects.cluster import Cluster, judged
from detente.scenario.reader import read
from tests.prospects.test_pieces import SEVERAL, without_time

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # what libraries warn of is theirs

MANY = (
    """
title: Many
circumstances:
"""
    + "".join(f"  c{n}: {{now: yes, chance: 0.{n + 1}}}\n" for n in range(8))
    + """
actors:
  A:
    options: {x: {}, y: {}}
    prefers:
"""
    + "".join(f"      - {{want: {'x' if n % 2 else 'y'}, exactly when: B.z, if: c{n}}}\n" for n in range(4))
    + """
  B:
    options: {z: {}}
    prefers:
"""
    + "".join(f"      - {{want: z, exactly when: {'A.x' if n % 2 else 'A.y'}, if: c{n}}}\n" for n in range(4, 8))
)


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """Start a scheduler and two workers, processes of their own on this machine."""
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
    )
    yield made
    made.close(timeout=10)


def asked(monkeypatch: pytest.MonkeyPatch, size: int, **more: Any) -> str:
    monkeypatch.setattr(pieces, "SIZE", size)
    return without_time(api.forecast(read(MANY), **more).to_json())


def test_workers_give_what_this_process_gives(workers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = workers.scheduler_address
    for more in ({}, {"samples": 64, "seed": 5}):
        here = asked(monkeypatch, 16, **more)
        assert asked(monkeypatch, 16, cluster=address, **more) == here
        assert asked(monkeypatch, 512, cluster=address, **more) == here


def test_the_loss_of_a_worker_changes_nothing(workers: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A worker is killed without warning while pieces are under way; others do its part again."""
    here = asked(monkeypatch, 4)
    killed: list[float] = []

    def kill(doing: str, part: float) -> None:
        if not killed and 0.02 < part < 0.9:
            victim = next(iter(workers.workers.values())).pid
            os.kill(victim, signal.SIGKILL)
            killed.append(part)

    found = asked(monkeypatch, 4, cluster=workers.scheduler_address, progress=kill, resume=tmp_path / "kept")
    assert killed
    assert found == here
    assert asked(monkeypatch, 4, resume=tmp_path / "kept") == here


def test_what_a_cluster_did_is_kept_when_it_is_broken_off(
    workers: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop(doing: str, part: float) -> None:
        if part > 0.1:
            raise KeyboardInterrupt

    file = tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt):
        asked(monkeypatch, 4, cluster=workers.scheduler_address, progress=stop, resume=file)
    told: list[float] = []
    found = asked(monkeypatch, 4, progress=lambda _, part: told.append(part), resume=file)
    assert told[0] > 0.1
    assert found == asked(monkeypatch, 4)


def test_a_mistake_found_by_a_worker_is_told_as_here(workers: Any) -> None:
    told = []
    for cluster in (None, workers.scheduler_address):
        with pytest.raises(QuestionError) as caught:
            api.forecast(read(SEVERAL + "start: unknown\n"), cluster=cluster)
        told.append(str(caught.value))
    assert told[0] == told[1]


def test_workers_set_worlds_without_a_conflict_apart(workers: Any) -> None:
    """`a` has 0.3, so that 0.7 of the worlds make none."""
    scenario = read(SEVERAL + "never:\n  - {when: not a}\n")
    here = api.forecast(scenario)
    assert here.found.impossible.middle == pytest.approx(0.7)
    assert without_time(api.forecast(scenario, cluster=workers.scheduler_address).to_json()) == without_time(
        here.to_json()
    )


def test_a_worker_of_another_version_is_refused() -> None:
    task = pieces.Task(read(SEVERAL), (), (), {}, "firm", None, None)
    with pytest.raises(QuestionError, match="A worker has version") as caught:
        judged(task, np.zeros((1, 0), dtype=np.uint8), "0.0.0")
    assert caught.value.problems[0].code == "other-version"
    certain = read("title: t\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n")
    task, at = pieces.Task(certain, (), (), {}, "firm", None, None), np.zeros((1, 0), dtype=np.uint8)
    (scene,) = task.scenes(judged(task, at, __version__), at)
    assert scene.prospects.tolist() == [[True]]
    assert {name: column.tolist() for name, column in scene.states.columns.items()} == {"A.x": [1]}


# ---------------------------------------------------------------- mistakes


def refused(address: str) -> tuple[str, str]:
    with pytest.raises(QuestionError) as caught:
        api.forecast(read(SEVERAL), cluster=address)
    (problem,) = caught.value.problems
    return problem.code, problem.given


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(
    "address", ["127.0.0.1:{port}", "tcp://127.0.0.1:{port}", "nonsense://here", "tcp://", "127.0.0.1"]
)
def test_a_scheduler_that_does_not_answer_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1)
    began = time.monotonic()
    code, given = refused(address.format(port=free_port()))
    assert code == "no-cluster"
    assert "No scheduler answers at" in given
    assert time.monotonic() - began < 20


def test_something_else_that_answers_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes connections and says nothing."""
    monkeypatch.setattr(module, "PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert refused(f"tcp://127.0.0.1:{server.getsockname()[1]}")[0] == "no-cluster"


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 5)
    with distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=":0", host="127.0.0.1") as empty:
        assert refused(empty.scheduler_address)[0] == "no-workers"


def test_a_cluster_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """All its workers are gone in the middle, and none comes back."""

    class Lost:
        loop = None

        def __enter__(self) -> Lost:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def submit(self, *_: object, **__: object) -> object:
            return object()

        def cancel(self, _: object) -> None:
            return None

    for error in (OSError("gone"), distributed.KilledWorker("piece", SimpleNamespace(address="worker"), 3)):

        def completed(_: object, loop: object, error: Exception = error) -> Iterator[object]:
            raise error
            yield

        monkeypatch.setattr(Cluster, "_client", lambda self, library: Lost())
        monkeypatch.setattr(distributed, "as_completed", completed)
        assert refused("tcp://127.0.0.1:1")[0] == "cluster-lost"


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, given = refused("tcp://127.0.0.1:8786")
    assert (code, given) == ("cluster-missing", "The package `distributed` is not installed")


def test_a_cluster_is_not_called_where_nothing_is_left_to_do(tmp_path: Path) -> None:
    here = without_time(api.forecast(read(SEVERAL), resume=tmp_path / "kept").to_json())
    again = api.forecast(read(SEVERAL), resume=tmp_path / "kept", cluster="tcp://127.0.0.1:1")
    assert without_time(again.to_json()) == here
