"""What a report has beyond a page: numbers that say where they come from, bars, pictures, parts that fold."""

from __future__ import annotations

from dataclasses import dataclass

from detente.prospects.bounds import Bounds
from detente.views.chances import apart, close, how, near, percent
from detente.views.page import Heading, Listing, Page, Paragraph, Title
from detente.views.phrases import Mark, Phrase, phrase
from detente.views.tables import Table


@dataclass(frozen=True)
class Number(Mark):
    """A number in words: its value, and where `--json` has the same one, as the keys that lead to it."""

    value: float = 0.0
    at: str = ""


@dataclass(frozen=True)
class Bar(Mark):
    """A chance as a bar from 0 to 1: full up to its least value, light up to its greatest, a line at its middle."""

    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A picture as the text of an SVG; `key` is unique in the report, `wide` lets it keep its size and be scrolled."""

    key: str
    svg: str
    title: str
    description: str
    wide: bool = True


@dataclass(frozen=True)
class More:
    """A part that folds: what is always seen, and what is seen once it is opened, and in print."""

    key: str
    summary: Phrase
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Listing | Table | Picture | More
"""What a section is made of."""


@dataclass(frozen=True)
class Section:
    """A part of the report with its anchor, its title, and what stands in it."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def untitled(page: Page) -> tuple[Block, ...]:
    """Return the blocks of a page without its titles: a section has its own."""
    return tuple(one for one in page if not isinstance(one, Title))


def count(number: int, at: str) -> Number:
    """Return a whole number that says where it comes from."""
    return Number(f"{number:,}", "plain", number, at)


def share(chance: float, at: str, digits: int = 0, error: float | None = None) -> Number:
    """Return a chance as a percentage that says where it comes from, with its standard error where it has one."""
    return Number(close(chance, error, digits), "plain", chance, at)


def chance(bounds: Bounds, at: str) -> Phrase:
    """Return a chance with its bounds: `28% (15 to 43%)`.

    >>> from detente.views.phrases import plain
    >>> plain(chance(Bounds(0.28, 0.15, 0.43), "x"))
    '28% (15 to 43%)'
    """
    around = between(bounds, at)
    return phrase(middle(bounds, at), " (" if around else "", around, ")" if around else "")


def middle(bounds: Bounds, at: str) -> Number:
    """Return the middle of a chance, with its standard error where worlds were drawn."""
    return Number(near(bounds), "strong", bounds.middle, f"{at}.middle")


def between(bounds: Bounds, at: str) -> Phrase:
    """Return the bounds of a chance: `15 to 43%`; nothing where there is no doubt."""
    if not apart(bounds):
        return ()
    return phrase(how(bounds), span((bounds.low, f"{at}.low"), (bounds.high, f"{at}.high")))


def span(low: tuple[float, str], high: tuple[float, str]) -> Phrase:
    """Return the ends of a range of chances, each of which says where it comes from: `15 to 43%`."""
    first = Number(percent(low[0]).removesuffix("%"), "plain", *low)
    return phrase(first, " to ", Number(percent(high[0]), "plain", *high))


def bar(bounds: Bounds) -> Phrase:
    """Return a chance as a bar."""
    return (Bar("", "plain", bounds.low, bounds.middle, bounds.high),)
