"""Whatever is read, nothing but a ScenarioError comes back, and its problems have places inside the text."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.errors import Problem, ScenarioError
from detente.scenario.claim import read_test
from detente.scenario.codes import CODES
from detente.scenario.document import Document
from detente.scenario.formula import parse
from detente.scenario.formula_mistakes import Mistake
from detente.scenario.problems import Problems
from detente.scenario.reader import read
from detente.scenario.reading import Reading
from detente.scenario.writer import plain, write
from tests.scenario.sample import GRAPH, OPTIONS


def survives(text: str | bytes) -> None:
    """Read a text and look at the problems it has, if any."""
    try:
        read(text, "f")
    except ScenarioError as error:
        check(error.problems, text)


def check(problems: tuple[Problem, ...], text: str | bytes) -> None:
    """Hold problems to what each must have: a documented code, and a place that the text may have."""
    assert problems
    lines = text.count(b"\n") if isinstance(text, bytes) else len(text)
    for problem in problems:
        assert problem.code in CODES
        assert problem.place is not None
        assert 1 <= problem.place.line <= lines + 2
        assert problem.place.column >= 1
        assert str(problem)
        assert problem.as_dict()["code"] == problem.code


def attempt(text: str) -> None:
    """Read a text as plain data, write that, and read it again."""
    try:
        data = plain(text)
    except ScenarioError:
        return
    assert plain(write(data)) == data
    assert write(data, onto=text) == text


@settings(deadline=None, max_examples=300)
@given(st.text())
@example("a: \ud800")
@example('a: "\\ud800"')
@example("? \n")
@example("a: !<")
@example("%TAG ! tag:x,2000:\n---\na: !b c")
def test_any_text(text: str) -> None:
    survives(text)
    attempt(text)


@settings(deadline=None, max_examples=300)
@given(st.binary())
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes(data: bytes) -> None:
    survives(data)


SIGNS = (
    *("title", "actors", "options", "A", "x", ":", ": ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ", "),
    *(
        '"',
        "'",
        "#",
        " ",
        "|",
        ">",
        "&a ",
        "*a",
        "!t ",
        "<<",
        "~",
        "?",
        "? ",
        "---\n",
        "...\n",
        "%",
        "@",
        "\t",
        "\\",
        "\r\n",
    ),
)
yamlish = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@settings(deadline=None, max_examples=300)
@given(yamlish)
def test_text_made_of_signs_of_yaml(text: str) -> None:
    survives(text)
    attempt(text)


PIECES = [
    "",
    ":",
    " ",
    "\n",
    "[",
    "]",
    "{}",
    "- ",
    '"',
    "'",
    "#",
    "&a ",
    "*a",
    "~",
    "|",
    "\t",
    "yes",
    "0.5",
    ".",
    "and ",
    "not ",
    ",",
    "=",
    "in ",
    "state",
    "otherwise",
    "Ann.dig",
    "dry",
    "? ",
    "<",
    "\ud800",
    "\x85",
    "prefers",
    "{a: b}",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a valid file with some damage."""
    text: str = draw(st.sampled_from([OPTIONS, GRAPH]))
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        kind = draw(st.sampled_from(["insert", "cut", "swap", "delete", "double", "word"]))
        at = draw(st.integers(0, len(lines[here])))
        if kind == "insert":
            lines[here] = lines[here][:at] + draw(st.sampled_from(PIECES)) + lines[here][at:]
        elif kind == "cut":
            lines[here] = lines[here][:at] + lines[here][at + draw(st.integers(1, 12)) :]
        elif kind == "swap":
            lines[here], lines[there] = lines[there], lines[here]
        elif kind == "delete":
            del lines[here]
        elif kind == "double":
            lines.insert(there, lines[here])
        else:
            words, others = lines[here].split(" "), lines[there].split(" ")
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(others))
            lines[here] = " ".join(words)
        text = "\n".join(lines)
    return text


@settings(deadline=None, max_examples=300)
@given(damaged())
def test_damaged_files(text: str) -> None:
    survives(text)


sound = cache(plain)
"""The data of a sound file, read once."""


@st.composite
def reshaped(draw: st.DrawFn) -> str:
    """Return a valid file in which some values are of another kind, or have another key."""
    data: Any = deepcopy(sound(draw(st.sampled_from([OPTIONS, GRAPH]))))
    for _ in range(draw(st.integers(1, 3))):
        inside = data
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            key = draw(st.sampled_from(keys))
            if not inside[key] or isinstance(inside[key], str) or draw(st.booleans()):
                break
            inside = inside[key]
        new = draw(
            st.sampled_from(["x", "", "dry", [], ["a"], [["a"]], {}, {"a": "b"}, {"dry": ["b"]}, [{"name": "x"}]])
        )
        if isinstance(inside, dict) and draw(st.booleans()):
            inside[draw(st.sampled_from(["x", "name", "values", "chance", "state", "A.b", "", "cite"]))] = inside.pop(
                key
            )
        else:
            inside[key] = new
        if not data:
            break
    return write(data)


@pytest.mark.more
@settings(deadline=None, max_examples=300)
@given(reshaped())
def test_reshaped_files(text: str) -> None:
    survives(text)


formulaish = st.lists(
    st.sampled_from(
        ["a", "A.b", "and", "or", "not", "in", "(", ")", "[", "]", ",", "=", "!=", "<", "always", '"', '"x"', "."]
    )
    | st.text(max_size=2),
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(formulaish | st.text())
def test_any_formula(text: str) -> None:
    mistake = None
    try:
        parse(text)
    except Mistake as caught:
        mistake = caught
    if mistake is not None:
        assert mistake.code in CODES
        assert 0 <= mistake.at <= len(text)
        assert mistake.given
        assert mistake.expected.endswith((".", ")"))
        assert mistake.remedy.endswith(".")


WORDS = (
    "every no some prospect equilibrium where has at the start would not move to state with suits everyone and can "
    "cannot agree on prospects equilibria differ from is likelier when chance of prefers reachable by improvements "
    'alone improve , a A.b = [x] ( " "q"'
)
sentences = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(sentences | st.text())
def test_any_sentence(text: str) -> None:
    problems = Problems()
    reading = Reading(Document("f", "", ""), problems)
    test = read_test(reading, text, ("test",))
    assert (test is None) == bool(problems.found)
