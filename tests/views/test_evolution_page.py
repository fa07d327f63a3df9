"""The page of an evolution: what it says, that it says what it assumes, and what cannot be asked."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from detente import api
from detente.errors import QuestionError
from detente.scenario.reader import read
from detente.views import plots
from detente.views.objects import json_schema
from detente.views.page import text

# Both gates are open. Whoever shuts first has it so, and the other then leaves its own open.
WEIR = """
title: A weir
analysis: {concept: nash}
circumstances: {flood: {now: no, chance: 0.4 to 0.6, assumed: x}}
actors:
  Upper:
    options: {gate: {values: [open, shut], start: open, assumed: x}}
    prefers: [{want: gate = shut, exactly when: Lower.gate = open, assumed: x}]
  Lower:
    options: {gate: {values: [open, shut], start: open, assumed: x}}
    prefers:
      - {name: dry, want: gate = shut, if: flood, assumed: x}
      - {name: turn, want: gate = shut, exactly when: Upper.gate = open, assumed: x}
"""

# From calm, Red may go to peace, where nobody moves, and Blue into a round that nobody leaves.
ROUND = """
title: A round
states: [calm, one, two, three, four, peace]
start: calm
analysis: {concept: nash}
actors:
  Red: {moves: [[calm, peace], [two, one], [three, four]], ranking: [[peace, one, four], [two, three], calm]}
  Blue: {moves: [[calm, one], [one, three], [four, two]], ranking: [[three, two], [one, four], calm, peace]}
"""

STILL = """
title: Nothing to do
actors:
  Red: {options: {go: {assumed: x}}, prefers: [{avoid: go, assumed: x}]}
  Blue: {options: {come: {assumed: x}}, prefers: [{want: come, assumed: x}]}
