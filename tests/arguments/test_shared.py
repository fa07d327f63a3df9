"""Claims about chances: by every rule of sharing, as of a day, with readings drawn; the same as the forecast says."""

from __future__ import annotations

import pytest

from detente import api
from detente.errors import QuestionError
from detente.scenario.reader import read

TWICE = """
title: t
circumstances: {wind: {now: yes, chance: 0.5, assumed: x}}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: wind, assumed: x}]}
  B: {options: {y: {values: [low, mid, high], assumed: x}}, prefers: [{want: y != low, exactly when: A.x, assumed: x}]}
claims:
  - {name: mid, says: mid comes, test: the chance of B.y = mid is at least 0.3, assumed: x}
signals:
  - {name: vane, about: wind, seen if: {no: 0.2, yes: 0.6}, on: 2031-04-28, assumed: x}
"""
"""With wind A takes x and B goes to mid or high, both one move from where A has moved; without, all stays as it is."""


def chance(text: str, name: str, **more: object) -> float:
    (found,) = [one.judged for one in api.claims(read(text), **more).claims if one.judged.claim.name == name]  # type: ignore[arg-type]
    return found.finding.witness.chances[0].middle


def test_the_signal_counts_from_its_day_on() -> None:
    """Wind is as likely as not, 0.75 after the vane (0.3 of 0.4); half of such worlds goes to mid."""
    assert chance(TWICE, "mid") == pytest.approx(0.375)
    assert chance(TWICE, "mid", as_of="2031-04-28") == pytest.approx(0.375)
    assert chance(TWICE, "mid", as_of="2031-04-27") == pytest.approx(0.25)
    verdicts = [api.claims(read(TWICE), as_of=day).claims[0].judged.verdict for day in (None, "2031-04-27")]
    assert verdicts == ["holds", "fails"]


def test_a_day_that_is_none_and_a_rule_that_is_none_are_refused() -> None:
    with pytest.raises(QuestionError, match="is no date"):
        api.claims(read(TWICE), as_of="2031-02-30")
    with pytest.raises(QuestionError, match="is no rule of sharing"):
        api.claims(read(TWICE), sharing="evenly")


NEAR = """
title: t
circumstances: {wind: {now: yes, chance: 0.5, assumed: x}}
actors:
  A:
    options: {x: {values: [none, some], assumed: x}}
    prefers: [{want: A.x = some, assumed: x}]
  B:
    options: {y: {values: [none, one], assumed: x}}
    prefers: [{want: B.y = one, exactly when: wind, assumed: x}]
never:
  - {when: A.x = some and B.y = one, assumed: x}
claims:
  - {name: one, says: B is first, test: the chance of B.y = one is at least 0.1, assumed: x}
"""
"""With wind each wants to be first, and the other cannot follow; without wind only A moves."""


def test_each_rule_gives_what_the_forecast_gives() -> None:
    for text in (TWICE, NEAR):
        for rule in ("equal", "shortest", "process"):
            found = api.forecast(read(text), sharing=rule).found
            name, what = ("mid", "B.y = mid") if text == TWICE else ("one", "B.y = one")
            (told,) = [one for one in found.options["B.y"] if one.name == what]
            assert chance(text, name, sharing=rule) == pytest.approx(told.chance.middle, abs=1e-12)
    assert chance(NEAR, "one") == pytest.approx(0.25)


RULES = """
title: t
actors:
  A:
    options: {x: {assumed: x}, z: {assumed: x}}
    prefers: [{want: A.x or A.z or B.y, assumed: x}]
  B: {options: {y: {assumed: x}}, prefers: [{want: A.x or A.z or B.y, assumed: x}]}
never:
  - {when: A.x and A.z, assumed: x}
  - {when: (A.x or A.z) and B.y, assumed: x}
claims:
  - {name: y, says: B acts, test: the chance of B.y is at least 0.1, assumed: x}
"""


def test_the_rules_differ_where_they_should() -> None:
    """A can end it in two ways, B in one. In equal parts B's has a third; drawn by the mover it has one half."""
    assert chance(RULES, "y") == pytest.approx(1 / 3)
    assert chance(RULES, "y", sharing="shortest") == pytest.approx(1 / 3)
    assert chance(RULES, "y", sharing="process") == pytest.approx(1 / 2)


DOUBT = """
title: t
circumstances:
  brave: {now: yes, chance: 0.5, assumed: x}
actors:
  A: {options: {grab: {assumed: x}}, prefers: [{want: not B.hit, assumed: x}, {want: A.grab, assumed: x}]}
  B: {options: {hit: {assumed: x}}, prefers: [{want: B.hit, exactly when: A.grab and brave, assumed: x}]}
beliefs:
  - {who: A, thinks: brave, chance: 0.7, assumed: x}
claims:
  - {name: grabs, says: A grabs, test: some prospect has A.grab, assumed: x}
  - {name: likely, says: A grabs, test: the chance of A.grab is at least 0.1, assumed: x}
"""


def test_what_an_actor_reads_is_drawn_as_in_the_forecast() -> None:
    """A grabs where it takes B not to be brave, with 0.3; in the world as it is now it takes it to be."""
    scenario = read(DOUBT)
    found = {one.judged.claim.name: one.judged for one in api.claims(scenario, concept="seq").claims}
    told = api.forecast(scenario, concept="seq").found
    assert found["grabs"].likely is not None
    assert found["grabs"].likely.holds.middle == pytest.approx(0.3)
    assert [one.holds.middle for one in told.claims] == [pytest.approx(0.3)]
    assert found["likely"].finding.witness.chances[0].middle == pytest.approx(told.options["A.grab"][1].chance.middle)
    assert found["grabs"].verdict == "fails"
    # Where replies need not be credible what A takes B to want is nothing to it.
    assert api.claims(scenario, concept="nash").claims[0].judged.verdict == "holds"


def test_a_claim_that_gives_the_chance_of_another_is_weighed_as_that_one_is() -> None:
    """A claim by seq is judged in worlds with readings, whatever the concept of the claim that asks for its chance."""
    text = DOUBT.replace("test: some prospect has A.grab,", "test: some prospect has A.grab, under: seq,")
    more = "  - {name: bold, says: so, test: grabs is likelier when brave, under: nash, assumed: x}\n"
    (grabs, *_, bold) = (one.judged for one in api.claims(read(text + more), concept="nash").claims)
    assert grabs.likely is not None
    assert grabs.likely.holds.middle == pytest.approx(0.3)
    assert [one.middle for one in bold.finding.witness.chances] == [pytest.approx(0.3)] * 2
    assert bold.verdict == "fails"


def test_every_claim_of_the_flagship_about_prospects_is_as_likely_as_in_its_forecast() -> None:
    case = api.load("us-russia-2024")
    foretold = {one.claim.name: one.holds for one in api.forecast(case).found.claims}
    found = {one.judged.claim.name: one.judged.likely for one in api.claims(case).claims}
    compared = {name: (found[name], there) for name, there in foretold.items() if found[name] is not None}
    assert len(compared) > 5
    for likely, there in compared.values():
        assert likely is not None
        here = likely.holds
        assert (here.low, here.middle, here.high) == pytest.approx((there.low, there.middle, there.high), abs=1e-12)
