"""Questions that are settled within a group: the line of cells that share all others' strategies.

Group q of an actor with stride B and size g begins at cell `q // B * B * g + q % B`, and its cells lie B apart. A block
of groups is worked on together, strategy by strategy, so that the compiler can use vectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled

Array = NDArray[Any]


@compiled
def _begins(begin: int, end: int, size: int, stride: int, base: Array) -> None:
    """Write the first cells of groups `begin` to `end` into `base`."""
    for t in range(end - begin):
        q = begin + t
        base[t] = q // stride * (stride * size) + q % stride


@compiled
def _load(source: Array, base: Array, width: int, size: int, stride: int, block: Array) -> None:
    """Copy some groups into `block[strategy, group]`, whose rows the compiler can work on by vectors."""
    for y in range(size):
        for t in range(width):
            block[y, t] = source[base[t] + y * stride]


@compiled
def best(
    rank: Array, size: int, stride: int, allowed: Array, free: bool, begin: int, end: int, block: int, out: Array
) -> None:
    """Write the best rank at each cell or one allowed move away, -1 at holes, for the groups from `begin` to `end`.

    `free` says that all moves are allowed.
    """
    base = np.empty(block, np.int64)
    r = np.empty((size, block), np.int32)
    top = np.empty(block, np.int32)
    for q in range(begin, end, block):
        width = min(block, end - q)
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        for c in range(size):
            if c == 0 or not free:
                for t in range(width):
                    top[t] = r[c, t]
                for y in range(size):
                    if free or allowed[c, y]:
                        for t in range(width):
                            top[t] = max(top[t], r[y, t])
            for t in range(width):
                out[base[t] + c * stride] = top[t] if r[c, t] >= 0 else -1


@compiled
def better(
    rank: Array, size: int, stride: int, allowed: Array, begin: int, end: int, block: int, bits: int, out: Array
) -> None:
    """Write, for each cell, the mask of strategies from which moving there is an improvement."""
    base = np.empty(block, np.int64)
    r = np.empty((size, block), np.int32)
    mask = np.empty(block, np.int64)
    for q in range(begin, end, block):
        width = min(block, end - q)
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        for c in range(size):
            for word in range(out.shape[1]):
                mask[:width] = 0
                for y in range(word * bits, min(size, (word + 1) * bits)):
                    if allowed[y, c]:
                        bit = y - word * bits
                        for t in range(width):
                            mask[t] |= int((r[y, t] >= 0) & (r[y, t] < r[c, t])) << bit
                for t in range(width):
                    out[base[t] + c * stride, word] = mask[t]


@compiled
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
                        target[code, t] = max(target[code, t], most[code + back, t])


@compiled
def _store(forth: Array, hence: Array, base: Array, width: int, stride: int, ahead: Array, back: Array) -> None:
    """Copy the masks of some groups to their cells."""
    for c in range(len(forth)):
        for word in range(forth.shape[1]):
            for t in range(width):
                ahead[base[t] + c * stride, word] = forth[c, word, t]
                back[base[t] + c * stride, word] = hence[c, word, t]


@compiled
def lean(
    rank: Array,
    size: int,
    stride: int,
    allowed: Array,
    first: Array,
    part: Array,
    begin: int,
    end: int,
    block: int,
    bits: int,
    ahead: Array,
    back: Array,
) -> None:
    """Write the masks of lean improvements: where they lead (`ahead`) and whence they come (`back`).

    The parts of a move from strategy c to y lead to `part[first[c, y]:first[c, y + 1]]`.
    """
    base = np.empty(block, np.int64)
    r = np.empty((size, block), np.int32)
    fine = np.empty(block, np.bool_)
    forth = np.empty((size, ahead.shape[1], block), np.int64)
    hence = np.empty((size, ahead.shape[1], block), np.int64)
    for q in range(begin, end, block):
        width = min(block, end - q)
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        forth[:] = 0
        hence[:] = 0
        for c in range(size):
            for y in range(size):
                if not allowed[c, y]:
                    continue
                for t in range(width):
                    fine[t] = r[y, t] > r[c, t]
                for place in range(first[c, y], first[c, y + 1]):
                    u = part[place]
                    for t in range(width):
                        fine[t] &= r[u, t] < r[y, t]
                for t in range(width):
                    forth[c, y // bits, t] |= int(fine[t]) << (y % bits)
                    hence[y, c // bits, t] |= int(fine[t]) << (c % bits)
        _store(forth, hence, base, width, stride, ahead, back)


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
    block: int,
    bits: int,
    ahead: Array,
    back: Array,
) -> None:
    """Do what `lean` does for many strategies that make up most combinations of own values.

    `own[c, k]` is the value of own option k in strategy c; `lookup[own[c] @ weight]` is c, and -1 stands where there is
    no such strategy. The best parts of all moves from a strategy are found together.
    """
    base = np.empty(block, np.int64)
    r = np.empty((size, block), np.int32)
    forth = np.empty((size, ahead.shape[1], block), np.int64)
    hence = np.empty((size, ahead.shape[1], block), np.int64)
    most = np.empty((len(lookup), block), np.int32)
    top = np.empty((len(lookup), block), np.int32)
    for q in range(begin, end, block):
        width = min(block, end - q)
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
                        fine = int((r[y, t] > r[c, t]) & (top[code, t] < r[y, t]))
                        forth[c, y // bits, t] |= fine << (y % bits)
                        hence[y, c // bits, t] |= fine << (c % bits)
        _store(forth, hence, base, width, stride, ahead, back)


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
    block: int,
    bits: int,
    place: int,
    out: Array,
) -> None:
    """Write for each cell, into `out[cell, place]`, the mask of strategies that tempt there and are undeterred.

    Improvements tempt, or only those in the masks `ahead` where it has any. At holes `worst` is -1: they tempt nobody.
    """
    base = np.empty(block, np.int64)
    r = np.empty((size, block), np.int32)
    s = np.empty((size, block), np.int32)
    w = np.empty((size, block), np.int32)
    tempts = np.empty(block, np.int64)
    found = np.empty(block, np.int64)
    masked = ahead.shape[0] > 0
    for q in range(begin, end, block):
        width = min(block, end - q)
        _begins(q, q + width, size, stride, base)
        _load(rank, base, width, size, stride, r)
        _load(standing, base, width, size, stride, s)
        _load(worst, base, width, size, stride, w)
        for c in range(size):
            for word in range(out.shape[2]):
                found[:width] = 0
                tempts[:width] = -1  # all bits
                if masked:
                    for t in range(width):
                        tempts[t] = ahead[base[t] + c * stride, word]
                for y in range(word * bits, min(size, (word + 1) * bits)):
                    if allowed[c, y]:
                        bit = y - word * bits
                        for t in range(width):
                            better_there = masked | (r[y, t] > r[c, t])
                            loose = (w[y, t] > s[c, t]) | (caused & (w[y, t] >= w[c, t]))
                            found[t] |= int(better_there & loose) << bit
                for t in range(width):
                    out[base[t] + c * stride, place, word] = found[t] & tempts[t]
