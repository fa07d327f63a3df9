"""Beliefs with chances: every forecast against loops over worlds and readings, posteriors by hand, and bad input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from json import dumps
from math import prod
from random import Random
from typing import Any

import pytest

from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError
from detente.prospects.forecast import Forecast, forecast
from detente.prospects.minds import minds
from detente.prospects.worlds import worlds_of
from detente.scenario.model import Band, Scenario
from detente.scenario.reader import read
from tests.oracles.oracle import NoAnswer
from tests.oracles.sketch import WHY, Sketch
from tests.prospects import by_hand
from tests.prospects.by_hand import Played, World

CASES = 14
"""Scenarios of each shape."""

SHAPES = ("beliefs on wants", "beliefs on what is possible", "everything", "moody")
KEYS = ("seq", "firm", "sseq", "nash")
NEAR = 1e-9
MOST_CHOICES = 256
ZERO, ONE = Fraction(0), Fraction(1)


# ---------------------------------------------------------------- what somebody believes, and how likely


@dataclass(frozen=True)
class Thought:
    """What an actor takes one circumstance to be: a band for each value, and the point that stands for them."""

    who: str
    about: str
    values: tuple[str, ...]
    bands: tuple[Band, ...]
    middle: tuple[Fraction, ...]
    text: str

    def corners(self) -> list[list[Fraction]]:
        return by_hand.corners(self.bands)


def draw_thought(who: str, about: str, value: str, values: Sequence[str], luck: Random) -> Thought:
    """Draw a belief that is certain, one with a chance, or one with a table of chances."""
    kind = luck.choice(("certain", "chance", "chance", "table", "table"))
    if kind == "certain":
        bands = tuple(Band(ONE, ONE) if one == value else Band(ZERO, ZERO) for one in values)
        return Thought(
            who,
            about,
            tuple(values),
            bands,
            tuple(band.low for band in bands),
            f"thinks: {{{dumps(about)}: {dumps(value)}}}",
        )
    if kind == "chance":
        low, high = sorted(Fraction(luck.randrange(0, 21), 20) for _ in range(2))
        own, rest = (low + high) / 2, Band(ZERO, 1 - low)
        bands = tuple(Band(low, high) if one == value else rest for one in values)
        middle = tuple(own if one == value else (1 - own) / (len(values) - 1) for one in values)
        text = f"thinks: {{{dumps(about)}: {dumps(value)}}}, chance: {float(low)} to {float(high)}"
        return Thought(who, about, tuple(values), bands, middle, text)
    parts = {one: text.split(" to ") for one, text in by_hand.draw_bands(values, luck).items()}
    bands = tuple(Band(Fraction(parts[one][0]), Fraction(parts[one][1])) for one in values)
    table = ", ".join(
        f"{dumps(one)}: {parts[one][0]} to {parts[one][1]}" for one in luck.sample(list(values), len(values))
    )
    text = f"thinks: {{{dumps(about)}: {{{table}}}}}"
    return Thought(who, about, tuple(values), bands, tuple(by_hand.middles(bands)), text)


# ---------------------------------------------------------------- loops


@dataclass
class Expected:
    """All worlds with all readings: what play comes to in each, and what each weighs for every choice of corners."""

    played: list[Played]
    middle: list[Fraction]
    corners: list[list[Fraction]] | None

    def same(self, bounds: Any, event: Sequence[Fraction | bool], told: str) -> None:
        def chance(weights: Sequence[Fraction]) -> float:
            both = sum((w * Fraction(one) for w, one in zip(weights, event, strict=True)), ZERO)
            return float(both / sum(weights))

        assert bounds.middle == pytest.approx(chance(self.middle), abs=NEAR), told
        if self.corners is not None:
            ends = [chance(weights) for weights in self.corners if any(weights)]
            assert (bounds.low, bounds.high) == pytest.approx((min(ends), max(ends)), abs=NEAR), told


def expected(
    scenario: Scenario,
    sketch: Sketch,
    thoughts: Sequence[Thought],
    key: str,
    fixed: Mapping[str, str],
    as_of: str | None,
) -> Expected:
    odds = by_hand.Odds(scenario, fixed, as_of)
    told = {who: seen_by(scenario, who, thoughts, fixed, as_of) for who in {one.who for one in thoughts}}
    readings = list(product(*(range(len(one.values)) for one in thoughts)))
    heard = [prod((told[who](chosen(thoughts, reading, who)) for who in told), start=ONE) for reading in readings]
    played = [
        by_hand.played(believing(sketch, thoughts, reading), facts, key)
        for facts in odds.worlds
        for reading in readings
    ]

    def weights(actual: Sequence[Fraction], points: Sequence[Sequence[Fraction]]) -> list[Fraction]:
        own = [
            prod((point[value] for point, value in zip(points, reading, strict=True)), start=known)
            for reading, known in zip(readings, heard, strict=True)
        ]
        return [world * mind for world in actual for mind in own]

    middle = weights(odds.middle, [one.middle for one in thoughts])
    rows = {row: by_hand.corners(bands) for row, bands in odds.rows.items()}
    minds_ = [one.corners() for one in thoughts]
    if prod(len(points) for points in (*rows.values(), *minds_)) > MOST_CHOICES:
        return Expected(played, middle, None)
    every = [
        weights(odds._weights(dict(zip(rows, points, strict=True))), own)
        for points in product(*rows.values())
        for own in product(*minds_)
    ]
    return Expected(played, middle, every)


def chosen(thoughts: Sequence[Thought], reading: Sequence[int], who: str) -> World:
    return {one.about: one.values[value] for one, value in zip(thoughts, reading, strict=True) if one.who == who}


def believing(sketch: Sketch, thoughts: Sequence[Thought], reading: Sequence[int]) -> Sketch:
    """Give everybody one reading for certain."""
    whose = dict.fromkeys(one.who for one in thoughts)
    return replace(sketch, beliefs=tuple((who, tuple(chosen(thoughts, reading, who).items())) for who in whose))


def seen_by(
    scenario: Scenario, who: str, thoughts: Sequence[Thought], fixed: Mapping[str, str], as_of: str | None
) -> Any:
    """Return how likely an actor takes what it saw to be, given what it takes to be so: a sum over all the rest."""
    own = {one.about for one in thoughts if one.who == who}
    known = [
        one for one in scenario.signals if (not one.by or who in one.by) and not (as_of and one.on and one.on > as_of)
    ]
    doubted = [one for one in scenario.circumstances.values() if one.id not in own and by_hand.doubted(one, fixed)]
    sure = {
        one.id: fixed.get(one.id, one.now)
        for one in scenario.circumstances.values()
        if one.id not in own and not by_hand.doubted(one, fixed)
    }

    def likely(held: World) -> Fraction:
        total = ZERO
        for values in product(*(one.values for one in doubted)):
            facts = sure | held | {one.id: value for one, value in zip(doubted, values, strict=True)}
            weight = ONE
            for one in doubted:
                bands = by_hand.row(one, facts)[1]
                weight *= by_hand.middles(bands)[one.values.index(facts[one.id])]
            for signal in known:
                came = signal.seen_if[facts[signal.about]]
                weight *= came if signal.seen else 1 - came
            total += weight
        return total

    return likely


# ---------------------------------------------------------------- at random


@pytest.mark.parametrize("shape", SHAPES)
def test_forecasts_of_actors_that_doubt_what_they_believe(shape: str) -> None:
    met: Counter[str] = Counter()
    for seed, text, sketch, thoughts, case in cases(shape):
        key = KEYS[met["drawn"] % len(KEYS)]
        met["drawn"] += 1
        scenario, told = read(text), f"{seed}, {key}\n{text}"
        try:
            wanted = expected(scenario, sketch, thoughts, key, case.fixed, case.as_of)
        except NoAnswer:
            met["no answer"] += 1
            continue
        if not any(wanted.middle):
            with pytest.raises(QuestionError):
                forecast(scenario, concepts()[key], case.variant, None, case.as_of)
            met["impossible"] += 1
            continue
        try:
            found = forecast(scenario, concepts()[key], case.variant, None, case.as_of)
        except QuestionError as error:  # what cannot be for an observer is refused even where it bears on nothing
            met[error.problems[0].code] += 1
            continue
        met += agree(found, scenario, wanted, told)
    assert met["compared"] >= CASES // 3, met
    assert met["compared"] + met["no answer"] + met["impossible-evidence"] + met["impossible"] == CASES, met
    assert met["minds"] > 2, met
    assert met["between"] > 5, met


def cases(shape: str) -> Iterator[tuple[str, str, Sketch, list[Thought], by_hand.Case]]:
    made = 0
    for number in range(200):
        luck = Random(f"minds {shape} {number}")
        case = by_hand.case(shape, luck)
        if not case.sketch.beliefs or prod(len(one.values) for one in case.sketch.circumstances) > 8:
            continue
        values = {one.name: one.values for one in case.sketch.circumstances}
        thoughts = [
            draw_thought(who, about, value, values[about], luck)
            for who, thinks in case.sketch.beliefs
            for about, value in thinks
        ]
        if prod(len(one.values) for one in thoughts) > 8:
            continue
        plain = by_hand.written(replace(case.sketch, beliefs=()), luck)
        lines = [f"  - {{who: {one.who}, {one.text}, assumed: {WHY!r}}}" for one in thoughts]
        yield f"{shape} {number}", plain.text + "\n".join(["beliefs:", *lines]) + "\n", case.sketch, thoughts, plain
        made += 1
        if made == CASES:
            return


def agree(found: Forecast, scenario: Scenario, wanted: Expected, told: str) -> Counter[str]:
    met: Counter[str] = Counter(("compared",))
    met["minds"] += len(found.minds)
    wanted.same(found.somewhere, [bool(one.rests) for one in wanted.played], told)
    wanted.same(found.round, [one.goes_round for one in wanted.played], told)
    for name, outcomes in found.options.items():
        for outcome, value in zip(outcomes, scenario.options[name].values, strict=True):
            truth = _being(name, value)
            wanted.same(outcome.chance, [by_hand.share(one, truth) for one in wanted.played], told)
            wanted.same(outcome.surely, [by_hand.surely(one, truth) for one in wanted.played], told)
            wanted.same(outcome.possibly, [by_hand.possibly(one, truth) for one in wanted.played], told)
            met["between"] += 0.01 < outcome.chance.middle < 0.99
    return met


def _being(name: str, value: str) -> by_hand.Truth:
    return lambda at: at[name] == value


# ---------------------------------------------------------------- by hand

SHY = """
title: Shy
circumstances: {harsh: {now: no, chance: 0.75}}
actors:
  A: {options: {x: {}}, prefers: [{avoid: B.y}, {want: x}]}
  B: {options: {y: {}}, prefers: [{want: y, exactly when: A.x, if: harsh}, {avoid: y}]}
