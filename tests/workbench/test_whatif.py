"""Chances that are put in: hand-worked, against a new forecast of a changed text, and against worlds one by one."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from itertools import product

import pytest

from detente import api
from detente.answers.whatif import Bar, Ready, WhatIf
from detente.errors import ConflictError, QuestionError
from detente.prospects import rests
from detente.prospects.worlds import Bounds
from detente.scenario.model import Scenario
from tests.prospects import by_hand

MOOD = """\
title: A mood
circumstances:
  mood: {values: [good, bad], now: bad, chance: 0.2 to 0.4}
actors:
  Anna:
    options: {shout: {}}
    prefers:
      - {want: shout, exactly when: mood = bad}
"""

SIGNAL = """\
signals:
  - name: frown
    about: mood
    seen if: {good: 0.3, bad: 0.8}
"""

TABLE = """\
title: A table of chances
circumstances:
  weather: {values: [fair, foul], now: foul, chance: 0.5}
  mood: {values: [good, bad], now: bad, chance: {weather = foul: 0.9, otherwise: 0.1}}
  season: {values: [spring, summer, winter], now: spring, chances: {spring: 0.5, summer: 0.3, winter: 0.2}}
situations:
  quiet: not Anna.shout
outcomes:
  - {name: noise, when: Anna.shout and Bob.shout}
  - {name: shouting, when: Anna.shout or Bob.shout}
actors:
  Anna:
    options: {shout: {}}
    prefers:
      - {want: shout, exactly when: mood = bad}
  Bob:
    options: {shout: {}}
    prefers:
      - {want: shout, if: season = winter}
      - avoid: shout
