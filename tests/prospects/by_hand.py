"""Forecasts from the definitions: a loop over worlds, exact fractions, and nothing of the room under test.

A scenario is drawn as a sketch, with doubts, signals and claims beside it, and written as text. Where play goes in a
world is told by the oracle of verdicts; how likely worlds are is worked out here from the scenario as it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from detente.engine.stability import Concept
from detente.prospects.bounds import Bounds
from detente.prospects.rests import InWorlds, Scene
from detente.prospects.worlds import Worlds
from detente.scenario.expression import holds
from detente.scenario.model import Band, Circumstance, Scenario
from tests.oracles import draw
from tests.oracles.draw import RECIPES, WEBS, Recipe
from tests.oracles.oracle import NoAnswer, State, Terms, Verdicts, status_quo_of, terms_of
from tests.oracles.oracle import holds as formula_holds
from tests.oracles.sketch import (
    VARIANT,
    WHY,
    Formula,
    Pen,
    Sketch,
    actor_part,
    belief_part,
    formula_text,
    graph_form,
    lines,
    locks_part,
    options_in_order,
    states_part,
)

World = dict[str, str]
At = dict[str, str]
"""A state together with its world: the value of everything that has a name."""

ZERO, ONE = Fraction(0), Fraction(1)

MOST_WORLDS = 24
MOST_CHOICES = 128
"""Choices of corners that are all tried."""


# ---------------------------------------------------------------- where play goes


@dataclass(frozen=True)
class Played:
    """Where play comes to rest in a world, and whether it may also go round for ever."""

    rests: list[At]
    goes_round: bool


def played(sketch: Sketch, facts: World, concept: str) -> Played:
    """Follow undeterred moves from the status quo. Raises NoAnswer where a world has no states, or not that one."""
    here = replace(sketch, circumstances=tuple(replace(one, now=facts[one.name]) for one in sketch.circumstances))
    verdicts = Verdicts(here)
    start = status_quo_of(here)
    if start not in verdicts.actual.states or not all(view.states for view in verdicts.views.values()):
        raise NoAnswer("no states, or no status quo among them")
    onward: dict[State, set[State]] = {}
    asked = [start]
    while asked:
        state = asked.pop()
        if state not in onward:
            onward[state] = set().union(*(verdicts.undeterred(concept, who, state) for who in verdicts.names))
            asked += onward[state]
    stays = {state for state, ends in onward.items() if not ends}
    leads = set(stays)
    while more := {state for state, ends in onward.items() if ends & leads} - leads:
        leads |= more
    names = verdicts.actual.world.terms.options
    return Played([facts | dict(zip(names, state, strict=True)) for state in stays], leads != set(onward))


NOWHERE = Played([], False)
"""What stands for where play goes in a world that has no conflict."""


def played_everywhere(sketch: Sketch, worlds: Sequence[World], concept: str) -> tuple[list[Played], list[bool]]:
    """Give where play goes in each world, and in which of them it goes anywhere: those that make a conflict."""
    found: list[Played | None] = []
    for facts in worlds:
        try:
            found.append(played(sketch, facts, concept))
        except NoAnswer:
            found.append(None)
    return [one or NOWHERE for one in found], [one is not None for one in found]


def scenes(
    scenario: Scenario, worlds: Worlds, concept: Concept, variant: str | None = None, beliefs: bool | None = None
) -> tuple[Scene, ...]:
    """Give all scenes of the program, where each world makes a conflict: else the error that says which does not."""
    asked = InWorlds(scenario, worlds, variant, beliefs)
    return tuple(scene for members in asked.alike(asked.shared) for scene in asked.scenes(members, concept))


# ---------------------------------------------------------------- how likely worlds are


def every_world(scenario: Scenario, fixed: Mapping[str, str]) -> list[World]:
    """Give all values of doubted circumstances, with those that are not as they are; `fixed` is not doubted."""
    lists = [
        one.values if doubted(one, fixed) else (fixed.get(one.id, one.now),) for one in scenario.circumstances.values()
    ]
    return [dict(zip(scenario.circumstances, values, strict=True)) for values in product(*lists)]


def doubted(one: Circumstance, fixed: Mapping[str, str]) -> bool:
    return one.chances is not None and one.id not in fixed


Key = tuple[str, tuple[int, ...]]
"""A row of chances: a circumstance, and which case of each value's table holds."""


