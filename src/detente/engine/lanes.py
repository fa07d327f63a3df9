"""Kernels over lanes: one step of the analysis, done for many samples of ranks side by side.

A row of an array belongs to a state (or a move), a column, called a lane, to a sample. All samples share states and
moves, so one walk over the moves serves them all, and the innermost loop, over lanes, becomes vector instructions.

These arrays go through many kernels; there are N states and n actors:

`first`, `to` : all moves, state by state and there actor by actor, so that a walk over states goes straight through
    memory: those of actor i from state s end in the states `to[first[s * n + i]:first[s * n + i + 1]]`.
`part_first`, `part_to` : the strict parts of moves: those of move p end in `part_to[part_first[p]:part_first[p + 1]]`.
`rank` : `rank[i * N + s]` is the standing of state s for actor i.
`value` : `value[s, v]` is the value of kind v that state s has for the actor in question.
`row`, `arc`, `word`, `words`, `bit` : the moves that tempt in some lane: the k-th is move `arc[k]`, and those of
    actor i from state s are the numbers from `row[s * n + i]` up to `row[s * n + i + 1]`. In which lanes, is a bit of
    a word each, and eight moves of a state share their words: move k of state s has the number m = k - row[s * n]
    there and is bit `bit[m % 8]` of the words `words[word[s] + m // 8]`.
`loose`, `single` : for play, lanes come in blocks of 64, the bits of a word: `single[k]` is the word in which lane k of
    the block has its bit alone. Word `loose[p]` has the lanes in which nothing deters move p. The moves from state s
    are those from `starts[s]` up to `starts[s + 1]`, whoever moves.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner

Array = NDArray[Any]


# ---------------------------------------------------------------- once for all samples


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


# ---------------------------------------------------------------- for each batch of samples


@compiled
def better(first: Array, to: Array, rank: Array, row: Array, arc: Array, word: Array, words: Array, bit: Array) -> int:
    """Write the moves that are improvements in some lane into `row`, `arc` and `words`; return how many there are."""
    count = len(word) - 1
    actors = len(rank) // count
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
                    _mark(lanes, word[state], found - row[state * actors], words, bit)
                    found += 1
    row[-1] = found
    return found


@compiled
def lean(
    part_first: Array,
    part_to: Array,
    to: Array,
    rank: Array,
    row: Array,
    arc: Array,
    word: Array,
    words: Array,
    bit: Array,
    kept_row: Array,
    kept_arc: Array,
    kept_words: Array,
) -> None:
    """Write the improvements that are lean in some lane, where no part does as well, into the `kept` arrays."""
    count = len(word) - 1
    actors = len(rank) // count
    lanes = np.zeros(rank.shape[1], np.bool_)
    found = 0
    for state in range(count):
        for actor in range(actors):
            at, begin = state * actors + actor, actor * count
            kept_row[at] = found
            for k in range(row[at], row[at + 1]):
                p, number = arc[k], k - row[state * actors]
                end, line, mark = begin + to[p], word[state] + number // 8, bit[number % 8]
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
                    _mark(lanes, word[state], found - kept_row[state * actors], kept_words, bit)
                    found += 1
    kept_row[-1] = found


@inner
def _mark(lanes: Array, begin: int, number: int, words: Array, bit: Array) -> None:
    """Write the lanes of a state's move of that `number`; the state's words begin at `begin`."""
    line, mark = begin + number // 8, bit[number % 8]
    if number % 8 == 0:
        for lane in range(len(lanes)):
            words[line, lane] = 0
    for lane in range(len(lanes)):
        words[line, lane] |= mark if lanes[lane] else np.uint8(0)


@compiled
def best_answer(first: Array, to: Array, rank: Array, actor: int, count: int) -> Array:
    """Return the best rank that an actor has at each state or one own move away."""
    actors, begin = len(rank) // count, actor * count
    best = rank[begin : begin + count].copy()
    for state in range(count):
        at = state * actors + actor
        for p in range(first[at], first[at + 1]):
            end = begin + to[p]
            for lane in range(rank.shape[1]):
                best[state, lane] = max(best[state, lane], rank[end, lane])
    return best


@compiled
def least_of_sets(
    member_first: Array, member: Array, after_first: Array, after: Array, start: Array, value: Array
) -> Array:
    """Return the least value that is reachable from each state where reach is the same in all lanes.

    Set c holds the states `member[member_first[c]:member_first[c + 1]]`, at least one, and leads to the sets
    `after[after_first[c]:after_first[c + 1]]`, which have lower numbers. What can be reached from state s is set
    `start[s]` with all that it leads to.
    """
    _, kinds, lanes = value.shape
    least = np.empty((len(member_first) - 1, kinds, lanes), value.dtype)
    for c in range(len(least)):
        _copy(value, member[member_first[c]], least, c)
        for k in range(member_first[c] + 1, member_first[c + 1]):
            _lower(value, member[k], least, c)
        for k in range(after_first[c], after_first[c + 1]):
            _lower(least, after[k], least, c)
    result = np.empty(value.shape, value.dtype)
    for state in range(len(value)):
        _copy(least, start[state], result, state)
    return result


@compiled
def least_by_replies(  # noqa: PLR0912 - in one piece, the compiler sees that its arrays do not overlap
    order: Array,
    cuts: Array,
    ends: Array,
    label: Array,
    labels: int,
    row: Array,
    arc: Array,
    word: Array,
    words: Array,
    bit: Array,
    value: Array,
    top: Array,
) -> Array:
    """Return the least value that is reachable from each state by replies that differ between lanes.

    The states `order[cuts[c]:cuts[c + 1]]` may lead to each other and otherwise only to earlier ones. Each such run
    is swept until nothing changes, so that it is done, while its rows are still at hand, before the next begins; rows
    follow the order, and move p ends at place `ends[p]` of it. `label[j]` is 0 for an actor whose moves running come
    to one, else the number (1 to `labels - 1`) of the label for sequences whose first mover is another; -1 leaves the
    actor out. `top[0]` is above all values.

    Time goes on with every state that is looked at; a reply is looked at again only if what it leads to was `lowered`
    since its state was. For one state, `gain[k]` gathers the least that movers with label k lead to.
    """
    count, kinds, lanes = value.shape
    actors, highest = len(label), top[0]
    least = np.empty((labels * count, kinds, lanes), value.dtype)
    for at in range(labels * count):
        _copy(value, order[at % count], least, at)
    gain = np.empty((labels, kinds, lanes), value.dtype)
    gained = np.zeros(labels, np.bool_)
    lowered = np.ones(labels * count, np.int64)
    looked = np.zeros(count, np.int64)
    clock = 1
    for c in range(len(cuts) - 1):
        changing = True
        while changing:
            changing = False
            for place in range(cuts[c], cuts[c + 1]):
                state, since = order[place], looked[place]
                clock += 1
                looked[place] = clock
                for actor in range(actors):
                    own, at = label[actor], state * actors + actor
                    for k in range(row[at], row[at + 1] if own >= 0 else 0):
                        end = own * count + ends[arc[k]]
                        if lowered[end] <= since:
                            continue
                        if not gained[own]:
                            gained[own] = True
                            gain[own] = highest
                        number = k - row[state * actors]
                        line, mark = word[state] + number // 8, bit[number % 8]
                        for kind in range(kinds):
                            for lane in range(lanes):
                                reply = least[end, kind, lane] if (words[line, lane] & mark) != 0 else highest
                                gain[own, kind, lane] = min(gain[own, kind, lane], reply)
                for own in range(labels):
                    for other in range(labels):
                        at = other * count + place
                        if gained[own] and (own != other or own == 0) and _lower(gain, own, least, at):
                            lowered[at] = clock
                            changing = True
                    gained[own] = False
    result = np.empty(value.shape, value.dtype)
    for place in range(count):
        _copy(least, place, result, order[place])
    return result


@inner
def _copy(source: Array, here: int, target: Array, there: int) -> None:
    """Copy a row, for all kinds and lanes."""
    for kind in range(source.shape[1]):
        for lane in range(source.shape[2]):
            target[there, kind, lane] = source[here, kind, lane]


@inner
def _lower(source: Array, here: int, target: Array, there: int) -> bool:
    """Lower a row to what another has where that is less; return whether it is anywhere."""
    fell = False
    for kind in range(source.shape[1]):
        for lane in range(source.shape[2]):
            fell |= source[here, kind, lane] < target[there, kind, lane]
            target[there, kind, lane] = min(source[here, kind, lane], target[there, kind, lane])
    return fell


@compiled
def undeterred(
    to: Array,
    row: Array,
    arc: Array,
    word: Array,
    words: Array,
    bit: Array,
    actor: int,
    worst: Array,
    kind: int,
    limit: Array,
    result: Array,
) -> None:
    """Mark the states and lanes in which some tempting move leads where the worst is above the state's limit.

    `worst[s, kind]` and `limit[s]` are compared; `result[s]` is written.
    """
    count, lanes = limit.shape
    actors = (len(row) - 1) // count
    for state in range(count):
        for lane in range(lanes):
            result[state, lane] = False
        at = state * actors + actor
        for k in range(row[at], row[at + 1]):
            end, number = to[arc[k]], k - row[state * actors]
            line, mark = word[state] + number // 8, bit[number % 8]
            for lane in range(lanes):
                tempted = (words[line, lane] & mark) != 0
                result[state, lane] |= tempted & (worst[end, kind, lane] > limit[state, lane])


@compiled
def undeterred_moves(
    to: Array,
    row: Array,
    arc: Array,
    word: Array,
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
            end, number = to[arc[k]], k - row[state * actors]
            line, mark = word[state] + number // 8, bit[number % 8]
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


@compiled
def count_stable(unstable: Array, stable: Array, equilibria: Array) -> None:
    """Add to `stable[c, i, s]` and `equilibria[c, s]` the number of lanes in which `unstable[c, i, s]` is false.

    A lane counts for an equilibrium where the state is unstable for no actor.
    """
    lanes = unstable.shape[3]
    some = np.zeros(lanes, np.bool_)
    for c in range(unstable.shape[0]):
        for state in range(unstable.shape[2]):
            for lane in range(lanes):
                some[lane] = False
            for actor in range(unstable.shape[1]):
                moving = np.int32(0)  # narrow sums are what makes this loop fast
                for lane in range(lanes):
                    moving = np.int32(moving + np.int32(unstable[c, actor, state, lane]))
                    some[lane] |= unstable[c, actor, state, lane]
                stable[c, actor, state] += lanes - moving
            moving = np.int32(0)
            for lane in range(lanes):
                moving = np.int32(moving + np.int32(some[lane]))
            equilibria[c, state] += lanes - moving


@compiled
def weigh_stable(unstable: Array, weights: Array, stable: Array, equilibria: Array) -> None:
    """Add the lanes' weights as `count_stable` adds their number, one lane after another.

    Sums are thus the same however the samples are cut into batches.
    """
    lanes = len(weights)
    some = np.zeros(lanes, np.bool_)
    for c in range(unstable.shape[0]):
        for state in range(unstable.shape[2]):
            some[:] = False
            for actor in range(unstable.shape[1]):
                total = stable[c, actor, state]
                for lane in range(lanes):
                    some[lane] |= unstable[c, actor, state, lane]
                    total += 0.0 if unstable[c, actor, state, lane] else weights[lane]
                stable[c, actor, state] = total
            total = equilibria[c, state]
            for lane in range(lanes):
                total += 0.0 if some[lane] else weights[lane]
            equilibria[c, state] = total
