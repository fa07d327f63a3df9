"""What flips between the saved text and another, as an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from detente.answers import flips
from detente.answers.analysis import Analysis
from detente.answers.run import State
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.provenance import Provenance, pack_provenance

Verdict = Literal["holds", "fails", "vacuous", "unknown"]


class FlippedState(Told):
    """A state by its number, and the options in which it differs from the status quo."""

    number: int
    departs: dict[str, str]


class Turned(Told):
    """States that hold now and did not (`gained`), and the other way round (`lost`, numbered as they were).

    The nearest to the status quo are told; `more` and `fewer` count all.
    """

    gained: list[FlippedState]
    lost: list[FlippedState]
    more: int
    fewer: int


class FlippedClaim(Told):
    """A claim with its verdicts before and after, null where it is not there."""

    name: str
    says: str
    before: Verdict | None
    after: Verdict | None
    reworded: bool = Field(description="whether its test differs too")


class Flips(Told):
    """What flips from the saved text to another."""

    scenario: str
    variant: str | None
    concept: str
    changes: list[str] = Field(description="what differs between the texts, in the conflict's own words")
    concepts: dict[str, Turned] | None = Field(
        description="equilibria by concept; null where the options differ, so that the states are not the same"
    )
    prospects: Turned | None = Field(description="where play comes to rest under the concept that leads")
    claims: list[FlippedClaim]
    judged: int = Field(description="how many claims both texts have")
    provenance: Provenance


def pack_flips(found: flips.Flips, changes: Sequence[str]) -> Flips:
    """Return an answer as its object; `changes` say in words what differs between the texts."""
    after = found.after
    concepts = found.concepts
    return Flips(
        scenario=after.title,
        variant=after.variant,
        concept=after.lead,
        changes=list(changes),
        concepts=None if concepts is None else {key: _turned(found, one) for key, one in concepts.items()},
        prospects=None if found.prospects is None else _turned(found, found.prospects),
        claims=[FlippedClaim(**vars(one)) for one in found.claims],
        judged=found.judged,
        provenance=pack_provenance(after.provenance),
    )


def _turned(found: flips.Flips, given: flips.Turned) -> Turned:
    return Turned(
        gained=[_state(found.after, one) for one in given.gained],
        lost=[_state(found.before, one) for one in given.lost],
        more=given.more,
        fewer=given.fewer,
    )


def _state(analysis: Analysis, given: State) -> FlippedState:
    start = {} if analysis.status_quo is None else analysis.status_quo.values
    departs = {option: value for option, value in given.values.items() if start.get(option) != value}
    return FlippedState(number=given.number, departs=departs)
