"""One row in a process of its own: `python -m benchmarks.rows KIND JSON` prints what it has measured as JSON."""

from __future__ import annotations

import dataclasses
import importlib
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import (
    ROOT,
    Row,
    compiling,
    forget_peak,
    in_process,
    memory,
    peak,
    repeated,
    seconds,
    served,
    whole,
)

if TYPE_CHECKING:
    from detente.engine.board import Board
    from detente.engine.solve import Engine

CLASSICAL = ("nash", "gmr", "smr", "seq", "sseq")
"""The concepts that goals speak of; those of our own are timed after them."""

UNIT = 20
"""How often the streaming pass is repeated."""


# ---------------------------------------------------------------- arrays


def arrays(
    bits: list[int], feasible: float, one_way: int, ranks: str, engine: str, budget: float = 2.0, play: bool = True
) -> Row:
    """Time every concept, and play under it, on a generated board; `engine` is "plain", "fast 1" or "fast 2"."""
    from benchmarks.boards import Kind, board, cells, small

    kind = Kind(tuple(bits), feasible, one_way, ranks)
    _load(board(small(kind)), engine)
    return {"cells": cells(bits)} | _timed(board(kind), partial(_engine, engine), budget, play)


def graph(states: int, actors: int, moves: int, engine: str, budget: float = 2.0) -> Row:
    """Time every concept on listed moves that two running of do not come to one."""
    from benchmarks.boards import listed

    _load(listed(64, actors, 64 * actors), engine)
    return _timed(listed(states, actors, moves), partial(_engine, engine), budget, play=True)


def _engine(name: str) -> Engine:
    if name == "plain":
        from detente.engine.plain import Plain

        return Plain()
    from detente.engine.fast import Fast

    return Fast(workers=int(name.split()[1]))


def _load(board: Board, engine: str) -> None:
    """Have all machine code loaded, or compiled if it never was."""
    from detente.engine.solve import Solver
    from detente.engine.stability import concepts

    solver = Solver(board, _engine(engine))
    for concept in concepts().values():
        solver.play(concept, 0)


def _timed(board: Board, engine: Callable[[], Engine | None], budget: float, play: bool) -> Row:
    from detente.engine.solve import Solver
    from detente.engine.stability import concepts

    unit = min(seconds(board.ranks.min) for _ in range(UNIT))
    classical = [concept for key, concept in concepts().items() if key in CLASSICAL]
    ours = [concept for key, concept in concepts().items() if key not in CLASSICAL]
    held: Row = {"inputs": memory()}

    def once() -> dict[str, float]:
        """Answer all concepts in one solver, as an analysis does, and note the peaks on the way."""
        solver = Solver(board, engine())
        taken = {}
        forget_peak()
        for concept in classical:
            taken[concept.key] = seconds(partial(solver.verdicts, concept))
        held.setdefault("peak", peak())
        taken["classical"] = sum(taken.values())
        for concept in ours:
            taken[concept.key] = seconds(partial(solver.verdicts, concept))
        taken["all"] = taken["classical"] + sum(taken[concept.key] for concept in ours)
        held.setdefault("peak_all", peak())
        if play:
            begins = max(board.start, 0)
            for concept in concepts().values():
                taken[f"play {concept.key}"] = seconds(partial(solver.play, concept, begins))
            held.setdefault("peak_play", peak())
        return taken

    def counted() -> dict[str, float]:
        """Return the times of a run in which nothing is compiled: what `_load` has missed is, in a run before."""
        inputs = held["inputs"]
        with compiling() as compiled:
            taken = once()
        if not compiled:
            return taken
        held.clear()
        held["inputs"] = inputs
        return once()

    times = repeated(counted, budget)
    return {"states": board.count, "actors": len(board.moves), "unit": unit, "times": times, **held}


# ---------------------------------------------------------------- scenarios


def scenario(make: str, given: Mapping[str, Any], budget: float = 2.0, processes: int = 1) -> Row:
    """Time a generated scenario from its text on: read, compile, solve, play, explain, and as whole processes."""
    from benchmarks import scenarios
    from detente.conflict import conflict
    from detente.engine.compile import compile_board
    from detente.engine.stability import concepts
    from detente.scenario.reader import read

    made = getattr(scenarios, make)(**given)
    text = made if isinstance(made, str) else made.text()
    loaded = read(text, "generated", concepts())
    plain = conflict(loaded)
    held: Row = {"before": memory()}
    forget_peak()
    board = compile_board(plain)
    held["peak_compile"] = peak()
    read_times = repeated(
        lambda: {
            "read": seconds(lambda: conflict(read(text, "generated", concepts()))),
            "compile": seconds(lambda: compile_board(plain)),
        },
        budget,
        most=3,
    )
    engine = _chosen(board)
    if engine != "plain":
        _load(board if board.count < 1 << 16 else _sample(board), engine)
    found = _timed(board, lambda: None, budget, play=True)
    row = {"listed": board.grid is None, "engine": engine} | found | held
    row["times"] = read_times | found["times"] | {"explain": _explain(board)}
    if processes:
        row["process_analyse"] = _analyse(text, processes)
    return row


