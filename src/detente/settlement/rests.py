"""What an answer of this room rests on: single judgements of the scenario that undo it when they are changed.

A circumstance is set to another value; or a statement, a rule, what an option needs, or a belief of an actor is left
out. Each change is judged from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.engine.progress import Progress, silent
from detente.errors import ConflictError
from detente.grounds.changes import Change, every_change
from detente.grounds.ground import Layouts
from detente.grounds.together import solve
from detente.settlement.acceptance import gaining
from detente.settlement.bargain import Bargain, Fault, Sitting
from detente.settlement.clauses import Terms
from detente.settlement.plans import Plan

MOST = 20_000_000
"""States that are gone through, in all changed conflicts together, up to which judgements are changed unasked."""

KINDS = ("circumstance", "statement", "rule", "need", "belief")
"""Kinds of changes, in the order in which they are told; the order of statements is left as it is."""

OWN = {"make": "circumstance", "waive": "statement"}
"""What clauses of a plan change themselves, by their kind."""


@dataclass(frozen=True, eq=False)
class Broken:
    """A change, and what is wrong with a plan's state once it is made; `sitting` is None without a conflict."""

    change: Change
    fault: Fault
    sitting: Sitting | None


def changes(terms: Terms) -> tuple[Change, ...]:
    """Return all changes of single judgements, by kind and in the order of the file; what is so is left as it is."""
    facts = {name: replace(one, now=terms.facts[name]) for name, one in terms.scenario.circumstances.items()}
    found = every_change(replace(terms.scenario, circumstances=facts))
    return tuple(sorted((one for one in found if one.kind in KINDS), key=lambda one: KINDS.index(one.kind)))


def changed(terms: Terms, one: Change) -> Terms:
    """Return the terms with a judgement changed."""
    if one.kind == "circumstance":
        return Terms(terms.scenario, {**terms.facts, one.name: one.to})
    return Terms(one.apply(terms.scenario), terms.facts)


def breaking(
    bargain: Bargain, plan: Plan, thorough: bool = False, progress: Progress = silent
) -> tuple[Broken, ...] | None:
    """Return the single judgements that undo a plan when they are changed, with what is wrong then.

    What the plan's own clauses change is left out: that the plan needs them is shown with each clause. None where it
    would take long, unless it is to be `thorough`.
    """
    own = {(OWN[one.kind], one.name) for one in plan.added if one.kind in OWN}
    terms = bargain.changed(plan.added, plan.target)
    layouts = bargain.layouts.fork()
    tried = [one for one in changes(terms) if (one.kind, one.name) not in own]
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
) -> tuple[Change, ...] | None:
    """Return the changes of single judgements that decide whether some state with the situation is acceptable.

    Where there is such a state, a judgement counts that leaves none; where there is none, one that gives one. With
    `better`, only states count in which some member of the group gains. None where it would take long, unless it is to
    be `thorough`.
    """
    terms, layouts = bargain.terms, bargain.layouts.fork()
    now = _some(bargain.at(terms), better)
    tried = changes(terms)
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


__all__ = ["Broken", "allowing", "breaking", "changed", "changes"]
