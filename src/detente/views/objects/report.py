"""A report as the object that `--json` prints: where it was written, and every number that it tells."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from detente.answers import analysis, assumptions, report
from detente.views.objects.beliefs import Beliefs, believed
from detente.views.objects.claims import Claims, claimed
from detente.views.objects.forecast import Forecast, foretold
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.coverage import Coverage, covered
from detente.views.objects.parts.drivers import Drivers, driven
from detente.views.objects.parts.moves import Move, pack_move
from detente.views.objects.parts.problem import Problem, pack_problem
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.states import State, pack_state
from detente.views.objects.settle import Settlement, settled
from detente.views.phrases import plain
from detente.views.report.counts import counts
from detente.views.report.sections.bottom_line import sentences

UNFIXED = {"seconds", "made", "file", "format"}
"""Keys of what may differ between two reports that say the same."""


class Holding(Told):
    """What one concept says, counted: the lists are those of `detente analyse --json`."""

    equilibria: int
    prospects: int | None = Field(description="null where the status quo is unknown")
    cycles: int | None
    status_quo: bool | None = Field(description="whether the status quo holds")


class Prospect(Told):
    """A state in which play comes to rest in the world as it is, with a shortest path to it."""

    state: State
    moves: list[Move]


class Analysed(Told):
    """What holds in the world as it is."""

    world: dict[str, str]
    states: int
    status_quo: State | None
    concepts: dict[str, Holding]
    prospects: list[Prospect] = Field(description="the nearest, those that the report tells")
    leaving: list[Move] = Field(description="the moves by which the status quo would be left")


class Assumption(Told):
    """A judgement that is assumed."""

    kind: str
    name: str
    says: str
    assumed: str


class Missing(Told):
    """A part that the report does not have; no problems where the scenario has no matter for it."""

    part: str
    problems: list[Problem]


class Report(Told):
    """What `detente report --json` prints."""

    command: Literal["report"] = "report"
    scenario: str
    variant: str | None
    file: str | None = Field(description="where the report was written; null where it was not")
    format: str | None = Field(description="html or pdf")
    fingerprint: str = Field(description="SHA-256 of all that is told here but times and files")
    bottom_line: list[str]
    counts: dict[str, int]
    analysis: Analysed
    forecast: Forecast | None
    drivers: Drivers | None
    beliefs: Beliefs | None
    claims: Claims | None
    settlement: Settlement | None
    coverage: Coverage
    assumptions: list[Assumption]
    left_out: list[Missing]
    made: str = Field(description="when, in universal time")
    provenance: Provenance


def reported(given: report.Report, file: Path | None = None, form: str | None = None) -> Report:
    """Return a report as its JSON object."""
    told = _told(given)
    return told.model_copy(
        update={"file": None if file is None else str(file), "format": form, "fingerprint": _fingerprint(told)}
    )


def fingerprint(given: report.Report) -> str:
    """Return what two reports have in common that tell the same: a SHA-256 in hexadecimal digits."""
    return _fingerprint(_told(given))


def _told(given: report.Report) -> Report:
    return Report(
        scenario=given.title,
        variant=given.variant,
        file=None,
        format=None,
        fingerprint="",
        bottom_line=[plain(one) for one in sentences(given)],
        counts=counts(given),
        analysis=_analysed(given.analysis),
        forecast=foretold(given.forecast) if given.forecast else None,
        drivers=driven(given.drivers) if given.drivers else None,
        beliefs=believed(given.beliefs) if given.beliefs else None,
        claims=claimed(given.claims) if given.claims else None,
        settlement=settled(given.settlement) if given.settlement else None,
        coverage=covered(given.coverage),
        assumptions=[_assumed(one) for one in given.assumptions],
        left_out=[
            Missing(part=one.part, problems=[pack_problem(problem) for problem in one.problems])
            for one in given.left_out
        ],
        made=given.made.isoformat(),
        provenance=pack_provenance(given.provenance),
    )


def _fingerprint(told: Report) -> str:
    fixed = json.dumps(_fixed(told.model_dump(mode="json")), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(fixed.encode()).hexdigest()


def _fixed(given: Any) -> Any:
    """Return data without what may differ between two reports that tell the same."""
    if isinstance(given, dict):
        return {key: _fixed(value) for key, value in given.items() if key not in UNFIXED}
    return [_fixed(one) for one in given] if isinstance(given, list) else given


def _analysed(found: analysis.Analysis) -> Analysed:
    start = found.status_quo
    prospects = found.held.prospects or ()
    return Analysed(
        world=dict(found.world),
        states=len(found.states),
        status_quo=None if start is None else pack_state(start),
        concepts={key: _holding(held, start.number if start else None) for key, held in found.concepts.items()},
        prospects=[
            Prospect(state=pack_state(one.state), moves=[pack_move(move) for move in one.path])
            for one in prospects[: analysis.NEAREST]
        ],
        leaving=[pack_move(move) for move in found.leaving],
    )


def _holding(held: analysis.Held, start: int | None) -> Holding:
    return Holding(
        equilibria=len(held.equilibria),
        prospects=None if held.prospects is None else len(held.prospects),
        cycles=None if held.cycles is None else len(held.cycles),
        status_quo=None if start is None else start in held.equilibria,
    )


def _assumed(given: assumptions.Assumption) -> Assumption:
    return Assumption(**vars(given))


ENVELOPE = Report
