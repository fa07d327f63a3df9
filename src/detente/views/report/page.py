"""What a terminal or a notebook shows of a report: its bottom line, what it does not have, and where it is."""

from __future__ import annotations

from pathlib import Path

from detente.answers.report import Report
from detente.views import wording
from detente.views.heading import title
from detente.views.page import Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, phrase, plain
from detente.views.report.sections.bottom_line import place, sentences
from detente.views.report.sections.method import left_out
from detente.views.tables import Cell, Table


def report_page(given: Report, file: Path | None) -> Page:
    """Return the bottom line of a report, what it does not have, and where it was written."""
    missing = left_out(given)
    return (
        *title(given.scenario, given.variant),
        *(Paragraph(one) for one in sentences(given)),
        *((Heading(("Not in the report",)), Listing(tuple(Item(one) for one in missing))) if missing else ()),
        *((Paragraph(phrase("Report written to ", Mark(str(file), "value"), ".")),) if file else ()),
        Paragraph(wording.origin(given.provenance), tight=file is not None),
    )


def reported_table(given: Report) -> Table:
    """Return where play comes to rest: the prospects of all worlds with chances, else those of this world."""
    if given.forecast is not None:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                plain(place(given, one.values)),
                one.outcome.chance.middle,
                one.outcome.chance.low,
                one.outcome.chance.high,
            )
            for one in given.forecast.found.rests
        )
        return Table("Prospects", ("prospect", "chance", "low", "high"), rows)
    prospects = given.analysis.held.prospects or ()
    return Table("Prospects", ("state", "moves"), tuple((one.state.number, len(one.path)) for one in prospects))
