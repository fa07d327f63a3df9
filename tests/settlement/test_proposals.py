"""Proposals at the bridge (see `bridge`): whom a state suits, who leaves it, what is acceptable, and how likely."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detente.answers.acceptable import Acceptable
from detente.answers.plans import Plans
from detente.answers.proposal import Proposal
from detente.errors import ConflictError
from detente.scenario.reader import read
from detente.settlement import rests
from detente.settlement.acceptance import frontier
from detente.settlement.bargain import Fault
from detente.settlement.clauses import Clause, Terms, kinds
from detente.views.objects import json_schema
from detente.views.page import text
from tests.settlement.bridge import (
    BRIDGE,
    acceptable,
    bargain_of,
    bridge,
    plans,
    proposal,
    settled,
    sitting_of,
)

# ------------------------------------------------------------ proposals


def test_a_proposal_is_judged() -> None:
    one = proposal(bridge(), state=8)
    assert one.accepted
    assert one.holds["nash"] is False
    assert one.first is not None
    assert (one.first.move.actor, one.first.move.to) == ("South", 4)
    assert one.breaches is None
    # 6 betters South and leaves North with less toll, so nothing betters 8 for both.
    assert (one.better, one.instead) == (0, None)
    assert one.together == ()
    low = proposal(bridge(), state=3)
    assert (low.accepted, low.holds["nash"], low.first) == (True, True, None)
    # 5, 6 and 8 better both (1 1 . and 1 . . or 0 1 .); in 7 South loses, in 1, 2 and 4 North.
    assert low.better == 3
    assert low.instead is not None
    assert low.instead.number in (5, 6, 8)
    assert {one.group for one in low.together} == {("North", "South")}
    assert low.breaches == ()


def test_a_proposal_that_somebody_loses_by() -> None:
    one = proposal(bridge(), state="North.build=yes")
    assert not one.accepted
    assert [(given.actor, given.standing) for given in one.attitudes] == [("North", "loses"), ("South", "gains")]
    assert one.changed == {"North.build": "yes"}
    page = text(settled(bridge(), state="North.build=yes").page())
    assert "○ State 4 would not be accepted by everybody and does not hold under Nash stability." in page


def test_against_prospects_and_other_states() -> None:
    # Nobody moves from 3, so it is the only prospect.
    found = settled(bridge(), state=8, against="prospects")
    assert [(one.kind, one.state.number) for one in found.fallbacks] == [("prospects", 3)]
    found = settled(bridge(), state=3, against="4")
    assert [(one.kind, one.state.number) for one in found.fallbacks] == [("state", 4)]
    assert isinstance(found.found, Proposal)
    assert [one.standing for one in found.found.attitudes] == ["gains", "loses"]
    assert settled(bridge(), state=3, against="3").fallbacks[0].kind == "status-quo"
    several = settled("us-russia-2024", state="start", against="prospects")
    assert [one.state.number for one in several.fallbacks] == [5403, 5433]
    assert several.base.number == 5402 or several.base.number not in (5403, 5433)
    assert isinstance(several.found, Proposal)
    assert len(several.found.attitudes) == 10
    assert "against" in text(several.page())


# ------------------------------------------------------------ what is acceptable


def test_what_is_acceptable_at_the_bridge() -> None:
    """North and South are no worse off than in 3, and somebody better, in 5 (0 1 0 > 0 0 1), 6 and 8."""
    found = acceptable(bridge())
    assert {one.state.number for one in found.suiting} == {5, 6, 8}
    assert (found.count, found.holding, found.level, found.states) == (3, 0, 1, 8)
    assert [(one.actor, one.gains, one.level, one.loses) for one in found.members] == [
        ("North", 4, 1, 3),
        ("South", 6, 1, 1),
    ]
    # North stands best in 7 and 8, and of these South in 8; then come 6 (1 1 0 | 1 1 0) and 2 (0 0 0 | 1 1 1).
    # 6 betters 1, 3, 4 and 5 for both.
    assert found.frontier == (2, 6, 8)
    # Without `paid` North gains nowhere by being paid, yet loses nothing in 8 and 7, so 8 stays.
    assert found.allowing == ()
    gone = acceptable(bridge(), members=["North"], against="8")
    assert (gone.count, gone.suiting) == (0, ())


def test_what_is_acceptable_turns_on_a_judgement() -> None:
    found = acceptable("us-russia-2024")
    assert [(one.state.number, one.holds) for one in found.suiting] == [(5403, True), (5415, False)]
    assert [(one.kind, one.name) for one in found.allowing or ()] == [("statement", "US.consult")]


def test_a_frontier_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.settlement import acceptance

    monkeypatch.setattr(acceptance, "MOST_COMPARED", 3)
    assert frontier(sitting_of(bridge(), "deal")) is None
    found = settled(bridge())
    assert isinstance(found.found, Acceptable)
    assert found.found.frontier is None
    assert [one.frontier for one in found.found.suiting] == [None, None, None]
    assert "would take too long" in text(found.page())


def test_the_frontier_tells_its_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.settlement import acceptance

    monkeypatch.setattr(acceptance, "TOLD", 1)
    said: list[str] = []
    frontier(sitting_of(bridge(), "deal"), lambda doing, _: said.append(doing))
    assert said == ["The Pareto frontier"] * 3


def test_judgements_are_not_changed_unasked_where_states_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rests, "MOST", 7)
    for options in ({"target": "deal"}, {"state": 3}, {}):
        found = settled(bridge(), **options)
        said = json.loads(found.to_json())
        jsonschema.Draft202012Validator(json_schema("settle")).validate(said)
        if "state" in options:
            assert said["proposal"]["breaches"] is None
        else:
            assert said["plans" if options else "acceptable"]["allowing"] is None
            assert "On which judgement that rests takes long to try; --all tries it." in text(found.page())
    thorough = settled(bridge(), "deal", everything=True).found
    assert isinstance(thorough, Plans)
    assert thorough.allowing == ()
    assert all(one.breaches is not None for one in thorough.plans)


# ------------------------------------------------------------ chances


def test_chances_of_being_accepted_and_of_holding() -> None:
    """State 8 suits both in either world; it holds where there is a fund, which is so with a chance of 1/4."""
    one = proposal(bridge(), state=8, worlds=True).likely
    assert one is not None
    assert (one.accepted.middle, one.holds.middle, one.both.middle, one.worlds) == (1.0, 0.25, 0.25, 2)
    found = plans(bridge(), "deal", worlds=True)
    assert [one.likely.both.middle if one.likely else None for one in found.plans] == [1.0, None, 1.0]
    # With the fund made nothing is doubted any more. Some state is acceptable in both worlds; one holds with a fund.
    some = acceptable(bridge(), worlds=True).likely
    assert some is not None
    assert (some.accepted.middle, some.holds.middle) == (1.0, 0.25)
    page = text(settled(bridge(), "deal", worlds=True).page())
    assert "Chances of plan 1, over 2 worlds" in page
    assert "chance | 100% |  | 100%" in page


def test_worlds_without_a_conflict_are_left_out() -> None:
    """With a fund the status quo is forbidden: the scenario is one with no fund, or none."""
    odd = bridge("never: [{when: fund and not South.pay and not North.build, assumed: x}]\n")
    one = proposal(odd, state=8, worlds=True).likely
    assert one is not None
    # With a fund there is no fallback, so that nobody can say that it suits; but then it holds.
    assert (one.accepted.middle, one.holds.middle) == (0.75, 0.25)
    none_left = read(BRIDGE + "never: [{when: fund, assumed: x}]\n")
    one = proposal(none_left, state=8, worlds=True).likely
    assert one is not None
    assert (one.accepted.middle, one.holds.middle) == (1.0, 0.0)
    made = plans(none_left, "deal", clauses="set,make")
    assert not made.plans


def test_nothing_can_be_said_of_worlds_that_cannot_be() -> None:
    never = BRIDGE.replace("now: no, chance: 0.75", "now: yes, chance: 0.0")
    impossible, ruled = read(never), read(never + "never: [{when: not fund, assumed: x}]\n")
    assert proposal(impossible, state=8, worlds=True).likely is not None
    assert proposal(ruled, state=8, worlds=True).likely is None


def test_what_a_changed_judgement_leaves() -> None:
    """With a fund there is no conflict in the one case, and nothing to fall back to in the other."""
    kept = "set,guarantee"
    none_left = read(BRIDGE + "never: [{when: fund, assumed: x}]\n")
    page = text(settled(none_left, "deal", clauses=kept).page())
    assert "with fund = yes: nothing is left that could be judged" in page
    odd = bridge("never: [{name: odd, when: fund and not South.pay and not North.build, assumed: x}]\n")
    page = text(settled(odd, "deal", clauses=kept).page())
    assert "with fund = yes: what is fallen back to is no state any more (never fund and not South.pay" in page
    bargain, funded = bargain_of(odd, "deal"), [Clause("make", "fund", "yes")]
    assert bargain.fault(funded, {**bargain.base, "South.pay": "yes"})[0] == Fault("target")
    assert bargain.fault(funded, dict.fromkeys(bargain.base, "yes"))[0] == Fault("fallback")
    assert bargain_of(none_left, "deal").fault(funded, bargain.base) == (Fault("no conflict"), None)


def test_what_is_set_changes_no_terms() -> None:
    terms = Terms(bridge(), {})
    for name, party in (("South.pay", "South"), ("state", None)):
        clause = Clause("set", name, "yes")
        assert kinds()["set"].apply(clause, terms, {}) is terms
        assert kinds()["set"].party(clause, terms.scenario) == party
    assert list(kinds()) == ["set", "guarantee", "make", "waive"]
    assert all(kind.SAYS for kind in kinds().values())


def test_a_plan_in_no_world() -> None:
    from detente.settlement import likely_settlement

    bargain = bargain_of(bridge("never: [{when: fund, assumed: x}]\n"), "deal")
    with pytest.raises(ConflictError):
        likely_settlement.of_state(bargain, [Clause("make", "fund", "yes")], bargain.base)
