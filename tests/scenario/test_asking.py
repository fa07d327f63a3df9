"""Formulas asked from outside: they mean what the same formula in the file means, and mistakes point into them."""

from __future__ import annotations

import pytest

from detente.errors import QuestionError
from detente.scenario.asking import asked_formula
from detente.scenario.expression import Is
from detente.scenario.reader import read

TEXT = """
title: t
circumstances: {mood: {values: [good, "very bad"], now: good, assumed: x}}
situations:
  calm: not A.x
  both: calm and not (B.y = low or mood = "very bad")
  nothing: never
  asked: 'FORMULA'
actors:
  A: {options: {x: {assumed: x}}, prefers: [want: x]}
  B: {options: {y: {values: [low, mid, high], assumed: x}}, prefers: [want: y = high]}
"""

GRAPH = """
title: Graph
states: [calm, war]
actors: {A: {moves: [[calm, war]], ranking: [calm, war]}}
"""


@pytest.mark.parametrize(
    "formula",
    [
        "calm",
        "both or nothing",
        "A.x and B.y in [low, mid]",
        'mood = "very bad" and not both',
        "  B.y   >= mid ",
        "always",
        "not (calm and both)",
    ],
)
def test_a_formula_means_what_it_means_in_the_file(formula: str) -> None:
    scenario = read(TEXT.replace("FORMULA", formula))
    found = asked_formula(scenario, formula, "--for")
    assert found.meaning == scenario.situations["asked"].formula.meaning
    assert found.text == " ".join(formula.split())


def test_listed_states_can_be_asked_about() -> None:
    assert asked_formula(read(GRAPH), "state = war", "--for").meaning == Is("state", ("war",))


@pytest.mark.parametrize(
    ("formula", "code", "line", "column"),
    [
        ("calmm", "unknown-name", 1, 1),
        ("calm and A.z", "unknown-option", 1, 12),
        ("C.x", "unknown-actor", 1, 1),
        ("calm and\n B.y = lo", "unknown-value", 2, 8),
        ("calm ==", "formula-sign", 1, 6),
        ("", "formula-syntax", 1, 1),
        ("(calm", "formula-bracket", 1, 1),
    ],
)
def test_mistakes_point_into_the_formula(formula: str, code: str, line: int, column: int) -> None:
    with pytest.raises(QuestionError) as caught:
        asked_formula(read(TEXT.replace("FORMULA", "calm")), formula, "--for")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert (problem.place.file, problem.place.text) == ("--for", formula)


def test_situations_count_with_what_they_are_made_of() -> None:
    """A few names may stand for more terms than can be handled: 11 times 1,000 is more than 10,000."""
    long = " or ".join(["A.x"] * 1000)
    scenario = read(TEXT.replace("FORMULA", long))
    with pytest.raises(QuestionError, match="11,000 terms"):
        asked_formula(scenario, " and ".join(["asked"] * 11), "--for")
    asked_formula(scenario, " and ".join(["asked"] * 10), "--for")
