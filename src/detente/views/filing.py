"""The answers about the ledger as the objects that `--json` prints."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

from detente.answers import ledger
from detente.store import entry
from detente.views import envelope


def filed(found: ledger.Filed) -> envelope.Filed:
    """Return one forecast of the ledger."""
    return envelope.Filed(ledger=found.ledger, forecast=_entry(found.entry, found.today))


def listed(found: ledger.Listed) -> envelope.Listed:
    """Return all forecasts of the ledger."""
    return envelope.Listed(ledger=found.ledger, forecasts=[_entry(one, found.today) for one in found.entries])


def scores(found: ledger.Scores) -> envelope.LedgerScores:
    """Return how good the settled forecasts were."""
    return envelope.LedgerScores(
        ledger=found.ledger,
        settled=len(found.marked),
        open=found.waiting,
        due=found.due,
        void=found.void,
        scored={one.name: _scored(one) for one in found.scored},
        events=found.events,
        calibration=[envelope.Bin(**vars(one), share=one.rate) for one in found.bins],
        parts=None if found.parts is None else envelope.Parts(**vars(found.parts)),
        forecasts=[_marked(one) for one in found.marked],
    )


def _entry(given: entry.Entry, today: date) -> envelope.LedgerEntry:
    stated = given.forecast
    return envelope.LedgerEntry(
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
        origin=envelope.Origin(**vars(stated.origin)),
    )


def _outcome(stated: entry.Forecast, place: int) -> envelope.StatedOutcome:
    one = stated.outcomes[place]
    return envelope.StatedOutcome(
        name=one.name,
        chance=one.chance,
        low=one.low,
        high=one.high,
        exact=one.exact,
        error=one.error,
        baselines={name: chances[place] for name, chances in stated.baselines.items()},
        base_count=one.base_count,
    )


def _resolution(one: entry.Resolution) -> envelope.Resolution:
    return envelope.Resolution(
        number=one.number,
        recorded=_moment(one.recorded),
        verdict=one.verdict,
        evidence=one.evidence,
        settled=str(one.settled),
        reason=one.reason,
    )


def _moment(given: datetime) -> str:
    return given.astimezone(UTC).isoformat(timespec="seconds")


def _scored(one: ledger.Scored) -> envelope.Scored:
    return envelope.Scored(count=one.count, mean=_number(one.mean), skills=[_skill(each) for each in one.skills])


def _skill(one: ledger.Skill) -> envelope.Skill:
    return envelope.Skill(
        baseline=one.baseline,
        count=one.count,
        mean=_number(one.mean),
        reference=_number(one.reference),
        skill=None if one.skill is None else _number(one.skill),
    )


def _marked(one: ledger.Marked) -> envelope.Marked:
    told = {name: None if score is None else _number(score) for name, score in one.scores.items()}
    return envelope.Marked(number=one.entry.id, verdict=one.entry.verdict, scores=told)


def _number(given: float) -> envelope.Score:
    """Return a score; JSON has no infinite numbers."""
    if not math.isinf(given):
        return given
    return "infinite" if given > 0 else "minus infinite"
