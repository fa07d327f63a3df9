"""Blocking and leverage, as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from detente.answers import blockers
from detente.answers import leverage as answers
from detente.settlement import leverage, likely_levers
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.moves import Change, Reason, pack_change, pack_reason
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class UndoingMove(Told):
    """A joint move by which a group undoes a state; reasons are null for rankings."""

    origin: int
    to: int
    out: bool = Field(description="whether it leads out of the outcome")
    changes: list[Change]
    reasons: list[Reason | None] = Field(description="why each member gains, in the order of the group")


class BlockingGroup(Told):
    """A minimal blocking group, and how it blocks: by a choice, or by joint moves."""

    group: list[str]
    choice: dict[str, str] = Field(description="values of its options with which the outcome cannot come about")
    jumps: list[UndoingMove] = Field(description="a joint move from each of the states that it undoes")
    chance: Bounded | None = Field(description="that the group blocks, over all worlds; null where not asked for")


class Blocked(Told):
    """Who blocks an outcome in one way."""

    ways: list[BlockingGroup]
    pivotal: list[str] = Field(description="who belongs to every minimal blocking group")
    decisive: dict[str, int] = Field(description="how many groups block only once the actor joins (Banzhaf)")
    without: int = Field(description="how many groups there are without an actor")


class Agreed(Told):
    """Whether some actors can agree on an outcome."""

    between: list[str]
    kind: Literal["agreed", "unreachable", "unwilling", "undone"]
    state: int | None = Field(description="what they agree on, or what comes nearest")
    actors: list[str] = Field(description="they themselves, whom it does not pay, or who would undo it")


class AgreedChance(Told):
    """The chance that some actors can agree on an outcome."""

    between: list[str]
    chance: Bounded


class OutcomeChances(Told):
    """How likely an outcome is, over all worlds."""

    rests: Bounded | None = Field(description="that play rests in it; null where the status quo is unknown")
    holds: Bounded = Field(description="that some state in it holds")
    possible: Bounded = Field(description="that it can come about at all")
    agreed: list[AgreedChance]


class ContestedOutcome(Told):
    """An outcome: in how many states it is so, which of them hold, who blocks it, who can agree on it."""

    name: str
    formula: str
    states: int
    holding: list[int]
    leaving: dict[str, int] = Field(description="how many of its states each actor alone would leave")
    power: Blocked | None = Field(description="who can prevent it; null where states are listed")
    undoing: Blocked | None = Field(description="who would undo it; null where too many states would be looked at")
    agreed: list[Agreed]
    likely: OutcomeChances | None


class Fare(Told):
    """How an outcome fares: which of the prospects are in it, how many states of it hold, who can agree on it."""

    share: Literal["every", "some", "no"] | None
    holding: int
    agreed: list[list[str]]


class Turnover(Told):
    """How many states are gone and how many are new."""

    gone: int
    new: int


class PulledLever(Told):
    """What an option held at a value, or a circumstance set to one, changes."""

    kind: Literal["option", "circumstance"]
    name: str
    value: str
    without: bool = Field(description="whether it is the value that the option has at the start")
    impossible: str | None = Field(description="why there is no such conflict")
    fares: list[Fare] = Field(description="by outcome, in their order; empty where there is no such conflict")
    prospects: Turnover = Field(description="told apart by all options but this one")
    equilibria: Turnover
    likely: list[OutcomeChances] | None = Field(
        description="by outcome; null where not asked for, or possible in no world"
    )


class Leverage(Told):
    """What `detente leverage --json` prints."""

    command: Literal["leverage"] = "leverage"
    scenario: str
    variant: str | None
    world: dict[str, str]
    concept: str
    coalition: str = Field(description="the concept by which it is judged what deters groups")
    actors: list[str]
    states: int
    outcomes: list[ContestedOutcome]
    left_out: list[str] = Field(description="outcomes of the file that no state has")
    fares: list[Fare] = Field(description="how each outcome fares as things are")
    effects: list[PulledLever] = Field(description="what changes most first")
    worlds: int | None = Field(description="how many worlds chances are over; null where not asked for")
    provenance: Provenance


def levered(found: answers.Leverage) -> Leverage:
    """Return blocking and leverage as its JSON object."""
    given = found.likelihoods
    pulled = {} if given is None else given.pulled
    return Leverage(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        concept=found.concept.key,
        coalition=found.coalition.key,
        actors=list(found.actors),
        states=found.states,
        outcomes=[_outcome(found.actors, one) for one in found.outcomes],
        left_out=list(found.left_out),
        fares=[_fare(found.actors, one) for one in found.picture.fares],
        effects=[_effect(found.actors, one, pulled) for one in found.effects],
        worlds=None if given is None else len(given.cast.worlds),
        provenance=pack_provenance(found.provenance),
    )


def _outcome(actors: Sequence[str], one: blockers.Outcome) -> ContestedOutcome:
    return ContestedOutcome(
        name=one.name,
        formula=one.formula,
        states=one.states,
        holding=list(one.holding),
        leaving=dict(one.leaving),
        power=_blocked(one.power),
        undoing=_blocked(one.undoing),
        agreed=[_agreed(given) for given in one.agreed],
        likely=None if one.likely is None else _likely(actors, one.likely),
    )


def _blocked(given: blockers.Blocked | None) -> Blocked | None:
    if given is None:
        return None
    ways = [_way(way) for way in given.ways]
    return Blocked(ways=ways, pivotal=list(given.pivotal), decisive=dict(given.decisive), without=given.without)


def _way(given: blockers.Way) -> BlockingGroup:
    chance = None if given.chance is None else pack_bounded(given.chance)
    jumps = [_jump(jump) for jump in given.jumps]
    return BlockingGroup(group=list(given.group), choice=dict(given.choice), jumps=jumps, chance=chance)


def _jump(given: blockers.Jump) -> UndoingMove:
    return UndoingMove(
        origin=given.origin,
        to=given.to,
        out=given.out,
        changes=[pack_change(one) for one in given.changes],
        reasons=[pack_reason(one) for one in given.reasons],
    )


def _agreed(given: blockers.Agreed) -> Agreed:
    state = None if given.state is None else given.state.number
    return Agreed.model_validate(
        {"between": list(given.between), "kind": given.kind, "state": state, "actors": list(given.actors)}
    )


def _likely(actors: Sequence[str], given: likely_levers.Likely) -> OutcomeChances:
    agreed = [
        AgreedChance(between=[actors[actor] for actor in pair], chance=pack_bounded(chance))
        for pair, chance in given.agreed.items()
    ]
    rests = None if given.rests is None else pack_bounded(given.rests)
    holds, possible = pack_bounded(given.holds), pack_bounded(given.possible)
    return OutcomeChances(rests=rests, holds=holds, possible=possible, agreed=agreed)


def _fare(actors: Sequence[str], given: leverage.Fare) -> Fare:
    agreed = [[actors[actor] for actor in pair] for pair in given.agreed]
    return Fare(share=given.share, holding=given.holding, agreed=agreed)


def _effect(
    actors: Sequence[str],
    given: leverage.Effect,
    pulled: Mapping[leverage.Lever, tuple[likely_levers.Likely, ...] | None],
) -> PulledLever:
    lever, likely = given.lever, pulled.get(given.lever)
    return PulledLever(
        kind=lever.kind,
        name=lever.name,
        value=lever.value,
        without=lever.without,
        impossible=None if given.impossible is None else given.impossible.given,
        fares=[] if given.picture is None else [_fare(actors, one) for one in given.picture.fares],
        prospects=Turnover(gone=given.prospects[0], new=given.prospects[1]),
        equilibria=Turnover(gone=given.equilibria[0], new=given.equilibria[1]),
        likely=None if likely is None else [_likely(actors, one) for one in likely],
    )


ENVELOPE = Leverage
