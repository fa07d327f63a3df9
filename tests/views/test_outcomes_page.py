"""Outcomes and sharing on the page of a forecast and in its JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detente import api
from detente.scenario.reader import read
from detente.views.objects import json_schema
from detente.views.page import text

RIVER = """
title: River
circumstances:
  dry: {now: yes, chance: 0.6 to 0.8, assumed: x}
  rich: {now: no, chance: 0.5, assumed: x}
situations: {shut: Upper.gates, talks: Lower.talk}
actors:
  Upper: {options: {gates: {assumed: x}}, prefers: [{want: gates, exactly when: dry, assumed: x}]}
  Lower: {options: {talk: {assumed: x}}, prefers: [{want: Lower.talk, exactly when: rich, assumed: x}]}
"""

OWN = "outcomes: [{when: shut, chance: likely, assumed: x}, {name: open, when: not shut, chance: 0.4, assumed: x}]\n"


def page(more: str = "", *outcomes: str, sharing: str | None = None) -> str:
    return text(api.forecast(read(RIVER + more), outcomes=outcomes, sharing=sharing).page())


def test_outcomes_stand_first_with_what_they_leave() -> None:
    # Gates are shut with 0.7 (0.6 to 0.8), they talk with 0.5 whatever the gates do.
    said = page("", "shut", "talks", "never")
    assert "Outcomes, one of which comes" in said
    assert "shut | 70% | 60 to 80% |" in said
    assert "talks | 15% | 10 to 20% |" in said
    assert "never | 0% |  |" in said
    assert "none of these | 15% | 10 to 20% |" in said
    assert "shut and talks both hold in 35% (30 to 40%): counted as shut, which is named first." in said
    assert "Nowhere does play come to rest with never." in said
    assert "no rest" not in said
    assert "What its author expects" not in said


def test_no_outcomes_no_table() -> None:
    assert "Outcomes" not in page()


def test_the_authors_chances_that_do_not_add_up_are_corrected_on_the_page() -> None:
    # Likely is 55 to 80%, its middle 67.5%; with 40% that is 107.5% (95 to 120%). Within the bands 40% cannot move.
    said = page(OWN)
    assert "shut | likely | 55 to 80% | 67.5% | 60.0% | 70.0%" in said
    assert "open | 40% |  | 40.0% | 40.0% | 30.0%" in said
    assert "The author's chances add up to 107.5% (95 to 120%), where one of these comes." in said
    assert "the nearest that add up to 100%, each within its band." in said
    flat = page(OWN.replace("likely", "0.8"))
    assert "add up to 120.0%, where" in flat
    assert "shut | 80% |  | 80.0% | 70.0% | 70.0%" in flat
    assert "No chances within the bands add up to 100%" in flat
    fine = page(OWN.replace("likely", "0.6"))
    assert "At their middles the author's chances add up to 100%." in fine
    assert "shut | 60% |  | 60.0% |  | 70.0%" in fine


def test_what_is_left_and_claims_are_named() -> None:
    left = page("outcomes: [{when: shut and talks, chance: 0.3, assumed: x}]\n")
    assert "anything else | (what is left) |  | 70.0% |" in left
    claim = "claims: [{name: gates, says: c, test: every prospect has shut, hedge: likely, assumed: x}]\n"
    assert "shut | likely (gates) | 55 to 80% | 67.5%" in page(claim, "shut")


def test_outcomes_that_overlap_are_not_added_up() -> None:
    said = page("outcomes: [{when: shut, chance: 0.8, assumed: x}, {when: talks, chance: 0.7, assumed: x}]\n")
    assert "Whether the author's chances add up is not asked" in said


FORK = """
title: Fork
circumstances: {calm: {now: no, chance: 0.4, assumed: x}}
analysis: {concept: nash}
actors:
  A:
    options: {x: {values: [start, near, step], assumed: x}}
    prefers: [{avoid: x = start, assumed: x}, {want: "x = step", if: calm, assumed: x}]
  B:
    options: {y: {values: [none, far, farther], assumed: x}}
    prefers: [{avoid: y = none, if: A.x = step, assumed: x}]
"""


def test_the_sharing_is_told_and_what_others_would_give() -> None:
    equal, shortest = (text(api.forecast(read(FORK), sharing=rule).page()) for rule in (None, "shortest"))
    assert "Such worlds are shared in equal parts; any other sharing" in equal
    assert "Such worlds are shared by the nearest" in shortest
    for said in (equal, shortest):
        assert "What the sharing does" in said
        assert "with worlds shared | equal | shortest" in said
        assert "A.x = near | 13% | 40%" in said
        assert "shortest: Play comes to rest where it can soonest" in said
    assert "What the sharing does" not in page()


def test_json_holds_all_of_it() -> None:
    found = api.forecast(read(RIVER + OWN))
    told = json.loads(found.to_json())
    jsonschema.validate(told, json_schema("forecast"))
    division = told["division"]
    assert [one["name"] for one in division["outcomes"]] == ["shut", "open"]
    assert division["outcomes"][0]["chance"]["middle"] == pytest.approx(0.7)
    assert division["own"]["total"] == pytest.approx(1.075)
    assert [one["corrected"] for one in division["own"]["chances"]] == pytest.approx([0.6, 0.4])
    assert (division["own"]["within"], division["unchecked"], division["overlaps"]) == (True, False, [])
    assert (told["rule"], told["sharing"]) == ("equal", [])
    shared = json.loads(api.forecast(read(FORK), outcomes=["A.x = near", "A.x = near or B.y = far"]).to_json())
    jsonschema.validate(shared, json_schema("forecast"))
    by_rule = {one["rule"]: [each["middle"] for each in one["outcomes"]] for one in shared["sharing"]}
    assert by_rule["shortest"] == pytest.approx([0.4, 0.3])
    assert by_rule["equal"] == pytest.approx([0.4 / 3, 0.3 + 0.4 / 3])
    assert shared["division"]["overlaps"][0]["first"] == "A.x = near"
    assert json.loads(api.forecast(read(FORK)).to_json())["division"] is None
