"""Findings: the verdict on a claim in one world, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.engine.paths import Step
from detente.prospects.worlds import Bounds

Verdict = Literal["holds", "fails", "vacuous", "unknown"]
"""`vacuous`: there is nothing that the claim speaks of, or a lock decides it; `unknown`: something is missing."""

Kind = Literal[
    "has",
    "lacks",
    "none",
    "improves",
    "stuck",
    "moves",
    "deterred",
    "untempted",
    "unable",
    "suits",
    "objected",
    "agreed",
    "unreachable",
    "unwilling",
    "undone",
    "differs",
    "same",
    "likelier",
    "chance",
    "preferred",
    "dispreferred",
    "reached",
    "unreached",
    "locked",
    "missing",
]
"""What a witness shows; the forms say which they give (`detente.arguments.forms`)."""


@dataclass(frozen=True)
class Witness:
    """What shows a verdict: a state, a move, a path, two states, two sets of values, or two chances.

    `state` is the state that it is about (counted from 0, as all states here), `other` the one that it leads to or is
    compared with. `actors` are those who move, object or would undo it. `count` of `among` things are as the claim
    says. `steps` lead to `state` from the status quo. `here` and `there` are the values found in one variant only.
    `chances` are what is compared, `missing` says what is not there.
    """

    kind: Kind
    state: int | None = None
    other: int | None = None
    actors: tuple[int, ...] = ()
    count: int | None = None
    among: int | None = None
    steps: tuple[Step, ...] = ()
    here: tuple[tuple[str, ...], ...] = ()
    there: tuple[tuple[str, ...], ...] = ()
    chances: tuple[Bounds, ...] = ()
    missing: str = ""


@dataclass(frozen=True)
class Finding:
    """A verdict with what shows it."""

    verdict: Verdict
    witness: Witness


def unknown(missing: str) -> Finding:
    """Return the finding of a claim that cannot be judged, with what is missing."""
    return Finding("unknown", Witness("missing", missing=missing))


def nothing(among: int = 0) -> Finding:
    """Return the finding of a claim that speaks of nothing; there are `among` states that it might have spoken of."""
    return Finding("vacuous", Witness("none", count=0, among=among))


def finding(holds: bool, witness: Witness) -> Finding:
    """Return the finding of a claim that holds or fails."""
    return Finding("holds" if holds else "fails", witness)
