"""Worlds that are drawn, where they are too many to be listed: chances by weighing, with standard errors.

Points are drawn by Sobol' sequences, scrambled in Owen's way [sobol1967, owen1997], which fill the cube of all
circumstances more evenly than independent points do. Several scramblings, independent of each other, each give an
estimate without bias of every sum over worlds; how far they lie apart gives the standard error. A coordinate of a point
chooses the value of one circumstance by its chances, all bands at their middles, given those on which it depends. What
was seen weighs the worlds by its likelihood, and a chance is a ratio of two sums.

Bounds are what a search finds. Other points within the bands weigh the worlds anew; one band after another goes to its
best corner, until none gains or too few worlds carry the weight. Which corners are best is found out with one half of
the scramblings, and what the chance is there is told by the other half, so that luck in choosing does not widen the
bounds. Bounds from a search lie inside the true ones, up to the error of the draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Values
from detente.errors import QuestionError, question
from detente.prospects.bounds import Bounds, Chances
from detente.prospects.listed import Worlds, columns
from detente.prospects.network import rows_of
from detente.prospects.rows import Row
from detente.prospects.search import Search
from detente.prospects.swings import Swing, swings
from detente.scenario.model import Circumstance

SCRAMBLINGS = 16
"""Scramblings that are independent of each other."""

USUAL = 1 << 14
"""Draws where no number is asked for."""

MOST_DRAWS = 1 << 22
"""Draws that are made at most."""


@dataclass(frozen=True)
class Drawing:
    """How worlds are drawn: at least so many, by a seed; `always` also where they could be listed.

    A number of draws that does not fill every scrambling with a power of two is rounded up. Raises QuestionError for
    numbers that are none.
    """

    samples: int = USUAL
    seed: int = 0
    always: bool = False

    def __post_init__(self) -> None:
        """Raise QuestionError where the draws are too few or too many, or the seed is negative."""
        if not 1 <= self.samples <= MOST_DRAWS or self.seed < 0:
            raise question(
                "bad-samples",
                f"{self.samples:,} draws with seed {self.seed} are asked for",
                f"A number of draws goes from 1 to {MOST_DRAWS:,}, and a seed is not negative.",
                "Four times the draws halve the standard error; fewer are quicker.",
            )

    @property
    def each(self) -> int:
        """Return the exponent of two that gives the draws of each scrambling.

        >>> Drawing(1000).each
        6
        """
        return max(-(-self.samples // SCRAMBLINGS) - 1, 0).bit_length()

    @property
    def count(self) -> int:
        """Return how many worlds are drawn.

        >>> Drawing(1000).count, Drawing().count
        (1024, 16384)
        """
        return SCRAMBLINGS << self.each


@dataclass(frozen=True)
class Draws:
    """How worlds were drawn: how many, by which seed, and how many draws of equal weight the signals leave."""

    samples: int
    seed: int
    effective: float


@dataclass(frozen=True, eq=False)
class Drawn(Worlds):
    """The worlds that came out of a drawing, each of them once.

    `drawn` has by draw the number of its world; draws of one scrambling follow each other. `middle` is what part of the
    draws a world has. Chances have standard errors, and bounds are those of a search.
    """

    drawing: Drawing
    drawn: NDArray[np.intp]
    _told: dict[bytes, Bounds] = field(default_factory=dict, repr=False)

    @cached_property
    def middle(self) -> Chances:
        """Return what part of the draws each world has."""
        return np.bincount(self.drawn, minlength=len(self)) / len(self.drawn)

    def chances(self, chosen: Sequence[Sequence[Fraction | float]]) -> Chances:
        """Return each world's part of the draws, weighed as if the rows had been as given."""
        return self.middle * self.weighed_anew(chosen)

    def weighed_anew(self, chosen: Sequence[Sequence[Fraction | float]]) -> Chances:
        """Return by world how much more likely it is with the rows as given than with their middles."""
        change = np.ones((len(self.rows), max(map(len, self.values))))
        moved = set()
        for number, row in enumerate(self.rows):
            if tuple(chosen[number]) != row.middle:
                moved.add(self.names.index(row.circumstance))
                # A value without a chance at the middle was never drawn.
                pairs = zip(chosen[number], row.middle, strict=True)
                change[number, : len(row.middle)] = [float(to) / float(at) if at else 0.0 for to, at in pairs]
        found = np.ones(len(self))
        for place in sorted(moved):
            found *= change[self.row[:, place], self.at[:, place]]
        return found

    def chance(self, event: NDArray[Any], evidence: NDArray[Any] | None = None) -> Bounds:
        """Return the chance of an event, given evidence, with its standard error and the bounds that a search finds.

        Raises QuestionError where no world that was drawn has the evidence.
        """
        both, weight = self._weighed(event, evidence)
        key = blake2b(both.tobytes() + weight.tobytes()).digest()
        if key not in self._told:
            chance, error = self._estimate(both, weight)
            low, high = self._search(both, weight)
            self._told[key] = Bounds(chance, min(low, chance), max(high, chance), exact=False, error=error)
        return self._told[key]

    def at_middle(self, event: NDArray[Any], evidence: NDArray[Any] | None = None) -> float:
        """Return the chance of an event, given evidence, with all rows at their middles."""
        return self._estimate(*self._weighed(event, evidence))[0]

    def effective(self, evidence: NDArray[Any] | None = None) -> float:
        """Return how many draws of equal weight would tell as much as these, weighed by the evidence (Kish)."""
        weight = self._weighed(np.ones(len(self)), evidence)[1]
        parts = self.middle * weight
        squares = float((parts * weight).sum())
        return len(self.drawn) * float(parts.sum()) ** 2 / squares if squares else 0.0

    def mattering(self, event: NDArray[Any]) -> tuple[str, ...]:
        """Return the circumstances that the chance of an event may depend on: all, since draws cannot exclude any."""
        happens = self._weighed(event, None)[0]
        return self.names if (happens != happens[0]).any() else ()

    def swing(self, event: NDArray[Any], evidence: NDArray[Any] | None = None, together: int = 1) -> tuple[Swing, ...]:
        """Return how the chance of an event goes with each circumstance, or with several, with standard errors."""
        both, weight = self._weighed(event, evidence)
        if not (self.middle * weight).any():
            raise self.impossible()
        each = len(self.drawn) // SCRAMBLINGS
        scrambling = np.repeat(np.arange(SCRAMBLINGS), each)
        at, here = self.at[self.drawn], self.drawn
        return swings(self.names, self.values, at, both[here], weight[here], together, scrambling)

    def impossible(self) -> QuestionError:
        """Return the error for evidence that no drawn world has, ready to raise."""
        return question(
            "evidence-not-drawn",
            f"None of the {len(self.drawn):,} worlds drawn has what is taken as seen or given",
            "Some world that was drawn has it.",
            "Ask for more draws, or look whether what was seen can be at all.",
        )

    def _estimate(self, both: Chances, weight: Chances) -> tuple[float, float]:
        """Return the ratio of two sums over the draws, and its standard error."""
        happens, seen = self._means(both), self._means(weight)
        whole = float(seen.mean())
        if whole == 0:
            raise self.impossible()
        chance = min(float(happens.mean()) / whole, 1.0)
        apart = happens - chance * seen
        error = float(np.sqrt((apart**2).sum() / (SCRAMBLINGS * (SCRAMBLINGS - 1)))) / whole
        # What never came up, or always, may still be otherwise in about one of so many draws.
        return chance, max(error, 1 / len(self.drawn))

    def _means(self, numbers: Chances) -> Chances:
        """Return the mean over the draws of each scrambling, of a number by world."""
        means: Chances = numbers[self.drawn].reshape(SCRAMBLINGS, -1).mean(axis=1)
        return means

    def _search(self, both: Chances, weight: Chances) -> tuple[float, float]:
        """Return the least and the greatest chance found."""
        ends = []
        for sign in (-1, 1):
            weights = self.weighed_anew(self._searched.best(both, weight, sign)) * self._other_half
            seen = float((weights * weight).sum())
            ends.append(float((weights * both).sum()) / seen if seen else self._estimate(both, weight)[0])
        return min(max(ends[0], 0.0), 1.0), min(max(ends[1], 0.0), 1.0)

    @cached_property
    def _searched(self) -> Search:
        """Return the search over the first half of the scramblings."""
        return Search(self.at, self.rows, self.row, self.drawn.reshape(SCRAMBLINGS, -1)[: SCRAMBLINGS // 2])

    @cached_property
    def _other_half(self) -> NDArray[np.intp]:
        """Return how often the second half of the scramblings drew each world."""
        return np.bincount(self.drawn[len(self.drawn) // 2 :], minlength=len(self))


def draws_of(worlds: Worlds, seen: Chances) -> Draws | None:
    """Return how worlds were drawn, given how likely what was seen is in each; None where they are listed."""
    if not isinstance(worlds, Drawn):
        return None
    return Draws(worlds.drawing.count, worlds.drawing.seed, worlds.effective(seen))


def draw(
    names: Sequence[str],
    circumstances: Mapping[str, Circumstance],
    facts: Mapping[str, str],
    priors: Mapping[str, Row],
    drawing: Drawing,
) -> Drawn:
    """Return drawn worlds of doubted circumstances, each named after those on which it depends; the rest are facts."""
    values = tuple(circumstances[name].values for name in names)
    points = _points(len(names), drawing)
    widest = max(map(len, values))
    at: Values = np.zeros(points.shape, dtype=np.min_scalar_type(widest))
    row = np.zeros(points.shape, dtype=np.int32)
    rows: list[Row] = []
    for place, name in enumerate(names):
        earlier = columns(names[:place], values[:place], facts, at[:, :place])
        found, which = rows_of(circumstances[name], priors.get(name), earlier)
        at[:, place] = _chosen(points[:, place], found, which)
        row[:, place] = which + len(rows)
        rows += found
    _, first, drawn = np.unique(at, axis=0, return_index=True, return_inverse=True)
    return Drawn(tuple(names), values, facts, at[first], tuple(rows), row[first], drawing, drawn.ravel())


def _points(size: int, drawing: Drawing) -> Chances:
    """Return points in the unit cube, those of one scrambling after those of the other."""
    from scipy.stats import qmc

    each = drawing.each
    scramblings = [
        qmc.Sobol(size, rng=np.random.default_rng([drawing.seed, number])).random_base2(each)
        for number in range(SCRAMBLINGS)
    ]
    return np.concatenate(scramblings)


def _chosen(points: Chances, rows: Sequence[Row], which: NDArray[np.int32]) -> NDArray[np.intp]:
    """Return the value that each point chooses by the chances of its row; a value without a chance is never chosen."""
    found = np.zeros(len(points), dtype=np.intp)
    for number, row in enumerate(rows):
        there = which == number
        ends = np.cumsum(np.array(row.middle, dtype=np.float64))
        last = max(value for value, chance in enumerate(row.middle) if chance)
        found[there] = np.minimum(np.searchsorted(ends, points[there], side="right"), last)
    return found
