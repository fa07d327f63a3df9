"""Acceptance: who gains and who loses in a state proposed, against what all can fall back to; the Pareto frontier.

An actor gains where it prefers the state to the fallback, loses where it prefers the fallback, and is level where both
are the same to it. A state suits an actor that does not lose; it is acceptable to a group if it suits all its members,
against every fallback.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.progress import Progress, silent
from detente.settlement.bargain import Sitting

Standing = Literal["gains", "level", "loses"]

MOST_COMPARED = 1 << 31
"""Comparisons of states, for all actors together, after which the frontier is not looked for any further."""

TOLD = 1 << 10
"""States of the frontier between two reports of progress."""


@dataclass(frozen=True)
class Compared:
    """How one actor stands in a state against one fallback; both by place, actors in the order of the file."""

    actor: int
    fallback: int
    standing: Standing


def compared(sitting: Sitting, state: int) -> tuple[Compared, ...]:
    """Return how every actor stands in a state against every fallback, fallback by fallback."""
    return tuple(
        Compared(actor, place, _standing(sitting.ground.rank(actor), state, fallback))
        for place, fallback in enumerate(sitting.fallbacks)
        for actor in sitting.ground.layout.board.actors
    )


def _standing(rank: Ints, state: int, fallback: int) -> Standing:
    if rank[state] == rank[fallback]:
        return "level"
    return "gains" if rank[state] > rank[fallback] else "loses"


def gaining(sitting: Sitting) -> Bools:
    """Return in which states some member of the group is better off than at some fallback."""
    found = np.zeros(sitting.ground.states.length, dtype=np.bool_)
    for actor in sitting.bargain.group:
        rank = sitting.ground.rank(actor)
        found |= rank > min(rank[list(sitting.fallbacks)])
    return found


def frontier(sitting: Sitting, progress: Progress = silent) -> Ints | None:
    """Return the states, ascending, that no other betters for somebody and worsens for nobody, all actors counted.

    Equal states are on the frontier together. None where that takes more than `MOST_COMPARED` comparisons.
    """
    ranks = np.array([sitting.ground.rank(actor) for actor in sitting.ground.layout.board.actors])
    kinds, which = np.unique(ranks.T, axis=0, return_inverse=True)
    # A row with the greatest sum of those left is bettered by none of them, nor by one taken before.
    order = np.argsort(-kinds.sum(axis=1, dtype=np.int64), kind="stable")
    left, best, done = kinds[order], [], 0
    places = order
    while len(places):
        first = left[0]
        best.append(places[0])
        done += left.size
        if done > MOST_COMPARED:
            return None
        if len(best) % TOLD == 0:
            progress("The Pareto frontier", 1 - len(places) / len(kinds))
        keep = (left > first).any(axis=1)
        left, places = left[keep], places[keep]
    on = np.zeros(len(kinds), dtype=np.bool_)
    on[best] = True
    return np.flatnonzero(on[which.ravel()])


def bettering(sitting: Sitting, state: int) -> Ints:
    """Return the states that better a state for some actor and worsen it for none, ascending."""
    ranks = np.array([sitting.ground.rank(actor) for actor in sitting.ground.layout.board.actors])
    here = ranks[:, [state]]
    return np.flatnonzero((ranks >= here).all(axis=0) & (ranks > here).any(axis=0))


__all__ = ["Compared", "Standing", "bettering", "compared", "frontier", "gaining"]
