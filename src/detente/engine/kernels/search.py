"""The search on a grid: the least value that others can bring about, everywhere at once.

Nobody of them moves the actor in question, so each strategy of its is a problem of its own: a slice of the grid, whose
cells are brought together first so that the search stays in the nearest memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled

Array = NDArray[Any]

LOWEST = np.zeros(32, dtype=np.int64)
"""The number of the lowest bit of a word, by a hash without collisions (see `lowest`)."""
for _bit in range(32):
    LOWEST[((1 << _bit) * 0x077CB531 & 0xFFFFFFFF) >> 27] = _bit

wide: Any = np.int64
"""A word as a signed number: with unsigned ones the compiler would turn sums into fractions."""

DIGIT = 12
"""Bits by which keys are sorted at a time: a table of their counts stays in the nearest memory."""

FULL = 32767
"""In `via`: done, by whomever reached."""


WHO, STRIDE, SIZE, BEGIN, GROUPS, TIMES, SHIFT, AGAIN, BACK = range(9)
"""Columns of a table of others (see `others_of`)."""


def others_of(actor: int, sizes: Array, strides: Array) -> Array:
    """Return the others' axes in a slice of an actor, a row each.

    A row tells who it is, how far its neighbouring strategies lie apart, how many it has, where its groups begin among
    all groups and how many there are; and what turns division by stride and then by size into products and shifts.
    """
    count, begin = int(np.prod(sizes)) // int(sizes[actor]), 0
    rows = []
    for j in range(len(sizes)):
        if j != actor:
            stride, size = int(strides[j] if j < actor else strides[j] // sizes[actor]), int(sizes[j])
            rows.append([j, stride, size, begin, count // size, *_magic(count, stride), *_magic(count, size)])
            begin += count // size
    return np.array(rows, dtype=np.int64).reshape(len(rows), 9)


def _magic(count: int, divisor: int) -> tuple[int, int]:
    """Return m and k with x // divisor == x * m >> k for all x below `count`.

    With m the least whole number not below 2^k / divisor, m is too large by less than 1, so the product by less than
    x < 2^k / divisor: never enough to reach the next whole number.

    >>> m, k = _magic(1000, 7)
    >>> all(x * m >> k == x // 7 for x in range(1000))
    True
    """
    shift = count.bit_length() + divisor.bit_length()
    return -(-(1 << shift) // divisor), shift


State = tuple[Array, Array, Array, Array, Array, Array]
"""What the search knows of a slice: `left`, `known`, `least`, `via`, `waiting` and `mode`.

`left` holds, by group and word, the cells to which a mover can still bring something new. By cell there are the masks
`known` of moves into it, the `least` value found, -1 for none, and `via`: who brought what is known there (-1 nobody, a
mover that then may not have moved just before, or FULL). `waiting` cells are still to be expanded for the movers in
`mode`: -1 all, h only h, others + h all but h.

It is no class of ours, since machine code that is kept names its types: a later version could not read it.
"""


@compiled
def lowest(word: int) -> int:
    """Return the number of the lowest bit of a word of at most 32 bits that is not 0."""
    return int(LOWEST[((word & -word) * 0x077CB531 & 0xFFFFFFFF) >> 27])


@compiled
def _drop(cell: int, one: int, others: Array, fold: int, left: Array) -> None:
    """Take a cell out of the set of those to which a mover may still bring something new."""
    across = cell * others[one, TIMES] >> others[one, SHIFT]
    high = across * others[one, AGAIN] >> others[one, BACK]
    own = across - high * others[one, SIZE]
    group = others[one, BEGIN] + cell - (across - high) * others[one, STRIDE]
    left[group, own >> fold] &= ~(1 << (own & (1 << fold) - 1))


@compiled
def _bring(cell: int, mover: int, value: int, others: Array, fold: int, state: State, legal: bool) -> int:
    """Note that a mover's move from the cell leads to the value; return for whom the cell is to be expanded."""
    left, _, least, via, _, _ = state
    before = via[cell]
    if before < 0:
        least[cell] = value
    if legal and before < 0:
        via[cell] = mover
        return len(others) + mover
    via[cell] = FULL
    for other in range(len(others)):
        if other != mover:
            _drop(cell, other, others, fold, left)
    return int(before)


@compiled
def _flood(root: int, value: int, others: Array, fold: int, state: State, legal: bool) -> None:
    """Give the value to all cells from which moves lead to the root and that no lower value has reached."""
    left, known, least, via, waiting, mode = state
    count = len(others)
    if via[root] < 0:
        least[root] = value
    waiting[0], mode[0] = root, via[root]
    via[root] = FULL
    for h in range(count):
        _drop(root, h, others, fold, left)
    top = 1  # cells waiting
    while top:
        top -= 1
        cell, how = int(waiting[top]), mode[top]
        for h in range(count):
            if (how >= count and h == how - count) or (0 <= how < count and h != how):
                continue
            stride = others[h, STRIDE]
            across = cell * others[h, TIMES] >> others[h, SHIFT]
            high = across * others[h, AGAIN] >> others[h, BACK]
            low = cell - across * stride
            group = others[h, BEGIN] + low + high * stride
            for word in range(left.shape[1]):
                fresh = wide(known[cell, h, word]) & wide(left[group, word])
                if fresh == 0:
                    continue
                left[group, word] = wide(left[group, word]) & ~fresh
                while fresh:
                    own = lowest(fresh) + (word << fold)
                    fresh &= fresh - 1
                    waiting[top] = (high * others[h, SIZE] + own) * stride + low
                    mode[top] = _bring(int(waiting[top]), h, value, others, fold, state, legal)
                    top += 1


@compiled
def _clear(cell: int, one: int, others: Array, left: Array) -> None:
    """Do what `_drop` does where masks have one word."""
    across = cell * others[one, TIMES] >> others[one, SHIFT]
    high = across * others[one, AGAIN] >> others[one, BACK]
    group = others[one, BEGIN] + cell - (across - high) * others[one, STRIDE]
    left[group] &= ~(1 << across - high * others[one, SIZE])


@compiled
def _chase(
    root: int, value: int, others: Array, left: Array, known: Array, free: Array, least: Array, waiting: Array
) -> None:
    """Do what `_flood` does where masks have one word and chains of moves count as one, the usual case, in less time.

    `left[group]` and `known[cell, mover]` are as in `State`; whatever has a least value is done with. Where nothing is
    `known` by cell, all moves count that are `free` by mover and strategy.
    """
    count, listed = len(others), len(known) > 0
    least[root], waiting[0] = value, root
    for h in range(count):
        _clear(root, h, others, left)
    top = 1  # cells waiting
    while top:
        top -= 1
        cell = int(waiting[top])
        for h in range(count):
            stride = others[h, STRIDE]
            across = cell * others[h, TIMES] >> others[h, SHIFT]
            high = across * others[h, AGAIN] >> others[h, BACK]
            own = across - high * others[h, SIZE]
            group = others[h, BEGIN] + cell - (across - high) * stride
            there = wide(left[group])
            fresh = (wide(known[cell, h]) if listed else wide(free[others[h, WHO], own])) & there
            if fresh == 0:
                continue
            left[group] = there & ~fresh
            base = cell - own * stride
            while fresh:
                found = base + lowest(fresh) * stride
                fresh &= fresh - 1
                least[found], waiting[top] = value, found
                top += 1
                for one in range(count):
                    if one != h:
                        _clear(found, one, others, left)


@compiled
def _ascending(keys: Array, places: Array, order: Array, spare: Array) -> None:
    """Write the places of keys (from -1 on) into `order`, the least key first; stable, a digit at a time."""
    most = 0
    for key in keys:
        most = max(most, int(key) + 1)
    for place in range(len(order)):
        order[place] = place
    for shift in range(0, 32, DIGIT):
        if not most >> shift:
            return
        places[:] = 0
        for key in keys:
            places[(int(key) + 1 >> shift) & ((1 << DIGIT) - 1)] += 1
        begin = 0
        for digit in range(1 << DIGIT):
            many = places[digit]
            places[digit] = begin
            begin += many
        for place in range(len(order)):
            one = order[place] if shift else place
            digit = (int(keys[one]) + 1 >> shift) & ((1 << DIGIT) - 1)
            spare[places[digit]] = one
            places[digit] += 1
        for place in range(len(order)):
            order[place] = spare[place]


@compiled
def _gather(source: Array, choice: int, step: int, jump: int, part: Array) -> None:
    """Copy the cells of one strategy of an actor, whose cells lie `step` apart and repeat every `jump` cells."""
    if step == 1:
        for cell in range(len(part)):
            part[cell] = source[cell * jump + choice]
        return
    for high in range(len(part) // step):
        for low in range(step):
            part[high * step + low] = source[high * jump + choice * step + low]


@compiled
def _scatter(part: Array, choice: int, step: int, jump: int, target: Array) -> None:
    """Copy the cells of one strategy back to where `_gather` takes them from."""
    if step == 1:
        for cell in range(len(part)):
            target[cell * jump + choice] = part[cell]
        return
    for high in range(len(part) // step):
        for low in range(step):
            target[high * jump + choice * step + low] = part[high * step + low]


@compiled
def _members(worth: Array, holes: int, stride: int, size: int, fold: int, left: Array) -> None:
    """Write, for each group, the mask of its strategies that are states."""
    for word in range(left.shape[1]):
        for group in range(len(left)):
            left[group, word] = 0 if holes else (1 << min(1 << fold, size - (word << fold))) - 1
    if holes:
        for own in range(size):
            bit, word = 1 << (own & (1 << fold) - 1), own >> fold
            for high in range(len(left) // stride):
                for low in range(stride):
                    left[high * stride + low, word] |= bit * (worth[(high * size + own) * stride + low] >= 0)


@compiled
def _spread(free: Array, stride: int, size: int, part: Array) -> None:
    """Write for each cell what holds for a mover's strategy there."""
    for high in range(len(part) // (stride * size)):
        for own in range(size):
            begin = (high * size + own) * stride
            for low in range(stride):
                part[begin + low] = free[own]


@compiled
def search(
    value: Array,
    masks: Array,
    free: Array,
    others: Array,
    fold: int,
    step: int,
    size: int,
    legal: bool,
    begin: int,
    end: int,
    out: Array,
) -> None:
    """Write the least value at each cell or where the others can lead from it, for strategies `begin` to `end`.

    The actor in question has `size` strategies, `step` cells apart. `masks[j, cell]` says from which strategies of j a
    move there counts; where `masks` is empty all moves do that `free[j, strategy]` (as masks) allows. With `legal`, no
    actor moves twice running; else chains of moves count as one. Cells are taken in ascending order of value, and from
    each one the moves are followed backwards, so each cell is expanded once for each mover.
    """
    count, words, jump = len(value) // size, free.shape[2], step * size
    listed, simple = masks.shape[1] > 0, words == 1 and not legal
    left = np.empty((others[:, GROUPS].sum(), words), free.dtype)
    known = np.empty((count if listed or not simple else 0, len(others), words), masks.dtype)
    least = np.empty(count, np.int32)
    via = np.empty(count, np.int16)
    waiting = np.empty(2 * count, np.int32)
    state = (left, known, least, via, waiting, np.empty(2 * count, np.int16))
    worth = np.empty(count, np.int32)
    order = np.empty(count, np.int32)
    spare = np.empty(count, np.int32)
    places = np.empty(1 << DIGIT, np.int32)
    for choice in range(begin, end):
        _gather(value, choice, step, jump, worth)
        holes = 0
        for cell in range(count):
            hole = worth[cell] < 0
            holes += hole
            least[cell] = -1
            via[cell] = FULL if hole else -1
        for h in range(len(others)):
            for word in range(words):
                if listed:
                    _gather(masks[others[h, WHO], :, word], choice, step, jump, known[:, h, word])
                elif choice == begin and not simple:  # the same in all slices
                    _spread(free[others[h, WHO], :, word], others[h, STRIDE], others[h, SIZE], known[:, h, word])
            groups = left[others[h, BEGIN] : others[h, BEGIN] + others[h, GROUPS]]
            _members(worth, holes, others[h, STRIDE], others[h, SIZE], fold, groups)
        _ascending(worth, places, order, spare)
        for root in order:
            if simple:
                if least[root] < 0 <= worth[root]:
                    _chase(int(root), worth[root], others, left[:, 0], known[:, :, 0], free[:, :, 0], least, waiting)
            elif via[root] != FULL:
                _flood(int(root), worth[root], others, fold, state, legal)
        _scatter(least, choice, step, jump, out)
