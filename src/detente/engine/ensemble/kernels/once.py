"""What depends on moves alone, worked out once for all samples."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner

Array = NDArray[Any]


@compiled
def components(first: Array, to: Array) -> Array:
    """Return the strongly connected component of each node, numbered so that no arc leads to a higher number.

    Tarjan's search, with a path of its own in place of calls.
    """
    count = len(first) - 1
    of = np.full(count, -1, np.int64)
    met = np.full(count, -1, np.int64)
    low = np.zeros(count, np.int64)
    turn = first[:count].copy()
    path = np.zeros(count, np.int64)
    open_ = np.zeros(count, np.int64)
    clock = found = waiting = 0
    for root in range(count):
        if met[root] >= 0:
            continue
        depth = 0
        path[0] = root
        while depth >= 0:
            node = path[depth]
            if met[node] < 0:
                met[node] = low[node] = clock
                clock += 1
                open_[waiting] = node
                waiting += 1
            if turn[node] < first[node + 1]:
                end = to[turn[node]]
                turn[node] += 1
                if met[end] < 0:
                    depth += 1
                    path[depth] = end
                elif of[end] < 0:
                    low[node] = min(low[node], met[end])
                continue
            if low[node] == met[node]:
                while of[node] < 0:
                    waiting -= 1
                    of[open_[waiting]] = found
                found += 1
            depth -= 1
            if depth >= 0:
                low[path[depth]] = min(low[path[depth]], low[node])
    return of


@compiled
def count_parts(first: Array, to: Array, marks: Array, counts: Array, part_first: Array, part_to: Array) -> None:
    """Count the strict parts of each move of the same actor from the same state; list them too where there is room.

    `marks[p]` has a bit for each value that the move at place p sets: of its strict parts it sets all.
    """
    for at in range(len(first) - 1):
        for whole in range(first[at], first[at + 1]):
            counts[whole] = 0
            for part in range(first[at], first[at + 1]):
                if _within(marks[part], marks[whole]):
                    if len(part_to) > 0:
                        part_to[part_first[whole] + counts[whole]] = to[part]
                    counts[whole] += 1


@inner
def _within(part: Array, whole: Array) -> bool:
    """Return whether `part` has some of the bits of `whole`, not all, and no others."""
    fewer = False
    for k in range(len(part)):
        if part[k] & ~whole[k]:
            return False
        fewer |= part[k] != whole[k]
    return fewer
