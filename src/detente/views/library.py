"""The pages of the case library: the list, and one case in full."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from detente.answers.library import Case, Copied
from detente.scenario.model import Source
from detente.views import wording
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title
from detente.views.phrases import Mark, Phrase, Role, counted, joined, phrase
from detente.views.tables import Table


def cases_page(found: Sequence[Case]) -> Page:
    """Return the library by kind: what each case tells, and how far its sources can be trusted."""
    blocks: list[Block] = []
    for kind, cases in groupby(found, key=lambda case: case.kind):
        blocks += [Heading((kind,)), Listing(tuple(_line(case) for case in cases))]
    grades = {source.grade for case in found for source in case.sources}
    legend = "; ".join(f"{grade or 'ungraded'}: {words}" for grade, words in wording.GRADES.items() if grade in grades)
    usage = "detente cases NAME shows a case in full, detente show NAME its model, detente analyse NAME runs it."
    return (*blocks, Paragraph((Mark(legend, "quiet"),)), Paragraph((usage,), tight=True))


def _line(case: Case) -> Item:
    head = phrase(Mark(case.slug, "strong"), ": ", wording.flat(case.title))
    story = [Item((wording.beginning(wording.one_line(case.story), 160),))] if case.story else []
    return Item(head, (*story, *(Item(source_line(source)) for source in case.sources)))


def source_line(source: Source) -> Phrase:
    """Return a source on one line, its grade of trust first."""
    grade = Mark(f"[{source.grade or 'ungraded'}]", _TRUST.get(source.grade, "fails"))
    known = [source.author, source.title, source.published]
    return phrase(grade, " ", Mark(", ".join(wording.flat(part) for part in known if part) or source.id, "quiet"))


_TRUST: dict[str | None, Role] = {"read": "holds", "partial": "warning"}


def case_page(found: Case) -> Page:
    """Return one case in full."""
    usage = f"detente show {found.slug} gives the model; detente cases {found.slug} --copy . makes a copy to edit."
    sources = Listing(tuple(_source(source) for source in found.sources))
    return (
        Title(wording.flat(found.title), f"{found.key}{f', as of {found.as_of}' if found.as_of else ''}"),
        *((Paragraph((wording.one_line(found.story),)),) if found.story else ()),
        *((Heading(("Sources",)), sources) if found.sources else ()),
        Paragraph(_size(found)),
        Paragraph(phrase("File: ", Mark(str(found.file), "value")), tight=True),
        *_essay(found),
        Paragraph((usage,), tight=True),
    )


def _essay(found: Case) -> tuple[Block, ...]:
    if found.essay is None:
        return ()
    runs = f"; detente claims {found.slug} --essay runs its claims."
    return (Paragraph(phrase("Essay: ", Mark(str(found.essay), "value"), runs), tight=True),)


def _source(source: Source) -> Item:
    trust = (Item((wording.GRADES[source.grade],)),)
    note = (Item((wording.flat(source.note),)),) if source.note else ()
    return Item(source_line(source), (*trust, *note))


def _size(case: Case) -> Phrase:
    actors = joined(
        phrase(Mark(id_, "actor"), f" ({name})" if name != id_ else "") for id_, name in case.actors.items()
    )
    size = counted(case.states, "listed state") if case.states else counted(case.options, "option")
    return phrase("Actors: ", actors, f". {size[0].upper()}{size[1:]}.")


def copied_page(found: Copied) -> Page:
    """Return where the copy of a case is, and what to do with it."""
    file = Mark(str(found.file), "value")
    return (Paragraph(phrase(f"Copied {found.key} to ", file, ". Edit it, then: detente analyse ", str(found.file))),)


def cases_table(found: Sequence[Case]) -> Table:
    """Return the library as a table."""
    rows = tuple(
        (
            case.key,
            wording.flat(case.title),
            ", ".join(str(source.grade) for source in case.sources),
            len(case.actors),
            case.options,
            case.states,
        )
        for case in found
    )
    return Table("Cases", ("key", "title", "grade", "actors", "options", "states"), rows)
