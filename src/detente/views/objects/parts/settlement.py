"""What objects about settlements share: who gains and loses, what is wrong with a state, and what undoes one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import agreed, attitudes
from detente.grounds import changes
from detente.settlement import likely_settlement
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.moves import Change, Reason, pack_change, pack_reason
from detente.views.objects.parts.stances import Considered, pack_considered


class Attitude(Told):
    """How an actor stands in a state against a fallback, by its place in `fallbacks` from 0."""

    actor: str
    asked: bool = Field(description="whether the actor's agreement is asked for")
    fallback: int
    standing: Literal["gains", "level", "loses"]
    reason: Reason | None = Field(description="the statement that decides; null for ties and rankings")


class Wrong(Told):
    """What is wrong with a state: the first of these that is so."""

    kind: Literal["no conflict", "target", "infeasible", "fallback", "loses", "leaves"]
    losing: list[Attitude]
    leaving: list[Considered] = Field(description="for each who would leave, a move that nothing deters")
    obstacles: list[str] = Field(description="what makes the state infeasible")


class Together(Told):
    """A group that could leave together."""

    group: list[str]
    changes: list[Change]
    deterred: bool = Field(description="whether replies of the others keep it from all such states")
    rests: bool = Field(description="whether the state that it goes to holds against single moves")


class Judgement(Told):
    """A judgement changed: a circumstance set to `to`, all others left out."""

    kind: Literal["circumstance", "statement", "rule", "need", "belief"]
    name: str
    to: str | None


class Breach(Told):
    """A judgement that undoes a settlement when it is changed, and what is wrong then."""

    judgement: Judgement
    wrong: Wrong


class Likelihood(Told):
    """Chances over all worlds."""

    accepted: Bounded
    holds: Bounded
    both: Bounded
    worlds: int


def pack_together(given: agreed.Together) -> Together:
    """Return a group that could leave together as its object."""
    made = [pack_change(one) for one in given.changes.changes]
    return Together(group=list(given.group), changes=made, deterred=given.deterred, rests=given.rests)


def pack_judgement(given: changes.Change) -> Judgement:
    """Return a judgement changed as its object."""
    return Judgement.model_validate({"kind": given.kind, "name": given.name, "to": given.to or None})


def pack_breaches(given: tuple[agreed.Breach, ...] | None) -> list[Breach] | None:
    """Return the judgements that undo a settlement as objects, null where they were not looked for."""
    if given is None:
        return None
    return [Breach(judgement=pack_judgement(one.change), wrong=pack_wrong(one.wrong)) for one in given]


def pack_attitude(given: attitudes.Attitude) -> Attitude:
    """Return how an actor stands as its object."""
    return Attitude(
        actor=given.actor,
        asked=given.member,
        fallback=given.fallback,
        standing=given.standing,
        reason=pack_reason(given.reason),
    )


def pack_wrong(given: attitudes.Wrong) -> Wrong:
    """Return what is wrong with a state as its object."""
    return Wrong(
        kind=given.kind,
        losing=[pack_attitude(one) for one in given.losing],
        leaving=[pack_considered(one) for one in given.leaving],
        obstacles=list(given.obstacles),
    )


def pack_likelihood(given: likely_settlement.Likelihood | None) -> Likelihood | None:
    """Return chances over all worlds as an object, null where there are none."""
    if given is None:
        return None
    accepted, holds, both = (pack_bounded(one) for one in (given.accepted, given.holds, given.both))
    return Likelihood(accepted=accepted, holds=holds, both=both, worlds=given.worlds)
