"""Settlements of other kinds of conflicts, questions that do not fit, and how answers show themselves."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detente.answers.plans import Plans
from detente.errors import QuestionError
from detente.scenario.reader import read
from detente.settlement import plans as search
from detente.settlement.clauses import Clause, Terms, kinds
from detente.views.objects import json_schema
from detente.views.page import text
from detente.views.phrases import plain
from tests.settlement.bridge import (
    BRIDGE,
    CROSSING,
    DEAL,
    RANKED,
    acceptable,
    bridge,
    clauses,
    plans,
    proposal,
    settled,
)

# ------------------------------------------------------------ graph form, rankings, beliefs


def test_listed_states_are_settled_too() -> None:
    scenario = read(CROSSING)
    found = plans(scenario, "state = together", everything=True)
    assert [clauses(one) for one in found.plans] == [{("set", "state", "together")}]
    assert found.plans[0].terms[0].party is None
    assert found.plans[0].order.refused == "graph form"
    assert found.demands is None
    page = text(settled(scenario, "state = together").page())
    assert "An order" not in page
    calm = plans(scenario, "state = one", at_most=1)
    # In `one` Blue is level with `together` where it is calm, and Red cannot go back.
    assert [clauses(one) for one in calm.plans] == [{("set", "state", "one")}]
    told = proposal(scenario, state="together")
    assert told.breaches is not None
    assert [(one.change.kind, one.change.name, one.wrong.kind) for one in told.breaches] == [
        ("circumstance", "calm", "leaves"),
    ]
    assert "with calm = no: Blue would move to state one" in text(settled(scenario, state="together").page())


def test_rankings_keep_their_numbers() -> None:
    """Red ranks both cheap first, both dear before one alone; only what decides no states is changed."""
    scenario = read(RANKED)
    found = plans(scenario, "Red.cheap and Blue.cheap")
    # In 4 Blue would stop being cheap: it guarantees that, or lets go of it.
    assert [{term.clause.kind for term in one.terms} for one in found.plans] == [{"set", "guarantee"}, {"set", "waive"}]
    assert {one.change.kind for one in found.plans[0].breaches or ()} <= {"statement", "belief"}
    # With rain there is no such state; without the conflict's rule no ranking fits.
    assert not plans(scenario, "Red.cheap and Blue.cheap", clauses="set,make").plans
    # In 3 Blue loses its thrift, and Red would become cheap as well: that takes two clauses.
    assert not plans(scenario, "Blue.cheap and not Red.cheap", at_most=1).plans
    page = text(settled(scenario, "Blue.cheap and not Red.cheap", at_most=1).page())
    assert "Red" in page


def test_a_belief_that_a_settlement_rests_on() -> None:
    """Under sequential stability Blue stays only for fear of a reply that Red, in truth, would not make."""
    feared = read("""
title: A fear
analysis: {concept: seq}
circumstances: {angry: {now: no, assumed: x}}
beliefs: [{who: Blue, thinks: angry = yes, assumed: x}, {who: a reader, thinks: angry = yes, assumed: x}]
actors:
  Red:
    options: {strike: {assumed: x}}
    prefers: [{name: rage, want: strike, exactly when: Blue.take, if: angry, assumed: x},
              {name: peace, avoid: strike, assumed: x}]
  Blue:
    options: {take: {assumed: x}}
    prefers: [{name: safe, avoid: Red.strike, assumed: x}, {name: take, want: take, assumed: x}]
""")
    found = proposal(feared, state="start")
    assert found.holds["seq"]
    assert found.breaches is not None
    broken = [(one.change.kind, one.change.name) for one in found.breaches]
    assert ("belief", "Blue thinks angry = yes") in broken
    assert "if it were not that Blue thinks angry = yes: " in text(settled(feared, state="start").page())
    assert proposal(feared, state="start", beliefs=False).holds["seq"] is False


# ------------------------------------------------------------ questions that do not fit, sizes, progress


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"target": "deal", "members": [" , "]}, "empty-group"),
        ({"target": "deal", "members": ["North,East"]}, "unknown-actor"),
        ({"target": "deal", "clauses": " "}, "no-clauses"),
        ({"target": "deal", "clauses": "set,beg"}, "unknown-clause"),
        ({"target": "deal", "at_most": -1}, "count-out-of-range"),
        ({"target": "deal", "limit": 0}, "count-out-of-range"),
        ({"target": "deal", "weights": ["guarantee"]}, "bad-clause-weight"),
        ({"target": "deal", "weights": ["beg=1"]}, "unknown-clause"),
        ({"target": "deal", "weights": ["waive North.pride=1"]}, "unknown-clause"),
        ({"target": "deal", "state": 3}, "plan-or-proposal"),
        ({"target": "bargain"}, "unknown-name"),
        ({"state": 9}, "unknown-state"),
        ({"against": "9"}, "unknown-state"),
        ({"variant": "wet"}, "unknown-variant"),
        ({"concept": "nasch"}, "unknown-concept"),
    ],
)
def test_questions_that_do_not_fit(options: dict[str, object], code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        settled(bridge(), **options)
    assert [one.code for one in caught.value.problems] == [code]
    assert all(one.expected for one in caught.value.problems)


def test_an_unknown_status_quo_asks_for_a_state() -> None:
    with pytest.raises(QuestionError) as caught:
        settled("chicken")
    assert "--against" in caught.value.problems[0].remedy
    found = acceptable("chicken", against="4")
    assert (found.count, found.holding) == (3, 2)


def test_play_that_never_rests_has_no_prospects() -> None:
    pennies = read("""
