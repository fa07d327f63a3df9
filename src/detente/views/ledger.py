"""The pages of the ledger: a forecast with how it came out, the list of all, and how good they were."""

from __future__ import annotations

import math
from collections.abc import Iterator

from detente.answers.ledger import Filed, Listed, Marked, Scored, Scores, Skill
from detente.prospects.bounds import Bounds
from detente.store.entry import OPEN, VOID, Entry, Outcome, Resolution
from detente.views import wording
from detente.views.chances import SMALL, between, percent
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.tables import Cell, Table

NAMES = {"brier": "Brier", "log": "log (bits)", "ranked": "ranked"}
"""What scores are called; a score counts against a forecast."""

FEW = 30
"""Events below which a page says that they are few."""


def filed_page(found: Filed) -> Page:
    """Return one forecast of the ledger, with all that was said about it."""
    entry, stated = found.entry, found.entry.forecast
    told = [
        ("Settled by", stated.rule),
        ("Looked up in", stated.source),
        ("Last day", str(stated.horizon)),
        ("About", f"{stated.about}{', in an order' if stated.ordered else ''}"),
    ]
    told += [("Reference class", f"{stated.reference}, n = {_cases(entry):,}")] if stated.reference else []
    return (
        Title(f"Forecast {entry.id}", f"published {entry.published.date()} in {found.ledger}"),
        Paragraph((Mark(wording.flat(stated.question), "strong"),)),
        Paragraph(_did(found)),
        stated_table(entry),
        Listing(tuple(Item(phrase(Mark(f"{what}: ", "quiet"), wording.flat(words))) for what, words in told)),
        *_said(entry),
        Paragraph(_origin(entry)),
    )


def _did(found: Filed) -> Phrase:
    entry = found.entry
    if found.did == "published":
        return (f"Published. Nothing in it can be changed. Once it is settled: detente ledger resolve {entry.id}",)
    if entry.verdict == OPEN:
        late = ", and its last day is over" if entry.due(found.today) else ""
        return phrase("It is ", Mark("open", "warning"), f"{late}.")
    if entry.verdict == VOID:
        return phrase("It is ", Mark("void", "warning"), ": it is not scored.")
    return phrase("It came out: ", Mark(entry.verdict, "strong"), ".")


def _said(entry: Entry) -> Iterator[Block]:
    if entry.resolutions:
        yield Heading(("What was said of how it came out",))
        yield Listing(tuple(_resolution(one) for one in entry.resolutions), numbered=True)


def _resolution(one: Resolution) -> Item:
    when = f", {'' if one.outcome is None else 'settled '}on {one.settled}, written down on {one.recorded.date()}"
    head = phrase("Correction: " if one.number > 1 else "", Mark(one.verdict, "strong"), when)
    below = [Item((f"Evidence: {wording.flat(one.evidence)}",))]
    below += [Item((f"Reason: {wording.flat(one.reason)}",))] if one.reason else []
    return Item(head, tuple(below))


def _origin(entry: Entry) -> Phrase:
    one = entry.forecast.origin
    parts = [
        f"Détente {one.version}",
        f"{one.file} (sha256 {one.sha256[:12]})",
        f"{wording.concept_word(one.concept)}, beliefs {'on' if one.beliefs else 'off'}, sharing {one.sharing}",
        f"variant {one.variant}" if one.variant else "",
        f"as of {one.as_of}" if one.as_of else "",
        f"{one.samples:,} worlds drawn, seed {one.seed}" if one.samples is not None else "",
    ]
    return (Mark(" · ".join(part for part in parts if part), "quiet"),)


def stated_table(entry: Entry) -> Table:
    """Return the outcomes of a forecast with their chances, and what the baselines say."""
    baselines = entry.forecast.baselines
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _outcome(one, place == entry.happened),
            percent(one.chance, 1),
            between(Bounds(one.chance, one.low, one.high, one.exact, one.error)),
            *(percent(chances[place], 1) for chances in baselines.values()),
        )
        for place, one in enumerate(entry.forecast.outcomes)
    )
    return Table("", ("outcome", "chance", "bounds", *baselines), rows)


def _outcome(one: Outcome, happened: bool) -> Phrase:
    return phrase(Mark(one.name, "strong"), Mark(" ● it happened", "holds")) if happened else (one.name,)


def _cases(entry: Entry) -> int:
    return sum(one.base_count or 0 for one in entry.forecast.outcomes)


# ------------------------------------------------------------ the list


def listed_page(found: Listed) -> Page:
    """Return the list of all forecasts."""
    if not found.entries:
        return (
            Title("Ledger", found.ledger),
            Paragraph(("There is nothing in it yet. detente ledger publish --help says what a forecast needs.",)),
        )
    due = sum(one.due(found.today) for one in found.entries)
    late = f"{counted(due, 'forecast')} whose last day is over {'waits' if due == 1 else 'wait'} for a verdict: "
    notes = (Paragraph(phrase(Mark(late, "warning"), "detente ledger resolve NUMBER")),) if due else ()
    return (Title("Ledger", found.ledger), listed_table(found), *notes)


def listed_table(found: Listed) -> Table:
    """Return all forecasts, one a row."""
    rows = tuple(
        (
            one.id,
            str(one.published.date()),
            str(one.forecast.horizon),
            wording.flat(one.forecast.question),
            _leading(one),
            "due" if one.due(found.today) else one.verdict,
        )
        for one in found.entries
    )
    return Table("", ("no.", "published", "last day", "question", "says", "came out"), rows)


def _leading(entry: Entry) -> str:
    """Return the chance of yes, or that of the likeliest of several outcomes."""
    first = max(entry.forecast.outcomes, key=lambda one: one.chance)
    told = entry.forecast.outcomes[0] if len(entry.forecast.outcomes) == 2 else first
    return f"{told.name} {percent(told.chance)}"


