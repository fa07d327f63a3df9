"""What covers the sources of a scenario, as an object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from detente.answers import coverage
from detente.scenario import model
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import pack_citation


class Passage(Told):
    """A place of a source with the names of what cites it, by kind."""

    place: str
    number: int | None = Field(description="of a paragraph, where they are counted")
    covered: bool = Field(description="whether something other than what is not modelled cites it")
    parts: dict[str, list[str]] = Field(
        description="claims by stance (own, inferred, reported, doubted), parts of the model, and `not modelled`"
    )


class CoveredSource(Told):
    """A source with what cites each of its places."""

    id: str
    title: str | None
    paragraphs: int | None = Field(description="how many there are; null where they are not counted")
    uncovered: list[int] = Field(description="paragraphs that nothing cites")
    left_out: list[int] = Field(description="paragraphs that only what is not modelled cites")
    passages: list[Passage]
    whole: dict[str, list[str]] = Field(description="what cites it without saying where, by kind")


class LeftOut(Told):
    """A part of the analysis that the scenario leaves out."""

    name: str | None
    what: str
    why: str | None
    cite: list[str] = Field(description="source and place, as source:place")


class Coverage(Told):
    """What `detente claims SCENARIO --source --json` prints."""

    command: Literal["claims"] = "claims"
    scenario: str
    sources: list[CoveredSource]
    not_modelled: list[LeftOut]
    uncited: dict[str, list[str]] = Field(description="what cites no source, by kind")
    file: str
    sha256: str


def covered(found: coverage.Coverage) -> Coverage:
    """Return what a scenario makes of its sources as its JSON object."""
    return Coverage(
        scenario=found.title,
        sources=[_covered(one) for one in found.sources],
        not_modelled=[_left_out(one) for one in found.not_modelled],
        uncited=_by_kind(found.uncited),
        file=found.scenario.origin.file,
        sha256=found.scenario.origin.sha256,
    )


def _covered(given: coverage.Covered) -> CoveredSource:
    return CoveredSource(
        id=given.source.id,
        title=given.source.title,
        paragraphs=given.source.paragraphs,
        uncovered=list(given.uncovered),
        left_out=list(given.left_out),
        passages=[
            Passage(place=one.place, number=one.number, covered=one.covered, parts=_by_kind(one.parts))
            for one in given.passages
        ],
        whole=_by_kind(given.whole),
    )


def _left_out(given: model.NotModelled) -> LeftOut:
    cite = [pack_citation(one) for one in given.grounds.cite]
    return LeftOut(name=given.name, what=given.what, why=given.why, cite=cite)


def _by_kind(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {kind: list(names) for kind, names in given.items()}
