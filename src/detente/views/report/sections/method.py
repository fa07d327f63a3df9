"""Method: how things were judged, how chances were had, what words of chance mean, and what is missing here."""

from __future__ import annotations

from collections.abc import Mapping

from detente.answers.report import LeftOut, Report
from detente.engine.stability import concepts
from detente.views import wording
from detente.views.chances import percent, span
from detente.views.page import Heading, Item, Listing
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.report import parts
from detente.views.report.parts import Block, Section
from detente.views.tables import Table

PARTS: Mapping[str, tuple[str, str]] = {
    "forecast": ("How likely it is, and what drives it", "nothing that matters is in doubt"),
    "drivers": ("What drives it", "it was not found"),
    "beliefs": ("Who sees it differently", "no actor's belief is at work"),
    "claims": ("Claims", "the scenario makes none"),
    "settlement": ("Settlements", "it was not asked what all would accept"),
    "assumptions": ("Assumptions", "no judgement of the scenario says that it is assumed"),
    "sources": ("Sources", "the scenario names none"),
    "unmodelled": ("Not modelled", "the scenario says of nothing that it is left out"),
}
"""What parts are called that may be missing, and why they are where there is no matter for them."""


def section(given: Report) -> Section:
    """Return the method."""
    blocks: list[Block] = [Listing(tuple(Item(line) for line in _lines(given)))]
    if given.doubted:
        blocks += [Heading(("Words of chance",)), _words(given)]
    left = [Item(one) for one in left_out(given)]
    if left:
        blocks += [Heading(("What this report does not have",)), Listing(tuple(left))]
    return Section("method", "Method", tuple(blocks))


def _lines(given: Report) -> list[Phrase]:
    found = given.analysis
    concept = found.held.concept
    lines = [
        phrase(Mark(wording.concept_name(concept).capitalize(), "strong"), f" leads. It asks: {concept.question}"),
        phrase(
            "A state holds if it is stable for every actor. Play follows moves that nothing deters; a prospect is a "
            "state that holds and that play from the status quo can reach."
        ),
        phrase(
            f"Shown beside it: {', '.join(wording.concept_name(one) for one in concepts().values() if one != concept)}."
        ),
        phrase(f"Beliefs of actors {'count' if found.provenance.beliefs else 'do not count'} when they judge replies."),
    ]
    return [*lines, *_chances(given)]


def _chances(given: Report) -> list[Phrase]:
    """Return how chances were had."""
    if given.forecast is None or not given.doubted:
        return []
    found = given.forecast.found
    worlds = parts.count(found.worlds, "forecast.worlds")
    if found.drawn is None:
        how = phrase(
            "Every one of ", worlds, " worlds that matter was looked at; bounds are exact, "
            "unless “within” stands before them.",
        )  # fmt: skip
    else:
        how = phrase(
            f"{counted(found.drawn.samples, 'world')} were drawn at random with seed {found.drawn.seed}, ", worlds,
            " of them different: numbers have a standard error (±), and bounds may be wider in truth.",
        )  # fmt: skip
    lines = [
        how,
        phrase("Bounds are over all that the words of chance leave open; the middle takes each at its middle."),
    ]
    if found.signals:
        until = f" up to {found.as_of}" if found.as_of else ""
        lines.append(phrase(f"Chances are those after the signals seen{until}: {', '.join(found.signals)}."))
    if found.sharing:
        lines.append(
            phrase(f"Where several prospects remain in a world, it is shared {found.rule.title}: {found.rule.assumes}")
        )
    return lines


def _words(given: Report) -> Table:
    """Return what the words of chance stand for."""
    known = sorted(given.scenario.words.items(), key=lambda item: (item[1].low, item[1].high))
    rows = tuple(
        (word, span(float(band.low), float(band.high)) if band.low < band.high else percent(float(band.low)))
        for word, band in known
    )
    return Table(f"What words of chance stand for ({given.scenario.settings.words})", ("word", "chance"), rows)


def left_out(given: Report) -> tuple[Phrase, ...]:
    """Return in a sentence each why parts are missing."""
    return tuple(_left_out(one) for one in given.left_out)


def _left_out(one: LeftOut) -> Phrase:
    name, why = PARTS[one.part]
    if one.problems:
        why = "; ".join(f"{problem.given[0].lower()}{problem.given[1:]}".rstrip(".") for problem in one.problems)
    return phrase(Mark(name, "strong"), f": {why}.")
