"""What an answer of this room rests on: single judgements of the scenario that undo it when they are changed.

A circumstance is set to another value, a statement counts no longer, a rule no longer forbids anything, or an actor no
longer believes what it does. Each change is judged from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from detente.engine.progress import Progress, silent
from detente.errors import ConflictError
from detente.grounds.ground import Layouts, structure
from detente.grounds.together import solve
from detente.scenario.expression import ALWAYS
from detente.scenario.model import Ranked, Scenario
from detente.settlement.acceptance import gaining
from detente.settlement.bargain import Bargain, Fault, Sitting
from detente.settlement.clauses import Terms
from detente.settlement.plans import Plan

MOST = 20_000_000
"""States that are gone through, in all changed conflicts together, up to which judgements are changed unasked."""

JudgementKind = Literal["circumstance", "statement", "rule", "belief"]


@dataclass(frozen=True)
class Judgement:
    """A judgement changed: a circumstance has the value `to` instead, all others are left out."""

    kind: JudgementKind
    name: str
    to: str = ""


@dataclass(frozen=True, eq=False)
class Broken:
    """A judgement, and what is wrong with a plan's state once it is changed; `sitting` is None without a conflict."""

    judgement: Judgement
    fault: Fault
    sitting: Sitting | None


def judgements(terms: Terms) -> Iterator[Judgement]:
    """Yield all judgements that can be changed, in the order of kinds and of the file.

    Where actors rank states by numbers, what decides which states there are is kept: else the numbers would mean other
    states.
    """
    scenario = terms.scenario
    numbered = any(isinstance(one.preferences, Ranked) for one in scenario.actors.values())
    fixed = structure(scenario) if numbered and not scenario.graph_form else frozenset()
    for circumstance in scenario.circumstances.values():
        for value in circumstance.values:
            if value != terms.facts[circumstance.id] and circumstance.id not in fixed:
                yield Judgement("circumstance", circumstance.id, value)
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            yield from (Judgement("statement", f"{actor.id}.{one.name}") for one in actor.preferences.statements)
    if not numbered:
        yield from (Judgement("rule", one.name) for one in scenario.rules)
    for place, belief in enumerate(scenario.beliefs):
        if belief.actor is not None:
            yield Judgement("belief", belief.who, str(place))


def changed(terms: Terms, one: Judgement) -> Terms:
    """Return the terms with a judgement changed."""
    scenario = terms.scenario
    if one.kind == "circumstance":
        return Terms(scenario, {**terms.facts, one.name: one.to})
    if one.kind == "rule":
        rules = tuple(rule for rule in scenario.rules if rule.name != one.name)
        return Terms(replace(scenario, rules=rules), terms.facts)
    if one.kind == "belief":
        beliefs = tuple(belief for place, belief in enumerate(scenario.beliefs) if str(place) != one.to)
        return Terms(replace(scenario, beliefs=beliefs), terms.facts)
    return Terms(_without_statement(scenario, *one.name.split(".", 1)), terms.facts)


def _without_statement(scenario: Scenario, who: str, name: str) -> Scenario:
    actor = scenario.actors[who]
    if isinstance(actor.preferences, Ranked):
        raise TypeError(f"{who} ranks states: it has no statements")
    silent_ = tuple(replace(one, meaning=ALWAYS) if one.name == name else one for one in actor.preferences.statements)
    other = replace(actor, preferences=replace(actor.preferences, statements=silent_))
    return replace(scenario, actors={**scenario.actors, who: other})


def breaking(
    bargain: Bargain, plan: Plan, thorough: bool = False, progress: Progress = silent
) -> tuple[Broken, ...] | None:
    """Return the single judgements that undo a plan when they are changed, with what is wrong then.

    What the plan's own clauses change is left out: that the plan needs them is shown with each clause. None where it
    would take long, unless it is to be `thorough`.
    """
    own = {one.name for one in plan.added}
    terms = bargain.changed(plan.added, plan.target)
    layouts = bargain.layouts.fork()
    tried = [one for one in judgements(terms) if one.name not in own]
    if not thorough and _takes_long(bargain, len(tried)):
        return None
    sittings = [_sitting(bargain, changed(terms, one), layouts) for one in tried]
    grounds = [one.ground for one in sittings if one is not None]
    solve(grounds, [bargain.concept], rests=False, stable=True, progress=progress)
    found = []
    for one, sitting in zip(tried, sittings, strict=True):
        fault = Fault("no conflict") if sitting is None else sitting.fault(plan.target)
        if fault is not None:
            found.append(Broken(one, fault, sitting))
    return tuple(found)


def allowing(
    bargain: Bargain, better: bool, thorough: bool = False, progress: Progress = silent
) -> tuple[Judgement, ...] | None:
    """Return the single judgements that change whether some state with the situation is acceptable.

    Where there is such a state, a judgement counts that leaves none; where there is none, one that gives one. With
    `better`, only states count in which some member of the group gains. None where it would take long, unless it is to
    be `thorough`.
    """
    terms, layouts = bargain.terms, bargain.layouts.fork()
    now = _some(bargain.at(terms), better)
    tried = list(judgements(terms))
    if not thorough and _takes_long(bargain, len(tried)):
        return None
    found = []
    for place, one in enumerate(tried):
        progress("What acceptance rests on", place / len(tried))
        if _some(_sitting(bargain, changed(terms, one), layouts), better) != now:
            found.append(one)
    return tuple(found)


def _takes_long(bargain: Bargain, count: int) -> bool:
    return count * bargain.at(bargain.terms).ground.states.length > MOST


def _sitting(bargain: Bargain, terms: Terms, layouts: Layouts) -> Sitting | None:
    try:
        return bargain.at(terms, layouts)
    except ConflictError:
        return None


def _some(sitting: Sitting | None, better: bool) -> bool:
    """Return whether a state with the situation is acceptable; with `better`, one in which somebody gains."""
    if sitting is None:
        return False
    return bool((gaining(sitting)[sitting.acceptable]).any()) if better else bool(len(sitting.acceptable))


__all__ = ["Broken", "Judgement", "allowing", "breaking", "changed", "judgements"]
