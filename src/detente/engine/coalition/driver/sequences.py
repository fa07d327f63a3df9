"""Sequences: what a group can bring about by legal sequences of its members' moves: nobody moves twice running.

Both searches go level by level over all states at once and note for each member where it has moved last, so they are
exact whether or not two moves of a member come to one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.engine.board import Arcs, Bools, Ints, Moves


def reached(movers: Sequence[Moves], begins: Ints, count: int) -> Bools:
    """Return the states that legal sequences of at least one move lead to from some states."""
    arrived = np.zeros((len(movers), count), dtype=np.bool_)  # who has moved there last
    done = np.zeros_like(arrived)
    open_ = np.zeros_like(arrived)  # who may go on from there
    open_[:, begins] = True
    while (fresh := open_ & ~done).any():
        done |= fresh
        for mover, moves in enumerate(movers):
            here = np.flatnonzero(fresh[mover])
            if here.size:
                arrived[mover, moves.rows(here).to] = True
        open_ = arrived.sum(axis=0) > arrived
    found: Bools = np.logical_or.reduce(arrived, axis=0)
    return found


def leading(backward: Sequence[Arcs], targets: Bools) -> Bools:
    """Return the states from which legal sequences lead to one of the targets, the targets among them.

    `backward` are the members' moves turned round.
    """
    begins = np.zeros((len(backward), len(targets)), dtype=np.bool_)  # who can begin such a sequence there
    done = np.zeros_like(begins)
    open_ = np.broadcast_to(targets, begins.shape)  # whose moves to there are of use
    while (fresh := open_ & ~done).any():
        done |= fresh
        for mover, arcs in enumerate(backward):
            there = np.flatnonzero(fresh[mover])
            if there.size:
                begins[mover, arcs.ends(there)] = True
        open_ = targets | (begins.sum(axis=0) > begins)
    found: Bools = targets | np.logical_or.reduce(begins, axis=0)
    return found
