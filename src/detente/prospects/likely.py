"""Likely: the likeliest ways from the start of a chain to where it ends.

The chance of a way is the product of the chances of its moves, so the likeliest ways are the shortest where a move is
as long as its chance is unlikely (-log p). What is left of the best way from each state is worked out first, backwards;
then ways are continued in the order of what they can still come to, and no others are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import prod

import numpy as np

from detente.engine.board import Bools
from detente.engine.paths import Path, Step
from detente.prospects.chain import Chain, Chances

DIGITS = 9
"""Digits after the point by which ways are told apart; further ones are left from rounding."""


@dataclass(frozen=True)
class Way:
    """A way that play can take until it rests or goes round, and its chance."""

    path: Path
    chance: float


def likely_ways(chain: Chain, ended: Bools, most: int) -> tuple[Way, ...]:
    """Return the likeliest ways to states where play has `ended`, at most so many.

    The likeliest come first, of equally likely ones the shorter, then by movers and states. Ways that go through the
    same states are different where others make the moves.
    """
    length = -np.log(chain.chance)
    left = _left(chain, ended, length)
    # Of equally promising ways the longest goes on, so that one is finished before others are begun.
    waiting: list[tuple[float, int, tuple[int, ...], float]] = [(round(float(left[0]), DIGITS), 0, (), 0.0)]
    found: list[tuple[float, int, tuple[int, ...]]] = []
    while waiting and len(found) < most:
        promise, _, moves, gone = heappop(waiting)
        here = int(chain.to[moves[-1]]) if moves else 0
        if ended[here]:
            found.append((promise, len(moves), moves))
            continue
        for move in range(int(chain.first[here]), int(chain.first[here + 1])):
            on = gone + float(length[move])
            promised = round(on + float(left[chain.to[move]]), DIGITS)
            heappush(waiting, (promised, -len(moves) - 1, (*moves, move), on))
    return tuple(_way(chain, moves) for _, _, moves in sorted(found))


def _left(chain: Chain, ended: Bools, length: Chances) -> Chances:
    """Return how long the shortest way from each place to where play has ended is."""
    left = np.where(ended, 0.0, np.inf)
    going = np.flatnonzero(~ended & (np.diff(chain.first) > 0))
    begins, moves = chain.first[going], np.flatnonzero(~ended[chain.origin])
    first = np.searchsorted(moves, begins)
    while going.size:
        shorter = np.minimum.reduceat(length[moves] + left[chain.to[moves]], first)
        if (shorter == left[going]).all():
            break
        left[going] = shorter
    return left


def _way(chain: Chain, moves: tuple[int, ...]) -> Way:
    steps = tuple(Step(int(chain.mover[move]), int(chain.states[chain.to[move]])) for move in moves)
    return Way(Path(int(chain.states[0]), steps), prod(float(chain.chance[move]) for move in moves))
