"""What would change our mind: chances at which things turn, signals that would tell most, judgements that bear."""

from __future__ import annotations

from detente.answers.claims import Claims
from detente.answers.report import Report
from detente.grounds.changes import Change
from detente.prospects.drivers import Drivers
from detente.prospects.readings import Telling
from detente.views import wording
from detente.views.changed import CHANGED
from detente.views.drivers import tells
from detente.views.page import Heading, Paragraph
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.report import parts
from detente.views.report.parts import Block, Section
from detente.views.report.sections.bottom_line import place
from detente.views.tables import Cell, Table
from detente.views.thresholds import thresholds_table, turning

MOST = 8
"""Judgements, signals and boxes that are told."""

FLIPPED = 6
"""Claims that a row names."""


def section(given: Report) -> Section | None:
    """Return what would change our mind; None where nothing is known of that."""
    blocks: list[Block] = []
    if given.drivers is not None and not given.drivers.found.settled:
        blocks += _turning(given, given.drivers.found)
    if given.forecast is not None and given.forecast.found.telling:
        blocks += _signals(given, given.forecast.found.telling)
    if given.drivers is not None:
        blocks += _of_claims(given.drivers.found)
    if given.claims is not None:
        blocks += _bearing(given.claims)
    return Section("change", "What would change our mind", tuple(blocks)) if blocks else None


def _turning(given: Report, found: Drivers) -> list[Block]:
    threshold = parts.share(found.boxes.threshold, "drivers.boxes.threshold")
    rows = tuple(
        (
            wording.words([wording.setting(name, value) for name, value in one.conditions]) or "whatever is so",
            (parts.share(one.chance, f"drivers.boxes.likely.{at}.chance", error=one.error),),
            (parts.share(one.mass, f"drivers.boxes.likely.{at}.mass"),),
        )
        for at, one in enumerate(found.boxes.likely[:MOST])
    )
    columns = ("where", "its chance there", "how likely that is")
    about = phrase(
        "Asked about is the likeliest prospect, ", place(given, found.rest.values if found.rest else {}), ". "
    )
    blocks: list[Block] = [Paragraph(phrase(about, turning(found)))]
    if rows:
        blocks += [
            Heading(phrase("What would have to be true for the likeliest prospect to reach ", threshold)),
            Table("Conditions that make it likely", columns, rows),
        ]
    else:
        blocks.append(Paragraph(phrase("No conditions that were tried would bring it to ", threshold, ".")))
    for block in thresholds_table(found):
        if isinstance(block, Table):
            blocks.append(Table(block.title, block.columns, block.rows, block.notes[:1], block.key))
    return blocks


def _signals(given: Report, telling: tuple[Telling, ...]) -> list[Block]:
    known = {one.name: one for one in given.scenario.signals}
    rows = tuple(
        (
            phrase(
                Mark(one.signal, "strong"),
                f": {wording.flat(known[one.signal].what or '')}" if known[one.signal].what else "",
            ),
            one.circumstance,
            (parts.Number(f"{one.bits:.2f}", "plain", one.bits, f"forecast.telling.{at}.bits"),),
            (parts.share(one.comes, f"forecast.telling.{at}.comes"),),
        )
        for at, one in enumerate(telling[:MOST])
    )
    note = "Bits: how much of the doubt about the circumstance goes on average, whether the signal comes or not."
    columns = ("signal", "tells of", "bits", "how likely it is to come")
    return [Table("What to look out for", columns, rows, ((Mark(note, "quiet"),),))]


def _of_claims(found: Drivers) -> list[Block]:
    """Return for each claim about prospects the signal still to come that would tell most of it."""
    most = {claim: signals[0] for claim, signals in found.of_claims.items()}
    rows: list[tuple[Cell, ...]] = [
        (
            phrase(Mark(claim, "strong")),
            one.signal,
            (parts.Number(f"{one.bits:.2f}", "plain", one.bits, f"drivers.of_claims.{claim}.0.bits"),),
            *(_given(chance, f"drivers.of_claims.{claim}.0.given.{at}") for at, chance in enumerate(one.given)),
        )
        for claim, one in most.items()
        if tells(one)
    ]
    columns = ("claim", "most telling", "bits", "its chance if that comes", "and if not")
    return [Table("What to look out for, claim by claim", columns, rows)] if rows else []


def _given(chance: float | None, at: str) -> Phrase:
    return () if chance is None else (parts.share(chance, at),)


def _bearing(found: Claims) -> list[Block]:
    """Return the judgements that flip most claims of the analysis' own."""
    flipped: dict[tuple[str, str, str], tuple[Change, list[str]]] = {}
    for one in found.claims:
        hinges = one.rests.hinges if one.rests and one.judged.asserted else ()
        for hinge in hinges:
            if len(hinge.changes) == 1:
                (change,) = hinge.changes
                flipped.setdefault((change.kind, change.name, change.to), (change, []))[1].append(one.judged.claim.name)
    order = sorted(flipped.values(), key=lambda item: -len(item[1]))
    if not order:
        return []
    rows = tuple(
        (CHANGED[change.kind](change), len(names), ", ".join([*names[:FLIPPED], *_more(names)]))
        for change, names in order[:MOST]
    )
    more = (
        [f"And {counted(len(order) - MOST, 'change')} of other judgements that flip fewer."]
        if len(order) > MOST
        else []
    )
    notes = tuple((Mark(note, "quiet"),) for note in ["Each change is made alone, in the world as it is.", *more])
    return [Table("The judgements that bear most", ("change", "claims flipped", "which"), rows, notes)]


def _more(names: list[str]) -> list[str]:
    return [f"{len(names) - FLIPPED} more"] if len(names) > FLIPPED else []
