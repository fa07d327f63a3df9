"""The sentences of claims: each form with its parts, and what is said of sentences that have none of the forms."""

from __future__ import annotations

import re

import pytest

from detente.errors import Place
from detente.scenario import claim as module
from detente.scenario.claim import FORMS
from detente.scenario.expression import Is, Named, Not
from detente.scenario.model import Test
from detente.scenario.reader import read
from tests.scenario.sample import problems

FILE = """\
title: a
circumstances:
  dry: {{now: yes}}
situations:
  has: A.x
actors:
  A: {{options: {{x: {{}}, "on": {{values: [to, can, "is it"]}}}}, prefers: []}}
  B: {{options: {{x: {{}}}}, prefers: []}}
  "C and D": {{options: {{x: {{}}}}, prefers: []}}
variants: {{wet: {{set: {{dry: no}}}}}}
claims:
  - name: other
    says: b
    test: no state with dry suits everyone
  - name: tested
    says: b
    test: {test}
"""
LINE, COLUMN = 17, 12  # of the first character of the sentence


def parsed(sentence: str) -> Test:
    """Return the test that a sentence describes."""
    return read(FILE.format(test="'" + sentence.replace("'", "''") + "'")).claims[1].test


X = Is("A.x", ("yes",))
DRY = Is("dry", ("yes",))
Parts = tuple[str, dict[str, object], tuple[str, ...], tuple[str, ...], dict[str, str]]

SENTENCES: list[tuple[str, Parts]] = [
    ("every prospect has A.x", ("has", {"has": X}, (), (), {"quantifier": "every", "among": "prospect"})),
    (
        "no equilibrium where dry has not A.x",
        ("has", {"where": DRY, "has": Not(X)}, (), (), {"quantifier": "no", "among": "equilibrium"}),
    ),
    ("some prospect has dry", ("has", {"has": DRY}, (), (), {"quantifier": "some", "among": "prospect"})),
    (
        "where A.x in [no, yes], B can improve to dry",
        ("can improve", {"where": Is("A.x", ("no", "yes")), "to": DRY}, ("B",), (), {}),
    ),
    ("at the start A would move to A.x", ("would move", {"to": X}, ("A",), (), {"would": "yes"})),
    ("at the start A would not move to not A.x", ("would move", {"to": Not(X)}, ("A",), (), {"would": "no"})),
    ("no state with A.x suits everyone", ("suits everyone", {"with": X}, (), (), {"quantifier": "no"})),
    ("some state with A.x suits everyone", ("suits everyone", {"with": X}, (), (), {"quantifier": "some"})),
    ("A and B can agree on A.x", ("agree", {"on": X}, ("A", "B"), (), {"can": "yes"})),
    ('A and "C and D" and B cannot agree on dry', ("agree", {"on": DRY}, ("A", "C and D", "B"), (), {"can": "no"})),
    ("prospects differ from wet on A.x", ("differ", {}, (), ("A.x",), {"among": "prospect", "from": "wet"})),
    (
        'equilibria differ from "wet" on A.x, dry, has, B."x"',
        ("differ", {}, (), ("A.x", "dry", "has", "B.x"), {"among": "equilibrium", "from": "wet"}),
    ),
    ("A.x is likelier when dry", ("likelier", {"what": X, "when": DRY}, (), (), {})),
    ("other is likelier when not dry", ("likelier", {"when": Not(DRY)}, (), ("other",), {})),
    ("the chance of A.x is likely", ("chance", {"of": X}, (), (), {"is": "likely"})),
    ("the chance of A.x is  very  unlikely", ("chance", {"of": X}, (), (), {"is": "very unlikely"})),
    ("the chance of not A.x is at least 0.25", ("chance", {"of": Not(X)}, (), (), {"at least": "0.25"})),
    ("the chance of A.x is at most 1", ("chance", {"of": X}, (), (), {"at most": "1"})),
    ("B prefers A.x to dry", ("prefers", {"prefers": X, "to": DRY}, ("B",), (), {})),
    ("A.x is reachable", ("reachable", {"what": X}, (), (), {"by": "moves"})),
    ("A.x is reachable by improvements", ("reachable", {"what": X}, (), (), {"by": "improvements"})),
    ("A.x is reachable by B alone", ("reachable", {"what": X}, ("B",), (), {"by": "moves"})),
    ("A.x is reachable by improvements by B alone", ("reachable", {"what": X}, ("B",), (), {"by": "improvements"})),
]


