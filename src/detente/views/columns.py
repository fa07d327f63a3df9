"""Long tables by column: a few different texts, and an array that says which of them stands in which row.

A million rows are written by putting neighbouring columns together first, so that each row joins a few texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROWS = 1 << 14  # rows that are made at once
KINDS = 1 << 12  # different texts of neighbouring columns that are put together


@dataclass(frozen=True, eq=False)
class Texts:
    """A column of texts: in row r stands `kinds[which[r]]`."""

    kinds: Sequence[str]
    which: NDArray[Any]


def lines(columns: Sequence[Texts], between: str, count: int) -> Iterator[str]:
    """Return `count` rows, one after another: the texts of the columns with `between` between them.

    >>> list(lines((Texts("ab", np.array([0, 1])), Texts("xyz", np.array([2, 0]))), "-", 2))
    ['a-z', 'b-x']
    """
    parts = _put_together(columns, between)
    if not parts:
        yield from repeat("", count)
    kinds = [np.array(list(part.kinds), dtype=object) for part in parts]
    for begin in range(0, count, ROWS):
        cells = [kind[part.which[begin : begin + ROWS]].tolist() for kind, part in zip(kinds, parts, strict=True)]
        yield from map(between.join, zip(*cells, strict=True))


def _put_together(columns: Sequence[Texts], between: str) -> list[Texts]:
    """Return the columns, neighbours made one as long as few different texts come of it."""
    found: list[Texts] = []
    for column in columns:
        if found and len(found[-1].kinds) * len(column.kinds) <= KINDS:
            left = found.pop()
            kinds = [f"{one}{between}{other}" for one in left.kinds for other in column.kinds]
            column = Texts(kinds, left.which * np.int32(len(column.kinds)) + column.which)  # noqa: PLW2901
        found.append(Texts(column.kinds, column.which.astype(np.int32)))
    return found
