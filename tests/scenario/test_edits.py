"""Edits: what is asked for changes, and nothing else does; what does not fit is refused."""

from __future__ import annotations

from copy import deepcopy
from difflib import SequenceMatcher
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from detente.errors import QuestionError, ScenarioError
from detente.scenario.edits import apply, comments, kinds
from detente.scenario.edits.edit import Edit
from detente.scenario.reader import read
from detente.scenario.writer import plain, read_document

FLAGSHIP = (files("detente.cases") / "diplomacy" / "us-russia-2024" / "scenario.yaml").read_text(encoding="utf-8")
DATA = plain(FLAGSHIP)
ACTORS: Any = DATA["actors"]

FLOW = """\
title: Chicken   # a game
circumstances: {wind: {now: no, chance: 0.25}}
situations:
  crash: Red.race and Blue.race   # both
actors:
  Red: {options: {race: {}}, prefers: [avoid: 'crash', want: race, {avoid: Blue.race, because: "it hurts"}]}
  # the other one
  Blue:
    options:
      race: {}
    weighs:
      - {avoid: crash, weight: 5}   # most of all
      # then this
      - want: race
        weight: 2
never:
  - when: crash and wind = yes
signals:
  - {name: gust, about: wind, seen if: {yes: 0.9, no: 0.1}}
"""

RED, HURTS = "  Red: {options: {race: {}}, prefers: ", '{avoid: Blue.race, because: "it hurts"}'


def edit(word: str, **said: Any) -> Edit:
    return kinds()[word](**said)


def code(text: str, *edits: Edit) -> str:
    with pytest.raises(QuestionError) as caught:
        apply(text, edits)
    assert caught.value.problems[0].remedy
    return caught.value.problems[0].code