def row(one: Circumstance, facts: World) -> tuple[Key, list[Band]]:
    """Give the chances of a circumstance's values in a world."""
    assert one.chances is not None
    found = []
    for value in one.values:
        cases = list(enumerate(one.chances[value].cases))
        found.append(next((n, case.band) for n, case in cases if case.when is None or holds(case.when.meaning, facts)))
    return (one.id, tuple(n for n, _ in found)), [band for _, band in found]


def middles(bands: Sequence[Band]) -> list[Fraction]:
    """Give the middles of bands, all moved by one part of what is left on the side where something is missing."""
    point = [(band.low + band.high) / 2 for band in bands]
    missing = ONE - sum(point)
    if missing == 0:
        return point
    ends = [band.high if missing > 0 else band.low for band in bands]
    part = missing / (sum(ends, ZERO) - sum(point, ZERO))
    return [at + part * (end - at) for at, end in zip(point, ends, strict=True)]


def corners(bands: Sequence[Band]) -> list[list[Fraction]]:
    """Give the points, all but one chance of which lie at an end of their band."""
    found: list[list[Fraction]] = []
    for free, band in enumerate(bands):
        others = [[one.low, one.high] for place, one in enumerate(bands) if place != free]
        for ends in product(*others):
            left = ONE - sum(ends, ZERO)
            point = [*ends[:free], left, *ends[free:]]
            if band.low <= left <= band.high and point not in found:
                found.append(point)
    return found


NEAR = 1e-9
"""How far a chance may be from what it should be."""


@dataclass(frozen=True)
class Expected:
    """What a chance should be; `low` and `high` are None where the corners are too many to be tried."""

    middle: Fraction
    low: float | None
    high: float | None


def near(bounds: Bounds, expected: Expected) -> bool:
    """Tell whether bounds are what they should be, as far as that is known."""
    pairs = [(bounds.middle, float(expected.middle)), (bounds.low, expected.low), (bounds.high, expected.high)]
    return all(abs(one - other) <= NEAR for one, other in pairs if other is not None)


@dataclass
class Odds:
    """How likely each world of a scenario is, as its author sees it after the signals up to a day."""

    scenario: Scenario
    fixed: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None

    def __post_init__(self) -> None:
        self.worlds = every_world(self.scenario, self.fixed)
        self.open = [one for one in self.scenario.circumstances.values() if doubted(one, self.fixed)]
        self.rows = dict(row(one, facts) for facts in self.worlds for one in self.open)
        self.keys = [
            [(row(one, facts)[0], one.values.index(facts[one.id])) for one in self.open] for facts in self.worlds
        ]
        self.seen = [self._seen(facts) for facts in self.worlds]
        self.middle = self._weights({key: middles(bands) for key, bands in self.rows.items()})
        self.possible = any(self.middle)
        self.all_weights = self._all_weights()

    def supposing(self, marks: Sequence[bool]) -> Odds:
        """Give the odds where only some worlds are possible, as if that had been seen."""
        found = copy(self)
        found.seen = [seen if it else ZERO for seen, it in zip(self.seen, marks, strict=True)]
        found.middle = found._weights({key: middles(bands) for key, bands in self.rows.items()})
        found.possible = any(found.middle)
        found.all_weights = found._all_weights()
        return found

    def _seen(self, facts: World) -> Fraction:
        likely = ONE
        for signal in self.scenario.signals:
            if self.as_of is None or signal.on is None or signal.on <= self.as_of:
                came = signal.seen_if[facts[signal.about]]
                likely *= came if signal.seen else 1 - came
        return likely

    def _weights(self, chosen: Mapping[Key, Sequence[Fraction]]) -> list[Fraction]:
        """Give the chance of each world together with what was seen."""
        return [
            prod((chosen[key][value] for key, value in keys), start=seen)
            for keys, seen in zip(self.keys, self.seen, strict=True)
        ]

    def _all_weights(self) -> np.ndarray[Any, np.dtype[np.float64]] | None:
        """Give the weights for every choice of corners that leaves what was seen possible."""
        each = {key: corners(bands) for key, bands in self.rows.items()}
        if prod(len(points) for points in each.values()) > MOST_CHOICES:
            return None
        found = [self._weights(dict(zip(each, points, strict=True))) for points in product(*each.values())]
        return np.array([[float(one / sum(some)) for one in some] for some in found if any(some)])

    def chance(self, event: Sequence[Fraction | bool | int]) -> Expected:
        """Give the chance of something that happens in each world with the chance given."""
        both = sum((weight * Fraction(one) for weight, one in zip(self.middle, event, strict=True)), ZERO)
        middle = both / sum(self.middle)
        if self.all_weights is None:
            return Expected(middle, None, None)
        found = self.all_weights @ np.array([float(one) for one in event])
        return Expected(middle, float(found.min()), float(found.max()))

    def given(self, event: Sequence[Fraction], names: Sequence[str], values: Sequence[str]) -> Fraction | None:
        """Give the chance of an event where circumstances have values, None where they cannot."""
        there = [[facts[name] for name in names] == list(values) for facts in self.worlds]
        whole = sum((weight for weight, it in zip(self.middle, there, strict=True) if it), ZERO)
        part = sum((w * e for w, e, it in zip(self.middle, event, there, strict=True) if it), ZERO)
        return part / whole if whole else None

    def mattering(self, event: Sequence[Fraction]) -> set[str]:
        """Give the circumstances on which an event depends, and those on which the chances of these do."""
        found = {one.id for one in self.open if self._varies(one.id, list(event))}
        while (
            more := {
                other.id
                for one in self.open
                if one.id in found
                for other in self.open
                if self._varies(other.id, [row(one, facts)[0] for facts in self.worlds])
            }
            - found
        ):
            found |= more
        return found

    def _varies(self, name: str, by_world: Sequence[object]) -> bool:
        """Tell whether something is not the same in two worlds that differ in one circumstance only."""
        groups: dict[tuple[str, ...], set[object]] = {}
        for facts, one in zip(self.worlds, by_world, strict=True):
            rest = tuple(value for other, value in facts.items() if other != name)
            groups.setdefault(rest, set()).add(one)
        return any(len(group) > 1 for group in groups.values())


