"""Play as a process, as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import evolution
from detente.prospects import evolutions
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.moves import Move, pack_move
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.states import State, pack_state


class Ended(Told):
    """A state in which play comes to rest, and how likely."""

    state: State
    chance: float
    waiting: list[str] = Field(description="who would move from there, but has weight 0")


class Rounds(Told):
    """States among which play goes round for ever once it is there, and the chance that it comes there."""

    states: list[int]
    chance: float


class Course(Told):
    """A way that play can take to where it rests or begins to go round."""

    chance: float
    ends: int
    round: bool = Field(description="whether it ends in a cycle")
    moves: list[Move]


class EndedSomewhere(Told):
    """A state in which play comes to rest in some worlds."""

    values: dict[str, str]
    chance: Bounded


class Spread(Told):
    """Where play leads over all worlds, by their chances."""

    worlds: int
    impossible: Bounded = Field(
        description="the chance that there is no such conflict; all other chances are given that there is one"
    )
    obstacle: str | None = Field(description="where there is none, and why; null where there is one in every world")
    rests: list[EndedSomewhere]
    others: int = Field(description="how many less likely ends there are")
    rested: Bounded = Field(description="the chance that play comes to rest")
    round: Bounded = Field(description="the chance that it goes round for ever")
    undecided: Bounded = Field(description="the chance of worlds in which more than one end is possible")


class Evolution(Told):
    """What `detente evolve --json` prints; its chances are assumptions about who moves when."""

    command: Literal["evolve"] = "evolve"
    scenario: str
    variant: str | None
    world: dict[str, str]
    choice: Literal["undeterred", "improvements", "best"] = Field(description="among which moves a mover chooses")
    weights: dict[str, float] = Field(description="what each actor weighs when a mover is drawn")
    status_quo: int
    reached: int = Field(description="how many states play can reach")
    rests: list[Ended] = Field(description="the likeliest first")
    cycles: list[Rounds]
    rested: float = Field(description="the chance that play comes to rest")
    moves: float = Field(description="the expected number of moves until play is at rest or goes round")
    moves_to_rest: float | None = Field(description="the same of play that comes to rest; null where none does")
    paths: list[Course] = Field(description="the likeliest ways")
    as_of: str | None = Field(description="the day up to which signals count over all worlds; null for all")
    spread: Spread | None = Field(description="null where worlds were not asked for")
    provenance: Provenance


def evolved(found: evolution.Evolution) -> Evolution:
    """Return an evolution as its JSON object."""
    return Evolution(
        scenario=found.title,
        variant=found.variant,
        world=dict(found.world),
        choice=found.choice,
        weights=dict(found.weights),
        status_quo=found.status_quo.number,
        reached=found.reached,
        rests=[Ended(state=pack_state(one.state), chance=one.chance, waiting=list(one.waiting)) for one in found.rests],
        cycles=[Rounds(states=list(one.states), chance=one.chance) for one in found.cycles],
        rested=found.rested,
        moves=found.moves,
        moves_to_rest=found.moves_to_rest,
        paths=[_course(one) for one in found.ways],
        as_of=found.as_of,
        spread=None if found.spread is None else _spread(found.spread),
        provenance=pack_provenance(found.provenance),
    )


def _course(given: evolution.Way) -> Course:
    made = [pack_move(move) for move in given.moves]
    return Course(chance=given.chance, ends=given.ends, round=given.round, moves=made)


def _spread(given: evolutions.Spread) -> Spread:
    return Spread(
        worlds=given.worlds,
        impossible=pack_bounded(given.impossible),
        obstacle=given.obstacle[0].given if given.obstacle else None,
        rests=[EndedSomewhere(values=dict(one.values), chance=pack_bounded(one.chance)) for one in given.rests],
        others=given.others,
        rested=pack_bounded(given.rested),
        round=pack_bounded(given.round),
        undecided=pack_bounded(given.undecided),
    )


ENVELOPE = Evolution
