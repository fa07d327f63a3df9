"""The page of coalitions: what it says of what holds, who would leave together, what stays, and how it was found."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from detente import api
from detente.answers import groups
from detente.answers.deeds import Share
from detente.engine.coalition import joint_concepts
from detente.scenario.reader import read
from detente.views import deeds
from detente.views.objects import json_schema
from detente.views.page import text
from detente.views.phrases import plain
from tests.engine.test_coalition_at_once import GATES
from tests.settlement.test_coalitions import ALGAE, RIVER, dam, flagship

FLAGSHIP = "us-russia-2024"


def page(scenario: Any, everything: bool = False, **asked: Any) -> str:
    if scenario == FLAGSHIP:
        return text(flagship(**asked).page(everything))
    given = read(scenario) if "\n" in scenario else scenario
    return text(api.coalitions(given, **asked).page(everything))


def test_a_jump_is_told_first_and_then_in_full() -> None:
    said = page("elmira-9-state", state=5)
    assert (
        "Nobody alone would leave state 5; but under coalition sequential stability some group would leave it." in said
    )
    assert 'Vulnerable: state 5 "Uniroyal delays, and the local governments insist" to MoE and Uniroyal, who' in said
    assert "which no group would leave: MoE moves to state 6, then Uniroyal moves to state 8." in said
    assert "  MoE ranks state 8 above state 5." in said
    assert "Nothing that the others can do takes that away; nobody would leave that state, and no group either." in said
    assert "5 | prospect | ● | ○ 1 | ○ 1 | ○ 1 | ○ 1" in said
    assert "members act in turns, nobody twice running" in said
    assert "It is" not in said  # listed states have their meaning


def test_what_holds_against_groups_is_told_of_one_state_and_of_several() -> None:
    assert "Nobody alone would leave state 8, and no group either." in page(RIVER, state=8)
    several = page(FLAGSHIP)
    assert "and no group would leave any of them: under coalition sequential stability all hold." in several
    some = page(RIVER)
    assert (
        "Nobody alone would leave states 1 and 8; under coalition Nash stability no group would leave state 8" in some
    )


def test_a_coalition_that_could_form_is_told_with_where_it_goes() -> None:
    said = page(RIVER)
    assert (
        "At the status quo a coalition could form and stay: North + South + Port (to state 8); nobody alone would undo "
        "that, and no group either."
    ) in said
    assert "1 other group would leave it too." in said
    assert "North, South and Port together could go to state 8, or to 1 other state that all of them prefer" in said
    assert "but it would not stay there, for somebody would leave that state." in said


def test_a_coalition_that_some_group_would_leave_again() -> None:
    said = page("elmira-9-state")
    assert "a coalition could form and stay: MoE + LocalGov (to state 5" in said
    assert "LocalGov can do that without the rest); nobody alone would undo that, though some group would leave" in said
    assert "LocalGov moves to state 5. LocalGov can do that without the rest." in said


def test_where_nothing_stays_that_is_told() -> None:
    said = page(FLAGSHIP, state="start")
    assert "Under firm stability somebody alone would leave the state." in said
    assert "At the status quo US + Russia could together bring about what all of them prefer, but nothing that" in said
    assert "which stands in for firm stability" in said
    assert "groups know what everybody wants; beliefs count in what one actor alone would do" in said
    assert "It is the status quo." in said


def test_answers_are_told_with_whom_they_hurt() -> None:
    said = page(FLAGSHIP, state=5403)
    assert "● US and Russia together could go to state 5183, or to 24 other states that both prefer" in said
    assert "But then Europe would set counter to yes" in said
    assert "; US is then worse off than by staying: US wants to avoid isolation" in said
    assert "All 25 such joint moves are answered, so it stays." in said
    assert "US + Russia could together do better than state 5403, but the others have an answer to each" in said
    assert "It is as the status quo, but with US.europe = consult." in said


def test_under_concepts_that_ask_no_wisdom_others_could_answer() -> None:
    """In the missile crisis the Soviets prefer 1 to 5, and the US answers by any move."""
    assert "could" in page(FLAGSHIP, state=5403, concept="gmr").partition("But then")[2][:40]


def test_what_is_set_at_once_is_told_so() -> None:
    said = page(GATES, state=1)
    assert "Up and Low set Up.gate to shut and Low.gate to shut at once." in said
    assert "members act in turns, or set their options at once" in said


def test_what_falls_away_is_told() -> None:
    said = deeds.way(_deed([("Up.gate", "open", "shut", False), ("Low.bell", "yes", "no", True)]))
    assert plain(said) == "Up and Low set Up.gate to shut at once, and Low.bell falls away"
    twice = deeds.way(
        _deed([("Up.gate", "open", "shut", False), ("A.x", "yes", "no", True), ("A.y", "yes", "no", True)])
    )
    assert plain(twice) == "Up and Low set Up.gate to shut at once, and A.x and A.y fall away"
    assert plain(deeds.way(_deed([("Up.gate", "open", "shut", False)]), "would")).startswith("Up and Low would set")


def _deed(changes: list[tuple[str, str, str, bool]]) -> Any:
    from detente.answers.deeds import Deed
    from detente.answers.moves import Change

    return Deed(("Up", "Low"), 1, 2, (), tuple(Change(*one) for one in changes), {})


def test_shares_say_who_gains_and_who_is_as_well_off() -> None:
    scenario = read(RIVER)
    assert plain(deeds.share(scenario, Share("Port", 0, None), 1, 2)) == "Port is as well off there."
    assert plain(deeds.share(scenario, Share("Port", -1, None), 1, 2)) == "Port ranks state 1 above state 2."
    assert plain(deeds.share(scenario, Share("Port", 1, None), 1, 2)) == "Port ranks state 2 above state 1."


# Red and Blue go from calm to deal, which both prefer; Green then makes of it what Red likes no more than calm.
DEAL = """
title: A deal
states: [calm, talks, deal, spoilt]
start: calm
analysis: {concept: gmr}
actors:
  Red: {moves: [[calm, talks]], ranking: [deal, [calm, spoilt], talks]}
  Blue: {moves: [[talks, deal]], ranking: [deal, spoilt, calm, talks]}
  Green: {moves: [[deal, spoilt]], ranking: [spoilt, deal, calm, talks]}
