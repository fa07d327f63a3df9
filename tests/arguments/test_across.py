"""Claims across variants: by hand, as each would come out if it named the variant itself, and on the page."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import jsonschema
import pytest

from detente import api
from detente.arguments.across import across
from detente.arguments.claims import Argument
from detente.arguments.forms import forms
from detente.engine.stability import concepts
from detente.scenario.reader import read
from detente.views.objects import json_schema
from detente.views.page import text
from tests.arguments.drawn import NAMES, case

# Keeper opens where it may, and Guest comes where it is open. Locked open, the first claim tests nothing.
GATE = """
title: A gate
analysis: {concept: nash}
circumstances: {night: {now: no, assumed: x}}
actors:
  Keeper:
    options: {open: {assumed: x}}
    prefers: [{want: open, exactly when: not night, assumed: x}]
  Guest:
    options: {come: {assumed: x}}
    prefers: [{want: come, exactly when: Keeper.open, assumed: x}]
variants:
  late: {set: {night: yes}, assumed: x}
  jammed: {lock: {Keeper.open: yes}, assumed: x}
  broken: {lock: {Keeper.open: no}, assumed: x}
claims:
  - {name: opened, says: it is opened, test: every prospect has Keeper.open, assumed: x}
  - {name: visited, says: the guest comes, test: every prospect has Guest.come, assumed: x}
  - {name: moved, says: lateness changes it, test: prospects differ from late on Guest.come, assumed: x}
  - {name: own, says: late it is shut, test: no prospect has Keeper.open, in: late, assumed: x}
  - {name: chanced, says: it is likely, test: the chance of Guest.come is at least 0.5, assumed: x}
"""


def test_by_hand() -> None:
    scenario = read(GATE)
    found = across(Argument(scenario, concepts()["nash"]), scenario.claims)
    assert {name: dict(verdicts) for name, verdicts in found.items()} == {
        "opened": {None: "holds", "late": "fails", "jammed": "vacuous", "broken": "vacuous"},
        "visited": {None: "holds", "late": "fails", "jammed": "holds", "broken": "fails"},
        "moved": {None: "holds", "jammed": "holds", "broken": "fails"},
    }


@pytest.mark.parametrize("shape", NAMES)
def test_each_comes_out_as_if_it_named_the_variant(shape: str) -> None:
    for number in range(2):
        scenario = read(case(shape, Random(f"across {shape} {number}")).text)
        lead = concepts()["seq"]
        own = [one for one in scenario.claims if one.variant is None and forms()[one.test.form].weigh is None]
        found = across(Argument(scenario, lead), scenario.claims)
        assert found.keys() == {one.name for one in own}
        for claim in own:
            for variant, verdict in found[claim.name].items():
                assert Argument(scenario, lead).judge(replace(claim, variant=variant)).verdict == verdict
            left_out = {None, *scenario.variants} - found[claim.name].keys()
            assert left_out == ({claim.test.words["from"]} if claim.test.form == "differ" else set())


def test_the_page_and_the_object() -> None:
    found = api.claims(read(GATE), across=True)
    lines = text(found.page()).splitlines()
    assert "opened | ◐ 1 of 4 | fails in late; says nothing in jammed and broken" in lines
    assert "visited | ◐ 2 of 4 | fails in late and broken" in lines
    assert "moved | ◐ 2 of 3 | fails in broken" in lines
    packed = json.loads(found.to_json())
    jsonschema.Draft202012Validator(json_schema("claims")).validate(packed)
    assert packed["across"]["moved"][0] == {"variant": None, "verdict": "holds"}
    assert json.loads(api.claims(read(GATE)).to_json())["across"] is None


def test_a_claim_that_holds_everywhere_or_nowhere() -> None:
    scenario = read(GATE.replace("every prospect has Guest.come", "some prospect has Guest.come or not Guest.come"))
    assert "visited | ● 4 of 4 | " in text(api.claims(scenario, across=True).page()).splitlines()
    scenario = read(GATE.replace("every prospect has Guest.come", "no state with not Guest.come suits everyone"))
    assert "visited | ○ 0 of 4 | " in text(api.claims(scenario, across=True).page()).splitlines()
    scenario = read(GATE.replace("every prospect has Keeper.open", "every prospect has not Keeper.open"))
    lines = text(api.claims(scenario, across=True).page()).splitlines()
    assert "opened | ◐ 1 of 4 | fails as written; says nothing in jammed and broken" in lines
    scenario = read(GATE.replace("every prospect has Guest.come", "every prospect has Keeper.open and not Guest.come"))
    lines = text(api.claims(scenario, across=True).page()).splitlines()
    assert "visited | ○ 0 of 4 | " in lines
