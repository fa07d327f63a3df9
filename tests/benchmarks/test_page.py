"""The page is made of whatever was measured."""

from __future__ import annotations

import os
from contextlib import nullcontext
from functools import partial
from typing import Any

import pytest

from benchmarks import rows
from benchmarks.__main__ import joined
from benchmarks.boards import Kind, board
from benchmarks.goals import exponent, goals
from benchmarks.measure import compiling, repeated
from benchmarks.page import page
from benchmarks.plan import PARTS, plan
from benchmarks.plots import memory_spec, time_spec
from benchmarks.tables import cells, duration, table
from detente.engine.plain import Plain

Row = dict[str, Any]
MACHINE: Row = {
    "processor": "a processor", "vectors": "AVX2", "cores": 2, "memory": 4.0, "system": "a system", "python": "3",
    "numpy": "2", "numba": "0", "dd": "0", "load": 0.5,
}  # fmt: skip


def timed(power: int, engine: str, slope: float) -> Row:
    """Return a row in which every time grows with a given power of the number of states."""
    states = 1 << power
    one = (states / 1024) ** slope * 1e-4
    times = dict.fromkeys(("nash", "gmr", "smr", "seq", "sseq"), one)
    times |= {"classical": 5 * one, "firm": 2 * one, "all": 7 * one}
    times |= {f"play {key}": one for key in ("nash", "gmr", "smr", "seq", "sseq", "firm")}
    return {
        "bits": [power // 5] * 5, "feasible": 1.0, "one_way": 0, "ranks": "weights", "engine": engine, "states": states,
        "cells": states, "actors": 5, "unit": one / 100, "times": times, "inputs": 50.0, "peak": 60.0,
        "peak_all": 70.0, "peak_play": 80.0,
    }  # fmt: skip


def stub(slope: float = 1.0) -> Row:
    rows = [timed(power, engine, slope) for power in (10, 14, 17, 20) for engine in ("fast 1", "fast 2")]
    text: Row = {
        "make": "binary", "given": {"options": 20, "actors": 6}, "listed": False, "before": 1.0, "peak_compile": 2.0,
        "process_analyse": None,
    }  # fmt: skip
    text = timed(20, "fast 2", slope) | text
    text["times"] = text["times"] | {"read": 1.0, "compile": 7.0 * text["times"]["all"], "explain": 0.25}
    sampled = {
        "board": "500 states", "moves": 1000, "concepts": 5, "samples": 2000, "prepared": 0.01, "one": 0.2, "two": 0.1,
    }  # fmt: skip
    asked = {
        "place": 0, "limit": 30, "options": 40, "actors": 5, "statements": 12, "local": True, "build": 0.5,
        "listing": 0.25, "seconds": {"nash": 0.01234, "gmr": 0.2, "smr": 0.2, "seq": 30.0},
        "counts": {"nash": 0, "gmr": 10**20, "smr": 5, "seq": None},
    }  # fmt: skip
    times = {"numpy": 0.1, "numba": 0.2, "classical": 3.0, "others": 0.5, "play": 1.0}
    fresh = {"states": 1024, "times": times, "process": 7.9, "processor": 7.0}
    few = {"empty": fresh, "kept": fresh | {"process": 2.0}, "plain": fresh | {"process": 1.75}}
    many = {which: few[which] | {"states": 1 << 17} for which in ("empty", "kept")}
    return {
        "machine": MACHINE,
        "growth": rows,
        "kinds": [timed(14, "fast 2", slope) | {"bits": [5, 5, 4]}, {"bits": [1], "error": "MemoryError"}],
        "scenarios": [text],
        "starts": [few, many],
        "commands": [{"arguments": ["--help"], "times": 5, "seconds": 0.125}],
        "workbench": [{"times": 5, "page": 0.625, "answers": 1.25}],
        "ensemble": [{"rows": [sampled]}, {"error": "not done within 1 s"}],
        "symbolic": [asked, asked | {"options": 50}],
        "took": {"growth": 100.0, "kinds": 20.0},
        "pace": {"growth": 0.75, "kinds": 0.5},
        "load": 0.5,
    }


def test_tables_can_be_read_back() -> None:
    rows = [["a", "1"], ["b", "2"]]
    text = f"words\n\n{table(['x', 'y'], rows)}\n\nmore\n\n{table(['z'], [])}\n"
    assert cells(text) == [[["x", "y"], *rows], [["z"]]]


def test_every_table_is_whole_and_every_figure_in_its_place() -> None:
    text = page(stub())
    tables = cells(text)
    assert all(len({len(row) for row in one}) == 1 for one in tables)
    met = {row[0]: row[1:] for row in tables[0]}
    assert met["`detente --help`"] == ["400 ms", "125 ms", "met"]
    assert met["a fresh process, compiled code kept, small conflict, five concepts"] == ["1.00 s", "500 ms", "met"]
    assert met["`detente workbench`: the first page"] == ["1.00 s", "625 ms", "met"]
    unasked = met["a fresh process, small conflict, five concepts, with the engine that it gets"]
    assert unasked == ["1.00 s", "250 ms", "met"]
    once = met["a fresh process, nothing kept, small conflict, five concepts (once)"]
    assert once == ["6.00 s", "6.40 s", "**missed**"]
    assert met["compiling the scenario of 20 options, six actors, as a multiple of solving it"][1:] == [
        "7.00",
        "**missed**",
    ]
    assert met["memory at 2^22 states"][1:] == ["–", "–"]
    assert met["growth of the concept whose time grows fastest: exponent"] == ["1.15", "1.00", "met"]
    assert "it took 2 minutes" in " ".join(text.split())
    by_state = {row[0]: row[1:] for row in tables[1]}
    assert by_state["2^10"][:2] == ["1.00 µs", "100 µs (100)"]
    assert by_state["2^10"][-1] == "700 µs (700)"
    assert ["500 states", "1,000", "5", "2,000", "10.0 ms", "10,000", "20,000"] in tables[-2]
    expected = ["40", "5", "12 local", "500 ms", "12.3 ms (0)", "200 ms (1.0e+20)", "200 ms (5)", "> 30 s", "250 ms"]
    assert tables[-1][1] == expected
    assert met["40 options, not listed, up to 24 statements each: building, Nash, GMR and SMR"] == [
        "1.00 s",
        "912 ms",
        "met",
    ]
    assert met["40 options, not listed, up to 12 statements each: SEQ"] == ["30.0 s", "no end", "**missed**"]
    assert met["40 options, not listed, up to 12 statements each: SSEQ"][1] == "–"
    assert met["10,000 samples of wants, 500 states, five concepts, two cores"][1] == "500 ms"
    assert "- kinds, bits=[1]: MemoryError" in text
    assert "Ten million additions in Python took 500 ms to 750 ms in between" in " ".join(text.split())
    assert "a processor with AVX2, 2 cores" in " ".join(text.split())
    assert "busy" not in text
    assert "busy" in page(stub() | {"machine": MACHINE | {"load": 1.5}})
    assert "ensemble, : not done within 1 s" in text
    assert max(len(line) for line in text.splitlines() if not line.startswith(("|", "!"))) <= 120


def test_parts_not_measured_are_left_out() -> None:
    text = page({"machine": MACHINE, "took": {}, "pace": {}, "load": 0.0})
    assert "additions" not in text
    assert text.count("\n## ") == 1  # the goals, none of them measured
    assert all(row[2:] == ["–", "–"] for row in cells(text)[0][1:])


def test_what_was_kept_is_joined_only_with_what_the_same_machine_measured() -> None:
    kept = stub()
    new = {
        "machine": MACHINE | {"load": 3.0},
        "kinds": [],
        "took": {"kinds": 5.0},
        "pace": {"kinds": 0.25},
        "load": 1.0,
    }
    both = joined(kept, new)
    assert both["growth"] == kept["growth"]
    assert both["kinds"] == []
    assert both["took"] == {"growth": 100.0, "kinds": 5.0}
    assert both["pace"] == {"growth": 0.75, "kinds": 0.25}
    with pytest.raises(SystemExit, match="another machine"):
        joined(kept, new | {"machine": MACHINE | {"cores": 4}})


@pytest.mark.parametrize("slope", [0.5, 1.0, 1.3])
def test_growth_is_fitted(slope: float) -> None:
    assert exponent(stub(slope), "seq", "fast 1") == pytest.approx(slope)
    (steepest,) = (goal for goal in goals() if "grows fastest" in goal.what)
    value = steepest.measured(stub(slope))
    assert value == pytest.approx(slope)


def test_pictures_show_every_row_and_concept() -> None:
    rows = stub()["growth"]
    values = time_spec(rows)["data"]["values"]
    assert {point["states"] for point in values} == {1 << power for power in (10, 14, 17, 20)}
    assert {point["line"] for point in values} == {"nash", "gmr", "smr", "seq", "sseq", "firm", "one pass"}
    (y,) = (spec["encoding"]["y"]["scale"]["domain"] for spec in (time_spec(rows),))
    assert y[0] <= min(point["amount"] for point in values) < max(point["amount"] for point in values) <= y[1]
    assert {point["amount"] for point in memory_spec(rows)["data"]["values"]} == {50.0, 60.0, 70.0}


def test_the_least_of_repetitions_counts() -> None:
    given = iter([{"a": 3.0, "b": 1.0}, {"a": 2.0, "b": 5.0}])
    assert repeated(lambda: next(given), budget=100, most=2) == {"a": 2.0, "b": 1.0}
    assert repeated(lambda: {"a": 1.0}, budget=0) == {"a": 1.0}


@pytest.mark.skipif("NUMBA_DISABLE_JIT" in os.environ, reason="nothing is compiled")
def test_what_is_compiled_is_noted() -> None:
    numba = pytest.importorskip("numba")
    add = numba.njit(lambda one: one + 1)
    with compiling() as first:
        add(1)
    with compiling() as second:
        add(1)
    assert (len(first) > 0, len(second)) == (True, 0)


def test_a_run_in_which_something_is_compiled_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    noted, engines = iter([["a kernel"], [], []]), []

    def engine() -> Plain:
        engines.append(Plain())
        return engines[-1]

    monkeypatch.setattr(rows, "compiling", lambda: nullcontext(next(noted)))
    measured = partial(rows._timed, board(Kind((2, 2))), engine, budget=0, play=False)
    assert measured().keys() == measured().keys()
    assert len(engines) == 2 + 1  # the first run of the first row does not count


@pytest.mark.parametrize("quick", [False, True])
def test_rows_are_planned(quick: bool) -> None:
    tasks = [task for part in PARTS for task in plan(part, quick)]
    assert len({str(task) for task in tasks}) == len(tasks) > 10


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.0, "0.00 µs"),
        (9.99e-4, "999 µs"),
        (1e-3, "1.00 ms"),
        (59.0, "59.0 s"),
        (123.4, "123 s"),
        (0.9998, "1.00 s"),
        (9.998, "10.0 s"),
    ],
)
def test_times_are_told_with_three_figures(seconds: float, told: str) -> None:
    assert duration(seconds) == told
