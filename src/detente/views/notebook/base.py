"""What every answer of the API can do: show itself, on a page, as HTML, as a table, as JSON."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, ClassVar, TypeVar

from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph, Title, heading
from detente.views.phrases import Mark, Phrase, Role
from detente.views.tables import Table
from detente.views.terminal import rendered

if TYPE_CHECKING:
    from pandas import DataFrame
    from pydantic import BaseModel

STYLES: dict[Role, str] = {
    "plain": "",
    "strong": "font-weight:bold",
    "quiet": "opacity:0.65",
    "actor": "font-weight:bold",
    "value": "font-family:monospace",
    "holds": "color:#1a7f37",
    "fails": "color:#9a6700",
    "warning": "color:#9a6700",
    "error": "color:#cf222e;font-weight:bold",
}


def page_html(page: Page) -> str:
    """Return a page as HTML.

    >>> page_html((Paragraph(("a < b",)),))
    '<div><p>a &lt; b</p></div>'
    """
    return f"<div>{''.join(_block(block) for block in page)}</div>"


def _block(block: Block) -> str:
    match block:
        case Title(words, beside):
            return f"<h3>{html.escape(words)} <small>{html.escape(beside)}</small></h3>"
        case Heading(words):
            return f"<h4>{_words(words)}</h4>"
        case Paragraph(words):
            return f"<p>{_words(words)}</p>"
        case Listing(items, numbered):
            return _list(items, numbered)
        case Table():
            return block.to_html()


def _list(items: Sequence[Item], numbered: bool) -> str:
    inner = "".join(
        f"<li>{_words(item.text)}{_list(item.below, item.numbered) if item.below else ''}</li>" for item in items
    )
    return f"<ol>{inner}</ol>" if numbered else f'<ul style="list-style:none;padding-left:1.5em">{inner}</ul>'


def _words(words: Phrase) -> str:
    return "".join(
        f'<span style="{STYLES[piece.role]}">{html.escape(piece.text)}</span>'
        if isinstance(piece, Mark)
        else html.escape(piece)
        for piece in words
    )


class Shown(ABC):
    """What every answer of the API can do: show itself.

    `verb` names the verb of the API that gives such answers, where there are pictures of them.
    """

    verb: ClassVar[str] = ""

    @abstractmethod
    def page(self) -> Page:
        """Return the answer as a page of words and tables."""

    @abstractmethod
    def table(self) -> Table:
        """Return the answer as one table of data."""

    @abstractmethod
    def envelope(self) -> BaseModel:
        """Return the answer as the object that `--json` prints."""

    def json_parts(self) -> Iterator[str]:
        """Return what `--json` prints, piece by piece."""
        yield self.envelope().model_dump_json()

    def to_json(self) -> str:
        """Return what `--json` prints."""
        return "".join(self.json_parts())

    def to_frame(self) -> DataFrame:
        """Return that table as a pandas DataFrame; raises QuestionError where pandas is not installed."""
        return self.table().to_frame()

    def __str__(self) -> str:
        return rendered(self.page(), 100)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {heading(self.page())}>"

    def _repr_html_(self) -> str:
        return page_html(self.page())


Found = TypeVar("Found", bound=Shown)


def showing(answer: object, kind: type[Found]) -> Found:
    """Return an answer as the kind of it that shows itself."""
    return kind(**{field.name: getattr(answer, field.name) for field in fields(answer)})  # type: ignore[arg-type]
