"""The report: all that the verbs answer about a scenario, gathered once, so that every number has one origin."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from detente.answers import drivers
from detente.answers.analysis import Analysis, analyse
from detente.answers.assumptions import Assumption, assumptions
from detente.answers.beliefs import Beliefs, beliefs
from detente.answers.claims import Claims, claims
from detente.answers.coverage import Coverage, coverage
from detente.answers.forecast import Forecast, forecast
from detente.answers.overview import Overview, overview
from detente.answers.run import Provenance, run
from detente.answers.settlement import Settlement, settle
from detente.answers.ways import Ways, ways
from detente.engine.progress import Progress, silent, within
from detente.errors import ConflictError, DetenteError, Problem, QuestionError, TooLargeError
from detente.prospects import drivers as prospects
from detente.scenario.model import Scenario

Answer = TypeVar("Answer")

WITHOUT_CHANCES = ("unknown-status-quo", "impossible-evidence")
"""What may keep a scenario from having a forecast."""

WITHOUT_STATUS_QUO = ("unknown-status-quo",)
"""What may keep a scenario from being asked for what is better than the status quo."""

WITHOUT_DRIVERS = ("no-prospect",)
"""What may keep a forecast from being taken apart."""


@dataclass(frozen=True)
class LeftOut:
    """A part that the report does not have, and why; no problems where the scenario has no matter for it."""

    part: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class Report:
    """What `report` answers: one answer of each verb, all of the same scenario in the same variant.

    `ways` are what is drawn of play round the status quo. What the report does not tell stands in `left_out` with the
    reason: parts that are None, and a forecast in which nothing is in doubt. `drivers` are about the likeliest
    prospect, of the same forecast. `made` is when, in universal time.
    """

    title: str
    variant: str | None
    overview: Overview
    analysis: Analysis
    ways: Ways | None
    forecast: Forecast | None
    drivers: drivers.Drivers | None
    beliefs: Beliefs | None
    claims: Claims | None
    settlement: Settlement | None
    coverage: Coverage
    assumptions: tuple[Assumption, ...]
    left_out: tuple[LeftOut, ...]
    made: datetime
    provenance: Provenance
    scenario: Scenario = field(repr=False)

    @property
    def doubted(self) -> bool:
        """Return whether there are chances to tell: more than one world is looked at."""
        return self.forecast is not None and self.forecast.found.worlds > 1


def report(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    believing: bool | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    rests: bool = True,
) -> Report:
    """Return all that the verbs answer, each asked once.

    `rests` says whether it is asked of every claim what its verdict rests on. The rest is as for `forecast`.

    Raises what `analyse` raises, TooLargeError among it: a report needs the states listed; and QuestionError for a day,
    a rule of sharing or an outcome that is none.
    """
    began = time.perf_counter()
    parts = _Parts()
    ran = run(scenario, variant, concept, believing, None, within(progress, 0, 5))
    found = analyse(ran)
    shown = overview(ran)
    drawn = ways(ran)

    def foretold() -> Forecast:
        tell = within(progress, 1, 5)
        return forecast(scenario, variant, concept, believing, as_of, tell, sharing, outcomes, samples, seed)

    chances = parts.ask("forecast", foretold, WITHOUT_CHANCES)
    if chances is not None and chances.found.worlds == 1:
        parts.lack("forecast")
    driving = _driving(parts, scenario, chances, outcomes)
    seen = None
    if ran.beliefs and any(one.actor is not None for one in scenario.beliefs):
        tell = within(progress, 2, 5)
        given = (scenario, variant, concept, as_of, tell, samples, seed)
        seen = parts.ask("beliefs", lambda: beliefs(*given), WITHOUT_CHANCES)
    else:
        parts.lack("beliefs")
    tested = _tested(parts, scenario, variant, concept, believing, within(progress, 3, 5), rests, as_of, sharing)
    agreed = _agreed(parts, scenario, variant, concept, believing, within(progress, 4, 5))
    assumed = assumptions(scenario)
    for part, there in (("assumptions", assumed), ("sources", scenario.sources), ("unmodelled", scenario.not_modelled)):
        if not there:
            parts.lack(part)
    return Report(
        title=scenario.title,
        variant=variant,
        overview=shown,
        analysis=found,
        ways=drawn,
        forecast=chances,
        drivers=driving,
        beliefs=seen,
        claims=tested,
        settlement=agreed,
        coverage=coverage(scenario),
        assumptions=assumed,
        left_out=tuple(parts.left_out),
        made=datetime.now(UTC).replace(microsecond=0),
        provenance=replace(
            found.provenance,
            seed=chances.provenance.seed if chances else None,
            seconds=round(time.perf_counter() - began, 4),
        ),
        scenario=scenario,
    )


class _Parts:
    """The parts that could not be had, kept while the others are asked for."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []

    def ask(self, part: str, work: Callable[[], Answer], fine: Collection[str]) -> Answer | None:
        """Return a part, or None and keep why: too large, no conflict in some world, or one of some fine reasons."""
        try:
            return work()
        except (TooLargeError, ConflictError, QuestionError) as error:
            if isinstance(error, QuestionError) and not _all_among(error, fine):
                raise
            self.lack(part, error.problems)
            return None

    def lack(self, part: str, problems: tuple[Problem, ...] = ()) -> None:
        """Keep that there is no such part, and why."""
        self.left_out.append(LeftOut(part, problems))


def _all_among(error: DetenteError, codes: Collection[str]) -> bool:
    return all(one.code in codes for one in error.problems)


def _driving(
    parts: _Parts, scenario: Scenario, chances: Forecast | None, outcomes: Sequence[str]
) -> drivers.Drivers | None:
    """Return what drives the likeliest prospect of a forecast that was made already."""
    if chances is None or chances.found.worlds == 1:
        return None  # what the forecast lacks says why
    named = list(outcomes) or [one.name for one in scenario.outcomes]
    found = parts.ask("drivers", lambda: prospects.drivers(chances.found, None, None, named), WITHOUT_DRIVERS)
    return None if found is None else drivers.Drivers(found, chances.provenance)


def _tested(
    parts: _Parts,
    scenario: Scenario,
    variant: str | None,
    concept: str | None,
    believing: bool | None,
    progress: Progress,
    rests: bool,
    as_of: str | None,
    sharing: str | None,
) -> Claims | None:
    if not scenario.claims:
        parts.lack("claims")
        return None
    why = [claim.name for claim in scenario.claims] if rests else []

    def asked() -> Claims:
        given = (scenario, variant, concept, believing, why, progress)
        return claims(*given, rests=rests, as_of=as_of, sharing=sharing)

    return parts.ask("claims", asked, ())


def _agreed(
    parts: _Parts,
    scenario: Scenario,
    variant: str | None,
    concept: str | None,
    believing: bool | None,
    progress: Progress,
) -> Settlement | None:
    """Return which states all would accept instead of the status quo."""

    def asked() -> Settlement:
        return settle(scenario, variant=variant, concept=concept, beliefs=believing, progress=progress)

    return parts.ask("settlement", asked, WITHOUT_STATUS_QUO)


__all__ = ["LeftOut", "Report", "report"]
