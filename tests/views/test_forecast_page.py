"""The page of a forecast: what it says, and that it says nothing that the numbers do not."""

from __future__ import annotations

import json
import math

import jsonschema
import pytest

from detente import api
from detente.prospects.worlds import Bounds
from detente.scenario.reader import read
from detente.views.chances import bar, between, percent, told
from detente.views.objects import json_schema
from detente.views.page import text

RIVER = """
title: The river
circumstances:
  rain: {values: [poor, good], now: good, chance: likely, assumed: x}
  mood: {values: [calm, angry], now: calm, chance: 0.6, assumed: x}
  moon: {now: yes, chance: 0.5, assumed: x}
situations:
  thirst: Upper.shut
  peace: not Lower.strike
actors:
  Upper:
    options: {shut: {assumed: x}}
    prefers:
      - {name: safe, avoid: Lower.strike, assumed: x}
      - {name: water, want: shut, exactly when: rain = poor, assumed: x}
  Lower:
    options: {strike: {assumed: x}}
    prefers:
      - {name: answer, want: strike, exactly when: Upper.shut and mood = angry, assumed: x}
signals:
  - {name: clouds, about: rain, seen if: {poor: 0.3, good: 0.6}, on: 2031-01-05, assumed: x}
  - {name: stars, about: mood, seen if: {calm: 0.5, angry: 0.5}, assumed: x}
claims:
  - {name: dry, says: the gates will likely be shut, test: every prospect has Upper.shut, hedge: likely, assumed: x}
  - {name: wet, says: they stay open, test: no prospect has Upper.shut, hedge: likely, assumed: x}
  - {name: quiet, says: nobody strikes, test: no prospect has Lower.strike, assumed: x}
  - {name: struck, says: a strike ends dry, test: every prospect where Lower.strike has Upper.shut, assumed: x}
  - {name: either, says: it ends somewhere, test: some prospect has Upper.shut, assumed: x}
"""


def page(scenario: str = RIVER, **asked: str) -> str:
    return text(api.forecast(read(scenario), **asked).page())  # type: ignore[arg-type]


def test_the_page_says_what_a_hand_calculation_gives() -> None:
    # The gates are shut where the rain is poor and Lower is calm (an angry one would strike). After the clouds, poor
    # rain has odds 0.325 * 0.3 to 0.675 * 0.6, so 0.0975 / 0.5025 = 19.4%; times 0.6 for calm: 11.6%.
    said = page()
    assert "Play most likely comes to rest as the status quo: 88%" in said
    assert "Upper.shut = yes | 12%" in said
    assert "In every world: peace." in said
    assert "thirst | 12%" in said
    assert "Without effect on it: moon." in said
    assert "the analyst | rain = good | 67.5% (55 to 80%) | 80.6% (71 to 89%) | clouds +1.00" in said
    assert "Without weight, since the odds are even: stars." in said
    assert "8 worlds, each judged under firm stability" in said


def test_claims_stand_beside_the_words_of_the_author() -> None:
    # At the ends of "likely": 0.2 * 0.3 / (0.2 * 0.3 + 0.8 * 0.6) * 0.6 = 6.7%, 0.135 / (0.135 + 0.33) * 0.6 = 17.4%.
    said = page()
    assert "dry | likely | 55 to 80% | 11.6% | 7 to 17% | less likely than the word says" in said
    assert "wet | likely | 55 to 80% | 88.4% | 83 to 93% | more likely than the word says" in said
    assert "quiet | (flat) |  | 100% |  | holds" in said
    assert "struck | (flat) |  | 0% |  | speaks of nothing in 100%" in said
    assert "either | (flat) |  | 11.6% | 7 to 17% | open" in said
    assert "dry: the gates will likely be shut" in said


def test_a_day_leaves_out_what_came_later() -> None:
    before, after = page(as_of="2031-01-04"), page(as_of="2031-01-05")
    assert "Upper.shut = yes | 20%" in before  # 0.325 * 0.6
    assert "Upper.shut = yes | 12%" in after
    assert "signals up to 2031-01-04" in before
    assert "Most telling of what has not been seen: clouds" in before


def test_without_doubts_there_is_one_world_and_no_numbers_in_between() -> None:
    said = page("""
title: Sure
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, assumed: x}]}
""")
    assert "Play most likely comes to rest as the status quo, but with A.x = yes: 100%." in said
    assert "In every world it comes to rest with the same choices." in said
    assert "1 world, each judged" in said
    assert "What the likeliest prospect hangs on" not in said


