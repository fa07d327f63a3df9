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


class Bar(Told):
    """Something that may be so where play comes to rest, with its chance as written and as asked."""

    kind: Literal["option", "situation", "outcome", "prospect"]
    of: str = Field(description="the option, for a value of one; else empty")
    name: str
    written: Bounded
    asked: Bounded


class WhatIf(Told):
    """Every chance as written and as asked."""

    scenario: str
    variant: str | None
    worlds: int
    doubts: list[Doubt]
    bars: list[Bar]
    provenance: Provenance


def pack_what_if(found: whatif.WhatIf) -> WhatIf:
    """Return an answer as its object."""
    return WhatIf(
        scenario=found.title,
        variant=found.variant,
        worlds=found.worlds,
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
