"""What a verdict rests on, in words and as a table, on a small conflict worked out by hand (see the hinges' tests)."""

from __future__ import annotations

import json

import pytest

from detente import api
from detente.arguments import hinges
from detente.grounds.changes import kinds
from detente.scenario.reader import read
from detente.views.changed import CHANGED
from detente.views.page import text
from tests.arguments.test_hinges import BRIDGE

EASY = BRIDGE.replace("want: toll, cite: 6", "want: toll, cite: 6, assumed: x")
TWO = BRIDGE.replace("if: flood = low, ", "").replace(
    "- {name: save", "- {name: also, want: build}\n      - {name: save"
)


def page(
    test: str, source: str = BRIDGE, cite: str = "3", more: str = "", rests: bool = False, thorough: bool = False
) -> str:
    scenario = read(f"{source}  - {{name: it, says: so, test: '{test}', cite: {cite}{more}}}\n")
    why = () if rests else ("it",)
    found = api.claims(scenario, concept="nash", why=why, rests=rests, thorough=thorough)
    return " ".join(text(found.page()).split())


def test_every_kind_of_change_has_words() -> None:
    assert set(CHANGED) == set(kinds())


def test_what_flips_a_verdict_is_told_with_its_grounds() -> None:
    said = page("every prospect has A.build")
    assert "What carries it: derived. Some of what it rests on comes from places that the claim does not cite." in said
    assert "It fails without A.cross (¶3), with flood = high (¶1) or with A.save before A.cross." in said


@pytest.mark.parametrize(
    ("test", "source", "cite", "said"),
    [
        ("every prospect has A.build", BRIDGE, "[1, 3, 4]", "built in. All that it rests on cites a"),
        ("every prospect has B.toll", EASY, "3", "It rests on B.earn, where something is assumed. It fails"),
        ("every prospect has B.toll", EASY, "3", "without A.cross (¶3), without B.earn (¶6; assumed), with flood"),
        ("no equilibrium has B.toll and not A.build", BRIDGE, "3", "It fails if B.toll needed nothing"),
        ("every prospect has A.build", BRIDGE.replace(", cite: 3}", "}"), "3", "without A.cross, with flood"),
        ("A.build or not A.build is reachable", BRIDGE, "3", "None of 9 changes flips it alone, and no pair does."),
        ("every prospect has A.build", TWO, "3", "None of 11 changes flips it alone; 2 pairs do."),
        ("every prospect has A.build", TWO, "3", "It fails without A.cross (¶3) and without A.also."),
    ],
)  # fmt: skip
def test_what_carries_a_verdict(test: str, source: str, cite: str, said: str) -> None:
    assert said in page(test, source, cite)


def test_many_pairs_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.views import hinges as view

    monkeypatch.setattr(view, "MOST_PAIRS", 1)
    said = page("every prospect has A.build", TWO)
    assert said.count("It fails") == 1
    assert "more pair" in said


def test_rules_and_beliefs_are_told() -> None:
    rule = BRIDGE.replace("claims:", "never: [{name: shut, when: B.toll, cite: 7}]\nclaims:")
    said = page("no equilibrium has B.toll", rule)
    assert "without the rule shut (¶7)" in said
    believer = BRIDGE.replace("{who: passers-by, thinks: flood = high, assumed: x}",
                              "{who: B, thinks: flood = high, cite: 8}")  # fmt: skip
    assert "9 changes" not in page("A.build or not A.build is reachable", believer)  # but ten: a belief of an actor


def test_what_leaves_nothing_to_judge_is_told() -> None:
    rule = "never: [{name: calm, when: flood = high and not A.build, assumed: x}]\nclaims:"
    assert "With 1 of 10 changes there is nothing left to judge." in page(
        "A.build is reachable", BRIDGE.replace("claims:", rule)
    )


def test_what_was_not_tried_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    test = "A.build or not A.build is reachable"
    monkeypatch.setattr(hinges, "MOST", 0)
    assert "What carries it takes long to try; `--thorough` tries it." in page(test)
    assert "not tried: it takes long;" in page(test, rests=True)
    monkeypatch.setattr(hinges, "MOST", 40)
    assert "Pairs take long to try; `--thorough` tries them." in page(test)
    assert "Pairs take long to try; `--thorough` tries them." in page(test, rests=True)
    assert "and no pair does." in page(test, thorough=True)


def test_all_claims_in_a_table() -> None:
    said = page("every prospect has A.build", rests=True)
    assert "What the claims rest on" in said
    assert "it | holds | derived | without A.cross, with flood = high, with A.save before A.cross" in said
    assert "by no pair" in page("A.build or not A.build is reachable", rests=True)
    assert "over-determined | by 2 pairs" in page("every prospect has A.build", TWO, rests=True)


def test_a_long_row_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.views import hinges as view

    monkeypatch.setattr(view, "MOST_CHANGES", 1)
    assert "without A.cross and 2 more" in page("every prospect has A.build", rests=True)


def test_what_locks_decide_is_not_spoken_of() -> None:
    said = page("every prospect has A.build", more=", in: held")
    assert "What carries it" not in said
    assert "it | vacuous | | Each" in page("every prospect has A.build", more=", in: held", rests=True)


def test_as_data() -> None:
    scenario = read(f"{BRIDGE}  - {{name: it, says: so, test: every prospect has A.build, cite: 3}}\n")
    (plain,) = json.loads(api.claims(scenario, concept="nash").to_json())["claims"]
    (asked,) = json.loads(api.claims(scenario, concept="nash", rests=True).to_json())["claims"]
    assert plain["rests"] is None
    found = asked["rests"]
    assert (found["support"], found["searched"], found["tried"], found["spoilt"]) == ("derived", 2, 9, 0)
    assert {"changes": [{"kind": "circumstance", "name": "flood", "to": "high"}], "verdict": "fails"} in found["hinges"]
