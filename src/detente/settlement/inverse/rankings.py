"""Rankings: how many strict rankings of all states make a state stable for an actor, counted without listing them.

Of a ranking only the set of states above the state matters, and of that only those v of which the condition speaks.
If a of these stand above, they can do so in a! (v - a)! orders; the other states can stand anywhere. So it is enough
to know how many such sets of each size meet the condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb, factorial

from detente.settlement.inverse.conditions import Condition
from detente.settlement.inverse.sets import States, smallest

MOST_CASES = 10_000
"""Cases that are told apart while sets are counted."""

MOST_NAMED = 800
"""States of which a condition may speak if rankings are to be counted."""

Sizes = tuple[int, ...]
"""How many sets there are of each size, from 0 on."""

Parts = frozenset[tuple[States, ...]]
"""Requirements, each as its ways."""


@dataclass(frozen=True)
class Rankings:
    """The part of all strict rankings of `states` states under which a state is stable for an actor."""

    share: Fraction
    states: int

    @property
    def total(self) -> int:
        """Return how many strict rankings there are."""
        return factorial(self.states)

    @property
    def count(self) -> int:
        """Return how many of them make the state stable."""
        return int(self.share * self.total)


def rankings(given: Condition, states: int) -> Rankings | None:
    """Return how many strict rankings meet a condition, None where too many cases would have to be told apart.

    The count is exact.
    """
    named = given.speaks_of.bit_count()
    if named > MOST_NAMED:
        return None
    try:
        sizes = _Count().sizes(frozenset(one.ways for one in given.requirements))
    except _TooManyError:
        return None
    met = sum(sets * factorial(size) * factorial(named - size) for size, sets in enumerate(sizes))
    return Rankings(Fraction(met, factorial(named + 1)), states)


class _TooManyError(Exception):
    """More cases than are told apart."""


@dataclass(eq=False)
class _Count:
    """Counts sets of preferred states by size: a state is preferred or not, and each way the rest is looked at once."""

    known: dict[Parts, Sizes] = field(default_factory=dict)

    def sizes(self, parts: Parts) -> Sizes:
        """Return how many sets of the states of which the parts speak meet all parts."""
        found: Sizes = (1,)
        for apart in _apart(parts):
            found = _times(found, self._together(apart))
        return found

    def _together(self, parts: Parts) -> Sizes:
        """Return the same for parts that hang together."""
        if parts not in self.known:
            if len(self.known) >= MOST_CASES:
                raise _TooManyError
            self.known[parts] = (0,)  # counts as a case from now on
            self.known[parts] = self._found(parts)
        return self.known[parts]

    def _found(self, parts: Parts) -> Sizes:
        if len(parts) == 1:
            (ways,) = parts
            if _spoken(parts).bit_count() == sum(way.bit_count() for way in ways):
                return _disjoint(ways)
        state = _pivot(parts)
        rest = _spoken(parts).bit_count() - 1
        preferred = [tuple(way for way in ways if not way & state) for ways in parts]
        not_preferred = [smallest(way & ~state for way in ways) for ways in parts]
        without: Sizes = (0,)
        if all(preferred):
            without = self._among(preferred, rest)
        within = self._among([ways for ways in not_preferred if ways[0]], rest)
        return tuple(a + b for a, b in zip((0, *without, *[0] * (rest + 1 - len(without))), (*within, 0), strict=True))

    def _among(self, parts: Iterable[tuple[States, ...]], states: int) -> Sizes:
        """Return how many sets of so many states meet parts that speak of some of them."""
        found = frozenset(parts)
        return _times(self.sizes(found), _every(states - _spoken(found).bit_count()))


def _disjoint(ways: tuple[States, ...]) -> Sizes:
    """Return the sets that leave some way free, where no two ways share a state: all but those that touch each."""
    named = sum(way.bit_count() for way in ways)
    touching: Sizes = (1,)
    for way in ways:
        touching = _times(touching, (0, *_every(way.bit_count())[1:]))
    return tuple(a - b for a, b in zip(_every(named), touching, strict=True))


def _every(states: int) -> Sizes:
    return tuple(comb(states, size) for size in range(states + 1))


def _times(first: Sizes, second: Sizes) -> Sizes:
    found = [0] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            found[i + j] += a * b
    return tuple(found)


def _pivot(parts: Parts) -> States:
    """Return one state, as a set, whose case decides much: one of the smallest way of a part with few ways."""
    ways = min(parts, key=lambda ways: (len(ways), ways))
    return ways[0] & -ways[0]


def _spoken(parts: Iterable[tuple[States, ...]]) -> States:
    found = 0
    for ways in parts:
        for way in ways:
            found |= way
    return found


def _apart(parts: Parts) -> list[Parts]:
    """Return the parts in groups that speak of no state together."""
    groups: list[tuple[States, list[tuple[States, ...]]]] = []
    for ways in sorted(parts):
        spoken = _spoken([ways])
        joined = [ways]
        apart = []
        for states, members in groups:
            if states & spoken:
                spoken |= states
                joined += members
            else:
                apart.append((states, members))
        groups = [*apart, (spoken, joined)]
    return [frozenset(members) for _, members in groups]
