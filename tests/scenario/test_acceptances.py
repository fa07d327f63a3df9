"""Acceptances: what they name must be there, and is written and read back."""

from __future__ import annotations

import pytest

from detente.errors import ScenarioError
from detente.scenario.reader import read
from detente.scenario.schema import json_schema
from detente.scenario.writer import plain, write
from tests.scenario.sample import GRAPH, OPTIONS, changed

CODES = ("idle-reason", "stated-as-fact")
ACCEPTED = "accept:\n  - {check: idle-reason, of: [calm, Ann.water], because: it is a sample}\n"
BASE = changed(OPTIONS, ACCEPTED, "")


def accepting(of: str, check: str = "idle-reason", because: str = "so") -> str:
    return f"{BASE}accept:\n  - {{check: {check}, of: {of}, because: {because}}}\n"


def problems(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(ScenarioError) as caught:
        read(text, standards=CODES)
    return [(one.code, one.place.line, one.remedy) for one in caught.value.problems if one.place]


LINE = BASE.count("\n") + 2


@pytest.mark.parametrize(
    "name",
    [
        "calm",
        "trouble",
        "peace",
        "Ann.water",
        "Ann.prefers 2",
        "Bob.weighs 1",
        "poor",
        "never 2",
        "Ann.dig",
        "dry",
        "rain",
        "cloud",
        "signals 2",
        "the village thinks rich = no",
        '"Ann thinks dry = no, mood = wild"',
        "cows",
        "story",
    ],
)
def test_everything_of_which_something_may_be_found_can_be_named(name: str) -> None:
    (one,) = read(accepting(name), standards=CODES).accepted
    assert (one.check, one.of, one.because) == ("idle-reason", (name.strip('"'),), "so")
    assert one.place.line == LINE


def test_several_things_can_be_named_at_once() -> None:
    assert read(accepting("[calm, more]")).accepted[0].of == ("calm", "more")
    assert read(BASE).accepted == ()
    assert read(OPTIONS).accepted[0].of == ("calm", "Ann.water")
    graph = f"{GRAPH}accept: [{{check: idle-reason, of: moved, because: so}}]\n"
    assert read(graph).accepted[0].of == ("moved",)


def test_what_is_not_there_cannot_be_accepted() -> None:
    assert problems(accepting("clam")) == [("unknown-accepted", LINE, "Did you mean `calm`?")]
    assert problems(accepting("[calm, Ann.wter]")) == [("unknown-accepted", LINE, "Did you mean `Ann.water`?")]
    told = problems(accepting("calm", "idle-reasons"))
    assert told == [("unknown-standard", LINE, "Did you mean `idle-reason`?")]
    assert read(accepting("calm", "anything")).accepted  # which checks there are is not known here


def test_what_is_wrong_elsewhere_is_told_once() -> None:
    text = accepting("calm").replace("every prospect where dry has not strife", "every prospect has strive")
    assert [code for code, _, _ in problems(text)] == ["unknown-name"]
    broken = accepting("calm").replace("circumstances:\n", "circumstances: [a]\nx:\n")
    assert "unknown-accepted" not in [code for code, _, _ in problems(broken)]


def test_a_reason_is_required() -> None:
    text = f"{BASE}accept:\n  - {{check: idle-reason, of: calm}}\n"
    assert [code for code, _, _ in problems(text)] == ["missing-key"]


def test_acceptances_are_written_as_they_were_read() -> None:
    text = accepting("[calm, more]")
    assert write(plain(text), onto=text) == text
    data = plain(text)
    data["accept"] = [{"check": "stated-as-fact", "of": ["calm"], "because": "it is quoted"}]
    again = read(write(data, onto=text)).accepted
    assert [(one.check, one.of, one.because) for one in again] == [("stated-as-fact", ("calm",), "it is quoted")]
    assert read(write(data)).accepted[0].of == ("calm",)


def test_editors_know_the_codes() -> None:
    parts = json_schema((), CODES)["$defs"]
    assert parts["Acceptance"]["properties"]["check"]["enum"] == list(CODES)
    assert "enum" not in json_schema()["$defs"]["Acceptance"]["properties"]["check"]
    assert parts["Acceptance"]["required"] == ["check", "of", "because"]
