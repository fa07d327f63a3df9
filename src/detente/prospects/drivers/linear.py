"""How chances go with the rows of one circumstance, those of all others at their middles.

In each world one row of the circumstance counts, and the world's chance is that row's chance of its value times a rest
that has nothing to do with it. The chance of an event together with what was seen is therefore a sum, over rows and
values, of the row's chances times numbers that stay the same: it is linear in all rows of a circumstance at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.prospects.drivers.subject import Subject
from detente.prospects.rows import Row
from detente.prospects.worlds import Chances


@dataclass(frozen=True, eq=False)
class Pieces:
    """The chance of events with what was seen, as sums over the rows of one circumstance.

    `rows` are those rows. The chance of event e together with what was seen is the sum over rows r and values v of
    `events[e, r, v]` times the chance that row r gives to v; that of what was seen alone has `seen[r, v]`. Both are up
    to the same factor.
    """

    rows: tuple[Row, ...]
    events: Chances
    seen: Chances

    @property
    def middle(self) -> Chances:
        """Return the middles of the rows, by row and value."""
        return np.array([[float(chance) for chance in row.middle] for row in self.rows])


def pieces(subject: Subject, place: int, events: Sequence[Chances]) -> Pieces:
    """Return how the chances of events (by world, 0 to 1) go with the rows of the circumstance at a place."""
    worlds, size = subject.worlds, subject.sizes[place]
    rest = _rest(subject, place)
    used, row = np.unique(worlds.row[:, place], return_inverse=True)
    code = row.ravel().astype(np.intp) * size + worlds.at[:, place]

    def summed(numbers: Chances) -> Chances:
        return np.bincount(code, numbers, len(used) * size).astype(np.float64).reshape(len(used), size)

    rest /= float((rest * _chances(subject, place)).sum())
    told = [summed(rest * event) for event in events]
    rows = tuple(worlds.rows[one] for one in used.tolist())
    return Pieces(rows, np.array(told).reshape(len(events), len(used), size), summed(rest))


def _rest(subject: Subject, place: int) -> Chances:
    """Return by world, up to a factor, its chance after what was seen without that of one circumstance's value."""
    if subject.drawn:  # worlds come with their chances, and none has a value without one
        found: Chances = subject.weight / _chances(subject, place)
        return found
    rest = subject.seen.copy()
    for other in range(len(subject.worlds.names)):
        if other != place:
            rest *= _chances(subject, other)
    return rest


def _chances(subject: Subject, place: int) -> Chances:
    """Return by world the chance that a circumstance has its value, given those that it depends on."""
    worlds = subject.worlds
    table = np.zeros((len(worlds.rows), subject.sizes[place]))
    for number in np.unique(worlds.row[:, place]).tolist():
        table[number] = [float(chance) for chance in worlds.rows[number].middle]
    found: Chances = table[worlds.row[:, place], worlds.at[:, place]]
    return found
