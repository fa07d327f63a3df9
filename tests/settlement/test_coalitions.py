"""The answer about coalitions: which states are told, who is tempted by what, what stays, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from detente import api
from detente.answers import blocks, groups
from detente.answers.coalitions import Stand
from detente.engine.coalition import joint_concepts
from detente.errors import QuestionError, TooLargeError
from detente.prospects.bounds import Bounds
from detente.scenario.reader import read
from detente.views import notebook
from tests.engine.test_coalition_at_once import GATES

# Two towns want a clean river, which takes both; a port wants that too, and then a fee. State 1: nothing is done. Under
# Nash nobody alone leaves 1 (cleaning alone costs, the fee alone is nothing), 8 (all is done) holds for everybody.
RIVER = """
title: Three towns on a river
analysis: {concept: nash}
actors:
  North:
    options: {clean: {assumed: x}}
    prefers: [{name: fish, want: clean and South.clean, assumed: x}, {name: thrift, avoid: clean, assumed: x}]
  South:
    options: {clean: {assumed: x}}
    prefers: [{name: fish, want: clean and North.clean, assumed: x}, {name: thrift, avoid: clean, assumed: x}]
  Port:
    options: {fee: {assumed: x}}
    prefers:
      - {name: fish, want: North.clean and South.clean, assumed: x}
      - {name: fee, want: fee, exactly when: North.clean and South.clean, assumed: x}
