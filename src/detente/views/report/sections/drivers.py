"""What drives it: what the chance of the likeliest prospect hangs on, circumstance by circumstance."""

from __future__ import annotations

from detente.answers.report import Report
from detente.prospects.drivers import Drivers
from detente.views.drivers import banded, moves, removes
from detente.views.page import Paragraph
from detente.views.phrases import Mark, Phrase, joined, phrase
from detente.views.report import parts
from detente.views.report.parts import Bar, Block, Section
from detente.views.report.pictures import drawn
from detente.views.report.sections.bottom_line import place
from detente.views.tables import Table

COLUMNS = (
    "If known: its chance once the value is known. Over the band: its chance while the circumstance's own chance moves "
    "between its bounds. Doubt that goes: the part of the doubt that knowing the circumstance alone removes."
)
SETTLED = "It is as likely in every world that has a chance, so that no circumstance drives it."


def section(given: Report) -> Section | None:
    """Return what drives the likeliest prospect; None where nothing is known of that."""
    if given.drivers is None:
        return None
    found = given.drivers.found
    about = phrase(
        "Asked about is the likeliest prospect, ", place(given, found.rest.values if found.rest else {}), ": "
    )
    head = Paragraph(phrase(about, parts.chance(found.outcome.chance, "drivers.outcome.chance"), "."))
    if found.settled:
        return Section("drivers", "What drives it", (head, Paragraph((SETTLED,))))
    blocks: tuple[Block, ...] = (head, *_swings(found), *drawn("tornado", given.drivers, "tornado"))
    return Section("drivers", "What drives it", blocks)


def _swings(found: Drivers) -> tuple[Block, ...]:
    reach = {one.circumstance: (place, one) for place, one in enumerate(found.reaches)}
    index = {one.circumstance: (place, one) for place, one in enumerate(found.indices.each)}
    rows, told = [], set()
    for number, swing in enumerate(found.swings):
        (name,) = swing.circumstances
        at, over = reach[name]
        if not moves(swing, over):
            continue
        known = [chance for chance in swing.chances if chance is not None] or [found.outcome.chance.middle]
        band = (
            phrase("" if over.errors is None else "at least ",
                   parts.span((over.low, f"drivers.reaches.{at}.low"), (over.high, f"drivers.reaches.{at}.high")))
            if banded(over)
            else ()
        )  # fmt: skip
        nth, part = index[name]
        first = parts.share(part.first, f"drivers.indices.each.{nth}.first", error=part.error)
        doubt = (first,) if part.error is None or removes(part) else ()
        bar = (Bar("", "plain", min(known), found.outcome.chance.middle, max(known)),)
        rows.append((phrase(Mark(name, "strong")), _given(found, number), band, doubt, bar))
        told.add(name)
    still = [one.circumstances[0] for one in found.swings if one.circumstances[0] not in told]
    notes = [
        COLUMNS,
        "The light part of the bar spans what the value could bring; the line is where the chance stands.",
        *([f"Without effect: {', '.join(still)}."] if still else []),
    ]
    columns = ("circumstance", "its chance if known", "over the band", "doubt that goes", "")
    if not rows:
        return (Paragraph(("No circumstance swings it by itself; only several together do.",)),)
    return (Table("What it hangs on", columns, tuple(rows), tuple((Mark(note, "quiet"),) for note in notes)),)


def _given(found: Drivers, number: int) -> Phrase:
    swing = found.swings[number]
    return joined(
        phrase(parts.share(chance, f"drivers.swings.{number}.chances.{at}"), f" if {values[0]}")
        for at, (values, chance) in enumerate(zip(swing.given, swing.chances, strict=True))
        if chance is not None
    )