"""


def dares(text: str, key: str = "firm", **more: Any) -> tuple[float, float, float]:
    """Return the chance that A dares, with its bounds."""
    chance = forecast(read(text), concepts()[key], **more).options["A.x"][1].chance
    return chance.middle, chance.low, chance.high


def test_an_actor_acts_on_one_reading_drawn_by_its_own_chances() -> None:
    # A dares where it takes B not to be harsh, whatever B is.
    chance = "beliefs: [{who: A, thinks: harsh, chance: 0.6 to 0.9}]\n"
    assert dares(SHY + chance) == pytest.approx((0.25, 0.1, 0.4))
    table = "beliefs: [{who: A, thinks: {harsh: {yes: 0.6 to 0.9, no: 0.1 to 0.4}}}]\n"
    assert dares(SHY + table) == pytest.approx((0.25, 0.1, 0.4))
    assert dares(SHY + "beliefs: [{who: A, thinks: {harsh: no}}]\n") == pytest.approx((1, 1, 1))
    assert dares(SHY + "beliefs: [{who: A, thinks: harsh, chance: 1}]\n") == pytest.approx((0, 0, 0))
    # Without beliefs, and under a concept that asks for no reasons of the others, it makes no difference.
    # (`chance` of the circumstance speaks of `now: no`: that B is not harsh.)
    assert dares(SHY + chance, beliefs=False) == pytest.approx((0.75, 0.75, 0.75))
    assert dares(SHY + chance, key="nash") == dares(SHY, key="nash")


def test_the_reading_goes_with_the_signals_that_the_actor_saw() -> None:
    # Before: 0.6 that B is harsh. The growl is three times as likely if it is: 0.6 * 0.9 / (0.6 * 0.9 + 0.4 * 0.3).
    growl = "signals: [{name: growl, about: harsh, seen if: {yes: 0.9, no: 0.3}, by: [A], on: 2030-01-02}]\n"
    belief = "beliefs: [{who: A, thinks: harsh, chance: 0.6}]\n"
    assert pytest.approx(9 / 11) == 0.54 / (0.54 + 0.12)
    assert dares(SHY + belief + growl)[0] == pytest.approx(2 / 11)
    # Had it not come, though listened for: 0.6 * 0.1 / (0.6 * 0.1 + 0.4 * 0.7).
    silence = growl.replace("by: [A]", "by: [A], seen: no")
    assert dares(SHY + belief + silence)[0] == pytest.approx(1 - 0.06 / (0.06 + 0.28))
    # The day before it had not been heard, and by B alone it never is.
    assert dares(SHY + belief + growl, as_of="2030-01-01")[0] == pytest.approx(0.4)
    assert dares(SHY + belief + growl.replace("by: [A]", "by: [B]"))[0] == pytest.approx(0.4)
    # In a band from 0.5 to 0.7: the odds of harsh are from 3 to 7, so that A dares with 1/4 down to 1/8.
    band = belief.replace("0.6", "0.5 to 0.7")
    assert dares(SHY + band + growl)[1:] == pytest.approx((1 / 8, 1 / 4))


def test_a_signal_tells_of_what_its_circumstance_depends_on() -> None:
    text = (
        SHY.replace(
            "harsh: {now: no, chance: 0.75}",
            """harsh: {now: no, chance: 0.75}
  armed: {now: no, chance: {harsh: 0.2, otherwise: 0.9}}""",
        )
        .replace("circumstances: {", "circumstances:\n  ")
        .replace("0.9}}}", "0.9}}")
    )
    text = text.replace("0.75}\n  armed", "0.75}\n  armed")
    more = """
