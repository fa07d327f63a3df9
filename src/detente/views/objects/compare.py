"""A comparison as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from detente.answers import comparison
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.rests import Cycle, Path, pack_cycles, pack_paths
from detente.views.objects.parts.states import State
from detente.views.objects.parts.text import listed_text, numbers_text, object_text, states_text


class Compared(Told):
    """One variant of a comparison; null names the scenario as written."""

    variant: str | None
    says: str | None
    changed: dict[str, str]
    states: int = Field(description="how many states are feasible")
    equilibria: list[int]
    prospects: list[State] | None
    outcome: dict[str, list[str]] = Field(description="for each option, its values in the prospects")
    paths: list[Path]
    cycles: list[Cycle]


class Comparison(Told):
    """What `detente compare --json` prints."""

    command: Literal["compare"] = "compare"
    scenario: str
    concept: str
    variants: list[Compared]
    differing: list[str] = Field(description="the options in which the prospects differ")
    provenance: Provenance


def compared(found: comparison.Comparison) -> Iterator[str]:
    """Return the text of a comparison as its JSON object, piece by piece."""
    rest = Comparison(
        scenario=found.title,
        concept=found.concept,
        variants=[],
        differing=list(found.differing),
        provenance=pack_provenance(found.provenance),
    )
    return object_text(rest, {"variants": listed_text(_compared(one) for one in found.variants)})


def _compared(given: comparison.Compared) -> Iterator[str]:
    held, states = given.analysis.held, given.analysis.states
    rest = Compared(
        variant=given.variant,
        says=given.says,
        changed=dict(given.changed),
        states=len(states),
        equilibria=[],
        prospects=None,
        outcome={option: list(values) for option, values in given.outcome.items()},
        paths=[],
        cycles=[],
    )
    long = {
        "equilibria": numbers_text(held.equilibria),
        "prospects": ["null"] if held.prospects is None else states_text(states, held.prospects.places),
        "paths": pack_paths(given.analysis),
        "cycles": pack_cycles(given.analysis),
    }
    return object_text(rest, long)


ENVELOPE = Comparison
