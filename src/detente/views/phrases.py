"""Phrases: text of which some pieces carry a meaning.

A mark says what a piece is ("this holds", "an actor"), never which colour it has: each layout chooses how to show
it, and every phrase reads without its marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal["plain", "strong", "quiet", "actor", "value", "holds", "fails", "warning", "error"]


@dataclass(frozen=True)
class Mark:
    """A piece of text with a meaning."""

    text: str
    role: Role


Phrase = tuple[str | Mark, ...]
"""A line of text, some pieces of it marked."""

HOLDS, FAILS = Mark("●", "holds"), Mark("○", "fails")


def phrase(*parts: str | Mark | Phrase | None) -> Phrase:
    """Return parts put one after another as one phrase; None and empty texts are left out.

    >>> phrase("a ", Mark("b", "strong"), (" c",))
    ('a ', Mark(text='b', role='strong'), ' c')
    """
    found: list[str | Mark] = []
    for part in parts:
        if isinstance(part, tuple):
            found.extend(part)
        elif part:
            found.append(part)
    return tuple(found)


def joined(parts: Iterable[Phrase | str | Mark], between: str = ", ", last: str | None = None) -> Phrase:
    """Return phrases with a text between them, and another before the last one where it is given.

    >>> plain(joined(["a", "b", "c"], last=" and "))
    'a, b and c'
    """
    items = [phrase(part) for part in parts]
    found: list[str | Mark] = []
    for place, item in enumerate(items):
        if place:
            found.append(last if last is not None and place == len(items) - 1 else between)
        found.extend(item)
    return tuple(found)


def plain(text: Phrase) -> str:
    """Return a phrase without its marks.

    >>> plain(("a ", Mark("b", "strong")))
    'a b'
    """
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, in the singular or the plural.

    >>> counted(1, "state"), counted(1200, "state"), counted(2, "equilibrium", "equilibria")
    ('1 state', '1,200 states', '2 equilibria')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