"""


def scenario(text: str) -> Scenario:
    return api.parse(text, "case.yaml")


def bar(found: WhatIf, of: str, name: str) -> Bar:
    return next(one for one in found.bars if (one.of, one.name) == (of, name))


def rounded(bounds: Bounds) -> tuple[float, float, float]:
    return round(bounds.middle, 9), round(bounds.low, 9), round(bounds.high, 9)


def test_a_chance_that_is_put_in_takes_the_place_of_the_band() -> None:
    """Anna shouts where her mood is bad: 0.3 at the middle of 0.2 to 0.4; then 0.8, with no band left."""
    found = Ready(scenario(MOOD)).what_if({"mood": {"good": 0.2, "bad": 0.8}})
    shouts = bar(found, "Anna.shout", "yes")
    assert rounded(shouts.written) == (0.3, 0.2, 0.4)
    assert rounded(shouts.asked) == (0.8, 0.8, 0.8)
    assert [(one.circumstance, one.changed, one.now) for one in found.doubts] == [("mood", True, "bad")]
    assert {value: round(chance, 9) for value, chance in found.doubts[0].written.items()} == {"good": 0.7, "bad": 0.3}
    assert {value: round(chance, 9) for value, chance in found.doubts[0].asked.items()} == {"good": 0.2, "bad": 0.8}


def test_signals_count_with_the_chance_that_is_put_in() -> None:
    """Bayes by hand: 0.5 * 0.8 / (0.5 * 0.8 + 0.5 * 0.3) = 8 / 11; as written 0.24 / (0.24 + 0.7 * 0.3) = 8 / 15."""
    shouts = bar(Ready(scenario(MOOD + SIGNAL)).what_if({"mood": {"good": 0.5, "bad": 0.5}}), "Anna.shout", "yes")
    assert round(shouts.asked.middle, 9) == round(8 / 11, 9)
    assert round(shouts.written.middle, 9) == round(8 / 15, 9)


def test_a_table_of_chances_becomes_one_row() -> None:
    """Whatever the weather, the mood is bad with 0.25; and the weather alone moves it by its table: 0.2*0.9+0.8*0.1."""
    ready = Ready(scenario(TABLE))
    assert round(bar(ready.what_if({}), "Anna.shout", "yes").written.middle, 9) == 0.5
    alone = ready.what_if({"mood": {"good": 0.75, "bad": 0.25}, "weather": {"fair": 0, "foul": 1}})
    assert round(bar(alone, "Anna.shout", "yes").asked.middle, 9) == 0.25
    weather = ready.what_if({"weather": {"fair": 0.8, "foul": 0.2}})
    assert round(bar(weather, "Anna.shout", "yes").asked.middle, 9) == 0.26
    assert round(bar(weather, "", "quiet").asked.middle, 9) == 0.74


def test_nothing_put_in_is_the_forecast_as_written() -> None:
    written = api.forecast(scenario(TABLE)).found
    found = Ready(scenario(TABLE)).what_if({})
    for one in written.options["Bob.shout"]:
        value = one.name.rpartition(" ")[2]
        assert bar(found, "Bob.shout", value).asked == bar(found, "Bob.shout", value).written == one.chance
    assert [one.kind for one in found.bars].count("prospect") == len(written.rests)


def changed_text(chances: Mapping[str, Mapping[str, float]]) -> str:
    """Return the text with chances written into it: what a user would do without sliders."""
    found = TABLE
    lines = {
        "weather": "  weather: {values: [fair, foul], now: foul, chance: 0.5}\n",
        "mood": "  mood: {values: [good, bad], now: bad, chance: {weather = foul: 0.9, otherwise: 0.1}}\n",
        "season": "  season: {values: [spring, summer, winter], now: spring, "
        "chances: {spring: 0.5, summer: 0.3, winter: 0.2}}\n",
    }
    for name, given in chances.items():
        head = lines[name].split("chance")[0]
        table = ", ".join(f"{value}: {chance}" for value, chance in given.items())
        assert lines[name] in found
        found = found.replace(lines[name], f"{head}chances: {{{table}}}}}\n")
    return found


def some_chances(dice: random.Random) -> dict[str, dict[str, float]]:
    values = {"weather": ("fair", "foul"), "mood": ("good", "bad"), "season": ("spring", "summer", "winter")}
    found = {}
    for name in dice.sample(list(values), dice.randint(1, 3)):
        cuts = sorted(dice.randint(0, 100) for _ in values[name][1:])
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
        found[name] = {value: part / 100 for value, part in zip(values[name], parts, strict=True)}
    return found


ROUNDS = max(12, int(os.environ.get("DETENTE_CONFLICTS", "0")) // 100)


NEVER = "never: [{when: weather = foul and season = winter}]\n"
"""In a foul winter there is no such conflict."""


@pytest.mark.parametrize("more", ["", NEVER], ids=["always a conflict", "not always"])
def test_every_number_is_that_of_a_new_forecast(more: str) -> None:
    dice, ready, tried = random.Random(7), Ready(scenario(TABLE + more)), 0
    for _ in range(ROUNDS):
        given = some_chances(dice)
        fresh = api.forecast(scenario(changed_text(given) + more), outcomes=["noise", "shouting"]).found
        found = ready.what_if(given)
        assert rounded(found.impossible) == rounded(fresh.impossible)
        assert bool(found.obstacle) == bool(fresh.obstacle)
        for option, outcomes in fresh.options.items():
            for one in outcomes:
                asked = bar(found, option, one.name.rpartition(" ")[2]).asked
                assert rounded(asked) == rounded(one.chance), given
                tried += 1
        assert rounded(bar(found, "", "quiet").asked) == rounded(fresh.situations[0].chance)
        assert fresh.division is not None
        for weighed in fresh.division.outcomes:
            assert rounded(bar(found, "", weighed.name).asked) == rounded(weighed.chance)
        assert [weighed.name for weighed in fresh.division.outcomes] == ["noise", "shouting"]
    assert tried == 4 * ROUNDS


def test_every_number_is_that_of_worlds_one_by_one() -> None:
    """By definition: each world a plain conflict of its own, its chance shared in equal parts among its prospects."""
    dice, ready = random.Random(11), Ready(scenario(TABLE))
    values = {"weather": ("fair", "foul"), "mood": ("good", "bad"), "season": ("spring", "summer", "winter")}
    rests = {}
    for world in product(*values.values()):
        text = TABLE
        for name, value in zip(values, world, strict=True):
            text = "\n".join(
                f"  {name}: {{values: [{', '.join(values[name])}], now: {value}}}"
                if line.startswith(f"  {name}:")
                else line
                for line in text.splitlines()
            )
        held = api.analyse(scenario(text)).held
        assert held.prospects is not None
        rests[world] = [one.state.values["Anna.shout"] for one in held.prospects]
    for _ in range(ROUNDS):
        given = some_chances(dice)
        total = 0.0
        for world, ends in rests.items():
            weather, mood, season = world
            chance = given.get("weather", {"fair": 0.5, "foul": 0.5})[weather]
            bad = 0.9 if weather == "foul" else 0.1
            chance *= given.get("mood", {"bad": bad, "good": 1 - bad})[mood]
            chance *= given.get("season", {"spring": 0.5, "summer": 0.3, "winter": 0.2})[season]
            total += chance * ends.count("yes") / len(ends)
        assert bar(ready.what_if(given), "Anna.shout", "yes").asked.middle == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"mode": {"bad": 1.0}}, "unknown-circumstance"),
        ({"mood": {"glad": 1.0}}, "unknown-value"),
        ({"mood": {"bad": 0.9}}, "bad-chances"),
        ({"mood": {"bad": 1.5, "good": -0.5}}, "bad-chances"),
        ({"mood": {"bad": float("nan"), "good": 0.5}}, "bad-chances"),
    ],
)
def test_chances_that_are_none_are_refused(given: dict[str, dict[str, float]], code: str) -> None:
    with pytest.raises(QuestionError) as error:
        Ready(scenario(MOOD)).what_if(given)
    assert error.value.problems[0].code == code


def test_chances_that_rule_out_what_was_seen_are_refused() -> None:
    text = MOOD + SIGNAL.replace("good: 0.3", "good: 0")
    with pytest.raises(QuestionError) as error:
        Ready(scenario(text)).what_if({"mood": {"good": 1, "bad": 0}})
    assert error.value.problems[0].code == "impossible-evidence"


def test_a_world_without_a_conflict_is_set_apart() -> None:
    """With a bad mood for sure Anna shouts; how likely there is no conflict follows the slider."""
    ready = Ready(scenario(MOOD + "never:\n  - {when: mood = good}\n"))
    found = ready.what_if({"mood": {"good": 0.25, "bad": 0.75}})
    shouts = bar(found, "Anna.shout", "yes")
    assert rounded(shouts.written) == rounded(shouts.asked) == (1, 1, 1)
    assert rounded(found.impossible) == (0.25, 0.25, 0.25)
    assert (found.obstacle or "").startswith("Where mood = good: No state is feasible")
    assert rounded(ready.what_if({}).impossible) == (0.7, 0.6, 0.8)


def test_a_slider_that_moves_asks_once_why_there_is_no_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = Ready(scenario(MOOD + "never:\n  - {when: mood = good}\n"))
    counted = by_hand.count_calls(monkeypatch, rests, ("compile_board",))
    for chance in (0.25, 0.5, 0.75):
        assert ready.what_if({"mood": {"good": chance, "bad": 1 - chance}}).obstacle
    assert counted == {"compile_board": 1}


def test_chances_may_not_leave_only_worlds_without_a_conflict() -> None:
    """However unlikely such a world is as written, it may be put in."""
    ready = Ready(scenario(MOOD.replace("0.2 to 0.4", "1") + "never:\n  - {when: mood = good}\n"))
    found = ready.what_if({})
    assert (found.impossible.high, found.obstacle) == (0, None)
    with pytest.raises(ConflictError) as error:
        ready.what_if({"mood": {"good": 1, "bad": 0}})
    assert error.value.problems[0].given.startswith("Where mood = good: No state is feasible")


def test_worlds_that_were_drawn_cannot_be_weighed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.prospects.worlds.MOST_WORLDS", 1)
    monkeypatch.setattr("detente.prospects.worlds.FEW_WORLDS", 1)
    with pytest.raises(QuestionError) as error:
        Ready(scenario(MOOD))
    assert error.value.problems[0].code == "worlds-drawn"


def test_an_actor_that_doubts_its_own_belief_is_weighed_as_in_a_new_forecast() -> None:
    """What is drawn for an actor hangs on signals, and these on circumstances whose chances are put in."""
    text = """\
