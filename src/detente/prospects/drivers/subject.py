"""What is asked about by those who ask what drives it: worlds, what was seen, and where the outcome comes about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from detente.prospects.worlds import Chances, Worlds

EXACT = 1e-12
"""Chances that differ by less are the same; what is left is rounding."""


@dataclass(frozen=True, eq=False)
class Subject:
    """An outcome in all worlds.

    `share` says in each world with what chance (0 to 1) the outcome comes about, `seen` how likely there is what was
    seen, up to a common factor.
    """

    worlds: Worlds
    share: Chances
    seen: Chances

    @cached_property
    def weight(self) -> Chances:
        """Return each world's chance after what was seen, all rows at their middles; they add up to 1."""
        weight = self.worlds.middle * self.seen
        found: Chances = weight / weight.sum()
        return found

    @property
    def chance(self) -> float:
        """Return the chance of the outcome."""
        return float(self.weight @ self.share)

    @property
    def settled(self) -> bool:
        """Return whether the outcome is as likely in every world that has a chance, so that nothing drives it."""
        shares = self.share[self.weight > 0]
        return bool(np.ptp(shares) < EXACT)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return how many values each circumstance has."""
        return tuple(len(values) for values in self.worlds.values)

    def cube(self, *numbers: Chances) -> Chances:
        """Return numbers by world as an array over them and the values of all circumstances."""
        code = np.ravel_multi_index(tuple(self.worlds.at.T.astype(np.intp)), self.sizes) if self.sizes else None
        size = prod(self.sizes)
        summed = [one if code is None else np.bincount(code, one, size) for one in numbers]
        return np.array(summed, dtype=np.float64).reshape(len(numbers), *self.sizes)
