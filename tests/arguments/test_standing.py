"""How firmly claims stand, on the river of the other tests.

The rain is poor with a chance of 0.3 (0.2 to 0.4), it is angry with 0.5; Upper shuts the gates where the rain is poor.
The rain is good now, and it is calm.
"""

from __future__ import annotations

import pytest

from detente.arguments.standing import standing, weaknesses
from tests.arguments.test_claims import argument

OPEN = "no prospect has Upper.shut"  # holds now; in the worlds where the rain is good: 0.7 (0.6 to 0.8)
CALM = "every prospect has mood = calm"  # 0.5
BOTH = "every prospect has mood = calm and rain = good"  # 0.5 * 0.7 = 0.35 (0.3 to 0.4)


def stands(claim: str, **more: object) -> tuple[str, tuple[str, ...]]:
    found = argument(claim, **more)  # type: ignore[arg-type]
    judged = found.judged(found.scenario.claims[0])
    return standing(found.scenario, judged), weaknesses(found.scenario, judged)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (f"test: {OPEN}", ("pass", ())),
        (f"test: {CALM}", ("pass", ())),
        (f"test: {BOTH}", ("fragile", ("chance",))),
        # A word of chance stands for a band, whose least is what its author promises: 0.55, 0.8, 0.2.
        (f"test: {OPEN}, hedge: likely", ("pass", ())),
        (f"test: {OPEN}, hedge: very likely", ("fragile", ("chance",))),
        (f"test: {BOTH}, hedge: unlikely", ("pass", ())),
        # Where nothing is doubted there is no chance: Upper can always leave the gates as they are.
        ("test: Upper.shut is reachable", ("pass", ())),
        # Of a chance itself, the bounds are held against what is claimed: 0.3 (0.2 to 0.4).
        ("test: the chance of Upper.shut is at most 0.4", ("pass", ())),
        ("test: the chance of Upper.shut is at most 0.35", ("fragile", ("chance",))),
        ("test: the chance of Upper.shut is at least 0.2", ("pass", ())),
        ("test: the chance of Upper.shut is at least 0.25", ("fragile", ("chance",))),
        ("test: the chance of Upper.shut is 0.2 to 0.4", ("pass", ())),
        ("test: Upper.shut is likelier when rain = poor", ("pass", ())),
    ],
)
def test_a_claim_that_holds_passes_or_is_fragile(claim: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert stands(claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("test: every prospect has Upper.shut", "fail"),
        ("test: the chance of Upper.shut is at least 0.5", "fail"),
        ("test: every prospect where Upper.shut has Lower.strike", "vacuous"),
        ("test: no prospect has Upper.shut, in: never_so", "unknown"),
    ],
)
def test_other_verdicts_are_told_as_they_are(claim: str, expected: str) -> None:
    assert stands(claim)[0] == expected


DAM = """
title: The dam
actors:
  Upper:
    options: {shut: {assumed: x}}
    prefers: [{avoid: Lower.strike, assumed: x}, {want: shut, assumed: x}]
  Lower:
    options: {strike: {irreversible: yes, assumed: x}}
    prefers: [{avoid: Upper.shut and not strike, assumed: x}, {avoid: strike, assumed: x}]
claims:
"""


def test_a_claim_that_one_concept_alone_carries_is_fragile() -> None:
    """Only who does not look ahead shuts the gates: every other concept lets Upper foresee the strike."""
    struck = "test: every prospect has Lower.strike"
    assert stands(struck, concept="nash", text=DAM) == ("fragile", ("concept",))
    assert stands(struck, concept="seq", text=DAM)[0] == "fail"
    assert stands("test: no prospect has Upper.shut", concept="seq", text=DAM) == ("pass", ())
