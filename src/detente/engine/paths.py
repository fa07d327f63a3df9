"""Paths: where play from the status quo can come to rest, and how it gets there.

Play follows moves that nothing deters under the concept. A prospect is an equilibrium that it can reach. Where it
can get to a place from which no equilibrium can be reached any more, it goes round for ever: a closed cycle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from detente.engine.board import Arcs, Bools, Ints, Moves
from detente.engine.verdicts import Verdicts


@dataclass(frozen=True)
class Step:
    """One move of a sequence: who moves, and the state that it leads to."""

    mover: int
    to: int


@dataclass(frozen=True)
class Path:
    """A shortest way of play: the state where it begins and its moves."""

    begins: int
    steps: tuple[Step, ...]

    @property
    def ends(self) -> int:
        """Return the state in which the path ends."""
        return self.steps[-1].to if self.steps else self.begins


@dataclass(frozen=True, eq=False)
class Tree:
    """A shortest path to every state that play reaches.

    `order` holds the states reached, nearest first; `before[s]` is the state before s on its path (-1 for the first
    state and those not reached), `mover[s]` who moves into it, `length[s]` how many moves it takes.
    """

    order: Ints
    before: Ints
    mover: Ints
    length: Ints

    def path(self, state: int) -> Path:
        """Return the path to a state that is reached."""
        steps = []
        while self.before[state] >= 0:
            steps.append(Step(int(self.mover[state]), int(state)))
            state = int(self.before[state])
        return Path(int(state), tuple(reversed(steps)))


@dataclass(frozen=True, eq=False)
class Paths(Sequence[Path]):
    """Shortest paths to some states, each made when it is looked at."""

    tree: Tree
    ends: Ints

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ends)

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> list[Path]: ...
    def __getitem__(self, place: int | slice) -> Path | list[Path]:
        """Return the path at a place counted from 0, or several."""
        if isinstance(place, slice):
            return [self.tree.path(state) for state in self.ends[place].tolist()]
        return self.tree.path(int(self.ends[place]))


@dataclass(frozen=True, eq=False)
class Play:
    """All that play from a state can come to.

    `tree` holds the states that it can pass through; `rests` those of them that are equilibria, by length of path,
    then by number; `cycles` the closed sets of states that it can fall into and never leave, each with the shortest
    path into it.
    """

    begins: int
    tree: Tree
    rests: Ints
    cycles: tuple[tuple[Path, Ints], ...]

    @property
    def reached(self) -> Ints:
        """Return the states that play can pass through, in order."""
        return np.sort(self.tree.order)

    @property
    def prospects(self) -> Paths:
        """Return a shortest path to each equilibrium that play can reach, in the order of `rests`."""
        return Paths(self.tree, self.rests)


def play(verdicts: Verdicts, begins: int) -> Play:
    """Return where play from a state can go under a concept, by following undeterred moves level by level."""
    movers = verdicts.undeterred
    found = tree(movers, begins, verdicts.board.count)
    stays = verdicts.rests(found.order)
    return played(found, stays, closed(movers, found.order, stays))


def played(found: Tree, stays: Bools, cycles: Sequence[Ints]) -> Play:
    """Return the play along a tree; `stays` says for each state of its order whether it is an equilibrium."""
    rests = found.order[stays]
    rests = rests[np.lexsort((rests, found.length[rests]))]
    place = np.full(len(found.before), -1, dtype=np.int64)
    place[found.order] = np.arange(len(found.order))
    into = [(found.path(int(cycle[np.argmin(place[cycle])])), cycle) for cycle in cycles]
    return Play(int(found.order[0]), found, rests, tuple(into))


def apart(number: Ints) -> list[Ints]:
    """Return the closed sets told by numbers: states with the same one are one set, and those with -1 in none.

    Each set is in ascending order, and so are they by their first states.

    >>> [one.tolist() for one in apart(np.array([7, -1, 3, 7, 3, 3]))]
    [[0, 3], [2, 4, 5]]
    """
    members = np.flatnonzero(number >= 0)
    members = members[np.argsort(number[members], kind="stable")]
    cuts = np.flatnonzero(np.diff(number[members])) + 1
    return sorted((one for one in np.split(members, cuts) if len(one)), key=lambda one: int(one[0]))


def tree(movers: Sequence[Moves], begins: int, count: int) -> Tree:
    """Return a shortest path to each state that chains of the moves reach; among equal ones the first mover's."""
    before, mover, length = (np.full(count, -1, dtype=np.int32) for _ in range(3))
    frontier = np.array([begins], dtype=np.int32)
    length[begins] = 0
    levels = [frontier]
    while frontier.size:
        origin, to, who = _all_rows(movers, frontier)
        fresh = length[to] < 0
        order = np.lexsort((to[fresh], who[fresh], origin[fresh]))
        to, origin, who = (part[fresh][order] for part in (to, origin, who))
        first = np.sort(np.unique(to, return_index=True)[1])
        come_from, frontier = frontier[origin[first]], to[first]
        before[frontier], mover[frontier], length[frontier] = come_from, who[first], len(levels)
        levels.append(frontier)
    return Tree(np.concatenate(levels), before, mover, length)


def closed(movers: Sequence[Moves], order: Ints, stays: Bools) -> list[Ints]:
    """Return the closed cycles among the states of `order`, which the moves never leave.

    `stays` says which of them are at rest. From any state that cannot come to one, one walks to where fewer states are
    ahead, until all states ahead lead back.
    """
    arcs = _merged(movers, order)
    backward = arcs.backwards()
    left = set(np.flatnonzero(~_closure(backward, np.flatnonzero(stays))).tolist())
    found = []
    while left:
        here = min(left)
        ahead = _closure(arcs, np.array([here]))
        while (gone := ahead & ~_closure(backward, np.array([here]))).any():
            here = int(np.argmax(gone))
            ahead = _closure(arcs, np.array([here]))
        found.append(np.sort(order[ahead]))
        left -= set(np.flatnonzero(_closure(backward, np.array([here]))).tolist())
    return sorted(found, key=lambda cycle: int(cycle[0]))


def _merged(movers: Sequence[Moves], order: Ints) -> Arcs:
    """Return everybody's moves among the given states as one set of arcs, states numbered by their place there."""
    place = np.zeros(int(order.max()) + 1, dtype=np.int32)
    place[order] = np.arange(len(order))
    origin, to, _ = _all_rows(movers, order)
    by = np.argsort(origin, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(origin, minlength=len(order)))))
    return Arcs(first, place[to[by]])


def _all_rows(movers: Sequence[Moves], states: Ints) -> tuple[Ints, Ints, Ints]:
    """Return everybody's moves from the given states: the place of the state, where it leads, and who moves."""
    none = np.zeros(0, dtype=np.int32)
    rows = [moves.rows(states) for moves in movers]
    origin = np.concatenate([none, *(one.origin for one in rows)])
    who = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
    return origin, np.concatenate([none, *(one.to for one in rows)]), who


def _closure(arcs: Arcs, begins: Ints) -> Bools:
    """Return which states chains of the arcs lead to from the given ones, these included."""
    seen = np.zeros(len(arcs.first) - 1, dtype=np.bool_)
    frontier = begins
    while frontier.size:
        seen[frontier] = True
        ahead = np.unique(arcs.ends(frontier))
        frontier = ahead[~seen[ahead]]
    return seen