"""

UNKNOWN = "title: Unknown\nstart: unknown\nactors:\n  Red: {options: {go: {}}, prefers: [want: go]}\n"


def page(scenario: str, **asked: Any) -> str:
    return text(api.evolve(read(scenario), **asked).page())


def test_ends_that_are_as_likely_are_told_together() -> None:
    said = page(WEIR)
    assert "Play comes to rest, equally likely, in state 2 or in state 3: 50% each. On average it takes 1 move" in said
    assert "state 2 | Upper.gate = shut | 50.0%" in said
    assert "These chances are assumptions about who moves when, and follow from no concept of stability" in said
    assert "one of its moves that nothing deters under Nash stability, all equally likely." in said
    assert "50.0% to state 2, 1 move" in said
    assert "Together 100% of all that can happen." in said
    assert "worlds" not in said


def test_weights_are_told_and_count() -> None:
    said = page(WEIR, movers=["Upper=3"])
    assert "Play most likely comes to rest in state 2, as the status quo, but with Upper.gate = shut: 75%" in said
    assert "1 other end besides" in said
    assert "drawn, by weights (Upper 3, Lower 1), and makes" in said
    assert page(WEIR, movers={"Upper": 3.0}).split("Détente")[0] == said.split("Détente")[0]


def test_only_proportions_of_weights_count() -> None:
    said = [page(WEIR, movers=[f"Upper={3 * size:g}", f"Lower={size:g}"]) for size in (1e-300, 1, 5e307)]
    assert all("50.0%" not in one and "Upper.gate = shut: 75%" in one for one in said)
    page(WEIR, movers=["Upper=1e-12"])


def test_who_never_moves_is_told_where_it_would() -> None:
    said = page(WEIR, movers=["Upper=0"])
    assert "Play surely comes to rest in state 3" in said
    assert "by weights (Upper 0, Lower 1), of which 0 never moves" in said
    assert "would leave" not in said
    said = page(STILL, movers=["Blue=0"])
    assert "Nobody moves from the status quo, so play rests there from the beginning." in said
    assert "Blue would leave state 1, but weighs 0 and never moves." in said
    assert "The likeliest ways" not in said
    # Red goes back and forth no more once it may not answer: Blue's round needs both.
    said = page(ROUND, movers=["Red=0"])
    assert "Red would leave state 4, but weighs 0 and never moves." in said


def test_the_table_has_every_end_with_its_chance() -> None:
    rows = api.evolve(read(WEIR), movers={"Upper": 3}).table().to_csv()
    assert rows.splitlines() == ["state,where,chance", "2,Upper.gate = shut,0.75", "3,Lower.gate = shut,0.25"]
    still = api.evolve(read(STILL), movers={"Blue": 0}).table().to_csv()
    assert still.splitlines()[1:] == ["1,as the status quo,1.0"]


def test_over_all_worlds() -> None:
    # No flood has 0.4 to 0.6. In a flood Lower ends shut, Upper open; else a half each.
    said = page(WEIR, worlds=True)
    assert "Over all 2 worlds, by their chances" in said
    assert "Lower.gate = shut | 75% | 70 to 80%" in said
    assert "Upper.gate = shut | 25% | 20 to 30%" in said
    assert "In worlds with a chance of 50% (40 to 60%) more than one end is possible" in said
    said = page(STILL, worlds=True)
    assert "In the only world" in said
    assert "Blue.come = yes | 100%" in said
    assert "In every world only one end is possible" in said
    said = page(STILL, worlds=True, movers=["Blue=0"])
    assert "as the status quo | 100%" in said


def test_what_all_worlds_suppose_is_told_beneath() -> None:
    # In a flood both gates cannot be open, as they are; else whoever moves first shuts its own.
    said = page(WEIR + "never: [{when: flood and Upper.gate = open and Lower.gate = open, assumed: x}]\n", worlds=True)
    assert "Lower.gate = shut | 50%" in said
    assert "In every world more than one end is possible, and it matters who moves when." in said
    assert (
        "All this where the conflict is possible; it is not with 50% (40 to 60%). For one: Where flood = yes: " in said
    )
    assert "All this where" not in page(WEIR, worlds=True)


def test_as_of_a_day_later_signals_do_not_count() -> None:
    # A flood is as likely as not before it rains. Rain is three times as likely in a flood: 1/2 * 3 / (1/2 * 3 + 1/2)
    # is 3/4. In a flood Lower ends shut, otherwise either does: 3/4 + 1/4 * 1/2 is 7/8; before the rain 1/2 + 1/4.
    seen = "what: it rains, on: 2024-05-02, about: flood, seen if: {no: 0.2, yes: 0.6}, assumed: x"
    rain = f"signals: [{{name: rain, {seen}}}]"
    told = WEIR.replace("chance: 0.4 to 0.6", "chance: 0.5") + rain
    assert "Lower.gate = shut | 88%" in page(told, worlds=True)
    assert "Lower.gate = shut | 88%" in page(told, worlds=True, as_of="2024-05-02")
    said = page(told, worlds=True, as_of="2024-05-01")
    assert "Over all 2 worlds, by their chances, signals up to 2024-05-01" in said
    assert "Lower.gate = shut | 75%" in said
    assert json.loads(api.evolve(read(told), worlds=True, as_of="2024-05-01").to_json())["as_of"] == "2024-05-01"
    with pytest.raises(QuestionError) as strange:
        api.evolve(read(told), worlds=True, as_of="yesterday")
    assert strange.value.problems[0].code == "not-a-date"
    with pytest.raises(QuestionError) as idle:
        api.evolve(read(told), as_of="2024-05-01")
    assert idle.value.problems[0].code == "as-of-needs-worlds"


def test_rounds_are_told() -> None:
    said = page(ROUND, worlds=True)
    assert 'The likeliest place of rest is state 6 "peace": 50%.' in said
    assert "It goes round for ever with a chance of 50%." in said
    assert "it takes 1 move until it is at rest or has begun to go round, and 1 move where it does come to rest" in said
    assert "the mean number of moves is infinite" in said
    assert "↻ 4 states (states 2, 3, 4 and 5): 50.0%" in said
    assert '50.0% into a cycle at state 2 "one", 1 move' in said
    assert "goes round for ever | 50%" in said
    assert "state = peace | 50%" in said
    inside = page(ROUND.replace("start: calm", "start: two"))
    assert "Play comes to rest nowhere. It goes round for ever with a chance of 100%." in inside
    assert "it takes 0 moves until it is at rest or has begun to go round; it never rests." in inside


@pytest.mark.parametrize(
    ("choice", "words"), [("best", "makes its best move"), ("improvements", "state that it prefers")]
)
def test_the_choice_of_moves_is_told(choice: str, words: str) -> None:
    assert words in page(WEIR, moves=choice)


def test_few_ways_say_how_much_they_leave_out() -> None:
    assert "Together 50.0% of all that can happen." in page(WEIR, paths=1)
    assert "The likeliest ways" not in page(WEIR, paths=0)
    crowd = api.evolve("cuban-missile-crisis", paths=5)
    assert "8.3% to state 7, 3 moves: US strike=yes, blockade=yes → US strike=no → USSR withdraw=yes" in text(
        crowd.page()
    )


def test_long_lists_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.views.evolution.MOST", 1)
    assert "and 1 less likely end, together 50.0%" in page(WEIR)
    monkeypatch.setattr("detente.views.evolution.MOST", 0)
    assert "and 1 less likely cycle; --json tells them all." in page(ROUND)
    monkeypatch.setattr("detente.views.evolution.FULL", 1)
    assert "equally likely, in state 2 or in 1 others" in page(WEIR)
    monkeypatch.setattr("detente.prospects.evolutions.LIKELIEST", 1)
    assert "and 1 less likely end" in page(WEIR, worlds=True)


def test_json_has_the_same_numbers_and_fits_its_schema() -> None:
    found = api.evolve(read(ROUND), worlds=True, movers={"Blue": 3})
    said = json.loads(found.to_json())
    jsonschema.validate(said, json_schema("evolve"))
    assert [(one["state"]["id"], one["chance"]) for one in said["rests"]] == [(6, pytest.approx(0.25))]
    assert said["cycles"] == [{"states": [2, 3, 4, 5], "chance": pytest.approx(0.75)}]
    assert said["weights"] == {"Red": 1.0, "Blue": 3.0}
    assert (said["moves"], said["moves_to_rest"]) == (pytest.approx(1), pytest.approx(1))
    assert [(one["ends"], one["round"], len(one["moves"])) for one in said["paths"]] == [(2, True, 1), (6, False, 1)]
    assert said["spread"]["round"]["middle"] == pytest.approx(0.75)
    assert json.loads(api.evolve(read(ROUND)).to_json())["spread"] is None
    assert [row[0] for row in found.table().rows] == [6]
    assert "assumptions" in found._repr_html_()


# ------------------------------------------------------------ what cannot be asked


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"movers": ["Uper=1"]}, "unknown-actor"),
        ({"movers": ["Upper"]}, "bad-weight"),
        ({"movers": ["Upper=-1"]}, "bad-weight"),
        ({"movers": ["Upper=much"]}, "bad-weight"),
        ({"movers": ["Upper=inf"]}, "bad-weight"),
        ({"movers": {"Upper": float("nan")}}, "bad-weight"),
        ({"movers": ["Upper=1", "Upper=2"]}, "mover-twice"),
        ({"movers": ["Upper=0", "Lower=0"]}, "nobody-moves"),
        ({"movers": ["Upper=1e-13"]}, "weights-far-apart"),
        ({"movers": ["Upper=1e308", "Lower=1"]}, "weights-far-apart"),
        ({"moves": "better"}, "unknown-choice"),
        ({"paths": -1}, "paths-out-of-range"),
        ({"paths": 1001}, "paths-out-of-range"),
        ({"variant": "dry"}, "unknown-variant"),
        ({"concept": "nasch"}, "unknown-concept"),
    ],
)
def test_what_cannot_be_asked(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        page(WEIR, **asked)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_unknown_status_quo_is_no_beginning() -> None:
    with pytest.raises(QuestionError) as caught:
        page(UNKNOWN)
    assert [problem.code for problem in caught.value.problems] == ["unknown-status-quo"]


# ------------------------------------------------------------ the picture


def test_the_tree_has_the_chances_of_the_ways() -> None:
    pytest.importorskip("vl_convert")
    found = api.evolve("cuban-missile-crisis", paths=12)
    drawing: Any = plots.plots()["evolution"].draw(found)
    lines = drawing["layer"][0]["data"]["values"]
    # From the status quo US strikes, blocks or does both, a third each.
    first = {line["label"]: line["share"] for line in lines if line["x"] == 0}
    assert first == pytest.approx(
        {"US blockade=yes": 1 / 3, "US strike=yes": 1 / 3, "US strike=yes, blockade=yes": 1 / 3}
    )
    for line in lines:
        after = [one["share"] for one in lines if (one["x"], one["y"]) == (line["x2"], line["y2"])]
        assert not after or sum(after) == pytest.approx(line["share"])
    assert "state 7" in drawing["description"]
    assert plots.picture("evolution", found, "png").startswith(b"\x89PNG")
    ends = [one for layer in drawing["layer"] for one in layer["data"]["values"] if "round" in one]
    assert sum(one["label"].startswith("state 7: ") for one in ends) >= 8


def test_what_does_not_move_is_no_tree() -> None:
    pytest.importorskip("vl_convert")
    for found in (api.evolve(read(WEIR), paths=0), api.evolve(read(STILL), movers=["Blue=0"])):
        assert plots.picture("evolution", found, "svg").startswith(b"<svg")


def test_rounds_end_in_squares() -> None:
    drawing: Any = plots.plots()["evolution"].draw(api.evolve(read(ROUND)))
    squares = [layer for layer in drawing["layer"] if layer["mark"].get("shape") == "square"]
    assert [[one["label"] for one in layer["data"]["values"]] for layer in squares] == [['state 2 "one": 50.0%']]
