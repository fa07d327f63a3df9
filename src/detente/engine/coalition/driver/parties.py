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

    def wanting(self, within: Group, state: int) -> Iterator[tuple[Group, Bools]]:
        """Yield the groups within one that prefer anything at all to a state, with what they prefer to it.

        A group is grown from smaller ones and given up as soon as nothing is left that all its members would bear: then
        its supersets have nothing either. Groups come in the order of their members: first (0,), (0, 1), (0, 1, 2).
        """
        floor = self.ranks[:, state, None]
        strictly = self.ranks > floor
        bearable, least = (strictly, 0) if self.wish == "strict" else (self.ranks >= floor, 1)  # 1: the state itself
        every, none = np.ones(self.count, dtype=np.bool_), np.zeros(self.count, dtype=np.bool_)
        return self._grown(within, (), every, none, strictly, bearable, least)

    def _grown(
        self, left: Group, group: Group, borne: Bools, liked: Bools, strictly: Bools, bearable: Bools, least: int
    ) -> Iterator[tuple[Group, Bools]]:
        for place, party in enumerate(left):
            rows = list(self.members[party])
            some = liked | np.logical_or.reduce(strictly[rows], axis=0)
            all_ = borne & np.logical_and.reduce(bearable[rows], axis=0)
            wanted = all_ & some
            if wanted.any():
                yield (*group, party), wanted
            if np.count_nonzero(all_) > least:
                yield from self._grown(left[place + 1 :], (*group, party), all_, some, strictly, bearable, least)


def parties(board: Board, wish: Wish = "strict") -> Parties:
    """Return every actor of a board as a party of its own."""
    return Parties(board.moves, tuple((actor,) for actor in board.actors), board.ranks, wish)
