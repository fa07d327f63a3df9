"""Sequences that stay cheap when they are long: what they hold is made when it is looked at.

They compare and show themselves like the tuples of what they hold.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import index
from typing import Generic, TypeVar, overload

import numpy as np

from detente.engine.board import Bools, Ints

T_co = TypeVar("T_co", covariant=True)

LONG = 1000  # items, beyond which a sequence shows only the first and the last
ENDS = 3  # items shown at each end of a long sequence
BLOCK = 1 << 14  # items that are taken out of an array at once


class Lazy(Sequence[T_co], Generic[T_co]):
    """A sequence whose items are made when they are looked at; a slice is the tuple of them."""

    @abstractmethod
    def _item(self, place: int) -> T_co:
        """Return the item at a place from 0, which is within the sequence."""

    @overload
    def __getitem__(self, place: int) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, place: int | slice) -> T_co | tuple[T_co, ...]:
        """Return the item at a place counted from 0, or several."""
        places = range(len(self))
        if isinstance(place, slice):
            return tuple(self._item(one) for one in places[place])
        return self._item(places[place])

    def __iter__(self) -> Iterator[T_co]:
        """Return the items one after another."""
        return (self._item(place) for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | Lazy):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        if len(self) <= LONG:
            return repr(tuple(self))
        first, last = self[:ENDS], self[-ENDS:]
        return f"({', '.join(map(repr, first))}, ..., {', '.join(map(repr, last))})"


class Numbers(Lazy[int]):
    """Numbers of states (from 1), ascending, kept as an array of truths by state or of the states' places from 0.

    >>> Numbers(np.array([False, True, True, False]))
    (2, 3)
    >>> 3 in Numbers(np.array([1, 2])), Numbers(np.array([1, 2])) == (2, 3)
    (True, True)
    """

    def __init__(self, states: Bools | Ints) -> None:
        self._states = states
        self._by_state = states.dtype == np.bool_

    @cached_property
    def places(self) -> Ints:
        """Return the states by place, counted from 0."""
        return np.flatnonzero(self._states) if self._by_state else self._states.astype(np.int64)

    @cached_property
    def _count(self) -> int:
        return int(np.count_nonzero(self._states)) if self._by_state else len(self._states)

    def has(self, places: Ints) -> Bools:
        """Return for each of some states, given by place, whether it is among them."""
        if self._by_state:
            found: Bools = self._states.astype(np.bool_, copy=False)[places]
            return found
        return np.isin(places, self._states)

    def by_state(self, count: int) -> Bools:
        """Return for each of all `count` states whether it is among them."""
        if self._by_state:
            return self._states.astype(np.bool_, copy=False)
        found = np.zeros(count, dtype=np.bool_)
        found[self._states] = True
        return found

    def blocks(self) -> Iterator[Ints]:
        """Return the numbers, some thousand at a time."""
        for begin in range(0, len(self._states), BLOCK):
            part = self._states[begin : begin + BLOCK]
            yield np.flatnonzero(part) + (begin + 1) if self._by_state else part.astype(np.int64) + 1

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def _item(self, place: int) -> int:
        return int(self.places[place]) + 1

    def __iter__(self) -> Iterator[int]:
        """Return the numbers one after another."""
        return (number for block in self.blocks() for number in block.tolist())

    def __contains__(self, number: object) -> bool:
        """Return whether a state is among them."""
        return self._find(number) is not None

    def index(self, number: int, start: int = 0, stop: int | None = None) -> int:
        """Return at which place a number stands; raises ValueError where it does not."""
        place = self._find(number)
        at = -1 if place is None else int(np.searchsorted(self.places, place))
        if at in range(*slice(start, stop).indices(len(self))):
            return at
        raise ValueError(f"{number} is not among them")

    def count(self, number: int) -> int:
        """Return how often a number is among them: once or not at all."""
        return int(number in self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Numbers):
            return len(self) == len(other) and np.array_equal(self.places, other.places)
        return super().__eq__(other)

    def __hash__(self) -> int:
        return super().__hash__()

    def _find(self, number: object) -> int | None:
        """Return the place of the state with that number if it is among them."""
        try:
            place = index(number) - 1  # type: ignore[arg-type]
        except TypeError:
            return None
        if self._by_state:
            return place if 0 <= place < len(self._states) and self._states[place] else None
        at = int(np.searchsorted(self._states, place))
        return place if at < len(self._states) and self._states[at] == place else None
