"""Time ensembles: many samples of ranks, judged on one board.

    python -m benchmarks.ensemble [--repeat 3]

The first boards are random sets of states over binary options, shared by five actors, with random ranks and the five
classical concepts. The last is the flagship case with every concept; its samples shuffle the case's own levels a
little. Times are those of `tally`; making the samples is not counted. The least of the repetitions counts.

A second table times `rests` on the flagship, where play from its status quo comes to rest: under firm stability alone,
as forecasts ask, and under every concept.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from detente.answers.run import run
from detente.cases import __file__ as cases
from detente.engine.board import Board, Ints, arcs
from detente.engine.ensemble import Samples, ensemble
from detente.engine.stability import concepts
from detente.scenario.reader import read_file

ACTORS = 5
CLASSICAL = ("nash", "gmr", "smr", "seq", "sseq")
SHAPES = (
    (500, 9, 0, 4096),
    (500, 10, 0, 4096),
    (500, 10, 4, 4096),
    (500, 12, 0, 4096),
    (500, 15, 0, 4096),
    (1000, 10, 0, 2048),
    (4000, 12, 0, 512),
)
"""States, binary options, one-way options among them, samples."""

FLAGSHIP = "diplomacy/us-russia-2024/scenario.yaml"
WORLDS = 512


@dataclass(frozen=True)
class Row:
    """What was judged, and how long it took."""

    board: str
    moves: int
    concepts: int
    samples: int
    prepared: float
    one: float
    two: float

    def __str__(self) -> str:
        """Return a line of the table."""
        speeds = " | ".join(f"{self.samples / seconds:,.0f} ({seconds:.2f} s)" for seconds in (self.one, self.two))
        return (
            f"| {self.board} | {self.moves:,} | {self.concepts} | {self.samples:,} | {self.prepared * 1e3:,.0f} ms "
            f"| {speeds} |"
        )


@dataclass(frozen=True)
class Played:
    """Where play rests: what was asked, and how long it took."""

    board: str
    concepts: int
    samples: int
    one: float
    two: float

    def __str__(self) -> str:
        """Return a line of the table."""
        speeds = " | ".join(f"{self.samples / seconds:,.0f} ({seconds:.2f} s)" for seconds in (self.one, self.two))
        return f"| {self.board} | {self.concepts} | {self.samples:,} | {speeds} |"


def generated(count: int, options: int, one_way: int, seed: int = 1) -> Board:
    """Return a board of random feasible states over binary options that the actors share evenly."""
    luck = np.random.default_rng([count, options, one_way, seed])
    states = np.sort(luck.choice(1 << options, count, replace=False))
    owner = np.arange(options) * ACTORS // options
    forward = np.isin(np.arange(options), luck.choice(options, one_way, replace=False))
    values = (states[:, None] >> np.arange(options) & 1).astype(np.uint8)
    return Board(
        values,
        owner,
        tuple(arcs(*_jumps(states, owner == actor, forward), count) for actor in range(ACTORS)),
        np.zeros((ACTORS, count), dtype=np.int64),
        -1,
        (True,) * ACTORS,
    )


def _jumps(states: Ints, own: np.ndarray, forward: np.ndarray) -> tuple[Ints, Ints]:
    """Return where moves begin and end: all others' options stay, one-way options go up."""
    weight = 1 << np.arange(len(own))
    mine, up = int(weight[own].sum()), int(weight[own & forward].sum())
    changed = states[:, None] ^ states[None, :]
    falls = states[:, None] & ~states[None, :] & up
    origin, to = np.nonzero((changed != 0) & (changed & ~mine == 0) & (falls == 0))
    return origin, to


def random_ranks(board: Board, count: int, seed: int = 2) -> Samples:
    """Return samples in which every order of the states is as likely as any other."""
    luck = np.random.default_rng(seed)
    return Samples(np.argsort(luck.random((count, ACTORS, board.count)), axis=-1).astype(np.int32))


def shuffled_ranks(board: Board, count: int, seed: int = 3) -> Samples:
    """Return samples in which the levels of the board's own ranks have changed places with others nearby."""
    luck = np.random.default_rng(seed)
    ranks = np.empty((count, *board.ranks.shape), dtype=np.int32)
    for sample in ranks:
        for row, own in zip(sample, board.ranks, strict=True):
            levels = int(own.max()) + 1
            moved = np.arange(levels) + luck.normal(0, levels / 20, levels)
            row[:] = np.argsort(np.argsort(moved))[own]
    return Samples(ranks, dict.fromkeys(board.views, ranks))


def rows(repeat: int = 3) -> Iterator[Row]:
    """Yield the rows of the table, one after another."""
    for count, options, one_way, samples in SHAPES:
        board = generated(count, options, one_way)
        name = f"{count} states, {options} options" + (f", {one_way} one-way" if one_way else "")
        yield _row(name, board, CLASSICAL, random_ranks(board, samples), repeat)
    board = flagship()
    yield _row(_name(board), board, tuple(concepts()), shuffled_ranks(board, WORLDS), repeat)


def played(repeat: int = 3) -> Iterator[Played]:
    """Yield the rows of the table of play."""
    board = flagship()
    samples = shuffled_ranks(board, WORLDS)
    for keys in (("firm",), tuple(concepts())):
        judge = ensemble(board, [concepts()[key] for key in keys])
        judge.rests(samples.part(0, 1), board.start)  # what is compiled once is not counted
        one, two = (_least(partial(judge.rests, samples, board.start, workers), repeat) for workers in (1, 2))
        yield Played(_name(board), len(keys), len(samples), one, two)


def flagship() -> Board:
    """Return the board of the flagship case."""
    return run(read_file(Path(cases).parent / FLAGSHIP)).board


def _name(board: Board) -> str:
    return f"flagship, {board.count:,} states"


def _row(name: str, board: Board, keys: Sequence[str], samples: Samples, repeat: int) -> Row:
    asked = [concepts()[key] for key in keys]
    ensemble(board, asked).tally(samples.part(0, 1), workers=2)  # what is compiled once is not counted
    began = time.perf_counter()
    judge = ensemble(board, asked)
    prepared = time.perf_counter() - began
    moves = sum(len(moves) for moves in board.moves)
    times = (_least(partial(judge.tally, samples, workers), repeat) for workers in (1, 2))
    return Row(name, moves, len(asked), len(samples), prepared, *times)


def _least(judge: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        judge()
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    names = ["board", "moves", "concepts", "samples", "preparing", "samples/s, 1 worker", "samples/s, 2 workers"]
    print(f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for row in rows(asked.repeat):
        print(row, flush=True)
    names = ["board", "concepts", "samples", "play, samples/s, 1 worker", "2 workers"]
    print(f"\n| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for line in played(asked.repeat):
        print(line, flush=True)


if __name__ == "__main__":
    main()
