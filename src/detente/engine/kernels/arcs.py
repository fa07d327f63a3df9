"""The search over moves that are listed one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled
from detente.engine.kernels.search import FULL

Array = NDArray[Any]


@compiled
def turned(first: Array, to: Array) -> tuple[Array, Array]:
    """Return arcs in compressed rows by the state in which they end, origins ascending."""
    count = len(first) - 1
    begin = np.zeros(count + 1, np.int64)
    for end in to:
        begin[end + 1] += 1
    for state in range(count):
        begin[state + 1] += begin[state]
    place = begin[:-1].copy()
    origin = np.empty(len(to), np.int32)
    for state in range(count):
        for arc in range(first[state], first[state + 1]):
            origin[place[to[arc]]] = state
            place[to[arc]] += 1
    return begin, origin


@compiled
def search_arcs(value: Array, first: Array, before: Array, actor: int, legal: bool, order: Array) -> Array:
    """Return the least value at each state or where the others can lead from it, by arcs listed backwards.

    The moves of j into state s come from `before[first[j, s]:first[j, s + 1]]`; `order` holds the states in ascending
    order of value. The rest is as on a grid (see `detente.engine.kernels.search`).
    """
    movers, count = first.shape[0], len(value)
    least = value.copy()
    via = np.full(count, -1, np.int16)
    waiting = np.empty(2 * count, np.int32)
    mode = np.empty(2 * count, np.int16)
    for root in order:
        if via[root] == FULL:
            continue
        top = 1
        waiting[0] = root
        mode[0] = via[root]
        now = value[root]
        via[root] = FULL
        while top:
            top -= 1
            state = waiting[top]
            how = mode[top]
            for j in range(movers):
                if j == actor or (how >= movers and j == how - movers) or (0 <= how < movers and j != how):
                    continue
                for place in range(first[j, state], first[j, state + 1]):
                    new = before[place]
                    known = via[new]
                    if known in (FULL, j):
                        continue
                    if known < 0:
                        least[new] = now
                    if legal and known < 0:
                        via[new] = j
                        mode[top] = movers + j
                    else:
                        via[new] = FULL
                        mode[top] = known
                    waiting[top] = new
                    top += 1
    return least
