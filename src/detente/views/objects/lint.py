"""What an argument falls short of, as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import lint
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class Remark(Told):
    """What a check finds, where, why it matters, what to do, and the reason for which it is accepted."""

    check: str = Field(description="the code of the check")
    severity: Literal["warning", "note"]
    of: list[str] = Field(description="the claims, outcomes or judgements of which it is found")
    what: str
    why: str = Field(description="why it matters")
    remedy: str
    file: str
    line: int
    accepted: str | None = Field(description="the author's reason to let it stand; null where it is not accepted")


class Unused(Told):
    """An acceptance, and what it names of which it accepts nothing."""

    check: str
    of: list[str]
    file: str
    line: int
    before: int | None = Field(
        description="the line of the acceptance that accepts the same and comes first; null where nothing is found now"
    )


class Unchecked(Told):
    """A check that could not be made, and why."""

    check: str
    reason: str


class Linted(Told):
    """What `detente lint --json` prints."""

    command: Literal["lint"] = "lint"
    scenario: str
    essay: str | None = Field(description="the file of the essay, null where the scenario itself was looked at")
    words: str = Field(description="the table by which words of chance are read")
    checks: list[str] = Field(description="the checks asked for")
    warnings: int = Field(description="how many warnings are not accepted")
    remarks: list[Remark] = Field(description="what was found, accepted or not")
    unused: list[Unused] = Field(description="acceptances that accept nothing, or nothing that an earlier one does not")
    unchecked: list[Unchecked]
    unjudged: list[str] = Field(description="claims that cannot be judged, so that nothing is said of them")
    provenance: Provenance


def linted(found: lint.Lint) -> Linted:
    """Return what was found as its JSON object."""
    return Linted(
        scenario=found.scenario.title,
        essay=None if found.essay is None else found.essay.origin.file,
        words=found.words,
        checks=list(found.codes),
        warnings=len(found.warnings),
        remarks=[_remark(one) for one in found.every],
        unused=[_unused(one) for one in found.unused],
        unchecked=[Unchecked(check=one.code, reason=one.reason) for one in found.unchecked],
        unjudged=list(found.unjudged),
        provenance=pack_provenance(found.provenance),
    )


def _remark(one: lint.Remark) -> Remark:
    where = one.lapse.place
    return Remark(
        check=one.code,
        severity=one.standard.severity,
        of=list(one.lapse.of),
        what=one.lapse.what,
        why=one.standard.why,
        remedy=one.standard.remedy,
        file=where.file,
        line=where.line,
        accepted=None if one.accepted is None else one.accepted.because,
    )


def _unused(one: lint.Unused) -> Unused:
    where = one.acceptance.place
    before = None if one.before is None else one.before.place.line
    return Unused(check=one.acceptance.check, of=list(one.of), file=where.file, line=where.line, before=before)


ENVELOPE = Linted