# ------------------------------------------------------------ scores


def scores_page(found: Scores) -> Page:
    """Return how good the settled forecasts were."""
    head: Page = (Title("Score", found.ledger), *(Paragraph(line) for line in _bottom_line(found)))
    if not found.marked:
        return head
    return (
        *head,
        scored_table(found),
        *_calibration(found),
        *_parts(found),
        marked_table(found),
        Paragraph((Mark(f"{RULES_NOTE} {VOID_NOTE}", "quiet"),)),
    )


RULES_NOTE = (
    "All scores count against a forecast: 0 is best. Brier: half of the sum of squared errors over outcomes, 0 to 1. "
    "Log: minus the binary logarithm of the chance of what happened. Ranked: for two outcomes or outcomes in an order, "
    "the mean squared error of the chances of at most each, 0 to 1. Skill: 1 is perfect, 0 no better than the baseline."
)
VOID_NOTE = "Void forecasts are not scored."


def _bottom_line(found: Scores) -> Iterator[Phrase]:
    others = [f"{found.waiting:,} open" if found.waiting else "", f"{found.void:,} void" if found.void else ""]
    beside = ", ".join(part for part in others if part)
    yield phrase(Mark(counted(len(found.marked), "settled forecast"), "strong"), f"; {beside}." if beside else ".")
    if found.due:
        yield (Mark(f"The last day of {found.due:,} of the open ones is over: detente ledger list", "warning"),)
    if found.scored:
        yield from _verdict(found.scored[0])
    if 0 < found.events < FEW:
        events = counted(found.events, "event")
        yield (f"{events} {'is' if found.events == 1 else 'are'} few: chance alone makes scores differ widely.",)


def _verdict(brier: Scored) -> Iterator[Phrase]:
    """Return how the Brier score stands beside the baselines."""
    for one in brier.skills:
        if one.skill is None:
            yield phrase(f"The baseline {one.baseline} was never wrong.")
            continue
        better = "better than" if one.skill > 0 else "worse than" if one.skill < 0 else "as good as"
        which = "" if one.count == brier.count else f" on the {one.count:,} that have it"
        figures = f"the baseline {one.baseline}{which} (Brier {number(one.mean)} against {number(one.reference)})."
        yield phrase(Mark(better.capitalize(), "holds" if one.skill > 0 else "fails"), " ", figures)


def scored_table(found: Scores) -> Table:
    """Return the mean of each score, and the skill against each baseline."""
    baselines = list(dict.fromkeys(skill.baseline for one in found.scored for skill in one.skills))
    rows = tuple(
        (NAMES[one.name], one.count, number(one.mean), *_skills(one.skills, baselines)) for one in found.scored
    )
    return Table("Scores", ("score", "n", "mean", *(f"skill against {name}" for name in baselines)), rows)


def _skills(given: tuple[Skill, ...], baselines: list[str]) -> Iterator[Cell]:
    by_name = {one.baseline: one for one in given}
    for name in baselines:
        one = by_name.get(name)
        yield "" if one is None else "none" if one.skill is None else f"{number(one.skill)} (n {one.count})"


def _calibration(found: Scores) -> Iterator[Block]:
    yield calibration_table(found)
    yield Paragraph(
        (Mark("Intervals: Wilson, 95%, as if events were independent, which those of one forecast are not.", "quiet"),),
        tight=True,
    )


def calibration_table(found: Scores) -> Table:
    """Return by bands how often events happened that were given such a chance."""
    rows = tuple(
        (
            f"{round(100 * one.low)} to {round(100 * one.high)}%",
            one.count,
            percent(one.mean, 1),
            one.happened,
            percent(one.rate, 1),
            between(Bounds(one.rate, one.lowest, one.highest)),
        )
        for one in found.bins
    )
    return Table("Calibration", ("chance", "n", "mean", "happened", "share", "interval"), rows)


def _parts(found: Scores) -> Iterator[Block]:
    one = found.parts
    if one is None:
        return
    terms = f"reliability {number(one.reliability)} − resolution {number(one.resolution)}"
    terms += f" + uncertainty {number(one.uncertainty)}"
    if max(one.variance, abs(one.covariance)) > SMALL / 10:
        terms += f" + variance {number(one.variance)} − covariance {number(one.covariance)} within bands"
    whole = " = the Brier score" if all(len(each.entry.forecast.outcomes) == 2 for each in found.marked) else ""
    yield Heading(("What the error is made of (Murphy)",))
    yield Paragraph(
        phrase(f"Mean squared error of {counted(found.events, 'event')}: {number(one.score)}{whole} = {terms}.")
    )


def marked_table(found: Scores) -> Table:
    """Return each settled forecast with its scores."""
    rows = tuple(_marked(one) for one in found.marked)
    columns = ("no.", "question", "came out", "its chance", *NAMES.values())
    return Table("Forecast by forecast", columns, rows)


def _marked(one: Marked) -> tuple[Cell, ...]:
    stated = one.entry.forecast
    chance = stated.chances[one.entry.happened or 0]
    marks = ("" if mark is None else number(mark) for mark in (one.scores[name] for name in NAMES))
    return (one.entry.id, wording.flat(stated.question), one.entry.verdict, percent(chance, 1), *marks)


def number(given: float) -> str:
    """Return a score with three digits; infinity is told.

    >>> number(0.25), number(-0.0001), number(float("inf")), number(float("-inf"))
    ('0.250', '0.000', 'infinite', 'minus infinite')
    """
    if math.isinf(given):
        return "infinite" if given > 0 else "minus infinite"
    told = f"{given:.3f}"
    return told.removeprefix("-") if float(told) == 0 else told
