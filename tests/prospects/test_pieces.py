"""Worlds in pieces: the same answer however they are cut, kept, broken off and gone on with."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

import numpy as np
import pytest

from detente import api
from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects import journal as journals
from detente.prospects import pieces as module
from detente.prospects.journal import Journal
from detente.prospects.pieces import Work, played_out
from detente.prospects.rests import InWorlds, Scene
from detente.prospects.worlds import Worlds, worlds_of
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from tests.prospects import by_hand
from tests.prospects.by_hand import scenes

FIRM = concepts()["firm"]

Places = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

SEVERAL = """
title: Several
circumstances:
  a: {now: yes, chance: 0.3}
  b: {now: yes, chance: 0.6}
  c: {now: yes, chance: 0.6}
actors:
  A: {options: {x: {needs: a}, z: {}}, prefers: [{want: x, if: b}, {want: z, exactly when: B.y, if: c}]}
  B: {options: {y: {}}, prefers: [{want: y, exactly when: A.x}]}
"""


def same(one: tuple[Scene, ...], other: tuple[Scene, ...], worlds: Worlds) -> None:
    """Hold two answers to each other, world by world, to the last bit."""
    assert by_world(one, worlds) == by_world(other, worlds)


def by_world(found: tuple[Scene, ...], worlds: Worlds) -> dict[int, tuple[object, ...]]:
    told: dict[int, tuple[object, ...]] = {}
    for scene in found:
        columns = [scene.states.columns[name].tolist() for name in scene.states.columns]
        for row, number in enumerate(scene.worlds.tolist()):
            rests = np.flatnonzero(scene.prospects[row]).tolist()
            states = [tuple(column[place] for column in columns) for place in rests]
            ways = scene.length[row, rests].tolist()
            places = scene.place[rests].tolist()
            views = {i: view.structure for i, view in scene.conflict.views.items()}
            told[number] = (states, ways, places, bool(scene.restless[row]), scene.conflict.structure, views)
    assert told.keys() <= set(range(len(worlds)))
    return told


# ---------------------------------------------------------------- pieces


@pytest.mark.parametrize("shape", by_hand.NAMES)
def test_pieces_give_what_worlds_give_together(shape: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    compared = apart = 0
    for number, (_, case) in enumerate(by_hand.drawn(shape, 4)):
        scenario = read(case.text)
        worlds = worlds_of(scenario, case.variant)
        try:
            expected = scenes(scenario, worlds, FIRM, case.variant)
        except QuestionError:
            with pytest.raises(QuestionError):
                played_out(scenario, worlds, FIRM, case.variant)
            continue
        except ConflictError:
            expected = one_by_one(scenario, worlds, case.variant)
            apart += 1
        for size in (1, 3):
            monkeypatch.setattr(module, "SIZE", size)
            kept = Work(resume=tmp_path / f"{shape}-{number}-{size}")
            for work in (None, kept, kept):
                same(played_out(scenario, worlds, FIRM, case.variant, work=work), expected, worlds)
        compared += 1
    assert compared > 0
    assert apart > 0 or shape != by_hand.APART


def one_by_one(scenario: Scenario, worlds: Worlds, variant: str | None) -> tuple[Scene, ...]:
    """Return the scenes of all worlds that make a conflict, each judged by itself."""
    asked = InWorlds(scenario, worlds, variant, None)
    found: list[Scene] = []
    for number in range(len(worlds)):
        try:
            found += asked.scenes(np.array([number]), FIRM)
        except ConflictError:
            assert asked.obstacle(number)
        else:
            assert not asked.obstacle(number)
    return tuple(found)


def test_a_forecast_is_the_same_to_the_last_bit_in_any_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = api.forecast(read(SEVERAL), samples=512).to_json()
    for size in (1, 2, 3):
        monkeypatch.setattr(module, "SIZE", size)
        assert without_time(api.forecast(read(SEVERAL), samples=512).to_json()) == without_time(expected)


def without_time(text: str) -> str:
    return text.partition('"seconds"')[0]


def test_pieces_have_a_fixed_number_of_worlds_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """`a` decides what can happen, `b` and `c` what is wanted: two boards, four ways to want on each."""
    monkeypatch.setattr(module, "SIZE", 3)
    scenario = read(SEVERAL)
    worlds = worlds_of(scenario)
    pieces = list(module.cut(InWorlds(scenario, worlds, None, None)))
    assert [len(piece) for piece in pieces] == [3, 3, 2]
    assert sorted(number for piece in pieces for group in piece for number in group.tolist()) == list(range(8))


def test_progress_tells_worlds_and_their_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIZE", 3)
    scenario = read(SEVERAL)
    told: list[tuple[str, float]] = []
    played_out(scenario, worlds_of(scenario), FIRM, progress=lambda doing, part: told.append((doing, part)))
    assert [part for _, part in told] == pytest.approx([0, 3 / 8, 6 / 8, 1])
    assert told[0][0] == "Where play comes to rest"
    assert told[1][0].startswith("Where play comes to rest: 3 of 8 worlds, ")
    assert told[1][0].endswith(" a second")


# ---------------------------------------------------------------- broken off, and gone on with


def test_what_is_done_is_kept_and_not_done_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "SIZE", 1)
    scenario, file = read(SEVERAL), tmp_path / "kept"
    worlds = worlds_of(scenario)
    expected = scenes(scenario, worlds, FIRM)
    judged: list[int] = []
    judge = module.Task.judge

    def stopping(task: module.Task, at: Places, workers: int = 1) -> bytes:
        if len(judged) == 3:
            raise KeyboardInterrupt
        judged.append(len(at))
        return judge(task, at, workers)

    monkeypatch.setattr(module.Task, "judge", stopping)
    with pytest.raises(KeyboardInterrupt):
        played_out(scenario, worlds, FIRM, work=Work(resume=file))
    assert len(judged) == 3
    judged.clear()

    def counting(task: module.Task, at: Places, workers: int = 1) -> bytes:
        judged.append(len(at))
        return judge(task, at, workers)

    monkeypatch.setattr(module.Task, "judge", counting)
    told: list[float] = []
    found = played_out(scenario, worlds, FIRM, progress=lambda _, part: told.append(part), work=Work(resume=file))
    same(found, expected, worlds)
    assert len(judged) == 5
    assert told[0] == 3 / 8
    played_out(scenario, worlds, FIRM, work=Work(resume=file))
    assert len(judged) == 5


LONG = """
import sys, time
from pathlib import Path
from detente.engine.stability import concepts
from detente.prospects import pieces
from detente.prospects.worlds import worlds_of
from detente.scenario.reader import read_file

