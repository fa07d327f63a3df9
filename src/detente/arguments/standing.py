"""How firmly a claim stands: whether it holds, and whether it would still hold if little were otherwise."""

from __future__ import annotations

from typing import Literal

from detente.arguments.judged import Judged, band_of
from detente.prospects.bounds import DIGITS
from detente.scenario.model import Scenario

Standing = Literal["pass", "fail", "fragile", "vacuous", "unknown"]
"""`fragile`: it holds, and `weaknesses` tell what that hangs by; the others are verdicts, `pass` for one that holds."""

Weakness = Literal["concept", "chance"]
"""`concept`: no other concept carries it; `chance`: its chance may be less than what is claimed."""

HALF = 0.5
"""What the chance of a claim without a word of chance should be at least: else it may as well fail."""


def standing(scenario: Scenario, judged: Judged) -> Standing:
    """Return how firmly a claim stands."""
    match judged.verdict:
        case "holds":
            return "fragile" if weaknesses(scenario, judged) else "pass"
        case "fails":
            return "fail"
        case "vacuous" | "unknown":  # pragma: no branch
            return judged.verdict


def weaknesses(scenario: Scenario, judged: Judged) -> tuple[Weakness, ...]:
    """Return what a claim that holds hangs by.

    A concept that alone carries it; or a chance whose bounds reach below what its word of chance stands for, or below
    one half where it has no word. For a claim about a chance: bounds that reach beyond what is claimed.
    """
    found: list[Weakness] = []
    if judged.alone:
        found.append("concept")
    if _falls_short(scenario, judged):
        found.append("chance")
    return tuple(found)


def _falls_short(scenario: Scenario, judged: Judged) -> bool:
    claimed = band_of(scenario, judged.claim)
    if claimed is not None:
        given = judged.finding.witness.chances[0]
        return _less(given.low, float(claimed.low)) or _less(float(claimed.high), given.high)
    if judged.likely is None:
        return False
    return _less(judged.likely.holds.low, HALF if judged.band is None else float(judged.band.low))


def _less(one: float, other: float) -> bool:
    return round(one - other, DIGITS) < 0
