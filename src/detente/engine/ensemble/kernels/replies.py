"""What replies can bring about, and what they do not deter."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled, inner

Array = NDArray[Any]


@compiled
def best_answer(first: Array, states: Array, end_first: Array, ends: Array, value: Array) -> Array:
    """Return the best value that one move or none leads to.

    From the states `states[first[g]:first[g + 1]]` alike one comes to `ends[end_first[g]:end_first[g + 1]]`.
    """
    lanes = value.shape[1]
    best = np.empty(lanes, value.dtype)
    result = np.empty(value.shape, value.dtype)
    for group in range(len(first) - 1):
        end = ends[end_first[group]]
        for lane in range(lanes):
            best[lane] = value[end, lane]
        for k in range(end_first[group] + 1, end_first[group + 1]):
            end = ends[k]
            for lane in range(lanes):
                best[lane] = max(best[lane], value[end, lane])
        for k in range(first[group], first[group + 1]):
            state = states[k]
            for lane in range(lanes):
                result[state, lane] = best[lane]
    return result


@compiled
def unanswered(
    first: Array, states: Array, end_first: Array, ends: Array, own: Array, worst: Array, kind: int, result: Array
) -> None:
    """Mark the states and lanes in which some move leads where both rank and worst are above the rank here.

    Then the lesser of the two is; so what one move or none leads to (as for `best_answer`) is gone through but once for
    many states. `own[s]` and `worst[s, kind]` are compared; `result[s]` is written.
    """
    lanes = own.shape[1]
    best = np.empty(lanes, own.dtype)
    for group in range(len(first) - 1):
        end = ends[end_first[group]]
        if end_first[group + 1] - end_first[group] == 1:
            result[end] = False  # there is no move
            continue
        for lane in range(lanes):
            best[lane] = min(own[end, lane], worst[end, kind, lane])
        for k in range(end_first[group] + 1, end_first[group + 1]):
            end = ends[k]
            for lane in range(lanes):
                best[lane] = max(best[lane], min(own[end, lane], worst[end, kind, lane]))
        for k in range(first[group], first[group + 1]):
            state = states[k]
            for lane in range(lanes):
                result[state, lane] = best[lane] > own[state, lane]


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

    Sweeps go forth and back in turn. Time goes on with every state that is looked at; one is looked at again only if
    some state of its run `fell` since, and a reply only if what it leads to was `lowered` since its state was looked
    at. For one state, `gain[k]` gathers the least that movers with label k lead to.
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
        size, fell = cuts[c + 1] - cuts[c], clock
        changing = forth = True
        while changing:
            changing = False
            for step in range(size):
                place = cuts[c] + (step if forth else size - 1 - step)
                state, since = order[place], looked[place]
                if since >= fell:
                    continue
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
                        line, mark = k // 8, bit[k % 8]
                        for kind in range(kinds):
                            for lane in range(lanes):
                                there = least[end, kind, lane]  # always read: few processors can read parts of vectors
                                reply = there if (words[line, lane] & mark) != 0 else highest
                                gain[own, kind, lane] = min(gain[own, kind, lane], reply)
                for own in range(labels):
                    for other in range(labels):
                        at = other * count + place
                        if gained[own] and (own != other or own == 0) and _lower(gain, own, least, at):
                            lowered[at] = fell = clock
                            changing = True
                    gained[own] = False
            forth = not forth
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
            end, line, mark = to[arc[k]], k // 8, bit[k % 8]
            for lane in range(lanes):
                tempted = (words[line, lane] & mark) != 0
                result[state, lane] |= tempted & (worst[end, kind, lane] > limit[state, lane])
