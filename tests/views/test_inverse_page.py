"""What the page of the inverse question says of conflicts worked out by hand (see `tests/settlement/test_inverse`)."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from detente import api
from detente.answers.wanting import Reranked
from detente.scenario.reader import read
from detente.settlement.inverse import conditions
from detente.views import notebook
from detente.views.inverse import inverse_page, inverse_table
from detente.views.objects.parts.inverse import Inverse
from detente.views.page import text
from tests.settlement.test_inverse import BELIEVING, BORDER


def asked(of: str, state: int | str, *concepts: str, **more: Any) -> notebook.Inverse:
    return api.inverse(read(of) if "\n" in of else of, state, concepts=concepts, **more)


def lines(found: notebook.Inverse) -> list[str]:
    return text(found.page()).splitlines()


def part(found: list[str], begin: str, end: str) -> list[str]:
    """Return the lines from one that begins so to before the next that does."""
    first = next(place for place, line in enumerate(found) if line.startswith(begin))
    last = next(place for place, line in enumerate(found) if place > first and line.startswith(end))
    return found[first:last]


def test_an_answer_in_words() -> None:
    told = lines(asked(BORDER, 2, "smr"))
    assert told[:3] == [
        "The border",
        "What would have to be wanted for state 2 to hold?",
        "It is as the status quo, but with North.yield = yes.",
    ]
    assert part(told, "○ Under", "States named") == [
        "○ Under symmetric metarationality it does not hold: North would leave it",
        "○ North would leave",
        "  It stays exactly if at least one of these lines has no state that it prefers to state 2:",
        "    state 1",
        "    states 3 and 4",
        "  Nearest order: put truce directly above demands (1 of 1 pair of statements).",
        "    Then its move to state 1 can end in states 3 and 4, not better than state 2: truce decides about state 3.",
        "  Nearest ranking: raise state 2 until it is level with state 3 (1 pair of states).",
        "  Fewest comparisons: it is enough if it no longer prefers state 3 to state 2.",
        "  14 of 24 strict rankings make it stay (58.3%).",
        "● South stays",
        "  It stays exactly if at least one of these lines has no state that it prefers to state 2:",
        "    state 4",
        "    states 1 and 3",
        "  14 of 24 strict rankings make it stay (58.3%).",
        "For state 2 to hold for all at once:",
        "By order of statements, 1 pair of statements in all (none smaller does):",
        "  North: put truce directly above demands",
        "  Nothing else comes to hold or ceases to.",
        "By ranking of states, 1 pair of states in all (none smaller does):",
        "  North: raise state 2 until it is level with state 3",
        "  Nothing else comes to hold or ceases to.",
    ]
    assert part(told, "States named", "Détente") == [
        "States named above",
        "state | as state 2, but with",
        "1 | North.yield = no",
        "3 | North.yield = no, South.attack = yes",
        "4 | South.attack = yes",
    ]


def test_an_equilibrium_needs_nothing() -> None:
    told = lines(asked(BORDER, 3, "nash"))
    assert "● Under Nash stability it holds already" in told
    assert not any(line.startswith("For state 3") for line in told)


def test_what_no_order_does_and_what_then_holds_no_more() -> None:
    told = lines(asked(BORDER, 2, "nash"))
    assert "  No order of its statements makes it stay." in told
    assert "No order of statements makes it hold." in told
    assert "  Nearest ranking: raise state 2 until it is level with state 1, above state 3 (2 pairs of states)." in told
    other = lines(asked(BORDER, 1, "nash"))
    assert "It is the status quo: North.yield = no, South.attack = no." in other
    assert "    Then it does not prefer state 3 to state 1: peace decides about state 3." in other
    assert "  Then state 3 holds no more." in other


def test_a_state_whose_status_quo_is_unknown_is_told_in_full() -> None:
    told = lines(asked(BORDER.replace("actors:", "start: unknown\nactors:", 1), 4, "nash", actors=["North"]))
    assert "It is North.yield = yes, South.attack = yes." in told
    assert not any(line.startswith("For state 4") for line in told)


def test_what_beliefs_leave_out() -> None:
    note = "Note: sequential stability is left out: some actor expects replies in a world that it believes in. "
    assert f"{note}--no-beliefs asks without." in lines(asked(BELIEVING, 1))
    assert not any(line.startswith("Note: ") for line in lines(asked(BELIEVING, 1, beliefs=False)))


def test_listed_states_are_called_by_name() -> None:
    told = lines(asked("elmira-9-state", 1, "seq"))
    assert told[1] == 'What would have to be wanted for state 1 "Uniroyal delays" to hold?'
    assert not any(line.startswith("States named") for line in told)
    assert not any("order" in line for line in told)  # nobody has statements


def test_pairs_elsewhere_in_words() -> None:
    found = asked(BORDER, 2, "seq")
    seq = found.concepts[0]
    assert seq.by_pairs is not None
    far = tuple((1, other, sign) for other, sign in zip(range(2, 10), (1, 0, -1, 1, 1, 1, 1, 1), strict=True))
    other = replace(
        seq.by_pairs, pairs=9, least=7, parts=(Reranked("South", 8, (), (), far),), gained=(1, 3), lost=(4,)
    )
    changed = replace(found, concepts=(replace(seq, by_pairs=other, by_order=replace(other, pairs=None)),))
    told = lines(changed)
    assert "No order of statements was found; none that changes fewer than 7 pairs makes it hold." in told
    begin = told.index("By ranking of states, 9 pairs of states in all (fewer than 7 do not do):")
    states = ("above state 2", "level with state 3", "below state 4", "above state 5", "above state 6", "above state 7")
    words = ", ".join(f"state 1 {one}" for one in states)
    assert told[begin + 1] == f"  South: put {words} and 2 more"
    assert told[begin + 2] == "  Then states 1 and 3 hold as well and state 4 holds no more."
    assert Inverse.model_validate_json(changed.to_json()).concepts[0].by_pairs is not None


def test_many_ways_and_states_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(BORDER, 2, "gmr")
    north = found.concepts[0].actors[0]
    assert north.orders is not None
    unfinished = replace(north.orders, nearest=(), distance=None, tried=4)
    many = replace(
        north,
        needs=(replace(north.needs[0], count=9),),
        ways=tuple((number % 4 + 1,) for number in range(1, 10)),
        orders=unfinished,
        ranking=replace(north.ranking, passed=(1, 2, 3, 4) * 4),
        rankings=None,
    )
    (south,) = found.concepts[0].actors[1:]
    told = lines(
        replace(found, concepts=(replace(found.concepts[0], actors=(many, replace(south, ways=((1,) * 13,)))),))
    )
    assert "    and 3 more" in told
    assert "  No order of its statements was found: all that change fewer than 4 pairs were tried." in told
    assert "  How many rankings make it stay was not counted: too many cases." in told
    assert any("above 16 states (such as 1, 2 and 3)" in line for line in told)
    assert "  It stays exactly if it does not prefer any of 13 states (such as 1, 1 or 1) to state 2." in told

    monkeypatch.setattr(conditions, "MOST_JOINED", 1)
    told = lines(asked(BORDER, 2, "gmr"))
    say = "  It stays exactly if each of its moves leads to nothing that it prefers to state 2, or can be answered so "
    say += "that it ends with nothing of the kind"
    assert part(told, f"{say}. Not", "  Nearest") == [
        f"{say}. Not so now:",
        "    North: yield yes → no (state 1): of one of 2 sets of states it must prefer none",
    ]
    assert f"{say}." in told  # South

    monkeypatch.setattr(conditions, "MOST_JOINED", 0)
    told = lines(asked(BORDER, 2, "nash"))
    assert "    North: yield yes → no (state 1): it must not prefer state 1" in told


def test_of_several_smallest_sets_of_comparisons_none_is_said_to_be_needed() -> None:
    """Each of three moves (to 2, 3, 4) is spoilt by an answer too (in 6, 7, 8): three states do, and not just these."""
    told = lines(asked("cuban-missile-crisis", 1, "seq", actors=["US"]))
    (say,) = (line for line in told if line.startswith("  Fewest comparisons: "))
    assert "it is enough if it no longer prefers states " in say


def test_a_condition_is_told_by_move_where_that_is_shorter() -> None:
    """Each of two moves has four answers: sixteen lines otherwise."""
    told = lines(asked("cuban-missile-crisis", 5, "seq"))
    say = "  It stays exactly if each of these moves has a set without a state that it prefers to state 5:"
    begin = told.index(say)
    assert told[begin + 1 : begin + 3] == [
        "    USSR: withdraw yes → no (state 1): state 1, state 2, state 3 or state 4",
        "    USSR: withdraw yes → no, escalate no → yes (state 9): state 9, state 10, state 11 or state 12",
    ]


def test_large_conflicts_are_told_in_short() -> None:
    found = asked("us-russia-2024", "start", "nash")
    told = lines(found)
    assert "  Of all strict rankings of 7,680 states 50.0% make it stay." in told  # China has one move
    assert "  It stays, whatever it wants." in told
    assert any(line.startswith("and ") and line.endswith(" more") for line in told)
    packed = json.loads(found.to_json())["concepts"][0]["actors"][-1]
    assert (packed["share"], packed["rankings"]) == (0.5, None)


def test_several_orders_and_places() -> None:
    found = asked(BORDER, 2, "gmr")
    north = found.concepts[0].actors[0]
    assert north.orders is not None
    (near,) = north.orders.nearest
    last = replace(near, steps=(*near.steps, replace(near.steps[0], above=None)))
    several = replace(north, orders=replace(north.orders, nearest=(last,), count=3, complete=False))
    told = lines(replace(found, concepts=(replace(found.concepts[0], actors=(several,)),)))
    say = "put truce directly above demands, then put truce at the end"
    assert f"  Nearest order: {say} (1 of 1 pair of statements; one of at least 3 that are as near)." in told


def test_table_and_notebook() -> None:
    found = asked(BORDER, 2, "nash", "gmr")
    table = inverse_table(found)
    assert table.columns[:3] == ("concept", "actor", "stable")
    assert table.rows == (
        ("nash", "North", False, None, None, 2, 1, "12", 0.5, None),
        ("nash", "South", True, 0, "land, peace", 0, 0, "12", 0.5, None),
        ("gmr", "North", False, 1, "truce, demands", 1, 1, "16", 16 / 24, None),
        ("gmr", "South", True, 0, "land, peace", 0, 0, "16", 16 / 24, None),
    )
    assert found.table().rows == table.rows
    assert found._repr_html_().startswith("<div>")
    assert repr(found) == "<Inverse: The border>"
    assert str(found).startswith("The border\n")
    assert inverse_page(found) == found.page()
    ranked = inverse_table(asked("elmira-9-state", 1, "nash"))
    assert all(row[3:5] == (None, None) for row in ranked.rows)


@pytest.mark.parametrize(
    ("of", "state", "concepts"),
    [(BORDER, 2, ()), (BELIEVING, 1, ()), ("elmira-9-state", 1, ("seq",)), (BORDER, 2, ("sseq",))],
)
def test_json_is_valid_against_its_schema(of: str, state: int, concepts: tuple[str, ...]) -> None:
    found = asked(of, state, *concepts)
    packed = json.loads(found.to_json())
    assert packed["command"] == "settle"
    jsonschema.validate(packed, TypeAdapter(Inverse).json_schema(mode="serialization"))


def test_json_says_what_the_answer_says() -> None:
    one = json.loads(asked(BORDER, 2, "seq").to_json())["concepts"][0]
    north = one["actors"][0]
    assert north["ways"] == [[1], [3]]
    assert north["orders"]["nearest"][0]["order"] == ["truce", "demands"]
    assert north["orders"]["nearest"][0]["steps"] == [{"statement": "truce", "above": "demands"}]
    assert north["rankings"] == {"count": 16, "total": 24}
    assert one["by_order"]["orders"][0]["actor"] == "North"
    assert one["by_order"]["rankings"] == []
    assert one["by_pairs"]["rankings"][0]["level_with"] == [3]
