"""A page of words and tables as an object: the same blocks that a terminal lays out, for the browser to lay out."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from detente.views.objects.parts.base import Told
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title
from detente.views.phrases import Mark, Phrase, Role
from detente.views.tables import Cell, Table

MOST_ROWS = 500
"""Rows of a table that are told."""

AT_A_TERMINAL = re.compile(
    r"; (?:see )?`?(?:--|detente )[a-z]+[^.·;()]*"  # and 3 more; --all tells them all
    r"|(?<=\.) --[a-z-]+[^.]*\."  # It is left out. --no-beliefs asks without.
    r"|(?: · )?`--[a-z]+ [A-Z]+` says why"
    r"| \(--all\)"
)
"""What tells how more is asked for at a terminal: in a page it would lead nowhere."""


class Words(Told):
    """A piece of text with its meaning."""

    role: Role
    text: str


class TitleBlock(Told):
    """The title of a page."""

    kind: Literal["title"] = "title"
    text: str
    beside: str


class HeadingBlock(Told):
    """The heading of a part."""

    kind: Literal["heading"] = "heading"
    words: list[Words]


class ParagraphBlock(Told):
    """A paragraph, by steps further in."""

    kind: Literal["paragraph"] = "paragraph"
    words: list[Words]
    indent: int


class ListItem(Told):
    """A line of a list with what stands below it."""

    words: list[Words]
    numbered: bool
    below: list[ListItem]


class ListBlock(Told):
    """Lines one below the other."""

    kind: Literal["list"] = "list"
    numbered: bool
    items: list[ListItem]


class TableBlock(Told):
    """A table: a cell is words, a number, whether something holds, or nothing."""

    kind: Literal["table"] = "table"
    title: str
    columns: list[str]
    rows: list[list[list[Words] | bool | int | float | None]]
    total: int = Field(description="how many rows there are, of which the first are told")
    key: int
    notes: list[list[Words]]


class Blocks(Told):
    """A page."""

    blocks: list[TitleBlock | HeadingBlock | ParagraphBlock | ListBlock | TableBlock]


def pack_page(page: Page) -> Blocks:
    """Return a page as its object."""
    return Blocks(blocks=[_block(block) for block in page])


def _block(block: Block) -> TitleBlock | HeadingBlock | ParagraphBlock | ListBlock | TableBlock:
    match block:
        case Title(text, beside):
            return TitleBlock(text=text, beside=beside)
        case Heading(words):
            return HeadingBlock(words=pack_words(words))
        case Paragraph(words, indent):
            return ParagraphBlock(words=pack_words(words), indent=indent)
        case Listing(items, numbered):
            return ListBlock(numbered=numbered, items=[_item(item) for item in items])
        case Table():
            return TableBlock(
                title=block.title,
                columns=list(block.columns),
                rows=[[_cell(cell) for cell in row] for row in block.rows[:MOST_ROWS]],
                total=len(block.rows),
                key=block.key,
                notes=[pack_words(note) for note in block.notes],
            )


def pack_words(words: Phrase) -> list[Words]:
    """Return a phrase as its pieces, without what is said to those who sit at a terminal.

    >>> [one.text for one in pack_words(("and 3 more moves; --all tells them all.",))]
    ['and 3 more moves.']
    """
    marks = (piece if isinstance(piece, Mark) else Mark(piece, "plain") for piece in words)
    return [Words(role=mark.role, text=AT_A_TERMINAL.sub("", mark.text)) for mark in marks]


def _item(item: Item) -> ListItem:
    return ListItem(words=pack_words(item.text), numbered=item.numbered, below=[_item(one) for one in item.below])


def _cell(cell: Cell) -> list[Words] | bool | int | float | None:
    if isinstance(cell, str):
        return [Words(role="plain", text=cell)]
    return pack_words(cell) if isinstance(cell, tuple) else cell
