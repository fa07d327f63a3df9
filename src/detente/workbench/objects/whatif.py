"""What becomes of every chance where doubts are taken otherwise, as an object."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import whatif
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class Doubt(Told):
    """A circumstance in doubt: the chances of its values as written and as asked; signals are not in them."""

    circumstance: str
    means: str | None
    now: str
    written: dict[str, float]
    asked: dict[str, float]
    changed: bool


class Settled(Told):
    """A circumstance that is not in doubt here: its value as written and as asked."""

    circumstance: str
    means: str | None
    values: list[str]
    written: str
    asked: str


class Held(Told):
    """What an actor believes, by its place among the beliefs of the file (from 1), and whether it counts as asked."""

    number: int
    who: str
    thinks: dict[str, str]
    counts: bool


class Bar(Told):
    """Something that may be so where play comes to rest, with its chance as written and as asked."""

    kind: Literal["option", "situation", "outcome", "prospect", "claim"]
    of: str = Field(description="the option, for a value of one; what it says, for a claim about prospects; else empty")
    name: str
    written: Bounded
    asked: Bounded


class WhatIf(Told):
    """Every chance as written and as asked."""

    scenario: str
    variant: str | None
    worlds: int
    impossible: Bounded = Field(
        description="the chance, as asked, that there is no such conflict; all others are given that there is one"
    )
    obstacle: str | None = Field(description="where there is none, and why; null where there is one in every world")
    doubts: list[Doubt]
    settled: list[Settled]
    beliefs: list[Held] = Field(description="what actors believe; empty where beliefs do not count")
    bars: list[Bar]
    provenance: Provenance


def pack_what_if(found: whatif.WhatIf) -> WhatIf:
    """Return an answer as its object."""
    return WhatIf(
        scenario=found.title,
        variant=found.variant,
        worlds=found.worlds,
        impossible=pack_bounded(found.impossible),
        obstacle=found.obstacle,
        doubts=[
            Doubt(
                circumstance=one.circumstance,
                means=one.means,
                now=one.now,
                written=dict(one.written),
                asked=dict(one.asked),
                changed=one.changed,
            )
            for one in found.doubts
        ],
        settled=[
            Settled(
                circumstance=one.circumstance,
                means=one.means,
                values=list(one.values),
                written=one.written,
                asked=one.asked,
            )
            for one in found.settled
        ],
        beliefs=[
            Held(number=one.number, who=one.who, thinks=dict(one.thinks), counts=one.counts) for one in found.beliefs
        ],
        bars=[
            Bar(
                kind=one.kind,
                of=one.of,
                name=one.name,
                written=pack_bounded(one.written),
                asked=pack_bounded(one.asked),
            )
            for one in found.bars
        ],
        provenance=pack_provenance(found.provenance),
    )