# ---------------------------------------------------------------- what is so where play rests


Truth = Callable[[At], bool]


def share(one: Played, truth: Truth) -> Fraction:
    """Give the part of a world's prospects in which something is true."""
    return Fraction(sum(map(truth, one.rests)), len(one.rests)) if one.rests else ZERO


def surely(one: Played, truth: Truth) -> bool:
    return bool(one.rests) and all(map(truth, one.rests))


def possibly(one: Played, truth: Truth) -> bool:
    return any(map(truth, one.rests))


# ---------------------------------------------------------------- claims


@dataclass(frozen=True)
class Said:
    """A claim: `every prospect where W has H`, and what goes with it."""

    name: str
    quantifier: str
    has: Formula
    where: Formula | None = None
    hedge: str | None = None
    variant: str | None = None
    concept: str | None = None

    def applies(self, variant: str | None, concept: str) -> bool:
        return self.variant == variant and self.concept in (None, concept)

    def verdict(self, one: Played, terms: Terms) -> str:
        """Give `true`, `false` or `vacuous`: to say something of every one, or none, there must be one."""
        spoken_of = [at for at in one.rests if self.where is None or formula_holds(self.where, at, terms)]
        having = [at for at in spoken_of if formula_holds(self.has, at, terms)]
        if self.quantifier == "some":
            return "true" if having else "false"
        if not spoken_of:
            return "vacuous"
        return "true" if len(having) == (len(spoken_of) if self.quantifier == "every" else 0) else "false"


# ---------------------------------------------------------------- at random


@dataclass(frozen=True)
class Case:
    """A scenario drawn at random, with what is asked of it."""

    sketch: Sketch
    text: str
    variant: str | None
    fixed: Mapping[str, str]
    as_of: str | None
    claims: tuple[Said, ...]

    @property
    def terms(self) -> Terms:
        return terms_of(self.sketch)


MOODY = Recipe(
    (2, 3),
    (1, 2),
    valued=0.2,
    reactive=0.5,
    circumstances=(1, 3),
    moods=0.6,
    situations=(0, 1),
    weighs=0.3,
    ranks=0.2,
    lock=0.1,
    beliefs=0.4,
    patterns=24,
)
"""Ordered, weighed and ranked wants side by side; rankings only where no circumstance touches the states."""

SHAPES: dict[str, Recipe] = {
    "moody": MOODY,
    "drops": RECIPES["drops"],
    "needs": replace(RECIPES["needs"], circumstances=(1, 2), moods=0.3, beliefs=0.3, patterns=24),
    "beliefs on wants": RECIPES["beliefs on wants"],
    "beliefs on what is possible": replace(
        RECIPES["beliefs on what is possible"], needs=0.8, rules=(1, 2), circumstances=(1, 2), beliefs=0.9
    ),
    "everything": replace(
        RECIPES["everything"], actors=(2, 3), circumstances=(1, 3), patterns=32, rules=(0, 1), states=(2, 16)
    ),
}
GRAPH = "graph"
APART = "beliefs on what is possible"
"""The shape in which worlds often share no states or moves with what somebody believes."""

