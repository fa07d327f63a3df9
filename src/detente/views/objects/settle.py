"""A settlement, as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import acceptable, agreed, plans, proposal, settlement, settling
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.inverse import Inverse
from detente.views.objects.parts.moves import Move, pack_move
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.settlement import (
    Attitude,
    Breach,
    Judgement,
    Likelihood,
    Together,
    Wrong,
    pack_attitude,
    pack_breaches,
    pack_judgement,
    pack_likelihood,
    pack_together,
    pack_wrong,
)
from detente.views.objects.parts.stances import Considered, Stance, pack_considered, pack_stance
from detente.views.objects.parts.states import State, pack_state


class Fallback(Told):
    """What everybody can fall back to."""

    kind: Literal["status-quo", "prospects", "state"]
    state: State


class Clause(Told):
    """A clause of a plan, and what is wrong with the plan without it."""

    kind: Literal["set", "guarantee", "make", "waive"]
    name: str = Field(description="an option, a circumstance, or a statement as Actor.name")
    value: str = Field(description="what it is set to; empty where nothing is")
    before: str | None
    party: str | None = Field(description="whose clause it is; null for nobody in the model")
    without: Wrong


class Step(Told):
    """A step of an order."""

    move: Move
    final: bool = Field(description="whether it cannot be taken back")


class Order(Told):
    """An order in which nobody does better by stopping; null steps where there is none."""

    steps: list[Step] | None
    after: list[Step] = Field(description="where there is none: the longest way that can be gone")
    better: list[str] = Field(description="who would rather stop after these")
    refused: Literal["graph form", "too many"] | None = Field(description="why no order was looked for")


class Plan(Told):
    """A smallest plan; moves are numbered by the states of the conflict that the plan makes."""

    number: int
    weight: float
    clauses: list[Clause]
    values: dict[str, str] = Field(description="the state agreed on")
    state: int | None = Field(description="its id without the plan; null where it is not feasible then")
    attitudes: list[Attitude]
    stances: list[Stance]
    order: Order
    together: list[Together]
    breaches: list[Breach] | None = Field(description="null where they were not looked for")
    likely: Likelihood | None = Field(description="null where worlds were not asked for, or nothing is doubted")


class Demand(Told):
    """A demand of a conflict, and a state that meets all the others but not this one."""

    kind: Literal["rule", "suits", "stays"]
    says: str = Field(description="the rule's formula, or the actor")
    state: int | None = Field(description="null where a rule forbids the state")
    values: dict[str, str]
    wrong: Wrong | None


class Plans(Told):
    """The smallest plans for a situation, and why no state does as things are."""

    formula: str
    plans: list[Plan]
    count: int = Field(description="how many smallest plans there are; `plans` has the first of them")
    searched: int = Field(description="up to how many clauses besides what is set all sets were tried")
    wanted: int
    tried: int = Field(description="sets of such clauses")
    judged: int = Field(description="conflicts whose states were judged")
    allowed: list[str]
    having: int = Field(description="states with the situation as things are")
    accepted: int = Field(description="those of them that the group would accept")
    allowing: list[Judgement] | None = Field(
        description="what decides whether there is one; each by itself; null where it would take long to try"
    )
    conflicts: list[list[Demand]] | None = Field(
        description="the smallest sets of demands that no state with the situation meets; null where some plan only "
        "sets options; one of no demands where no state has the situation"
    )
    conflicts_complete: bool
    met: int | None = Field(description="a state that meets all demands, though no plan tried may set options")


class Proposal(Told):
    """One state judged as a settlement."""

    state: State
    changed: dict[str, str]
    attitudes: list[Attitude]
    accepted: bool
    better: int = Field(description="states that better somebody and worsen nobody; 0: it is on the Pareto frontier")
    instead: State | None
    holds: dict[str, bool]
    stances: list[Stance]
    first: Considered | None = Field(description="the first move by which it would be left")
    together: list[Together]
    breaches: list[Breach] | None = Field(description="null where it is not settled as things are")
    likely: Likelihood | None


class Suiting(Told):
    """A state that is acceptable and better for somebody."""

    state: State
    changed: dict[str, str]
    gaining: list[str]
    holds: bool
    frontier: bool | None


class Reached(Told):
    """In how many states a member of the group gains, is level, or loses."""

    actor: str
    gains: int
    level: int
    loses: int


class Acceptable(Told):
    """Which states are acceptable at all."""

    states: int
    count: int
    holding: int
    level: int = Field(description="states in which nothing changes for any member, the fallback among them")
    suiting: list[Suiting]
    members: list[Reached]
    frontier: list[int] | None = Field(description="the Pareto frontier of all actors; null where it was too long")
    allowing: list[Judgement] | None
    likely: Likelihood | None


class Settlement(Told):
    """What `detente settle --json` prints; one of plans, proposal and acceptable is not null."""

    command: Literal["settle"] = "settle"
    scenario: str
    variant: str | None
    world: dict[str, str]
    concept: str
    group: list[str]
    fallbacks: list[Fallback]
    base: int
    plans: Plans | None
    proposal: Proposal | None
    acceptable: Acceptable | None
    provenance: Provenance


def settled(found: settlement.Settlement) -> Settlement:
    """Return a settlement as its JSON object."""
    given = found.found
    return Settlement(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        concept=found.concept.key,
        group=list(found.group),
        fallbacks=[_fallback(one) for one in found.fallbacks],
        base=found.base.number,
        plans=_plans(given) if isinstance(given, plans.Plans) else None,
        proposal=_proposal(given) if isinstance(given, proposal.Proposal) else None,
        acceptable=_acceptable(given) if isinstance(given, acceptable.Acceptable) else None,
        provenance=pack_provenance(found.provenance),
    )


def _fallback(given: settling.Fallback) -> Fallback:
    return Fallback.model_validate({"kind": given.kind, "state": pack_state(given.state)})


def _plans(given: plans.Plans) -> Plans:
    why = given.demands
    return Plans(
        formula=given.formula,
        plans=[_plan(one) for one in given.plans],
        count=given.count,
        searched=given.searched,
        wanted=given.wanted,
        tried=given.tried,
        judged=given.judged,
        allowed=list(given.allowed),
        having=given.having,
        accepted=given.accepted,
        allowing=None if given.allowing is None else [pack_judgement(one) for one in given.allowing],
        conflicts=None if why is None else [[_demand(one) for one in dispute.missed] for dispute in why.disputes],
        conflicts_complete=why is None or why.complete,
        met=None if why is None else why.met,
    )


def _plan(given: plans.Plan) -> Plan:
    return Plan(
        number=given.number,
        weight=float(given.weight),
        clauses=[_clause(one) for one in given.terms],
        values=dict(given.values),
        state=None if given.state is None else given.state.number,
        attitudes=[pack_attitude(one) for one in given.attitudes],
        stances=[pack_stance(one) for one in given.stances],
        order=_order(given.order),
        together=[pack_together(one) for one in given.together],
        breaches=pack_breaches(given.breaches),
        likely=pack_likelihood(given.likely),
    )


def _clause(given: plans.Term) -> Clause:
    return Clause.model_validate(
        {**vars(given.clause), "before": given.before, "party": given.party, "without": pack_wrong(given.without)}
    )


def _order(given: agreed.Order) -> Order:
    return Order(
        steps=None if given.steps is None else [_step(one) for one in given.steps],
        after=[_step(one) for one in given.after],
        better=list(given.better),
        refused=given.refused,
    )


def _step(given: agreed.Step) -> Step:
    return Step(move=pack_move(given.move), final=given.final)


def _demand(given: plans.Missed) -> Demand:
    return Demand.model_validate(
        {
            "kind": given.kind,
            "says": given.says,
            "state": given.number,
            "values": dict(given.values),
            "wrong": None if given.wrong is None else pack_wrong(given.wrong),
        }
    )


def _proposal(given: proposal.Proposal) -> Proposal:
    return Proposal(
        state=pack_state(given.state),
        changed=dict(given.changed),
        attitudes=[pack_attitude(one) for one in given.attitudes],
        accepted=given.accepted,
        better=given.better,
        instead=None if given.instead is None else pack_state(given.instead),
        holds=dict(given.holds),
        stances=[pack_stance(one) for one in given.stances],
        first=None if given.first is None else pack_considered(given.first),
        together=[pack_together(one) for one in given.together],
        breaches=pack_breaches(given.breaches),
        likely=pack_likelihood(given.likely),
    )


def _acceptable(given: acceptable.Acceptable) -> Acceptable:
    suiting = [
        Suiting(
            state=pack_state(one.state),
            changed=dict(one.changed),
            gaining=list(one.gaining),
            holds=one.holds,
            frontier=one.frontier,
        )
        for one in given.suiting
    ]
    return Acceptable(
        states=given.states,
        count=given.count,
        holding=given.holding,
        level=given.level,
        suiting=suiting,
        members=[Reached(**vars(one)) for one in given.members],
        frontier=None if given.frontier is None else list(given.frontier),
        allowing=None if given.allowing is None else [pack_judgement(one) for one in given.allowing],
        likely=pack_likelihood(given.likely),
    )


ENVELOPE = Settlement | Inverse
