"""What depends on states and moves alone, worked out once for all samples, as kernels take it (`kernels`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Arcs, Board, Ints


class Sets(NamedTuple):
    """What some actors can reach, as `kernels.replies.least_of_sets` takes it."""

    member_first: Ints
    member: Ints
    after_first: Ints
    after: Ints
    start: Ints


class Around(NamedTuple):
    """Where one move of an actor or none leads, by groups of states, as `kernels.replies.best_answer` takes it."""

    first: Ints
    states: Ints
    end_first: Ints
    ends: Ints


class Order(NamedTuple):
    """States in an order in which what some actors can do from them is done, as `kernels.replies` take it."""

    states: Ints
    cuts: Ints
    ends: Ints


class Listed(NamedTuple):
    """All moves: those of actor i from state s lie from `first[s * actors + i]` on, up to where the next begin."""

    actors: int
    first: Ints
    to: Ints


def listed_moves(moves: Sequence[Arcs], count: int) -> Listed:
    """Return the moves of all actors in one list, by state and then by actor."""
    origin, to = _joined([(arcs.origin * np.int64(len(moves)) + i, arcs.to) for i, arcs in enumerate(moves)])
    first, to = rows(origin, to, count * len(moves))
    return Listed(len(moves), first, to.astype(np.int32))  # as narrow as they may be, so that more of them stay at hand


def parts(board: Board, moves: Listed) -> tuple[Ints, Ints]:
    """Return the ends of the strict parts of all moves, and before them where those of each move begin."""
    from detente.engine.ensemble.kernels.once import count_parts

    counts, none = np.zeros(len(moves.to), dtype=np.int64), np.zeros(0, dtype=np.int64)
    marks = _marks(board, moves)
    count_parts(moves.first, moves.to, marks, counts, none, none)
    first = bounds(counts)
    ends = np.zeros(first[-1], dtype=np.int64)
    count_parts(moves.first, moves.to, marks, counts, first, ends)
    return first, ends


def no_parts(moves: Listed) -> tuple[Ints, Ints]:
    """Return the same where nobody asks for parts."""
    return np.zeros(len(moves.to) + 1, dtype=np.int64), np.zeros(0, dtype=np.int64)


def _marks(board: Board, moves: Listed) -> NDArray[np.uint64]:
    """Return for each move a bit for each value that it sets.

    Bits are numbered by actor: moves of different actors are never compared.
    """
    begins = np.repeat(np.arange(len(moves.first) - 1), np.diff(moves.first))
    bits = [bounds(board.values[:, board.owner == i].max(axis=0, initial=0) + 1) for i in board.actors]
    most = max((int(bit[-1]) for bit in bits), default=0)
    marks = np.zeros((len(moves.to), most // 64 + 1), dtype=np.uint64)
    for i in board.actors:
        moved = np.flatnonzero(begins % moves.actors == i)
        origin, end = (board.values[states] for states in (begins[moved] // moves.actors, moves.to[moved]))
        for bit, option in zip(bits[i][:-1], np.flatnonzero(board.owner == i), strict=True):
            set_, place = end[:, option] != origin[:, option], bit + end[:, option].astype(np.int64)
            marks[moved, place // 64] |= set_.astype(np.uint64) << (place % 64).astype(np.uint64)
    return marks


def order(moves: Sequence[Arcs], movers: Collection[int], to: Ints, count: int) -> Order:
    """Return the states so that what the movers can do from each is done before; `to` are the ends of all moves."""
    from detente.engine.ensemble.kernels.once import components

    of = components(*rows(*_joined([(moves[j].origin, moves[j].to) for j in movers]), count))
    states = np.argsort(of, kind="stable")
    place = np.empty(count, dtype=np.int32)
    place[states] = np.arange(count)
    return Order(states, bounds(np.bincount(of)), place[to])


def sets(moves: Sequence[Arcs], movers: Collection[int], apart: Collection[int], count: int) -> Sets:
    """Return what the movers can reach by legal sequences of their moves.

    Nodes are `label * count + state`. Where two moves running of each mover always come to one, so that none of them is
    `apart`, label 0 is enough. Otherwise label k means that the k-th of them moved last, 0 that any may be next; and
    further labels mean that the k-th is about to move, which keeps arcs few.
    """
    from detente.engine.ensemble.kernels.once import components

    here = np.arange(count)
    if not any(j in apart for j in movers):
        nodes = count
        arcs = [(moves[j].origin, moves[j].to) for j in movers]
    else:
        labels = len(movers) + 1
        nodes = (2 * labels - 1) * count
        arcs = []
        for k, j in enumerate(movers, 1):
            about = (labels + k - 1) * count
            arcs.append((about + moves[j].origin, k * count + moves[j].to))
            arcs += [(label * count + here, about + here) for label in range(labels) if label != k]
    origin, end = _joined(arcs)
    of = components(*rows(origin, end, nodes))
    number = int(of.max()) + 1
    leads = of[origin] != of[end]
    after = np.unique(of[origin[leads]] * number + of[end[leads]])
    # Whoever is about to leave a state was there before, so that it may be counted as reached there too.
    member = np.unique(of * count + np.arange(nodes) % count)
    return Sets(
        bounds(np.bincount(member // count, minlength=number)),
        member % count,
        bounds(np.bincount(after // number, minlength=number)),
        after % number,
        of[:count],
    )


def around(moves: Arcs, count: int) -> Around:
    """Return what one of the moves or none leads to: states are together from which that is the same."""
    here = np.arange(count)
    origin, end = _joined([(here, here), (moves.origin, moves.to)])
    first, end = bounds(np.bincount(origin)), np.sort(origin * count + end) % count
    sizes, group = np.diff(first), np.empty(count, dtype=np.int64)
    ends, lengths = [], list[int]()
    for size in np.unique(sizes):
        states = np.flatnonzero(sizes == size)
        alike = end[first[states][:, None] + np.arange(size)]
        whole = alike.view(f"V{alike.itemsize * size}").ravel()  # rows as their bytes: quickly compared
        _, example, which = np.unique(whole, return_index=True, return_inverse=True)
        group[states] = len(lengths) + which
        ends.append(alike[example].ravel())
        lengths += [size] * len(example)
    return Around(*rows(group, here, len(lengths)), bounds(np.array(lengths)), np.concatenate(ends))


def rows(origin: Ints, end: Ints, count: int) -> tuple[Ints, Ints]:
    """Return arcs in compressed rows, whatever the order within a row."""
    return bounds(np.bincount(origin, minlength=count)), end[np.argsort(origin, kind="stable")]


def bounds(sizes: Ints) -> Ints:
    """Return where rows of such sizes begin, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _joined(arcs: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    nothing = np.zeros(0, dtype=np.int64)
    return np.concatenate([nothing, *(a for a, _ in arcs)]), np.concatenate([nothing, *(b for _, b in arcs)])
