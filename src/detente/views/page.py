"""A page: what a view says, as blocks, before a terminal or a notebook lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from detente.views.phrases import Phrase, plain
from detente.views.tables import Table, shown


@dataclass(frozen=True)
class Title:
    """The title of a page, and what stands quietly beside it."""

    text: str
    beside: str = ""


@dataclass(frozen=True)
class Heading:
    """The heading of a part of a page."""

    text: Phrase


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `indent` counts steps, `tight` says that no empty line stands before it."""

    text: Phrase
    indent: int = 0
    tight: bool = False


@dataclass(frozen=True)
class Item:
    """A line of a list, and what stands below it, one step further in."""

    text: Phrase
    below: tuple[Item, ...] = ()
    numbered: bool = False


@dataclass(frozen=True)
class Listing:
    """Lines one below the other; `numbered` says whether they carry numbers, `tight` is as for paragraphs."""

    items: tuple[Item, ...]
    numbered: bool = False
    tight: bool = False


Block = Title | Heading | Paragraph | Listing | Table
Page = tuple[Block, ...]


def heading(page: Page) -> str:
    """Return the first line of a page: its title."""
    return text(page[:1])


def text(page: Page) -> str:
    """Return a page as plain lines without any layout: what a test or a log reads.

    >>> print(text((Heading(("What holds",)), Listing((Item(("a dam",)), Item(("a river",))), numbered=True))))
    What holds
    1. a dam
    2. a river
    """
    return "\n".join(line for block in page for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Title(words, beside):
            return [f"{words} {beside}".rstrip()]
        case Heading(words) | Paragraph(words):
            return [plain(words)]
        case Listing(items, numbered):
            return _items(items, numbered)
        case Table():
            rows = [" | ".join(shown(cell) for cell in row) for row in block.rows]
            head = [block.title] if block.title else []
            return [*head, " | ".join(block.columns), *rows, *(plain(note) for note in block.notes)]


def _items(items: tuple[Item, ...], numbered: bool, indent: str = "") -> list[str]:
    found = []
    for place, item in enumerate(items, 1):
        found.append(f"{indent}{f'{place}. ' if numbered else ''}{plain(item.text)}")
        found.extend(_items(item.below, item.numbered, indent + "  "))
    return found
