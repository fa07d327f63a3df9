"""The page of blocking and leverage: sentences, tables, JSON."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from detente import api
from detente.scenario.reader import read
from detente.views import plots
from detente.views.objects import json_schema
from detente.views.page import text
from tests.settlement.test_leverage_by_hand import FERRIES

MORE = """\
variants:
  lawless: {set: {law: no}}
  dear: {start: {Red.cheap: no, Blue.cheap: no}}
"""


def page(outcome: str | list[str] = "war", more: str = MORE, **asked: Any) -> str:
    return text(api.leverage(read((FERRIES + more).encode(), "ferries.yaml"), outcome, **asked).page())


def crowd(count: int, wanting: int) -> str:
    """Return a scenario in which each actor can keep x from holding in all."""
    actors = "".join(f"  A{n}: {{options: {{x: {{}}}}, prefers: [want: x]}}\n" for n in range(count))
    return f"title: A crowd\nanalysis: {{concept: nash}}\nactors:\n{actors}"


def test_the_question_and_the_concepts_come_first() -> None:
    said = page(["war", "peace"])
    assert "Asked about war and peace, among 8 states. Single actors are judged under Nash stability, groups" in said
    assert "under coalition Nash stability." in said
    assert "groups under coalition sequential stability, which stands in for it." in page(concept="firm")
    assert "Who can keep them from holding" in said
    assert "Who can keep it from holding" in page()
    assert "In brackets" not in said
    assert "In brackets is how likely it is over all worlds" in page(worlds=True)


def test_who_blocks_is_told_with_choices_and_moves() -> None:
    said = page()
    assert "war: Red.cheap and Blue.cheap\n" in said
    assert "in 2 of 8 states, of which 1 holds: state 4." in said
    assert "can prevent it: Red alone by Red.cheap = no; Blue alone by Blue.cheap = no." in said
    assert "would undo it, leaving each state of it that holds: Red and Blue together." in said
    assert "Red and Blue, from state 4 to state 1: Red.cheap yes → no, Blue.cheap yes → no" in said
    assert "Blue wants to avoid war (assumed: an example)" in said
    assert "Blue wants to avoid war" not in page(["war", "peace"])  # of several outcomes the moves only
    assert "would undo it: no group would leave each state of it that holds." in page(concept="gmr")


def test_a_group_leaves_by_the_move_that_changes_fewest_options() -> None:
    """Red has a second option, v, that nobody minds: from 8, war with v, both dear are 1 without it and 3 with it."""
    also = FERRIES.replace("{cheap: {start: yes, assumed: an example}}", "{cheap: {start: yes}, v: {}}", 1)
    said = text(api.leverage(read(also.encode(), "ferries.yaml"), "8").page())
    assert "Red and Blue, from state 8 to state 3: Red.cheap yes → no, Blue.cheap yes → no" in said


def test_what_does_not_hold_is_left_alone_by_somebody() -> None:
    assert "in 1 of 8 states, which does not hold: Red, Blue and Town would leave it." in page("peace")
    assert "in 1 of 8 states, which holds." in page("4")
    assert all("Asked about state 4, among" in page(words) for words in ("start", "status-quo"))
    assert "would undo it: Red and Blue together.\n" in page("4")
    assert "would undo it: no group would leave it." in page("4", concept="gmr")
    # Dear without a tender (1) is left by Red and Blue, dear with one (5) by them as well, and 1 by the Town.
    said = page("not Red.cheap and not Blue.cheap")
    assert "in 2 of 8 states, none of which holds: Red would leave all, Blue all and Town 1 of them." in said


def test_who_is_pivotal_is_told_where_several_groups_block() -> None:
    """A0 and one of two others: A0 is in both groups."""
    said = text(api.leverage(read(crowd(3, 3).encode(), "crowd"), "A0.x or (A1.x and A2.x)").page())
    assert "can prevent it: A0 and A1 together by A0.x = no, A1.x = no; A0 and A2 together by" in said
    assert "(A0 in each)." in said
    assert "can prevent | 3 | 1 | 1" in said.replace("A0.x or (A1.x and A2.x) | ", "")


def test_many_groups_are_counted() -> None:
    every = " and ".join(f"A{n}.x" for n in range(10))
    said = text(api.leverage(read(crowd(10, 10).encode(), "crowd"), every, between="A0,A1").page())
    assert "A7 alone by A7.x = no; and 2 more groups." in said


def test_many_moves_are_counted() -> None:
    """With two options more that nobody minds, four states with war hold; Red and Blue leave each of them."""
    said = page(more="  Idle: {options: {u: {}, v: {}}, prefers: []}\n")
    assert "of which 4 hold: states 4, 12, 20 and 28." in said
    assert said.count("Red and Blue, from state ") == 3
    assert "Red and Blue: and so from 1 state more" in said


def test_agreements_are_told_where_actors_are_named() -> None:
    said = page("peace", between="Red,Blue")
    assert "○ Red and Blue cannot agree on peace: what pays each of them does not last; the nearest, state 1" in said
    assert "would be left by Town." in said
    assert "can agree on it" not in said
    assert "● Red and Blue can agree on peace: state 1 (Red.cheap = no, Blue.cheap = no); it pays each" in page(
        "peace", between="Red,Blue", variant="lawless"
    )
    assert "Red and Town cannot agree on peace: no joint move of theirs from the status quo leads there." in page(
        "peace", between="Red,Town"
    )
    said = page("war", between=["Red,Blue", "Red,Town"], variant="dear")
    assert "Red and Blue cannot agree on war: no joint move to it pays each of them; the nearest, state 4" in said
    assert "can agree on it: Red and Blue." in page("peace", variant="lawless")
    assert "can agree on it: no two actors." in page()
    unknown = page("peace", more="start: unknown\n", between="Red,Blue")
    assert "Who can agree was not asked: the status quo is unknown." in unknown
    assert "agree on peace" not in unknown


def test_listed_states_are_called_by_their_names() -> None:
    said = text(api.leverage("elmira-9-state", between="MoE,LocalGov").page())
    assert "MoE and LocalGov can agree on state 5: state 5" in said
    assert "; it pays each, and nobody else leaves it." in said


def test_levers_are_told_in_words() -> None:
    said = page(["war", "peace"])
    assert "Red.cheap = no for good | war in no prospect (now in every prospect); war would hold nowhere" in said
    assert "Town.tender stays no | Red and Blue can agree on peace" in said
    assert "law = no | Red and Blue can agree on peace" in said
    assert "3 others change nothing." in said
    lawless = page("peace", variant="lawless")
    assert "law = yes | Red and Blue can no longer agree on peace" in lawless
    assert "Not tried, for no state would be left: Town.tender = yes." in lawless


def test_levers_of_a_single_state_and_of_what_somebody_believes() -> None:
    """Dear for good, Red leaves the war; a law that Red takes to be missing leaves it no state with a tender."""
    then = "state 4 in no prospect (now in every prospect); state 4 would not hold"
    assert f"Red.cheap = no for good | {then}" in page("4")
    believing = "beliefs: [{who: Red, thinks: law = no, assumed: an example}]\n"
    where = "for no state would be left, here or in a world that an actor believes in: Town.tender = yes."
    assert f"Not tried, {where}" in page(more=believing)
    assert "Not tried" not in page(more=believing, beliefs=False)


def test_states_gone_and_new_are_counted_apart_from_the_option_itself() -> None:
    """A wants x, and y exactly then: both. Where x stays no, y is no as well; with x for good nothing changes."""
    note = "States that differ in the settled option alone count as one, gone or new."
    wants = "prefers: [{want: x}, {want: y, exactly when: x}]"
    one = f"title: One\nactors:\n  A: {{options: {{x: {{}}, y: {{}}}}, {wants}}}\n"
    said = text(api.leverage(read(one.encode(), "one"), "A.x").page())
    then = "A.x in no prospect (now in every prospect); A.x would hold nowhere"
    assert f"A.x stays no | {then}; prospects: 1 gone, 1 new; states that hold: 1 gone, 1 new" in said
    assert "A.x = yes for good |" not in said
    assert note in said
    assert note not in page()


def test_levers_that_change_nothing_are_counted() -> None:
    one = "title: One\nactors:\n  A: {options: {x: {}}, prefers: []}\n"
    said = text(api.leverage(read(one.encode(), "one"), "always").page())
    assert "All 2 options and circumstances tried change nothing." in said
    locked = one + "circumstances: {c: {now: no}}\nvariants: {v: {lock: {A.x: no}}}\n"
    said = text(api.leverage(read(locked.encode(), "one"), "always", variant="v").page())
    assert "The only one changes nothing." in said
    two = "title: Two\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"
    assert "One other changes nothing." in text(api.leverage(read(two.encode(), "two"), "A.x").page())


def test_chances_are_told_with_and_without() -> None:
    said = page("peace", worlds=True)
    assert "Over all 2 worlds, as things are" in said
    assert "Red and Blue can agree on peace | 30% | 20 to 40% | ████▒▒▒▒············" in said
    assert "Red.cheap" not in said.split("Chances with and without")[1].split("law")[0].split("\n")[0]
    assert "law = no | Red and Blue can agree on peace | 30% | 100%" in said
    assert "Red alone by Red.cheap = yes [100%]" in said
    assert "Over all worlds some state of it holds in 0%." in said


def test_one_world_has_no_chances_to_tell() -> None:
    said = text(api.leverage("cuban-missile-crisis", "3", worlds=True).page())
    assert "Over all 1" not in said
    assert "USSR.withdraw stays no | play rests in state 3 | 0% | 100%" in said
    said = text(api.leverage("cuban-missile-crisis", "7", worlds=True).page())
    assert "In the only world, as things are" in said


def test_small_changes_of_chances_are_counted() -> None:
    every = [f"A{n}.x" for n in range(9)]
    said = text(api.leverage(read(crowd(9, 9).encode(), "crowd"), every, between="A0,A1", worlds=True).page())
    assert "smaller changes; --json tells them all." in said


def test_chances_that_no_lever_moves() -> None:
    one = "title: One\nactors:\n  A: {options: {x: {}}, prefers: []}\n"
    said = text(api.leverage(read(one.encode(), "one"), "always", worlds=True).page())
    assert "Chances with and without" not in said


def test_the_object_fits_its_schema() -> None:
    questions: tuple[dict[str, Any], ...] = (
        {},
        {"worlds": True},
        {"variant": "lawless", "worlds": True},
        {"between": "Red,Blue"},
    )
    for asked in questions:
        scenario = read((FERRIES + MORE).encode(), "ferries.yaml")
        said = json.loads(api.leverage(scenario, **asked).to_json())
        jsonschema.validate(said, json_schema("leverage"))
        assert said["command"] == "leverage"
    assert said["worlds"] is None
    assert said["outcomes"][1]["agreed"] == [
        {"between": ["Red", "Blue"], "kind": "undone", "state": 1, "actors": ["Town"]}
    ]


def test_the_table_has_a_row_for_each_outcome_way_and_actor() -> None:
    table = api.leverage(read(FERRIES.encode(), "ferries.yaml"), "war").table()
    assert table.to_csv() == (
        "outcome,how,actor,alone,pivotal,decisive\n"
        "war,can prevent,Red,1,0,2\nwar,can prevent,Blue,1,0,2\nwar,can prevent,Town,0,0,0\n"
        "war,would undo,Red,0,1,1\nwar,would undo,Blue,0,1,1\nwar,would undo,Town,0,0,0\n"
    )


def test_the_picture_has_chances_with_and_without() -> None:
    plot = plots.plots()["with-and-without"]
    scenario = read(FERRIES.encode(), "ferries.yaml")
    drawn = plot.draw(api.leverage(scenario, "peace", worlds=True))
    assert isinstance(drawn, dict)
    rows = {row["label"]: row for row in drawn["data"]["values"]}
    assert list(rows)[:2] == [
        "Town.tender stays no: Red and Blue can agree on peace",
        "law = no: Red and Blue can agree on peace",
    ]
    row = rows["law = no: Red and Blue can agree on peace"]
    assert (row["chance"], row["low"], row["high"]) == (1, 1, 1)
    assert round(row["before"], 9) == 0.3
    unasked = plot.draw(api.leverage(scenario, "peace"))
    assert isinstance(unasked, dict)
    assert "Chances need --worlds." in unasked["description"]
    idle = "title: One\nactors:\n  A: {options: {x: {}}, prefers: []}\n"
    still = plot.draw(api.leverage(read(idle.encode(), "idle"), "always", worlds=True))
    assert isinstance(still, dict)
    assert "No option or circumstance changes a chance." in still["description"]
