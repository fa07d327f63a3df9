"""What each actor believes, and what comes of it, as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from detente.answers import beliefs
from detente.views.objects.forecast import Mind
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, Draws, pack_bounded
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.states import State


class SeenGame(Told):
    """The conflict as some actors see it; outcomes are ids of states of the actual conflict."""

    actors: list[str]
    thinks: dict[str, str] = Field(description="circumstances that they take to be other than they are")
    equilibria: list[int]
    prospects: list[int]
    imagined: int = Field(description="how many more equilibria lie in states that cannot be")
    restless: bool = Field(description="whether play may go round for ever in their eyes")


class Surprise(Told):
    """An outcome that surprises an actor; `leavers` are those that it takes to leave the state."""

    actor: str
    state: int
    standing: Literal["unstable", "impossible"]
    leavers: list[str]


class Effect(Told):
    """The chance of an outcome with beliefs and without, and the difference."""

    values: dict[str, str]
    with_beliefs: Bounded
    without: Bounded
    difference: Bounded


class Altered(Told):
    """The chance that beliefs change where play comes to rest: those of one actor alone, or of all (null)."""

    actor: str | None
    chance: Bounded


class Beliefs(Told):
    """What `detente beliefs --json` prints."""

    command: Literal["beliefs"] = "beliefs"
    scenario: str
    variant: str | None
    as_of: str | None
    status_quo: int | None
    states: list[State] = Field(description="the states that other parts name")
    games: list[SeenGame]
    equilibria: list[int] = Field(description="of the hypergame: stable for each in its own eyes")
    prospects: list[int]
    plain_equilibria: list[int] = Field(description="where everybody sees the world as it is")
    plain_prospects: list[int]
    surprises: list[Surprise]
    worlds: int
    effects: list[Effect]
    changed: list[Altered]
    impossible: Bounded | None = Field(
        description="the chance that there is no such conflict; all that is told over all worlds is given that there "
        "is one; null where nothing is told of them"
    )
    obstacle: str | None = Field(description="where there is none, and why; null where there is one in every world")
    minds: list[Mind]
    drawn: Draws | None = Field(description="how worlds were drawn; null where all were looked at")
    provenance: Provenance


def believed(given: beliefs.Beliefs) -> Beliefs:
    """Return what beliefs do as its JSON object; only states that other parts name are told."""
    found = given.found
    groups = [found.equilibria, found.prospects, found.plain_equilibria, found.plain_prospects]
    groups += [one for game in found.games for one in (game.equilibria, game.prospects)]
    start = (found.board.start,) if found.board.start >= 0 else ()
    named = sorted({state for group in (*groups, start) for state in group})
    return Beliefs(
        scenario=found.title,
        variant=found.variant,
        as_of=found.as_of,
        status_quo=start[0] + 1 if start else None,
        states=[State(id=state + 1, values=found.values(state)) for state in named],
        games=[
            SeenGame(
                actors=list(game.actors),
                thinks=dict(game.thinks),
                equilibria=_ids(game.equilibria),
                prospects=_ids(game.prospects),
                imagined=game.imagined,
                restless=game.restless,
            )
            for game in found.games
        ],
        equilibria=_ids(found.equilibria),
        prospects=_ids(found.prospects),
        plain_equilibria=_ids(found.plain_equilibria),
        plain_prospects=_ids(found.plain_prospects),
        surprises=[
            Surprise(actor=one.actor, state=one.state + 1, standing=one.standing, leavers=list(one.leavers))
            for one in found.surprises
        ],
        worlds=found.worlds,
        effects=[
            Effect(
                values=dict(one.values),
                with_beliefs=pack_bounded(one.believing),
                without=pack_bounded(one.seeing),
                difference=pack_bounded(one.difference),
            )
            for one in found.effects
        ],
        changed=[Altered(actor=one.actor, chance=pack_bounded(one.chance)) for one in found.changed],
        impossible=None if found.impossible is None else pack_bounded(found.impossible),
        obstacle=found.obstacle[0].given if found.obstacle else None,
        minds=[Mind(**vars(one)) for one in found.minds],
        drawn=None if found.drawn is None else Draws(**vars(found.drawn)),
        provenance=pack_provenance(given.provenance),
    )


def _ids(states: Sequence[int]) -> list[int]:
    return [state + 1 for state in states]


ENVELOPE = Beliefs
