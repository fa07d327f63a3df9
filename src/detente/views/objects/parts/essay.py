"""An essay that was run, as an object."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import essay
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.claim import Claim, pack_claim
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class ClaimBlock(Told):
    """A claim block of an essay."""

    line: int
    claim: str = Field(description="the name of the claim that it puts to the test")
    says: str | None = Field(description="the paragraph that it follows")
    standing: Literal["pass", "fail", "fragile", "vacuous", "unknown"]
    weak: list[Literal["concept", "chance"]] = Field(
        description="what a fragile claim hangs by: a concept that alone carries it, a chance that may be too small"
    )


class Essay(Told):
    """What `detente claims ESSAY --json` prints."""

    command: Literal["claims"] = "claims"
    essay: str = Field(description="the file")
    essay_sha256: str = Field(description="SHA-256 of the essay's text")
    title: str | None
    scenario: str
    variant: str | None = Field(description="where claims are judged that name no variant")
    as_of: str | None = Field(description="the day up to which signals count; null for all")
    rule: str = Field(description="the rule by which claims about chances share worlds among several prospects")
    failed: list[str] = Field(description="the claims of the essay's own that fail")
    blocks: list[ClaimBlock] = Field(description="in the order of the text")
    claims: list[Claim] = Field(description="those that blocks put to the test, each once")
    provenance: Provenance


def essayed(found: essay.Essay) -> Essay:
    """Return an essay with what came of its blocks as its JSON object."""
    origin = found.written.origin
    return Essay(
        essay=origin.file,
        essay_sha256=origin.sha256,
        title=found.written.title,
        scenario=found.claims.title,
        variant=found.claims.variant,
        as_of=found.claims.as_of,
        rule=found.claims.rule.key,
        failed=list(dict.fromkeys(one.answered.judged.claim.name for one in found.failed())),
        blocks=[_claim_block(one) for one in found.blocks],
        claims=[pack_claim(one) for one in found.claims.claims],
        provenance=pack_provenance(found.claims.provenance),
    )


def _claim_block(given: essay.Block) -> ClaimBlock:
    return ClaimBlock(
        line=given.passage.place.line,
        claim=given.passage.claim.name,
        says=given.passage.says,
        standing=given.standing,
        weak=list(given.weak),
    )
