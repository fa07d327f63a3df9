"""The ledger as the objects that `--json` prints."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Literal

from pydantic import Field

from detente.answers import ledger
from detente.store import entry
from detente.views.objects.parts.base import Told


class StatedOutcome(Told):
    """An outcome of a forecast in the ledger, its chance with bounds, and what the baselines say of it."""

    name: str
    chance: float
    low: float
    high: float
    exact: bool = Field(description="false where the bounds may be too wide or too narrow")
    error: float | None = Field(description="standard error; null where no worlds were drawn")
    baselines: dict[str, float] = Field(description="by baseline: uniform, base rate, status quo")
    base_count: int | None = Field(description="how many cases of the reference class came out so")


class Origin(Told):
    """What a forecast was made with, so that it can be had again."""

    version: str
    file: str
    sha256: str
    concept: str
    beliefs: bool
    sharing: str
    variant: str | None
    as_of: str | None
    seed: int | None
    samples: int | None = Field(description="how many worlds were drawn; null where all were looked at")


class Resolution(Told):
    """What was said about how a forecast came out; a number above 1 corrects those before."""

    number: int
    recorded: str = Field(description="when it was written down, universal time")
    verdict: str
    evidence: str
    settled: str = Field(description="the day on which it was so")
    reason: str | None = Field(description="why it corrects")


class LedgerEntry(Told):
    """A forecast as it was published, and what was said about how it came out."""

    number: int
    published: str = Field(description="universal time")
    question: str
    about: str = Field(description="what of the scenario was asked")
    rule: str = Field(description="how the question is to be settled")
    horizon: str = Field(description="the last day that counts")
    source: str = Field(description="what it is settled by")
    ordered: bool
    reference: str | None = Field(description="the reference class of the base rate")
    outcomes: list[StatedOutcome]
    verdict: str = Field(description="an outcome, void or open")
    due: bool = Field(description="whether the last day is over and it is open")
    resolutions: list[Resolution]
    origin: Origin


class Filed(Told):
    """What `detente ledger publish`, `show`, `resolve` and `correct` print: one forecast."""

    command: Literal["ledger"] = "ledger"
    ledger: str
    forecast: LedgerEntry


class Listed(Told):
    """What `detente ledger list` prints."""

    command: Literal["ledger"] = "ledger"
    ledger: str
    forecasts: list[LedgerEntry]


Score = float | Literal["infinite", "minus infinite"]
"""A score; the log score of what had no chance is infinite."""


class Skill(Told):
    """How much better the forecasts that have a baseline are; null where that gives no proportion."""

    baseline: str
    count: int
    mean: Score
    reference: Score = Field(description="the mean score of the baseline")
    skill: Score | None


class Scored(Told):
    """The mean of one score over the forecasts that have it."""

    count: int
    mean: Score
    skills: list[Skill]


class Marked(Told):
    """A settled forecast with its scores; the ranked one is null for outcomes without an order."""

    number: int
    verdict: str
    scores: dict[str, Score | None]


class Bin(Told):
    """The events that were given a chance from `low` to `high`, and Wilson's interval (95%) of their share."""

    low: float
    high: float
    count: int
    mean: float
    happened: int
    share: float
    lowest: float
    highest: float


class Parts(Told):
    """What the mean squared error is made of.

    It is reliability - resolution + uncertainty + variance - covariance; the last two are within bands.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    variance: float
    covariance: float


class LedgerScores(Told):
    """What `detente ledger score` prints; scores are by name: brier, log (bits), ranked."""

    command: Literal["ledger"] = "ledger"
    ledger: str
    settled: int
    open: int
    due: int = Field(description="how many of the open ones have their last day behind them")
    void: int
    scored: dict[str, Scored]
    events: int = Field(description="of two outcomes one, else each outcome")
    calibration: list[Bin]
    parts: Parts | None
    forecasts: list[Marked]


def filed(found: ledger.Filed) -> Filed:
    """Return one forecast of the ledger."""
    return Filed(ledger=found.ledger, forecast=_entry(found.entry, found.today))


def listed(found: ledger.Listed) -> Listed:
    """Return all forecasts of the ledger."""
    return Listed(ledger=found.ledger, forecasts=[_entry(one, found.today) for one in found.entries])


def scores(found: ledger.Scores) -> LedgerScores:
    """Return how good the settled forecasts were."""
    return LedgerScores(
        ledger=found.ledger,
        settled=len(found.marked),
        open=found.waiting,
        due=found.due,
        void=found.void,
        scored={one.name: _scored(one) for one in found.scored},
        events=found.events,
        calibration=[Bin(**vars(one), share=one.rate) for one in found.bins],
        parts=None if found.parts is None else Parts(**vars(found.parts)),
        forecasts=[_marked(one) for one in found.marked],
    )


def _entry(given: entry.Entry, today: date) -> LedgerEntry:
    stated = given.forecast
    return LedgerEntry(
        number=given.id,
        published=_moment(given.published),
        question=stated.question,
        about=stated.about,
        rule=stated.rule,
        horizon=str(stated.horizon),
        source=stated.source,
        ordered=stated.ordered,
        reference=stated.reference,
        outcomes=[_outcome(stated, place) for place in range(len(stated.outcomes))],
        verdict=given.verdict,
        due=given.due(today),
        resolutions=[_resolution(one) for one in given.resolutions],
        origin=Origin(**vars(stated.origin)),
    )


def _outcome(stated: entry.Forecast, place: int) -> StatedOutcome:
    one = stated.outcomes[place]
    return StatedOutcome(
        name=one.name,
        chance=one.chance,
        low=one.low,
        high=one.high,
        exact=one.exact,
        error=one.error,
        baselines={name: chances[place] for name, chances in stated.baselines.items()},
        base_count=one.base_count,
    )


def _resolution(one: entry.Resolution) -> Resolution:
    return Resolution(
        number=one.number,
        recorded=_moment(one.recorded),
        verdict=one.verdict,
        evidence=one.evidence,
        settled=str(one.settled),
        reason=one.reason,
    )


def _moment(given: datetime) -> str:
    return given.astimezone(UTC).isoformat(timespec="seconds")


def _scored(one: ledger.Scored) -> Scored:
    return Scored(count=one.count, mean=_number(one.mean), skills=[_skill(each) for each in one.skills])


def _skill(one: ledger.Skill) -> Skill:
    return Skill(
        baseline=one.baseline,
        count=one.count,
        mean=_number(one.mean),
        reference=_number(one.reference),
        skill=None if one.skill is None else _number(one.skill),
    )


def _marked(one: ledger.Marked) -> Marked:
    told = {name: None if score is None else _number(score) for name, score in one.scores.items()}
    return Marked(number=one.entry.id, verdict=one.entry.verdict, scores=told)


def _number(given: float) -> Score:
    """Return a score; JSON has no infinite numbers."""
    if not math.isinf(given):
        return given
    return "infinite" if given > 0 else "minus infinite"


ENVELOPE = Filed | Listed | LedgerScores