def _chosen(board: Board) -> str:
    """Return the name of the engine that a board gets where none is asked for."""
    from detente.engine.choice import choose

    return "plain" if choose(board).key == "plain" else "fast 2"


def _sample(board: Board) -> Board:
    """Return a small board on which the same machine code runs."""
    from benchmarks.boards import Kind, listed
    from benchmarks.boards import board as made

    if board.grid is None:
        return listed(64, len(board.moves), 256)
    most = max(size.bit_length() - 1 for size in board.grid.sizes)
    return made(Kind((most, *(1 for _ in board.moves[1:])), 1.0 if board.grid.full else 0.5))


def _explain(board: Board) -> float:
    """Return how long the reasons of one state take for every actor and concept: of five states the slowest."""
    from detente.engine.certificate import certificate
    from detente.engine.solve import Solver
    from detente.engine.stability import concepts

    solver = Solver(board)
    for concept in concepts().values():
        solver.verdicts(concept)
    luck = random.Random(1)
    slowest = 0.0
    for state in [max(board.start, 0), *(luck.randrange(board.count) for _ in range(4))]:
        began = time.perf_counter()
        for concept in concepts().values():
            for actor in board.actors:
                certificate(solver, concept, actor, state)
        slowest = max(slowest, time.perf_counter() - began)
    return slowest


def _analyse(text: str, times: int) -> float | None:
    """Return the median time of whole `detente analyse` processes on a text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "generated.yaml"
        file.write_text(text, encoding="utf-8")
        found: float | None = whole(["analyse", str(file)], times).get("seconds")
        return found


# ---------------------------------------------------------------- a fresh process


def cold(bits: list[int], engine: str = "fast 2") -> Row:
    """Time the first steps of a fresh process: imports, then the first analysis with whatever it has to compile."""
    taken = {"numpy": seconds(lambda: importlib.import_module("numpy"))}
    taken["numba"] = 0.0 if engine == "plain" else seconds(lambda: importlib.import_module("numba"))
    from benchmarks.boards import Kind, board
    from detente.engine.solve import Solver
    from detente.engine.stability import concepts

    small = board(Kind(tuple(bits)))
    solver = Solver(small, _engine(engine))
    known = concepts()
    taken["classical"] = seconds(lambda: [solver.verdicts(known[key]) for key in CLASSICAL])
    taken["others"] = seconds(lambda: [solver.verdicts(one) for key, one in known.items() if key not in CLASSICAL])
    taken["play"] = seconds(lambda: [solver.play(concept, 0) for concept in known.values()])
    return {"states": small.count, "times": taken, "processor": time.process_time()}


def starts(bits: list[int], times: int, few: bool) -> Row:
    """Time fresh processes on an empty folder of machine code, and then on the same folder: the least of several.

    A board of few states gets an engine that compiles nothing where none is asked for: then with that one, too.
    """

    def least(engine: str) -> Row:
        found = [in_process("cold", {"bits": bits, "engine": engine}, 120, keep) for _ in range(times)]
        return min(found, key=lambda row: row.get("process", float("inf")))

    with tempfile.TemporaryDirectory() as folder:
        keep = {"NUMBA_CACHE_DIR": folder}
        rows = {"empty": in_process("cold", {"bits": bits}, 120, keep), "kept": least("fast 2")}
        return rows | {"plain": least("plain")} if few else rows


def command(arguments: list[str], times: int) -> Row:
    """Time a whole command."""
    return whole(arguments, times)


def workbench(times: int) -> Row:
    """Time a workbench until it answers, on a folder with the flagship case: the median of several, after one."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "src/detente/cases/diplomacy/us-russia-2024/scenario.yaml", f"{folder}/us-russia-2024.yaml")
        found = [served(Path(folder)) for _ in range(times + 1)][1:]
    wrong = [row for row in found if "error" in row]
    return wrong[0] if wrong else {name: statistics.median(row[name] for row in found) for name in found[0]}


# ---------------------------------------------------------------- what other scripts measure


def ensemble() -> Row:
    """Time samples of wants, on all boards of the script about ensembles."""
    from benchmarks import ensemble

    return {"rows": [dataclasses.asdict(row) for row in ensemble.rows()]}


def symbolic(place: int, limit: float) -> Row:
    """Time one of the conflicts of the script about decision diagrams, at most `limit` seconds a concept."""
    from benchmarks import symbolic

    options, actors, statements, seed, local, keys = symbolic.SIZES[place]
    return dataclasses.asdict(symbolic.row(options, actors, statements, seed, local, keys, limit))


KINDS: Mapping[str, Callable[..., Row]] = {
    "arrays": arrays,
    "graph": graph,
    "scenario": scenario,
    "cold": cold,
    "starts": starts,
    "command": command,
    "workbench": workbench,
    "ensemble": ensemble,
    "symbolic": symbolic,
}

if __name__ == "__main__":
    print(json.dumps(KINDS[sys.argv[1]](**json.loads(sys.argv[2]))))
