"""What is asked of drivers in words: what counts as likely, which claims' words fit, and what cannot be asked."""

from __future__ import annotations

import pytest

from detente.engine.stability import concepts
from detente.errors import QuestionError
from detente.prospects.drivers import drivers, threshold_of
from detente.prospects.forecast import Forecast, forecast
from detente.scenario.reader import read

WIND = """
title: A mill
circumstances: {wind: {now: yes, chance: 0.6, assumed: x}}
claims:
  - {name: turns, says: it turns, hedge: likely, test: every prospect has A.x, assumed: x}
  - {name: may, says: it may turn, test: some prospect has A.x, assumed: x}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: wind, assumed: x}]}
"""
PENNIES = """
title: Pennies
analysis: {concept: nash}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: B.y, assumed: x}]}
  B: {options: {y: {assumed: x}}, prefers: [{avoid: y, exactly when: A.x, assumed: x}]}
"""


def asked(text: str) -> Forecast:
    scenario = read(text)
    return forecast(scenario, concepts()[scenario.settings.concept])


@pytest.mark.parametrize(
    ("likely", "code"),
    [("probably", "unknown-likely"), ("0.5", "not-likely"), ("1.2", "not-likely"), ("unlikely", "not-likely")],
)
def test_what_is_no_word_or_chance_of_something_likely_is_refused(likely: str, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        threshold_of(read(WIND), likely)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert f"`{likely}`" in problem.given


def test_words_of_the_scenario_and_numbers_say_what_is_likely() -> None:
    scenario = read(WIND)
    assert threshold_of(scenario, " 0.75 ") == 0.75
    assert threshold_of(scenario, "almost  certain") == float(scenario.words["almost certain"].low)


def test_where_play_never_rests_there_is_no_likeliest_prospect() -> None:
    with pytest.raises(QuestionError) as caught:
        drivers(asked(PENNIES))
    assert [problem.code for problem in caught.value.problems] == ["no-prospect"]


def test_the_words_of_claims_with_a_hedge_have_thresholds_and_no_others() -> None:
    # It turns where there is wind, so its word fits where the chance of wind lies in the word's band.
    band = read(WIND).words["likely"]
    found = [one for one in drivers(asked(WIND), "A.x").thresholds if one.kind == "fits" and one.value == "yes"]
    assert [one.name for one in found] == ["turns"]
    assert [found[0].low, found[0].high] == pytest.approx([float(band.low), float(band.high)])
