"""Plans and demands at the bridge (see `bridge`): what is found, why clauses are needed, in which order it is done."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from detente.answers.plans import Plans
from detente.engine.stability import concepts
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from detente.settlement import demands as disputes
from detente.settlement import steps
from detente.views.page import text
from tests.settlement.bridge import (
    BOUGHT,
    BRIDGE,
    DEAL,
    FUNDED,
    GUARANTEED,
    bridge,
    clauses,
    plans,
    settled,
    sitting_of,
    swap,
)

# ------------------------------------------------------------ plans


@pytest.mark.parametrize("at_most", [1, 2, None])
def test_the_bridge_has_three_smallest_plans(at_most: int | None) -> None:
    found = plans(bridge(), "deal", at_most=at_most)
    assert [clauses(one) for one in found.plans] == [GUARANTEED, FUNDED, BOUGHT]
    assert [one.weight for one in found.plans] == [1, 1, 1]
    assert found.searched == found.wanted == (2 if at_most is None else at_most)
    # 3 guarantees, 1 other value of a circumstance, 6 statements: 1 + 10, and 45 pairs.
    assert found.tried == (11 if at_most == 1 else 56)
    assert (found.having, found.accepted) == (2, 2)


def test_each_clause_is_needed_for_its_reason() -> None:
    guaranteed = plans(bridge(), "deal").plans[0]
    why = {term.clause.name if term.clause.kind == "set" else term.clause.kind: term for term in guaranteed.terms}
    assert why["North.build"].without.kind == why["South.pay"].without.kind == "target"
    wrong = why["guarantee"].without
    assert wrong.kind == "leaves"
    (left,) = wrong.leaving
    assert (left.move.actor, left.move.origin, left.move.to, left.fate) == ("South", 8, 4, "unpunished")
    assert left.move.reason is not None
    assert left.move.reason.statement == "thrift"
    assert [term.party for term in guaranteed.terms] == ["North", "South", "South"]


def test_who_gains_by_what() -> None:
    one = plans(bridge(), "deal").plans[0]
    gains = {(given.actor, given.standing, given.reason.statement if given.reason else "") for given in one.attitudes}
    assert gains == {("North", "gains", "paid"), ("South", "gains", "bridge")}
    assert one.state is not None
    assert one.state.number == 8
    assert {stance.stable for stance in one.stances} == {True}
    # What nobody is tempted to leave holds under every concept.
    assert all(set(stance.elsewhere) == set(concepts()) - {"nash"} for stance in one.stances)
    assert all(all(stance.elsewhere.values()) for stance in one.stances)


def test_steps_go_so_that_nobody_stops() -> None:
    """Built first, South has what it wants for nothing (state 4); paid first, North loses nothing by building."""
    guaranteed, funded, _ = plans(bridge(), "deal").plans
    assert guaranteed.order.steps is not None
    assert [(one.move.actor, one.move.to, one.final) for one in guaranteed.order.steps] == [
        ("South", 7, True),
        ("North", 8, False),
    ]
    # With a fund it is all the same to South whether it pays.
    assert funded.order.steps is not None
    assert [one.move.actor for one in funded.order.steps] == ["North", "South"]


def test_no_order_where_both_would_stop() -> None:
    """Each gains most if only the other gives; both giving is better for both than none."""
    found = plans(swap(), "Red.give and Blue.give")
    (both,) = [one for one in found.plans if {term.clause.kind for term in one.terms} == {"set", "guarantee"}]
    assert both.order.steps is None
    # Red gives, and Blue, who has still to give, would rather leave it there; or the other way round.
    assert [one.move.actor for one in both.order.after] == ["Red"]
    assert both.order.better == ("Blue",)
    told = str(settled(swap(), "Red.give and Blue.give", everything=True))
    assert "Blue would rather stop there" in told
    assert len(found.plans) == 4  # for each of the two, a guarantee, or its wish to keep waived


def test_what_a_plan_rests_on() -> None:
    """South's wish for the bridge outweighs its thrift; North's wish to be paid is all that makes it build."""
    one = plans(bridge(), "deal").plans[0]
    assert one.breaches is not None
    broken = {given.change.name: given.wrong.kind for given in one.breaches}
    # Without `paid`, North is level with state 3 in 8 (0 1 1 both), so the plan stands.
    # Without `bridge`, South has 0 0 | 0 against 0 0 | 1: it loses.
    assert broken == {"South.bridge": "loses"}


def test_what_an_option_needs_may_carry_a_plan() -> None:
    """Where South pays there is no toll to be taken. If there were, North would leave 6 for 7."""
    one = plans(bridge_with_free_ferry(), "deal", clauses="set,guarantee").plans[0]
    assert clauses(one) == GUARANTEED | {("set", "North.toll", "no")}
    broken = {(given.change.kind, given.change.name): given.wrong.kind for given in one.breaches or ()}
    assert broken == {("statement", "North.paid"): "loses", ("need", "North.toll"): "leaves"}
    page = text(settled(bridge_with_free_ferry(), "deal", clauses="set,guarantee").page())
    assert "if North.toll needed nothing: North would set build to no and toll to yes" in page


def bridge_with_free_ferry() -> Scenario:
    return read(BRIDGE.replace("toll: {start: yes,", "toll: {needs: not South.pay, start: yes,"))


def test_weights_order_plans_and_limits_cut_them() -> None:
    heavy = plans(bridge(), "deal", weights=["guarantee=3, waive South.thrift = 0.5"])
    assert [clauses(one) for one in heavy.plans] == [BOUGHT, FUNDED, GUARANTEED]
    assert [one.weight for one in heavy.plans] == [Fraction(1, 2), 1, 3]
    same = plans(bridge(), "deal", weights={"guarantee": 3, "waive South.thrift": 0.5}, limit=1)
    assert [clauses(one) for one in same.plans] == [BOUGHT]
    assert same.count == 3
    one = plans(bridge(), "deal", clauses="set, make")
    assert [clauses(found) for found in one.plans] == [FUNDED]
    assert one.allowed == ("set", "make")


def test_a_group_that_does_not_ask_everybody() -> None:
    """A bridge without toll or pay (state 2) is a gift to South; North, who is not asked, would take it all back."""
    gift = "North.build and not North.toll and not South.pay"
    found = plans(bridge(), gift, members=["South"], clauses="set,guarantee", at_most=2)
    assert [clauses(one) for one in found.plans] == [
        {
            ("set", "North.build", "yes"),
            ("set", "North.toll", "no"),
            ("guarantee", "North.build", ""),
            ("guarantee", "North.toll", ""),
        }
    ]
    assert not plans(bridge(), gift, clauses="set,guarantee", at_most=2).plans  # North loses
    assert {given.actor: given.member for given in found.plans[0].attitudes} == {"North": False, "South": True}


def test_plans_that_set_nothing() -> None:
    """Where South pays already, and would stop, it is kept from that: nothing else has to change."""
    paying = bridge("variants: {paying: {start: {South.pay: yes}, set: {fund: no}}}\n")
    found = settled(paying, "South.pay", variant="paying", clauses="guarantee, make, waive", worlds=True)
    assert isinstance(found.found, Plans)
    assert [clauses(one) for one in found.found.plans] == [
        {("guarantee", "South.pay", "")}, {("make", "fund", "yes")}, {("waive", "South.thrift", "")},
    ]  # fmt: skip
    assert [one.likely for one in found.found.plans] == [None] * 3  # the variant says what the fund is
    assert found.found.plans[0].order.steps == ()
    bought = text(settled(paying, "South.pay", variant="paying", clauses="waive").page())
    assert "with South.thrift waived: the only smallest plan." in bought
    assert "An order" not in bought


def test_a_circumstance_has_one_value() -> None:
    """Half a fund does for South, half for North: no plan makes both."""
    halves = BRIDGE.replace("now: no, chance: 0.75", "now: none, values: [none, half, whole]")
    scenario = read(halves.replace("if: not fund", "if: fund = none"))
    found = plans(scenario, "deal", clauses="set,make")
    assert [clauses(one) - DEAL for one in found.plans] == [
        {("make", "fund", "half")}, {("make", "fund", "whole")},
    ]  # fmt: skip
    assert found.tried == 4  # none, each, and both, of which nothing can come


def test_a_state_that_everybody_is_kept_in() -> None:
    """In the swap under metarational stability each fears that the other takes back what it gave."""
    both = "Red.give and Blue.give"
    page = text(settled(swap(), both, concept="gmr").page())
    assert "stay:" not in page
    assert page.count("but a reply deters it from that") == 2
    page = text(settled(swap(), state="Red.give=yes,Blue.give=yes", concept="gmr").page())
    assert page.count("but a reply deters it from that") == 2


# ------------------------------------------------------------ one-way options and steps


def test_a_one_way_step_waits_for_what_can_be_taken_back() -> None:
    """Red's gift cannot be taken back: it comes after Blue's, unless the plan guarantees it."""
    gifts = """
