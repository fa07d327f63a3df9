"""Boxes: what would have to be true for an outcome to be likely, or unlikely (scenario discovery).

A *box* is a conjunction of conditions `circumstance = value`. Its *mass* is the chance that all of them hold, its
*density* the chance of the outcome given that they do, its *coverage* the part of the outcome's whole chance that lies
within. A box counts if its density reaches a threshold; of those, only the ones are kept of which no condition can be
left out, so that none lies within another. All conjunctions up to a size are gone through, so nothing is missed. The
boxes that make the outcome unlikely are those of its opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import comb

import numpy as np

from detente.engine.board import Bools
from detente.prospects.drivers.errors import NOISE, standard_error
from detente.prospects.drivers.marginals import Group, cost
from detente.prospects.drivers.subject import EXACT, Subject
from detente.prospects.swings import FEWEST
from detente.prospects.worlds import Chances

SIZE = 3
"""Conditions up to which all conjunctions are tried, however long it takes."""

WORK = 30_000_000
"""Numbers that may be added to try conjunctions of more conditions."""

DRAWN_WORK = 300_000_000
"""Numbers that may be added to try conjunctions in drawn worlds."""

LISTED = 100
"""Boxes of each kind that are listed."""


@dataclass(frozen=True)
class Box:
    """A conjunction of conditions under which the outcome (or its opposite) reaches the threshold.

    `conditions` are pairs of circumstance and value; without any, it does so in general. `chance` is that of the
    outcome itself within the box, also where the box makes it unlikely; `coverage` is the part of the chance of the
    outcome (or its opposite) that lies within, `mass` the chance of the box. Where worlds were drawn, `error` is the
    standard error of `chance`.
    """

    conditions: tuple[tuple[str, str], ...]
    coverage: float
    chance: float
    mass: float
    error: float | None = None


@dataclass(frozen=True)
class Boxes:
    """The boxes that make an outcome likely, and those that make it unlikely, the greatest coverage first.

    `threshold` is the chance from which it counts as likely, and as unlikely from 1 less this. All conjunctions of up
    to `size` conditions were tried; of drawn worlds those count that came up often enough to tell, beyond luck. Of each
    kind at most `LISTED` are listed; `others` counts what is left out.
    """

    threshold: float
    size: int
    likely: tuple[Box, ...]
    unlikely: tuple[Box, ...]
    others: tuple[int, int] = (0, 0)


def boxes(subject: Subject, threshold: float) -> Boxes:
    """Return the boxes in which the outcome has at least the chance `threshold` (above 0.5), or at most 1 less that."""
    size = _payable(subject) if subject.drawn else affordable(subject.sizes)
    happens = subject.weight * subject.share
    sums = subject.marginals(size, happens, subject.weight - happens, subject.weight, subject.draws)
    likely = sorted(_found(subject, sums, threshold, 0), key=_order)
    unlikely = sorted(_found(subject, sums, threshold, 1), key=_order)
    return Boxes(
        threshold,
        size,
        _with_errors(subject, likely[:LISTED]),
        _with_errors(subject, unlikely[:LISTED]),
        (max(len(likely) - LISTED, 0), max(len(unlikely) - LISTED, 0)),
    )


def affordable(sizes: Sequence[int]) -> int:
    """Return up to how many conditions all conjunctions are tried, given how many values each circumstance has.

    >>> affordable([2] * 10), affordable([2] * 20)
    (10, 3)
    """
    least = min(SIZE, len(sizes))
    return max((most for most in range(least + 1, len(sizes) + 1) if cost(sizes, most) <= WORK), default=least)


def _payable(subject: Subject) -> int:
    """Return up to how many conditions all conjunctions are tried in drawn worlds: at least one, at most `SIZE`."""
    count, worlds = len(subject.sizes), len(subject.worlds)
    sizes = range(2, min(count, SIZE) + 1)
    return max((most for most in sizes if _sums(count, most) * worlds <= DRAWN_WORK), default=min(1, count))


def _sums(count: int, most: int) -> int:
    return sum(comb(count, size) for size in range(most + 1))


def _with_errors(subject: Subject, some: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes, with the standard errors of their chances where worlds were drawn."""
    if not subject.drawn or not some:
        return tuple(some)
    there = [_there(subject, box) for box in some]
    errors = standard_error([_density(one, marks) for marks in there] for one in subject.apart())
    draws = [float(subject.draws[marks].sum()) for marks in there]
    told = zip(some, errors.tolist(), draws, strict=True)
    return tuple(replace(box, error=max(error, 1 / count)) for box, error, count in told)


def _there(subject: Subject, box: Box) -> Bools:
    marks = np.ones(len(subject.worlds), dtype=np.bool_)
    for name, value in box.conditions:
        marks &= subject.worlds.having(name, value)
    return marks


def _density(subject: Subject, marks: Bools) -> float:
    mass = float(subject.weight[marks].sum())
    return float(subject.weight[marks] @ subject.share[marks]) / mass if mass else 0.0


def _order(box: Box) -> tuple[float, int, tuple[tuple[str, str], ...]]:
    return -round(box.coverage, 12), len(box.conditions), box.conditions


def _found(subject: Subject, sums: dict[Group, Chances], threshold: float, kind: int) -> Iterator[Box]:
    """Yield the boxes in which the outcome (kind 0) or its opposite (kind 1) reaches the threshold."""
    whole = float(sums[()][kind])
    enough: dict[Group, Bools] = {}  # where a conjunction, or one of some of its conditions, reaches the threshold
    for group, both in sums.items():
        part, mass = both[kind], both[2]
        density = np.divide(part, mass, out=np.zeros_like(part), where=mass > 0)
        before = _before(enough, group, mass.shape)
        reached = ~before & (mass > 0) & (density >= _enough(subject, threshold, both[3]))
        enough[group] = before | reached
        for at in np.argwhere(reached).tolist():
            place = tuple(at)
            conditions = tuple(
                (subject.worlds.names[axis], subject.worlds.values[axis][value])
                for axis, value in zip(group, place, strict=True)
            )
            chance = min(float(both[0][place] / mass[place]), 1.0)
            yield Box(conditions, min(float(part[place]) / whole, 1.0), chance, float(mass[place]))


def _enough(subject: Subject, threshold: float, draws: Chances) -> Chances:
    """Return the density from which a conjunction counts: of drawn worlds, more than luck may add to the threshold."""
    if not subject.drawn:
        return np.full(draws.shape, threshold - EXACT)
    luck = NOISE * np.sqrt(threshold * (1 - threshold) / np.maximum(draws, 1))
    return np.where(draws >= FEWEST, np.minimum(threshold + luck, 1.0), 2.0)


def _before(enough: dict[Group, Bools], group: Group, shape: tuple[int, ...]) -> Bools:
    """Return which conjunctions of a group's values reach the threshold with one condition, or more, left out."""
    found: Bools = np.zeros(shape, dtype=np.bool_)
    for axis in range(len(group)):
        found |= np.expand_dims(enough[group[:axis] + group[axis + 1 :]], axis)
    return found
