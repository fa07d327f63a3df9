"""The page of what a scenario makes of its sources: paragraph by paragraph, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from detente import __version__
from detente.answers.coverage import KINDS, Coverage, Covered, Passage
from detente.scenario.model import NotModelled
from detente.views import wording
from detente.views.heading import title
from detente.views.library import source_line
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.tables import Cell, Table

WORDS = {
    "own": "claims",
    "inferred": "claims inferred",
    "reported": "claims reported",
    "doubted": "claims doubted",
    "statement": "wants",
    "circumstance": "circumstances",
    "option": "options",
    "rule": "rules",
    "belief": "beliefs",
    "signal": "signals",
    "variant": "variants",
    "outcome": "chances of outcomes",
    "not modelled": "not modelled",
}
"""What parts are called that cite a place."""


def coverage_page(found: Coverage) -> Page:
    """Return the sources with what cites each paragraph, what is left out with its reason, and what cites nothing."""
    blocks: list[Block] = [*title(found.scenario, None)]
    if not found.sources:
        blocks.append(Paragraph(("This scenario names no sources.",)))
    for one in found.sources:
        blocks += _source(one)
    if found.not_modelled:
        items = tuple(_left_out(found, one) for one in found.not_modelled)
        blocks += [Heading(("Not modelled",)), Listing(items)]
    if found.uncited:
        items = tuple(Item(line) for line in _parts(found.uncited))
        blocks += [Heading(("What cites no source",)), Listing(items)]
    origin = found.scenario.origin
    blocks.append(Paragraph((Mark(f"Détente {__version__} · {origin.file} (sha256 {origin.sha256[:12]})", "quiet"),)))
    return tuple(blocks)


def _source(found: Covered) -> tuple[Block, ...]:
    head = Heading(phrase(found.source.id, " ", source_line(found.source)))
    whole = Listing((Item(("cited as a whole",), tuple(Item(line) for line in _parts(found.whole))),))
    rows = tuple(row for one in _rows(found.passages) for row in one)
    table = (Table("", ("¶" if found.source.paragraphs else "place", "by", "names"), rows),) if rows else ()
    return (head, Paragraph(_bottom_line(found), tight=True), *table, *((whole,) if found.whole else ()))


def _bottom_line(found: Covered) -> Phrase:
    """Return how many paragraphs are covered, and which are not."""
    paragraphs = found.source.paragraphs
    if paragraphs is None:
        return ("Its paragraphs are not counted, so what is not covered cannot be told.",)
    covered = sum(one.covered for one in found.passages if one.number is not None)
    parts = [f"{covered} of {counted(paragraphs, 'paragraph')} covered"]
    if found.left_out:
        parts.append(f"only left out: {spans(found.left_out)}")
    parts.append(f"not covered: {spans(found.uncovered)}" if found.uncovered else "nothing is passed over")
    return phrase(Mark("; ".join(parts), "strong"), ".")


def _rows(passages: Sequence[Passage]) -> Iterator[list[tuple[Cell, ...]]]:
    """Return the rows of a table; paragraphs in a row that nothing cites share one."""
    for cited, group in groupby(passages, lambda one: bool(one.parts)):
        several = list(group)
        if not cited:
            numbers = [one.number for one in several if one.number is not None]
            yield [(spans(numbers), (Mark("not covered", "warning"),), "")]
            continue
        for one in several:
            parts = list(one.parts.items())
            yield [
                (one.place if not row else "", WORDS[kind], ", ".join(names)) for row, (kind, names) in enumerate(parts)
            ]


def spans(numbers: Sequence[int]) -> str:
    """Return numbers, those that follow one another as a span.

    >>> spans([1, 3, 4, 5, 8])
    '1, 3–5, 8'
    """
    found = []
    for _, group in groupby(enumerate(numbers), lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        found.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(found)


def _parts(given: Mapping[str, Sequence[str]]) -> list[Phrase]:
    return [phrase(WORDS[kind], ": ", ", ".join(names)) for kind, names in given.items()]


def _left_out(found: Coverage, given: NotModelled) -> Item:
    cited = wording.cited(found.scenario, given.grounds.cite)
    name = Mark(given.name, "strong") if given.name else None
    what = phrase(name, ": " if name else "", wording.flat(given.what), Mark(f" ({cited})" if cited else "", "quiet"))
    return Item(what, (Item((wording.flat(given.why),)),) if given.why else ())


def coverage_table(found: Coverage) -> Table:
    """Return the places of all sources as data: a row for each, with the names of what cites it by kind."""
    rows = tuple(
        (one.source.id, passage.place, *(", ".join(passage.parts.get(kind, ())) for kind in KINDS))
        for one in found.sources
        for passage in one.passages
    )
    return Table("Sources", ("source", "place", *KINDS), rows)
