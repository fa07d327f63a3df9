"""The page of what drives an outcome: what it says, that it agrees with the numbers, and its errors."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import jsonschema
import pytest

from detente import api
from detente.errors import QuestionError
from detente.scenario.reader import read
from detente.views.objects import json_schema
from detente.views.page import text
from detente.views.plots import tornado

SUMMER = """
title: A dry summer
circumstances:
  dry: {values: [wet, dry, parched], now: dry, chances: {wet: 0.3, dry: 0.4 to 0.6, parched: 0.1 to 0.3}, assumed: x}
  court: {values: [slow, quick], now: quick, chance: 0.45 to 0.55, assumed: x}
  moon: {now: no, chance: 0.5, assumed: x}
situations: {closed: Upper.shut}
claims:
  - {name: open, says: it stays open, hedge: likely, test: every prospect has not closed, assumed: x}
  - {name: flat, says: it may shut, test: some prospect has closed, assumed: x}
actors:
  Upper:
    options: {shut: {assumed: x}}
    prefers:
      - {name: no_case, avoid: Lower.sue, assumed: x}
      - {name: water, want: shut, exactly when: dry != wet, assumed: x}
  Lower:
    options:
      sue: {assumed: x}
      dig: {values: [nowhere, north, south], assumed: x}
    prefers:
      - {name: redress, want: sue, exactly when: Upper.shut, if: court = quick and not dry = parched, assumed: x}
      - {name: quiet, avoid: sue, assumed: x}
      - {name: wells, want: dig != nowhere, exactly when: Upper.shut, assumed: x}
"""
SUMMER = SUMMER.replace("{values: [slow, quick], now: quick, chance: 0.45 to 0.55", (
    "{values: [slow, quick], now: quick, chances: {slow: 0.45 to 0.55, quick: 0.45 to 0.55}"))  # fmt: skip

PENNIES = """
title: Pennies
analysis: {concept: nash}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: B.y, assumed: x}]}
  B: {options: {y: {assumed: x}}, prefers: [{want: y, exactly when: not A.x, assumed: x}]}