"""


def test_an_answer_may_leave_a_member_level_or_worse_off_where_states_are_ranked() -> None:
    said = page(DEAL, state="calm")
    assert "But then Green could move to state spoilt; Red is then no better off than by staying." in said
    assert "So it stays." in said
    worse = page(DEAL.replace("[calm, spoilt]", "calm, spoilt"), state="calm")
    assert "Red is then worse off than by staying." in worse


def test_where_nobody_can_act_together_that_is_told() -> None:
    said = page("cuban-missile-crisis", concept="gmr")
    assert "At the status quo no two actors or more could together bring about what all of them prefer." in said
    assert "Vulnerable too: state 8." in said
    pareto = page("cuban-missile-crisis", concept="gmr", pareto=True)
    assert "a group wants what no member likes less and some member prefers" in pareto


def test_without_a_status_quo_a_state_is_told_in_full() -> None:
    said = page("prisoners-dilemma")
    assert "It has P1.cooperate = no, P2.cooperate = no." in said
    assert "status quo" not in said


COINS = """
title: Two coins
start: unknown
analysis: {concept: nash}
actors:
  Same: {options: {heads: {assumed: x}}, prefers: [{want: heads, exactly when: Other.heads, assumed: x}]}
  Other: {options: {heads: {assumed: x}}, prefers: [{avoid: heads, exactly when: Same.heads, assumed: x}]}
