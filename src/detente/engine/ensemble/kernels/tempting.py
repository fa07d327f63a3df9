"""Which moves tempt, and in which lanes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner

Array = NDArray[Any]


@compiled
def better(first: Array, to: Array, rank: Array, actors: int, row: Array, arc: Array, words: Array, bit: Array) -> int:
    """Write the moves that are improvements in some lane into `row`, `arc` and `words`; return how many there are."""
    count = len(rank) // actors
    lanes = np.zeros(rank.shape[1], np.bool_)
    found = 0
    for state in range(count):
        for actor in range(actors):
            at, here = state * actors + actor, actor * count + state
            row[at] = found
            for p in range(first[at], first[at + 1]):
                end = actor * count + to[p]
                some = False
                for lane in range(len(lanes)):
                    lanes[lane] = rank[end, lane] > rank[here, lane]
                    some |= lanes[lane]
                if some:
                    arc[found] = p
                    _mark(lanes, found, words, bit)
                    found += 1
    row[-1] = found
    return found


@compiled
def lean(
    part_first: Array,
    part_to: Array,
    to: Array,
    rank: Array,
    actors: int,
    row: Array,
    arc: Array,
    words: Array,
    bit: Array,
    kept_row: Array,
    kept_arc: Array,
    kept_words: Array,
) -> None:
    """Write the improvements that are lean in some lane, where no part does as well, into the `kept` arrays."""
    count = len(rank) // actors
    lanes = np.zeros(rank.shape[1], np.bool_)
    found = 0
    for state in range(count):
        for actor in range(actors):
            at, begin = state * actors + actor, actor * count
            kept_row[at] = found
            for k in range(row[at], row[at + 1]):
                p, line, mark = arc[k], k // 8, bit[k % 8]
                end = begin + to[p]
                for lane in range(len(lanes)):
                    lanes[lane] = (words[line, lane] & mark) != 0
                for q in range(part_first[p], part_first[p + 1]):
                    part = begin + part_to[q]
                    for lane in range(len(lanes)):
                        lanes[lane] &= rank[part, lane] < rank[end, lane]
                some = False
                for lane in range(len(lanes)):
                    some |= lanes[lane]
                if some:
                    kept_arc[found] = p
                    _mark(lanes, found, kept_words, bit)
                    found += 1
    kept_row[-1] = found


@inner
def _mark(lanes: Array, number: int, words: Array, bit: Array) -> None:
    """Write the lanes in which the move of that `number` tempts."""
    line, mark = number // 8, bit[number % 8]
    if number % 8 == 0:
        for lane in range(len(lanes)):
            words[line, lane] = 0
    for lane in range(len(lanes)):
        words[line, lane] |= mark if lanes[lane] else np.uint8(0)
