"""Pairs: the ranking of states nearest to an actor's own under which a state is stable for it.

Near means that few pairs of states stand otherwise to each other: above, below or level. The nearest ranking needs no
search. Let M be the states that the actor prefers to the state s in its own ranking and no more in another one, and m
the best of M. Each pair of s and a member of M changes. Each other state u that stood above s and no higher than m
changes as well: its pair with s, or else its pair with m, for m is now no better than s and u still is. So does each
state that was level with s: its pair with s, or else its pair with m. All these pairs are different ones, and raising s
until it is level with m changes no others. The fewer states stand above s, the better: so s is raised to the lowest
level at which the condition is met.

Another question has another answer: how few *comparisons with s* would do, whatever else then has to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Ints
from detente.settlement.inverse.conditions import Condition, Requirement
from detente.settlement.inverse.sets import States, above, bits, members, smallest


@dataclass(frozen=True, eq=False)
class Raised:
    """The nearest ranking: the actor's own with the state raised to a level.

    `pairs` is how many pairs of states change. `level_with` are the states with which the state is level then; none
    where nothing has to change. `passed` are those above which it then stands, and did not before.
    """

    pairs: int
    rank: Ints
    level_with: tuple[int, ...]
    passed: tuple[int, ...]


def raised(given: Condition, rank: Ints) -> Raised:
    """Return the ranking nearest to an actor's own that meets a condition; there always is one."""
    own = rank[given.state]
    others = np.arange(len(rank)) != given.state
    levels = np.unique(rank[rank >= own])
    level = next(one for one in levels if given.met(above(np.where(others, rank, one), given.state)))
    after = np.where(others, rank, level)
    if level == own:
        return Raised(0, after, (), ())
    level_with = np.flatnonzero(others & (rank == level)).tolist()
    passed = np.flatnonzero(others & (rank >= own) & (rank < level)).tolist()
    return Raised(len(level_with) + len(passed), after, tuple(level_with), tuple(passed))


def changed(before: Ints, after: Ints) -> Iterator[tuple[int, int]]:
    """Yield the pairs of states that stand otherwise to each other in two rankings.

    >>> list(changed(np.array([0, 1, 2]), np.array([0, 2, 2])))
    [(1, 2)]
    """
    for state in range(len(before)):
        old, new = np.sign(before[state] - before[state + 1 :]), np.sign(after[state] - after[state + 1 :])
        for other in np.flatnonzero(old != new).tolist():
            yield state, state + 1 + other


def at_distance(rank: Ints, pairs: int) -> Iterator[Ints]:
    """Yield every ranking, ties allowed, in which so many pairs of states stand otherwise; ranks from 0 without gaps.

    >>> [one.tolist() for one in at_distance(np.array([0, 1]), 1)]
    [[1, 0], [0, 0]]
    """
    for levels in _placed([int(one) for one in rank], [], 0, pairs):
        found = np.empty(len(rank), dtype=np.int64)
        for level, states in enumerate(levels):
            found[states] = level
        yield found


def _placed(rank: list[int], levels: list[list[int]], state: int, pairs: int) -> Iterator[list[list[int]]]:
    """Yield the ways to place the states from `state` on, into the levels or between them, with so many pairs more."""
    if state == len(rank):
        if pairs == 0:
            yield levels
        return
    for place in range(2 * len(levels) + 1):  # an even place: a new level; an odd one: level with others
        level, joins = divmod(place, 2)
        cost = sum(
            _changes(rank[state] - rank[other], 0 if joins and at == level else 1 if at < level else -1)
            for at, others in enumerate(levels)
            for other in others
        )
        if cost <= pairs:
            now = [*levels]
            now[level : level + joins] = [[*levels[level], state]] if joins else [[state]]
            yield from _placed(rank, now, state + 1, pairs - cost)


def _changes(before: int, after: int) -> bool:
    """Return whether two states that stood so to each other stand otherwise; numbers count by their sign."""
    return (before > 0) != (after > 0) or (before < 0) != (after < 0)


def comparisons(given: Condition, rank: Ints) -> States:
    """Return a smallest set of states that it is enough to prefer no more to the state for that to be stable.

    One set of several, if there are several: which one is left to the solver (HiGHS), which is exact here.
    """
    preferred = above(rank, given.state)
    unmet = [one for one in given.requirements if not one.met(preferred)]
    return _fewest(unmet, preferred) if unmet else 0


def _fewest(unmet: Sequence[Requirement], preferred: States) -> States:
    """Return fewest states that free a way of each requirement, as a whole-number program.

    There is a variable for each state of a way (is it no more preferred?) and one for each way (is it taken?).
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    several = [smallest(way & preferred for way in one.ways) for one in unmet]
    states = members(_union(way for ways in several for way in ways))
    column = {state: place for place, state in enumerate(states)}
    count = len(states)
    entries: list[tuple[int, int, int]] = []  # row, column, factor
    least: list[int] = []
    for ways in several:
        entries += [(len(least), count + place, 1) for place in range(len(ways))]  # some way is taken
        least.append(1)
        for way in ways:
            for state in members(way):  # a way is taken only if its states are no more preferred
                entries += [(len(least), column[state], 1), (len(least), count, -1)]
                least.append(0)
            count += 1
    rows, columns, factors = zip(*entries, strict=True)
    table = coo_array((factors, (rows, columns)), shape=(len(least), count), dtype=np.float64).tocsr()
    price = np.zeros(count)
    price[: len(states)] = 1
    asked = LinearConstraint(table, lb=np.array(least, dtype=np.float64))
    found = milp(price, integrality=np.ones(count), bounds=Bounds(0, 1), constraints=asked)
    if found.x is None:
        raise RuntimeError(f"a program that has solutions was not solved: {found.message}")
    return bits(state for state in states if found.x[column[state]] > 0.5)


def _union(sets: Iterable[States]) -> States:
    found = 0
    for one in sets:
        found |= one
    return found