title: Gifts
analysis: {concept: nash}
actors:
  Red:
    options: {give: {irreversible: yes, assumed: x}}
    prefers: [{want: Blue.give, assumed: x}]
  Blue:
    options: {give: {assumed: x}}
    prefers: [{want: Red.give, assumed: x}]
"""
    found = plans(read(gifts), "Red.give and Blue.give")
    (one,) = found.plans
    assert one.order.steps is not None
    assert [(step.move.actor, step.final) for step in one.order.steps] == [("Blue", False), ("Red", True)]
    assert "(cannot be taken back)" in text(settled(read(gifts), "Red.give and Blue.give").page())


def test_orders_that_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST_STEPS", 1)
    found = settled(bridge(), "deal")
    assert isinstance(found.found, Plans)
    assert found.found.plans[0].order.refused == "too many"
    assert "too many steps" in text(found.page())


def test_a_step_that_is_no_move() -> None:
    """Blue can come only where Red has called, and Red calls only where Blue is here: no step is a move."""
    stuck = """
title: Who calls first
analysis: {concept: nash}
actors:
  Red: {options: {call: {needs: Blue.come, assumed: x}}, prefers: [{want: call, assumed: x}]}
  Blue: {options: {come: {needs: Red.call, assumed: x}}, prefers: [{want: come, assumed: x}]}
