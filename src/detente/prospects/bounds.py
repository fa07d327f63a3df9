"""Bounds: the least and the greatest chance of something over all that the bands of the circumstances leave open.

What bands leave open are rows, each of which may lie anywhere in its bands, whatever the others do. The chance of an
event, given evidence or not, is a ratio of two numbers that are linear in any single row, so nowhere inside a row's
bands is it lower or higher than at all of their corners: these are enough.

Sums over worlds are taken one circumstance at a time, from the last to the first, with all choices of corners side by
side: each step has fewer worlds and more choices than the step before. Where the choices are too many to be kept, the
best one is taken in every remaining world by itself. That allows more than can be, so such bounds enclose the true
ones.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import QuestionError, question
from detente.prospects.rows import Points, Row
from detente.scenario.model import Band

Chances = NDArray[np.float64]

DIGITS = 12
"""Digits after the point by which chances are told apart; further ones are left from rounding."""

Fit = Literal["fits", "below", "above"]
"""How a chance compares with a band."""

MOST_CHOICES = 1 << 21
"""Choices of corners, times the worlds that remain, that are kept side by side."""

MOST_CHOICES_AGAIN = 1 << 18
"""The same where they are gone through again and again."""


def fit_of(chance: float, band: Band) -> Fit:
    """Return whether a chance lies in a band, below or above it.

    >>> from fractions import Fraction
    >>> fit_of(0.1 + 0.7, Band(Fraction(11, 20), Fraction(4, 5)))
    'fits'
    """
    if round(chance - float(band.low), DIGITS) < 0:
        return "below"
    return "above" if round(chance - float(band.high), DIGITS) > 0 else "fits"


@dataclass(frozen=True)
class Bounds:
    """A chance: with all rows at their middles, and its least and greatest value within the bands.

    Where `exact` is false there were too many choices to try them all; the true bounds lie within those given.
    `error` is None where every world was looked at. Where worlds were drawn it is the standard error of the middle;
    `low` and `high` are then what a search found, `exact` is false, and the true bounds may lie beyond.
    """

    middle: float
    low: float
    high: float
    exact: bool = True
    error: float | None = None


def impossible() -> QuestionError:
    """Return the error for evidence that has no chance, ready to raise."""
    return question(
        "impossible-evidence",
        "What is taken as seen or given has no chance in any world",
        "Something that can be is asked about.",
        "Look at the chances of the circumstances that it speaks of, and at the numbers under `seen if`.",
    )


@dataclass(frozen=True, eq=False)
class Grid:
    """All combinations of values, the last changing fastest, and what gives each of them its chance.

    `shape` counts the values of each circumstance, each of which depends on earlier ones only. `rows` are what the
    bands leave open, and `row[w, c]` says which of them gives circumstance c its chances in world w.
    """

    shape: tuple[int, ...]
    rows: Sequence[Row]
    row: NDArray[np.int32]

    def that_matter(self, *about: Chances) -> list[int]:
        """Return the places of circumstances on which numbers by world depend, and of those that these depend on.

        The chances of all others add up to 1 whatever the bands leave open, so they change nothing.
        """
        shape = self.shape
        cubes = [numbers.reshape(shape) for numbers in about]
        matter = {axis for axis in range(len(shape)) if any(_varies(cube, axis) for cube in cubes)}
        asked = list(matter)
        while asked:
            cube = self.row[:, asked.pop()].reshape(shape)
            further = {axis for axis in range(len(shape)) if _varies(cube, axis)} - matter
            matter |= further
            asked += further
        return sorted(matter)

    def of(self, places: Collection[int], numbers: NDArray[Any]) -> NDArray[Any]:
        """Return numbers by world for the worlds of some circumstances, all others having their first value."""
        one = tuple(slice(None) if place in places else 0 for place in range(len(self.shape)))
        return np.ascontiguousarray(numbers.reshape(self.shape)[one]).ravel()


class Sums:
    """Sums over worlds, of event with evidence and of evidence, for many choices of rows side by side."""

    def __init__(self, grid: Grid, both: Chances, weight: Chances) -> None:
        """Take by world how likely event and evidence together are, and how likely the evidence is.

        Raises QuestionError where the evidence has no chance.
        """
        kept = grid.that_matter(both, weight)
        self.sizes = [grid.shape[place] for place in kept]
        self.rows: list[list[Row]] = []
        self.row: list[NDArray[np.intp]] = []
        for number, place in enumerate(kept):
            # A circumstance depends on earlier ones only, so that its rows are needed for the worlds of those.
            used, row = np.unique(grid.of(kept[:number], grid.row[:, place]), return_inverse=True)
            self.rows.append([grid.rows[one] for one in used.tolist()])
            self.row.append(row.ravel())
        self.begin = np.stack([grid.of(kept, both), grid.of(kept, weight)])[:, None]
        happens, seen = self._over([[(row.middle,) for row in rows] for rows in self.rows])
        if seen[0] == 0:
            raise impossible()
        self.middle = float(happens[0] / seen[0])

    def bounds(self) -> Bounds:
        """Return the middle, and the bounds over all choices of corners; a little too wide where these are too many."""
        corners = self._corners(MOST_CHOICES)
        if None in corners:
            corners = self._corners(MOST_CHOICES_AGAIN)
            return Bounds(self.middle, self._end(corners, -1), self._end(corners, 1), exact=False)
        happens, seen = self._over(corners)
        # Where the evidence has no chance there is nothing to be known, and near there nothing beyond other corners.
        found = happens[seen > 0] / seen[seen > 0]
        return Bounds(self.middle, min(float(found.min()), self.middle), max(float(found.max()), self.middle))

    def _corners(self, most: int) -> list[Points | None]:
        """Return the corners of each circumstance's rows, None for one whose choices would be too many to be kept."""
        found: list[Points | None] = []
        choices = 1
        for row, rows in reversed(list(zip(self.row, self.rows, strict=True))):
            known = [corners for one in rows if (corners := one.corners) is not None]
            more = choices * prod(len(corners) for corners in known)
            fine = len(known) == len(rows) and more * len(row) <= most
            choices = more if fine else choices
            found.insert(0, known if fine else None)
        return found

    def _end(self, points: Sequence[Points | None], sign: int) -> float:
        """Return an outer bound: the rate at which no choice gains; from any other, go to that of its best choice."""
        rate = self.middle
        while True:
            happens, seen = self._over(points, rate, sign)
            best = np.argmax(sign * (happens - rate * seen))
            if seen[best] == 0 or sign * (happens[best] / seen[best] - rate) <= 0:
                return rate
            rate = float(happens[best] / seen[best])

    def _over(self, points: Sequence[Points | None], rate: float = 0.0, sign: int = 1) -> Chances:
        """Return both sums for every choice of points.

        Where a circumstance has no points, its rows lie, in each world by itself, where within their bands the event
        gains most on `rate` times the evidence (loses most, where the sign is -1).
        """
        sums = self.begin
        for size, row, rows, each in reversed(list(zip(self.sizes, self.row, self.rows, points, strict=True))):
            cubes = sums.reshape(2, -1, len(row), size)
            if each is not None:
                sums = _summed(cubes[:, :, None], _choices(each)[:, row])
            else:
                low, high = _ends(rows)
                sums = _summed(cubes, _best(sign * (cubes[0] - rate * cubes[1]), low[row], high[row]))
        return sums.reshape(2, -1)


