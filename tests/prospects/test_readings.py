"""Readings: by hand, and against loops over worlds in exact fractions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import inf, log2
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.api import load
from detente.errors import QuestionError
from detente.prospects.readings import (
    ANALYST,
    Reading,
    evidence,
    known_to,
    observers,
    priors,
    readings,
    telling,
)
from detente.prospects.worlds import Bounds, worlds_of
from detente.scenario.model import Band, Belief, Case, Chance, Circumstance, Grounds, Scenario, Signal
from detente.scenario.reader import read
from tests.prospects import networks as brute
from tests.prospects.networks import HERE, World

HEAD = "title: t\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n  B: {options: {y: {}}, prefers: [want: y]}\n"


def made(text: str) -> Scenario:
    return read(HEAD + text)


def reading(scenario: Scenario, observer: str | None, circumstance: str, value: str, **more: Any) -> Reading:
    (found,) = (
        one
        for one in readings(scenario, **more)
        if (one.observer, one.circumstance, one.value) == (observer, circumstance, value)
    )
    return found


def numbers(bounds: Bounds) -> tuple[float, float, float]:
    assert bounds.exact
    return bounds.low, bounds.middle, bounds.high


# ---------------------------------------------------------------- the flagship, by hand


def test_outsiders_move_a_little_towards_contain() -> None:
    """Bargain is likely (0.55 to 0.8); the list of calls is 0.5 to be seen under bargain, 0.6 under contain."""
    found = reading(load("us-russia-2024"), "most observers", "us_aim", "contain")
    assert numbers(found.before) == pytest.approx((0.2, 0.325, 0.45))
    assert found.after.middle == pytest.approx(0.325 * 0.6 / (0.325 * 0.6 + 0.675 * 0.5))  # 0.195 / (0.195 + 0.3375)
    assert found.after.middle == pytest.approx(0.195 / 0.5325)  # 0.3662
    assert found.after.low == pytest.approx(0.2 * 0.6 / (0.2 * 0.6 + 0.8 * 0.5))  # 0.12 / 0.52
    assert found.after.high == pytest.approx(0.45 * 0.6 / (0.45 * 0.6 + 0.55 * 0.5))  # 0.27 / 0.545


def test_russia_is_hardly_moved() -> None:
    """Contain is almost certain to Russia (0.95 to 0.99)."""
    found = reading(load("us-russia-2024"), "Russia", "us_aim", "contain")
    assert numbers(found.before) == pytest.approx((0.95, 0.97, 0.99))
    assert found.after.middle == pytest.approx(0.97 * 0.6 / (0.97 * 0.6 + 0.03 * 0.5))  # 0.582 / 0.597
    assert found.after.low == pytest.approx(0.57 / (0.57 + 0.025))
    assert found.after.high == pytest.approx(0.594 / (0.594 + 0.005))
    # It has not seen what the press told the others.
    assert [weight.signal for weight in found.weights] == ["call_list"]
    assert found.weights[0].bits == pytest.approx(log2(0.6 / 0.5))
    assert found.weights[0].without == pytest.approx(0.97)


def test_cheap_talk_shifts_nothing_at_all() -> None:
    scenario = load("us-russia-2024")
    talk = [
        (one, weight)
        for one in readings(scenario)
        for weight in one.weights
        if weight.signal in {"congratulation", "press_reports"}
    ]
    # Three see the congratulation and two the reports, each with two values.
    assert len(talk) == 2 * 3 + 2 * 2
    for one, weight in talk:
        assert weight.bits == 0
        assert weight.without == one.after.middle
    only = replace(scenario, signals=tuple(one for one in scenario.signals if one.name == "congratulation"))
    for one in readings(only):
        assert one.before == one.after


def test_what_moscow_asks_and_what_europe_has_ready_move_as_bayes_says() -> None:
    scenario = load("us-russia-2024")
    price = reading(scenario, ANALYST, "russian_price", "security")
    assert numbers(price.before) == pytest.approx((0.55, 0.675, 0.8))
    assert price.after.middle == pytest.approx(0.675 * 0.8 / (0.675 * 0.8 + 0.325 * 0.5))  # 0.54 / 0.7025
    assert price.after.low == pytest.approx(0.55 * 0.8 / (0.55 * 0.8 + 0.45 * 0.5))  # 0.44 / 0.665
    assert price.after.high == pytest.approx(0.8 * 0.8 / (0.8 * 0.8 + 0.2 * 0.5))  # 0.64 / 0.74
    ready = reading(scenario, "Russia", "europe_ready", "yes")
    assert ready.after.middle == pytest.approx(0.875 * 0.9 / (0.875 * 0.9 + 0.125 * 0.4))  # 0.7875 / 0.8375
    assert ready.after.low == pytest.approx(0.8 * 0.9 / (0.8 * 0.9 + 0.2 * 0.4))  # 0.72 / 0.8
    assert ready.after.high == pytest.approx(0.95 * 0.9 / (0.95 * 0.9 + 0.05 * 0.4))  # 0.855 / 0.875
    assert ready.weights[0].bits == pytest.approx(log2(9 / 4))


def test_who_observes_and_what_each_has_seen() -> None:
    scenario = load("us-russia-2024")
    assert observers(scenario) == (ANALYST, "Russia", "most observers")
    named = {who: [one.name for one in known_to(scenario, who)] for who in observers(scenario)}
    assert named["Russia"] == ["call_list", "congratulation", "shoigu_in_beijing", "statements"]
    assert named["most observers"] == named[ANALYST] == ["press_reports", *named["Russia"]]
    by_whom = replace(scenario, signals=tuple(replace(one, by=("China", "the press")) for one in scenario.signals))
    assert observers(by_whom) == (ANALYST, "Russia", "most observers", "China", "the press")
    assert known_to(by_whom, "Russia") == ()
    assert known_to(by_whom, "the press") == known_to(by_whom, ANALYST) == by_whom.signals


# ---------------------------------------------------------------- small ones, by hand

RAIN = """
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.2, fair: 0.5, good: 0.3}}
  flood: {now: no, chance: {rain = good: 0.4, otherwise: 0.9}}
  moon: {values: [new, full], now: full}
