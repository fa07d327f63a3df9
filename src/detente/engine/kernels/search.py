"""The search on a grid: the least value that others can bring about, everywhere at once.

Nobody of them moves the actor in question, so each strategy of its is a problem of its own: a slice of the grid, whose
cells are brought together first so that the search stays in the nearest memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner, inset

Array = NDArray[Any]

LOWEST = np.zeros(32, dtype=np.int64)
"""The number of the lowest bit of a word, by a hash without collisions (see `lowest`)."""
for _bit in range(32):
    LOWEST[((1 << _bit) * 0x077CB531 & 0xFFFFFFFF) >> 27] = _bit

at: Any = np.uint64
"""A place in an array, which is not negative: told so, the compiler need not ask whether to count from the end."""

wide: Any = np.int64
"""A word as a signed number: with unsigned ones the compiler would turn sums into fractions."""

DIGIT = 12
"""Bits by which keys are sorted at a time: a table of their counts stays in the nearest memory."""

FULL = 32767
"""In `via`: done, by whomever reached."""

MOST = 0x7FFFFFFF
"""Above all values."""

LOOKS = 1
"""How many states of the lowest value are looked for, if slices are large, before the rest is sorted."""


WHO, STRIDE, SIZE, BEGIN, GROUPS, TIMES, SHIFT, AGAIN, BACK, NEAR, FROM, SHIFTS = range(12)
"""Columns of a table of others (see `others_of`)."""


def others_of(actor: int, sizes: Array, strides: Array) -> Array:
    """Return the others' axes in a slice of an actor, a row each.

    A row tells who it is, how far its neighbouring strategies lie apart, how many it has, where its groups begin among
    all groups and how many there are; and what turns division by stride and then by size into products and shifts.
    Then how far apart those of its groups lie, on the whole grid, that only the actor's neighbouring strategies tell
    apart, and where its groups begin there. Then, for each of the others, by how many of that one's groups a cell
    moves on with the row's own next strategy.
    """
    cells = int(np.prod(sizes))
    count, begin, rows = cells // int(sizes[actor]), 0, []
    others = [j for j in range(len(sizes)) if j != actor]
    for j in others:
        stride, size = int(strides[j] if j < actor else strides[j] // sizes[actor]), int(sizes[j])
        near = int(strides[actor] if actor < j else strides[actor] // sizes[j])
        begins = sum(cells // int(sizes[k]) for k in range(j))
        shifts = [stride if j < k else stride // int(sizes[k]) for k in others]
        rows.append(
            [j, stride, size, begin, count // size, *_magic(count, stride), *_magic(count, size), near, begins, *shifts]
        )
        begin += count // size
    return np.array(rows, dtype=np.int64).reshape(len(rows), SHIFTS + len(rows))


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


State = tuple[Array, Array, Array, Array, Array, Array, Array, Array]
"""What the search knows of a slice: `left`, `known`, `least`, `via`, `waiting`, `mode`, `own` and `group`.

`left` holds, by group and word, the cells to which a mover can still bring something new. `known` holds, by mover,
word and cell, the masks of moves into it. By cell there are the `least` value found, -1 for none, and `via`: who
brought what is known there (-1 nobody, a mover that then may not have moved just before, or FULL). `waiting` cells are
still to be expanded for the movers in `mode`: -1 all, h only h, others + h all but h. `own` and `group` tell, by
mover, where the cell lies that is being expanded: its strategy and its group.

It is no class of ours, since machine code that is kept names its types: a later version could not read it.
"""


Marks = tuple[Array, Array, Array, Array]
"""What it takes to look at all cells of a slice together: `done`, `before`, `new` and `bit`.

By cell there are `done`, all bits where it has a least value and none elsewhere, and what that was `before` the last
round. `new` has room for the cells that a turn finds, by group. `bit` holds the bits of a word.
"""


Room = tuple[tuple[Array, Array, Array, Array, Array, Array, Array], Marks | None]
"""Where a search works, in as few arrays as can be, for each takes time to compile; it may be used again.

