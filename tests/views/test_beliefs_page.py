"""The page of beliefs: what each sees and expects, whom the outcome surprises, and its JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detente import api
from detente.errors import QuestionError
from detente.scenario.reader import read
from detente.views.objects import json_schema
from detente.views.page import text

# Worked out by hand in tests/prospects/test_hypergame.py.
ENGINEERS = """
title: Engineers
circumstances:
  aim: {values: [share, everything], now: share, assumed: x}
actors:
  Upper:
    options: {keep: {assumed: x}}
    prefers: [{want: keep, exactly when: Lower.help, if: aim = everything, assumed: x}, {avoid: keep, assumed: x}]
  Lower: {options: {help: {assumed: x}}, prefers: [{avoid: Upper.keep, assumed: x}, {want: help, assumed: x}]}
beliefs: [{who: Lower, thinks: aim = everything, assumed: x}]
variants: {rightly: {set: {aim: everything}, assumed: x}}
"""


def page(scenario: str = ENGINEERS, **asked: str) -> str:
    return text(api.beliefs(read(scenario), **asked).page())  # type: ignore[arg-type]


def test_what_each_expects_and_whom_the_outcome_surprises() -> None:
    said = page()
    assert "Lower takes it that aim = everything, which is not so here." in said
    assert (
        "Beliefs change where play comes to rest: they take away 1 outcome (Lower.help = yes) and add 1 outcome" in said
    )
    assert "where play comes to rest | Upper | Lower | in fact | without beliefs" in said
    assert "as the status quo | – | ● | ● | –" in said
    assert "Lower.help = yes | ● | – | ○ | ●" in said
    assert "Upper by as the status quo: in its eyes Lower would leave it." in said
    # Of one world nothing is to be weighed.
    assert "Over all worlds" not in said
    assert "What beliefs change, over all worlds" not in said


def test_who_is_right_is_not_surprised() -> None:
    said = page(variant="rightly")
    assert "Here nobody errs: what actors believe is so." in said
    assert "In this world beliefs do not change where play comes to rest." in said
    assert "surprises" not in said


def test_drawn_worlds_are_told_with_standard_errors() -> None:
    """With 0.7 Lower does not help; four thousand draws come as near as 1 in a thousand, and their bounds are found."""
    doubted = ENGINEERS.replace("thinks: aim = everything,", "thinks: aim = everything, chance: 0.6 to 0.8,")
    found = api.beliefs(read(doubted), samples=4096, seed=5)
    said = " ".join(text(found.page()).split())
    assert "4,096 worlds drawn with seed 5, 2 of them different; each weighed" in said
    assert "± one standard error" in said
    assert "with a chance of 70.0% ± 0.1 (at least 60 to 80%)." in said
    assert "-70.0 ± 0.1 (at least -80 to -60)" in said
    told = json.loads(found.to_json())
    jsonschema.validate(told, json_schema("beliefs"))
    assert (told["drawn"]["samples"], told["drawn"]["seed"], told["provenance"]["seed"]) == (4096, 5, 5)
    assert told["changed"][0]["chance"]["error"] > 0
    assert json.loads(api.beliefs(read(doubted)).to_json())["drawn"] is None


def test_doubts_are_weighed() -> None:
    said = page(ENGINEERS.replace("thinks: aim = everything,", "thinks: aim = everything, chance: 0.6 to 0.8,"))
    assert "Over all worlds beliefs change where play comes to rest with a chance of 70% (60 to 80%)." in said
    assert "Lower.help = yes | 30% (20 to 40%) | 100% | -70 (-80 to -60)" in said
    assert "drawn by its own chances: aim for Lower" in said


def test_each_ones_part_is_told_where_several_believe() -> None:
    more = ENGINEERS.replace("now: share, ", "now: share, chance: 0.75, ").replace(
        "beliefs: [", "beliefs: [{who: Upper, thinks: aim = everything, assumed: x}, "
    )
    said = page(more)
    assert "Over all worlds beliefs change where play comes to rest with a chance of 75%" in said
    assert "; those of one actor alone: Upper 0%, Lower 75%." in said


def test_what_cannot_be_and_where_play_goes_round_is_told() -> None:
    bridge = """
title: Bridge
circumstances: {bridge: {now: yes, assumed: x}}
actors:
  A: {options: {cross: {needs: bridge, assumed: x}}, prefers: [{want: cross, assumed: x}]}
  B: {options: {wait: {assumed: x}}, prefers: [{want: wait, assumed: x}]}