def touched(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and those that are new."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = [line for kind, i, j, _, _ in codes if kind != "equal" for line in old[i:j]]
    return gone, [line for kind, _, _, i, j in codes if kind != "equal" for line in new[i:j]]


# ------------------------------------------------------------ what is asked for changes


@pytest.mark.parametrize(
    ("asked", "gone", "new"),
    [
        (edit("title.change", title="No game"), ["title: Chicken   # a game\n"], ["title: No game   # a game\n"]),
        (
            edit("statement.move", actor="Red", place=3, to=1),
            [f"{RED}[avoid: 'crash', want: race, {HURTS}]}}\n"],
            [f"{RED}[{HURTS}, avoid: 'crash', want: race]}}\n"],
        ),
        (
            edit("circumstance.change", circumstance="wind", chance="likely"),
            ["circumstances: {wind: {now: no, chance: 0.25}}\n"],
            ["circumstances: {wind: {now: no, chance: likely}}\n"],
        ),
        (
            edit("circumstance.change", circumstance="wind", chances={"no": "0.4", "yes": "0.6"}),
            ["circumstances: {wind: {now: no, chance: 0.25}}\n"],
            ["circumstances: {wind: {now: no, chances: {no: 0.4, yes: 0.6}}}\n"],
        ),
        (
            edit("statement.change", actor="Blue", place=1, weight="7", because="it kills"),
            ["      - {avoid: crash, weight: 5}   # most of all\n"],
            ["      - {avoid: crash, weight: 7, because: it kills}   # most of all\n"],
        ),
        (
            edit("statement.change", actor="Blue", place=2, verb="avoid", cite=[]),
            ["      - want: race\n"],
            ["      - avoid: race\n"],
        ),
        (
            edit("statement.remove", actor="Blue", place=2),
            ["      # then this\n", "      - want: race\n", "        weight: 2\n"],
            [],
        ),
        (
            edit("statement.add", actor="Blue", text="not Red.race", weight="1", place=2),
            [],
            ["      - want: not Red.race\n", "        weight: 1\n"],
        ),
        (edit("rule.change", place=1, because="so", cite=["3"]), [], ["    because: so\n", "    cite: 3\n"]),
        (edit("rule.add", name="calm", when="crash"), [], ["  - name: calm\n", "    when: crash\n"]),
        (edit("rule.remove", place=1), ["never:\n", "  - when: crash and wind = yes\n"], []),
        (
            edit("situation.change", situation="crash", text="Red.race"),
            ["  crash: Red.race and Blue.race   # both\n"],
            ["  crash: Red.race   # both\n"],
        ),
        (edit("situation.add", situation="calm", text="wind = no"), [], ["  calm: wind = no\n"]),
        (
            edit("option.change", actor="Blue", option="race", means="to drive on"),
            ["      race: {}\n"],
            ["      race:\n", "        means: to drive on\n"],
        ),
        (
            edit("option.add", actor="Blue", option="horn", values=["off", "on"], start="on"),
            [],
            ["      horn:\n", "        values: [off, on]\n", "        start: on\n"],
        ),
        (
            edit("actor.add", actor="Green", name="A third"),
            [],
            ["  Green:\n", "    name: A third\n", "    options: {}\n"],
        ),
        (edit("actor.change", actor="Blue", means="the other"), [], ["    means: the other\n"]),
        (
            edit("actor.remove", actor="Red"),
            [f"{RED}[avoid: 'crash', want: race, {HURTS}]}}\n"],
            [],
        ),
        (
            edit("option.remove", actor="Blue", option="race"),
            ["    options:\n", "      race: {}\n"],
            ["    options: {}\n"],
        ),
        (
            edit("circumstance.add", circumstance="rain", now="no", cite=["1", "2"]),
            ["circumstances: {wind: {now: no, chance: 0.25}}\n"],
            ["circumstances: {wind: {now: no, chance: 0.25}, rain: {now: no, cite: [1, 2]}}\n"],
        ),
        (
            edit("situation.remove", situation="crash"),
            ["situations:\n", "  crash: Red.race and Blue.race   # both\n"],
            [],
        ),
        (
            edit("signal.seen", signal="gust", seen=False),
            ["  - {name: gust, about: wind, seen if: {yes: 0.9, no: 0.1}}\n"],
            ["  - {name: gust, about: wind, seen if: {yes: 0.9, no: 0.1}, seen: no}\n"],
        ),
    ],
)  # fmt: skip
def test_only_its_own_lines_change(asked: Edit, gone: list[str], new: list[str]) -> None:
    assert touched(FLOW, apply(FLOW, [asked])) == (gone, new)


@pytest.mark.parametrize(
    ("more", "less", "gone", "new"),
    [
        (
            edit("circumstance.add", circumstance="rain", now="no"),
            edit("circumstance.remove", circumstance="wind"),
            "circumstances: {wind: {now: no, chance: 0.25}}\n",
            "circumstances: {rain: {now: no}}\n",
        ),
        (
            edit("rule.add", when="wind = no"),
            edit("rule.remove", place=1),
            "  - when: crash and wind = yes\n",
            "  - when: wind = no\n",
        ),
        (
            edit("situation.add", situation="calm", text="wind = no"),
            edit("situation.remove", situation="crash"),
            "  crash: Red.race and Blue.race   # both\n",
            "  calm: wind = no\n",
        ),
    ],
)
def test_a_heading_stays_while_something_is_under_it(more: Edit, less: Edit, gone: str, new: str) -> None:
    assert touched(FLOW, apply(FLOW, [more, less])) == ([gone], [new])


def test_a_part_that_is_not_there_comes_at_its_place() -> None:
    changed = apply("title: A\nactors: {}\n", [edit("situation.add", situation="calm", text="wind = no")])
    assert changed == "title: A\nsituations:\n  calm: wind = no\nactors: {}\n"


def test_headings_of_an_actor_come_with_what_stands_under_them() -> None:
    text = "title: A\nactors:\n  Ann:\n    name: B\n"
    asked = [edit("option.add", actor="Ann", option="x"), edit("statement.add", actor="Ann", name="first", text="x")]
    new = ["    options:\n", "      x: {}\n", "    prefers:\n", "      - name: first\n", "        want: x\n"]
    assert touched(text, apply(text, asked)) == ([], new)


def test_a_statement_moves_with_its_comments() -> None:
    changed = apply(FLOW, [edit("statement.move", actor="Blue", place=2, to=1)])
    assert (
        """\
    weighs:
      # then this
      - want: race
        weight: 2
      - {avoid: crash, weight: 5}   # most of all
never:
"""
        in changed
    )


def test_what_is_said_already_is_not_written_anew() -> None:
    same = [
        edit("title.change", title="Chicken"),
        edit("signal.seen", signal="gust", seen=True),
        edit("statement.move", actor="Red", place=2, to=2),
        edit("circumstance.change", circumstance="wind", now="no"),
    ]
    assert apply(FLOW, same) == FLOW


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_line_ends_stay(end: str) -> None:
    text = "\ufeff" + FLOW.replace("\n", end)
    changed = apply(text, [edit("situation.add", situation="calm", text="wind = no")])
    assert touched(text, changed) == ([], [f"  calm: wind = no{end}"])


# ------------------------------------------------------------ and nothing else does, of the flagship case

names = st.sampled_from(list(ACTORS))


@st.composite
def edits(draw: Any) -> tuple[Edit, Any]:
    """Return an edit of the flagship case with what the data must be afterwards, worked out by hand."""
    data: Any = deepcopy(DATA)
    actor = draw(names)
    wants = data["actors"][actor]["prefers"]
    options = data["actors"][actor]["options"]
    place, to = (draw(st.integers(0, len(wants) - 1)) for _ in range(2))
    option = draw(st.sampled_from(list(options)))
    words = draw(st.text("ab :#'\"-é,{}\n", min_size=1, max_size=90).filter(lambda text: text.strip()))
    fact = draw(st.sampled_from(list(data["circumstances"])))
    rule = draw(st.integers(0, len(data["never"]) - 1))
    signal = draw(st.sampled_from([one["name"] for one in data["signals"]]))
    kind = draw(st.sampled_from(sorted(kinds())))
    match kind:
        case "title.change":
            data["title"] = words
            return edit(kind, title=words), data
        case "actor.add":
            data["actors"]["New"] = {"means": words, "options": {}}
            return edit(kind, actor="New", means=words), data
        case "actor.change":
            data["actors"][actor]["means"] = words
            return edit(kind, actor=actor, means=words), data
        case "actor.remove":
            del data["actors"][actor]
            return edit(kind, actor=actor), data
        case "option.add":
            options["new"] = {"means": words, "cite": ["2", "3"]}
            return edit(kind, actor=actor, option="new", means=words, cite=["2", "3"]), data
        case "option.change":
            options[option]["means"] = words
            options[option].pop("because", None)
            return edit(kind, actor=actor, option=option, means=words, because=""), data
        case "option.remove":
            del options[option]
            return edit(kind, actor=actor, option=option), data
        case "statement.add":
            wants.insert(place, {"name": "new", "avoid": "isolation", "because": words})
            return edit(
                kind, actor=actor, name="new", verb="avoid", text="isolation", because=words, place=place + 1
            ), data
        case "statement.change":
            wants[place]["because"] = words
            return edit(kind, actor=actor, place=place + 1, because=words), data
        case "statement.move":
            wants.insert(to, wants.pop(place))
            return edit(kind, actor=actor, place=place + 1, to=to + 1), data
        case "statement.remove":
            del wants[place]
            return edit(kind, actor=actor, place=place + 1), data
        case "rule.add":
            data["never"].append({"when": "isolation", "assumed": words})
            return edit(kind, when="isolation", assumed=words), data
        case "rule.change":
            data["never"][rule]["because"] = words
            return edit(kind, place=rule + 1, because=words), data
        case "rule.remove":
            del data["never"][rule]
            return edit(kind, place=rule + 1), data
        case "situation.add":
            data["situations"]["new"] = "isolation"
            return edit(kind, situation="new", text="isolation"), data
        case "situation.change":
            data["situations"]["axis"] = "isolation"
            return edit(kind, situation="axis", text="isolation"), data
        case "situation.remove":
            del data["situations"]["axis"]
            return edit(kind, situation="axis"), data
        case "circumstance.add":
            data["circumstances"]["new"] = {"now": "no", "means": words, "chance": "likely"}
            return edit(kind, circumstance="new", now="no", means=words, chance="likely"), data
        case "circumstance.change":
            data["circumstances"][fact]["chance"] = "0.5 to 0.7"
            return edit(kind, circumstance=fact, chance="0.5 to 0.7"), data
        case "circumstance.remove":
            del data["circumstances"][fact]
            return edit(kind, circumstance=fact), data
        case "signal.seen":
            one = next(one for one in data["signals"] if one["name"] == signal)
            one["seen"] = "no"
            return edit(kind, signal=signal, seen=False), data
    raise AssertionError(f"{kind} is not tried")


@pytest.mark.more
@settings(deadline=None, max_examples=40)
@given(edits())
def test_the_flagship_says_just_that_afterwards(case: tuple[Edit, Any]) -> None:
    asked, data = case
    changed = apply(FLAGSHIP, [asked])
    assert plain(changed) == data
    gone, new = touched(FLAGSHIP, changed)
    block = max(40, len(FLAGSHIP.splitlines()) // 8)
    assert len(new) <= block
    if not asked.takes_away:
        assert sorted(comments(read_document(changed))) == sorted(comments(read_document(FLAGSHIP)))
        assert len(gone) <= block


@pytest.mark.more
@settings(deadline=None, max_examples=8)
@given(names, st.data())
def test_the_model_is_another_in_just_that(actor: str, more: Any) -> None:
    """A statement that moves leaves every other actor, and its own others, as they are."""
    count = len(ACTORS[actor]["prefers"])
    place, to = (more.draw(st.integers(1, count)) for _ in range(2))
    before, after = read(FLAGSHIP), read(apply(FLAGSHIP, [edit("statement.move", actor=actor, place=place, to=to)]))

    def said(scenario: Any, who: str) -> list[Any]:
        return [(one.name, one.verb, one.aim.text, one.grounds) for one in scenario.actors[who].preferences.statements]

    order = said(before, actor)
    order.insert(to - 1, order.pop(place - 1))
    assert said(after, actor) == order
    assert all(said(before, other) == said(after, other) for other in ACTORS if other != actor)
    assert [one.test.text for one in before.claims] == [one.test.text for one in after.claims]


@pytest.mark.more
@settings(deadline=None, max_examples=8)
@given(st.lists(st.tuples(names, st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=3))
def test_moves_one_after_another_and_back_leave_the_text(moves: list[tuple[str, float, float]]) -> None:
    there: list[Edit] = []
    back: list[Edit] = []
    for actor, one, other in moves:
        last = len(ACTORS[actor]["prefers"]) - 1
        place, to = round(one * last) + 1, round(other * last) + 1
        there.append(edit("statement.move", actor=actor, place=place, to=to))
        back.insert(0, edit("statement.move", actor=actor, place=to, to=place))
    assert plain(apply(FLAGSHIP, [*there, *back])) == DATA


# ------------------------------------------------------------ what does not fit is refused


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (edit("statement.move", actor="Green", place=1, to=1), "edit-unknown"),
        (edit("statement.move", actor="Red", place=4, to=1), "edit-out-of-range"),
        (edit("statement.move", actor="Red", place=1, to=4), "edit-out-of-range"),
        (edit("statement.add", actor="Red", text="race", place=5), "edit-out-of-range"),
        (edit("statement.change", actor="Red", place=1, text=""), "edit-shape"),
        (edit("option.add", actor="Red", option="race"), "edit-taken"),
        (edit("option.change", actor="Red", option="brake", means="x"), "edit-unknown"),
        (edit("option.remove", actor="Red", option="brake"), "edit-unknown"),
        (edit("actor.add", actor="Red"), "edit-taken"),
        (edit("actor.remove", actor="Green"), "edit-unknown"),
        (edit("situation.add", situation="crash", text="Red.race"), "edit-taken"),
        (edit("situation.remove", situation="calm"), "edit-unknown"),
        (edit("rule.remove", place=2), "edit-out-of-range"),
        (edit("circumstance.add", circumstance="wind", now="no"), "edit-taken"),
        (edit("circumstance.remove", circumstance="rain"), "edit-unknown"),
        (edit("signal.seen", signal="thunder", seen=True), "edit-unknown"),
    ],
)
def test_what_does_not_fit_is_refused(asked: Edit, expected: str) -> None:
    assert code(FLOW, asked) == expected


def test_all_edits_are_made_or_none() -> None:
    fits = edit("title.change", title="Other")
    with pytest.raises(QuestionError) as caught:
        apply(FLOW, [fits, edit("actor.remove", actor="Green")])
    assert caught.value.problems[0].given.startswith("edit 2 of 2: there is no actor `Green`")


def test_a_comment_is_never_lost() -> None:
    text = FLOW.replace("{now: no, chance: 0.25}", "{now: no, # as it is\n  chance: 0.25}")
    assert "# as it is" in apply(text, [edit("circumstance.change", circumstance="wind", chance="0.3")])
    assert code(text, edit("circumstance.change", circumstance="wind", means="air")) == "edit-unsafe"
    apply(text, [edit("circumstance.remove", circumstance="wind")])


BRACKETS = """\
title: A
actors:
  Ann:
    options: {x: {}}
    prefers: [
      want: x,  # why x
      avoid: y,  # why y
    ]
  Bob: {options: {y: {}},  # why Bob
    prefers: [want: y]}
never:
  - {when: a,  # why a
     assumed: z}
  - {when: b,  # why b
     assumed: z}
"""


def test_what_goes_takes_no_comment_of_what_stays() -> None:
    assert code(BRACKETS, edit("statement.remove", actor="Ann", place=1)) == "edit-unsafe"
    without = apply(BRACKETS, [edit("rule.remove", place=1)])
    assert touched(BRACKETS, without) == (["  - {when: a,  # why a\n", "     assumed: z}\n"], [])
    gone, new = touched(BRACKETS, apply(BRACKETS, [edit("actor.remove", actor="Bob")]))
    assert (gone, new) == (["  Bob: {options: {y: {}},  # why Bob\n", "    prefers: [want: y]}\n"], [])
    assert "  Bob: {options: {},  # why Bob\n" in apply(BRACKETS, [edit("option.remove", actor="Bob", option="y")])


def test_a_sign_of_comments_inside_texts_is_none() -> None:
    text = "title: 'a # b'\nstory: |  # zero\n  # no comment\n  c # d\nactors: {A#: {}} # one\n# two"
    assert list(comments(read_document(text))) == ["# zero", "# one", "# two"]


def test_the_comment_of_a_block_is_not_lost_either() -> None:
    text = "title: >  # long\n  one two\nactors: {}\n"
    assert code(text, edit("title.change", title="three")) == "edit-unsafe"


def test_rare_yaml_is_left_alone() -> None:
    text = "title: A\nactors:\n  ? Ann\n  : options: {}\n    prefers:\n    - want: x\n    - want: y\n"
    changed = apply(text, [edit("title.change", title="B")])
    assert touched(text, changed) == (["title: A\n"], ["title: B\n"])


@pytest.mark.parametrize("text", ["? actors\n: {Ann: {}}\n? title\n: A\n", "{}\n"])
def test_what_cannot_be_put_in_its_place_is_refused(text: str) -> None:
    assert code(text, edit("situation.add", situation="calm", text="wind = no")) == "edit-unsafe"


@pytest.mark.parametrize("text", ["a: &x {}\nb: *x", "title: [", "- a\n", ""])
def test_what_is_no_scenario_is_told_at_its_place(text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        apply(text, [edit("title.change", title="B")])
    assert caught.value.problems[0].place is not None


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nactors: []\n",
        "title: A\nactors: {Ann: no}\n",
        "title: A\nactors: {Ann: {options: [], prefers: {}}}\n",
        "title: A\nactors: {Ann: {options: [], ranking: [[1], 2]}}\n",
    ],
)
def test_what_is_written_otherwise_than_edits_know_it_is_refused(text: str) -> None:
    assert code(text, edit("statement.add", actor="Ann", text="x")) == "edit-shape"
    assert code(text, edit("option.add", actor="Ann", option="x")) == "edit-shape"


def test_an_edit_of_a_broken_scenario_is_made_all_the_same() -> None:
    text = FLOW.replace("want: race, {", "want: rcae, {")
    assert "want: race, {" in apply(text, [edit("statement.change", actor="Red", place=2, text="race")])


def test_edits_are_plain_data() -> None:
    reader: TypeAdapter[Any] = TypeAdapter(kinds()["statement.move"])
    asked = {"edit": "statement.move", "actor": "Red", "place": 1, "to": 2}
    assert reader.validate_python(asked).model_dump() == asked
    for bad in ({"place": 0}, {"edit": "statement.add"}, {"more": 1}, {"place": 10**9}):
        with pytest.raises(ValidationError):
            reader.validate_python(asked | bad)
