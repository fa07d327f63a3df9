"""Chances of settlements, levers and groups where an actor doubts what it believes: the same as a forecast draws."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente import api
from detente.engine.stability import concepts
from detente.scenario.asking import asked_formula
from detente.scenario.reader import read
from detente.settlement.leverage import Question, levers
from detente.settlement.likely_levers import likelihoods
from tests.settlement.bridge import proposal

DOUBT = """
title: A shop
analysis: {concept: seq}
circumstances:
  brave: {now: yes, chance: 0.5, assumed: x}
actors:
  Thief: {options: {grab: {assumed: x}}, prefers: [{want: not Owner.hit, assumed: x}, {want: grab, assumed: x}]}
  Owner: {options: {hit: {assumed: x}}, prefers: [{want: hit, exactly when: Thief.grab and brave, assumed: x}]}
beliefs:
  - {who: Thief, thinks: brave, chance: 0.7, assumed: x}
"""
"""The thief keeps still (state 1) as long as it takes the owner to be brave, with 0.7; else it grabs (state 2), which
holds where the owner is not brave, with 0.5. In the world as it is now it takes the owner to be brave."""


def test_a_state_holds_as_often_as_it_is_read_to() -> None:
    still, grabbed = (proposal(read(DOUBT), state=state, worlds=True).likely for state in (1, 2))
    assert still is not None
    assert grabbed is not None
    assert still.holds.middle == pytest.approx(0.7)
    assert grabbed.holds.middle == pytest.approx(0.5)
    sure = proposal(read(DOUBT), state=1, worlds=True, beliefs=False).likely
    assert sure is not None
    assert sure.holds.middle == pytest.approx(0.5)  # where it sees the owner as the owner is


def test_groups_are_weighed_alike() -> None:
    spread = api.coalitions(read(DOUBT), state=1, worlds=True).spread
    assert spread is not None
    assert spread.states[0].alone is not None
    assert spread.states[0].alone.middle == pytest.approx(0.7)


def test_the_inverse_question_is_weighed_alike() -> None:
    found = api.inverse(read(DOUBT), 1, concepts=["nash", "seq"], worlds=True)
    by_concept = {one.concept.key: one.likely.middle for one in found.concepts if one.likely is not None}
    assert by_concept == {"nash": pytest.approx(0.0), "seq": pytest.approx(0.7)}


def test_levers_give_the_chance_of_the_forecast() -> None:
    found = api.leverage(read(DOUBT), "Thief.grab", worlds=True).likelihoods
    assert found is not None
    assert found.base[0].rests is not None
    foretold = api.forecast(read(DOUBT)).found.options["Thief.grab"][1].chance
    assert found.base[0].rests.middle == pytest.approx(foretold.middle) == pytest.approx(0.3)
    brave = [likely for lever, likely in found.pulled.items() if lever.name == "brave"]
    assert [one[0].rests.middle for one in brave if one is not None and one[0].rests is not None] == [
        pytest.approx(0.3)
    ]


def test_levers_give_the_chances_of_the_flagship_s_forecast() -> None:
    """Moscow's reading of Washington's aim is drawn there."""
    case = api.load("us-russia-2024")
    question = Question(case, (asked_formula(case, "Russia.truce", "test").meaning,), (), concepts()["seq"])
    rests = likelihoods(question, replace(levers(case), variants={})).base[0].rests
    assert rests is not None
    foretold = api.forecast(case, concept="seq").found.options["Russia.truce"][1].chance
    assert foretold.low < foretold.high
    assert (rests.low, rests.middle, rests.high) == pytest.approx((foretold.low, foretold.middle, foretold.high))
