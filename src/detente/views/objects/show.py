"""An overview of a scenario as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from detente.answers import moves, overview
from detente.scenario import model
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.problem import Problem, pack_problem
from detente.views.objects.parts.states import Option, State, pack_state


class Chance(Told):
    """One line of a chance: its bounds, the word used, and the condition (null: always or otherwise)."""

    low: float
    high: float
    word: str | None
    when: str | None


class Circumstance(Told):
    """A circumstance in the world asked about, with the chance of each value where it is in doubt."""

    id: str
    values: list[str]
    now: str
    means: str | None
    chances: dict[str, list[Chance]] | None


class Actor(Told):
    """An actor and how many moves it has over all states."""

    id: str
    name: str
    moves: int


class ShownOption(Option):
    """An option, with its meaning and its value at the start."""

    means: str | None
    start: str


class Statement(Told):
    """A line of an actor's preferences in the file's own words."""

    name: str
    text: str


class Overview(Told):
    """What `detente show --json` prints."""

    command: Literal["show"] = "show"
    scenario: str
    story: str | None
    as_of: str | None
    variant: str | None
    world: dict[str, str]
    actors: list[Actor]
    options: list[ShownOption]
    combinations: int
    feasible: int
    status_quo: State | None = Field(description="none where it is unknown or the states are not listed")
    start: dict[str, str] | None = Field(description="the values of the status quo")
    circumstances: list[Circumstance]
    prefers: dict[str, list[Statement]] = Field(description="by actor, most important first; without rankings")
    rankings: dict[str, list[list[str]]] = Field(description="by actor, best first, ties together")
    never: list[Statement]
    variants: dict[str, str | None]
    too_large: list[Problem] = Field(description="why the states are not listed; empty where they are")


def shown(found: overview.Overview) -> Overview:
    """Return an overview as its JSON object."""
    scenario = found.scenario
    written = {actor.id: actor.preferences for actor in scenario.actors.values()}
    return Overview(
        scenario=scenario.title,
        story=scenario.story,
        as_of=scenario.as_of,
        variant=found.variant,
        world=dict(found.world),
        actors=[Actor(id=a.id, name=a.name, moves=found.moves[a.id]) for a in scenario.actors.values()],
        options=[
            ShownOption(id=o.id, actor=o.actor, values=list(o.values), means=o.means, start=o.start)
            for o in scenario.options.values()
        ],
        combinations=found.combinations,
        feasible=found.feasible,
        status_quo=None if found.status_quo is None else pack_state(found.status_quo),
        start=None if found.start is None else dict(found.start),
        circumstances=[_circumstance(one, found.world) for one in scenario.circumstances.values()],
        prefers={
            actor: [Statement(name=s.name, text=f"{s.verb} {moves.spoken(s)}") for s in prefers.statements]
            for actor, prefers in written.items()
            if not isinstance(prefers, model.Ranked)
        },
        rankings={
            actor: [list(level) for level in prefers.levels]
            for actor, prefers in written.items()
            if isinstance(prefers, model.Ranked)
        },
        never=[Statement(name=rule.name, text=rule.when.text) for rule in scenario.rules],
        variants={variant.id: variant.says for variant in scenario.variants.values()},
        too_large=[pack_problem(problem) for problem in found.too_large],
    )


def _circumstance(given: model.Circumstance, world: Mapping[str, str]) -> Circumstance:
    chances = given.chances
    return Circumstance(
        id=given.id,
        values=list(given.values),
        now=world[given.id],
        means=given.means,
        chances=None if chances is None else {value: _chance(chance) for value, chance in chances.items()},
    )


def _chance(given: model.Chance) -> list[Chance]:
    return [
        Chance(
            low=float(case.band.low),
            high=float(case.band.high),
            word=case.band.word,
            when=case.when.text if case.when else None,
        )
        for case in given.cases
    ]


ENVELOPE = Overview
