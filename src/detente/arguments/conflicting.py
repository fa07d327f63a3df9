"""Conflicting: which claims no world meets together, and which chances no spread of chance over worlds gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Bools
from detente.scenario.model import Band

MOST_TOGETHER = 4
"""Claims in a conflicting set up to which all smallest sets are looked for."""

MOST_TRIED = 200_000
"""Sets of claims that are looked at; beyond, only smaller ones are told."""

MOST_LISTED = 3
"""Chances in an incompatible set up to which the smallest is looked for; of larger ones any that cannot be shrunk."""

CLOSE = 1e-9
"""Chances that miss their bands by less are as good as within: it is left from rounding."""


@dataclass(frozen=True)
class Conflicts:
    """Sets of claims (by place) that cannot be met together, though all but any one of a set can.

    `together` says whether some world meets all claims. `searched` is the size up to which all such sets are here.
    """

    together: bool
    sets: tuple[tuple[int, ...], ...]
    searched: int


def conflicts(met: Bools) -> Conflicts:
    """Return the smallest conflicting sets of claims, where `met[c, w]` says whether claim c is met in world w.

    A set conflicts if every world fails one of its claims: it must hit what each world fails. So the smallest sets are
    those that hit all of these and of which no claim can be left out. Claims that are met nowhere are passed over.

    >>> met = np.array([[True, True, False], [True, False, True], [False, True, True]])
    >>> conflicts(met).sets
    ((0, 1, 2),)
    """
    somewhere = np.flatnonzero(met.any(axis=1))
    failed = {frozenset(somewhere[~world].tolist()) for world in np.unique(met[somewhere].T, axis=0)}
    if not failed or frozenset() in failed:
        return Conflicts(True, (), MOST_TOGETHER)
    least: list[frozenset[int]] = []
    for one in sorted(failed, key=lambda one: (len(one), sorted(one))):
        if not any(other <= one for other in least):
            least.append(one)
    for searched in range(2, MOST_TOGETHER + 1):
        found = _hitting(least, searched)
        if found is None:
            return Conflicts(False, tuple(_only_needed(_hitting(least, searched - 1) or [], least)), searched - 1)
    return Conflicts(False, tuple(_only_needed(found or [], least)), MOST_TOGETHER)


def _hitting(every: Sequence[frozenset[int]], most: int) -> list[frozenset[int]] | None:
    """Return sets of at most so many that hit all given ones, those among them of which none can be left out.

    None where there are too many to be looked at.
    """
    found: list[frozenset[int]] = []
    waiting: list[tuple[frozenset[int], frozenset[int]]] = [(frozenset(), frozenset())]
    tried = 0
    while waiting:
        chosen, left_out = waiting.pop()
        tried += 1
        if tried > MOST_TRIED:
            return None
        unhit = min((one for one in every if not one & chosen), key=lambda one: len(one - left_out), default=None)
        if unhit is None:
            found.append(chosen)
        elif len(chosen) < most:
            # Each set is come to once: by the first of its claims, in this order, that is among those not hit.
            for claim in sorted(unhit - left_out):
                waiting.append((chosen | {claim}, left_out))
                left_out |= {claim}
    return found


def _only_needed(found: Sequence[frozenset[int]], every: Sequence[frozenset[int]]) -> list[tuple[int, ...]]:
    """Return the sets of which every claim is needed, small ones first."""
    needed = (one for one in found if all(any(one & other == {claim} for other in every) for claim in one))
    return sorted((tuple(sorted(one)) for one in needed), key=lambda one: (len(one), one))


# ------------------------------------------------------------ chances


def incompatible(events: NDArray[np.float64], bands: Sequence[Band]) -> tuple[int, ...]:
    """Return chances (by place) that cannot all lie in their bands, and of which none can be left out; none if all can.

    `events[e, w]` is what part of world w has event e, or whether it does. However likely the worlds are taken to be,
    the chance of an event is the sum of its parts. Of up to three chances the smallest set is found. Chances that no
    spread gives alone are passed over.

    >>> from fractions import Fraction
    >>> likely = Band(Fraction(11, 20), Fraction(4, 5))
    >>> incompatible(np.array([[1.0, 0.0], [0.0, 1.0]]), [likely, likely])
    (0, 1)
    """
    worlds = np.unique(events, axis=1)
    alone = [e for e in range(len(bands)) if _possible(worlds, bands, (e,))]
    if _possible(worlds, bands, alone):
        return ()
    for size in range(2, MOST_LISTED + 1):
        for some in combinations(alone, size):
            if not _possible(worlds, bands, some):
                return some
    kept = list(alone)
    for one in alone:
        fewer = [other for other in kept if other != one]
        if not _possible(worlds, bands, fewer):
            kept = fewer
    return tuple(kept)


def _possible(worlds: NDArray[np.float64], bands: Sequence[Band], some: Sequence[int]) -> bool:
    """Return whether worlds can be so likely that some chances lie in their bands: by how much they must miss them."""
    from scipy.optimize import linprog

    if not some:
        return True
    parts = worlds[list(some)]
    low, high = (np.array([float(getattr(bands[e], end)) for e in some]) for end in ("low", "high"))
    missing = np.ones((len(some), 1))
    over, under = np.hstack([parts, -missing]), np.hstack([-parts, -missing])
    count = worlds.shape[1]
    found = linprog(
        np.append(np.zeros(count), 1.0),
        A_ub=np.vstack([over, under]),
        b_ub=np.concatenate([high, -low]),
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        method="highs",
    )
    return bool(found.fun <= CLOSE)
