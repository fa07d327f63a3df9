"""Swings: how the chance of something goes with the values of circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import hypot, prod

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Values
from detente.prospects.bounds import Chances

FEWEST = 64
"""Draws that a combination of values needs before a chance is told of it."""


@dataclass(frozen=True)
class Swing:
    """How the chance of an event goes with the values of one circumstance, or of several together.

    `chances` has the chance, all rows at their middles, given each combination of values in `given`; None where such a
    combination has no chance. Where worlds are drawn `errors` has the standard error of each chance, and a combination
    that came up too seldom to tell has None for both; where all worlds are looked at it is empty.
    """

    circumstances: tuple[str, ...]
    given: tuple[tuple[str, ...], ...]
    chances: tuple[float | None, ...]
    errors: tuple[float | None, ...] = ()

    @property
    def range(self) -> float:
        """Return how far the highest chance is from the lowest."""
        known = [chance for chance in self.chances if chance is not None]
        return max(known, default=0.0) - min(known, default=0.0)

    @property
    def error(self) -> float:
        """Return how far the range may be off: the standard errors of its two ends together; 0 where none was drawn."""
        pairs = zip(self.chances, self.errors or [0.0] * len(self.chances), strict=True)
        known = sorted((chance, error or 0.0) for chance, error in pairs if chance is not None)
        return hypot(known[0][1], known[-1][1]) if known else 0.0


def swings(
    names: Sequence[str],
    values: Sequence[tuple[str, ...]],
    at: Values,
    both: Chances,
    weight: Chances,
    together: int = 1,
    scrambling: NDArray[np.intp] | None = None,
) -> tuple[Swing, ...]:
    """Return how the chance of an event goes with each circumstance (or with so many together), widest range first.

    `at` has by world and circumstance the place of its value, `weight` by world its chance together with that of what
    was seen, and `both` that of the event besides. Where worlds are drawn, all these are by draw, and `scrambling` says
    which draws belong together: those of different scramblings are independent.
    """
    found = []
    for places in combinations(range(len(names)), together):
        sizes = tuple(len(values[place]) for place in places)
        group = np.ravel_multi_index(tuple(at[:, place] for place in places), sizes)
        given = tuple(product(*(values[place] for place in places)))
        chances, errors = _chances(group, prod(sizes), both, weight, scrambling)
        found.append(Swing(tuple(names[place] for place in places), given, chances, errors))
    return tuple(sorted(found, key=lambda swing: -round(swing.range, 12)))


Told = tuple[float | None, ...]


def _chances(
    group: NDArray[np.intp], size: int, both: Chances, weight: Chances, scrambling: NDArray[np.intp] | None
) -> tuple[Told, Told]:
    """Return the chance in each group of worlds, and its standard error where worlds are drawn."""
    happens, seen = np.bincount(group, both, size), np.bincount(group, weight, size)
    ratio = np.divide(happens, seen, out=np.full(size, np.nan), where=seen > 0)
    if scrambling is None:
        return tuple(None if np.isnan(one) else one for one in ratio.tolist()), ()
    draws = np.bincount(group, weight > 0, size)
    ratio[draws < FEWEST] = np.nan
    count = int(scrambling[-1]) + 1
    apart = np.bincount(scrambling * size + group, both - weight * ratio[group], count * size).reshape(count, size)
    errors = np.sqrt((apart**2).sum(axis=0) * count / (count - 1)) / np.where(seen > 0, seen, 1.0)
    errors = np.maximum(errors, 1 / np.maximum(draws, 1))  # what never came up may still be
    told = [(chance, error) for chance, error in zip(ratio.tolist(), errors.tolist(), strict=True)]
    return tuple(None if np.isnan(c) else c for c, _ in told), tuple(None if np.isnan(c) else e for c, e in told)