title: A bluff
circumstances:
  strong: {now: no, chance: 0.6}
beliefs:
  - {who: Anna, thinks: {strong: yes}, chance: 0.7}
signals:
  - {name: noise, about: strong, seen if: {no: 0.2, yes: 0.6}, by: [Anna]}
actors:
  Anna:
    options: {attack: {}}
    prefers:
      - avoid: Bob.hit
      - want: attack
  Bob:
    options: {hit: {needs: Anna.attack}}
    prefers:
      - {want: hit, exactly when: strong and Anna.attack}
"""
    ready = Ready(scenario(text))
    fresh = api.forecast(scenario(text.replace("chance: 0.6", "chance: 0.1"))).found
    found = ready.what_if({"strong": {"no": 0.1, "yes": 0.9}})
    for option, outcomes in fresh.options.items():
        for one in outcomes:
            assert rounded(bar(found, option, one.name.rpartition(" ")[2]).asked) == rounded(one.chance)
    assert len(fresh.minds) == 1


SWITCHED = """\
title: What is settled
circumstances:
  mood: {values: [good, bad], now: bad, chance: 0.3}
  harvest: {values: [rich, poor, none], now: poor}
variants:
  plenty: {set: {harvest: rich, mood: good}}
actors:
  Anna:
    options: {shout: {}, share: {}}
    prefers:
      - {want: shout, exactly when: mood = bad}
      - {want: share, exactly when: harvest = rich or Ben.beg}
  Ben:
    options: {beg: {}}
    prefers:
      - {want: beg, if: harvest = none}
      - avoid: beg
