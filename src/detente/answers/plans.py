"""Plans by name: what each contains and why, what breaks it, in which order it can be done; and why there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from detente.answers.agreed import Breach, Order, Together, breaches, order, together
from detente.answers.attitudes import Attitude, Wrong, attitudes, leaving, run_of, state_here, wrong
from detente.answers.explanation import Stance, stances
from detente.answers.run import Run, State
from detente.engine.progress import Progress, within
from detente.engine.stability import concepts
from detente.grounds.changes import Change
from detente.settlement import demands as disputes
from detente.settlement import likely_settlement, rests
from detente.settlement import plans as search
from detente.settlement.bargain import Bargain, Sitting
from detente.settlement.clauses import Clause, kinds

LIMIT = 5
"""Plans that are told where nothing else is said."""


@dataclass(frozen=True)
class Term:
    """A clause with its party (None: nobody in the model), the value before where one is set, and why it is needed."""

    clause: Clause
    party: str | None
    before: str | None
    without: Wrong


@dataclass(frozen=True)
class Plan:
    """A plan by names.

    `values` is the state agreed on, `state` that state as the scenario numbers it, None where it is not feasible
    without the plan. `stances` say what keeps every actor in, and of plans told in full also under every other concept.
    `breaches` are None where they were not looked for.
    """

    number: int
    weight: Fraction
    terms: tuple[Term, ...]
    values: Mapping[str, str]
    state: State | None
    attitudes: tuple[Attitude, ...]
    stances: tuple[Stance, ...]
    order: Order
    together: tuple[Together, ...]
    breaches: tuple[Breach, ...] | None
    likely: likely_settlement.Likelihood | None


@dataclass(frozen=True)
class Missed:
    """A demand in a conflict, what it asks, and a state that meets all the others: what is wrong with that.

    `says` is the rule's formula, or the actor. `number` is the state's, None where a rule forbids it.
    """

    kind: str
    says: str
    number: int | None
    values: Mapping[str, str]
    wrong: Wrong | None


@dataclass(frozen=True)
class Dispute:
    """Demands that exclude each other, given the situation asked for."""

    missed: tuple[Missed, ...]


@dataclass(frozen=True)
class Demands:
    """The conflicts between demands as things are; see `detente.settlement.demands.Demands`.

    `met` is the number of a state that meets all demands: then options alone would do it, if plans might set them.
    """

    disputes: tuple[Dispute, ...]
    complete: bool
    rules: bool
    states: int
    having: int
    met: int | None


@dataclass(frozen=True)
class Plans:
    """What `settle --for` answers.

    `plans` are the first of `count` minimal plans. `searched`, `wanted`, `tried`, `judged` and `next` are as the search
    says them (`detente.settlement.plans.Plans`). `having` counts the states with the situation as things are, and
    `accepted` those of them acceptable to the group; `allowing` are the judgements on which it turns whether there is
    one (None: too many states to try it unasked). `demands` are None where some
    plan only sets options.
    """

    formula: str
    plans: tuple[Plan, ...]
    count: int
    searched: int
    wanted: int
    tried: int
    judged: int
    next: int
    allowed: tuple[str, ...]
    having: int
    accepted: int
    allowing: tuple[Change, ...] | None
    demands: Demands | None


def plans(
    bargain: Bargain,
    formula: str,
    allowed: Collection[str],
    at_most: int | None,
    weight: search.Weight,
    limit: int,
    worlds: bool,
    everything: bool,
    progress: Progress,
) -> Plans:
    """Return the minimal plans, the first of them in full; `everything` tells of each of these what it rests on."""
    found = search.plans(bargain, allowed, at_most, weight, within(progress, 0, 3))
    now = bargain.at(bargain.terms)
    met = any(not one.added for one in found.plans)
    told = []
    for place, one in enumerate(found.plans[:limit]):
        progress(f"Plan {place + 1}", (1 + place / limit) / 3)
        full = everything or place == 0
        told.append(_plan(bargain, place + 1, one, weight, full, everything, worlds))
    why = None if met else _demands(now, within(progress, 2, 3))
    return Plans(
        formula=formula,
        plans=tuple(told),
        count=len(found.plans),
        searched=found.searched,
        wanted=found.wanted,
        tried=found.tried,
        judged=found.judged,
        next=found.next,
        allowed=tuple(kind for kind in kinds() if kind in allowed),
        having=int(now.targeted.sum()),
        accepted=len(now.acceptable),
        allowing=rests.allowing(bargain, better=False, thorough=everything, progress=within(progress, 2, 3)),
        demands=why,
    )


def _plan(
    bargain: Bargain,
    number: int,
    one: search.Plan,
    weight: search.Weight,
    full: bool,
    thorough: bool,
    worlds: bool,
) -> Plan:
    sitting = bargain.under(one.added, one.target)
    run, state = run_of(sitting), sitting.find(one.target)
    return Plan(
        number=number,
        weight=sum((weight(clause) for clause in one.clauses), Fraction(0)),
        terms=tuple(_term(bargain, one, clause) for clause in one.clauses),
        values=one.target,
        state=state_here(run_of(bargain.at(bargain.terms)), one.target),
        attitudes=attitudes(run, sitting, state),
        stances=stances(run, state, concepts().values() if full else ()),
        order=order(run, sitting, one),
        together=together(run, sitting, state),
        breaches=breaches(bargain, one, thorough) if full else None,
        likely=likely_settlement.of_state(bargain, one.added, one.target) if worlds else None,
    )


def _term(bargain: Bargain, plan: search.Plan, clause: Clause) -> Term:
    less = plan.without(clause, bargain.base)
    fault, sitting = bargain.fault(less.added, less.target)
    if fault is None:
        raise RuntimeError(f"the plan is good without {clause}")
    before = bargain.base[clause.name] if clause.kind == "set" else None
    if clause.kind == "make":
        before = bargain.terms.facts[clause.name]
    party = kinds()[clause.kind].party(clause, bargain.scenario)
    return Term(clause, party, before, wrong(fault, sitting, less.target))


def _demands(now: Sitting, progress: Progress) -> Demands:
    """Return the conflicts between demands as things are, by names."""
    found = disputes.demands(now, progress=progress)
    run = run_of(now)
    told = tuple(Dispute(tuple(_missed(run, now, missed) for missed in one.missed)) for one in found.disputes)
    met = None if found.met is None else found.met + 1
    return Demands(told, found.complete, found.rules, found.states, found.having, met)


def _missed(run: Run, now: Sitting, one: disputes.Missed) -> Missed:
    demand, number = one.demand, None if one.state is None else one.state + 1
    if demand.kind == "rule":
        rule = run.scenario.rules[demand.place]
        return Missed("rule", rule.when.text, number, one.values, None)
    actor = run.conflict.actors[demand.place]
    return Missed(demand.kind, actor, number, one.values, _why(run, now, one))


def _why(run: Run, now: Sitting, one: disputes.Missed) -> Wrong | None:
    """Return why a state does not suit an actor, or why the actor would leave; None where rules forbid the state."""
    if one.state is None:
        return None
    actor = one.demand.place
    if one.demand.kind == "stays":
        return Wrong("leaves", leaving=(leaving(run, actor, one.state),))
    losing = (
        given
        for given in attitudes(run, now, one.state)
        if given.standing == "loses" and run.actor(given.actor) == actor
    )
    return Wrong("loses", losing=tuple(losing)[:1])


__all__ = ["LIMIT", "Demands", "Plan", "Plans", "Term", "plans"]
