"""The claims of a scenario, judged, as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import claims
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.claim import Claim, pack_claim
from detente.views.objects.parts.coverage import Coverage
from detente.views.objects.parts.essay import Essay
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class Claims(Told):
    """What `detente claims --json` prints."""

    command: Literal["claims"] = "claims"
    scenario: str
    variant: str | None = Field(description="where claims are judged that name no variant")
    failed: list[str] = Field(description="the claims of the analysis' own that fail")
    claims: list[Claim]
    provenance: Provenance


def claimed(found: claims.Claims) -> Claims:
    """Return claims with their verdicts as their JSON object."""
    return Claims(
        scenario=found.title,
        variant=found.variant,
        failed=[one.judged.claim.name for one in found.failed()],
        claims=[pack_claim(one) for one in found.claims],
        provenance=pack_provenance(found.provenance),
    )


ENVELOPE = Claims | Essay | Coverage