"""


@cache
def flagship(**asked: Any) -> notebook.Coalitions:
    return api.coalitions("us-russia-2024", **asked)


def dam(builders: str) -> str:
    """Return a scenario of five towns that all gain by a dam, which some of them must build."""
    wanted = " and ".join(f"{name}.build" for name in builders)
    towns = [
        f"  {name}: {{options: {{build: {{assumed: x}}}}, prefers: [{{want: {wanted}, assumed: x}}]}}\n"
        for name in "ABCDE"
    ]
    return f"title: A dam\nanalysis: {{concept: nash}}\nactors:\n{''.join(towns)}"


def stand(scenario: str, **asked: Any) -> Stand:
    (found,) = api.coalitions(read(scenario), **asked).stands
    return found


def tempted(found: Stand) -> Mapping[tuple[str, ...], groups.Tempted]:
    return {one.group: one for one in found.tempted}


def test_states_told_are_the_status_quo_the_prospects_and_what_else_holds() -> None:
    found = flagship()
    assert [(one.state.number, one.role) for one in found.stands] == [
        (5401, "status quo"),
        (5403, "prospect"),
        (5433, "prospect"),
        (5463, "equilibrium"),
        (5493, "equilibrium"),
    ]
    assert (found.left, found.groups, found.joint.key, found.together) == (0, 31, "cseq", "once")
    assert found.believing


def test_what_holds_against_actors_and_against_groups() -> None:
    """North and South gain by going to 4, where the port then takes its fee; all three by going to 8, which lasts.

    From 4 the port alone goes to 8, so 4 does not hold, and only the jump to 8 does. Who else? North and the port gain
    by nothing that they can bring about, since it takes both towns.
    """
    found = api.coalitions(read(RIVER))
    one, eight = found.stands
    assert (one.state.number, one.role, eight.state.number, eight.role) == (1, "status quo", 8, "equilibrium")
    assert one.alone == eight.alone == {"nash": True, "gmr": True, "smr": True, "seq": True}
    assert one.leaving["cnash"] == (("North", "South"), ("North", "South", "Port"))
    assert eight.leaving == dict.fromkeys(joint_concepts(), ())
    assert eight.tempted == ()
    who = tempted(one)
    both, three = who["North", "South"], who["North", "South", "Port"]
    assert list(who) == [both.group, three.group]
    assert (both.improvements, both.undeterred, both.jumps, both.lasting) == (1, 1, 0, 0)
    assert (three.improvements, three.undeterred, three.jumps, three.lasting) == (2, 2, 1, 1)
    assert (both.best.deed.to, both.best.holds, both.best.lasts) == (4, False, False)
    assert (three.best.deed.to, three.best.holds, three.best.lasts) == (8, True, True)


def test_a_joint_move_is_told_with_its_moves_what_each_gains_and_who_would_do() -> None:
    best = tempted(stand(RIVER, state=1))["North", "South", "Port"].best
    deed = best.deed
    assert [(move.actor, move.origin, move.to) for move in deed.moves] == [
        ("North", 1, 2),
        ("South", 2, 4),
        ("Port", 4, 8),
    ]
    assert (deed.origin, deed.to, dict(deed.values)) == (
        1, 8, {"North.clean": "yes", "South.clean": "yes", "Port.fee": "yes"},
    )  # fmt: skip
    assert [(one.option, one.before, one.after, one.fell_away) for one in deed.changes] == [
        ("North.clean", "no", "yes", False),
        ("South.clean", "no", "yes", False),
        ("Port.fee", "no", "yes", False),
    ]
    told = [(one.actor, one.gain, one.reason and one.reason.statement) for one in best.shares]
    assert told == [("North", 1, "fish"), ("South", 1, "fish"), ("Port", 1, "fish")]
    assert best.enough == best.deed.group
    assert (best.answers, best.losses) == ((), ())


def test_an_answer_is_told_with_what_it_costs() -> None:
    """In the flagship the US and Russia could strike a deal; Europe would answer, and the US would be isolated."""
    found = flagship(state=5403).stands[0]
    one = tempted(found)["US", "Russia"]
    assert (one.improvements, one.undeterred) == (25, 0)
    assert [answer.group for answer in one.best.answers] == [("Europe",)]
    worse = {share.actor: share.reason and share.reason.statement for share in one.best.losses if share.gain < 0}
    assert "US" in worse
    assert one.best.answers[0].origin == one.best.deed.to


def test_what_part_of_a_group_can_do_is_told() -> None:
    """In the missile crisis both prefer 5 to 7, and the US alone can call off the blockade."""
    one = tempted(api.coalitions("cuban-missile-crisis", state=7, concept="cgmr").stands[0])["US", "USSR"]
    assert (one.best.deed.to, one.best.enough) == (5, ("US",))


def test_concepts_may_be_named_for_actors_or_for_groups() -> None:
    for given, alone, joint in (("cgmr", "gmr", "cgmr"), ("gmr", "gmr", "cgmr"), ("firm", "firm", "cseq")):
        found = api.coalitions(read(RIVER), concept=given)
        assert (found.concept.key, found.joint.key, found.provenance.concept) == (alone, joint, alone)
    with pytest.raises(QuestionError, match="no concept here") as caught:
        api.coalitions(read(RIVER), concept="cgmrs")
    assert "Did you mean `cgmr`?" in str(caught.value)


def test_a_pareto_improvement_need_not_be_one_for_each() -> None:
    """The port is as well off in 5 as in 1 but for its fee, which it does not want there: it gains by giving it up."""
    text = RIVER.replace(
        "analysis: {concept: nash}", "analysis: {concept: nash}\nvariants: {fee: {start: {Port.fee: yes}}}"
    )
    assert ("North", "Port") not in tempted(stand(text, variant="fee", state="start"))
    pareto = tempted(stand(text, variant="fee", state="start", pareto=True))["North", "Port"]
    assert [(share.actor, share.gain) for share in pareto.best.shares] == [("North", 0), ("Port", 1)]
    assert pareto.best.deed.to == 1
    assert pareto.best.enough == ("Port",)


def test_members_act_in_turns_or_at_once() -> None:
    """States of the gates: 1 both open, 2 both shut; no gate can be turned alone."""
    once = tempted(stand(GATES, state=1))["Up", "Low"]
    assert (once.best.deed.to, once.best.deed.moves, once.best.enough) == (2, (), ("Up", "Low"))
    assert [(one.option, one.after) for one in once.best.deed.changes] == [("Up.gate", "shut"), ("Low.gate", "shut")]
    assert tempted(stand(GATES, state=1, joint="turns")) == {}
    assert api.coalitions(read(GATES)).together == "once"
    assert api.coalitions("elmira-9-state").together == "turns"
    with pytest.raises(QuestionError, match="lists its states"):
        api.coalitions("elmira-9-state", joint="once")
    with pytest.raises(QuestionError, match="no way in which a group acts"):
        api.coalitions("elmira-9-state", joint="never")


def test_what_falls_away_comes_last_among_the_changes() -> None:
    """Shutting the plant takes away the tax that needs it, which is the town's."""
    text = """
title: A plant and a tax
actors:
  Town:
    options: {tax: {needs: Plant.work, start: yes, assumed: x}, park: {assumed: x}}
    prefers: [{want: park, assumed: x}]
  Plant: {options: {work: {start: yes, assumed: x}}, prefers: [{avoid: work, assumed: x}]}
  Other: {options: {see: {assumed: x}}, prefers: [{avoid: Town.tax, assumed: x}]}
"""
    one = tempted(stand(text, state="start", concept="nash"))["Plant", "Other"]
    told = [(change.option, change.after, change.fell_away) for change in one.best.deed.changes]
    assert told == [("Plant.work", "no", False), ("Town.tax", "no", True)]
    assert one.best.enough == ("Plant",)


