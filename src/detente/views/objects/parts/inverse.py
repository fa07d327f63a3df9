"""The inverse question as objects: what would have to be wanted for a state to hold."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import inverse, wanting
from detente.prospects.bounds import Bounds
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.moves import Change, Move, Reason, pack_change, pack_move, pack_reason
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.states import State, pack_state


class Need(Told):
    """What one own move from the state asks for, so that it does not tempt or is deterred."""

    move: Move
    ways: list[list[int]] = Field(description="sets of states, of one of which the actor must prefer none to the state")
    count: int = Field(description="how many such sets there are; the smallest are listed")
    met: bool


class Decided(Told):
    """The statement that then decides between the state and another one."""

    state: int
    reason: Reason | None


class Cure(Told):
    """What keeps an actor from a move after a change of what it wants."""

    to: int = Field(description="where the move leads")
    instead: list[int] = Field(description="the states that it then does not prefer: where the move leads, or can end")
    reasons: list[Decided]


class Placing(Told):
    """A statement put directly above another one, at the end of the list where that is null."""

    statement: str
    above: str | None


class Reordered(Told):
    """An actor's statements in another order."""

    actor: str
    pairs: int = Field(description="pairs of statements that stand the other way round")
    order: list[str]
    steps: list[Placing] = Field(description="how to get there, one step after another")
    cures: list[Cure]


class Reorderings(Told):
    """The nearest orders of an actor's statements under which the state is stable for it."""

    distance: int | None = Field(description="pairs of statements that change; null where no order was found")
    nearest: list[Reordered] = Field(description="orders as near as that; not all, where they are many")
    count: int = Field(description="how many orders are as near")
    complete: bool = Field(description="whether all of them were counted")
    tried: int | None = Field(description="all orders that change fewer pairs were tried; null: all orders")
    all_pairs: int
    likely: Bounded | None = Field(description="the chance that the state is stable with the first of them")


class Pair(Told):
    """Two states that stand otherwise to each other than before."""

    first: int
    second: int
    now: Literal["above", "level", "below"] = Field(description="how the first stands to the second")


class Reranked(Told):
    """An actor's ranking of the states with some pairs changed."""

    actor: str
    pairs: int
    level_with: list[int] = Field(description="states with which the state is level then, and was not before")
    passed: list[int] = Field(description="states above which it stands then, and did not before")
    changed: list[Pair] = Field(description="the pairs, where not only the state itself moves")


class Rankings(Told):
    """How many strict rankings of all states make the state stable for an actor."""

    count: int
    total: int


class ForActor(Told):
    """What would make the state stable for one actor, the others' wants as they are."""

    actor: str
    stable: bool
    needs: list[Need] = Field(description="one for each own move that not everything spoils")
    ways: list[list[int]] | None = Field(
        description="stable exactly where of one of these sets the actor prefers no state to the state; null: too many"
    )
    orders: Reorderings | None = Field(description="null where the actor has no statements in order")
    ranking: Reranked = Field(description="the nearest ranking of the states")
    comparisons: list[int] = Field(description="fewest states that it is enough to prefer no more to the state")
    share: float | None = Field(description="the part of all strict rankings that make it stable; null: not counted")
    rankings: Rankings | None = Field(description="their number, exact; null where not counted or too long to be told")
    likely: Bounded | None = Field(description="the chance that the state is stable for it as things are")


class Together(Told):
    """A smallest change of everybody's wants that makes the state an equilibrium."""

    pairs: int | None = Field(description="null where none was found")
    least: int | None = Field(description="no change of fewer pairs does; null: none at all does")
    orders: list[Reordered]
    rankings: list[Reranked]
    gained: list[int] = Field(description="other states that become equilibria")
    lost: list[int] = Field(description="states that are equilibria no more")
    likely: Bounded | None = Field(description="the chance that the state then holds; null for rankings of states")


class ForConcept(Told):
    """The answer under one concept; null parts were not asked about, or nobody has statements in order."""

    concept: str
    equilibrium: bool
    actors: list[ForActor]
    by_order: Together | None
    by_pairs: Together | None
    likely: Bounded | None = Field(description="the chance that the state holds as things are")