judge = pieces.Task.judge
def slow(task, at, workers=1):
    time.sleep(0.05)
    return judge(task, at, workers)
pieces.SIZE = 1
pieces.Task.judge = slow
scenario = read_file(sys.argv[1])
pieces.played_out(scenario, worlds_of(scenario), concepts()["firm"], work=pieces.Work(resume=Path(sys.argv[2])))
"""


def test_a_run_that_is_killed_loses_no_more_than_a_piece(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Killed without warning at moments drawn at random, the run goes on each time, and ends with the same answer."""
    monkeypatch.setattr(module, "SIZE", 1)
    case, file = tmp_path / "case.yaml", tmp_path / "kept"
    case.write_text(SEVERAL, encoding="utf-8")
    scenario = read(SEVERAL, str(case))
    luck = Random(3)
    counts: list[int] = []
    for _ in range(2):
        before = counts[-1] if counts else 0
        process = subprocess.Popen([sys.executable, "-c", LONG, str(case), str(file)], stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while count(file) <= before and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(luck.random() * 0.06)
        process.send_signal(signal.SIGKILL)
        assert process.wait() in (-signal.SIGKILL, 0)
        counts.append(count(file))
    assert 1 <= counts[0] < counts[1]
    worlds = worlds_of(scenario)
    same(played_out(scenario, worlds, FIRM, work=Work(resume=file)), scenes(scenario, worlds, FIRM), worlds)
    assert count(file) == 8


def count(file: Path) -> int:
    """Return how many pieces a file keeps, as another program reads it."""
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            found = database.execute("SELECT count(*) FROM pieces").fetchone()
        database.close()
        return int(found[0])
    except sqlite3.OperationalError:
        return 0


# ---------------------------------------------------------------- files that do not do


def kept(tmp_path: Path, text: str = SEVERAL, **more: str) -> Path:
    file = tmp_path / "kept"
    api.forecast(read(text), resume=file, **more)  # type: ignore[arg-type]
    return file


def refused(file: Path, text: str = SEVERAL, **more: object) -> tuple[str, str]:
    """Return the code of the one problem that keeps a file from being gone on with, and what it says."""
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(QuestionError) as caught:
        api.forecast(read(text), resume=file, **more)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    if before is not None:
        assert file.read_bytes() == before
    return problem.code, problem.given


@pytest.mark.parametrize(
    ("more", "text", "what"),
    [
        ({}, SEVERAL + "# a note\n", "another scenario, or another state of its file"),
        ({"variant": "late"}, SEVERAL + "variants: {late: {start: {A.z: yes}}}\n", "another scenario"),
        ({"concept": "nash"}, SEVERAL, "another concept"),
        ({"beliefs": False}, SEVERAL, "another setting of beliefs"),
    ],
)
def test_a_file_of_another_question_is_refused(
    more: Mapping[str, object], text: str, what: str, tmp_path: Path
) -> None:
    code, given = refused(kept(tmp_path), text, **more)
    assert code == "other-resume-file"
    assert f"keeps what was done for {what}" in given


def test_a_file_of_another_variant_version_or_draw_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SEVERAL + "variants: {late: {start: {A.z: yes}}}\n"
    file = kept(tmp_path, text)
    assert refused(file, text, variant="late")[1].endswith("another variant")
    monkeypatch.setattr(module, "SIZE", 3)
    assert refused(file, text)[1].endswith("other worlds: other draws, signals or outcomes")
    monkeypatch.setattr(module, "__version__", "0.0.1")
    assert refused(file, text)[1].endswith("another version of the program")


def test_files_of_other_kinds_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Notes that somebody needs.\n" * 200, encoding="utf-8")
    assert refused(text)[0] == "no-resume-file"
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()
    assert refused(other)[0] == "no-resume-file"
    assert refused(tmp_path)[0] == "cannot-write"
    assert refused(tmp_path / "nowhere" / "kept")[0] == "cannot-write"


def test_an_empty_file_becomes_one_that_keeps(tmp_path: Path) -> None:
    file = tmp_path / "empty"
    file.touch()
    api.forecast(read(SEVERAL), resume=file)
    assert count(file) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE pieces SET data = x'00'",
        "UPDATE pieces SET digest = 'other'",
        "UPDATE pieces SET number = 99",
        "UPDATE pieces SET data = 'text'",
        "DROP TABLE pieces",
        "DROP TABLE question",
    ],
)
def test_a_damaged_file_is_told(damage: str, tmp_path: Path) -> None:
    file = kept(tmp_path)
    with sqlite3.connect(file) as database:
        database.execute(damage)
    database.close()
    assert refused(file)[0] == "damaged-resume-file"


