"""What is asked about by those who ask what drives it: worlds, what was seen, and where the outcome comes about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import prod

import numpy as np

from detente.prospects.drawn import SCRAMBLINGS, Drawn
from detente.prospects.drivers.marginals import Group, marginals
from detente.prospects.worlds import Chances, Worlds

EXACT = 1e-12
"""Chances that differ by less are the same; what is left is rounding."""


@dataclass(frozen=True, eq=False)
class Subject:
    """An outcome in all worlds.

    `share` says in each world with what chance (0 to 1) the outcome comes about, `seen` how likely there is what was
    seen, up to a common factor. Where worlds were drawn, `part` may say what part of the draws each counts for (None:
    all of them).
    """

    worlds: Worlds
    share: Chances
    seen: Chances
    part: Chances | None = None

    @cached_property
    def weight(self) -> Chances:
        """Return each world's chance after what was seen, all rows at their middles; they add up to 1."""
        weight = (self.worlds.middle if self.part is None else self.part) * self.seen
        found: Chances = weight / weight.sum()
        return found

    @property
    def drawn(self) -> bool:
        """Return whether worlds were drawn, so that all is told with standard errors."""
        return isinstance(self.worlds, Drawn)

    def apart(self) -> Iterator[Subject]:
        """Yield the same seen by all scramblings but one, each in turn; nothing where no worlds were drawn."""
        if isinstance(self.worlds, Drawn):
            scramblings = self.worlds.drawn.reshape(SCRAMBLINGS, -1)
            every = np.bincount(self.worlds.drawn, minlength=len(self.worlds))
            for one in scramblings:
                rest = every - np.bincount(one, minlength=len(self.worlds))
                yield replace(self, part=rest / rest.sum())

    @cached_property
    def draws(self) -> Chances:
        """Return how often each world was drawn with what was seen; 1 where worlds are listed."""
        count = len(self.worlds.drawn) if isinstance(self.worlds, Drawn) else len(self.worlds)
        found: Chances = np.rint(self.worlds.middle * count) if self.drawn else np.ones(count)
        return found * (self.seen > 0)

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

    def marginals(self, most: int, *numbers: Chances) -> dict[Group, Chances]:
        """Return for each group of at most `most` circumstances numbers by world, summed over all others.

        The arrays have an axis for the numbers and one for each circumstance of the group; smaller groups come first.
        """
        if not self.drawn:
            return marginals(self.cube(*numbers), most)
        groups = [group for size in range(most + 1) for group in combinations(range(len(self.sizes)), size)]
        return {group: self._over(group, numbers) for group in groups}

    def _over(self, group: Group, numbers: tuple[Chances, ...]) -> Chances:
        sizes = tuple(self.sizes[place] for place in group)
        if not group:
            return np.array([one.sum() for one in numbers])
        code = np.ravel_multi_index(tuple(self.worlds.at[:, place].astype(np.intp) for place in group), sizes)
        return np.array([np.bincount(code, one, prod(sizes)).reshape(sizes) for one in numbers])

    def cube(self, *numbers: Chances) -> Chances:
        """Return numbers by world as an array over them and the values of all circumstances."""
        code = np.ravel_multi_index(tuple(self.worlds.at.T.astype(np.intp)), self.sizes) if self.sizes else None
        size = prod(self.sizes)
        summed = [one if code is None else np.bincount(code, one, size) for one in numbers]
        return np.array(summed, dtype=np.float64).reshape(len(numbers), *self.sizes)