"""


def page(about: str | None = None, likely: str | None = None, scenario: str = SUMMER) -> str:
    return text(api.drivers(read(scenario), about, likely).page())


def test_the_page_says_what_a_hand_calculation_gives() -> None:
    # Upper leaves the gates open where it is wet, and where it is dry (not parched) and the court quick: 0.3 + 0.5 *
    # 0.5 = 0.55; at the ends of dry 0.3 + 0.4 * 0.5 = 0.5 and 0.6, at those of the court 0.3 + 0.5 * 0.45 = 0.525 and
    # 0.575. Variance 0.55 * 0.45 = 0.2475. Of it knowing dry removes 0.3 * 0.45^2 + 0.5 * 0.05^2 + 0.2 * 0.55^2 =
    # 0.1225, 49%; knowing the court (0.3 slow, 0.8 quick) 0.0625, 25%. Left with all but dry known: 0.5 * 0.3 * 0.7 +
    # 0.5 * 0.8 * 0.2 = 0.185, 75%; all but the court: 0.5 * 0.25 = 0.125, 51%.
    said = page()
    assert "Asked about, since it is likeliest: play comes to rest as the status quo: 55%" in said
    assert "It hangs most on dry (100% if wet, 50% if dry, 0% if parched); knowing it would remove 49%" in said
    assert "dry | wet 100%, dry 50%, parched 0% | 50 to 60% | ░░░░░░░░░░█┃█░░░░░░░" in said
    assert "court | slow 30%, quick 80% | 52 to 58% |" in said
    assert "Without effect: moon." in said
    assert "dry | 49% | 75%\ncourt | 25% | 51%" in said
    assert "What two tell together beyond what each does: dry and court 25%." in said
    assert "8 worlds" not in said
    assert "12 worlds, each judged under firm stability · exact: every world is looked at" in said


def test_boxes_and_parts_are_told() -> None:
    # Likely: where quick 0.8 (0.4 of 0.55, 73%), where wet 1 (0.3 of 0.55, 55%). Unlikely: where parched (0.2 of 0.45),
    # where dry and slow (0.25 of 0.45).
    said = page()
    assert "It becomes likely (80% or more) where court = quick: 80% there, and 73% of its chance lies there." in said
    assert "court = quick | 80% | 73% | 50%\ndry = wet | 100% | 55% | 30%" in said
    assert "dry = dry and court = slow | 0% | 56% | 25%\ndry = parched | 0% | 44% | 20%" in said
    assert "All combinations of up to 3 conditions were tried" in said
    assert "dry = wet | 30% | 100% | 30.0%" in said
    assert "court = quick | 50% | 80% | 40.0%" in said
    assert "the last column adds up to 55.0%" in said


def test_thresholds_are_told_with_what_is_now() -> None:
    # With t for parched, wet and dry share 1 - t as 3 to 5: open 11/16 (1 - t), shut the rest, of which north has half.
    # These are as likely where 11/16 (1 - t) = (1 - 11/16 (1 - t)) / 2, so at t = 17/33 = 52%.
    said = page()
    assert (
        "it leads | dry = parched | 20% (10 to 30%) | below 52% | no | Upper.shut = yes, Lower.dig = north leads"
        in said
    )
    # With q for quick it is 0.3 + 0.5 q, within 0.55 to 0.8 for q from 0.5 to 1: below it the word ceases to fit.
    assert "open: the word fits | court = quick | 50.0% (45 to 55%) | above 50.0% | yes |" in said
    assert "It leads wherever a single chance is moved to within its band." in said


def test_something_else_can_be_asked_about() -> None:
    said = page("closed", "0.99")
    assert "Asked about: where play comes to rest, closed: 45%" in said
    assert "It becomes likely (99% or more) where dry = dry and court = slow: 100% there, and 56%" in said
    assert "The likeliest prospect (as the status quo) leads wherever" in said
    assert "as the status quo leads | dry = parched" in said
    assert page("Upper.shut").replace("Upper.shut", "closed").splitlines()[1:5] == page("closed").splitlines()[1:5]


def test_words_of_the_scenario_say_what_is_likely() -> None:
    assert "It becomes likely (55% or more) where court = quick" not in page(likely="likely")  # 0.55 as it stands
    assert "It is likely (55% or more) as things stand." in page(likely="likely")
    assert "It becomes likely (95% or more) where dry = wet: 100% there" in page(likely="almost certain")


def test_what_no_conditions_make_likely_is_said() -> None:
    # North is shared with south: never above a half.
    said = page("Lower.dig = north")
    assert "Knowing any 3 of the circumstances could not make it likely (80% or more)." in said
    assert "What would have to be true for it to be likely" not in said
    assert "All combinations of up to 3 conditions were tried" in said


@pytest.mark.parametrize("scenario", [PENNIES, SUMMER.replace("dry != wet", "never")])
def test_what_is_settled_has_no_drivers(scenario: str) -> None:
    found = api.drivers(read(scenario), "Upper.shut" if "Upper" in scenario else "A.x")
    said = text(found.page())
    assert ": 0%." in said
    assert "so that no circumstance drives it." in said
    assert "|" not in said
    assert found.found.settled
    jsonschema.validate(json.loads(found.to_json()), json_schema("forecast"))


def test_one_world_is_no_trouble() -> None:
    sure = "title: t\nactors:\n  A: {options: {x: {assumed: x}}, prefers: [{want: x, assumed: x}]}\n"
    assert "A.x = yes: 100%." in page(scenario=sure)


def test_two_circumstances_that_must_be_known_together() -> None:
    both = SUMMER.replace("dry != wet", "dry = dry").replace(
        "if: court = quick and not dry = parched", "if: court = quick"
    )
    said = page("Upper.shut", scenario=both)
    # Shut where dry and slow: 0.25; given dry 0.5, given slow 0.5, given both 1.
    assert "dry and court | wet and slow 0%, wet and quick 0%, dry and slow 100%" in said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("(c0 and not c1) or (c1 and not c0)", "two together do, c0 and c1 most."),
        ("(c0 and odd) or (not c0 and not odd)", "only several together do."),
    ],
)
def test_what_no_circumstance_swings_by_itself_is_said(formula: str, said: str) -> None:
    text_ = "".join(f"  c{n}: {{now: no, chance: 0.5, assumed: x}}\n" for n in range(3))
    scenario = (
        f"title: t\ncircumstances:\n{text_}situations: {{odd: (c1 and not c2) or (c2 and not c1)}}\nactors:\n"
        f"  A: {{options: {{x: {{assumed: x}}}}, prefers: [{{want: x, exactly when: {formula}, assumed: x}}]}}\n"
    )
    told = page("A.x", scenario=scenario)
    assert f"No circumstance swings it by itself; {said}" in told
    assert "circumstance by circumstance" not in told
    assert "taken apart" not in told
    assert "c0 | 0% | 100%" in told  # known alone it tells nothing, with the others everything


def test_one_circumstance_is_all_of_the_doubt() -> None:
    one = "title: t\ncircumstances: {wind: {now: yes, chance: 0.5, assumed: x}}\nactors:\n"
    one += "  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: wind, assumed: x}]}\n"
    told = page("A.x", scenario=one)
    assert "wind | 100% | 100%" in told
    assert "What is missing to 100%" not in told
    assert "Two together" not in told


def test_circumstances_that_hang_together_are_said_to() -> None:
    hanging = SUMMER.replace(
        "{slow: 0.45 to 0.55, quick: 0.45 to 0.55}",
        "{slow: {dry = wet: 0.3, otherwise: 0.5}, quick: {dry = wet: 0.7, otherwise: 0.5}}",
    )
    said = page(scenario=hanging)
    assert "Circumstances hang together here" in said
    assert "beyond what each does" not in said


def test_json_has_the_same_numbers_and_fits_its_schema() -> None:
    found = api.drivers(read(SUMMER), "closed")
    said = json.loads(found.to_json())
    jsonschema.validate(said, json_schema("forecast"))
    assert math.isclose(said["outcome"]["chance"]["middle"], 0.45)
    assert said["boxes"]["size"] == 3
    assert said["indices"]["independent"]
    assert said["rest"] is None
    (leads,) = [one for one in said["thresholds"] if one["kind"] == "leads" and one["value"] == "parched"]
    assert math.isclose(leads["high"], 17 / 33)
    assert leads["above"] in said["prospects"]
    assert math.isclose(sum(one["both"] for one in said["parts"]["closed"] if one["circumstance"] == "dry"), 0.45)
    rows = {row[0]: row[1:] for row in found.table().rows}
    assert rows["moon"][1] == pytest.approx(rows["moon"][0])
    assert rows["dry"][:2] == pytest.approx((0, 1))
    assert "<table>" in found._repr_html_()


def test_named_outcomes_are_taken_apart_where_they_are_the_first_to_hold() -> None:
    found = api.drivers(read(SUMMER), "closed", outcomes=["Lower.dig = north", "closed"]).found
    north = {(one.circumstance, one.value): one.both for one in found.parts["Lower.dig = north"]}
    assert north["court", "slow"] == pytest.approx(0.7 * 0.5 / 2)
    assert sum(one.both for one in found.parts["closed"] if one.circumstance == "dry") == pytest.approx(0.45)


def test_what_is_left_out_is_counted() -> None:
    text_ = "".join(f"  c{n}: {{now: no, chance: 0.8, assumed: x}}\n" for n in range(7))
    some = " or ".join(f"c{n}" for n in range(7))
    scenario = (
        f"title: t\ncircumstances:\n{text_}actors:\n"
        f"  A: {{options: {{x: {{assumed: x}}}}, prefers: [{{want: x, exactly when: {some}, assumed: x}}]}}\n"
    )
    said = page("A.x", "0.9", scenario)
    assert "and 2 more that cover less" in said
    assert "c0 and c1 | no and no 67%, no and yes 100%, yes and no 100%, yes and yes 100% | 33" in said  # 1 - 0.8^5
    assert "and 13 more; --json tells them all" in said  # 21 pairs
    assert "It becomes likely (90% or more) where c0 = yes: 100% there" in said


def test_a_claim_can_be_asked_about() -> None:
    """The claim `open` holds where the gates stay open: 0.55, at least 0.3 + 0.4 * 0.45, at most 0.3 + 0.6 * 0.55."""
    said = page("open")
    assert "Asked about: that the claim open holds: 55% (48 to 63%). It says: it stays open." in said
    assert "speaks of nothing" not in said
    assert "It hangs most on dry (100% if wet, 50% if dry, 0% if parched)" in said
    assert "open: the word fits | court = quick | 50.0% (45 to 55%) | above 50.0% | yes |" in said
    found = api.drivers(read(SUMMER), "claim open")
    told = json.loads(found.to_json())
    jsonschema.validate(told, json_schema("forecast"))
    assert told["claim"]["name"] == "open"
    assert told["claim"]["vacuous"]["middle"] == 0
    assert told["outcome"]["name"] == "claim open"
    assert told["outcome"]["surely"] == told["outcome"]["possibly"] == told["outcome"]["chance"]
    assert json.loads(api.drivers(read(SUMMER), "closed").to_json())["claim"] is None
    described = tornado.draw(found)["description"]
    assert described.startswith("What swings the chance that the claim open holds. As it stands 55%.")


def test_a_claim_that_may_speak_of_nothing_says_how_likely_that_is() -> None:
    """No prospect has the gates shut where they stay open: 0.55, as above; where they are shut somebody digs."""
    test = "every prospect where closed has Lower.dig != nowhere"
    digs = f"claims:\n  - {{name: digs, says: whoever is cut off digs, test: {test}, assumed: x}}\n"
    said = page("digs", scenario=SUMMER.replace("claims:\n", digs))
    assert "Asked about: that the claim digs holds: 45% (37 to 52%). It says: whoever is cut off digs." in said
    assert "It speaks of nothing with a chance of 55% (48 to 63%)." in said


DROUGHT = "signals:\n" + "".join(
    f"  - {{name: {name}, about: {about}, seen if: {odds}, on: 2031-04-28, assumed: x}}\n"
    for name, about, odds in (("clerk", "court", "{slow: 0.2, quick: 0.8}"), ("tide", "moon", "{no: 0.1, yes: 0.9}"))
)


def test_what_is_still_to_come_is_told_of_claims() -> None:
    """The clerk comes with 0.5; then the court is quick with 0.8 and the gates stay open with 0.3 + 0.5 * 0.8 = 0.7."""
    found = api.drivers(read(SUMMER + DROUGHT), as_of="2031-04-01")
    said = text(found.page())
    assert "What is still to come would tell of claims" in said
    bits = 1 / 2 * sum(p * math.log2(p / q) for p, q in ((0.7, 0.55), (0.3, 0.45), (0.4, 0.55), (0.6, 0.45)))
    assert f"open | 55% | clerk | {bits:.3f} | 70% | 40%" in said
    assert f"flat | 45% | clerk | {bits:.3f} | 30% | 60%" in said
    asked = text(api.drivers(read(SUMMER + DROUGHT), "open", as_of="2031-04-01").page())
    assert f"clerk | court | {bits:.3f} | 50% | 70% | 40%" in asked
    assert "Nothing of it would tell: tide." in asked
    never = text(api.drivers(read(SUMMER + DROUGHT), "closed and Lower.dig = nowhere", as_of="2031-04-01").page())
    assert "so that no circumstance drives it." in never
    assert f"open | 55% | clerk | {bits:.3f} | 70% | 40%" in never


def _codes(error: QuestionError) -> Sequence[str]:
    return [problem.code for problem in error.problems]


@pytest.mark.parametrize(
    ("about", "likely", "code"),
    [
        ("closd", None, "unknown-name"),
        ("Upper.shut and", None, "formula-syntax"),
        ("", None, "formula-syntax"),
        (None, "perhaps", "unknown-likely"),
        (None, "0.5", "not-likely"),
        (None, "1.2", "not-likely"),
        (None, "unlikely", "not-likely"),
    ],
)
def test_what_cannot_be_asked(about: str | None, likely: str | None, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        api.drivers(read(SUMMER), about, likely)
    assert _codes(caught.value) == [code]
    if about is not None:
        place = caught.value.problems[0].place
        assert place is not None
        assert (place.file, place.text) == ("--for", about)


def test_without_prospects_something_must_be_named() -> None:
    with pytest.raises(QuestionError) as caught:
        api.drivers(read(PENNIES))
    assert _codes(caught.value) == ["no-prospect"]


# ---------------------------------------------------------------- where worlds are drawn


def test_drawn_worlds_are_told_with_standard_errors_and_without_luck() -> None:
    found = api.drivers(read(SUMMER), samples=4096, seed=1)
    told = " ".join(text(found.page()).split())
    assert "4,096 worlds drawn with seed 1" in told
    assert "exact: every world" not in told
    assert "± one standard error" in told
    assert "cannot be told from draws" in told
    assert "stays if all others are known" not in told.replace("What stays if all others are known cannot", "")
    assert "Without effect: moon" in told
    (moon,) = [one for one in found.found.swings if one.circumstances == ("moon",)]
    assert moon.range <= 3 * moon.error + 0.0005
    data = json.loads(found.to_json())
    jsonschema.validate(data, json_schema("forecast"))
    assert data["drawn"]["samples"] == 4096
    assert data["indices"]["independent"] is None
    assert all(one["total"] is None and one["error"] > 0 for one in data["indices"]["each"])
    assert all(len(one["errors"]) == 2 for one in data["reaches"] + data["thresholds"])
    exact = json.loads(api.drivers(read(SUMMER)).to_json())
    assert exact["drawn"] is None
    assert all(one["errors"] is None for one in exact["reaches"] + exact["thresholds"])
