"""Footnotes: each way in which a scenario cites its sources, once, so that a citation in the text leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from detente.answers.coverage import parts_of
from detente.scenario.model import Citation, Scenario, Source
from detente.views import wording
from detente.views.phrases import Mark, Phrase, joined, phrase


@dataclass(frozen=True)
class Note:
    """A footnote: its anchor, the citation as the text has it (`¶2, 3`), and what that stands for."""

    key: str
    cited: str
    says: Phrase


def notes(scenario: Scenario) -> dict[str, Note]:
    """Return the footnotes by the citation as the text has it, sources and places in order."""
    found: dict[str, tuple[Citation, ...]] = {}
    for part in parts_of(scenario):
        if part.cite:
            found.setdefault(wording.cited(scenario, part.cite), part.cite)
    order = sorted(found.items(), key=lambda item: _place(scenario, item[1]))
    return {text: Note(f"note-{number}", text, _says(scenario, cite)) for number, (text, cite) in enumerate(order, 1)}


def _place(scenario: Scenario, cite: Sequence[Citation]) -> tuple[object, ...]:
    """Return what sorts citations: by source as in the file, then by number, then by text."""
    sources = list(scenario.sources)
    return tuple((sources.index(one.source), _first_number(one.locator or ""), one.locator or "") for one in cite)


def _first_number(locator: str) -> int:
    digits = locator.partition("-")[0].partition("–")[0].strip()
    return int(digits) if digits.isdecimal() else 0


def _says(scenario: Scenario, cite: Sequence[Citation]) -> Phrase:
    """Return what a citation stands for: each source in full, with the places in it."""
    told = []
    for source, group in groupby(cite, key=lambda one: one.source):
        places = [one.locator for one in group if one.locator]
        told.append(phrase(source_name(scenario.sources[source]), _where(scenario.sources[source], places)))
    return phrase(joined(told, "; "), ".")


def source_name(source: Source) -> Phrase:
    """Return a source by author, title and date, or by its key where it has none of these."""
    title = Mark(wording.flat(source.title), "strong") if source.title else None
    known = [wording.flat(source.author) if source.author else None, title, source.published]
    return joined(part for part in known if part) or (source.id,)


def _where(source: Source, places: Sequence[str]) -> str:
    """Return places in words: `, paragraphs 2 and 3`."""
    if not places:
        return ", as a whole"
    counted = source.paragraphs is not None and all(place.isdigit() for place in places)
    listed = places[0] if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]}"
    what = ("paragraph " if len(places) == 1 else "paragraphs ") if counted else ""
    return f", {what}{listed}"


def split(text: str, known: Mapping[str, Note]) -> list[str | Note]:
    """Return a text apart into plain texts and the citation in it: what stands in brackets up to a semicolon.

    >>> split(" (¶2; assumed: so)", {"¶2": Note("note-1", "¶2", ())})
    [' (', Note(key='note-1', cited='¶2', says=()), '; assumed: so)']
    """
    start = text.find("(") + 1
    for end in range(len(text), start, -1):
        inside = text[start:end]
        if inside in known and text[end : end + 1] in (")", ";", ""):
            return [text[:start], known[inside], text[end:]]
    return [text]
