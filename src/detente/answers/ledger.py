"""The ledger: forecasts published, resolved and scored, with where they come from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.errors import question
from detente.prospects import score
from detente.store.entry import BASELINES, OPEN, VOID, Entry
from detente.store.entry import Forecast as Published

if TYPE_CHECKING:
    from detente.store.ledger import Ledger

DEFAULT = "detente-ledger.sqlite"
"""The ledger of a folder, where none is named."""

RULES = {"brier": score.brier, "log": score.logarithmic, "ranked": score.ranked}
"""The scores by name."""

BANDS = 10
"""Bands of chances in which calibration is looked at."""


@dataclass(frozen=True)
class Filed:
    """A forecast of the ledger, and what was done with it; `ledger` is what the ledger is called."""

    ledger: str
    entry: Entry
    did: Literal["published", "shown", "resolved", "corrected"]
    today: date


@dataclass(frozen=True)
class Listed:
    """All forecasts of a ledger."""

    ledger: str
    entries: tuple[Entry, ...]
    today: date


@dataclass(frozen=True)
class Marked:
    """A settled forecast with its scores by name; the ranked one is None for outcomes without an order."""

    entry: Entry
    scores: Mapping[str, float | None]


@dataclass(frozen=True)
class Skill:
    """How much better than a baseline the forecasts were that have it.

    `mean` is their mean score, `reference` that of the baseline; `skill` is None where that gives no proportion.
    """

    baseline: str
    count: int
    mean: float
    reference: float
    skill: float | None


@dataclass(frozen=True)
class Scored:
    """One score over all forecasts that have it: its mean, and the skill against each baseline."""

    name: str
    count: int
    mean: float
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class Scores:
    """How good the settled forecasts of a ledger were.

    `void` and `waiting` count the forecasts that are void and still open, `due` those of the latter whose horizon is
    over. `bins` and `parts` are about `events`: each forecast of two outcomes is one, else each of its outcomes. They
    are empty and None where nothing is settled.
    """

    ledger: str
    marked: tuple[Marked, ...]
    scored: tuple[Scored, ...]
    events: int
    bins: tuple[score.Bin, ...]
    parts: score.Decomposition | None
    void: int
    waiting: int
    due: int


def publish(forecast: Published, ledger: str | None = None, now: datetime | None = None) -> Filed:
    """Publish a forecast, and return it as it stands in the ledger.

    Raises LedgerError where it could not be judged later, and where the ledger cannot be written.
    """
    moment = now or _now()
    with _opened(ledger, create=True) as book:
        return Filed(book.name, book.publish(forecast, moment), "published", moment.date())


def listing(ledger: str | None = None) -> Listed:
    """Return all forecasts; none where no ledger is named and the folder has none."""
    if _named(ledger) is None and not Path(DEFAULT).exists():
        return Listed(DEFAULT, (), _now().date())
    with _opened(ledger) as book:
        return Listed(book.name, book.entries(), _now().date())


def show(number: int, ledger: str | None = None) -> Filed:
    """Return one forecast with all that was said about it."""
    with _opened(ledger) as book:
        return Filed(book.name, book.entry(number), "shown", _now().date())


def resolve(
    number: int,
    verdict: str,
    evidence: str,
    settled: date | str | None = None,
    ledger: str | None = None,
    now: datetime | None = None,
) -> Filed:
    """Say how a forecast came out, and return it."""
    on, moment = None if settled is None else day(settled, "--date"), now or _now()
    with _opened(ledger) as book:
        return Filed(book.name, book.resolve(number, verdict, evidence, on, moment), "resolved", moment.date())


def correct(
    number: int,
    verdict: str,
    evidence: str,
    reason: str,
    settled: date | str | None = None,
    ledger: str | None = None,
    now: datetime | None = None,
) -> Filed:
    """Correct what was said about how a forecast came out, and return it."""
    on, moment = None if settled is None else day(settled, "--date"), now or _now()
    with _opened(ledger) as book:
        entry = book.correct(number, verdict, evidence, reason, on, moment)
        return Filed(book.name, entry, "corrected", moment.date())


def scores(ledger: str | None = None) -> Scores:
    """Return how good the settled forecasts were."""
    found = listing(ledger)
    settled = [entry for entry in found.entries if entry.happened is not None]
    marked = tuple(Marked(entry, {name: _mark(name, entry) for name in RULES}) for entry in settled)
    events = [event for entry in settled for event in score.events(_settled(entry, entry.forecast.chances))]
    verdicts = [entry.verdict for entry in found.entries]
    return Scores(
        ledger=found.ledger,
        marked=marked,
        scored=tuple(one for name in RULES if (one := _scored(name, settled)) is not None),
        events=len(events),
        bins=score.calibration(events, BANDS),
        parts=score.decomposition(events, BANDS) if events else None,
        void=verdicts.count(VOID),
        waiting=verdicts.count(OPEN),
        due=sum(entry.due(found.today) for entry in found.entries),
    )


def day(given: date | str, option: str) -> date:
    """Return a day, or say how days are written."""
    try:
        return given if isinstance(given, date) else datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise question(
            "not-a-date", f"`{given}` is no day", "A day is written YYYY-MM-DD.", f"Write {option} 2030-12-31."
        ) from None


def _scored(name: str, entries: Sequence[Entry]) -> Scored | None:
    """Return the mean of a score and what it is worth; None where no forecast has such a score."""
    told = [(entry, mark) for entry in entries if (mark := _mark(name, entry)) is not None]
    if not told:
        return None
    baselines = [name for name in BASELINES if any(name in entry.forecast.baselines for entry, _ in told)]
    skills = tuple(_skill(name, baseline, told) for baseline in baselines)
    return Scored(name, len(told), score.mean([value for _, value in told]), skills)


def _skill(name: str, baseline: str, told: Sequence[tuple[Entry, float]]) -> Skill:
    having = [(entry, value) for entry, value in told if baseline in entry.forecast.baselines]
    rivals = [_mark(name, entry, baseline) for entry, _ in having]
    mean = score.mean([value for _, value in having])
    reference = score.mean([rival for rival in rivals if rival is not None])
    return Skill(baseline, len(having), mean, reference, score.skill(mean, reference))


def _mark(name: str, entry: Entry, baseline: str | None = None) -> float | None:
    """Return a score of a forecast, or of its baseline; None where its outcomes have no such score."""
    chances = entry.forecast.chances if baseline is None else entry.forecast.baselines[baseline]
    return RULES[name](_settled(entry, chances))


def _settled(entry: Entry, chances: tuple[float, ...]) -> score.Settled:
    return score.Settled(chances, entry.happened or 0, entry.forecast.ordered)


# ------------------------------------------------------------ which ledger


def _named(ledger: str | None) -> str | None:
    """Return the ledger that was named, here or by the environment."""
    return ledger or os.environ.get("DETENTE_LEDGER") or None


@contextmanager
def _opened(ledger: str | None, create: bool = False) -> Iterator[Ledger]:
    try:
        from detente.store.ledger import open_ledger
    except ImportError:
        raise question(
            "store-missing",
            "what keeps a ledger is not installed",
            "A ledger is kept with the extra `store`.",
            "Install it: pip install 'detente[store]'.",
        ) from None
    with open_ledger(_named(ledger) or DEFAULT, create) as book:
        yield book


def _now() -> datetime:
    return datetime.now().astimezone()
