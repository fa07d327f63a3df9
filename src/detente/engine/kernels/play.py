"""Play: what moves that nothing deters lead to, and the cycles that they never leave."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner
from detente.engine.kernels.search import lowest, wide

Array = NDArray[Any]


Graph = tuple[bool, Array, Array, Array, Array, Array, Array, int, int, int]
"""Moves that nothing deters, on a grid (by cells) or listed (by states): what `ahead_of` reads.

They are `listed` or not, `first`, `to` and `who`, `sizes`, `strides`, `loose`, `words` and `fold`, and `most`. On a
grid, actor i goes along its axis to the strategies in the mask `loose[cell]`, of so many words of `1 << fold` bits for
each actor. Listed, the moves from state s are `first[s]` to `first[s + 1]` of `to`, by `who`. No state has more than
`most`.
"""


@inner
def ahead_of(graph: Graph, at: int, who: Array, to: Array) -> int:
    """Write who moves from a state and where that leads, by mover and end; return how many such moves there are."""
    listed, first, ends, movers, sizes, strides, loose, words, fold, _ = graph
    count = 0
    if listed:
        for place in range(first[at], first[at + 1]):
            who[count], to[count] = movers[place], ends[place]
            count += 1
        return count
    for i in range(len(sizes)):
        stride = strides[i]
        begin = at - at // stride % sizes[i] * stride
        for word in range(words):
            left = wide(loose[at, i * words + word])
            while left:
                who[count], to[count] = i, begin + (lowest(left) + (word << fold)) * stride
                left &= left - 1
                count += 1
    return count


@compiled
def spread(graph: Graph, begins: int, count: int) -> tuple[Array, Array, Array, Array]:
    """Return the states reached, nearest first; and for each state the one before it, the mover, the length."""
    before = np.full(count, -1, np.int32)
    mover = np.full(count, -1, np.int32)
    length = np.full(count, -1, np.int32)
    order = np.empty(count, np.int32)
    who = np.empty(graph[-1], np.int32)
    to = np.empty(graph[-1], np.int32)
    order[0] = begins
    length[begins] = 0
    reached, done = 1, 0
    while done < reached:
        at = int(order[done])
        done += 1
        for move in range(ahead_of(graph, at, who, to)):
            end = to[move]
            if length[end] < 0:
                before[end], mover[end], length[end] = at, who[move], length[at] + 1
                order[reached] = end
                reached += 1
    return order[:reached].copy(), before, mover, length


@compiled
def sinks(graph: Graph, begins: int, count: int) -> Array:
    """Return, for each state, the number of the closed cycle that it belongs to, -1 for none.

    Strongly connected components by Tarjan's algorithm with a stack of its own; those of several states that no move
    leaves are the closed cycles. Moves are read off anew when the search comes back to a state, and not kept.

    Only closed cycles have to be found whole. So it is not noted which states are done with: moves to these can join
    components, but only some of which one leaks, since whoever first came to a state that was done with leaks.
    """
    cycle = np.full(count, -1, np.int32)
    number = np.zeros(count, np.int32)
    low = np.zeros(count, np.int32)
    leaks = np.zeros(count, np.bool_)
    path = np.empty(count, np.int32)
    moved = np.empty(count, np.int32)
    held = np.empty(count, np.int32)
    who = np.empty(graph[-1], np.int32)
    to = np.empty(graph[-1], np.int32)
    path[0], moved[0], held[0] = begins, 0, begins
    number[begins] = low[begins] = 1
    depth, holding, numbered, found = 1, 1, 1, 0
    while depth:
        at = int(path[depth - 1])
        moves = ahead_of(graph, at, who, to)
        deeper = False
        for move in range(moved[depth - 1], moves):
            end = to[move]
            if number[end] == 0:
                moved[depth - 1] = move + 1
                numbered += 1
                number[end] = low[end] = numbered
                path[depth], moved[depth], held[holding] = end, 0, end
                deeper = True
                break
            low[at] = min(low[at], number[end])
        if deeper:
            depth += 1
            holding += 1
            continue
        depth -= 1
        if low[at] == number[at]:
            bottom = _bottom(at, held, holding)
            closed = _closed(held, bottom, holding, leaks)
            for place in range(bottom, holding):
                cycle[held[place]] = found if closed else -1
            found += closed
            holding = bottom
            if depth:
                leaks[path[depth - 1]] = True
        else:  # it was come to from another, which can go on from where it leads
            low[path[depth - 1]] = min(low[path[depth - 1]], low[at])
    return cycle


@inner
def _bottom(at: int, held: Array, holding: int) -> int:
    """Return the place of a state among those held, which it is near the end of."""
    place = holding - 1
    while held[place] != at:
        place -= 1
    return place


@inner
def _closed(held: Array, bottom: int, holding: int, leaks: Array) -> bool:
    """Return whether the component of the states held from `bottom` on is a cycle that nothing leaves."""
    leaky = False
    for place in range(bottom, holding):
        leaky |= leaks[held[place]]
    return holding - bottom > 1 and not leaky