"""


def test_a_signal_about_one_circumstance_tells_of_those_that_hang_together_with_it() -> None:
    """The chance of a flood is 0.3 * 0.6 + 0.7 * 0.1 = 0.25; twice as likely under a flood, it makes 0.5 / 1.25."""
    scenario = made(
        RAIN
        + "signals:\n  - {name: roar, about: flood, seen if: {no: 0.4, yes: 0.8}}\n"
        + "  - {name: clouds, about: rain, seen if: {poor: 0.5, fair: 0.5, good: 0.5}}\n"
    )
    assert reading(scenario, ANALYST, "flood", "yes").before.middle == pytest.approx(0.25)
    assert reading(scenario, ANALYST, "flood", "yes").after.middle == pytest.approx(0.5 / 1.25)
    # Good rain: 0.3 * (0.6 * 0.8 + 0.4 * 0.4) of 0.25 * 0.8 + 0.75 * 0.4 in all.
    good = reading(scenario, ANALYST, "rain", "good")
    assert good.after.middle == pytest.approx(0.3 * 0.64 / 0.5)
    assert [weight.signal for weight in good.weights] == ["roar", "clouds"]
    assert good.weights[0].bits == pytest.approx(log2((0.192 / 0.308) / (0.3 / 0.7)))
    assert good.weights[1].bits == 0


def test_common_effects_do_not_tie_their_causes_until_they_are_asked_about() -> None:
    """Two causes are independent, so a signal of one weighs nothing for the other - unless the effect is seen."""
    text = """
circumstances:
  fire: {now: no, chance: 0.9}
  drill: {now: no, chance: 0.8}
  alarm: {now: no, chance: {fire or drill: 0.01, otherwise: 0.99}}
signals:
  - {name: smoke, about: fire, seen if: {no: 0.1, yes: 0.7}}
  - {name: notice, about: drill, seen if: {no: 0.1, yes: 0.7}}