"""


def test_where_nothing_holds_that_is_told() -> None:
    assert "Under Nash stability nothing holds, and the status quo is unknown." in page(COINS)
    known = COINS.replace("start: unknown\n", "")
    assert "Under Nash stability somebody alone would leave the state." in page(known)


def test_states_and_groups_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_STATES", 2)
    said = text(api.coalitions("us-russia-2024").page())
    assert "and 3 more states that nobody alone would leave; --state N asks about one" in said
    assert "Nobody alone would leave state 5403, and 3 more that are not told here" in said
    monkeypatch.setattr(groups, "MOST_STATES", 1)
    assert "and 1 more state that nobody alone would leave" in page(RIVER)


def test_what_was_not_looked_at_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups.Lookout, "most", 0)
    said = page("elmira-9-state", state="start")
    assert "nobody alone would leave that state, and whether some group would was not looked at." in said
    assert "though some group may leave again" in said


def test_a_crowd_of_groups_is_cut() -> None:
    """Five towns that all gain by the same dam, which all must build; or two of them, and all gain."""
    assert "A + B + C + D + E (to state 32)" in page(dam("ABCDE"))
    easy = dam("AB")
    short = page(easy)
    assert "other groups would leave it too." in short
    assert "more groups; --all tells them all." in short
    assert "--all" not in page(easy, everything=True)
    assert "and 4 other groups" in short


def test_a_partition_is_told_beside_it() -> None:
    said = page(RIVER, partition="North+South")
    assert "With the blocks North + South, Port fixed beforehand, each acting as one actor:" in said
    assert "1 | ○ North + South | ○ North + South | ○ North + South | ○ North + South" in said
    assert "Nash: state 8 holds" in said
    assert "states 4 and 8 hold" in said


def test_a_partition_in_which_nothing_holds() -> None:
    assert "Nash: nothing holds" in page(COINS.replace("start: unknown\n", ""), partition="Same,Other")


def test_a_partition_without_a_list_of_what_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.answers import blocks

    monkeypatch.setattr(blocks, "MOST_JUDGED", 1)
    assert "Nash: " not in page(RIVER, partition="North+South")


def test_chances_over_all_worlds_are_told() -> None:
    said = page(ALGAE, worlds=True)
    assert "Over all 2 worlds, by their chances" in said
    assert "state 1: nobody alone leaves | 100% | " in said
    assert "  and no group either | 30% | 20 to 40%" in said
    assert "  North + South would leave | 70% | 60 to 80%" in said
    only = api.coalitions(read(RIVER), worlds=True)
    assert "In the only world" in text(only.page())
    jsonschema.validate(json.loads(only.to_json()), json_schema("coalitions"))


def test_a_chance_that_cannot_be_told_is_a_question_mark() -> None:
    found = api.coalitions(read(RIVER), state=8, worlds=True)
    assert found.spread is not None
    unknown = replace(found.spread.states[0], alone=None)
    said = replace(found, spread=replace(found.spread, states=(unknown,)))
    assert "state 8: nobody alone leaves | ? | " in text(said.page())
    assert json.loads(said.to_json())["spread"]["states"][0]["alone"] is None


def test_the_table_and_the_object_say_the_same() -> None:
    found = api.coalitions(read(RIVER), partition="North+South")
    said = json.loads(found.to_json())
    jsonschema.validate(said, json_schema("coalitions"))
    assert found.table().columns == ("state", "", "alone, Nash", "CNash", "CGMR", "CSMR", "CSEQ")
    assert [row[3] for row in found.table().rows] == ["○ 2", True]
    assert [len(one["leaving"]["cnash"]) for one in said["stands"]] == [2, 0]
    assert [one["stay"] is None for one in said["stands"][0]["tempted"]] == [True, False]
    assert "<h4>" in found._repr_html_()


def test_joint_concepts_have_names_that_stand_in_a_sentence() -> None:
    named = {key: (deeds.joint_name(one), deeds.joint_word(key)) for key, one in joint_concepts().items()}
    assert named == {
        "cnash": ("coalition Nash stability", "CNash"),
        "cgmr": ("coalition general metarationality", "CGMR"),
        "csmr": ("coalition symmetric metarationality", "CSMR"),
        "cseq": ("coalition sequential stability", "CSEQ"),
    }
