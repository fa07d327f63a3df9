"""The page of a check, and problems as they are told on a terminal: place, what stands there, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width

from detente.answers.checked import Checked
from detente.errors import Problem
from detente.views.page import Block, Item, Listing, Page, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, phrase
from detente.views.tables import Table

MOST = 20  # problems that are told one by one
SNIPPET = 60  # characters of a line in question that are shown around the caret


def checked_page(found: Checked, texts: Mapping[str, str] | None = None) -> Page:
    """Return what a check found; `texts` gives the text of files by name, to show the lines in question."""
    listing = (problems_listing(found.problems, texts or {}),) if found.problems else ()
    return (*listing, Paragraph(verdict(found)))


def verdict(found: Checked) -> Phrase:
    """Return the outcome of a check in one sentence."""
    warnings = counted(len(found.warnings), "warning")
    if not found.ok:
        also = f" and {warnings}" if found.warnings else ""
        return phrase(FAILS, f" {found.file}: {counted(len(found.errors), 'error')}{also}.")
    title = f" ({found.title})" if found.title else ""
    return phrase(HOLDS, f" {found.file}{title}: no errors, {warnings if found.warnings else 'no warnings'}.")


def problems_listing(problems: Sequence[Problem], texts: Mapping[str, str]) -> Block:
    """Return problems one below the other, each with the line in question where its text is at hand."""
    told = tuple(_problem(problem, texts) for problem in problems[:MOST])
    rest = len(problems) - MOST
    more = (Item((Mark(f"and {rest:,} more; --json tells them all", "quiet"),)),) if rest > 0 else ()
    return Listing((*told, *more))


def problems_table(problems: Sequence[Problem]) -> Table:
    """Return problems as a table."""
    columns = ("severity", "code", "place", "given", "expected", "remedy")
    rows = tuple(
        (p.severity, p.code, str(p.place) if p.place else None, p.given, p.expected, p.remedy) for p in problems
    )
    return Table("Problems", columns, rows, key=2)


def _problem(problem: Problem, texts: Mapping[str, str]) -> Item:
    where = f"{problem.place}: " if problem.place else ""
    role = Mark(problem.severity, "error" if problem.severity == "error" else "warning")
    given = problem.given if problem.given.endswith((".", "?", "!")) else f"{problem.given}."
    head = phrase(Mark(where, "strong") if where else "", role, f": {given}")
    tail = " ".join(part for part in (problem.expected, problem.remedy) if part)
    below = [*_line(problem, texts), *([Item((tail,))] if tail else [])]
    code = Mark(f"  [{problem.code}]", "quiet")
    return Item(phrase(head, code), tuple(below))


def _line(problem: Problem, texts: Mapping[str, str]) -> list[Item]:
    """Return the line in question and a caret below the place in it."""
    place = problem.place
    lines = (place.text or texts.get(place.file, "")).splitlines() if place else []
    if place is None or not 0 < place.line <= len(lines):
        return []
    line, column = lines[place.line - 1], place.column - 1
    begin = max(0, column - SNIPPET // 2)
    snippet = line[begin : begin + SNIPPET].replace("\t", " ").rstrip()
    number = f"{place.line} | "
    before = sum(2 if east_asian_width(one) in "WF" else 1 for one in snippet[: column - begin])
    caret = Mark("^", "error" if problem.severity == "error" else "warning")
    return [Item((Mark(number, "quiet"), snippet)), Item((" " * (len(number) + before), caret))]