def test_bytes_that_change_are_noticed(tmp_path: Path) -> None:
    file = kept(tmp_path)
    data = bytearray(file.read_bytes())
    place = data.rfind(b"numpy") if data.rfind(b"numpy") > 0 else data.rfind(b"PK")
    data[place + 8] ^= 0xFF
    file.write_bytes(data)
    assert refused(file)[0] == "damaged-resume-file"
    file.write_bytes(data[: len(data) // 2])
    assert refused(file)[0] == "damaged-resume-file"


def test_a_file_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "PATIENCE", 0.05)
    file = kept(tmp_path)
    with sqlite3.connect(file, isolation_level=None) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert refused(file)[0] == "resume-file-in-use"
        database.execute("ROLLBACK")
    database.close()
    api.forecast(read(SEVERAL), resume=file)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    file = kept(tmp_path)
    file.chmod(0o400)
    assert refused(file)[0] == "cannot-write"


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    """SQLite itself says that there is no room, here because the file may have no more pages."""
    question = dict.fromkeys(journals.SAID, "x")
    file = tmp_path / "kept"
    with Journal.open(file, question) as journal:
        journal.keep(0, b"first")
    with pytest.raises(QuestionError) as caught:
        fill(file, question)
    assert [problem.code for problem in caught.value.problems] == ["cannot-write"]
    with Journal.open(file, question) as journal:
        assert list(journal.kept(2)) == [(0, b"first")]


def fill(file: Path, question: Mapping[str, str]) -> None:
    with Journal.open(file, question) as journal:
        assert journal.database is not None
        journal.database.execute("PRAGMA max_page_count = 5")
        journal.keep(1, b"x" * 100_000)


def test_a_journal_without_a_file_keeps_nothing() -> None:
    journal = Journal(None)
    journal.keep(0, b"x")
    assert list(journal.kept(1)) == []


def test_two_runs_with_one_file_end_with_one_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run that has finished a piece in the meantime has kept the same: the first one's is not needed."""
    question = dict.fromkeys(journals.SAID, "x")
    file = tmp_path / "kept"
    with Journal.open(file, question) as one, Journal.open(file, question) as other:
        one.keep(0, b"piece")
        other.keep(0, b"piece")
        assert list(one.kept(1)) == list(other.kept(1)) == [(0, b"piece")]