"""
    drill = reading(made(text), ANALYST, "drill", "yes")
    assert [weight.signal for weight in drill.weights] == ["notice"]
    heard = made(text + "  - {name: siren, about: alarm, seen if: {no: 0, yes: 1}}\n")
    drill = reading(heard, ANALYST, "drill", "yes")
    assert [weight.signal for weight in drill.weights] == ["smoke", "notice", "siren"]
    assert drill.weights[0].bits < -1  # smoke explains the alarm
    flat = made(text + "  - {name: siren, about: alarm, seen if: {no: 0.3, yes: 0.3}}\n")
    assert [weight.bits for weight in reading(flat, ANALYST, "drill", "yes").weights] == [0, pytest.approx(log2(7)), 0]


def test_what_was_looked_for_and_did_not_come_speaks_against() -> None:
    """No falling glass: 0.2 under good rain, 0.5 under fair, 0.8 under poor; good is 0.06 of 0.16 + 0.25 + 0.06."""
    text = "signals:\n  - {name: glass, about: rain, seen if: {poor: 0.2, fair: 0.5, good: 0.8}, seen: no}\n"
    good = reading(made(RAIN + text), ANALYST, "rain", "good")
    assert good.after.middle == pytest.approx(0.06 / 0.47)
    assert good.weights[0].bits == pytest.approx(log2((0.06 / 0.41) / (0.3 / 0.7)))


BELIEFS = """  wet: {now: no}
beliefs:
  - {who: A, thinks: rain = good, chance: 0.6 to 0.8}
  - {who: B, thinks: rain = poor and wet}
  - {who: the press, thinks: flood}
signals:
  - {name: glass, about: rain, seen if: {poor: 0.2, fair: 0.4, good: 0.8}}
  - {name: mud, about: wet, seen if: {no: 0.2, yes: 0.4}}
"""


def test_beliefs_are_where_their_holders_begin() -> None:
    scenario = made(RAIN + BELIEFS)
    # Good is 0.6 to 0.8 to A; what is left goes to poor and fair in any parts, in equal ones in the middle.
    good, poor = (reading(scenario, "A", "rain", value) for value in ("good", "poor"))
    assert numbers(good.before) == pytest.approx((0.6, 0.7, 0.8))
    assert numbers(poor.before) == pytest.approx((0, 0.15, 0.4))
    assert good.after.middle == pytest.approx(0.7 * 0.8 / (0.7 * 0.8 + 0.15 * 0.4 + 0.15 * 0.2))
    assert good.after.low == pytest.approx(0.6 * 0.8 / (0.6 * 0.8 + 0.4 * 0.4))  # all of the rest is fair
    assert good.after.high == pytest.approx(0.8 * 0.8 / (0.8 * 0.8 + 0.2 * 0.2))  # all of the rest is poor
    # B is certain of poor rain and of the wet, which the scenario takes for a fact that is not so.
    for name, value, chance in (("rain", "poor", 1), ("rain", "good", 0), ("wet", "yes", 1), ("wet", "no", 0)):
        sure = reading(scenario, "B", name, value)
        assert numbers(sure.before) == numbers(sure.after) == (chance, chance, chance)
        assert [weight.bits for weight in sure.weights] == [0]
        assert [weight.without for weight in sure.weights] == [chance]
    assert numbers(reading(scenario, ANALYST, "wet", "no").after) == (1, 1, 1)
    # Whoever believes in a flood whatever the rain learns nothing of the rain from that.
    assert reading(scenario, "the press", "rain", "good").before == reading(scenario, ANALYST, "rain", "good").before
    assert set(priors(scenario, "B")) == {"rain", "wet"}
    assert priors(scenario, ANALYST) == {}


def test_a_signal_that_decides_weighs_without_end() -> None:
    scenario = made(
        RAIN
        + "signals:\n  - {name: dry well, about: rain, seen if: {poor: 0.5, fair: 0, good: 0}}\n"
        + "  - {name: glass, about: rain, seen if: {poor: 0.2, fair: 0.4, good: 0.8}}\n"
    )
    poor, good = (reading(scenario, ANALYST, "rain", value) for value in ("poor", "good"))
    assert (poor.after.middle, good.after.middle) == (1, 0)
    # Without the well: 0.04 of 0.04 + 0.2 + 0.24. Beside it the glass can shift nothing.
    assert poor.weights[0].without == pytest.approx(0.04 / 0.48)
    assert [weight.bits for weight in poor.weights] == [inf, 0]
    assert [weight.bits for weight in good.weights] == [-inf, 0]


DATED = """signals:
  - {name: first, about: rain, seen if: {poor: 0.2, fair: 0.4, good: 0.8}, on: 2031-04-28}
  - {name: second, about: rain, seen if: {poor: 0.2, fair: 0.4, good: 0.4}, on: 2031-05-02}
  - {name: undated, about: rain, seen if: {poor: 0.1, fair: 0.2, good: 0.2}}
  - {name: hidden, about: rain, seen if: {poor: 0, fair: 1, good: 0}, on: 2031-06-01, by: [A]}
  - {name: blank, about: rain, seen if: {poor: 0.3, fair: 0.3, good: 0.3}, on: 2031-06-01, seen: no}
