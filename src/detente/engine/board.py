"""The board: a conflict as arrays only.

States are rows numbered from 0 here and from 1 for users, in the order of the options with the first option
fastest. Moves are listed as arcs, or read off a grid of everybody's strategies. Ranks are integers by actor, higher
is better, equal is tied.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]
Values = NDArray[np.unsignedinteger[Any]]
"""Positions of values, in the smallest unsigned integers that hold them."""


class Moves(Protocol):
    """The moves of one actor, however they are kept."""

    def __len__(self) -> int:
        """Return how many moves there are."""

    def rows(self, states: Ints) -> Arcs:
        """Return the moves from the given states: row r of the result holds those from `states[r]`, ends ascending."""

    def from_(self, state: int) -> Ints:
        """Return the states that one move from `state` leads to, ascending."""

    def listed(self) -> Arcs:
        """Return all moves, one by one."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """Moves of one actor in compressed rows: those from state s end in `to[first[s]:first[s + 1]]`."""

    first: Ints
    to: Ints

    def __len__(self) -> int:
        """Return how many moves there are."""
        return len(self.to)

    @property
    def sizes(self) -> Ints:
        """Return how many arcs each row has."""
        sizes: Ints = self.first[1:] - self.first[:-1]
        return sizes

    @property
    def origin(self) -> Ints:
        """Return the row in which each arc begins, in the order of `to`."""
        return np.repeat(np.arange(len(self.first) - 1, dtype=self.to.dtype), self.sizes)

    def keep(self, which: Bools) -> Arcs:
        """Return the arcs that the mask (one entry an arc) selects."""
        counts = np.concatenate(([0], np.cumsum(which)))
        return Arcs(counts[self.first], self.to[which])

    def from_(self, state: int) -> Ints:
        """Return the states that one move from `state` leads to."""
        return self.to[self.first[state] : self.first[state + 1]]

    def rows(self, states: Ints) -> Arcs:
        """Return the moves from the given states, one row each."""
        return Arcs(np.concatenate(([0], self._sizes(states).cumsum())), self.ends(states))

    def ends(self, states: Ints) -> Ints:
        """Return the states that the moves from all the given states lead to, one after another."""
        sizes = self._sizes(states)
        stop = sizes.cumsum()
        shift = (self.first[states] - stop + sizes).repeat(sizes)
        found: Ints = self.to[shift + np.arange(len(shift))]
        return found

    def _sizes(self, states: Ints) -> Ints:
        sizes: Ints = self.first[np.asarray(states) + 1] - self.first[states]
        return sizes

    def listed(self) -> Arcs:
        """Return the arcs themselves."""
        return self

    def backwards(self) -> Arcs:
        """Return the same arcs by the state in which they end."""
        return arcs(self.to, self.origin, len(self.first) - 1)


def arcs(origin: Ints, to: Ints, count: int) -> Arcs:
    """Return arcs given in any order as compressed rows over `count` states, targets ascending by row."""
    order = np.lexsort((to, origin))
    first = np.concatenate(([0], np.cumsum(np.bincount(origin, minlength=count))))
    return Arcs(first.astype(np.int64), to[order].astype(np.int32))


@dataclass(frozen=True, eq=False)
class Grid:
    """The feasible states laid out by everybody's strategies: where nothing depends on another's option.

    Actor i has `sizes[i]` strategies. A state lies in the cell that is the sum of its strategies times `strides`,
    actor 0 fastest; `cell[s]` is the cell of state s and `state[c]` the state in cell c, -1 for a hole: strategies
    that are no state together. An actor moves along its own axis: from strategy c to d where `allowed[i][c, d]`
    says so. Strategies of an actor are numbered as states are, so ends of moves ascend with them; each is one in some
    state.
    """

    sizes: tuple[int, ...]
    cell: Ints
    state: Ints
    allowed: tuple[Bools, ...]

    @functools.cached_property
    def strides(self) -> tuple[int, ...]:
        """Return how far apart two neighbouring strategies of each actor lie."""
        return (1, *itertools.accumulate(self.sizes[:-1], operator.mul))[: len(self.sizes)]

    @property
    def full(self) -> bool:
        """Return whether the grid has no holes."""
        return len(self.cell) == len(self.state)

    def strategy(self, actor: int, states: Ints) -> Ints:
        """Return the strategy that an actor has in each of the states."""
        chosen: Ints = self.cell[states] // self.strides[actor] % self.sizes[actor]
        return chosen

    def examples(self, actor: int) -> Ints:
        """Return, for each strategy of an actor, a state in which it has it."""
        found = np.zeros(self.sizes[actor], dtype=np.int64)
        every = np.arange(len(self.cell))
        found[self.strategy(actor, every)] = every
        return found


@dataclass(frozen=True, eq=False)
class Blocks:
    """The moves of one actor on a grid: to any allowed strategy of its own, all others' staying as they are."""

    grid: Grid
    actor: int

    def __len__(self) -> int:
        """Return how many moves there are; all are counted, none is kept."""
        grid, i = self.grid, self.actor
        if grid.full:
            return len(grid.state) // grid.sizes[i] * int(np.count_nonzero(grid.allowed[i]))
        there = self._there()
        return int((there @ grid.allowed[i].astype(np.float32) * there).sum(dtype=np.float64))

    def passes(self) -> Bools:
        """Return from which strategies (rows) to which (columns) there is a move in some state."""
        there = self._there().reshape(-1, self.grid.sizes[self.actor])
        return self.grid.allowed[self.actor] & (there.T @ there > 0)

    def _there(self) -> NDArray[np.float32]:
        """Return, for each group of states that share the others' strategies, which own ones are states."""
        grid, i = self.grid, self.actor
        return (grid.state >= 0).reshape(-1, grid.sizes[i], grid.strides[i]).swapaxes(1, 2).astype(np.float32)

    def rows(self, states: Ints) -> Arcs:
        """Return the moves from the given states, one row each."""
        grid, i = self.grid, self.actor
        chosen = grid.strategy(i, states)
        steps = (np.arange(grid.sizes[i]) - chosen[:, None]) * grid.strides[i]
        ends = grid.state[grid.cell[states][:, None] + steps]
        there = grid.allowed[i][chosen] & (ends >= 0)
        return Arcs(np.concatenate(([0], np.cumsum(there.sum(axis=1)))), ends[there])

    def from_(self, state: int) -> Ints:
        """Return the states that one move from `state` leads to."""
        grid, i = self.grid, self.actor
        size, stride = grid.sizes[i], grid.strides[i]
        cell = int(grid.cell[state])
        chosen = cell // stride % size
        first = cell - chosen * stride
        ends = grid.state[first : first + size * stride : stride]
        found: Ints = ends[grid.allowed[i][chosen] & (ends >= 0)]
        return found

    def listed(self) -> Arcs:
        """Return all moves, one by one."""
        return self.rows(np.arange(len(self.grid.cell)))


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
    moves: tuple[Moves, ...]
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

    @property
    def grid(self) -> Grid | None:
        """Return the grid off which all moves are read, None where they are listed."""
        first = self.moves[0] if self.moves else None
        return first.grid if isinstance(first, Blocks) else None


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