NAMES = (*SHAPES, GRAPH)


def case(shape: str, luck: Random) -> Case:
    """Draw a scenario of a shape with few worlds."""
    while True:
        sketch = draw_graph(luck) if shape == GRAPH else draw.draw_options(SHAPES[shape], luck)
        if prod(len(one.values) for one in sketch.circumstances) <= MOST_WORLDS:
            return written(sketch, luck)


def draw_graph(luck: Random) -> Sketch:
    """Draw a graph form whose wishes hang on circumstances."""
    sketch = draw.draw_graph(WEBS["graph with wishes"], luck)
    facts = tuple(draw.draw_circumstance(name, luck) for name in luck.sample(draw.CIRCUMSTANCES, luck.randint(1, 2)))
    sketch = replace(sketch, circumstances=facts)
    actors = tuple(
        replace(actor, statements=tuple(draw.draw_mood(MOODY, sketch, wish, luck) for wish in actor.statements))
        for actor in sketch.actors
    )
    return draw.draw_beliefs(MOODY, replace(sketch, actors=actors), luck)


def written(sketch: Sketch, luck: Random) -> Case:
    """Write a sketch with doubts, signals, claims and perhaps a variant that settles some circumstances."""
    pen = Pen(sketch, luck)
    held = locks_part(sketch) if any(option.lock is not None for _, option in options_in_order(sketch)) else None
    fixed = {one.name: luck.choice(one.values) for one in sketch.circumstances if luck.random() < 0.3}
    if held is None and (not fixed or luck.random() < 0.6):
        variant, fixed = None, {}
    else:
        variant = VARIANT
    claims = draw_claims(sketch, variant, luck)
    page: dict[str, Any] = {"title": "Drawn with doubts"}
    if graph_form(sketch):
        page["start"] = "unknown" if sketch.start is None else sketch.start
        page["states"] = states_part(sketch, luck)
    elif not sketch.start_known:
        page["start"] = "unknown"
    page["circumstances"] = circumstances_part(sketch, luck)
    page["situations"] = {name: formula_text(formula, pen) for name, formula in sketch.situations}
    page["actors"] = {actor.name: actor_part(sketch, actor, luck) for actor in sketch.actors}
    page["never"] = [{"when": formula_text(rule, pen), "assumed": WHY} for rule in sketch.never]
    page["beliefs"] = [belief_part(who, thinks, pen) for who, thinks in sketch.beliefs]
    page["signals"] = signals_part(sketch, luck)
    page["claims"] = [claim_part(one, pen) for one in claims]
    page["variants"] = {VARIANT: {**(held or {"assumed": WHY}), "set": fixed}} if variant else {}
    if variant and not fixed:
        del page["variants"][VARIANT]["set"]
    text = "\n".join(lines({key: part for key, part in page.items() if part}, luck)) + "\n"
    as_of = luck.choice((None, None, "2030-06-01"))
    return Case(sketch, text, variant, fixed, as_of, claims)


def circumstances_part(sketch: Sketch, luck: Random) -> dict[str, Any]:
    """Doubt most circumstances; some chances hang on a circumstance drawn before."""
    part: dict[str, Any] = {}
    earlier: list[str] = []
    by_name = {one.name: one for one in sketch.circumstances}
    for name in luck.sample(list(by_name), len(by_name)):
        one = by_name[name]
        part[name] = {"values": list(one.values), "now": one.now, "assumed": WHY}
        if luck.random() < 0.85:
            part[name] |= doubt_part(sketch, name, earlier, luck)
        earlier.append(name)
    return {name: part[name] for name in by_name}


WORDS = {"almost certain": 0.97, "likely": 0.675, "unlikely": 0.325, "even chance": 0.5}


def doubt_part(sketch: Sketch, name: str, earlier: Sequence[str], luck: Random) -> dict[str, Any]:
    """Draw chances: one for everything, or a table with a case and `otherwise`."""
    one = next(one for one in sketch.circumstances if one.name == name)
    cases = ["otherwise"]
    if earlier and luck.random() < 0.6:
        condition = draw.draw_formula(sketch, list(earlier), 0.2, luck, situations=False)
        cases = [f"'{formula_text(condition, Pen(sketch, luck))}'", "otherwise"]
    if len(one.values) == 2:
        told: list[Any] = [{one.now: draw_word(luck)} for _ in cases]
    else:
        told = [draw_bands(one.values, luck) for _ in cases]
    chances = {
        value: told[0][value]
        if len(cases) == 1
        else {condition: each[value] for condition, each in zip(cases, told, strict=True)}
        for value in told[0]
    }
    return {"chance": chances[one.now]} if len(one.values) == 2 else {"chances": chances}


