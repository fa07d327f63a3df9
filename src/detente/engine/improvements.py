"""Improvements of an actor, and the lean ones among them."""

from __future__ import annotations

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Ints, Values


def improvements(board: Board, actor: int) -> Arcs:
    """Return the actor's moves to states that it prefers."""
    moves, rank = board.moves[actor], board.ranks[actor]
    return moves.keep(rank[moves.to] > rank[moves.origin])


def lean(board: Board, actor: int) -> Arcs:
    """Return the improvements of which no part does as well.

    A move is part of another from the same state if it makes some of the other's changes of own options and no
    others. In graph form moves have no parts, so every improvement is lean.
    """
    tempting = improvements(board, actor)
    own = np.flatnonzero(board.owner == actor)
    if len(own) < 2 or len(tempting.to) == 0:
        return tempting
    origin = tempting.origin
    before = board.values[np.ix_(origin, own)]
    after = board.values[np.ix_(tempting.to, own)]
    changes = (before != after).sum(axis=1)
    kept = changes == 1
    for size in range(2, len(own) + 1):
        asked = np.flatnonzero(changes == size)
        # It is enough to look for lean parts: a part that does as well has itself a lean part that does.
        kept[asked] = ~_beaten(board.ranks[actor], tempting, after, before, asked, kept)
    return tempting.keep(kept)


def _beaten(rank: Ints, tempting: Arcs, after: Values, before: Values, asked: Ints, known: Bools) -> Bools:
    """Return which of the asked arcs have, among the known lean ones from the same state, a part that does as well."""
    rows = np.flatnonzero(known)
    origin = tempting.origin
    first = np.searchsorted(origin[rows], origin[asked], side="left")
    last = np.searchsorted(origin[rows], origin[asked], side="right")
    pair_of = np.repeat(np.arange(len(asked)), last - first)
    offset = np.arange(len(pair_of)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    part = rows[np.repeat(first, last - first) + offset]
    whole = asked[pair_of]
    within = ((after[part] == before[part]) | (after[part] == after[whole])).all(axis=1)
    beaten = np.zeros(len(asked), dtype=np.bool_)
    beaten[pair_of[within & (rank[tempting.to[part]] >= rank[tempting.to[whole]])]] = True
    return beaten
