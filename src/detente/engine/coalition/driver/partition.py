"""Partition: some actors joined into blocks for good, every block one party, as the program GMCR+ has it.

A block moves by legal sequences of its members' moves (or at once, where that is allowed), and wants what all of its
members want. Nobody else joins anybody: each block stands alone, and answers alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.engine.board import Arcs, Bools, Ints, Moves
from detente.engine.coalition.driver.parties import Group, Parties
from detente.engine.coalition.driver.reach import AtOnce, Reach
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.progress import Progress, silent
from detente.errors import Problem, TooLargeError

MOST_ARCS = 1 << 24
"""Moves of a block that are listed (about 16.8 million)."""


def blocks(
    parties: Parties, partition: Sequence[Group], at_once: AtOnce | None = None, progress: Progress = silent
) -> JointSolver:
    """Return a solver whose parties are the blocks of a partition of the actors.

    Raises TooLargeError where a block has more moves than can be listed.
    """
    reach = Reach(parties, at_once)
    moves = [
        parties.moves[block[0]] if len(block) == 1 else _moves(reach, block, progress, place / len(partition))
        for place, block in enumerate(partition)
    ]
    joined = Parties(tuple(moves), tuple(partition), parties.ranks, parties.wish)
    return JointSolver(joined, joint=False)


def _moves(reach: Reach, block: Group, progress: Progress, done: float) -> Arcs:
    """Return all that a block can bring about from every state, as its moves."""
    count = reach.parties.count
    alike, first = _alike([reach.parties.moves[party] for party in block], count)
    known: dict[int, Bools] = {}
    ends, listed = [], np.zeros(count + 1, dtype=np.int64)
    for state, kind in enumerate(alike.tolist()):
        if state % 256 == 0:
            progress("What blocks of the partition can bring about", done)
        if kind not in known:
            known[kind] = reach.in_turns(block, int(first[kind]))
        found = known[kind].copy()
        reach.add_at_once(found, block, state)
        found[state] = False
        ends.append(np.flatnonzero(found).astype(np.int32))
        listed[state + 1] = listed[state] + len(ends[-1])
        if listed[state + 1] > MOST_ARCS:
            raise _too_many(count, state + 1, int(listed[state + 1]))
    return Arcs(listed, np.concatenate(ends))


def _alike(movers: Sequence[Moves], count: int) -> tuple[Ints, Ints]:
    """Return a number for each state, and an example for each number: equal ones reach the same, in turns.

    States are told apart by who is to move next: what moves lead to from there and back reaches the same.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    origin, to = [], []
    for mover, moves in enumerate(movers):
        arcs = moves.listed()
        for next_ in range(len(movers)):
            if next_ != mover:
                origin.append(mover * count + arcs.origin.astype(np.int64))
                to.append(next_ * count + arcs.to.astype(np.int64))
    row, column = np.concatenate(origin), np.concatenate(to)
    size = len(movers) * count
    graph = coo_array((np.ones(len(row), dtype=np.int8), (row, column)), shape=(size, size))
    pieces = connected_components(graph.tocsr(), directed=True, connection="strong")[1].reshape(len(movers), count)
    _, first, alike = np.unique(pieces.T, axis=0, return_index=True, return_inverse=True)
    return alike.ravel(), first


def _too_many(states: int, seen: int, listed: int) -> TooLargeError:
    given = f"a block of the partition has {listed:,} moves from the first {seen:,} of {states:,} states alone"
    remedy = "Join fewer actors, or lock options in a variant; without --partition moves are not listed."
    return TooLargeError((Problem("too-many-block-moves", given, f"At most {MOST_ARCS:,} are listed.", remedy),))
