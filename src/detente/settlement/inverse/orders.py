"""Orders: the orders of an actor's statements nearest to its own under which a state is stable for it.

Near means that few pairs of statements stand the other way round (Kendall's distance). An order is built from the top:
taking a statement before those that stood above it costs one pair for each. After some statements, a state is above,
not above or still level; what comes next depends only on which statements are left and which states are above. So
these positions are searched by cost. A position in which too much is above is left: whatever follows, it stays so. One
in which even all that is still level may come to be above is an end: the rest keeps its order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.states import dense
from detente.settlement.inverse.conditions import Condition
from detente.settlement.inverse.sets import States, bits, members, smallest, where

MOST_POSITIONS = 40_000
"""Positions that are looked at; all orders of twelve statements have 4,096 sets of statements left."""

MOST_LISTED = 20
"""Orders that are listed where several are nearest."""

Order = tuple[int, ...]
"""Statements, top first, by their place in the actor's own order."""

Position = tuple[int, States]
"""The statements that are placed, as bits, and the kinds of states that are above so far."""


@dataclass(frozen=True)
class Orders:
    """The nearest orders under which a state is stable.

    `distance` is the number of pairs of statements that change places, None where no order was found. `nearest` are
    the orders with it, at most MOST_LISTED of `count`; where the search was given up among them (not `complete`), there
    may be more. Every order with fewer pairs than `tried` was tried in vain; None: every order there is.
    """

    distance: int | None
    nearest: tuple[Order, ...]
    count: int
    tried: int | None
    complete: bool = True


def orders(given: Condition, truths: Sequence[Bools], most: int = MOST_POSITIONS) -> Orders:
    """Return the orders nearest to an actor's own that meet a condition.

    `truths` says for each statement, the most important first, in which states it is true. At most so many positions
    are looked at.
    """
    if not truths:
        return Orders(0, ((),), 1, 0)  # all states are level
    return _Search(given, truths, most).found()


class _Search:
    def __init__(self, given: Condition, truths: Sequence[Bools], most: int) -> None:
        self.most, self.count = most, len(truths)
        table = np.array(truths, dtype=np.int8)
        says = table - table[:, [given.state]]  # 1 for a state, -1 for this one, 0 for neither
        kinds, of = np.unique(says, axis=1, return_inverse=True)
        self.met = _by_kind(given, of.ravel().tolist())
        self.better = [where(row > 0) for row in kinds]
        self.worse = [where(row < 0) for row in kinds]
        self.level = {0: where((kinds != 0).any(axis=0))}  # what no statement tells from the state is never above it
        self.cost: dict[Position, int] = {(0, 0): 0}
        self.before: dict[Position, list[tuple[Position, int]]] = {(0, 0): []}

    def found(self) -> Orders:
        """Return the nearest orders: those that lead to an end at least cost."""
        queue = [(0, 0, 0, 0)]
        ends: list[Position] = []
        done: set[Position] = set()
        least: int | None = None
        while queue:
            cost, _, placed, preferred = heapq.heappop(queue)
            if least is not None and cost > least:
                break
            if (placed, preferred) in done:
                continue
            if len(done) >= self.most:
                return self._unfinished(cost, ends)
            done.add((placed, preferred))
            if self.met(preferred | self._level(placed)):
                ends.append((placed, preferred))
                least = cost
                continue
            for node in self._onward(cost, placed, preferred):
                heapq.heappush(queue, node)
        return self._ended(least, ends)

    def _onward(self, cost: int, placed: int, preferred: States) -> Iterator[tuple[int, int, int, States]]:
        """Yield the positions after one more statement that are met first, or met again no dearer than before."""
        passed = 0
        for statement in range(self.count):
            if placed >> statement & 1:
                continue
            after = (placed | 1 << statement, preferred | self.better[statement] & self._level(placed))
            dear = cost + passed
            passed += 1
            known = self.cost.get(after)
            if known is None and not self.met(after[1]):
                continue
            if known is None or dear < known:
                self.cost[after] = dear
                self.before[after] = [((placed, preferred), statement)]
                yield dear, after[0].bit_count(), *after
            elif dear == known:
                self.before[after].append(((placed, preferred), statement))

    def _level(self, placed: int) -> States:
        """Return the states that the statements placed do not tell from the state."""
        if placed not in self.level:
            last = placed & -placed
            decides = self.better[last.bit_length() - 1] | self.worse[last.bit_length() - 1]
            self.level[placed] = self._level(placed ^ last) & ~decides
        return self.level[placed]

    def _ended(self, distance: int | None, ends: list[Position]) -> Orders:
        if distance is None:
            return Orders(None, (), 0, None)
        listed = islice((order for end in ends for order in self._orders(end)), MOST_LISTED)
        return Orders(distance, tuple(sorted(listed)), sum(map(self._ways, ends)), distance)

    def _unfinished(self, cost: int, ends: list[Position]) -> Orders:
        """Return what is known when the search is given up: an order, if one was found, is still a nearest one."""
        found = self._ended(cost, ends) if ends else Orders(None, (), 0, cost)
        return replace(found, complete=False)

    def _orders(self, end: Position) -> Iterator[Order]:
        rest = [statement for statement in range(self.count) if not end[0] >> statement & 1]
        return ((*begin, *rest) for begin in self._begins(end))

    def _begins(self, end: Position) -> Iterator[Order]:
        """Yield the ways to a position at least cost, as the statements placed one after another."""
        if end == (0, 0):
            yield ()
        for before, statement in self.before[end]:
            for begin in self._begins(before):
                yield (*begin, statement)

    def _ways(self, end: Position) -> int:
        known: dict[Position, int] = {(0, 0): 1}

        def ways(position: Position) -> int:
            if position not in known:
                known[position] = sum(ways(before) for before, _ in self.before[position])
            return known[position]

        return ways(end)


def _by_kind(given: Condition, kinds: Sequence[int]) -> Callable[[States], bool]:
    """Return what tells whether a condition is met where these kinds of states are above.

    States about which all statements say the same as seen from the state are of one kind: whatever the order, they are
    above together.
    """
    every = {smallest(bits(kinds[state] for state in members(way)) for way in one.ways) for one in given.requirements}
    return lambda above: all(any(not way & above for way in ways) for ways in every)


# ------------------------------------------------------------ orders and what comes of them


def distance(order: Order) -> int:
    """Return how many pairs of statements stand the other way round.

    >>> distance((2, 0, 1))
    2
    """
    return sum(later < earlier for place, earlier in enumerate(order) for later in order[place + 1 :])


def ranked(truths: Sequence[Bools], order: Order, states: int) -> Ints:
    """Return the standings of the states, from 0 without gaps, with statements in an order."""
    keys = np.zeros(states, dtype=np.int64)
    for statement in order:
        keys = dense(keys * 2 + truths[statement]).astype(np.int64)
    return keys


def at_distance(count: int, pairs: int) -> Iterator[Order]:
    """Yield every order of so many statements with so many pairs the other way round.

    >>> list(at_distance(3, 2))
    [(1, 2, 0), (2, 0, 1)]
    """
    return _orders(tuple(range(count)), pairs)


def _orders(left: Order, pairs: int) -> Iterator[Order]:
    rest = len(left) - 1
    if not left:
        yield from [()] * (pairs == 0)
    for place in range(min(pairs, rest) + 1):
        if pairs - place <= rest * (rest - 1) // 2:
            for tail in _orders(left[:place] + left[place + 1 :], pairs - place):
                yield (left[place], *tail)
