"""What the documentation is made with: pages written from registries, and blocks of code that are run."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
NOTE = "<!-- Written by docs/generate.py; change the registry that it reads, not this page. -->"


def page(title: str, *parts: str) -> str:
    """Return the text of a generated page: its title, the note, and its paragraphs."""
    return "\n\n".join([f"# {title}", NOTE, *parts]) + "\n"


def table(columns: str, rows: list[str]) -> str:
    """Return a table; columns and rows are written with bars between their cells."""
    rule = "---|" * (columns.count("|") + 1)
    return "\n".join([f"| {columns} |", f"|{rule}", *(f"| {row} |" for row in rows)])


def capital(words: str) -> str:
    """Return words with the first letter made a capital.

    >>> capital("no war")
    'No war'
    """
    return words[:1].upper() + words[1:]
