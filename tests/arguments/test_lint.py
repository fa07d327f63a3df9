"""What is found and what of it is accepted: by check and name, all names of a thing found of several."""

from __future__ import annotations

import pytest

from detente import api
from detente.answers.lint import lint
from detente.arguments.standards import codes
from detente.errors import QuestionError
from detente.scenario.reader import read
from tests.arguments.river import HALF, RAIN, claimed, linted, of_essay, river

WORD, ODDS = "word-against-number", "inconsistent-claims"
SURE = (RAIN, claimed(f"test: {HALF}, hedge: very likely", f"test: {HALF}, hedge: even chance"))
APART = (RAIN, claimed("test: some prospect has Upper.gates = open", f"test: {HALF}"))


def accepting(check: str, of: str) -> str:
    return f"accept: [{{check: {check}, of: {of}, because: it is quoted}}]"


def test_what_is_accepted_is_told_apart() -> None:
    found = linted(WORD, *SURE, accepting(WORD, "a"))
    assert [one.lapse.of for one in found.remarks] == [("b",)]
    (one,) = found.accepted
    assert one.lapse.of == ("a",)
    assert one.accepted is not None
    assert one.accepted.because == "it is quoted"
    assert found.warnings == found.remarks
    assert found.unused == ()
    both = linted(WORD, *SURE, accepting(WORD, "[a, b]"))
    assert both.remarks == ()
    assert len(both.accepted) == 2


def test_an_acceptance_is_of_its_own_check() -> None:
    found = linted(WORD, *SURE, accepting("stated-as-fact", "a"))
    assert len(found.remarks) == 2
    assert found.unused == ()  # that check was not made


def test_what_is_found_of_several_is_accepted_by_all_names() -> None:
    assert [one.lapse.of for one in linted(ODDS, *APART).remarks] == [("a", "b")]
    assert linted(ODDS, *APART, accepting(ODDS, "[b, a]")).remarks == ()
    one = linted(ODDS, *APART, accepting(ODDS, "a"))
    assert len(one.remarks) == 1
    assert [left.of for left in one.unused] == [("a",)]


def test_an_acceptance_that_accepts_nothing_is_told() -> None:
    found = linted(WORD, RAIN, claimed(f"test: {HALF}, hedge: likely"), accepting(WORD, "[a, Upper.calm]"))
    assert [(one.acceptance.check, one.of) for one in found.unused] == [(WORD, ("a", "Upper.calm"))]
    some = linted(WORD, *SURE, accepting(WORD, "[a, Upper.calm]"))
    assert [one.of for one in some.unused] == [("Upper.calm",)]
    essay = "So.\n\n~~~claim b\n~~~\n"
    assert of_essay("stated-as-fact", essay, *SURE, accepting(WORD, "a")) == [("b",)]
    assert of_essay(WORD, essay, *SURE) == []  # the words of a scenario are asked about there


def test_the_first_acceptance_gives_the_reason() -> None:
    twice = accepting(WORD, "a").removesuffix("]") + f", {{check: {WORD}, of: a, because: again}}]"
    (one,) = linted(WORD, *SURE, twice).accepted
    assert one.accepted is not None
    assert one.accepted.because == "it is quoted"


def test_what_is_accepted_twice_is_told() -> None:
    again = f", {{check: {WORD}, of: [b, a, Upper.calm], because: again}}]"
    found = linted(WORD, *SURE, accepting(WORD, "a").removesuffix("]") + again)
    assert found.remarks == ()  # `b` is accepted by the second alone
    first, second = found.scenario.accepted
    assert [(one.acceptance, one.of, one.before) for one in found.unused] == [
        (second, ("a",), first),
        (second, ("Upper.calm",), None),
    ]
    # What is found of two is accepted by those alone that name both.
    one_of_two = accepting(ODDS, "[a, b]").removesuffix("]") + f", {{check: {ODDS}, of: a, because: again}}]"
    assert [(one.of, one.before) for one in linted(ODDS, *APART, one_of_two).unused] == [(("a",), None)]


def test_all_checks_are_made_unless_some_are_named() -> None:
    found = api.lint("chicken")
    assert found.codes == codes()
    assert api.lint("chicken", [WORD, ODDS, WORD]).codes == (ODDS, WORD)
    told: list[tuple[str, float]] = []
    lint(read(river(*SURE)), progress=lambda doing, part: told.append((doing, part)))
    assert {"Claim a", "What claims rest on"} <= {doing for doing, _ in told}
    assert all(0 <= part <= 1 for _, part in told)


@pytest.mark.parametrize(("only", "words", "code"), [("idle", None, "unknown-check"), ((), "british", "unknown-words")])
def test_what_there_is_not_cannot_be_asked(only: str, words: str | None, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        api.lint("chicken", only, words)
    assert caught.value.problems[0].code == code


def test_a_check_that_cannot_be_made_is_told_and_the_others_are() -> None:
    found = lint(read(river("start: unknown", claimed("test: no equilibrium has Upper.gates = open"))))
    assert [one.code for one in found.unchecked] == ["undiscussed-outcome"]
    assert {one.code for one in found.every} <= set(codes()) - {"undiscussed-outcome"}
