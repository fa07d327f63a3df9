"""Parties: who acts, by which moves, and for whose wants; a group of parties wants what all of its members want.

In the analysis of coalitions every actor is a party. Where a partition of the actors is fixed, every block of it is.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Ints, Moves

Group = tuple[int, ...]
"""Parties, ascending."""

Wish = Literal["strict", "pareto"]
"""What a group wants: a state that each member prefers, or one that none likes less and some member prefers."""


@dataclass(frozen=True, eq=False)
class Parties:
    """The parties of a conflict: `moves[p]` are those of party p, `members[p]` the actors whose wants it has.

    `ranks[i, s]` is the standing of state s for actor i.
    """

    moves: tuple[Moves, ...]
    members: tuple[Group, ...]
    ranks: Ints
    wish: Wish = "strict"

    @property
    def count(self) -> int:
        """Return the number of states."""
        return int(self.ranks.shape[1])

    @property
    def everybody(self) -> Group:
        """Return all parties."""
        return tuple(range(len(self.moves)))

    def others(self, group: Group) -> Group:
        """Return the parties outside a group."""
        return tuple(party for party in self.everybody if party not in group)

    def actors(self, group: Group) -> list[int]:
        """Return the actors in a group of parties."""
        return [actor for party in group for actor in self.members[party]]

    @functools.cached_property
    def backward(self) -> tuple[Arcs, ...]:
        """Return every party's moves turned round."""
        return tuple(moves.listed().backwards() for moves in self.moves)

    @functools.cached_property
    def improving(self) -> tuple[Arcs, ...]:
        """Return every party's improvements, turned round."""
        found = []
        for party, moves in enumerate(self.moves):
            arcs = moves.listed()
            found.append(arcs.keep(self._improves((party,), arcs.origin, arcs.to)).backwards())
        return tuple(found)

    def better(self, group: Group, state: int) -> Bools:
        """Return which states the group prefers to a state."""
        every = np.arange(self.count)
        return self._improves(group, np.full(1, state), every)

    def _improves(self, group: Group, origin: Ints, to: Ints) -> Bools:
        """Return which of the ends the group prefers to their origins."""
        rows = self.ranks[self.actors(group)]
        there, here = rows[:, to], rows[:, origin]
        likes: Bools = np.logical_and.reduce(there > here if self.wish == "strict" else there >= here, axis=0)
        return likes if self.wish == "strict" else likes & np.logical_or.reduce(there > here, axis=0)

    def bearable(self, state: int, needed: Bools) -> Ints:
        """Return the other states that all parties would bear without whom nobody gets there, ascending.

        `needed[p, t]` says that nobody gets from the state to state t without party p. Only of these states can any
        group both want and bring about one.
        """
        bears = self._bears(state, np.arange(self.count))
        borne = np.logical_and.reduce(bears | ~needed, axis=0)
        borne[state] = False
        return np.flatnonzero(borne)

    def wanting(self, within: Group, state: int, ends: Ints, needed: Bools) -> Iterator[tuple[Group, Ints]]:
        """Yield the groups within one that prefer some of the ends to a state and may get there, with these ends.

        `needed[p, e]` says that nobody gets to end e without party p. A group is grown from smaller ones and given up
        as soon as no end is left that all its members would bear and that needs nobody who was passed over: then its
        supersets have none either. Groups come in the order of their members: first (0,), (0, 1), (0, 1, 2).
        """
        inside = ~np.logical_or.reduce(needed[list(self.others(within))], axis=0)
        ends, needed = ends[inside], needed[:, inside]
        bears, likes = self._bears(state, ends), self.likes(state, ends)
        nobody = np.zeros(len(ends), dtype=np.bool_)
        for group, which in _grown(within, (), ~nobody, nobody, bears, likes, needed):
            yield group, ends[which]

    def _bears(self, state: int, ends: Ints) -> Bools:
        """Return which parties (rows) would bear each of some ends (columns) instead of a state."""
        there, here = self.ranks[:, ends], self.ranks[:, state, None]
        own = there > here if self.wish == "strict" else there >= here
        return np.array([np.logical_and.reduce(own[list(rows)], axis=0) for rows in self.members], dtype=np.bool_)

    def likes(self, state: int, ends: Ints) -> Bools:
        """Return in which parties (rows) some actor prefers each of some ends (columns) to a state."""
        own = self.ranks[:, ends] > self.ranks[:, state, None]
        return np.array([np.logical_or.reduce(own[list(rows)], axis=0) for rows in self.members], dtype=np.bool_)


def _grown(
    left: Group, group: Group, borne: Bools, liked: Bools, bears: Bools, likes: Bools, needed: Bools
) -> Iterator[tuple[Group, Bools]]:
    for place, party in enumerate(left):
        after = left[place + 1 :]
        all_, some = borne & bears[party], liked | likes[party]
        wanted = all_ & some & ~np.logical_or.reduce(needed[list(after)], axis=0)
        if wanted.any():
            yield (*group, party), wanted
        if all_.any():
            yield from _grown(after, (*group, party), all_, some, bears, likes, needed)
        borne = borne & ~needed[party]
        if not borne.any():
            return


def parties(board: Board, wish: Wish = "strict") -> Parties:
    """Return every actor of a board as a party of its own."""
    return Parties(board.moves, tuple((actor,) for actor in board.actors), board.ranks, wish)
