"""The board: a conflict as arrays only.

States are rows numbered from 0 here and from 1 for users, in the order of the options with the first option
fastest. Moves are arcs by actor. Ranks are integers by actor, higher is better, equal is tied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Values = NDArray[np.unsignedinteger[Any]]
"""Positions of values, in the smallest unsigned integers that hold them."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """Moves of one actor in compressed rows: those from state s end in `to[first[s]:first[s + 1]]`."""

    first: Ints
    to: Ints

    @property
    def origin(self) -> Ints:
        """Return the state in which each arc begins, in the order of `to`."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def keep(self, which: Bools) -> Arcs:
        """Return the arcs that the mask (one entry an arc) selects."""
        counts = np.concatenate(([0], np.cumsum(which)))
        return Arcs(counts[self.first], self.to[which])

    def from_(self, state: int) -> Ints:
        """Return the states that one move from `state` leads to."""
        return self.to[self.first[state] : self.first[state + 1]]

    def ends(self, rows: Ints) -> Ints:
        """Return the states that the moves from all the given states lead to, one after another."""
        begin = self.first[rows]
        sizes = self.first[rows + 1] - begin
        shift = np.repeat(begin - (np.cumsum(sizes) - sizes), sizes)
        return self.to[shift + np.arange(len(shift))]

    def backwards(self) -> Arcs:
        """Return the same arcs by the state in which they end."""
        return arcs(self.to, self.origin, len(self.first) - 1)


def arcs(origin: Ints, to: Ints, count: int) -> Arcs:
    """Return arcs given in any order as compressed rows over `count` states, targets ascending by row."""
    order = np.lexsort((to, origin))
    first = np.concatenate(([0], np.cumsum(np.bincount(origin, minlength=count))))
    return Arcs(first.astype(np.int64), to[order].astype(np.int64))


@dataclass(frozen=True, eq=False)
class Board:
    """States, moves and ranks of one conflict.

    `values[s, k]` is the value (by position) of option k in state s; `owner[k]` the actor of option k, -1 for
    the listed states of graph form. `ranks[i, s]` is the standing of state s for actor i. `start` is the status
    quo or -1. `transitive[i]` says that two moves of actor i running come to one (or back). `views[i]` is the
    board that actor i believes in.
    """

    values: Values
    owner: Ints
    moves: tuple[Arcs, ...]
    ranks: Ints
    start: int
    transitive: tuple[bool, ...]
    views: Mapping[int, View] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return the number of feasible states."""
        return len(self.values)

    @property
    def actors(self) -> range:
        """Return the actors' indices."""
        return range(len(self.moves))


@dataclass(frozen=True, eq=False)
class View:
    """What an actor takes the conflict to be.

    `board` holds the states, the moves and the others' ranks as the actor sees them. Its own wants it knows:
    `own[s]` ranks the actual states on the same scale as its row in `board.ranks`. `at[s]` is the state of the
    view with the same values as actual state s, -1 where the view has none.
    """

    board: Board
    at: Ints
    own: Ints