title: Pennies
analysis: {concept: nash}
actors:
  Red: {options: {heads: {assumed: x}}, prefers: [{want: heads, exactly when: Blue.heads, assumed: x}]}
  Blue: {options: {heads: {assumed: x}}, prefers: [{want: heads, exactly when: not Red.heads, assumed: x}]}
""")
    with pytest.raises(QuestionError) as caught:
        settled(pennies, against="prospects")
    assert caught.value.problems[0].code == "no-prospect"


def test_too_much_is_refused_with_numbers_or_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # Guarantees of 3 options: 3 conflicts and 3 layouts of 8 states, and 7 conflicts more on the old layout.
    monkeypatch.setattr(search, "UNASKED", 100)
    found = settled(bridge(), "deal")
    assert isinstance(found.found, Plans)
    assert (found.found.searched, found.found.wanted) == (-1, 2)
    assert "No plan was tried" in text(found.page())
    monkeypatch.setattr(search, "UNASKED", 5)  # fewer than there are states
    assert plans(bridge(), "deal").searched == -1
    monkeypatch.setattr(search, "UNASKED", 300)
    found = settled(bridge(), "deal")
    assert isinstance(found.found, Plans)
    assert (found.found.searched, found.found.wanted) == (0, 2)
    assert found.found.next > 300
    assert "Sets of 1 take longer; --at-most 1 tries them." in text(found.page())
    monkeypatch.setattr(search, "MOST", 300)
    with pytest.raises(QuestionError) as caught:
        settled(bridge(), "deal", at_most=2)
    (problem,) = caught.value.problems
    assert problem.code == "too-many-plans"
    assert "--at-most" in problem.remedy
    monkeypatch.setattr(search, "MOST", 10)
    with pytest.raises(QuestionError):
        settled(bridge(), "deal", at_most=2)


def test_progress_can_stop_the_work() -> None:
    class Stop(Exception):
        pass

    def tell(doing: str, part: float) -> None:
        said.append((doing, part))
        if len(said) == 12:
            raise Stop

    said: list[tuple[str, float]] = []
    with pytest.raises(Stop):
        settled(bridge(), "deal", progress=tell)
    assert all(0 <= part <= 1 for _, part in said)
    settled(bridge(), "deal", progress=lambda doing, part: said.append((doing, part)))
    assert all(0 <= part <= 1 for _, part in said)


def test_no_guarantee_is_tried_that_changes_nothing() -> None:
    """What is kept already, and what cannot go back, needs no guarantee; nor what a variant locks."""
    scenario = read(BRIDGE.replace("pay: {assumed: x}", "pay: {irreversible: yes, assumed: x}"))
    found = plans(scenario, "deal", clauses="set,guarantee")
    assert [clauses(one) for one in found.plans] == [DEAL]
    # South, once it pays, cannot stop; so it would wait for the bridge, and then rather not pay.
    assert found.plans[0].order.steps is None
    assert found.plans[0].order.better == ("South",)
    locked = bridge("variants: {paid: {lock: {South.pay: yes}}}\n")
    names = [one.name for one in kinds()["guarantee"].clauses(Terms(locked, {}), "paid")]
    assert names == ["North.build", "North.toll"]


def test_bugs_of_ours_are_told() -> None:
    waive = kinds()["waive"]
    with pytest.raises(TypeError):
        waive.apply(Clause("waive", "Red.x"), Terms(read(RANKED), {}), {})
    assert {one.name.split(".")[0] for one in waive.clauses(Terms(read(RANKED), {}), None)} == {"Blue"}


# ------------------------------------------------------------ how it shows itself


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("bridge", {"target": "deal", "worlds": True, "everything": True}),
        ("bridge", {"target": "deal and not South.pay"}),
        ("bridge", {"state": 8, "worlds": True}),
        ("bridge", {"state": 3}),
        ("bridge", {}),
        ("bridge", {"members": ["North"], "against": "8", "worlds": True}),
        ("crossing", {"target": "state = together"}),
        ("us-russia-2024", {"target": "just_peace", "clauses": "set", "at_most": 0}),
    ],
)
def test_what_it_prints_fits_its_schema(name: str, options: dict[str, object]) -> None:
    given = {"bridge": bridge(), "crossing": read(CROSSING)}.get(name, name)
    found = settled(given, **options)
    said = json.loads(found.to_json())
    jsonschema.Draft202012Validator(json_schema("settle")).validate(said)
    assert said["command"] == "settle"
    assert sum(said[part] is not None for part in ("plans", "proposal", "acceptable")) == 1
    assert len(found.table().columns) >= 1
    assert str(found).splitlines()[0] == found.title or found.title in str(found)


def test_plans_stand_side_by_side() -> None:
    table = settled(bridge(), "deal").table()
    assert table.columns == ("clause", "plan 1", "plan 2", "plan 3")
    rows = {plain(row[0]) if isinstance(row[0], tuple) else row[0]: row[1:] for row in table.rows}
    assert rows["guarantee South.pay"] == (True, None, None)
    assert rows["set North.build = yes"] == (True, True, True)
    assert rows["weight"] == ("1", "1", "1")


def test_the_page_reads_as_a_negotiator_wants_it() -> None:
    page = text(settled(bridge(), "deal", everything=True).page())
    assert (
        "● deal is acceptable to everybody and holds under Nash stability with a guarantee of South.pay and 2 options "
        "set: the lightest of 3 smallest plans." in page
    )
    assert "cannot take back pay = yes (guaranteed)" in page
    assert "without it, South would set pay to no, for South wants to avoid pay if not fund" in page
    assert "makes fund no → yes" in page
    assert "lets go of thrift, and is compensated" in page
    assert "without South.bridge: South is worse off than in the status quo" in page
    assert "Tried: 56 sets of up to 2 clauses besides what is set" in page
