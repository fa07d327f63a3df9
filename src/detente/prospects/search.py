"""Search: rows within their bands at which draws, weighed anew, make the chance of something least or greatest.

In each step the best corner of every row is looked for, all others staying where they are, and the rows go there
together: first all that gain much, then only the half that gains most, until the chance is better and enough draws
still count. The search ends where no row gains.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Values
from detente.prospects.bounds import Chances
from detente.prospects.rows import Point, Row

MOST = 1 << 11
"""Draws that a search looks at."""

STEPS = 24
"""Steps that a search takes at most."""

KEPT = 1 / 8
"""What part of the effective number of draws a search must leave."""

WORTH = 1 / 4
"""What part of the greatest gain a row must gain to go along in a step, since every move makes fewer draws count."""

NOTHING = 1e-12
"""What stands for a chance of 0 while others are tried, so that it can be taken back; gains below are none."""

Places = NDArray[np.intp]


class Search:
    """Some draws, and the rows that may lie elsewhere."""

    def __init__(self, at: Values, rows: Sequence[Row], row: NDArray[np.int32], drawn: Places) -> None:
        """Take the worlds (see `Worlds`) and the draws to look at, by scrambling; of each its first ones are enough."""
        self.rows = rows
        first = drawn[:, : max(1, MOST // len(drawn))]  # the first of a power of two fill the cube evenly by themselves
        self.worlds, self.times = np.unique(first, return_counts=True)
        here = row[self.worlds]
        self.open = [number for number in np.unique(here).tolist() if len(rows[number].corners or ()) > 1]
        self.there = [np.flatnonzero((here == number).any(axis=1)) for number in self.open]
        places = [int(np.flatnonzero((here == number).any(axis=0))[0]) for number in self.open]
        self.value = [at[self.worlds[n], c].astype(np.intp) for n, c in zip(self.there, places, strict=True)]
        self.width = max((len(rows[number].bands) for number in self.open), default=1)
        # Where the sums over draws go: a slot for each row and value.
        self.slot = _joined([value + k * self.width for k, value in enumerate(self.value)])
        self.draw = _joined(self.there)
        self.middles = _padded([[rows[number].middle] for number in self.open], self.width)[:, 0]
        self.corners = _padded([rows[number].corners or () for number in self.open], self.width)

    def best(self, both: Chances, weight: Chances, sign: int) -> list[Point]:
        """Return the rows where `both`, summed, is the greatest part of `weight`, or the least (where the sign is -1).

        Both are numbers by world: how likely event and evidence are together, and how likely the evidence is.
        """
        chosen = [row.middle for row in self.rows]
        both, weight = both[self.worlds], weight[self.worlds]
        # Nothing can be gained where the event is certain, or impossible, or where nothing drawn has been seen.
        if not self.open or not both.any() or (both == weight).all():
            return chosen
        at, factor = self.middles, np.ones(len(self.worlds))
        least = KEPT * self._effective(factor, weight)
        for _ in range(STEPS):
            gains, corner = self._gains(at, factor, both, weight, sign, least)
            worth = max(NOTHING, WORTH * float(gains.max()))
            order = np.argsort(-gains, kind="stable")[: np.count_nonzero(gains > worth)]
            chance = sign * self._chance(factor, both, weight)
            moved = False
            while len(order) and not moved:
                to, further = self._moved(at, factor, order, corner)
                moved = sign * self._chance(further, both, weight) > chance + NOTHING
                moved = moved and self._effective(further, weight) >= least
                if moved:
                    at, factor = to, further
                    for k in order.tolist():
                        chosen[self.open[k]] = (self.rows[self.open[k]].corners or ())[corner[k]]
                order = order[: len(order) // 2]
            if not moved:
                break
        return chosen

    def _chance(self, factor: Chances, both: Chances, weight: Chances) -> float:
        weights = self.times * factor
        return float((weights @ both) / (weights @ weight))

    def _effective(self, factor: Chances, weight: Chances) -> float:
        """Return how many draws of equal weight would tell as much (Kish)."""
        weights = self.times * factor * weight
        return float(weights.sum() ** 2 / (weights @ (factor * weight)))

    def _gains(
        self, at: Chances, factor: Chances, both: Chances, weight: Chances, sign: int, least: float
    ) -> tuple[Chances, Places]:
        """Return by how much the best corner of each row alone betters the chance, and which corner that is."""
        happens, seen = self.times * factor * both, self.times * factor * weight
        squares = seen * factor * weight
        shape = at.shape
        # Sums by row and value, for each unit of the value's own chance.
        own = np.maximum(at, NOTHING)
        sums = [
            np.bincount(self.slot, part[self.draw], at.size).reshape(shape) / own**power
            for part, power in ((happens, 1), (seen, 1), (squares, 2))
        ]
        step = self.corners - at[:, None]
        to_both = happens.sum() + np.einsum("rcv,rv->rc", step, sums[0])
        to_seen = seen.sum() + np.einsum("rcv,rv->rc", step, sums[1])
        to_squares = squares.sum() + np.einsum("rcv,rv->rc", self.corners**2 - at[:, None] ** 2, sums[2])
        fine = (to_seen > NOTHING * seen.sum()) & (to_seen**2 >= least * to_squares)
        chances = np.divide(to_both, to_seen, out=np.zeros_like(to_both), where=fine)
        gains = np.where(fine, sign * (chances - happens.sum() / seen.sum()), 0.0)
        corner = gains.argmax(axis=1)
        return gains[np.arange(len(corner)), corner], corner

    def _moved(self, at: Chances, factor: Chances, rows: Places, corner: Places) -> tuple[Chances, Chances]:
        """Return where rows are, and how the draws are weighed, when some of them have gone to a corner."""
        to, further = at.copy(), factor.copy()
        for k in rows.tolist():
            to[k] = self.corners[k, corner[k]]
            change = np.maximum(to[k], NOTHING) / np.maximum(at[k], NOTHING)
            further[self.there[k]] *= change[self.value[k]]
        return to, further


def _joined(parts: Sequence[Places]) -> Places:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)


def _padded(points: Sequence[Sequence[Point]], width: int) -> Chances:
    """Return points by row, corner and value; rows with fewer corners repeat their first one."""
    most = max((len(one) for one in points), default=1)
    filled = [[*one, *[one[0]] * (most - len(one))] for one in points]
    wide = [[[*map(float, point), *[0.0] * (width - len(point))] for point in one] for one in filled]
    return np.array(wide, dtype=np.float64).reshape(len(points), most, width)