def test_what_never_rests_is_said_plainly() -> None:
    said = page("""
title: Pennies
analysis: {concept: nash}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: B.y, assumed: x}]}
  B: {options: {y: {assumed: x}}, prefers: [{want: y, exactly when: not A.x, assumed: x}]}
""")
    assert "In no world does play come to rest." in said
    assert "Play comes to rest nowhere with a chance of 100%; it may go round for ever with a chance of 100%." in said


def test_several_prospects_are_shared_openly() -> None:
    said = page("""
title: Chicken
analysis: {concept: nash}
circumstances: {wind: {now: yes, chance: 0.5, assumed: x}}
actors:
  A: {options: {x: {start: yes, assumed: x}}, prefers: [{want: x, exactly when: not B.y, assumed: x}]}
  B: {options: {y: {start: yes, assumed: x}}, prefers: [{want: y, exactly when: not A.x, assumed: x}]}
""")
    assert "With a chance of 100% several prospects remain" in said
    assert "A.x = no | 50% |  | 0 to 100%" in said


@pytest.mark.parametrize(
    ("bounds", "middle", "around"),
    [
        (Bounds(0.5467, 0.3834, 0.7394), "55%", "38 to 74%"),
        (Bounds(0.0, 0.0, 0.0), "0%", ""),
        (Bounds(1.0, 1.0, 1.0), "100%", ""),
        (Bounds(0.999, 0.99, 1.0), "> 99%", "99 to 100%"),
        (Bounds(0.3, 0.1, 0.6, exact=False), "30%", "within 10 to 60%"),
    ],
)
def test_chances_in_words(bounds: Bounds, middle: str, around: str) -> None:
    assert percent(bounds.middle) == middle
    assert between(bounds) == around
    assert told(bounds) == (f"{middle} ({around})" if around else middle)


def test_a_bar_has_one_length_and_keeps_the_order() -> None:
    for low in range(11):
        for high in range(low, 11):
            drawn = bar(Bounds(low / 10, low / 10, high / 10))
            assert len(drawn) == 20
            assert drawn == "".join(sorted(drawn, key="█▒·".index))
            assert drawn.count("█") == 2 * low
            assert drawn.count("·") == 20 - 2 * high


def test_json_has_the_same_numbers_and_fits_its_schema() -> None:
    found = api.forecast(read(RIVER))
    said = json.loads(found.to_json())
    jsonschema.validate(said, json_schema("forecast"))
    (shut,) = [one for one in said["options"]["Upper.shut"] if one["name"] == "Upper.shut = yes"]
    assert math.isclose(shut["chance"]["middle"], 0.0975 / 0.5025 * 0.6)
    assert said["provenance"]["engine"] == "ensemble"
    assert {one["claim"]: one["fits"] for one in said["claims"]}["dry"] == "below"
    rows = {row[0]: row[1] for row in found.table().rows}
    assert rows["thirst"] == rows["Upper.shut = yes"] == shut["chance"]["middle"]
    assert "<table>" in found._repr_html_()


def test_of_several_signals_it_says_what_would_be_without_each() -> None:
    # Good rain has 0.675 before. Clouds are twice as likely then, wind four times: 1.35 to 0.325 = 80.6% by clouds
    # alone, 2.7 to 0.325 = 89.3% by wind alone, 5.4 to 0.325 = 94.3% by both.
    wind = "  - {name: wind, about: rain, seen if: {poor: 0.2, good: 0.8}, assumed: x}\nclaims:\n"
    said = page(RIVER.replace("claims:\n", wind))
    assert "94.3%" in said
    assert "clouds +1.00 (89% without it), wind +2.00 (81% without it)" in said
    assert "without it" not in page()


def test_a_signal_that_decides_has_no_number_of_bits_in_json() -> None:
    found = api.forecast(read(RIVER.replace("{poor: 0.3, good: 0.6}", "{poor: 0, good: 1}")))
    said = json.loads(found.to_json())
    weights = [weight for one in said["readings"] if one["circumstance"] == "rain" for weight in one["weights"]]
    assert weights
    assert all(weight["bits"] is None for weight in weights if weight["signal"] == "clouds")
