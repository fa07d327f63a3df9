"""Questions that are settled within a group: the line of cells that share all others' strategies.

Group q of an actor with stride B and size g begins at cell `q // B * B * g + q % B`, and its cells lie B apart. A block
of groups is worked on together, strategy by strategy, so that the compiler can use vectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner

Array = NDArray[Any]

Desk = tuple[Array, Array]
"""Where a block of groups is worked on: four blocks of numbers, and for each word of a mask two of words.

The last block of numbers holds the first cells of the groups.
"""


def desk(size: int, block: int, words: int, word: type[np.unsignedinteger[Any]]) -> Desk:
    """Return a desk for blocks of so many groups of `size` strategies, with masks of so many words."""
    return np.empty((4, size, block), np.int32), np.empty((2, words, size, block), word)


@inner
def _begins(begin: int, end: int, size: int, stride: int, base: Array) -> None:
    """Write the first cells of groups `begin` to `end` into `base`."""
    for t in range(end - begin):
        q = begin + t
        base[t] = q // stride * (stride * size) + q % stride


@inner
def _load(source: Array, base: Array, width: int, size: int, stride: int, block: Array) -> None:
    """Copy some groups into `block[strategy, group]`, whose rows the compiler can work on by vectors."""
    for y in range(size):
        for t in range(width):
            block[y, t] = source[base[t] + y * stride]


@inner
def _store(block: Array, base: Array, width: int, size: int, stride: int, target: Array) -> None:
    """Copy some groups back to where `_load` takes them from."""
    for y in range(size):
        for t in range(width):
            target[base[t] + y * stride] = block[y, t]


@compiled
def best(  # noqa: PLR0912 - its loops are what the compiler makes vectors of
    rank: Array,
    worst: Array,
    size: int,
    stride: int,
    allowed: Array,
    free: bool,
    begin: int,
    end: int,
    numbers: Array,
    _masks: Array,
    out: Array,
    above: Array,
) -> None:
    """Find the best that an actor has at each cell or one allowed move away, for the groups from `begin` to `end`.

    What it has is the lesser of rank and worst. It is written into `out`, -1 at holes, or, where that is empty, whether
    it is above the rank into `above`. `free` says that all moves are allowed.
    """
    r, w, top, base = numbers[0], numbers[1], numbers[2, 0], numbers[3, 0]
    block = len(base)
    for q in range(begin, end, block):
        width = block if block < end - q else end - q
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        _load(worst, base, width, size, stride, w)
        for y in range(size):
            for t in range(width):
                w[y, t] = r[y, t] if r[y, t] < w[y, t] else w[y, t]
        for c in range(size):
            if c == 0 or not free:
                for t in range(width):
                    top[t] = w[c, t]
                for y in range(size):
                    if free or allowed[c, y]:
                        for t in range(width):
                            top[t] = w[y, t] if w[y, t] > top[t] else top[t]
            if len(out):
                for t in range(width):
                    out[base[t] + c * stride] = top[t] if r[c, t] >= 0 else -1
            else:
                for t in range(width):
                    above[base[t] + c * stride] = top[t] > r[c, t]


@compiled
def improvements(
    rank: Array,
    size: int,
    stride: int,
    allowed: Array,
    first: Array,
    part: Array,
    begin: int,
    end: int,
    numbers: Array,
    masks: Array,
    fold: int,
    ahead: Array,
    back: Array,
) -> None:
    """Write the masks of improvements: where they lead (`ahead`, unless it is empty) and whence they come (`back`).

    A move from strategy c to y counts if none of its parts, which lead to `part[first[c, y]:first[c, y + 1]]`, does as
    well. Masks are by word and cell. At holes they may say anything.
    """
    words, last = len(back), (1 << fold) - 1
    r, fine, base, forth, hence = numbers[0], numbers[1, 0], numbers[3, 0], masks[0], masks[1]
    block = len(base)
    for q in range(begin, end, block):
        width = block if block < end - q else end - q
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        forth[:] = 0
        hence[:] = 0
        for c in range(size):
            for y in range(size):
                if not allowed[c, y]:
                    continue
                for t in range(width):
                    fine[t] = 1 if r[y, t] > r[c, t] else 0
                for place in range(first[c, y], first[c, y + 1]):
                    u = part[place]
                    for t in range(width):
                        fine[t] &= 1 if r[u, t] < r[y, t] else 0
                bit = 1 << (c & last)
                for t in range(width):
                    hence[c >> fold, y, t] |= bit if fine[t] else 0
                if len(ahead):
                    bit = 1 << (y & last)
                    for t in range(width):
                        forth[y >> fold, c, t] |= bit if fine[t] else 0
        for word in range(words):
            _store(hence[word], base, width, size, stride, back[word])
        for word in range(len(ahead)):
            _store(forth[word], base, width, size, stride, ahead[word])


@inner
def _best_parts(
    c: int, own: Array, weight: Array, lookup: Array, r: Array, width: int, most: Array, top: Array
) -> None:
    """Write into `top[code]` the best rank that a true part of the move from strategy c to that one leads to.

    `most` holds the same with the move itself among its parts. Both are filled one option at a time: a move's parts
    either make its change of that option or leave the option as it is in c.
    """
    for code in range(len(lookup)):
        u = lookup[code]
        for t in range(width):
            top[code, t] = -1
            most[code, t] = r[u, t] if u >= 0 and u != c else -1
    for target in (most, top):
        for k in range(own.shape[1]):
            radix = (weight[k + 1] if k + 1 < len(weight) else len(lookup)) // weight[k]
            for code in range(len(lookup)):
                back = (own[c, k] - code // weight[k] % radix) * weight[k]
                if back:
                    for t in range(width):
                        other = most[code + back, t]
                        target[code, t] = other if other > target[code, t] else target[code, t]


@compiled
def lean_of_many(
    rank: Array,
    size: int,
    stride: int,
    allowed: Array,
    own: Array,
    weight: Array,
    lookup: Array,
    begin: int,
    end: int,
    numbers: Array,
    masks: Array,
    fold: int,
    ahead: Array,
    back: Array,
) -> None:
    """Do what `improvements` does for many strategies that make up most combinations of own values.

    `own[c, k]` is the value of own option k in strategy c; `lookup[own[c] @ weight]` is c, and -1 stands where there is
    no such strategy. The best parts of all moves from a strategy are found together.
    """
    words, last = len(back), (1 << fold) - 1
    r, base, forth, hence = numbers[0], numbers[3, 0], masks[0], masks[1]
    block = len(base)
    most = np.empty((len(lookup), block), np.int32)
    top = np.empty((len(lookup), block), np.int32)
    for q in range(begin, end, block):
        width = block if block < end - q else end - q
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        forth[:] = 0
        hence[:] = 0
        for c in range(size):
            _best_parts(c, own, weight, lookup, r, width, most, top)
            for code in range(len(lookup)):
                y = lookup[code]
                if y >= 0 and allowed[c, y]:
                    for t in range(width):
                        fine = (r[y, t] > r[c, t]) & (top[code, t] < r[y, t])
                        forth[y >> fold, c, t] |= (1 << (y & last)) if fine else 0
                        hence[c >> fold, y, t] |= (1 << (c & last)) if fine else 0
        for word in range(words):
            _store(forth[word], base, width, size, stride, ahead[word])
            _store(hence[word], base, width, size, stride, back[word])


@compiled
def undeterred(
    rank: Array,
    standing: Array,
    worst: Array,
    size: int,
    stride: int,
    allowed: Array,
    ahead: Array,
    caused: bool,
    begin: int,
    end: int,
    numbers: Array,
    masks: Array,
    fold: int,
    words: int,
    place: int,
    out: Array,
) -> None:
    """Write for each cell the masks of strategies that tempt there and are undeterred.

    So many words of cell c are written into `out[c, place]` and what follows. Improvements tempt, or only those in the
    masks `ahead`, by word and cell, where there are any. At holes `worst` is -1: they tempt nobody.
    """
    bits, masked = 1 << fold, len(ahead) > 0
    r, s, w, base, tempts, found = numbers[0], numbers[1], numbers[2], numbers[3, 0], masks[0, 0], masks[1, 0]
    block = len(base)
    for q in range(begin, end, block):
        width = block if block < end - q else end - q
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        _load(standing, base, width, size, stride, s)
        _load(worst, base, width, size, stride, w)
        for word in range(words):
            for c in range(size):
                for t in range(width):
                    found[c, t] = 0
                for y in range(word * bits, size):
                    if y < (word + 1) * bits and allowed[c, y]:
                        bit = 1 << (y - word * bits)
                        for t in range(width):
                            better = masked | (r[y, t] > r[c, t])
                            loose = (w[y, t] > s[c, t]) | (caused & (w[y, t] >= w[c, t]))
                            found[c, t] |= bit if better & loose else 0
            if masked:
                _load(ahead[word], base, width, size, stride, tempts)
                for c in range(size):
                    for t in range(width):
                        found[c, t] &= tempts[c, t]
            _store(found, base, width, size, stride, out[:, place + word])