def _choices(points: Points) -> Chances:
    """Return every choice of one point from each list, as an array over choices, lists and values."""
    sizes = [len(one) for one in points]
    picked = np.unravel_index(np.arange(prod(sizes)), sizes)
    lists = [np.array(one, dtype=np.float64) for one in points]
    return np.stack([one[place] for one, place in zip(lists, picked, strict=True)], axis=1)


def _summed(cubes: Chances, chosen: Chances) -> Chances:
    """Return the sums over the last axis of numbers times chances, term by term, so that rounding keeps their order."""
    total = cubes[..., 0] * chosen[..., 0]
    for value in range(1, chosen.shape[-1]):
        total = total + cubes[..., value] * chosen[..., value]
    return total


def _ends(rows: Sequence[Row]) -> tuple[Chances, Chances]:
    """Return the low and the high ends of the rows' bands, as arrays over rows and values."""
    bands = [row.bands for row in rows]
    low = [[float(band.low) for band in each] for each in bands]
    high = [[float(band.high) for band in each] for each in bands]
    return np.array(low), np.array(high)


def _best(gain: Chances, low: Chances, high: Chances) -> Chances:
    """Return chances within their bands by which the gains, summed over the last axis, come to most."""
    picked = np.broadcast_to(low, gain.shape).copy()
    width = np.broadcast_to(high - low, gain.shape)
    left = np.broadcast_to(1 - low.sum(axis=-1), gain.shape[:-1])[..., None]
    order = np.argsort(-gain, axis=-1, kind="stable")
    for rank in range(gain.shape[-1]):
        value = order[..., rank : rank + 1]
        more = np.minimum(left, np.take_along_axis(width, value, axis=-1))
        np.put_along_axis(picked, value, np.take_along_axis(picked, value, axis=-1) + more, axis=-1)
        left = left - more
    return picked


def _varies(cube: NDArray[Any], axis: int) -> bool:
    return bool((cube != cube.take([0], axis=axis)).any())
