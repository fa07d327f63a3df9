"""The claims of a scenario, judged, as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import claims
from detente.arguments.across import Across
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.claim import Claim, pack_claim
from detente.views.objects.parts.coverage import Coverage
from detente.views.objects.parts.essay import Essay
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class InVariant(Told):
    """The verdict on a claim in a variant, in the world as it is now there; null for the scenario as written."""

    variant: str | None
    verdict: Literal["holds", "fails", "vacuous", "unknown"]


class Claims(Told):
    """What `detente claims --json` prints."""

    command: Literal["claims"] = "claims"
    scenario: str
    variant: str | None = Field(description="where claims are judged that name no variant")
    as_of: str | None = Field(description="the day up to which signals count; null for all")
    rule: str = Field(description="the rule by which claims about chances share worlds among several prospects")
    failed: list[str] = Field(description="the claims of the analysis' own that fail")
    claims: list[Claim]
    across: dict[str, list[InVariant]] | None = Field(
        description="by claim its verdict as written and in every variant; null where that was not asked"
    )
    provenance: Provenance


def claimed(found: claims.Claims) -> Claims:
    """Return claims with their verdicts as their JSON object."""
    return Claims(
        scenario=found.title,
        variant=found.variant,
        as_of=found.as_of,
        rule=found.rule.key,
        failed=[one.judged.claim.name for one in found.failed()],
        claims=[pack_claim(one) for one in found.claims],
        across={name: _across(verdicts) for name, verdicts in found.across.items()} or None,
        provenance=pack_provenance(found.provenance),
    )


def _across(given: Across) -> list[InVariant]:
    return [InVariant(variant=variant, verdict=verdict) for variant, verdict in given.items()]


ENVELOPE = Claims | Essay | Coverage