beliefs: [{who: B, thinks: not bridge, assumed: x}]
"""
    said = page(bridge)
    assert "B by A.cross = yes, B.wait = yes: it takes that to be impossible." in said
    assert "A.cross = yes, B.wait = yes | ● | × | ● | ●" in said
    astray = page(bridge.replace("needs: bridge", "needs: bridge, start: yes"))
    assert "B: the status quo itself cannot be." in astray
    dream = page(bridge.replace("now: yes", "now: no").replace("not bridge", "bridge"))
    assert "B: 1 equilibrium more in states that cannot be." in dream
    crossed = bridge.replace("needs: bridge", "needs: bridge, start: yes")
    flood = page(crossed.replace("now: yes", "now: yes, chance: 0.5"))
    assert "All this where the conflict is possible; it is not with 50%. For one: Where bridge = no: " in flood
    nowhere = page(crossed.replace("now: yes", "now: yes, chance: 0"))
    assert "What beliefs change over all worlds cannot be told: none makes a conflict. Where bridge = no: " in nowhere


def test_coins_go_round_in_the_eyes_of_those_who_think_so() -> None:
    coins = """
title: Coins
circumstances: {still: {now: yes, assumed: x}}
analysis: {concept: nash}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: A.x, exactly when: B.y, assumed: x}]}
  B: {options: {y: {assumed: x}}, prefers: [{want: B.y, exactly when: not A.x, if: not still, assumed: x}]}
beliefs: [{who: A, thinks: not still, assumed: x}]
"""
    said = page(coins)
    assert "A: play may go round for ever." in said
    nobody = page(
        coins.replace("now: yes", "now: no").replace("thinks: not still", "thinks: still").replace("who: A", "who: B")
    )
    assert "B: play may go round" not in nobody


def test_without_a_status_quo_it_is_told_what_holds() -> None:
    said = page(ENGINEERS + "start: unknown\n")
    assert "what holds | Upper | Lower | in fact | without beliefs" in said
    assert "comes to rest" not in said.replace("play may come to rest there", "").replace("play does not come", "")


def test_json_and_table() -> None:
    found = api.beliefs(read(ENGINEERS))
    told = json.loads(found.to_json())
    jsonschema.validate(told, json_schema("beliefs"))
    states = {one["id"]: one["values"] for one in told["states"]}
    assert [states[one] for one in told["prospects"]] == [{"Upper.keep": "no", "Lower.help": "no"}]
    assert [states[one] for one in told["plain_prospects"]] == [{"Upper.keep": "no", "Lower.help": "yes"}]
    assert [(one["actors"], one["thinks"]) for one in told["games"]] == [
        (["Upper"], {}),
        (["Lower"], {"aim": "everything"}),
    ]
    assert told["surprises"] == [{"actor": "Upper", "state": 1, "standing": "unstable", "leavers": ["Lower"]}]
    assert told["status_quo"] == 1
    assert told["changed"][0]["chance"]["middle"] == 1
    assert len(found.table().rows) == 2
    assert len(found.table().columns) == len(found.table().rows[0]) == 10
    unknown = json.loads(api.beliefs(read(ENGINEERS + "start: unknown\n")).to_json())
    jsonschema.validate(unknown, json_schema("beliefs"))
    assert (unknown["status_quo"], unknown["effects"]) == (None, [])


def test_a_case_without_beliefs_is_refused() -> None:
    with pytest.raises(QuestionError) as caught:
        api.beliefs("chicken")
    assert caught.value.problems[0].code == "no-beliefs"


def test_doubts_are_told_where_one_world_is_asked_about() -> None:
    doubting = ENGINEERS.replace(
        "thinks: aim = everything,", "thinks: {aim: {share: unlikely, everything: 0.55 to 0.8}},"
    )
    shown = text(api.show(read(doubting)).page())
    assert "Lower: aim = everything (0.55–0.80) or share (unlikely) (assumed: x)" in shown
    sure, unsure = (text(api.explain(read(one), 1, "Lower").page()) for one in (ENGINEERS, doubting))
    assert "Lower believes that aim = everything, and judges replies by that." in sure
    believes = "Lower believes that aim = everything, and judges replies by that"
    assert f"{believes} here, though not for sure; a forecast weighs that." in unsure
    # What it is sure of goes without that.
    certain = ENGINEERS.replace("thinks: aim = everything,", "thinks: {aim: everything},")
    assert f"{believes}." in text(api.explain(read(certain), 1, "Lower").page())
