"""Claims of every form on small conflicts drawn at random come out as the definitions say, in every world."""

from __future__ import annotations

from random import Random

import pytest

from detente.arguments.claims import Argument
from detente.arguments.forms import forms
from detente.engine.stability import concepts
from detente.errors import ConflictError
from detente.grounds import together as joined
from detente.scenario.model import Claim
from detente.scenario.reader import read
from tests.arguments.drawn import NAMES, case
from tests.arguments.oracle import Case, Said, chances, verdict, weighed
from tests.oracles.oracle import NoAnswer

COUNT = 6
"""Conflicts of each shape."""

CONCEPTS = tuple(concepts())


def expected(drawn: Case, said: Said, concept: str) -> str:
    try:
        return weighed(drawn, said, concept) if said.form in ("likelier", "chance") else verdict(drawn, said, concept)
    except NoAnswer:
        return "unknown"


def check_verdicts(drawn: Case, argument: Argument, said: Said, claim: Claim) -> None:
    under = CONCEPTS if said.form not in ("likelier", "chance") else (argument.concept(claim).key,)
    for concept in under:
        found = argument.judge(claim, concepts()[concept])
        assert found.verdict == expected(drawn, said, concept), (said, concept)
    assert argument.judge(claim).verdict == expected(drawn, said, argument.concept(claim).key)


def check_chances(drawn: Case, argument: Argument, said: Said, claim: Claim) -> None:
    concept = argument.concept(claim).key
    if said.form in ("likelier", "chance"):
        assert argument.likely(claim) is None
        return
    try:
        found = argument.likely(claim)
    except ConflictError:
        with pytest.raises(NoAnswer):
            verdict(drawn, said, concept)
        return
    if found is None:
        return  # nothing is doubted, locks decide, or the status quo is unknown: told by other tests
    right = chances(drawn, said, concept)
    assert right is not None
    assert found.holds.middle == pytest.approx(float(right["holds"]), abs=1e-9), said
    assert found.vacuous.middle == pytest.approx(float(right["vacuous"]), abs=1e-9), said
    assert found.impossible.middle == pytest.approx(float(right["none"]), abs=1e-9), said
    assert found.holds.low <= found.holds.middle <= found.holds.high


@pytest.mark.parametrize("together", [False, True], ids=["one by one", "together"])
@pytest.mark.parametrize("shape", NAMES)
def test_claims_come_out_as_the_definitions_say(shape: str, together: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if together:
        monkeypatch.setattr(joined, "SMALL", 0)
    for number in range(COUNT):
        check(shape, f"{shape} {number} {together}")


def check(shape: str, seed: str) -> None:
    luck = Random(seed)
    drawn = case(shape, luck)
    scenario = read(drawn.text, concepts=concepts())
    argument = Argument(scenario, concepts()[luck.choice(CONCEPTS)])
    argument.prepare(scenario.claims)
    for said, claim in zip(drawn.claims, scenario.claims, strict=True):
        try:
            check_verdicts(drawn, argument, said, claim)
            check_chances(drawn, argument, said, claim)
        except AssertionError as error:
            raise AssertionError(f"{seed}: {said.name}\n{drawn.text}") from error


def test_the_draws_meet_every_verdict_of_every_form() -> None:
    """Else the comparison would be of little."""
    met: dict[str, set[str]] = {form: set() for form in forms()}
    for shape in NAMES:
        for number in range(COUNT):
            drawn = case(shape, Random(f"{shape} {number} False"))
            for said in drawn.claims:
                if said.form not in ("likelier", "chance"):
                    met[said.form].add(expected(drawn, said, "seq"))
    for form, verdicts in met.items():
        if form not in ("likelier", "chance"):
            assert {"holds", "fails", "vacuous"} <= verdicts, form
