"""Likelihood: the chance, over all worlds, that a state would be accepted and that it would hold.

A circumstance that a plan makes is as the plan has it in every world; all others are doubted as the scenario doubts
them, with what was seen. Worlds in which there is no such conflict are left out: chances are given that there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.engine.board import Bools
from detente.engine.progress import Progress, silent
from detente.grounds.cast import cast_of
from detente.grounds.ground import Grounds, circumstances
from detente.grounds.together import solve
from detente.prospects.worlds import Bounds
from detente.scenario.model import Scenario
from detente.settlement.acceptance import gaining
from detente.settlement.bargain import Bargain, Sitting, Values
from detente.settlement.clauses import Clause


@dataclass(frozen=True)
class Likelihood:
    """The chance that a state with the situation would be accepted, that it would hold, and both; over `worlds`."""

    accepted: Bounds
    holds: Bounds
    both: Bounds
    worlds: int


def of_state(
    bargain: Bargain, clauses: Iterable[Clause], target: Values, progress: Progress = silent
) -> Likelihood | None:
    """Return how likely a state is to be accepted, and to hold, under some clauses; None where nothing is doubted."""

    def accepted(sitting: Sitting) -> bool:
        state = sitting.find(target)
        return state >= 0 and bool(sitting.targeted[state] and sitting.suiting[state])

    def holds(sitting: Sitting) -> bool:
        state = sitting.find(target)
        return state >= 0 and not sitting.leavers(state)

    return _likelihood(bargain, clauses, target, accepted, holds, progress)


def of_any(bargain: Bargain, progress: Progress = silent) -> Likelihood | None:
    """Return how likely it is that some state with the situation suits the group and betters a member; that one holds.

    None where nothing is doubted.
    """

    def accepted(sitting: Sitting) -> bool:
        return bool(_better(sitting).any())

    def holds(sitting: Sitting) -> bool:
        return bool((_better(sitting) & sitting.holding()).any())

    return _likelihood(bargain, (), bargain.base, accepted, holds, progress)


def _better(sitting: Sitting) -> Bools:
    found: Bools = sitting.targeted & sitting.suiting & gaining(sitting)
    return found


def _likelihood(
    bargain: Bargain,
    clauses: Iterable[Clause],
    target: Values,
    accepted: Callable[[Sitting], bool],
    holds: Callable[[Sitting], bool],
    progress: Progress,
) -> Likelihood | None:
    made = tuple(clauses)
    terms = bargain.changed(made, target)
    doubts = _settled(bargain.scenario, {one.name: one.value for one in made if one.kind == "make"})
    grounds = Grounds(terms.scenario, bargain.beliefs, bargain.layouts)
    cast = cast_of(grounds, bargain.variant, bargain.concept, doubts)
    if len(cast.worlds) == 1:
        return None
    solve(cast.grounds, [bargain.concept], rests=False, stable=True, progress=progress)
    events = np.zeros((2, len(cast.worlds)), dtype=np.bool_)
    named = sorted(circumstances(bargain.scenario, [bargain.target]))
    for members in cast.alike(named):
        facts = cast.worlds[int(members[0])]
        sitting = Sitting(bargain, replace(terms, facts=facts), cast.grounds[int(cast.which[members[0]])])
        events[:, members] = np.array([[accepted(sitting)], [holds(sitting)]])
    both = events.all(axis=0)
    found = [cast.odds.of(event) for event in (*events, both)]
    if any(one is None for one in found):
        return None
    takes, keeps, settles = (one for one in found if one is not None)
    return Likelihood(takes, keeps, settles, len(cast.worlds))


def _settled(scenario: Scenario, made: Mapping[str, str]) -> Scenario:
    """Return a scenario in which circumstances have the values that a plan gives them, beyond doubt."""
    facts = {
        name: replace(one, now=made[name], chances=None) if name in made else one
        for name, one in scenario.circumstances.items()
    }
    variants = {
        name: replace(one, set={fact: value for fact, value in one.set.items() if fact not in made})
        for name, one in scenario.variants.items()
    }
    return replace(scenario, circumstances=facts, variants=variants)


__all__ = ["Likelihood", "of_any", "of_state"]
