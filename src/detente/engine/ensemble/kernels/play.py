"""Where play goes: along moves that nothing deters, for a block of lanes at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled

Array = NDArray[Any]


@compiled
def undeterred_moves(
    to: Array,
    row: Array,
    arc: Array,
    words: Array,
    bit: Array,
    actor: int,
    worst: Array,
    kind: int,
    limit: Array,
    loose: Array,
) -> None:
    """Write, for one actor's tempting moves, what `undeterred` marks; `loose` has a row for each block of lanes."""
    count, lanes = limit.shape
    actors = (len(row) - 1) // count
    free = np.zeros(len(loose) * 64, np.uint8)
    eights = free.view(np.uint64)
    for state in range(count):
        at = state * actors + actor
        for k in range(row[at], row[at + 1]):
            end, line, mark = to[arc[k]], k // 8, bit[k % 8]
            for lane in range(lanes):
                tempted = (words[line, lane] & mark) != 0
                free[lane] = tempted & (worst[end, kind, lane] > limit[state, lane])
            for block in range(len(loose)):
                loose[block, arc[k]] = packed(eights, block)


@compiled
def packed(eights: Array, block: int) -> Any:
    """Return a block of 64 lanes as the bits of a word; `eights` has a byte of 0 or 1 for each lane, eight a number."""
    bits = np.uint64(0)
    for shift in range(8):
        bits |= eights[block * 8 + shift] << np.uint64(shift)
    return bits


@compiled
def spread(starts: Array, to: Array, loose: Array, single: Array, begins: int, length: Array) -> tuple[Array, Array]:
    """Follow undeterred moves from one state; return for each state the lanes that reach it and those that rest there.

    Where play rests in a state, `length[lane, state]` is set to the number of moves that a shortest way there takes.
    Each round goes on with the states in `queue` in the lanes that are `fresh`, which the round before has been the
    first to reach; a round's and the next one's take turns.
    """
    count, none = len(starts) - 1, np.uint64(0)
    reached = np.zeros(count, np.uint64)
    rests = np.zeros(count, np.uint64)
    fresh = np.zeros((2, count), np.uint64)
    queue = np.empty((2, count), np.int64)
    for bit in single:
        reached[begins] |= bit
    fresh[0, begins] = reached[begins]
    queue[0, 0] = begins
    waiting, level = 1, 0
    while waiting > 0:
        now, then, coming = level % 2, (level + 1) % 2, 0
        for place in range(waiting):
            state = queue[now, place]
            front = stays = fresh[now, state]
            fresh[now, state] = none
            for p in range(starts[state], starts[state + 1]):
                moves, end = front & loose[p], to[p]
                stays &= ~moves
                new = moves & ~reached[end]
                if new != none:
                    if fresh[then, end] == none:
                        queue[then, coming] = end
                        coming += 1
                    reached[end] |= new
                    fresh[then, end] |= new
            rests[state] |= stays
            for lane in range(len(single) if stays != none else 0):
                if stays & single[lane] != none:
                    length[lane, state] = level
        waiting = coming
        level += 1
    return reached, rests


@compiled
def astray(into_first: Array, into: Array, origin: Array, loose: Array, reached: Array, rests: Array) -> Any:
    """Return the lanes that reach some state from which undeterred moves no longer lead to a rest.

    One goes backwards from the `rests`. The moves into state s are `into[into_first[s]:into_first[s + 1]]`, and move
    p begins in `origin[p]`. States wait in a ring for their `fresh` lanes to be gone on with.
    """
    count, none = len(reached), np.uint64(0)
    left = reached & ~rests
    fresh = rests.copy()
    ring = np.empty(count, np.int64)
    done = waiting = 0
    for state in range(count):
        if fresh[state] != none:
            ring[waiting] = state
            waiting += 1
    while waiting > 0:
        state = ring[done % count]
        front = fresh[state]
        fresh[state] = none
        done += 1
        waiting -= 1
        for place in range(into_first[state], into_first[state + 1]):
            before = origin[into[place]]
            new = front & left[before]
            if new != none:
                new &= loose[into[place]]
            if new != none:
                if fresh[before] == none:
                    ring[(done + waiting) % count] = before
                    waiting += 1
                left[before] &= ~new
                fresh[before] |= new
    lost = none
    for state in range(count):
        lost |= left[state]
    return lost
