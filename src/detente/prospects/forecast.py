"""The forecast: how likely it is where play comes to rest, with bounds, and what that hangs on.

Every world has its prospects, and the worlds have their chances, as the analyst sees them after the signals. Where
several prospects remain in a world the model does not say which comes about. Its chance is shared among them in equal
parts, which is a rule of ours; what only some of them have in common is therefore told with two more numbers: the
chance that *all* prospects have it (`surely`), and the chance that *some* has it (`possibly`). No rule of sharing can
leave the span between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.engine.truth import Table
from detente.prospects.readings import ANALYST, Reading, Telling, evidence, known_to, readings, telling
from detente.prospects.rests import Scene, scenes
from detente.prospects.worlds import Bounds, Swing, Worlds, worlds_of
from detente.scenario.expression import ALWAYS, All, Expression, Is
from detente.scenario.model import Band, Claim, Scenario

LIKELIEST = 6
"""Prospects that are told one by one."""

DIGITS = 12
"""Digits after the point by which chances are told apart; further ones are left from rounding."""


@dataclass(frozen=True)
class Outcome:
    """Something that may be so where play comes to rest, by name, with its chance.

    `chance` shares each world among its prospects in equal parts; `surely` and `possibly` bound what any sharing gives.
    """

    name: str
    chance: Bounds
    surely: Bounds
    possibly: Bounds


@dataclass(frozen=True)
class Rest:
    """A state in which play comes to rest in some worlds: the value of every option."""

    values: Mapping[str, str]
    outcome: Outcome


@dataclass(frozen=True)
class Hedged:
    """A claim about prospects as a forecast: how likely it is that it holds, beside the word that its author used.

    `holds` is the chance that it holds, `vacuous` that it speaks of nothing. `band` is what the word stands for, and
    `fits` says whether the chance at the middles lies in it ("fits", "below" or "above"); both are None for a claim
    without such a word.
    """

    claim: Claim
    band: Band | None
    holds: Bounds
    vacuous: Bounds
    fits: Literal["fits", "below", "above"] | None


@dataclass(frozen=True, eq=False)
class Forecast:
    """What `forecast` answers.

    `worlds` counts the worlds looked at, `mattering` names the circumstances on which the likeliest prospect depends.
    `somewhere` is the chance that play can come to rest at all, `several` that more than one prospect remains, `round`
    that play may also go round for ever. `options` has an outcome for each value of each option, `situations` for each
    situation, `rests` the likeliest prospects. `swings` tell how the chance of the likeliest one goes with each
    circumstance, `pairs` with two together. `readings` and `telling` are about the signals.
    """

    title: str
    variant: str | None
    concept: Concept
    as_of: str | None
    worlds: int
    mattering: tuple[str, ...]
    signals: tuple[str, ...]
    somewhere: Bounds
    several: Bounds
    round: Bounds
    rests: tuple[Rest, ...]
    others: int
    options: Mapping[str, tuple[Outcome, ...]]
    situations: tuple[Outcome, ...]
    swings: tuple[Swing, ...]
    pairs: tuple[Swing, ...]
    claims: tuple[Hedged, ...]
    readings: tuple[Reading, ...]
    telling: tuple[Telling, ...]
    scenario: Scenario = field(repr=False)


def forecast(
    scenario: Scenario,
    concept: Concept,
    variant: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
) -> Forecast:
    """Return how likely each place is where play from the status quo may come to rest, under a concept.

    `as_of` leaves out the signals that came after that day (`YYYY-MM-DD`).
    """
    worlds = worlds_of(scenario, variant)
    signals = known_to(scenario, ANALYST, as_of)
    read = readings(scenario, variant, as_of)  # first, since they name the signal that cannot have been seen
    found = scenes(scenario, worlds, concept, variant, beliefs, progress)
    played = _Played(worlds, found, evidence(worlds, signals))
    progress("Chances and bounds", 1.0)
    states = played.rests()
    rests = tuple(Rest(state, played.outcome(_named(state), _being(state))) for state in states[:LIKELIEST])
    leading = played.share(_being(states[0])) if states else np.zeros(len(worlds))
    return Forecast(
        title=scenario.title,
        variant=variant,
        concept=concept,
        as_of=as_of,
        worlds=len(worlds),
        mattering=worlds.mattering(leading),
        signals=tuple(signal.name for signal in signals),
        somewhere=played.chance(played.number > 0),
        several=played.chance(played.number > 1),
        round=played.chance(played.restless),
        rests=rests,
        others=len(states) - len(rests),
        options={
            option.id: tuple(
                played.outcome(f"{option.id} = {value}", Is(option.id, (value,))) for value in option.values
            )
            for option in scenario.options.values()
        },
        situations=tuple(
            played.outcome(one.id, one.formula.meaning) for one in scenario.situations.values()
        ),
        swings=worlds.swing(leading, played.seen),
        pairs=worlds.swing(leading, played.seen, together=2) if len(worlds.names) > 1 else (),
        claims=tuple(_hedged(scenario, one, played) for one in scenario.claims if _foretold(one, concept, variant)),
        readings=read,
        telling=telling(scenario, ANALYST, variant, as_of),
        scenario=scenario,
    )  # fmt: skip


def _being(state: Mapping[str, str]) -> Expression:
    return All(tuple(Is(name, (value,)) for name, value in state.items()))


def _named(state: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in state.items())


def _foretold(claim: Claim, concept: Concept, variant: str | None) -> bool:
    """Return whether a claim speaks of prospects, under this concept and in this variant."""
    about = claim.test.form == "has" and claim.test.words["among"] == "prospect"
    return about and claim.variant == variant and claim.concept in (None, concept.key)


def _hedged(scenario: Scenario, claim: Claim, played: _Played) -> Hedged:
    test = claim.test
    where = test.formulas["where"].meaning if "where" in test.formulas else ALWAYS
    spoken_of, having = played.among(where), played.among(All((where, test.formulas["has"].meaning)))
    quantifier = test.words["quantifier"]
    holds = {
        "every": (spoken_of > 0) & (having == spoken_of),
        "no": (spoken_of > 0) & (having == 0),
        "some": having > 0,
    }[quantifier]
    vacuous = np.zeros_like(holds) if quantifier == "some" else spoken_of == 0
    chance = played.chance(holds)
    band = scenario.words[claim.hedge] if claim.hedge else None
    return Hedged(claim, band, chance, played.chance(vacuous), None if band is None else _fits(chance.middle, band))


def _fits(chance: float, band: Band) -> Literal["fits", "below", "above"]:
    """Return whether a chance lies in a band, below or above it; 0.8 lies in a band that ends with 4/5."""
    if round(chance - float(band.low), DIGITS) < 0:
        return "below"
    return "above" if round(chance - float(band.high), DIGITS) > 0 else "fits"


class _Played:
    """Where play comes to rest in every world, ready to be asked about.

    `number` counts each world's prospects, `restless` says where play may also go round for ever; `seen` is how likely
    the signals are in each world.
    """

    def __init__(self, worlds: Worlds, found: tuple[Scene, ...], seen: NDArray[np.float64]) -> None:
        self.worlds, self.scenes, self.seen = worlds, tuple(map(_narrowed, found)), seen
        self.facts = [worlds[number] for number in range(len(worlds))]
        self.number = self.among(ALWAYS)
        self.restless = np.zeros(len(worlds), dtype=np.bool_)
        for scene in self.scenes:
            self.restless[scene.worlds] = scene.restless

    def among(self, expression: Expression) -> NDArray[np.int64]:
        """Return in each world how many of its prospects an expression is true in."""
        count = np.zeros(len(self.worlds), dtype=np.int64)
        for scene in self.scenes:
            true_in = scene.having(expression, [self.facts[number] for number in scene.worlds.tolist()])
            count[scene.worlds] = (scene.prospects & true_in).sum(axis=1)
        return count

    def share(self, expression: Expression) -> NDArray[np.float64]:
        """Return in each world what part of its prospects an expression is true in; 0 where there are none."""
        part: NDArray[np.float64] = self.among(expression) / np.maximum(self.number, 1)
        return part

    def outcome(self, name: str, expression: Expression) -> Outcome:
        """Return how likely it is that an expression is true where play comes to rest."""
        count = self.among(expression)
        return Outcome(
            name,
            self.chance(count / np.maximum(self.number, 1)),
            self.chance((self.number > 0) & (count == self.number)),
            self.chance(count > 0),
        )

    def chance(self, event: NDArray[Any]) -> Bounds:
        """Return the chance of an event by world, as the analyst sees it after the signals."""
        return self.worlds.chance(event, self.seen)

    def rests(self) -> list[Mapping[str, str]]:
        """Return every state in which play can come to rest in a world that has a chance, the likeliest first."""
        weight = self.worlds.middle * self.seen / np.maximum(self.number, 1)
        found: dict[tuple[str, ...], float] = {}
        for scene in self.scenes:
            likely = weight[scene.worlds] @ scene.prospects
            for place, chance in enumerate(likely.tolist()):
                values = tuple(
                    scene.states.values[name][column[place]] for name, column in scene.states.columns.items()
                )
                found[values] = found.get(values, 0.0) + chance
        names = list(self.scenes[0].states.columns)
        order = sorted(found, key=lambda one: (-round(found[one], DIGITS), one))
        return [dict(zip(names, one, strict=True)) for one in order if found[one] > 0]


def _narrowed(scene: Scene) -> Scene:
    """Return the scene with only those states in which play comes to rest in some world."""
    kept = np.flatnonzero(scene.prospects.any(axis=0))
    columns = {name: column[kept] for name, column in scene.states.columns.items()}
    states = Table(columns, scene.states.values, len(kept))
    return replace(scene, states=states, prospects=scene.prospects[:, kept])
