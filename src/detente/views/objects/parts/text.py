"""Long answers as text, piece by piece: what grows with the states is never made into objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from pydantic import BaseModel
from pydantic_core import to_json

from detente.answers import run
from detente.answers.sequences import Numbers
from detente.engine.board import Ints
from detente.views.columns import Texts, lines
from detente.views.phrases import plain
from detente.views.tables import Cell, Rows


def object_text(rest: BaseModel, long: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Return the text of an object, some fields of which are given as texts."""
    fields = type(rest).model_fields
    return named_text((name, long.get(name) or [text(getattr(rest, name))]) for name in fields)


def named_text(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Return the text of an object with such fields."""
    yield "{"
    for place, (name, part) in enumerate(parts):
        yield f"{',' if place else ''}{text(name)}:"
        yield from part
    yield "}"


def listed_text(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Return the text of a list of such items."""
    yield "["
    for place, part in enumerate(parts):
        yield "," if place else ""
        yield from part
    yield "]"


def text(given: object) -> str:
    """Return something small as JSON."""
    return to_json(given).decode()


def numbers_text(given: Numbers | Ints) -> Iterator[str]:
    """Return the text of a list of whole numbers."""
    blocks = given.blocks() if isinstance(given, Numbers) else [given]
    return listed_text([",".join(map(str, block.tolist()))] for block in blocks if len(block))


def states_text(given: run.States, places: Ints | None = None) -> Iterator[str]:
    """Return the text of a list of states: all, or those at some places."""
    chosen = np.arange(len(given)) if places is None else places
    columns = [
        Texts([f"{text(option.id)}:{text(value)}" for value in option.values], given.positions(option.id)[chosen])
        for option in given.conflict.options
    ]
    rows = zip(chosen.tolist(), lines(columns, ",", len(chosen)), strict=True)
    return listed_text([f'{{"id":{place + 1},"values":{{{row}}}}}'] for place, row in rows)


def rows_text(given: Sequence[tuple[Cell, ...]]) -> Iterator[str]:
    """Return the text of a list of rows."""
    if isinstance(given, Rows):
        return listed_text([f"[{line}]"] for line in given.lines(_cell, ","))
    return listed_text([f"[{','.join(map(_cell, row))}]"] for row in given)


def _cell(given: Cell) -> str:
    return text(plain(given) if isinstance(given, tuple) else given)
