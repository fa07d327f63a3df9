"""The page and the JSON of a forecast of drawn worlds: they say that worlds were drawn, and how far to trust that."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from detente import api
from detente.prospects.swings import Swing
from detente.scenario.reader import read
from detente.views.forecast import shows
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
claims:
  - {name: dry, says: shut, test: every prospect has Upper.shut, hedge: likely, assumed: x}
  - {name: quiet, says: nobody strikes, test: no prospect has Lower.strike, assumed: x}
  - {name: struck, says: somebody strikes, test: some prospect has Lower.strike, assumed: x}
"""


def page(scenario: str = RIVER, **asked: Any) -> str:
    return text(api.forecast(read(scenario), **asked).page())


def test_the_page_says_that_worlds_were_drawn_and_how() -> None:
    """After the clouds: 0.325 * 0.3 / (0.325 * 0.3 + 0.675 * 0.6) * 0.6 = 11.6 % that the gates are shut."""
    said = page(samples=4096, seed=3)
    assert "4,096 worlds drawn with seed 3, 8 of them different, each judged under firm stability" in said
    # Weights 0.3 with 0.325, 0.6 with 0.675, as parts of the greatest 0.5 and 1:
    # (0.325 / 2 + 0.675)^2 / (0.325 / 4 + 0.675) = 0.8375^2 / 0.75625 = 0.92748, of 4096: 3799.
    weighed = "weighed by what is given, the draws tell as much as"
    assert f"{weighed} 3,79" in said or f"{weighed} 3,80" in said
    assert "what never came up may still be as likely as 0.079%" in said
    assert "bounds are those that a search found in what the words of chance leave open" in said
    assert "bounds over all" not in said
    assert re.search(r"Upper\.shut = yes \| 11\.[4-8]% ± 0\.[1-2] \| at least [67] to 1[678]%", said)
    assert "In every world that was drawn: peace." in said
    assert re.search(r"dry \| likely \| 55 to 80% \| 11\.\d% ± 0\.\d \| at least .* \| less likely than the word", said)
    assert "quiet | (flat) |  | 100% ± 0.1 |  | holds in all that was drawn" in said
    assert "struck | (flat) |  | 0% ± 0.1 |  | fails in all that was drawn" in said


def test_without_draws_nothing_is_said_of_them() -> None:
    said = page()
    assert "drawn" not in said
    assert "±" not in said
    assert "at least" not in said


def test_the_seed_stands_in_the_json_with_the_errors_and_fits_its_schema() -> None:
    found = json.loads(api.forecast(read(RIVER), samples=1000, seed=9).to_json())
    jsonschema.validate(found, json_schema("forecast"))
    assert found["drawn"] == {"samples": 1024, "seed": 9, "effective": pytest.approx(0.92748 * 1024, rel=0.02)}
    assert found["provenance"]["seed"] == 9
    shut = found["options"]["Upper.shut"][1]["chance"]
    assert shut["exact"] is False
    assert 0 < shut["error"] < 0.01
    assert abs(shut["middle"] - 0.0975 / 0.5025 * 0.6) < 4 * shut["error"]
    assert all(len(one["errors"]) == len(one["chances"]) for one in found["swings"])
    listed = json.loads(api.forecast(read(RIVER)).to_json())
    assert (listed["drawn"], listed["provenance"]["seed"], listed["aside"]) == (None, None, [])
    assert listed["options"]["Upper.shut"][1]["chance"]["error"] is None
    assert listed["swings"][0]["errors"] == []


def test_what_was_summed_away_is_named() -> None:
    more = "".join(f"  idle{n}: {{now: yes, chance: 0.5, assumed: x}}\n" for n in range(20))
    said = page(RIVER.replace("situations:", more + "situations:"))
    names = ", ".join(["moon", *(f"idle{n}" for n in range(20))])
    assert "4 worlds, each judged" in said
    assert f"Without effect on it: {names}." in said
    assert f"summed away since they change nothing asked about: {names}" in said


def test_a_swing_is_told_where_it_is_more_than_chance_makes_of_draws() -> None:
    def swing(one: float, other: float, error: float) -> Swing:
        return Swing(("c",), (("no",), ("yes",)), (one, other), (error, error))

    assert shows(Swing(("c",), (("no",), ("yes",)), (0.5, 0.501)))
    assert not shows(Swing(("c",), (("no",), ("yes",)), (0.5, 0.5001)))
    # The error of the range is 0.01 * sqrt(2); three of them are 4.2 points.
    assert shows(swing(0.5, 0.55, 0.01))
    assert not shows(swing(0.5, 0.54, 0.01))
    said = page(samples=256)
    assert "Without effect on it that the draws show: moon." in said


def test_a_word_is_not_judged_where_the_draws_cannot_tell() -> None:
    """The chance is 0.55, the lower end of `likely`."""
    text_ = """
title: At the end
circumstances: {c: {now: yes, chance: 0.55, assumed: x}}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: c, assumed: x}]}
claims:
  - {name: it, says: it will likely be, test: every prospect has A.x, hedge: likely, assumed: x}
"""
    assert "too close to an end of the word to tell from these draws" in page(text_, samples=256)
    assert "the word fits" in page(text_)
