"""What tempts an actor: its moves to states that it prefers, and the lean ones among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Ints, Values

Kind = Literal["moves", "improvements", "lean"]
"""All moves of an actor; those to states that it prefers; those of which no part does as well."""

CHUNK = 1 << 18
"""Moves that are looked at together when parts are compared, which needs many times their memory."""


@dataclass(frozen=True, eq=False)
class Tempting:
    """The moves of a kind that an actor has on a board, worked out for the states asked about.

    It answers as `Moves` do.
    """

    board: Board
    kind: Kind
    actor: int

    def rows(self, states: Ints) -> Arcs:
        """Return the moves from the given states, one row each."""
        return self._among(self.board.moves[self.actor].rows(states), np.asarray(states))

    def from_(self, state: int) -> Ints:
        """Return the states that one such move from `state` leads to."""
        ends = self.board.moves[self.actor].from_(state)
        return self._among(Arcs(np.array([0, len(ends)]), ends), np.array([state])).to

    def listed(self) -> Arcs:
        """Return all of them, one by one."""
        return self._among(self.board.moves[self.actor].listed(), np.arange(self.board.count))

    def _among(self, moves: Arcs, states: Ints) -> Arcs:
        """Return those of the actor's moves that are of the kind; row r holds moves from `states[r]`."""
        if self.kind == "moves":
            return moves
        rank = self.board.ranks[self.actor]
        better = moves.keep(rank[moves.to] > np.repeat(rank[states], moves.sizes))
        return better if self.kind == "improvements" else _lean(self.board, self.actor, states, better)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.listed())


def _lean(board: Board, actor: int, states: Ints, better: Arcs) -> Arcs:
    """Return the improvements of which no part does as well; row r of `better` holds those from `states[r]`.

    A move is part of another from the same state if it makes some of the other's changes of own options and no
    others. In graph form moves have no parts, so every improvement is lean.
    """
    own = np.flatnonzero(board.owner == actor)
    if len(own) < 2 or len(better.to) == 0:
        return better
    kept = np.empty(len(better.to), dtype=np.bool_)
    edges = better.first
    begin = 0
    while begin < len(states):
        end = max(begin + 1, int(np.searchsorted(edges, edges[begin] + CHUNK, side="right")) - 1)
        part = Arcs(edges[begin : end + 1] - edges[begin], better.to[edges[begin] : edges[end]])
        kept[edges[begin] : edges[end]] = _no_part(board, actor, states[begin:end], part, own)
        begin = end
    return better.keep(kept)


def _no_part(board: Board, actor: int, states: Ints, better: Arcs, own: Ints) -> Bools:
    origin = better.origin
    before = board.values[np.ix_(states, own)][origin]
    after = board.values[np.ix_(better.to, own)]
    changes = (before != after).sum(axis=1)
    kept: Bools = changes == 1
    for size in range(2, len(own) + 1):
        asked = np.flatnonzero(changes == size)
        # It is enough to look for lean parts: a part that does as well has itself a lean part that does.
        kept[asked] = ~_beaten(board.ranks[actor][better.to], origin, after, before, asked, kept)
    return kept


def _beaten(rank: Ints, origin: Ints, after: Values, before: Values, asked: Ints, known: Bools) -> Bools:
    """Return which of the asked arcs have, among the known lean ones from the same state, a part that does as well.

    `rank` is the actor's standing where each arc ends.
    """
    rows = np.flatnonzero(known)
    first = np.searchsorted(origin[rows], origin[asked], side="left")
    last = np.searchsorted(origin[rows], origin[asked], side="right")
    pair_of = np.repeat(np.arange(len(asked)), last - first)
    offset = np.arange(len(pair_of)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    part = rows[np.repeat(first, last - first) + offset]
    whole = asked[pair_of]
    within = ((after[part] == before[part]) | (after[part] == after[whole])).all(axis=1)
    beaten = np.zeros(len(asked), dtype=np.bool_)
    beaten[pair_of[within & (rank[part] >= rank[whole])]] = True
    return beaten