"""


def test_a_day_leaves_out_what_came_later() -> None:
    scenario = made(RAIN + DATED)

    def names(who: str | None, day: str | None = None) -> list[str]:
        return [one.name for one in known_to(scenario, who, day)]

    assert names(ANALYST) == ["first", "second", "undated", "hidden", "blank"]
    assert names("B") == ["first", "second", "undated", "blank"]
    assert names("B", "2031-05-02") == ["first", "second", "undated"]
    assert names("B", "2031-05-01") == ["first", "undated"]
    assert names("A", "1999-12-31") == ["undated"]
    good = reading(scenario, "A", "rain", "good", as_of="2031-05-01")
    assert good.after.middle == pytest.approx(0.3 * 0.16 / (0.3 * 0.16 + 0.5 * 0.08 + 0.2 * 0.02))
    asked: list[Callable[[], object]] = [
        lambda: readings(scenario, as_of="2031-02-30"),
        lambda: telling(scenario, as_of="2031-02-30"),
        lambda: known_to(scenario, ANALYST, "2031-02-30"),
    ]
    for ask in asked:
        with pytest.raises(QuestionError, match="`2031-02-30` is no date"):
            ask()


def test_what_is_still_to_come_is_told_by_the_doubt_that_it_takes_away() -> None:
    """On average a signal takes away as much doubt of the rain as knowing the rain takes away of the signal."""
    scenario = made(RAIN + DATED)

    def doubt(*chances: float) -> float:
        return -sum(chance * log2(chance) for chance in chances if chance)

    found = telling(scenario, as_of="2031-05-01")
    # After the first and the undated one: 0.2 * 0.02, 0.5 * 0.08 and 0.3 * 0.16, of 0.092 in all.
    poor, fair, good = 0.004 / 0.092, 0.04 / 0.092, 0.048 / 0.092
    assert [one.signal for one in found] == ["hidden", "second", "blank"]
    assert {one.circumstance for one in found} == {"rain"}
    hidden, second, blank = found
    assert hidden.bits == pytest.approx(doubt(fair, 1 - fair))
    assert hidden.comes == pytest.approx(fair)
    comes = 0.2 * poor + 0.4 * (fair + good)
    assert second.comes == pytest.approx(comes)
    expected = doubt(comes, 1 - comes) - poor * doubt(0.2, 0.8) - (fair + good) * doubt(0.4, 0.6)
    assert second.bits == pytest.approx(expected)
    assert blank.bits == 0
    assert blank.comes == pytest.approx(0.3)
    assert [one.signal for one in telling(scenario, "B", as_of="2031-05-01")] == ["second", "blank"]
    assert telling(scenario) == ()
    assert telling(scenario, as_of="2031-06-01") == ()


def test_whoever_is_certain_is_told_nothing() -> None:
    text = "beliefs:\n  - {who: A, thinks: rain = good}\n"
    assert [one.bits for one in telling(made(RAIN + text + DATED), "A", as_of="2031-05-01")] == [0, 0, 0]


def test_what_a_variant_sets_is_certain_but_to_those_who_believe_otherwise() -> None:
    scenario = made(RAIN + BELIEFS + "variants:\n  drought: {set: {rain: poor}}\n")
    assert numbers(reading(scenario, ANALYST, "rain", "poor", variant="drought").after) == (1, 1, 1)
    believed = reading(scenario, "A", "rain", "good", variant="drought")
    assert believed == reading(scenario, "A", "rain", "good")
    with pytest.raises(QuestionError, match="no variant"):
        readings(scenario, "flood")


# ---------------------------------------------------------------- what cannot be


DRY = "signals:\n  - {name: dry, about: rain, seen if: {poor: 1, fair: 0, good: 0}}\n"
EVEN = "  - {name: even, about: rain, seen if: {poor: 1, fair: 1, good: 1}}\n"
WET = "  - {name: wet, about: rain, seen if: {poor: 0, fair: 1, good: 1}}\n"
DARK = "signals:\n  - {name: dark, about: moon, seen if: {new: 1, full: 0}}\n"
ABSENT = "signals:\n  - {name: sure, about: rain, seen if: {poor: 1, fair: 1, good: 1}, seen: no}\n"


@pytest.mark.parametrize(
    ("text", "given", "line"),
    [
        (DRY + EVEN + WET, "Signal `wet` was seen, which cannot be for the scenario, after `dry`, `even`", 3),
        (ABSENT, "Signal `sure` was looked for and did not come, which cannot be for the scenario", 1),
        (DARK, "Signal `dark` was seen, which cannot be for the scenario", 1),
        (DRY + "beliefs:\n  - {who: A, thinks: rain = good}\n", "Signal `dry` was seen, which cannot be for `A`", 1),
    ],
    ids=["signals against each other", "sure and not seen", "against a fact", "against a belief"],
)
def test_evidence_that_cannot_be_is_told(text: str, given: str, line: int) -> None:
    with pytest.raises(QuestionError) as caught:
        readings(made(RAIN + text))
    (problem,) = caught.value.problems
    assert (problem.code, problem.given) == ("impossible-evidence", given)
    assert problem.place is not None
    assert problem.place.line == (HEAD + RAIN).count("\n") + 1 + line


def test_many_small_odds_do_not_come_to_nothing() -> None:
    """A thousand signals with odds of 1 in 1000 each way have a chance of 10 to the -3000, and tell nothing."""
    one = Signal(
        "s", None, "rain", dict.fromkeys(("poor", "fair", "good"), Fraction(1, 1000)), True, None, (), Grounds(), HERE
    )
    scenario = made(RAIN + "beliefs:\n  - {who: A, thinks: rain = good}\n")
    worlds = worlds_of(scenario)
    assert evidence(worlds, [one] * 1000).tolist() == [1] * len(worlds)
    # To A, who is certain, rain is good however much better the signals fit poor rain.
    poor = replace(one, seen_if={"poor": Fraction(1), "fair": Fraction(1), "good": Fraction(1, 1000)})
    many = replace(scenario, signals=tuple(replace(poor, name=f"s{n}") for n in range(120)))
    assert reading(many, "A", "rain", "good").after.middle == 1
    assert reading(many, ANALYST, "rain", "poor").after.middle == pytest.approx(0.2 / 0.7)


# ---------------------------------------------------------------- against loops


def random_scenario(random: Random) -> Scenario:
    """Return a random network with beliefs and signals of two observers."""
    circumstances = brute.random_circumstances(random, most=3)
    signals = []
    for number in range(random.randint(1, 3)):
        about = random.choice(circumstances)
        odds = {value: Fraction(random.choice((0, 1, 1, 2, 3, 4)), 4) for value in about.values}
        if any(odds.values()):
            by = random.choice(((), (), ("one",), ("two",), ("one", "two")))
            came = random.random() < 0.8
            signals.append(Signal(f"s{number}", None, about.id, odds, came, None, by, Grounds(), HERE))
    beliefs = []
    for about in circumstances:
        if random.random() < 0.3:
            band = random.choice((None, brute.random_band(random, Fraction(random.randint(1, 9), 10))))
            beliefs.append(Belief("one", None, {about.id: random.choice(about.values)}, band, Grounds(), HERE))
    return brute.scenario(circumstances, signals=tuple(signals), beliefs=tuple(beliefs))


def as_taken(scenario: Scenario, observer: str | None) -> tuple[list[Circumstance], dict[str, list[Fraction]]]:
    """Return the circumstances as an observer takes their chances to be, and the middles of its beliefs."""
    found, middles = dict(scenario.circumstances), {}
    for belief in scenario.beliefs if observer == "one" else ():
        ((name, value),) = belief.thinks.items()
        band, values = belief.chance or Band(Fraction(1), Fraction(1)), found[name].values
        bands = {other: band if other == value else Band(Fraction(0), 1 - band.low) for other in values}
        chances = {other: Chance((Case(None, one),), HERE) for other, one in bands.items()}
        found[name] = replace(found[name], chances=chances)
        middle = (band.low + band.high) / 2
        middles[name] = [middle if other == value else (1 - middle) / (len(values) - 1) for other in values]
    return list(found.values()), middles


def likely(signals: list[Signal], world: World) -> Fraction:
    chance = Fraction(1)
    for signal in signals:
        odds = signal.seen_if[world[signal.about]]
        chance *= odds if signal.seen else 1 - odds
    return chance


@pytest.mark.more
@settings(max_examples=80)
@given(st.integers(0, 2**32))
def test_readings_are_those_of_all_worlds(seed: int) -> None:
    scenario = random_scenario(Random(seed))
    heard = {
        who: [one for one in scenario.signals if who is None or not one.by or who in one.by]
        for who in (None, "one", "two")
    }
    taken = {who: as_taken(scenario, who) for who in heard}

    def expected(who: str | None, signals: list[Signal], name: str, value: str) -> tuple[float, float, float] | None:
        circumstances, middles = taken[who]
        found = brute.bounds(
            circumstances, lambda world: Fraction(world[name] == value), lambda world: likely(signals, world), middles
        )
        return None if found is None else (float(found[1]), float(found[0]), float(found[2]))

    here = [who for who in heard if who in observers(scenario)]
    about = {one.about: scenario.circumstances[one.about].values for one in scenario.signals}
    if any(expected(who, heard[who], name, values[0]) is None for who in here for name, values in about.items()):
        with pytest.raises(QuestionError, match="cannot be"):
            readings(scenario)
        return
    found = readings(scenario)
    assert {(one.observer, one.circumstance, one.value) for one in found} == {
        (who, name, value) for who in here for name, values in about.items() for value in values
    }
    for one in found:
        asked = one.circumstance, one.value
        assert numbers(one.before) == pytest.approx(expected(one.observer, [], *asked), abs=1e-11)
        after = expected(one.observer, heard[one.observer], *asked)
        assert numbers(one.after) == pytest.approx(after, abs=1e-11)
        named = [weight.signal for weight in one.weights]
        for signal in heard[one.observer]:
            rest = [other for other in heard[one.observer] if other is not signal]
            without = expected(one.observer, rest, *asked)
            assert without is not None
            assert after is not None
            if signal.name not in named:
                assert without == pytest.approx(after, abs=1e-11)
                continue
            weight = one.weights[named.index(signal.name)]
            assert weight.without == pytest.approx(without[1], abs=1e-11)
            if without[1] in {0, 1}:
                assert weight.bits == 0
            elif after[1] in {0, 1}:
                assert weight.bits == (inf if after[1] else -inf)
            else:
                odds = after[1] / (1 - after[1]), without[1] / (1 - without[1])
                assert weight.bits == pytest.approx(log2(odds[0] / odds[1]), abs=1e-9)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_order_does_not_matter_and_equal_odds_shift_nothing(seed: int) -> None:
    random = Random(seed)
    scenario = random_scenario(random)
    about = random.choice(list(scenario.circumstances.values()))
    flat = Signal("flat", None, about.id, dict.fromkeys(about.values, Fraction(1, 3)), True, None, (), Grounds(), HERE)
    signals = [*scenario.signals, flat]
    more = replace(scenario, signals=tuple(random.sample(signals, len(signals))))
    try:
        found = {(one.observer, one.circumstance, one.value): one for one in readings(more)}
    except QuestionError:
        with pytest.raises(QuestionError):
            readings(scenario)
        return
    for one in readings(scenario):
        other = found[one.observer, one.circumstance, one.value]
        assert other.before == one.before
        assert numbers(other.after) == pytest.approx(numbers(one.after), abs=1e-12)
    for one in found.values():
        assert all(weight.bits == 0 for weight in one.weights if weight.signal == "flat")
        assert all(weight.without == one.after.middle for weight in one.weights if weight.signal == "flat")