# ---------------------------------------------------------------- which states, and how many


def test_without_a_status_quo_what_holds_is_told() -> None:
    found = api.coalitions("prisoners-dilemma")
    assert found.status_quo is None
    assert {one.role for one in found.stands} == {"equilibrium"}


def test_a_state_may_be_asked_for_that_somebody_would_leave() -> None:
    asked = stand(RIVER, state="North.clean=yes")
    assert (asked.role, asked.state.number) == ("asked", 2)
    assert asked.alone["nash"] is False
    assert ("North",) in asked.leaving["cnash"]


def test_states_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_STATES", 1)
    found = api.coalitions(read(RIVER))
    assert ([one.state.number for one in found.stands], found.left) == ([1], 1)
    monkeypatch.setattr(groups, "MOST_STATES", 12)
    monkeypatch.setattr(groups, "MOST_WORK", 7 * 8)
    assert api.coalitions(read(RIVER)).left == 1


def test_where_groups_are_many_it_is_not_looked_at_whether_each_jump_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jump from 5 to 8 in Elmira: with no room left, it is not said that 8 lasts."""
    full = api.coalitions("elmira-9-state", state=5).stands[0].tempted[0]
    assert (full.jumps, full.lasting, full.unsure, full.best.lasts) == (1, 1, 0, True)
    monkeypatch.setattr(groups.Lookout, "most", 0)
    short = api.coalitions("elmira-9-state", state=5).stands[0].tempted[0]
    assert (short.jumps, short.lasting, short.unsure, short.best.holds, short.best.lasts) == (1, 0, 1, True, None)


def test_too_many_groups_are_refused_with_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_WORK", 7 * 8 - 1)
    with pytest.raises(TooLargeError, match="3 actors make 7 groups, each to be looked at in 8 states") as caught:
        api.coalitions(read(RIVER))
    assert caught.value.problems[0].code == "too-many-groups"


def test_progress_is_told_and_stops_the_work() -> None:
    told: list[str] = []
    api.coalitions(read(RIVER), progress=lambda doing, _: told.append(doing))
    assert {"Groups in state 1", "Groups in state 8", "Answers of groups"} <= set(told)

    def stop(doing: str, _: float) -> None:
        if doing == "Answers of groups":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        api.coalitions(read(RIVER), progress=stop)


# ---------------------------------------------------------------- partitions


def test_a_partition_stands_beside_it() -> None:
    """As one actor North and South leave 1 for 4 under Nash. Under GMR the port could then take... nothing from them:

    whatever the port does in 4 or 8, both still have fish, so nothing hurts, and 1 does not hold.
    """
    found = api.coalitions(read(RIVER), partition="South + North").partition
    assert found is not None
    assert found.blocks == (("North", "South"), ("Port",))
    assert found.leaving[1]["nash"] == found.leaving[1]["gmr"] == (("North", "South"),)
    assert found.leaving[8] == {"nash": (), "gmr": (), "smr": (), "seq": ()}
    assert found.equilibria is not None
    assert found.equilibria["nash"] == (8,)


def test_where_states_are_many_a_partition_is_judged_in_those_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_JUDGED", 15)
    found = api.coalitions(read(RIVER), partition="North+South,Port").partition
    assert found is not None
    assert found.equilibria is None
    assert list(found.leaving) == [1, 8]


@pytest.mark.parametrize(
    ("given", "code"),
    [("North+South,North", "partition-twice"), ("North+East", "unknown-actor"), ("", "unknown-actor")],
)
def test_partitions_that_do_not_fit_are_refused(given: str, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        api.coalitions(read(RIVER), partition=given)
    assert caught.value.problems[0].code == code


# ---------------------------------------------------------------- the best one to tell


def test_the_joint_move_told_is_unanswered_where_there_is_such_and_the_one_that_stays_lasts() -> None:
    """For every group and state of a case, from the counts: the best is of the best kind that there is."""
    for number in range(1, 9):
        for one in stand(RIVER, state=number).tempted:
            assert bool(one.best.answers) == (one.undeterred == 0)
            assert (one.stay is not None) == (one.jumps > 0)
            if one.stay is not None:
                assert one.stay.holds
                assert one.stay.lasts == (one.lasting > 0)
                if not one.stay.answers:
                    assert one.best == one.stay


def test_members_do_not_all_prefer_another_of_its_kind() -> None:
    ranks = np.array([[1, 2, 0], [1, 1, 5]])
    verdicts = [groups._all_prefer_another(ranks, own) for own in ranks.T]  # the second is nowhere below the first
    assert verdicts == [True, False, False]
    assert all(not groups._all_prefer_another(ranks[:, [place]], ranks[:, place]) for place in range(3))


def test_every_number_of_a_stand_follows_from_what_is_told() -> None:
    """Groups that would leave the flagship's states are those tempted (CNash), or with a move that nothing deters."""
    found = flagship()
    for one, key in product(found.stands, joint_concepts()):
        several = {group for group in one.leaving[key] if len(group) > 1}
        if key == "cnash":
            assert several == {it.group for it in one.tempted}
        if key == found.joint.key:
            assert several == {it.group for it in one.tempted if it.undeterred}


