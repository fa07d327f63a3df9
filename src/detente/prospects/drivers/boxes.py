"""Boxes: what would have to be true for an outcome to be likely, or unlikely (scenario discovery).

A *box* is a conjunction of conditions `circumstance = value`. Its *mass* is the chance that all of them hold, its
*density* the chance of the outcome given that they do, its *coverage* the part of the outcome's whole chance that lies
within. A box counts if its density reaches a threshold; of those, only the ones are kept of which no condition can be
left out, so that none lies within another. All conjunctions up to a size are gone through, so nothing is missed. The
boxes that make the outcome unlikely are those of its opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Bools
from detente.prospects.drivers.marginals import Group, cost, marginals
from detente.prospects.drivers.subject import EXACT, Subject
from detente.prospects.worlds import Chances

SIZE = 3
"""Conditions up to which all conjunctions are tried, however long it takes."""

WORK = 30_000_000
"""Numbers that may be added to try conjunctions of more conditions."""

LISTED = 100
"""Boxes of each kind that are listed."""


@dataclass(frozen=True)
class Box:
    """A conjunction of conditions under which the outcome (or its opposite) reaches the threshold.

    `conditions` are pairs of circumstance and value; without any, it does so in general. `chance` is that of the
    outcome itself within the box, also where the box makes it unlikely; `coverage` is the part of the chance of the
    outcome (or its opposite) that lies within, `mass` the chance of the box.
    """

    conditions: tuple[tuple[str, str], ...]
    coverage: float
    chance: float
    mass: float


@dataclass(frozen=True)
class Boxes:
    """The boxes that make an outcome likely, and those that make it unlikely, the greatest coverage first.

    `threshold` is the chance from which it counts as likely, and as unlikely from 1 less this. All conjunctions of up
    to `size` conditions were tried. Of each kind at most `LISTED` are listed; `others` counts what is left out.
    """

    threshold: float
    size: int
    likely: tuple[Box, ...]
    unlikely: tuple[Box, ...]
    others: tuple[int, int] = (0, 0)


def boxes(subject: Subject, threshold: float) -> Boxes:
    """Return the boxes in which the outcome has at least the chance `threshold` (above 0.5), or at most 1 less that."""
    size = affordable(subject.sizes)
    happens = subject.weight * subject.share
    sums = marginals(subject.cube(happens, subject.weight - happens, subject.weight), size)
    likely = sorted(_found(subject, sums, threshold, 0), key=_order)
    unlikely = sorted(_found(subject, sums, threshold, 1), key=_order)
    return Boxes(
        threshold,
        size,
        tuple(likely[:LISTED]),
        tuple(unlikely[:LISTED]),
        (max(len(likely) - LISTED, 0), max(len(unlikely) - LISTED, 0)),
    )


def affordable(sizes: Sequence[int]) -> int:
    """Return up to how many conditions all conjunctions are tried, given how many values each circumstance has.

    >>> affordable([2] * 10), affordable([2] * 20)
    (10, 3)
    """
    least = min(SIZE, len(sizes))
    return max((most for most in range(least + 1, len(sizes) + 1) if cost(sizes, most) <= WORK), default=least)


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
        reached = ~before & (mass > 0) & (density >= threshold - EXACT)
        enough[group] = before | reached
        for at in np.argwhere(reached).tolist():
            place = tuple(at)
            conditions = tuple(
                (subject.worlds.names[axis], subject.worlds.values[axis][value])
                for axis, value in zip(group, place, strict=True)
            )
            chance = min(float(both[0][place] / mass[place]), 1.0)
            yield Box(conditions, min(float(part[place]) / whole, 1.0), chance, float(mass[place]))


def _before(enough: dict[Group, Bools], group: Group, shape: tuple[int, ...]) -> Bools:
    """Return which conjunctions of a group's values reach the threshold with one condition, or more, left out."""
    found: Bools = np.zeros(shape, dtype=np.bool_)
    for axis in range(len(group)):
        found |= np.expand_dims(enough[group[:axis] + group[axis + 1 :]], axis)
    return found
