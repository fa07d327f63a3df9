"""Goals: what the program should be able to do, and whether the figures say that it does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from benchmarks.measure import Row

FIT = (14, 22)
"""The sizes, as powers of two, between which the growth of time is fitted."""


class Goal(NamedTuple):
    """A figure that should not be above a limit; `why` is told where it is."""

    what: str
    limit: float
    unit: str
    measured: Callable[[Row], float | None]
    why: str = ""


def growth(found: Row, power: int, engine: str = "fast 2") -> Row | None:
    """Return the row of a size among those of `growth`, None where it has not been measured."""
    rows = (row for row in found.get("growth", ()) if row.get("states") == 1 << power and row["engine"] == engine)
    return next(rows, None)


def exponent(found: Row, name: str, engine: str) -> float | None:
    """Return the power of the number of states with which a time grows, from a straight line through logarithms."""
    rows = [growth(found, power, engine) for power in range(FIT[0], FIT[1] + 1)]
    points = [(math.log(row["states"]), math.log(row["times"][name])) for row in rows if row and name in row["times"]]
    if len(points) < 2:
        return None
    x0, y0 = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return float(sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points))


OPEN = "the hardest of the lists decides; the table of states that are not listed shows the others."


def goals() -> list[Goal]:
    """Return all goals, in the order in which the page tells them."""
    board = "five concepts, five actors, "
    return [
        Goal(f"{board}2^10 states, nothing compiled", 0.020, "s", _classical(10, "plain"),
             "whole-array steps cost the same for few states as for many, and a search takes many of few."),
        Goal(f"{board}2^10 states", 0.002, "s", _classical(10, "fast 1"),
             "most of it goes to calling compiled code, a few hundred times, not to the states."),
        Goal(f"{board}2^14 states", 0.015, "s", _classical(14)),
        Goal(f"{board}2^17 states", 0.100, "s", _classical(17)),
        Goal(f"{board}2^20 states, two cores", 0.5, "s", _classical(20),
             "searches wait for memory; one pass says how fast that is here."),
        Goal("memory at 2^20 states", 512, "MiB", _peak(20)),
        Goal(f"{board}2^20 states of 2^21 combinations", 1.5, "s", _half,
             "with holes, numbers are copied from states to strategies and back, and all moves have to be searched."),
        Goal(f"{board}2^22 states, two cores", 2.5, "s", _classical(22)),
        Goal("memory at 2^22 states", 1024, "MiB", _peak(22)),
        Goal(f"{board}2^24 states, two cores", 12, "s", _classical(24)),
        Goal("memory at 2^24 states", 4096, "MiB", _peak(24)),
        Goal("growth of time with states, 2^14 to 2^22, one core: exponent", 1.15, "",
             lambda found: exponent(found, "classical", "fast 1")),
        Goal("growth of the concept whose time grows fastest: exponent", 1.15, "", _steepest),
        Goal("compiling the scenario of 20 options, six actors, as a multiple of solving it", 3, "", _compiling),
        Goal("10,000 samples of wants, 500 states, five concepts, two cores", 1, "s", _samples),
        Goal("40 options, not listed, up to 24 statements each: Nash", 0.1, "s", _symbolic(24, "nash")),
        Goal("40 options, not listed, up to 24 statements each: building, Nash, GMR and SMR", 1, "s",
             _symbolic(24, "build", "nash", "gmr", "smr"), OPEN),
        Goal("40 options, not listed, up to 12 statements each: SEQ", 30, "s", _symbolic(12, "seq"), OPEN),
        Goal("40 options, not listed, up to 12 statements each: SSEQ", 30, "s", _symbolic(12, "sseq"), OPEN),
        Goal("a fresh process, compiled code kept, small conflict, five concepts", 1, "s", _start("kept"),
             "more than half of it is Python, NumPy and Numba; a third is the engine's kept code."),
        Goal("a fresh process, nothing kept, small conflict, five concepts (once)", 6, "s", _start("empty"),
             "the engine is compiled; the table of the first analysis says how much of it is processor time."),
        Goal("a fresh process, small conflict, five concepts, with the engine that it gets", 1, "s", _start("plain")),
        Goal("`detente --help`", 0.4, "s", _help),
        Goal("`detente workbench`: the first page", 1, "s", _page),
    ]  # fmt: skip


def one_pass(found: Row) -> float | None:
    """Return how long one pass over the ranks of 2^20 states takes."""
    return _of(growth(found, 20), "unit")


def loading(found: Row) -> float | None:
    """Return how long a process takes to load Numba."""
    return _of(_first(found.get("starts", ())), "kept", "times", "numba")


def _classical(power: int, engine: str = "fast 2") -> Callable[[Row], float | None]:
    return lambda found: _of(growth(found, power, engine), "times", "classical")


def _peak(power: int) -> Callable[[Row], float | None]:
    return lambda found: _of(growth(found, power), "peak")


def _half(found: Row) -> float | None:
    rows = [
        row
        for row in found.get("kinds", ())
        if "states" in row and row["cells"] == 1 << 21 and row["feasible"] == 0.5 and not row["one_way"]
    ]
    return _of(next(iter(rows), None), "times", "classical")


def _steepest(found: Row) -> float | None:
    row = growth(found, FIT[0], "fast 1")
    names = [] if row is None else [name for name in row["times"] if " " not in name]
    return max((one for name in names if (one := exponent(found, name, "fast 1")) is not None), default=None)


def _compiling(found: Row) -> float | None:
    rows = [row for row in found.get("scenarios", ()) if row["given"].get("options") == 20 and "times" in row]
    return max((row["times"]["compile"] / row["times"]["all"] for row in rows), default=None)


def _samples(found: Row) -> float | None:
    rows = [
        each for row in found.get("ensemble", ()) for each in row.get("rows", ()) if each["board"].startswith("500 ")
    ]
    return max((10_000 * row["two"] / row["samples"] for row in rows), default=None)


def _symbolic(statements: int, *steps: str) -> Callable[[Row], float | None]:
    """Return the most that some steps take together on 40 options with so many statements or fewer."""

    def taken(row: Row) -> float | None:
        times = row["seconds"] | {"build": row["build"]}
        if any(step not in times for step in steps):
            return None
        is_open = any(row["counts"].get(step, 0) is None for step in steps)
        return math.inf if is_open else float(sum(times[step] for step in steps))

    def most(found: Row) -> float | None:
        rows = [
            row for row in found.get("symbolic", ()) if row.get("options") == 40 and row["statements"] <= statements
        ]
        return max((one for row in rows if (one := taken(row)) is not None), default=None)

    return most


def _start(which: str) -> Callable[[Row], float | None]:
    """Return a whole process without what it does after the concepts that goals speak of."""

    def taken(found: Row) -> float | None:
        row = _first(found.get("starts", ()))
        whole, *rest = (_of(row, which, *names) for names in (("process",), ("times", "others"), ("times", "play")))
        return None if whole is None else whole - sum(one or 0 for one in rest)

    return taken


def _page(found: Row) -> float | None:
    return _of(_first(found.get("workbench", ())), "page")


def _help(found: Row) -> float | None:
    rows = [row for row in found.get("commands", ()) if row["arguments"] == ["--help"]]
    return _of(_first(rows), "seconds")


def _first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)


def _of(row: Row | None, *names: str) -> float | None:
    """Return what lies under some names in a row, None where there is nothing."""
    at: Any = row
    for name in names:
        at = at.get(name) if isinstance(at, dict) else None
    return float(at) if isinstance(at, (int, float)) else None
