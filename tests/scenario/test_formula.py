"""Formulas: how they bind, what names mean where, what is said of mistakes, and how large they may be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.scenario.expression import ALWAYS, NEVER, Expression, Is, Named, Not, holds
from detente.scenario.formula import parse
from detente.scenario.formula_mistakes import Mistake
from detente.scenario.model import Ordered
from detente.scenario.reader import read
from tests.scenario.sample import OPTIONS, changed, problems

FILE = """\
title: a
circumstances:
  wet: {{now: yes}}
  "half dry": {{now: no}}
  level: {{values: [low, "2", mid, high], now: mid}}
situations:
  tested: {formula}
  other: wet
actors:
  A: {{options: {{x: {{}}, y: {{}}, z: {{}}, only: {{values: [never, once, "not yet"]}}}}, prefers: []}}
  B: {{options: {{x: {{}}}}, prefers: []}}
"""


def meaning(formula: str) -> Expression:
    """Return the meaning of a formula in the file above."""
    quoted = "'" + formula.replace("'", "''") + "'"
    return read(FILE.format(formula=quoted)).situations["tested"].formula.meaning


def truths(formula: str) -> list[bool]:
    """Return the truth of a formula over A.x, A.y, A.z, the last one fastest."""
    expression = meaning(formula)
    return [
        holds(expression, dict(zip(("A.x", "A.y", "A.z"), values, strict=True)))
        for values in product(("no", "yes"), repeat=3)
    ]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A.x or A.y and A.z", lambda x, y, z: x or (y and z)),
        ("A.x and A.y or A.z", lambda x, y, z: (x and y) or z),
        ("not A.x and A.y or A.z", lambda x, y, z: ((not x) and y) or z),
        ("not A.x or A.y", lambda x, y, z: (not x) or y),
        ("not (A.x or A.y) and A.z", lambda x, y, z: not (x or y) and z),
        ("A.x and (A.y or A.z)", lambda x, y, z: x and (y or z)),
        ("not not A.x", lambda x, y, z: x),
        ("not not not A.x = yes", lambda x, y, z: not x),
        ("A.x != yes and not A.y = no", lambda x, y, z: not x and y),
        ("not A.x in [yes] or A.y not in [yes, no]", lambda x, y, z: not x),
        ("always and A.x", lambda x, y, z: x),
        ("never or A.x", lambda x, y, z: x),
        (" (( A.x ))or(A.y) ", lambda x, y, z: x or y),
        ('"A"."x" and A."y" = "yes"', lambda x, y, z: x and y),
    ],
)
def test_binding(formula: str, expected) -> None:  # type: ignore[no-untyped-def]
    assert truths(formula) == [bool(expected(*values)) for values in product((False, True), repeat=3)]


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        ("level = mid", ("mid",)),
        ("level != mid", ("low", "2", "high")),
        ("level in [high, low]", ("low", "high")),
        ("level not in [high, low]", ("2", "mid")),
        ("level < mid", ("low", "2")),
        ("level <= mid", ("low", "2", "mid")),
        ("level > mid", ("high",)),
        ("level >= mid", ("mid", "high")),
        ("level < low", ()),
        ("level >= 2", ("2", "mid", "high")),
    ],
)
def test_comparisons_follow_the_order_of_values(formula: str, values: tuple[str, ...]) -> None:
    assert meaning(formula) == Is("level", values)


def test_words_of_the_language_may_be_values_and_quotes_hold_anything() -> None:
    assert meaning("A.only = never") == Is("A.only", ("never",))
    assert meaning('A.only in ["not yet", once]') == Is("A.only", ("once", "not yet"))
    assert meaning('"half dry"') == Is("half dry", ("yes",))
    assert meaning("always") == ALWAYS
    assert meaning("never") == NEVER
    assert meaning("not other") == Not(Named("other", Is("wet", ("yes",))))


def test_own_options_are_written_without_the_actor() -> None:
    scenario = read(OPTIONS)
    ann = scenario.actors["Ann"].preferences
    assert [statement.aim.meaning for statement in ann.statements] == [  # type: ignore[union-attr]
        Is("Ann.dig", ("yes",)),
        Named("trouble", scenario.situations["trouble"].formula.meaning),
        Is("Ann.help", ("some", "much")),
    ]
    assert isinstance(ann, Ordered)
    condition = ann.statements[0].condition
    assert condition is not None
    assert condition.meaning == Is("Ann.help", ("some", "much"))
    assert (condition.text, str(condition.place)) == ("help > none", "<text>:26:38")


def test_a_short_name_gives_way_to_nothing() -> None:
    text = changed(OPTIONS, "fence: {}", "fence: {}\n      help: {needs: help}")
    option = read(text).options["Bob.help"]
    assert option.needs is not None
    assert option.needs.meaning == Is("Bob.help", ("yes",))


MISTAKES = [
    # formula with the mark, code, phrases
    ("«", "formula-syntax", ("Nothing is written here", "a condition")),
    ("wet and«", "formula-syntax", ("The formula ends after `and`", "Expected a condition", "Write what is missing")),
    ("«and wet", "formula-syntax", ("`and` stands at the beginning", "Expected a condition")),
    ("wet and «or other", "formula-syntax", ("`or` stands after `and`", "Remove it")),
    ("wet «other", "formula-syntax", ("`other` stands after `wet`", "Join two conditions with `and` or `or`")),
    ("(wet «other)", "formula-syntax", ("`and`, `or` or `)`",)),
    ("A.x = yes «B.x", "formula-syntax", ("`B` stands after `yes`", "`and`, `or`, or the end")),
    ("(A.x = yes «B.x)", "formula-syntax", ("`and`, `or` or `)`",)),
    ("level =«", "formula-syntax", ("The formula ends after `=`", "Expected a value")),
    ("level in «mid", "formula-syntax", ("a list in brackets",)),
    ("level in [«]", "formula-syntax", ("`]` stands after `[`", "Expected a value")),
    ("level in [low «mid]", "formula-syntax", ("`,` or `]`",)),
    ("level not «mid", "formula-syntax", ("`in`",)),
    ("A.«", "formula-syntax", ("after `.`", "Expected a name")),
    ("A.x«.y", "formula-syntax", ("`.` stands after `x`",)),
    ("wet «% other", "formula-syntax", ("`%` stands after `wet`", "in double quotes")),
    ("wet «== yes", "formula-sign", ("`==`", "Write `=` in place of `==`.")),
    ("wet «&& other", "formula-sign", ("Write `and`",)),
    ("wet «|| other", "formula-sign", ("Write `or`",)),
    ("«!wet", "formula-sign", ("Write `not`",)),
    ("level «<> mid", "formula-sign", ("Write `!=`",)),
    ("level «≠ mid", "formula-sign", ("Write `!=`",)),
    ("level «=> mid", "formula-sign", ("Write `>=`",)),
    ("level in «{mid}", "formula-sign", ("Write `[`",)),
    ("wet «AND other", "formula-sign", ("Write `and` in place of `AND`.",)),
    ("«Not wet", "formula-sign", ("Write `not`",)),
    ("level = «“mid”", "formula-sign", ("double quotes",)),
    ('wet and «"other', "formula-quote", ("never closed",)),
    ("«(wet or other", "formula-bracket", ("opened here and not closed", "Write `)`")),
    ("level in «[low, mid", "formula-bracket", ("Write `]`",)),
    ("wet or other«)", "formula-bracket", ("not open", "Remove `)`")),
    ("(wet or level in [low«)", "formula-bracket", ("`)` closes a bracket that is not open",)),
    ("(«", "formula-syntax", ("The formula ends after `(`", "Expected a condition")),
]


@pytest.mark.parametrize(("formula", "code", "phrases"), MISTAKES, ids=[example[0] for example in MISTAKES])
def test_mistakes_are_placed_and_explained(formula: str, code: str, phrases: tuple[str, ...]) -> None:
    before, _, after = formula.partition("«")
    with pytest.raises(Mistake) as caught:
        parse(before + after)
    mistake = caught.value
    assert (mistake.code, mistake.at) == (code, len(before)), mistake
    for phrase in phrases:
        assert phrase in f"{mistake.given}. {mistake.expected} {mistake.remedy}"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("wet and wett", "f.yaml:7:19"),  # plain: exact
        ("'wet and wett'", "f.yaml:7:20"),  # in quotes without escapes: exact
        ('"wet and wett"', "f.yaml:7:20"),
        ("'wet and ''wett'", "f.yaml:7:11"),
        ('"wet\\tand wett"', "f.yaml:7:11"),  # escapes: the start of the text
        ("wet and\n    wett", "f.yaml:7:11"),  # several lines: the start of the text
        (">\n    wet and wett", "f.yaml:7:11"),
    ],
)
def test_places_inside_scalars(written: str, place: str) -> None:
    found = problems(FILE.format(formula=written))
    assert str(found[0].place) == place


def test_which_value_and_situations_compared() -> None:
    (found,) = problems(FILE.format(formula="not level"))
    assert (found.code, str(found.place)) == ("which-value", "f.yaml:7:15")
    assert "`level = high`" in found.remedy
    (found,) = problems(FILE.format(formula="other = yes"))
    assert (found.code, str(found.place)) == ("situation-compared", "f.yaml:7:11")
    assert "`not other`" in found.remedy


def test_all_wrong_names_of_a_formula_are_told() -> None:
    found = problems(FILE.format(formula="wett and level = lo or A.w"))
    assert [problem.code for problem in found] == ["unknown-name", "unknown-value", "unknown-option"]
    assert [problem.place.column for problem in found if problem.place] == [11, 28, 36]


@pytest.mark.parametrize("terms", [1000, 1001, 10_000])
def test_terms_of_one_formula(terms: int) -> None:
    text = FILE.format(formula=" or ".join(["wet"] * terms))
    if terms <= 1000:
        assert len(read(text).situations) == 2
        return
    (found,) = problems(text)
    assert found.code == "formula-too-long"
    assert f"{terms:,} terms" in found.given
    assert "1,000" in found.expected
    assert "under `situations`" in found.remedy


def test_long_lists_count_as_terms() -> None:
    (found,) = problems(FILE.format(formula="'level in [" + ", ".join(["low"] * 2000) + "]'"))
    assert found.code == "formula-too-long"


@pytest.mark.parametrize("levels", [100, 101, 100_000])
def test_levels_of_parentheses(levels: int) -> None:
    text = FILE.format(formula="(" * levels + "wet" + ")" * levels)
    if levels <= 100:
        assert read(text).situations["tested"].formula.meaning == Is("wet", ("yes",))
        return
    (found,) = problems(text)
    assert (found.code, str(found.place)) == ("formula-too-long", "f.yaml:7:111")


def test_brackets_in_quotes_are_no_levels() -> None:
    many = '"' + "(" * 150 + '"'
    with pytest.raises(Mistake) as caught:
        parse(f"wet = {many} wet")
    assert caught.value.code == "formula-syntax"


def test_the_deepest_formula_can_be_worked_with() -> None:
    formula = "wet"
    for _ in range(60):
        formula = f"not (A.x and {formula} or A.y)"
    expression = meaning(formula)
    assert holds(expression, {"wet": "yes", "A.x": "no", "A.y": "no"}) in (True, False)
    assert repr(expression)


def situations(lines: list[str]) -> str:
    """Return a file with situations."""
    body = "".join(f"  {line}\n" for line in lines)
    return f"title: a\nsituations:\n{body}actors: {{A: {{options: {{x: {{}}}}, prefers: []}}}}\n"


def test_doubling_situations_do_not_explode() -> None:
    doubling = ["s0: A.x", *(f"s{n}: s{n - 1} and s{n - 1}" for n in range(1, 60))]
    found = problems(situations(doubling))
    assert [(problem.code, str(problem.place)) for problem in found] == [("formula-too-large", "f.yaml:17:8")]
    assert "16,384 terms" in found[0].given
    assert "10,000" in found[0].expected


def test_long_chains_of_situations_do_not_overflow() -> None:
    chain = ["s0: A.x", *(f"s{n}: s{n - 1}" for n in range(1, 5000))]
    (found,) = problems(situations(chain[::-1]))
    assert found.code == "formula-too-large"
    assert "201 levels" in found.given
    fine = read(situations(["s0: A.x", *(f"s{n}: not s{n - 1} or A.x" for n in range(1, 66))]))
    assert holds(fine.situations["s65"].formula.meaning, {"A.x": "yes"})


def test_circles_of_situations_are_named_and_nothing_else_is_told() -> None:
    found = problems(situations(["a: b", "b: c and A.x", "c: a or d", "d: A.x", "e: e", "f: a and e and not d"]))
    assert [problem.code for problem in found] == ["cyclic-situations", "cyclic-situations"]
    assert "`a` → `b` → `c` → `a`" in found[0].given
    assert str(found[0].place) == "f.yaml:3:3"
    assert "`e` is made of itself" in found[1].given


def test_situations_may_stand_in_any_order() -> None:
    scenario = read(situations(["b: not a", "a: A.x"]))
    assert list(scenario.situations) == ["b", "a"]
    assert scenario.situations["b"].formula.meaning == Not(Named("a", Is("A.x", ("yes",))))


trees = st.recursive(
    st.sampled_from(["A.x", "A.y = no", "A.z in [yes]", "A.x != yes", "always", "never"]),
    lambda part: st.one_of(
        part.map(lambda f: f"not ({f})"),
        st.tuples(part, part).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(part, part).map(lambda pair: f"({pair[0]}) or ({pair[1]})"),
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(trees)
def test_formulas_mean_what_python_means(formula: str) -> None:
    python = formula
    for ours, theirs in (
        ("A.y = no", "not y"),
        ("A.z in [yes]", "z"),
        ("A.x != yes", "not x"),
        ("A.x", "x"),
        ("always", "True"),
        ("never", "False"),
    ):
        python = python.replace(ours, theirs)
    expected = [bool(eval(python, {}, dict(zip("xyz", at, strict=True)))) for at in product((False, True), repeat=3)]
    assert truths(formula) == expected