@pytest.mark.parametrize(("sentence", "parts"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_forms(sentence: str, parts: Parts) -> None:
    test = parsed(sentence)
    meanings = {role: formula.meaning for role, formula in test.formulas.items()}
    assert (test.form, meanings, test.actors, test.names, dict(test.words)) == parts
    assert test.text == " ".join(sentence.split())
    assert test.place == Place("<text>", LINE, COLUMN)


def test_every_form_has_a_sentence_and_is_documented() -> None:
    assert {parts[0] for _, parts in SENTENCES} == set(FORMS)
    documented = re.findall(r"^\| ([a-z ]+) \|", module.__doc__ or "", re.MULTILINE)
    assert set(documented) - {"form"} == set(FORMS)


def test_words_of_the_sentence_may_be_names_elsewhere() -> None:
    test = parsed("every prospect has has and A.on = to")
    assert test.formulas["has"].meaning == parsed('every prospect has "has" and A."on" = "to"').formulas["has"].meaning
    assert Named("has", X) in test.formulas["has"].meaning.parts  # type: ignore[union-attr]
    test = parsed("where A.on = can, A can improve to A.on = to")
    assert test.formulas["where"].meaning == Is("A.on", ("can",))
    assert test.formulas["to"].meaning == Is("A.on", ("to",))
    assert parsed('the chance of A.on = "is it" is likely').formulas["of"].meaning == Is("A.on", ("is it",))


def test_formulas_inside_have_their_place() -> None:
    test = parsed("where dry, B can improve to A.x")
    assert [str(test.formulas[role].place) for role in ("where", "to")] == [f"<text>:{LINE}:18", f"<text>:{LINE}:40"]
    assert [test.formulas[role].text for role in ("where", "to")] == ["dry", "A.x"]


WRONG = [
    # sentence with the mark, phrases
    ("every prospect «as A.x", ("goes astray after `every prospect`", f"`{FORMS['has']}`")),
    ("every «prospects has A.x", ("goes astray after `every`", f"`{FORMS['has']}`")),
    ("every prospect has«", ("ends too early", f"`{FORMS['has']}`")),
    ("where A.x, B can improve«", ("ends too early", f"`{FORMS['can improve']}`")),
    ("at the start A should move to A.x«", (f"`{FORMS['would move']}`",)),
    ("where A.x, B can improve «tomato", (f"`{FORMS['can improve']}`",)),
    ("«, A", ("begins astray",)),
    ("hello«", ("ends too early", f"`{FORMS['has']}`")),
    ("A and B can agree «about A.x", (f"`{FORMS['agree']}`",)),
    ("no state with A.x suits «all", (f"`{FORMS['suits everyone']}`",)),
    ("the chance of A.x«", (f"`{FORMS['chance']}`",)),
    ("A.x is «reached by improvements", (f"`{FORMS['reachable']}`",)),
    ("«A can agree on A.x", ("Only `A` is named", "A and B")),
    ("«A or B can agree on A.x", ("`A or B` is not a name",)),
    ("at the start «A and B would move to A.x", ("`A and B` names several actors",)),
    ("prospects differ from wet on «A.x = no", ("`A.x = no` is not a name",)),
]


@pytest.mark.parametrize(("sentence", "phrases"), WRONG, ids=[sentence for sentence, _ in WRONG])
def test_sentences_without_a_form(sentence: str, phrases: tuple[str, ...]) -> None:
    before, _, after = sentence.partition("«")
    found = problems(FILE.format(test="'" + before + after + "'"))
    assert [problem.code for problem in found] == ["claim-form"], found
    place = found[0].place
    assert place is not None
    assert (place.line, place.column) == (LINE, COLUMN + len(before))
    for phrase in phrases:
        assert phrase in str(found[0])


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("every prospect has A.x and«", "formula-syntax"),
        ("every prospect where «dri has A.x", "unknown-name"),
        ("A and «or can agree on dry", "formula-syntax"),
        ("the chance of A.x is «probable", "unknown-chance"),
        ("the chance of A.x is «at least 2", "number-out-of-range"),
        ("the chance of A.x is «at most many", "not-a-number"),
        ("prospects differ from wet on A.«q", "unknown-option"),
        ("prospects differ from «dry on A.x", "unknown-variant"),
        ("prospects differ from wet on«", "claim-form"),
        ("«Z prefers A.x to dry", "unknown-actor"),
        ("A.x is likelier when «B.x", "condition-over-options"),
    ],
)
def test_mistakes_inside_a_sentence(sentence: str, code: str) -> None:
    before, _, after = sentence.partition("«")
    found = problems(FILE.format(test=f"'{before}{after}'"))
    assert [(problem.code, str(problem.place)) for problem in found] == [
        (code, f"f.yaml:{LINE}:{COLUMN + len(before)}")
    ]


def test_claims_may_not_speak_of_each_other_in_a_circle() -> None:
    text = FILE.format(test="other is likelier when dry").replace(
        "test: no state with dry suits everyone", "test: tested is likelier when dry"
    )
    (found,) = problems(text)
    assert found.code == "circular-claims"
    assert "`other` → `tested` → `other`" in found.given
