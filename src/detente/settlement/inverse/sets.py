"""Sets of states as whole numbers: bit s stands for state s."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import numpy as np

from detente.engine.board import Bools, Ints

States = int
"""A set of states: bit s is set where state s belongs to it."""


def bits(states: Iterable[int]) -> States:
    """Return the set of some states.

    >>> bits([0, 3])
    9
    """
    found = 0
    for state in states:
        found |= 1 << state
    return found


def members(states: States) -> tuple[int, ...]:
    """Return the states of a set, ascending.

    >>> members(9)
    (0, 3)
    """
    found = []
    while states:
        lowest = states & -states
        found.append(lowest.bit_length() - 1)
        states ^= lowest
    return tuple(found)


def where(mask: Bools) -> States:
    """Return the states that a mask selects.

    >>> where(np.array([True, False, False, True]))
    9
    """
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def above(rank: Ints, state: int) -> States:
    """Return the states that an actor with such standings prefers to a state.

    >>> members(above(np.array([2, 0, 1, 3]), 2))
    (0, 3)
    """
    return where(rank > rank[state])


def smallest(sets: Iterable[States]) -> tuple[States, ...]:
    """Return the sets that include no other one, small ones first.

    >>> [members(one) for one in smallest([bits([0, 1]), bits([1]), bits([0, 2]), bits([0, 1, 2])])]
    [(1,), (0, 2)]
    """
    kept: list[States] = []
    by_size = groupby(sorted(set(sets), key=lambda one: (one.bit_count(), one)), key=int.bit_count)
    for _, alike in by_size:  # sets of one size do not include each other
        less = tuple(kept)
        kept += [one for one in alike if not any(one & part == part for part in less)]
    return tuple(kept)
