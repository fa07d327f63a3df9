"""Ways to change what one actor wants: the order of its statements, or its ranking of the states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from detente.conflict import Conflict, Ordered
from detente.engine.board import Board, Bools, Ints
from detente.engine.truth import Table, true
from detente.settlement.inverse import orders, pairs
from detente.settlement.inverse.conditions import Condition
from detente.settlement.inverse.orders import Order
from detente.settlement.inverse.sets import above


@dataclass(frozen=True, eq=False)
class Change:
    """Other wants of one actor: how many pairs (of statements or of states) change, and the standings that result.

    `order` is the new order of its statements where that is what changed.
    """

    pairs: int
    rank: Ints
    order: Order | None = None


@dataclass(frozen=True, eq=False)
class Nearest:
    """A nearest change that meets a condition, None where none was found.

    No change of fewer pairs than `least` meets it; None: no change at all does.
    """

    change: Change | None
    least: int | None


class Ways(Protocol):
    """One actor's ways to change its wants, by how many pairs they change."""

    @property
    def most(self) -> int:
        """Return how many pairs there are."""

    @property
    def work(self) -> int:
        """Return about how many steps it takes to find one more change at a distance."""

    def nearest(self, given: Condition) -> Nearest:
        """Return the nearest change that meets a condition."""

    def at_distance(self, distance: int) -> Iterator[Change]:
        """Yield every change of so many pairs."""


@dataclass(frozen=True, eq=False)
class ByOrder:
    """An actor's statements in another order; `truths` says where each is true, and `rank` is as it is now."""

    truths: Sequence[Bools]
    rank: Ints

    @property
    def most(self) -> int:
        """Return how many pairs of statements there are."""
        return len(self.truths) * (len(self.truths) - 1) // 2

    @property
    def work(self) -> int:
        """Return the steps that try each statement at each place."""
        return len(self.truths) ** 2

    def nearest(self, given: Condition) -> Nearest:
        """Return the nearest order that meets a condition."""
        found = orders.orders(given, self.truths)
        if found.distance is None:
            return Nearest(None, found.tried)
        return Nearest(self._change(found.distance, found.nearest[0]), found.distance)

    def at_distance(self, distance: int) -> Iterator[Change]:
        """Yield every order with so many pairs of statements the other way round."""
        return (self._change(distance, order) for order in orders.at_distance(len(self.truths), distance))

    def _change(self, distance: int, order: Order) -> Change:
        return Change(distance, orders.ranked(self.truths, order, len(self.rank)), order)


@dataclass(frozen=True, eq=False)
class ByPairs:
    """An actor's ranking of the states, changed pair by pair; `rank` is as it is now."""

    rank: Ints

    @property
    def most(self) -> int:
        """Return how many pairs of states there are."""
        return len(self.rank) * (len(self.rank) - 1) // 2

    @property
    def work(self) -> int:
        """Return the steps that place every state against every other one, anywhere."""
        return len(self.rank) ** 3

    def nearest(self, given: Condition) -> Nearest:
        """Return the nearest ranking that meets a condition."""
        found = pairs.raised(given, self.rank)
        return Nearest(Change(found.pairs, found.rank), found.pairs)

    def at_distance(self, distance: int) -> Iterator[Change]:
        """Yield every ranking, ties allowed, in which so many pairs of states stand otherwise."""
        return (Change(distance, rank) for rank in pairs.at_distance(self.rank, distance))


@dataclass(frozen=True, eq=False)
class Fixed:
    """An actor whose wants stay as they are."""

    rank: Ints
    most = 0
    work = 0

    def nearest(self, given: Condition) -> Nearest:
        """Return no change where the condition is met."""
        met = given.met(above(self.rank, given.state))
        return Nearest(Change(0, self.rank), 0) if met else Nearest(None, None)

    def at_distance(self, distance: int) -> Iterator[Change]:
        """Yield the wants as they are."""
        return iter([Change(0, self.rank)] if distance == 0 else [])


def by_order(conflict: Conflict, board: Board) -> list[Ways]:
    """Return every actor's ways to change the order of its statements; actors that have no order stay as they are."""
    columns = {option.id: board.values[:, place] for place, option in enumerate(conflict.options)}
    states = Table(columns, {option.id: option.values for option in conflict.options}, board.count)
    return [
        ByOrder([true(goal.meaning, states) for goal in wants.goals], rank)
        if isinstance(wants, Ordered)
        else Fixed(rank)
        for wants, rank in zip(conflict.preferences, board.ranks, strict=True)
    ]


def by_pairs(board: Board) -> list[Ways]:
    """Return every actor's ways to change its ranking of the states."""
    return [ByPairs(rank) for rank in board.ranks]
