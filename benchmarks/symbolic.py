"""Time the symbolic engine on generated conflicts of yes-or-no options, from 20 to 200 of them.

    python -m benchmarks.symbolic [--seconds 60]

Statements are over one to three options drawn from all, which is harder than real lists, whose statements are
local; `local` lists speak of own options and one other's. The state spaces have up to 2^200 combinations.
"""

from __future__ import annotations

import argparse
import platform
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from detente.conflict import Conflict, Goal, Option, Ordered
from detente.engine.stability import concepts
from detente.engine.symbolic.analysis import Symbolic
from detente.errors import TooLargeError
from detente.scenario.expression import All, AnyOf, Expression, Is, Not

ALL = ("nash", "gmr", "smr", "seq", "sseq", "firm")
SIZES = (
    (20, 5, 16, 1, False, ALL),
    (40, 5, 8, 1, False, ALL),
    (40, 5, 12, 1, False, ALL),
    (40, 5, 12, 2, False, ALL),
    (40, 5, 12, 1, True, ALL),
    (40, 5, 16, 1, True, ALL),
    (40, 5, 16, 1, False, ALL[:3]),
    (40, 5, 24, 1, False, ALL[:3]),
    (60, 6, 16, 1, False, ALL[:3]),
    (60, 6, 12, 1, True, ALL),
    (100, 10, 16, 1, False, ALL[:3]),
    (200, 20, 16, 1, False, ALL[:1]),
)
"""Options, actors, statements an actor, seed, whether statements are local, and the concepts asked."""

RULES = 6
LISTED = 100


@dataclass(frozen=True)
class Row:
    """One conflict: seconds to build it and to find each concept's equilibria, and how many there are.

    `counts` is None where the time was over.
    """

    options: int
    actors: int
    statements: int
    seed: int
    local: bool
    build: float
    seconds: dict[str, float]
    counts: dict[str, int | None]
    listing: float


def generated(options: int, actors: int, statements: int, seed: int, local: bool = False) -> Conflict:
    """Return a random conflict of binary options shared evenly; each statement joins one to three of them."""
    luck = random.Random(f"{options} {actors} {statements} {seed} {local}")
    owner = [k * actors // options for k in range(options)]

    def literal(among: list[int]) -> Expression:
        one = Is(f"o{luck.choice(among)}", ("yes",))
        return one if luck.random() < 0.5 else Not(one)

    def goal(number: int, actor: int) -> Goal:
        other = luck.choice([i for i in range(actors) if i != actor])
        near = [k for k in range(options) if owner[k] in (actor, other)]
        parts = tuple(literal(near if local else list(range(options))) for _ in range(luck.randint(1, 3)))
        return Goal(str(number), All(parts) if luck.random() < 0.5 else AnyOf(parts))

    return Conflict(
        actors=tuple(f"a{i}" for i in range(actors)),
        options=tuple(Option(f"o{k}", owner[k], ("no", "yes")) for k in range(options)),
        never=tuple(All(tuple(literal(list(range(options))) for _ in range(3))) for _ in range(RULES)),
        preferences=tuple(Ordered(tuple(goal(n, i) for n in range(statements))) for i in range(actors)),
        start=None,
    )


def row(options: int, actors: int, statements: int, seed: int, local: bool, keys: tuple[str, ...], limit: float) -> Row:
    """Return the times on one conflict; concepts are asked in turn and share what they have in common."""
    conflict = generated(options, actors, statements, seed, local)
    began = time.perf_counter()
    symbolic = Symbolic(conflict, seconds=limit)
    build = time.perf_counter() - began
    seconds: dict[str, float] = {}
    counts: dict[str, int | None] = {}
    listing = 0.0
    for key in keys:
        began = time.perf_counter()
        try:
            found = symbolic.equilibria(concepts()[key])
            counts[key] = symbolic.count(found)
        except TooLargeError:
            counts[key] = None
        seconds[key] = time.perf_counter() - began
        if counts[key]:
            began = time.perf_counter()
            symbolic.states(found, LISTED)
            listing = max(listing, time.perf_counter() - began)
    return Row(options, actors, statements, seed, local, build, seconds, counts, listing)


def rows(limit: float = 60.0) -> Iterator[Row]:
    """Yield the rows of the table, at most `limit` seconds a question."""
    for options, actors, statements, seed, local, keys in SIZES:
        yield row(options, actors, statements, seed, local, keys, limit)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for a question")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, one core; seconds, equilibria in brackets")
    names = ["options", "actors", "statements", "build", *ALL, f"{LISTED} states listed"]
    print(f"| {' | '.join(names)} |\n|{'---:|' * len(names)}")
    for it in rows(asked.seconds):
        cells = ["" if key not in it.seconds else f"{it.seconds[key]:.2f} ({_short(it.counts[key])})" for key in ALL]
        kind = f"{it.statements} local" if it.local else str(it.statements)
        print(
            f"| {it.options} | {it.actors} | {kind} | {it.build:.2f} | {' | '.join(cells)} | {it.listing:.2f} |",
            flush=True,
        )


def _short(count: int | None) -> str:
    if count is None:
        return "time over"
    return f"{count:,}" if count < 10**6 else f"{count:.1e}"


if __name__ == "__main__":
    main()