beliefs:
  - {who: Anna, thinks: {harvest: none}}
claims:
  - {name: quiet, says: she may be quiet, test: some prospect has not Anna.shout}
"""


@pytest.mark.parametrize("harvest", ["rich", "poor", "none"])
@pytest.mark.parametrize("variant", [None, "plenty"])
def test_what_is_settled_is_switched_as_in_a_changed_text(harvest: str, variant: str | None) -> None:
    """The bars of a switch are those of a scenario in which the circumstance is written so; what is written stays."""
    text = SWITCHED.replace("now: poor", f"now: {harvest}").replace("harvest: rich, mood", f"harvest: {harvest}, mood")
    base = Ready(scenario(SWITCHED), variant)
    ready = Ready(scenario(SWITCHED), variant, opened=["harvest"], like=base)
    fresh = Ready(scenario(text), variant).what_if({})
    found = ready.what_if({}, {"harvest": harvest})
    told = {(one.of, one.name): rounded(one.asked) for one in fresh.bars if one.kind == "option"}
    assert {(one.of, one.name): rounded(one.asked) for one in found.bars if one.kind == "option"} == told
    written = {(one.of, one.name): rounded(one.written) for one in base.what_if({}).bars}
    assert {(one.of, one.name): rounded(one.written) for one in found.bars} == written
    now = "poor" if variant is None else "rich"
    one = next(one for one in found.settled if one.circumstance == "harvest")
    assert (one.written, one.asked) == (now, harvest)


def test_a_belief_is_put_aside_as_in_a_text_without_it() -> None:
    lines = SWITCHED.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(("beliefs:", "  - {who: Anna, thinks")))
    base = Ready(scenario(SWITCHED))
    found = Ready(scenario(SWITCHED), without=[1], like=base).what_if({"mood": {"good": 0.5, "bad": 0.5}})
    fresh = Ready(scenario(text)).what_if({"mood": {"good": 0.5, "bad": 0.5}})
    told = {(one.of, one.name): rounded(one.asked) for one in fresh.bars if one.kind == "option"}
    assert {(one.of, one.name): rounded(one.asked) for one in found.bars if one.kind == "option"} == told
    assert [(one.number, one.counts) for one in found.beliefs] == [(1, False)]
    assert [one.counts for one in base.what_if({}).beliefs] == [True]


def test_claims_about_prospects_follow() -> None:
    """She is quiet where her mood is good: 0.7 as written, 0.1 as asked."""
    found = Ready(scenario(SWITCHED)).what_if({"mood": {"good": 0.1, "bad": 0.9}})
    (claim,) = (one for one in found.bars if one.kind == "claim")
    assert (claim.name, claim.of) == ("quiet", "she may be quiet")
    assert (round(claim.written.middle, 9), round(claim.asked.middle, 9)) == (0.7, 0.1)


@pytest.mark.parametrize("given", [{"opened": ["mood"]}, {"opened": ["weather"]}])
def test_what_is_not_settled_is_not_opened(given: dict[str, list[str]]) -> None:
    with pytest.raises(QuestionError) as error:
        Ready(scenario(SWITCHED), opened=given["opened"])
    assert error.value.problems[0].code == "unknown-circumstance"
