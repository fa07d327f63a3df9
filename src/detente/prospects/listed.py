"""Worlds one by one, each with its chance, and the chance of anything in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Bools, Values
from detente.engine.truth import Table, true
from detente.errors import QuestionError
from detente.prospects.bounds import Bounds, Chances, Grid, Sums, impossible
from detente.prospects.network import rows_of
from detente.prospects.rows import Row
from detente.prospects.swings import Swing, swings
from detente.scenario.expression import Expression, variables
from detente.scenario.model import Circumstance


@dataclass(frozen=True, eq=False)
class Worlds:
    """Worlds one by one: `at[w, c]` is the value (by position) of doubted circumstance c in world w.

    `names` has the doubted circumstances, each after those on which it depends, and `values` their values; the last
    changes fastest from world to world. `facts` are the circumstances that are not doubted. `rows` are what the bands
    leave open, and `row[w, c]` says which of them gives circumstance c its chances in world w. A world whose chance is
    0 at the middles has none wherever the rows lie.
    """

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    facts: Mapping[str, str]
    at: Values
    rows: tuple[Row, ...]
    row: NDArray[np.int32]

    def __len__(self) -> int:
        """Return how many worlds there are."""
        return len(self.at)

    def __getitem__(self, number: int) -> dict[str, str]:
        """Return a world: the value of every circumstance."""
        held = zip(self.names, self.values, self.at[number].tolist(), strict=True)
        return dict(self.facts) | {name: values[value] for name, values, value in held}

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Go through the worlds in order."""
        return (self[number] for number in range(len(self)))

    def having(self, circumstance: str, value: str) -> Bools:
        """Return in which worlds a circumstance has a value."""
        if circumstance in self.facts:
            return np.full(len(self), self.facts[circumstance] == value)
        place = self.names.index(circumstance)
        marks: Bools = self.at[:, place] == self.values[place].index(value)
        return marks

    def where(self, expression: Expression) -> Bools:
        """Return in which worlds an expression over circumstances holds.

        Raises ValueError where it speaks of anything else.
        """
        strange = variables(expression) - self.facts.keys() - set(self.names)
        if strange:
            raise ValueError(f"no circumstances of these worlds: {', '.join(sorted(strange))}")
        return true(expression, columns(self.names, self.values, self.facts, self.at))

    @property
    def grid(self) -> Grid:
        """Return the worlds as a grid over the values of circumstances."""
        return Grid(tuple(len(one) for one in self.values), self.rows, self.row)

    @cached_property
    def middle(self) -> Chances:
        """Return each world's chance with all rows at their middles."""
        return self.chances([row.middle for row in self.rows])

    def chances(self, chosen: Sequence[Sequence[Fraction | float]]) -> Chances:
        """Return each world's chance with the rows chosen as given."""
        found = np.ones(len(self))
        if chosen:
            numbers = _padded(chosen)
            for place in range(len(self.names)):
                found *= numbers[self.row[:, place], self.at[:, place]]
        return found

    def chance(self, event: NDArray[Any], evidence: NDArray[Any] | None = None) -> Bounds:
        """Return the chance of an event, given evidence, with its bounds.

        `event` says of each world whether it happens there, or with what chance from 0 to 1; `evidence` how likely
        there is what was seen, up to a common factor. Raises QuestionError where the evidence has no chance.
        """
        return Sums(self.grid, *self._weighed(event, evidence)).bounds()

    def at_middle(self, event: NDArray[Any], evidence: NDArray[Any] | None = None) -> float:
        """Return the chance of an event, given evidence, with all rows at their middles: `chance` without bounds."""
        return Sums(self.grid, *self._weighed(event, evidence)).middle

    def mattering(self, event: NDArray[Any]) -> tuple[str, ...]:
        """Return the circumstances that the chance of an event may depend on.

        These are the ones on whose values the event itself depends, and those on which their chances depend.
        """
        return tuple(self.names[place] for place in self.grid.that_matter(self._weighed(event, None)[0]))

    def swing(self, event: NDArray[Any], evidence: NDArray[Any] | None = None, together: int = 1) -> tuple[Swing, ...]:
        """Return how the chance of an event goes with each doubted circumstance, the widest range first.

        Each pair of circumstances is taken where two are to be taken `together`. Raises QuestionError where the
        evidence has no chance.
        """
        both, weight = (self.middle * part for part in self._weighed(event, evidence))
        if not weight.any():
            raise self.impossible()
        return swings(self.names, self.values, self.at, both, weight, together)

    def impossible(self) -> QuestionError:
        """Return the error for evidence that has no chance in any of these worlds, ready to raise."""
        return impossible()

    def _weighed(self, event: NDArray[Any], evidence: NDArray[Any] | None) -> tuple[Chances, Chances]:
        """Return for each world how likely event and evidence together are, and how likely the evidence is."""
        weight = np.ones(len(self)) if evidence is None else np.asarray(evidence, dtype=np.float64)
        happens = np.asarray(event, dtype=np.float64)
        if happens.shape != weight.shape or weight.shape != (len(self),):
            raise ValueError(f"{len(self)} worlds, but events or evidence of shape {happens.shape}, {weight.shape}")
        if not ((happens >= 0) & (happens <= 1)).all() or not ((weight >= 0) & np.isfinite(weight)).all():
            raise ValueError("an event has a chance from 0 to 1 in each world, and evidence is at least 0")
        return weight * happens, weight


def listed(
    names: Sequence[str],
    circumstances: Mapping[str, Circumstance],
    facts: Mapping[str, str],
    priors: Mapping[str, Row],
) -> Worlds:
    """Return all worlds of doubted circumstances, each named after those on which it depends; the rest are facts."""
    values = tuple(circumstances[name].values for name in names)
    at = combinations(values)
    table = columns(names, values, facts, at)
    rows: list[Row] = []
    row = np.empty(at.shape, dtype=np.int32)
    for place, name in enumerate(names):
        found, which = rows_of(circumstances[name], priors.get(name), table)
        row[:, place] = which + len(rows)
        rows += found
    return Worlds(tuple(names), values, facts, at, tuple(rows), row)


def combinations(values: Sequence[tuple[str, ...]]) -> Values:
    """Return all combinations of value positions, a row each, the last changing fastest."""
    widest = max((len(one) for one in values), default=1)
    block = count = prod(len(one) for one in values)
    at = np.empty((count, len(values)), dtype=np.min_scalar_type(widest))
    for place, one in enumerate(values):
        block //= len(one)
        at[:, place] = np.arange(count) // block % len(one)
    return at


def columns(names: Sequence[str], values: Sequence[tuple[str, ...]], facts: Mapping[str, str], at: Values) -> Table:
    """Return the worlds as columns; a fact is a circumstance with a single value."""
    columns = {name: at[:, place] for place, name in enumerate(names)}
    fixed = {name: np.zeros(len(at), dtype=np.uint8) for name in facts}
    every = dict(zip(names, values, strict=True)) | {name: (value,) for name, value in facts.items()}
    return Table(columns | fixed, every, len(at))


def _padded(chosen: Sequence[Sequence[Fraction | float]]) -> Chances:
    widest = max(len(one) for one in chosen)
    return np.array([[*map(float, one), *[0.0] * (widest - len(one))] for one in chosen])
