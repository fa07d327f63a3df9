"""Elimination: sums over circumstances, one after another, without listing worlds.

A network is a product of tables: the chances of each circumstance by its own value and the values on which they depend.
To sum over a circumstance one needs only the tables that speak of it, so that circumstances go one after another, and
no table is larger than what hangs together at once [zhang1996]. Circumstances that hang together in chains and trees
may make any number of worlds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.errors import Problem, TooLargeError
from detente.prospects.bounds import Chances
from detente.prospects.listed import columns, combinations
from detente.prospects.network import rows_of
from detente.prospects.rows import Row
from detente.scenario.model import Circumstance

MOST = 1 << 22
"""Numbers that a table may have."""


@dataclass(frozen=True, eq=False)
class Factor:
    """Numbers by the values of some circumstances, an axis for each, in the order of `names`."""

    names: tuple[str, ...]
    numbers: Chances

    def over(self, names: Sequence[str]) -> Chances:
        """Return the numbers with an axis for each of these names, of length 1 for one that they do not speak of."""
        here = sorted(self.names, key=names.index)
        turned = self.numbers.transpose([self.names.index(name) for name in here])
        sizes = dict(zip(here, turned.shape, strict=True))
        return turned.reshape([sizes.get(name, 1) for name in names])


def factor(
    one: Circumstance,
    parents: Sequence[str],
    circumstances: Mapping[str, Circumstance],
    facts: Mapping[str, str],
    prior: Row | None,
) -> Factor:
    """Return the chances of a circumstance, at the middles of their bands, by its parents' values and its own."""
    values = tuple(circumstances[name].values for name in parents)
    table = columns(parents, values, facts, combinations(values))
    rows, which = rows_of(one, prior, table)
    middles = np.array([[float(chance) for chance in row.middle] for row in rows])
    return Factor((*parents, one.id), middles[which].reshape([*map(len, values), len(one.values)]))


def summed(factors: Iterable[Factor], kept: Sequence[str]) -> Chances:
    """Return the product of factors, summed over all names but those `kept`, with an axis for each of these in order.

    Every name that is kept must be spoken of. Of the others the one goes first for which the smallest table is made;
    TooLargeError is raised where that has more than `MOST` numbers.

    >>> half = Factor(("a",), np.array([0.5, 0.5]))
    >>> summed([half, Factor(("a", "b"), np.array([[0.2, 0.8], [0.6, 0.4]]))], ["b"]).tolist()
    [0.4, 0.6000000000000001]
    """
    left = list(factors)
    sizes = {name: size for one in left for name, size in zip(one.names, one.numbers.shape, strict=True)}
    waiting = sorted(sizes.keys() - set(kept))
    while waiting:
        scopes = {name: _beside(left, name) for name in waiting}
        name = min(waiting, key=lambda one: prod(sizes[other] for other in scopes[one]))
        waiting.remove(name)
        speaking = [one for one in left if name in one.names]
        left = [one for one in left if name not in one.names]
        rest = tuple(sorted(scopes[name] - {name}))
        left.append(Factor(rest, _product(speaking, (name, *rest), sizes).sum(axis=0)))
    return _product(left, kept, sizes)


def _beside(factors: Sequence[Factor], name: str) -> set[str]:
    """Return the names that stand in one factor with a name, this included."""
    return {name}.union(*(one.names for one in factors if name in one.names))


def _product(factors: Sequence[Factor], names: Sequence[str], sizes: Mapping[str, int]) -> Chances:
    count = prod(sizes[name] for name in names)
    if count > MOST:
        raise _too_tangled(len(names), count)
    found = np.ones([sizes[name] for name in names])
    for one in factors:
        found = found * one.over(names)
    return found


def _too_tangled(circumstances: int, count: int) -> TooLargeError:
    return TooLargeError(
        (
            Problem(
                "too-many-worlds",
                f"{circumstances} circumstances hang together at once, by what actors have seen of them: they make "
                f"{count:,} combinations",
                f"At most {MOST:,} are gone through together; circumstances in chains and trees may be any number.",
                "Let chances depend on fewer circumstances, or set some of these in a variant.",
            ),
        )
    )