The arrays are `left` and `known`; `cells`, four numbers by cell: `least`, what it is worth, and two to sort by;
`waiting`; `notes`, `via` and then `mode`; `own` and `group` in one; `places`, to count digits in.
"""


def room(others: Array, count: int, free: Array, legal: bool | None, together: bool) -> Room:
    """Return room to search slices of `count` cells; with marks, if their cells are to be looked at together.

    Who brought what is known is not noted where it need not be: in masks of one word, if chains count as one.
    """
    words, word = free.shape[2], free.dtype
    noted = 0 if words == 1 and not legal else count
    left = np.empty(int(others[:, GROUPS].sum()) * words, word)
    known = np.empty((len(others) * words, count), word)
    cells, waiting, notes = (np.empty(shape, np.int32) for shape in ((4, count), 2 * count, 3 * noted))
    here, places = np.empty((2, len(others)), np.int64), np.empty(1 << DIGIT, np.int32)
    marks = None
    if together:
        done, before, new = np.empty((3, count), word)
        marks = (done, before, new, (1 << np.arange(8 * word.itemsize)).astype(word))
    return (left, known, cells, waiting, notes, here, places), marks


@inner
def lowest(word: int) -> int:
    """Return the number of the lowest bit of a word of at most 32 bits that is not 0."""
    return LOWEST[((word & -word) * 0x077CB531 & 0xFFFFFFFF) >> 27]  # type: ignore[no-any-return]


@inner
def _locate(cell: int, others: Array, own: Array, group: Array) -> None:
    """Write the strategy that each of the others has in a cell, and the group in which the cell lies for it."""
    for h in range(len(others)):
        across = cell * others[h, TIMES] >> others[h, SHIFT]
        high = across * others[h, AGAIN] >> others[h, BACK]
        own[h] = across - high * others[h, SIZE]
        group[h] = others[h, BEGIN] + cell - (across - high) * others[h, STRIDE]


@inner
def _flood(root: int, value: int, others: Array, words: int, fold: int, state: State, legal: bool) -> int:
    """Give the value to all cells from which moves lead to the root and that no lower value has reached.

    Return with how many cells the search is done.
    """
    left, known, least, via, waiting, mode, own, group = state
    count, last, done = len(others), (1 << fold) - 1, 1
    if via[root] < 0:
        least[root] = value
    waiting[0], mode[0] = root, via[root]
    via[root] = FULL
    _locate(root, others, own, group)
    for h in range(count):
        left[group[h] * words + (own[h] >> fold)] &= ~(1 << (own[h] & last))
    top = 1  # cells waiting
    while top:
        top -= 1
        cell, how = wide(waiting[top]), wide(mode[top])
        _locate(cell, others, own, group)
        for h in range(count):
            if (how >= count and h == how - count) or (0 <= how < count and h != how):
                continue
            for word in range(words):
                there = wide(left[group[h] * words + word])
                fresh = wide(known[h * words + word, cell]) & there
                left[group[h] * words + word] = there & ~fresh
                while fresh:
                    step = lowest(fresh) + (word << fold) - own[h]
                    fresh &= fresh - 1
                    found = cell + step * others[h, STRIDE]
                    before = wide(via[found])
                    if before < 0:
                        least[found] = value
                    waiting[top] = found
                    if legal and before < 0:
                        via[found] = h
                        mode[top] = count + h
                    else:
                        via[found] = FULL
                        mode[top] = before
                        done += 1
                        for one in range(count):
                            if one != h:
                                place = (group[one] + step * others[h, SHIFTS + one]) * words + (own[one] >> fold)
                                left[place] &= ~(1 << (own[one] & last))
                    top += 1
    return done


@inner
def _flow(root: int, value: int, many: int, others: Array, state: State, marks: Marks | None) -> int:
    """Do what `_flood` does where masks have one word and chains of moves count as one, the usual case, in less time.

    Whatever has a least value is done with. Moves are followed from cell to cell; but where there are `marks`, and as
    long as `many` cells wait to be expanded or are found in a round, all cells are looked at together.
    """
    left, _, least, _, waiting, _, own, group = state
    _locate(root, others, own, group)
    for h in range(len(others)):
        left[group[h]] &= ~(1 << own[h])
    least[root], waiting[0] = value, root
    top, done = wide(1), 1  # plainly a number: for a constant, what follows would be compiled again
    while top:
        top, found = _chase(top, value, many, others, state)
        done += found
        if marks is not None:  # the compiler knows
            top, found = _sweep(top, value, many, others, state, marks)
            done += found
    return done


@inset
def _chase(top: int, value: int, many: int, others: Array, state: State) -> tuple[int, int]:
    """Expand the `top` cells that are waiting, and those found, until none is waiting, or many are.

    Return how many are waiting and how many have been found.
    """
    left, known, least, _, waiting, _, own, group = state
    count, done = len(others), 0
    while 0 < top < many:
        top -= 1
        cell = wide(waiting[at(top)])
        _locate(cell, others, own, group)
        for h in range(count):
            there = wide(left[at(group[h])])
            fresh = wide(known[h, at(cell)]) & there
            if fresh == 0:
                continue
            left[at(group[h])] = there & ~fresh
            while fresh:
                step = lowest(fresh) - own[h]
                fresh &= fresh - 1
                found = cell + step * others[h, STRIDE]
                least[at(found)], waiting[at(top)] = value, found
                top += 1
                done += 1
                for one in range(count):
                    if one != h:
                        left[at(group[one] + step * others[h, SHIFTS + one])] &= ~(1 << own[one])
    return top, done


@inner
def _sweep(top: int, value: int, many: int, others: Array, state: State, marks: Marks) -> tuple[int, int]:
    """If cells are waiting, let all movers have their turn at all cells, as long as a round finds many.

    Return how many cells are waiting, those that the last round has found, and how many have been found.
    """
    left, known, least, _, waiting, _, _, _ = state
    done, before, new, bit = marks
    none = bit[0] & 0
    if top == 0:
        return 0, 0
    for cell in range(len(least)):
        done[cell] = ~none if least[cell] >= 0 else none
    found = many
    while found >= many:
        for cell in range(len(done)):
            before[cell] = done[cell]
        for h in range(len(others)):
            mine = left[others[h, BEGIN] : others[h, BEGIN] + others[h, GROUPS]]
            _turn(known[h], others[h, SIZE], others[h, STRIDE], mine, done, new, bit)
        found = 0
        for cell in range(len(done)):
            found += (done[cell] ^ before[cell]) & 1
    top = total = 0
    for cell in range(len(least)):
        here, fresh = least[cell], (done[cell] != 0) & (least[cell] < 0)
        least[cell] = value if fresh else here
        total += 1 if fresh else 0
    for cell in range(len(least)):
        if done[cell] != before[cell]:
            waiting[top] = cell
            top += 1
    for h in range(len(others)):  # a turn takes from what is left to a mover only what that mover finds
        mine = left[others[h, BEGIN] : others[h, BEGIN] + others[h, GROUPS]]
        _settle(others[h, SIZE], others[h, STRIDE], mine, done, bit)
    return top, total


@inner
def _turn(moves: Array, size: int, stride: int, left: Array, done: Array, new: Array, bit: Array) -> None:
    """Mark as done all cells that are left from which a move of one mover leads to one that is done.

    Cells are looked at without branches, so that the compiler can use vectors; what has nothing new is passed over.
    """
    none = bit[0] & 0
    if stride == 1:
        _turn_nearest(moves, size, left, done, new, bit)
        return
    for high in range(len(left) // stride):
        begin = high * stride
        for low in range(stride):
            new[low] = 0
        for y in range(size):
            row = begin * size + y * stride
            for low in range(stride):
                new[low] |= moves[at(row + low)] & done[at(row + low)]
        some = none
        for low in range(stride):
            new[low] &= left[at(begin + low)]
            left[at(begin + low)] ^= new[low]
            some |= new[low]
        for y in range(size):
            row, one = begin * size + y * stride, bit[y]
            if some & one:
                for low in range(stride):
                    done[at(row + low)] |= ~none if new[low] & one else none


@inner
def _turn_nearest(moves: Array, size: int, left: Array, done: Array, new: Array, bit: Array) -> None:
    """Do the same for the mover whose neighbouring strategies are neighbouring cells."""
    none = bit[0] & 0
    for group in range(len(left)):
        some = none
        for y in range(size):
            some |= moves[at(group * size + y)] & done[at(group * size + y)]
        new[group] = some & left[group]
        left[group] ^= new[group]
    for group in range(len(left)):
        some = new[group]
        if some:
            for y in range(size):
                done[at(group * size + y)] |= ~none if some & bit[y] else none


@inner
def _settle(size: int, stride: int, left: Array, done: Array, bit: Array) -> None:
    """Leave nothing to a mover that is done, whoever has found it."""
    if stride == 1:
        for group in range(len(left)):
            some = bit[0] & 0
            for y in range(size):
                some |= done[at(group * size + y)] & bit[y]
            left[group] &= ~some
        return
    for high in range(len(left) // stride):
        begin = high * stride
        for y in range(size):
            row, one = begin * size + y * stride, bit[y]
            for low in range(stride):
                left[at(begin + low)] &= ~(done[at(row + low)] & one)


@inset
def _lowest(worth: Array, least: Array) -> int:
    """Return the cell of the lowest worth among the states for which no value has been found; there must be one."""
    low = MOST
    for cell in range(len(worth)):  # without branches, so that many cells are looked at together
        here = (worth[cell] | ~(least[cell] >> 31)) & MOST
        low = here if here < low else low
    cell = 0
    while least[cell] >= 0 or worth[cell] != low:
        cell += 1
    return cell


@inner
def _gather(source: Array, begin: int, step: int, jump: int, part: Array) -> None:
    """Copy the cells of one strategy of an actor, whose cells lie `step` apart and repeat every `jump` cells."""
    for high in range(len(part) // step):
        for low in range(step):
            part[high * step + low] = source[high * jump + begin + low]


@inner
def _fill(by_strategy: Array, size: int, stride: int, part: Array) -> None:
    """Write for each cell what there is for the strategy that a mover has in it."""
    for high in range(len(part) // (size * stride)):
        for y in range(size):
            row = (high * size + y) * stride
            for low in range(stride):
                part[at(row + low)] = by_strategy[y]


@inset
def _bring(masks: Array, free: Array, others: Array, begin: int, step: int, jump: int, known: Array) -> None:
    """Write the masks of the moves into each cell of a slice, those of one mover after the other's."""
    words = free.shape[2]
    for h in range(len(others)):
        who = others[h, WHO]
        for word in range(words):
            if masks.shape[2]:
                _gather(masks[who, word], begin, step, jump, known[h * words + word])
            else:
                _fill(free[who, :, word], others[h, SIZE], others[h, STRIDE], known[h * words + word])