# ---------------------------------------------------------------- over all worlds

# Where algae bloom (0.2 to 0.4: that they do not has 0.6 to 0.8), North sees no fish and only saves; no group then
# gains by anything, and the port may take no fee, so that state 8 cannot be.
ALGAE = RIVER.replace(
    "analysis: {concept: nash}",
    "analysis: {concept: nash}\ncircumstances: {algae: {now: no, chance: 0.6 to 0.8, assumed: x}}\n"
    "never: [{when: algae and Port.fee, assumed: x}]",
).replace("want: clean and South.clean, assumed", "want: clean and South.clean, if: algae = no, assumed")


def test_how_likely_it_is_that_groups_leave() -> None:
    told: list[str] = []
    found = api.coalitions(read(ALGAE), worlds=True, progress=lambda doing, _: told.append(doing)).spread
    assert found is not None
    assert found.worlds == 2
    one, eight = found.states
    assert (one.state, eight.state) == (1, 8)
    assert ends(one.alone) == (1, 1, 1)
    assert ends(one.lasting) == pytest.approx((0.3, 0.2, 0.4))
    assert {group: ends(chance) for group, chance in one.leaving.items()} == {
        ("North", "South"): pytest.approx((0.7, 0.6, 0.8)),
        ("North", "South", "Port"): pytest.approx((0.7, 0.6, 0.8)),
    }
    assert ends(eight.alone) == ends(eight.lasting) == pytest.approx((0.7, 0.6, 0.8))
    assert "Groups in all worlds" in told


def ends(chance: Bounds | None) -> tuple[float, float, float]:
    assert chance is not None
    return chance.middle, chance.low, chance.high


def test_worlds_that_make_no_conflict_are_left_out() -> None:
    """Algae would forbid the status quo: what is asked is asked of the other world alone."""
    text = ALGAE.replace("algae and Port.fee", "algae and not Port.fee")
    found = api.coalitions(read(text), worlds=True, joint="turns").spread
    assert found is not None
    assert ends(found.states[0].alone) == (1, 1, 1)
    assert ends(found.states[0].lasting) == (0, 0, 0)
