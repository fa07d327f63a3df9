"""Time compile and each concept on generated conflicts, as multiples of one pass over the same ranks.

    python -m benchmarks.engine [--largest 17] [--repeat 3]

Conflicts have binary options shared by 3 to 6 actors, 15 random statements an actor and three random rules. The
least of the repetitions counts. The unit is one streaming pass (a minimum over all ranks) in the same process.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import time
from collections.abc import Callable

import numpy as np

from detente.conflict import Conflict, Goal, Option, Ordered
from detente.engine.board import Board
from detente.engine.compile import compile_board
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.scenario.expression import All, Expression, Is, Not

SIZES = (10, 12, 14, 16, 17)
STATEMENTS = 15
RULES = 3


def generated(options: int, actors: int, seed: int = 1) -> Conflict:
    """Return a random conflict with the given number of binary options, shared evenly."""
    luck = random.Random(f"{options} {actors} {seed}")

    def literal() -> Expression:
        one = Is(f"o{luck.randrange(options)}", ("yes",))
        return one if luck.random() < 0.5 else Not(one)

    def goal(number: int) -> Goal:
        return Goal(str(number), All((literal(), literal())) if luck.random() < 0.5 else literal())

    return Conflict(
        actors=tuple(f"a{i}" for i in range(actors)),
        options=tuple(Option(f"o{k}", k * actors // options, ("no", "yes")) for k in range(options)),
        never=tuple(All((literal(), literal(), literal())) for _ in range(RULES)),
        preferences=tuple(Ordered(tuple(goal(i) for i in range(STATEMENTS))) for _ in range(actors)),
        start=None,
    )


def least_time(work: Callable[[], object], repeat: int) -> float:
    """Return the least wall time of some repetitions, in seconds."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def row(options: int, actors: int, repeat: int) -> str:
    """Return one line of the table: states, moves, the unit, and each part as a multiple of it."""
    conflict = generated(options, actors)
    board = compile_board(conflict)
    ranks = np.ascontiguousarray(board.ranks)
    unit = least_time(ranks.min, 20)
    parts = [least_time(lambda: compile_board(conflict), repeat)]
    parts += [least_time(lambda key=key: _solve(board, key), repeat) for key in concepts()]  # type: ignore[misc]
    moves = sum(len(arcs.to) for arcs in board.moves)
    cells = " | ".join(f"{part * 1e3:,.1f} ms ({part / unit:,.0f})" for part in parts)
    return f"| {board.count:,} | {actors} | {moves:,} | {unit * 1e6:,.0f} µs | {cells} |"


def _solve(board: Board, key: str) -> None:
    Solver(board).verdicts(concepts()[key])


def main() -> None:
    """Print the table for `docs/reference/performance.md`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="most binary options")
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}, one core")
    names = ["states", "actors", "moves", "one pass", "compile", *concepts()]
    print(f"| {' | '.join(names)} |\n|{'---:|' * len(names)}")
    for options in (size for size in SIZES if size <= asked.largest):
        for actors in (3, 5):
            print(row(options, actors, asked.repeat), flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