class Inverse(Told):
    """What `detente settle --inverse --json` prints."""

    command: Literal["settle"] = "settle"
    scenario: str
    variant: str | None
    state: State
    from_status_quo: list[Change] | None
    concepts: list[ForConcept]
    left_out: list[str] = Field(description="usual concepts not asked about, for actors hold beliefs")
    worlds: int | None = Field(description="how many worlds chances are over; null without chances")
    provenance: Provenance


LONGEST = 10**15
"""A total of rankings that is still told in full."""


def inverted(found: inverse.Inverse) -> Inverse:
    """Return the answer to the inverse question as its JSON object."""
    departs = found.from_status_quo
    return Inverse(
        scenario=found.title,
        variant=found.variant,
        state=pack_state(found.state),
        from_status_quo=None if departs is None else [pack_change(change) for change in departs],
        concepts=[_concept(one) for one in found.concepts],
        left_out=[one.key for one in found.left_out],
        worlds=found.worlds,
        provenance=pack_provenance(found.provenance),
    )


def _concept(given: inverse.ForConcept) -> ForConcept:
    return ForConcept(
        concept=given.concept.key,
        equilibrium=given.equilibrium,
        actors=[_actor(one) for one in given.actors],
        by_order=_together(given.by_order),
        by_pairs=_together(given.by_pairs),
        likely=_chance(given.likely),
    )


def _chance(given: Bounds | None) -> Bounded | None:
    return None if given is None else pack_bounded(given)


def _actor(given: inverse.ForActor) -> ForActor:
    counted = given.rankings
    short = counted is not None and counted.total < LONGEST
    return ForActor(
        actor=given.actor,
        stable=given.stable,
        needs=[_need(one) for one in given.needs],
        ways=None if given.ways is None else [list(way) for way in given.ways],
        orders=_orders(given.orders),
        ranking=_reranked(given.ranking),
        comparisons=list(given.comparisons),
        share=None if counted is None else float(counted.share),
        rankings=Rankings(count=counted.count, total=counted.total) if counted is not None and short else None,
        likely=_chance(given.likely),
    )


def _need(given: inverse.Need) -> Need:
    return Need(move=pack_move(given.move), ways=[list(way) for way in given.ways], count=given.count, met=given.met)


def _orders(given: inverse.Reorderings | None) -> Reorderings | None:
    if given is None:
        return None
    nearest, likely = [_reordered(one) for one in given.nearest], _chance(given.likely)
    return Reorderings(**vars(given) | {"nearest": nearest, "likely": likely})


def _reordered(given: wanting.Reordered) -> Reordered:
    return Reordered(
        actor=given.actor,
        pairs=given.pairs,
        order=list(given.order),
        steps=[Placing(statement=one.statement, above=one.above) for one in given.steps],
        cures=[
            Cure(
                to=one.to,
                instead=list(one.instead),
                reasons=[Decided(state=state, reason=pack_reason(why)) for state, why in one.reasons],
            )
            for one in given.cures
        ],
    )


def _reranked(given: wanting.Reranked) -> Reranked:
    words: dict[int, Literal["above", "level", "below"]] = {1: "above", 0: "level", -1: "below"}
    return Reranked(
        actor=given.actor,
        pairs=given.pairs,
        level_with=list(given.level_with),
        passed=list(given.passed),
        changed=[Pair(first=p, second=q, now=words[sign]) for p, q, sign in given.changed],
    )


def _together(given: inverse.Together | None) -> Together | None:
    if given is None:
        return None
    return Together(
        pairs=given.pairs,
        least=given.least,
        orders=[_reordered(one) for one in given.parts if isinstance(one, wanting.Reordered)],
        rankings=[_reranked(one) for one in given.parts if isinstance(one, wanting.Reranked)],
        gained=list(given.gained),
        lost=list(given.lost),
        likely=_chance(given.likely),
    )
