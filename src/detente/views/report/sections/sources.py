"""Sources: what each is, how far it can be trusted, and how much of it the scenario covers."""

from __future__ import annotations

from detente.answers.coverage import Covered
from detente.answers.report import Report
from detente.views import wording
from detente.views.coverage import WORDS, spans
from detente.views.page import Item, Listing, Paragraph
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.report.notes import source_name
from detente.views.report.parts import Block, More, Section
from detente.views.tables import Table


def section(given: Report) -> Section | None:
    """Return the sources; None where the scenario names none."""
    if not given.coverage.sources:
        return None
    items = tuple(_source(one) for one in given.coverage.sources)
    blocks: list[Block] = [Listing(items)]
    blocks += [_places(one) for one in given.coverage.sources if any(passage.parts for passage in one.passages)]
    uncited = sum(map(len, given.coverage.uncited.values()))
    if uncited:
        told = ", ".join(f"{len(names)} {WORDS[kind]}" for kind, names in given.coverage.uncited.items())
        blocks.append(Paragraph((f"{counted(uncited, 'part')} of the scenario cite no source: {told}.",)))
    return Section("sources", "Sources", tuple(blocks))


def _source(one: Covered) -> Item:
    source = one.source
    lines = [Item((wording.GRADES[source.grade],)), Item(_covered(one))]
    if source.note:
        lines.append(Item((wording.flat(source.note),)))
    return Item(phrase(Mark(source.id, "value"), ": ", source_name(source)), tuple(lines))


def _covered(one: Covered) -> Phrase:
    """Return how many paragraphs of a source are covered, and which are passed over."""
    paragraphs = one.source.paragraphs
    if paragraphs is None:
        return ("its paragraphs are not counted",)
    covered = sum(passage.covered for passage in one.passages if passage.number is not None)
    told = [f"{covered} of {counted(paragraphs, 'paragraph')} covered"]
    told += [f"only left out: {spans(one.left_out)}"] if one.left_out else []
    told += [f"not covered: {spans(one.uncovered)}"] if one.uncovered else ["nothing is passed over"]
    return ("; ".join(told),)


def _places(one: Covered) -> More:
    """Return, folded, what cites each place of a source."""
    rows = tuple(
        (
            passage.place,
            "; ".join(f"{WORDS[kind]}: {', '.join(names)}" for kind, names in passage.parts.items()) or "not covered",
        )
        for passage in one.passages
    )
    place = "paragraph" if one.source.paragraphs else "place"
    table = Table(f"What cites {one.source.id}", (place, "cited by"), rows)
    return More(
        f"cites-{_anchor(one)}", phrase("What cites ", Mark(one.source.id, "value"), ", place by place"), (table,)
    )


def _anchor(one: Covered) -> str:
    """Return a name for the part about a source that can stand in an address."""
    return "-".join(str(ord(letter)) if not letter.isalnum() else letter for letter in one.source.id)