"""
    found = settled(read(stuck), "Red.call and Blue.come")
    assert isinstance(found.found, Plans)
    assert found.found.plans[0].order.steps is None
    assert not found.found.plans[0].order.after
    assert not found.found.plans[0].order.better
    assert "already in the state before any step, no step that is left is a move" in text(found.page())


# ------------------------------------------------------------ demands in conflict


def test_demands_of_the_bridge() -> None:
    """South stays neither in 6 nor in 8; all else can be met together, in 8."""
    found = plans(bridge(), "deal").demands
    assert found is not None
    (one,) = found.disputes
    (missed,) = one.missed
    assert (missed.kind, missed.says, missed.number) == ("stays", "South", 8)
    assert missed.wrong is not None
    assert missed.wrong.leaving[0].move.to == 4
    assert (found.complete, found.rules, found.states, found.having) == (True, False, 8, 2)


def test_a_rule_among_the_demands() -> None:
    """With the rule, 8 is impossible: what is left is 6, from which both leave; the rule itself clashes with nobody."""
    ruled = bridge("never: [{name: one_price, when: North.toll and South.pay, assumed: x}]\n")
    found = plans(ruled, "deal").demands
    assert found is not None
    said = {tuple(sorted((missed.kind, missed.says) for missed in one.missed)) for one in found.disputes}
    # In 6 North may not take its toll while South pays, so it stays; 8 is forbidden, so that nobody stays there.
    assert said == {(("stays", "South"),)}
    assert found.rules
    assert found.having == 2
    barred = bridge("never: [{name: no_bridge, when: North.build, assumed: x}]\n")
    asked = plans(barred, "deal", members=["North"], at_most=0)
    assert asked.demands is not None
    said = {tuple(sorted((missed.kind, missed.says) for missed in one.missed)) for one in asked.demands.disputes}
    assert said == {(("rule", "North.build"),), (("stays", "North"),), (("stays", "South"),)}
    assert (asked.having, asked.accepted) == (0, 0)
    page = text(settled(barred, "deal", at_most=0).page())
    assert "As things stand there is no state with deal." in page
    assert "that rule forbids, say, North.build = yes, South.pay = yes" in page
    assert "a rule forbids, say, North.build = yes, South.pay = yes" in page


def test_options_that_plans_may_not_set() -> None:
    """Where the ferry is free, North would take its toll again; South, who loses by that, is not asked."""
    free = bridge("variants: {free: {start: {North.toll: no}}}\n")
    kept = settled(free, "North.toll", variant="free", members=["North"], clauses="make", at_most=1)
    assert isinstance(kept.found, Plans)
    assert kept.found.demands is not None
    assert kept.found.demands.met == 3
    assert "Setting options alone would do it: state 3 meets every demand." in text(kept.page())
    assert json.loads(kept.to_json())["plans"]["met"] == 3


def test_a_target_that_cannot_be() -> None:
    found = plans(bridge(), "deal and not South.pay")
    assert not found.plans
    assert found.demands is not None
    assert [one.missed for one in found.demands.disputes] == [()]
    assert (found.having, found.demands.having, found.judged) == (0, 0, 0)
    page = text(settled(bridge(), "deal and not South.pay").page())
    assert "No state has deal and not South.pay" in page


def test_a_target_that_needs_nothing() -> None:
    """In state 3 nobody gains by a move of its own: South would pay for nothing, North would build for nothing."""
    found = plans(bridge(), "North.toll and not South.pay", at_most=2)
    assert [one.terms for one in found.plans] == [()]
    assert found.demands is None
    assert found.judged == 1
    page = text(settled(bridge(), "North.toll and not South.pay").page())
    assert page.splitlines()[1] == (
        "● Nothing is needed: North.toll and not South.pay is so in the status quo, which holds under Nash stability."
    )


def test_conflicts_that_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = sitting_of(bridge(), "deal")
    monkeypatch.setattr(disputes, "MOST_FAMILIES", 0)
    found = disputes.demands(sitting)
    assert (found.disputes, found.complete) == ((), False)
    page = text(settled(bridge(), "deal").page())
    assert "too many ways in which demands exclude each other" in page


def test_only_the_first_conflicts_are_told() -> None:
    found = disputes.demands(sitting_of("us-russia-2024", "just_peace"), most=1)
    assert (len(found.disputes), found.complete) == (1, False)


def test_rules_are_taken_for_given_where_states_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    ruled = bridge("never: [{name: one_price, when: North.toll and South.pay, assumed: x}]\n")
    monkeypatch.setattr(disputes, "MOST_STATES", 2)
    found = disputes.demands(sitting_of(ruled, "deal"))
    assert (found.rules, found.states, found.having) == (False, 6, 1)
