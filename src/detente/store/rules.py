"""What the ledger asks of a forecast before it is published, and of what is said about how it came out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime

from detente.errors import LedgerError, Problem
from detente.store.complaints import NOTHING, complain
from detente.store.entry import OPEN, VOID, Entry, Forecast, Resolution

TOLERANCE = 1e-9
"""By how much chances may miss 1, from rounding."""

MOST_CASES = 10**15
"""Cases of a reference class that came out alike; more are a slip."""


def publishable(forecast: Forecast, now: datetime) -> None:
    """Raise LedgerError, with every problem, where a forecast could not be judged later."""
    problems = tuple(_problems(forecast, now.date()))
    if problems:
        raise LedgerError(problems)


def _problems(forecast: Forecast, today: date) -> Iterator[Problem]:
    for what, words in (("question", forecast.question), ("rule", forecast.rule), ("source", forecast.source)):
        yield from _about_text(f"the {what} of the forecast", words)
    yield from _about_text("the reference class", forecast.reference or "none")
    if forecast.horizon < today:
        yield Problem(
            "horizon-past",
            f"the horizon, {forecast.horizon}, is over",
            "A forecast is about days to come.",
            f"Give a day from {today} on.",
        )
    yield from _about_outcomes(forecast)
    yield from _about_chances(forecast)
    yield from _about_baselines(forecast)


def _about_text(what: str, words: str) -> Iterator[Problem]:
    if not words.strip():
        yield Problem("blank-text", f"{what} is blank", "Others must be able to judge by it.", "Write it in words.")
    elif "\0" in words or words != words.encode("utf-8", "ignore").decode("utf-8"):
        yield Problem(
            "text-not-kept", f"{what} has characters that cannot be stored", "Text is in UTF-8.", "Write it anew."
        )


def _about_outcomes(forecast: Forecast) -> Iterator[Problem]:
    names = forecast.names
    if len(names) < 2:
        yield Problem(
            "one-outcome",
            "the forecast has fewer than two outcomes",
            "Something else must be possible.",
            "Name others.",
        )
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("outcome-name", f"the outcome `{name}` is named twice", "Outcomes exclude each other.", "")
    for name in names:
        if name in (VOID, OPEN) or not name.strip():
            yield Problem(
                "outcome-name", f"an outcome cannot be called `{name}`", f"`{VOID}` and `{OPEN}` are verdicts.", ""
            )


def _about_chances(forecast: Forecast) -> Iterator[Problem]:
    for outcome in forecast.outcomes:
        if not 0 <= outcome.low <= outcome.chance <= outcome.high <= 1:
            yield Problem(
                "chance-outside-bounds",
                f"the chance of `{outcome.name}` is {outcome.chance}, with bounds {outcome.low} and {outcome.high}",
                "A chance lies between its bounds, and these between 0 and 1.",
                "",
            )
    total = math.fsum(forecast.chances)
    if not abs(total - 1) <= TOLERANCE:  # also where it is no number
        yield Problem(
            "chances-not-one",
            f"the chances of the outcomes add up to {total:.6g}",
            "Outcomes exclude each other and leave nothing out, so that their chances add up to 1.",
            "",
        )


def _about_baselines(forecast: Forecast) -> Iterator[Problem]:
    counts = [outcome.base_count for outcome in forecast.outcomes]
    given = [count for count in counts if count is not None]
    complete = len(given) in (0, len(counts)) and all(0 <= count <= MOST_CASES for count in given)
    if not complete or (given and not sum(given)):
        yield Problem(
            "base-rate",
            "the base rate does not have a count of some cases for each outcome",
            f"Outcomes are, in this order: {', '.join(forecast.names)}.",
            "Give how many cases of the reference class came out as each of them.",
        )
    if (forecast.reference is None or not forecast.reference.strip()) == bool(given):
        yield Problem(
            "base-rate",
            "a base rate and its reference class come together, and one is missing",
            "A base rate is the share of past cases of a named kind that came out so.",
            "Give both: the counts and the class of cases that they count.",
        )
    uniform = [outcome.uniform for outcome in forecast.outcomes]
    stays = [outcome.status_quo for outcome in forecast.outcomes]
    for name, chances in (("uniform", uniform), ("status quo", stays)):
        known = [chance for chance in chances if chance is not None and 0 <= chance <= 1]
        if chances != [None] * len(chances) and (known != chances or not abs(math.fsum(known) - 1) <= TOLERANCE):
            yield Problem(
                "chances-not-one",
                f"the chances of the baseline `{name}` do not add up to 1",
                "A baseline gives every outcome a chance.",
                "",
            )


# ------------------------------------------------------------ how a forecast came out


def resolution(entry: Entry, verdict: str, evidence: str, settled: date | None, now: datetime) -> Resolution:
    """Return what is to be written down about how a forecast came out."""
    if entry.resolutions:
        raise taken(entry)
    found = _said(entry, verdict, evidence, settled, now, None)
    if found.verdict == OPEN:
        raise _unknown_verdict(entry, verdict)
    return found


def correction(
    entry: Entry, verdict: str, evidence: str, reason: str, settled: date | None, now: datetime
) -> Resolution:
    """Return what is to be written down to correct what was said."""
    if not entry.resolutions:
        raise complain(
            "nothing-to-correct",
            f"nobody has said yet how forecast {entry.id} came out",
            "A published forecast itself is never corrected.",
            f"Say how it came out with `detente ledger resolve {entry.id}`; or publish another forecast.",
        )
    _written("the reason of the correction", reason)
    return _said(entry, verdict, evidence, settled, now, reason)


def _said(
    entry: Entry, verdict: str, evidence: str, settled: date | None, now: datetime, reason: str | None
) -> Resolution:
    _written("the evidence", evidence)
    outcome = None if verdict in (VOID, OPEN) else _outcome(entry, verdict)
    told = verdict if outcome is None else entry.forecast.names[outcome]
    day = _day(entry, settled or now.date(), now)
    return Resolution(len(entry.resolutions) + 1, now, told, outcome, evidence, day, reason)


def _written(what: str, words: str) -> None:
    problems = tuple(_about_text(what, words))
    if problems:
        raise LedgerError(problems)


def _outcome(entry: Entry, verdict: str) -> int:
    """Return the place of an outcome, given by its name or, of `option = value`, by the value."""
    names = list(entry.forecast.names)
    values = [name.rpartition(" = ")[2] for name in names]
    for among in (names, values):
        if among.count(verdict) == 1:
            return among.index(verdict)
    raise _unknown_verdict(entry, verdict)


def _unknown_verdict(entry: Entry, verdict: str) -> LedgerError:
    return complain(
        "unknown-verdict",
        f"`{verdict}` is no way in which forecast {entry.id} can come out",
        f"There are: {', '.join((*entry.forecast.names, VOID))}.",
        f"Where it cannot be judged by its own rule, say `{VOID}`.",
    )


def _day(entry: Entry, settled: date, now: datetime) -> date:
    """Return the day on which it was settled: from that of publication to today."""
    first = entry.published.astimezone(now.tzinfo).date()
    if first <= settled <= now.date():
        return settled
    raise complain(
        "settled-when",
        f"forecast {entry.id} cannot have been settled on {settled}",
        f"It was published on {first}; today is {now.date()}.",
        "Give the day on which it was settled, with --date.",
    )


def taken(entry: Entry) -> LedgerError:
    """Return the error that somebody has said already how a forecast came out."""
    last = entry.resolutions[-1]
    return complain(
        "already-resolved",
        f"forecast {entry.id} was resolved on {last.recorded.date()}: {last.verdict}",
        NOTHING,
        f"Where that is wrong, append a correction: `detente ledger correct {entry.id}`.",
    )


def unknown(number: int, name: str) -> LedgerError:
    """Return the error that a ledger has no forecast of a number."""
    return complain(
        "unknown-forecast",
        f"the ledger `{name}` has no forecast {number}",
        "Forecasts are numbered from 1 in the order of their publication.",
        "See them with `detente ledger list`.",
    )
