"""Variance-based indices: how much of the doubt about an outcome each circumstance accounts for.

The chance of the outcome differs from world to world; its variance over the worlds is the doubt that the circumstances
leave. The *first-order* index of a circumstance is the part of it that goes away on average once its value is known;
the *total* index is the part that is left on average while all others are known and it is not. Both are exact where
worlds are listed. Of drawn worlds, only the first can be estimated: no two draws agree in all circumstances but one.
Where circumstances hang together, the two are still what these words say, but first-order
indices may sum to more than 1, and a circumstance may tell much (first-order) of which nothing is left once the others
are known (total). Only independent circumstances have indices of second order that can be taken apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.prospects.drivers.errors import standard_error
from detente.prospects.drivers.marginals import marginals
from detente.prospects.drivers.subject import EXACT, Subject
from detente.prospects.worlds import Chances

CLOSE = 1e-9
"""By which part the chance of a world may differ from the product of its values' chances by rounding."""


@dataclass(frozen=True)
class Index:
    """The parts of the variance, 0 to 1, that knowing a circumstance takes away (`first`), or alone leaves (`total`).

    Where worlds were drawn `total` is None, and `error` is the standard error of `first`.

    >>> Index("mood", 0.25, 0.5).first
    0.25
    """

    circumstance: str
    first: float
    total: float | None
    error: float | None = None


@dataclass(frozen=True)
class Joint:
    """The part of the variance that knowing two independent circumstances takes away.

    `beyond` is what this is more than the first-order indices of the two: what only both together tell.
    """

    circumstances: tuple[str, str]
    closed: float
    beyond: float


@dataclass(frozen=True)
class Indices:
    """The indices of all circumstances, the greatest total first (of drawn worlds the greatest first-order one).

    `variance` is that of the outcome's chance over the worlds; `each` is empty where it is 0. `independent` says
    whether the circumstances are, after what was seen; only then are there `joint` indices, greatest `beyond` first.
    It is None where worlds were drawn: of these it cannot be told.
    """

    variance: float
    independent: bool | None
    each: tuple[Index, ...]
    joint: tuple[Joint, ...]


def indices(subject: Subject) -> Indices:
    """Return the first-order and total index of each circumstance, and of pairs where all are independent."""
    if subject.drawn:
        return _estimated(subject)
    cube = subject.cube(subject.weight * subject.share, subject.weight)
    free = independent(cube[1])
    if subject.settled:
        return Indices(0.0, free, (), ())
    names = subject.worlds.names
    variance = _explained(cube)
    part = {group: _explained(sums) / variance for group, sums in marginals(cube, 2 if free else 1).items()}
    each = [Index(name, part[place,], _left(cube, 1 + place) / variance) for place, name in enumerate(names)]
    joint = [
        Joint((names[group[0]], names[group[1]]), closed, closed - part[group[:1]] - part[group[1:]])
        for group, closed in part.items()
        if len(group) == 2
    ]
    return Indices(
        variance,
        free,
        tuple(sorted(each, key=lambda one: (-round(one.total or 0.0, 12), -round(one.first, 12)))),
        tuple(sorted(joint, key=lambda one: -round(one.beyond, 12))),
    )


def _estimated(subject: Subject) -> Indices:
    """Return what drawn worlds tell of the first-order indices, with standard errors."""
    if subject.settled:
        return Indices(0.0, None, (), ())
    variance, first = _first(subject)
    error = standard_error(_first(one)[1] for one in subject.apart())
    told = zip(subject.worlds.names, first.tolist(), error.tolist(), strict=True)
    each = sorted((Index(name, part, None, off) for name, part, off in told), key=lambda one: -round(one.first, 12))
    return Indices(variance, None, tuple(each), ())


def _first(subject: Subject) -> tuple[float, Chances]:
    """Return the variance, and the part of it that knowing each circumstance takes away."""
    sums = subject.marginals(1, subject.weight * subject.share, subject.weight)
    variance = float(subject.weight @ (subject.share - subject.chance) ** 2)
    explained = [_explained(sums[place,]) for place in range(len(subject.sizes))]
    return variance, np.array(explained) / variance if variance else np.zeros(len(explained))


def independent(chances: Chances) -> bool:
    """Return whether the chance of each world, in an array over circumstances, is the product of its values' chances.

    >>> independent(np.array([[0.1, 0.4], [0.1, 0.4]])), independent(np.array([[0.5, 0.0], [0.0, 0.5]]))
    (True, False)
    """
    product = np.ones(())
    for axis in range(chances.ndim):
        others = tuple(other for other in range(chances.ndim) if other != axis)
        product = np.multiply.outer(product, chances.sum(axis=others))
    return np.allclose(chances, product, rtol=CLOSE, atol=EXACT * EXACT)


def _explained(sums: Chances) -> float:
    """Return the variance of the chance of the outcome among groups of worlds.

    `sums` has by group the chance of the outcome together with the group, and that of the group.
    """
    deviation = _rate(*sums) - sums[0].sum() / sums[1].sum()
    return float((sums[1] * deviation**2).sum())


def _left(cube: Chances, axis: int) -> float:
    """Return the variance that is left on average within groups of worlds that differ in one circumstance only."""
    among = cube.sum(axis=axis, keepdims=True)
    return float((cube[1] * (_rate(*cube) - _rate(*among)) ** 2).sum())


def _rate(happens: Chances, chance: Chances) -> Chances:
    """Return the chance of the outcome in each group; 0 in one that has no chance."""
    return np.divide(happens, chance, out=np.zeros_like(happens), where=chance > 0)