def draw_word(luck: Random) -> str:
    """Draw a chance of one of two values."""
    kind = luck.random()
    if kind < 0.3:
        return luck.choice(list(WORDS))
    if kind < 0.4:
        return luck.choice(("0", "1"))
    if kind < 0.6:
        return luck.choice(("0.5", "0.8", "0.55", "0.35"))
    low, high = sorted(luck.sample(range(0, 101, 5), 2))
    return f"{low / 100} to {high / 100}"


def draw_bands(values: Sequence[str], luck: Random) -> dict[str, str]:
    """Draw a band around each of some chances that add up to 1."""
    weights = [luck.choice((0, 1, 2, 3)) for _ in values[1:]] + [1]
    found = {}
    for value, weight in zip(values, weights, strict=True):
        around = 100 * weight // sum(weights) if weight else 0
        low = max(0, around - luck.choice((0, 10, 20)))
        # What whole hundredths lose must fit into the bands again.
        high = min(100, around + luck.choice((4, 10, 20)))
        found[value] = f"{low / 100} to {high / 100}"
    return found


def signals_part(sketch: Sketch, luck: Random) -> list[dict[str, Any]]:
    """Draw signals; such as cannot be under some value only where nobody holds beliefs of its own."""
    odds = ("0.2", "0.5", "0.9") if sketch.beliefs else ("0", "0.2", "0.5", "0.9", "1")
    found = []
    for number in range(luck.choice((0, 1, 1, 2))):
        one = luck.choice(sketch.circumstances)
        drawn = {value: luck.choice(odds) for value in one.values}
        if set(drawn.values()) == {"0"}:
            drawn[one.now] = "0.5"
        part: dict[str, Any] = {"name": f"sign_{number}", "about": one.name, "seen if": drawn, "assumed": WHY}
        if luck.random() < 0.3:
            part["seen"] = "no"
        if luck.random() < 0.5:
            part["on"] = luck.choice(("2030-05-31", "2030-06-01", "2030-06-02"))
        if luck.random() < 0.2:
            part["by"] = [sketch.actors[0].name]
        found.append(part)
    return found


def draw_claims(sketch: Sketch, variant: str | None, luck: Random) -> tuple[Said, ...]:
    names = ["state"] if graph_form(sketch) else draw.option_names(sketch)
    everything = names + draw.fact_names(sketch)
    return tuple(
        Said(
            f"claim_{number}",
            luck.choice(("every", "no", "some")),
            draw.draw_formula(sketch, everything, 0.3, luck),
            draw.draw_formula(sketch, everything, 0.3, luck) if luck.random() < 0.4 else None,
            luck.choice((None, *WORDS)),
            variant if luck.random() < 0.9 else None,
            luck.choice((None, None, None, "seq", "firm")),
        )
        for number in range(3)
    )


def claim_part(one: Said, pen: Pen) -> dict[str, Any]:
    where = f" where {formula_text(one.where, pen)}" if one.where is not None else ""
    part = {
        "name": one.name,
        "says": "this",
        "test": f"{one.quantifier} prospect{where} has {formula_text(one.has, pen)}",
    }
    more = {"hedge": one.hedge, "in": one.variant, "under": one.concept}
    return part | {key: value for key, value in more.items() if value is not None} | {"assumed": WHY}


def without_beliefs(sketch: Sketch) -> Sketch:
    return replace(sketch, beliefs=())


def count_calls(patch: pytest.MonkeyPatch, module: ModuleType, names: Sequence[str]) -> dict[str, int]:
    """Count from now on how often functions of a module are called."""
    count = dict.fromkeys(names, 0)

    def counted(name: str, function: Any) -> Any:
        def called(*args: Any) -> Any:
            count[name] += 1
            return function(*args)

        return called

    for name in names:
        patch.setattr(module, name, counted(name, getattr(module, name)))
    return count


def drawn(shape: str, count: int) -> Iterator[tuple[str, Case]]:
    """Draw so many scenarios of a shape, each with the seed that gives it again."""
    for number in range(count):
        seed = f"{shape} {number}"
        yield seed, case(shape, Random(seed))
