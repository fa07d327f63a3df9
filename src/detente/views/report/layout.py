"""From the blocks of a report to HTML: templates with every text escaped."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.views.phrases import Mark
from detente.views.report.notes import Note, split
from detente.views.tables import MOST, Cell, Table, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment, Template

FOLDER = Path(__file__).parent

ROLES = {
    "plain": "",
    "strong": "strong",
    "quiet": "quiet",
    "actor": "actor",
    "value": "value",
    "holds": "holds",
    "fails": "fails",
    "warning": "warning",
    "error": "warning",
}
"""The class of a piece of text by what it means."""

SHORT = 17
"""Letters of a cell that is kept on one line."""

SAID = {"●": "holds", "○": "does not hold"}
"""Signs with what they say to those who hear them."""


@functools.cache
def environment() -> Environment:
    """Return what reads the templates; all that they are given is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["kind"] = lambda given: type(given).__name__
    made.filters["pieces"] = pieces
    made.filters["figures"] = figures
    made.filters["short"] = lambda given: len(shown(given)) <= SHORT
    made.globals.update(ROLES=ROLES, SAID=SAID, MOST=MOST)
    return made


def template(name: str) -> Template:
    """Return a template of the report by its file's name."""
    return environment().get_template(name)


def text(name: str) -> str:
    """Return the text of a file of the report that is put in as it is: its style sheet, its script."""
    return (FOLDER / name).read_text(encoding="utf-8")


def figures(given: Table) -> list[bool]:
    """Return which columns hold numbers, which stand to the right, with their headings and what else is in them."""
    numbers = [
        any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
        for cells in zip(*given.rows, strict=True)
    ]
    return [place > 0 and number for place, number in enumerate(numbers)] or [False] * len(given.columns)


def pieces(given: Cell, known: Mapping[str, Note]) -> list[Any]:
    """Return what a cell or a phrase is made of: texts, marks, and the notes that citations lead to."""
    if not isinstance(given, tuple):
        said = shown(given)
        return [Mark(said, "holds" if given else "fails")] if isinstance(given, bool) else [said] if said else []
    found: list[Any] = []
    for piece in given:
        if isinstance(piece, Mark) and piece.role == "quiet":
            apart = split(piece.text, known)
            found += [Mark(one, "quiet") if isinstance(one, str) and one else one for one in apart if one]
        else:
            found.append(piece)
    return found