@inset
def _scatter(part: Array, begin: int, step: int, jump: int, target: Array) -> None:
    """Copy the cells of one strategy back to where `_gather` takes them from."""
    for high in range(len(part) // step):
        for low in range(step):
            target[high * jump + begin + low] = part[high * step + low]


@inset
def _reset(
    choice: int,
    worth: Array,
    members: Array,
    others: Array,
    words: int,
    fold: int,
    size: int,
    left: Array,
    least: Array,
    via: Array,
) -> int:
    """Make a slice ready to be searched; return how many states it has.

    `members` holds the masks of strategies that are states, by group of the whole grid and word, one mover's after the
    other's; where it is empty all are.
    """
    for h in range(len(others)):
        near, begin = others[h, NEAR], others[h, BEGIN] * words
        for high in range(others[h, GROUPS] // near):
            source = (others[h, FROM] + (high * size + choice) * near) * words
            target = begin + high * near * words
            for low in range(near):
                for word in range(words):
                    full = (1 << max(0, min(others[h, SIZE] - (word << fold), 1 << fold))) - 1
                    place = low * words + word
                    left[target + place] = members[source + place] if len(members) else full
    states = 0
    for cell in range(len(worth)):
        states += 1 if worth[cell] >= 0 else 0
        least[cell] = -1
    for cell in range(len(via)):
        via[cell] = -1
    return states


@inset
def _ascending(worth: Array, least: Array, order: Array, spare: Array, places: Array) -> None:
    """Write the states for which no value has been found into `order`, those of the least worth first.

    They are sorted stably, a digit at a time.
    """
    count = most = shift = 0
    for cell in range(len(worth)):
        if least[cell] < 0 <= worth[cell]:
            order[count] = cell
            count += 1
            most = worth[cell] if worth[cell] > most else most
    while most >> shift:
        for digit in range(len(places)):
            places[digit] = 0
        for k in range(count):
            places[(worth[order[k]] >> shift) & (len(places) - 1)] += 1
        begin = 0
        for digit in range(len(places)):
            many = places[digit]
            places[digit] = begin
            begin += many
        for k in range(count):
            digit = (worth[order[k]] >> shift) & (len(places) - 1)
            spare[places[digit]] = order[k]
            places[digit] += 1
        for k in range(count):
            order[k] = spare[k]
        shift += DIGIT


@compiled
def search(
    value: Array,
    masks: Array,
    free: Array,
    members: Array,
    others: Array,
    fold: int,
    legal: bool | None,
    count: int,
    step: int,
    size: int,
    first: int,
    begin: int,
    end: int,
    many: int,
    left: Array,
    known: Array,
    cells: Array,
    waiting: Array,
    notes: Array,
    here: Array,
    places: Array,
    marks: Marks | None,
    out: Array,
) -> None:
    """Write the least value at each cell or where the others can lead from it, for strategies `begin` to `end`.

    The actor in question has `size` strategies of `count` cells each. In the arrays by cell those of one lie `step`
    cells from those of the next, and the first there is strategy `first`. `masks[j, word, cell]` says from which
    strategies of j a move there counts; where `masks` is empty all moves do that `free[j, strategy]` (as masks) allows.
    With `legal`, no actor moves twice running; else chains of moves count as one. None says so too, of masks of one
    word, and less is compiled then. Cells are taken in ascending order of value, and from each one the moves are
    followed backwards, so each cell is expanded once for each mover.

    Nearly all is reached from the first few of them. So these are looked for one by one, and only what is left is
    sorted. Where there are `marks`, all cells are looked at together as long as that finds `many`. The other arrays
    from `left` on are the room in which the search works (see `room`).
    """
    words, jump = free.shape[2], step * size
    apart = False
    if legal is not None:  # the compiler knows
        apart = legal
    simple = words == 1 and not apart
    least, worth, order, spare = cells[0], cells[1], cells[2], cells[3]
    via, mode = notes[: len(notes) // 3], notes[len(notes) // 3 :]
    state = (left, known, least, via, waiting, mode, here[0], here[1])
    for choice in range(begin, end):
        _gather(value, (choice - first) * step, step, jump, worth)
        _bring(masks, free, others, (choice - first) * step, step, jump, known)
        waits = _reset(choice, worth, members, others, words, fold, size, left, least, via)
        looks = 0 if apart else LOOKS + len(places) // count
        place = -1
        while waits:
            if looks:
                looks -= 1
                root = _lowest(worth, least)
            else:
                if place < 0:
                    _ascending(worth, least, order, spare, places)
                place += 1
                root = wide(order[place])
            if simple:
                waits -= _flow(root, worth[root], many, others, state, marks) if least[root] < 0 else 0
            elif legal is not None and via[root] != FULL:
                waits -= _flood(root, worth[root], others, words, fold, state, legal)
        _scatter(least, (choice - first) * step, step, jump, out)
