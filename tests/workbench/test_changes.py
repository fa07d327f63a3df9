"""What differs between two texts, in the conflict's own words."""

from __future__ import annotations

import random
from importlib.resources import files
from typing import Any

import pytest

from detente.scenario.edits import apply, kinds
from detente.scenario.writer import plain
from detente.workbench.changes import MOST, changes

FLAGSHIP = (files("detente.cases") / "diplomacy" / "us-russia-2024" / "scenario.yaml").read_text(encoding="utf-8")


def told(*edits: tuple[str, dict[str, Any]]) -> list[str]:
    made = [kinds()[word](**said) for word, said in edits]
    return changes(plain(FLAGSHIP), plain(apply(FLAGSHIP, made)))


def wants(*names: str) -> dict[str, Any]:
    return {"actors": {"Ann": {"prefers": [{"name": name, "want": name} for name in names]}}}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("bacde", ["b above a: 1st instead of 2nd"]),
        ("eabcd", ["e above a: 1st instead of 5th"]),
        ("bcdea", ["a below e: 5th instead of 1st"]),
        ("acbde", ["c above b: 2nd instead of 3rd"]),
        ("dabce", ["d above a: 1st instead of 4th"]),
        ("abecd", ["e above c: 3rd instead of 5th"]),
        ("decab", ["d above a: 1st instead of 4th", "e above a: 2nd instead of 5th", "c above a"]),
    ],
)
def test_moved_statements_are_told_by_what_they_pass(after: str, expected: list[str]) -> None:
    assert changes(wants(*"abcde"), wants(*after)) == [f"Ann now puts {one}." for one in expected]


def test_as_few_moves_as_can_be_are_told() -> None:
    """As many statements stay as have kept their order: the longest that do, found here by trying all."""
    dice = random.Random(3)
    for _ in range(60):
        after = "".join(dice.sample("abcdef", 6))
        staying = max(
            sum(bits >> place & 1 for place in range(6))
            for bits in range(64)
            if (kept := [one for place, one in enumerate(after) if bits >> place & 1]) == sorted(kept)
        )
        found = changes(wants(*"abcdef"), wants(*after))
        assert len(found) == 6 - staying
        for sentence in found:
            one, where, other = sentence.removeprefix("Ann now puts ").rstrip(".").partition(":")[0].split()
            above = after.index(one) < after.index(other)
            assert above == (where == "above")
            assert above != (one < other), "what is told is new"


def test_it_speaks_of_the_conflict() -> None:
    assert told(("statement.move", {"actor": "Europe", "place": 3, "to": 2})) == [
        "Europe now puts common_front above answer: 2nd instead of 3rd."
    ]
    assert told(("circumstance.change", {"circumstance": "temper", "chance": "0.7"})) == [
        "The circumstance temper: `chance` is now 0.7 (before: pressures = heavy: likely, otherwise: unlikely)."
    ]
    assert told(("option.change", {"actor": "US", "option": "aid", "start": "cut"})) == ["US.aid: `start` is new: cut."]
    assert told(("statement.change", {"actor": "US", "place": 9, "condition": "Russia.truce"})) == [
        "US, consult: `if` is now Russia.truce (before: Russia.arm)."
    ]
    assert told(("statement.add", {"actor": "China", "text": "axis", "name": "more", "place": 1})) == [
        "China has a new statement more, its 1st (want axis)."
    ]
    assert told(("statement.remove", {"actor": "China", "place": 1})) == [
        "China no longer has reciprocate, its 1st statement (want China.align)."
    ]
    assert told(("situation.change", {"situation": "axis", "text": "Russia.china"})) == [
        "The situation axis now stands for Russia.china (before: Russia.china and China.align)."
    ]
    assert told(("signal.seen", {"signal": "call_list", "seen": False})) == ["The signal call_list: `seen` is new: no."]
    assert told(("actor.remove", {"actor": "China"})) == ["The actor China is gone."]
    assert told(("rule.add", {"when": "overrun"})) == ["There is a new rule “overrun” (when overrun)."]
    assert told(("title.change", {"title": "Other"}))[0].startswith("`title` is now Other (before: The United States")


def test_what_is_alike_is_not_told() -> None:
    assert changes(plain(FLAGSHIP), plain(FLAGSHIP + "\n# a comment\n")) == []
    assert changes({"story": "a\nb"}, {"story": "a b "}) == []


def test_ties_of_a_ranking_and_lines_of_a_table_are_told() -> None:
    def ranks(*levels: Any) -> dict[str, Any]:
        return {"actors": {"Ann": {"ranking": list(levels)}}}

    told_ = changes(ranks("2", ["1", "3"], "4"), ranks("2", "1", "3", "4"))
    assert told_ == ["Ann: `ranking` is now 2, 1, 3, 4 (before: 2, [1, 3], 4)."]
    assert changes(ranks("2", ["1"]), ranks("2", "1")) == []
    (line,) = told(("case.change", {"circumstance": "temper", "place": 1, "chance": "0.6"}))
    assert line.startswith("The circumstance temper: `chance` is now pressures = heavy: 0.6, otherwise: unlikely (")
    assert line.endswith("(before: pressures = heavy: likely, otherwise: unlikely).")
    assert changes({"variants": {"a": {"set": {"x": "1"}}}}, {"variants": {"a": {"set": {"x": "2"}}}}) == [
        "The variant a: `set` is now x: 2 (before: x: 1)."
    ]


def test_long_texts_that_differ_at_their_ends_differ() -> None:
    assert len(changes({"story": "x" * 500 + "a"}, {"story": "x" * 500 + "b"})) == 1
    long = "a and " * 50
    assert len(changes({"situations": {"s": f"{long}b"}}, {"situations": {"s": f"{long}c"}})) == 1


def test_another_order_is_told() -> None:
    """Of anything that has a name, in words that say what it is."""
    for key, several in (
        ("situations", "situations"),
        ("words", "words of chance"),
        ("not modelled", "parts that are not modelled"),
    ):
        found = changes({key: {"a": "x", "b": "y"}}, {key: {"b": "y", "a": "x"}})
        assert found == [f"The {several} stand in another order: b, a."]


def test_many_changes_are_counted() -> None:
    before: dict[str, Any] = {"situations": {f"s{number}": "a" for number in range(MOST + 5)}}
    after: dict[str, Any] = {"situations": dict.fromkeys(before["situations"], "b")}
    assert changes(before, after)[-1] == "And 5 more changes."
    for number in range(4):
        del after["situations"][f"s{number}"], before["situations"][f"s{number}"]
    assert changes(before, after)[-1] == "And 1 more change."


@pytest.mark.parametrize(
    "odd",
    [
        {"actors": []},
        {"actors": {"A": "x"}},
        {"actors": {"A": {"prefers": "x", "options": ["y"]}}},
        {"actors": {"A": {"prefers": ["x", ["y"], {}]}}},
        {"never": "x", "claims": {"a": "b"}, "beliefs": [{}], "sources": []},
        {},
    ],
)
def test_what_is_no_scenario_is_told_of_all_the_same(odd: Any) -> None:
    for before, after in ((odd, plain(FLAGSHIP)), (plain(FLAGSHIP), odd)):
        assert all(one.endswith(".") for one in changes(before, after))