beliefs: [{who: A, thinks: harsh, chance: 0.6}]
signals: [{name: drums, about: armed, seen if: {yes: 0.8, no: 0.1}, by: [A]}]
"""
    # `chance` speaks of `armed = no`. If harsh B is armed with 0.8: drums with 0.8 * 0.8 + 0.2 * 0.1 = 0.66; if not
    # with 0.1: drums with 0.08 + 0.09 = 0.17.
    assert dares(text + more)[0] == pytest.approx(0.4 * 0.17 / (0.4 * 0.17 + 0.6 * 0.66))


def test_only_what_bears_on_replies_is_drawn() -> None:
    text = SHY.replace("circumstances: {", "circumstances: {idle: {now: no}, ")
    text = text.replace("{want: x}]", "{want: x, if: not idle}]")
    more = """
beliefs:
  - {who: A, thinks: {harsh: {yes: 0.5, no: 0.5}, idle: {yes: 0.5, no: 0.5}}}
  - {who: B, thinks: harsh, chance: 0.5}
  - {who: the press, thinks: harsh, chance: 0.5}
"""
    scenario = read(text + more)
    found = minds(scenario, concepts()["firm"])
    # Of its own wants A is sure, and B's reading bears on nothing that A wants.
    assert [(one.actor, one.circumstance, one.name) for one in found.drawn] == [("A", "harsh", "harsh (as A sees it)")]
    worlds = worlds_of(found.scenario, None, found.priors)
    assert len(worlds) == 4
    assert minds(scenario, concepts()["gmr"]).drawn == ()
    assert minds(scenario, concepts()["firm"], beliefs=False).drawn == ()
    swings = {one.circumstances[0]: one for one in forecast(scenario, concepts()["firm"]).swings}
    assert swings["harsh (as A sees it)"].range == pytest.approx(1)
    assert swings["harsh"].range == pytest.approx(0)


def test_a_variant_that_settles_the_fact_does_not_settle_the_belief() -> None:
    more = "beliefs: [{who: A, thinks: harsh, chance: 0.6}]\nvariants: {mild: {set: {harsh: no}}}\n"
    assert dares(SHY + more, variant="mild")[0] == pytest.approx(0.4)


def test_a_reading_that_makes_no_conflict_is_set_apart() -> None:
    """A takes there to be a flood with 0.6, of which there is nothing to tell; without one both go."""
    text = """
title: Gone
circumstances: {flood: {now: no}}
actors:
  A: {options: {x: {}}, prefers: [want: x]}
  B: {options: {y: {}}, prefers: [want: y]}
never: [{when: flood}]
beliefs: [{who: A, thinks: flood, chance: 0.6}]
"""
    found = forecast(read(text), concepts()["firm"])
    assert found.impossible.middle == pytest.approx(0.6)
    assert "In the world that A believes in: " in found.obstacle[0].given
    assert found.options["A.x"][1].chance.middle == found.options["B.y"][1].chance.middle == 1
    with pytest.raises(ConflictError) as caught:
        forecast(read(text.replace(", chance: 0.6", "")), concepts()["firm"])
    assert caught.value.problems[0].code == "no-feasible-state"


def test_evidence_that_cannot_be_for_a_doubting_actor_is_refused() -> None:
    more = """
beliefs: [{who: A, thinks: harsh, chance: 0}]
signals: [{name: calm, about: harsh, seen if: {yes: 1, no: 0}, by: [A]}]
"""
    with pytest.raises(QuestionError) as caught:
        forecast(read(SHY + more), concepts()["firm"])
    assert [one.code for one in caught.value.problems] == ["impossible-evidence"]
