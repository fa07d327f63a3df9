"""The page of what an argument falls short of: found, accepted, no longer found, and not checked."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detente import api
from detente.answers.lint import lint
from detente.scenario.essay import read_essay, read_outline
from detente.scenario.reader import read
from detente.views.notebook import Lint, showing
from detente.views.page import text
from tests.arguments.river import HALF, RAIN, claimed, river

WORD = "word-against-number"
ACCEPT = "accept: [{check: word-against-number, of: [a, Upper.calm], because: it is quoted}]"


def shown(*parts: str, only: tuple[str, ...] = (WORD,)) -> Lint:
    return showing(lint(read(river(*parts), "river.yaml"), only=only), Lint)


def test_a_page_tells_what_is_found_why_it_matters_and_what_to_do() -> None:
    page = text(shown(RAIN, claimed(f"test: {HALF}, hedge: very likely", f"test: {HALF}, hedge: unlikely")).page())
    assert "2 warnings.\n" in page
    assert "word-against-number  2 × warning" in page
    assert "`a` is said to be `very likely` (80 to 95%); the model gives it 70%." in page
    assert page.count("Readers act on the word.") == 1
    assert page.count("Take the word that fits") == 1
    assert "river.yaml:" in page
    assert "Intelligence Community Directive 203" in page
    assert "Accepted" not in page
    assert "Not checked" not in page


def test_what_is_accepted_comes_last_with_its_reason() -> None:
    page = text(shown(RAIN, claimed(f"test: {HALF}, hedge: very likely"), ACCEPT).page())
    assert "The argument passes what was checked; 1 accepted with a reason." in page
    accepted = page.partition("Accepted\n")[2]
    assert "word-against-number: `a` is said to be" in accepted
    assert "Accepted: it is quoted." in accepted
    assert "word-against-number finds nothing of Upper.calm now; take it out." in page
    both = text(shown(RAIN, claimed(f"test: {HALF}, hedge: unlikely", f"test: {HALF}, hedge: unlikely"), ACCEPT).page())
    assert "1 warning; 1 accepted with a reason." in both
    assert "more than once" not in both


def test_what_is_accepted_twice_is_told_with_the_reason_that_counts() -> None:
    again = ACCEPT.removesuffix("]") + ",\n  {check: word-against-number, of: a, because: I say so}]"
    found = shown(RAIN, claimed(f"test: {HALF}, hedge: very likely"), again)
    first, second = found.scenario.accepted
    told = text(found.page()).partition("Accepted more than once\n")[2].partition("\n\n")[0]
    assert told.splitlines()[0].strip() == (
        f"river.yaml:{second.place.line}: word-against-number of a is accepted at river.yaml:{first.place.line} "
        "already, whose reason counts: it is quoted."
    )
    assert [one["before"] for one in json.loads(found.to_json())["unused"]] == [None, first.place.line]


def test_notes_and_warnings_are_counted_apart() -> None:
    dam = """
actors:
  Upper:
    prefers:
      - {name: calm, avoid: Lower.protest, cite: 5}
      - {name: water, want: "gates in [half, shut]", cite: 4}
      - {name: dam, want: Lower.talks, cite: 7}
"""
    page = text(shown(dam, claimed(f"test: {HALF}"), only=("idle-reason", "rival-concept-denies")).page())
    assert "\n1 warning and 1 note.\n" in page
    shut = "test: no equilibrium has Upper.gates = shut and not Lower.protest"
    only = text(shown(dam, claimed(f"test: {HALF}", shut), only=("idle-reason",)).page())
    assert "\n1 note.\n" in only
    assert "idle-reason  note" in only
    assert "`Upper.dam`: without it no verdict changes, of 2" in only


def test_where_nothing_is_found_that_is_said() -> None:
    assert "This scenario makes no claims. Nothing is amiss" in text(shown("claims: []", only=()).page())
    sure = claimed(
        "test: no prospect has Upper.gates = shut", "test: Upper prefers Upper.gates = half to Upper.gates = open"
    )
    assert "● The argument passes what was checked.\n" in text(shown(sure, only=("stated-as-fact",)).page())
    unchecked = text(shown("start: unknown", claimed("test: no equilibrium has Upper.gates = open"), only=()).page())
    assert "Not checked\nundiscussed-outcome: the status quo of this scenario is unknown.\n" in unchecked
    alone = text(
        shown("start: unknown", claimed("test: no equilibrium has thirst"), only=("undiscussed-outcome",)).page()
    )
    assert "passes what was checked." in alone


def test_claims_that_cannot_be_judged_are_told() -> None:
    parts = ("start: unknown", claimed(f"test: {HALF}", "test: no equilibrium has thirst"))
    found = shown(*parts, only=("stated-as-fact",))
    page = text(found.page())
    assert "Not checked\na: the model cannot judge what is claimed" in page
    assert "passes what was checked." in page
    assert json.loads(found.to_json())["unjudged"] == ["a"]
    assert shown(*parts, only=("likelihood-with-confidence",)).unjudged == ()


def test_an_essay_is_told_by_its_own_title_and_lines() -> None:
    outline = read_outline("---\nscenario: river\n---\n# Gates\n\nIt is so.\n\n~~~claim a\n~~~\n", "essay.md")
    written = read_essay(outline, read(river(RAIN, claimed(f"test: {HALF}, hedge: likely"))))
    found = showing(lint(written.scenario, written, ["stated-as-fact"]), Lint)
    page = text(found.page())
    assert page.startswith("Gates essay.md (sha256 ")
    assert "Scenario: The river." in page
    assert "essay.md:8: `a` is stated as a fact" in page
    assert json.loads(found.to_json())["essay"] == "essay.md"
    sure = lint(written.scenario, written, ["inconsistent-claims"])
    assert "The text passes what was checked." in text(showing(sure, Lint).page())
    untitled = read_outline("---\nscenario: river\n---\nIt is so.\n\n~~~claim a\n~~~\n", "essay.md")
    plain = lint(written.scenario, read_essay(untitled, written.scenario), ["inconsistent-claims"])
    assert plain.title == "essay.md"


def test_json_has_all_of_it_and_fits_its_schema() -> None:
    parts = (RAIN, claimed(f"test: {HALF}, hedge: very likely", f"test: {HALF}, hedge: unlikely"), ACCEPT)
    found = shown(*parts, only=())
    told = json.loads(found.to_json())
    jsonschema.Draft202012Validator(api.schema("lint")).validate(told)
    words = {one["of"][0]: one for one in told["remarks"] if one["check"] == WORD}
    assert words["a"]["accepted"] == "it is quoted"
    assert words["b"]["accepted"] is None
    assert words["b"]["file"] == "river.yaml"
    assert words["b"]["severity"] == "warning"
    assert told["warnings"] == len(found.warnings)
    assert told["unused"] == [
        {"check": WORD, "of": ["Upper.calm"], "file": "river.yaml", "line": told["unused"][0]["line"], "before": None}
    ]
    unchecked = json.loads(shown("start: unknown", claimed("test: no equilibrium has thirst"), only=()).to_json())
    assert [one["check"] for one in unchecked["unchecked"]] == ["undiscussed-outcome"]


def test_the_table_has_a_row_for_each_remark() -> None:
    pytest.importorskip("pandas")
    frame = shown(RAIN, claimed(f"test: {HALF}, hedge: very likely"), ACCEPT).to_frame()
    assert list(frame["of"]) == ["a"]
    assert list(frame["accepted"]) == ["it is quoted"]
    assert list(frame["severity"]) == ["warning"]
