"""Tables: columns, rows and notes, as data that a terminal, a notebook, pandas or a spreadsheet can show."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.answers.sequences import Lazy
from detente.errors import question
from detente.views.columns import ROWS, Texts, lines
from detente.views.phrases import Phrase, plain

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = Phrase | str | int | float | bool | None
"""What a table holds: text, a number, whether something holds (True, False), or nothing."""


MOST = 1000  # rows that are shown in a notebook


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a long table: in row r stands `cells[which[r]]`."""

    cells: tuple[Cell, ...]
    which: NDArray[Any]


class Rows(Lazy[tuple[Cell, ...]]):
    """The rows of a long table kept by column, each made when it is looked at; a row begins with its number, from 1."""

    def __init__(self, columns: tuple[Column, ...], count: int) -> None:
        self.columns, self._count = columns, count

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._count

    def _item(self, place: int) -> tuple[Cell, ...]:
        return (place + 1, *(column.cells[int(column.which[place])] for column in self.columns))

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Return the rows one after another."""
        for begin in range(0, self._count, ROWS):
            end = min(begin + ROWS, self._count)
            cells = ([column.cells[one] for one in column.which[begin:end].tolist()] for column in self.columns)
            yield from zip(range(begin + 1, end + 1), *cells, strict=True)

    def lines(self, text: Callable[[Cell], str], between: str) -> Iterator[str]:
        """Return the rows as texts, given what becomes of a cell and what stands between two."""
        columns = [Texts([text(cell) for cell in column.cells], column.which) for column in self.columns]
        rest = lines(columns, between, self._count)
        behind = between if columns else ""
        return (f"{number}{behind}{line}" for number, line in enumerate(rest, 1))


@dataclass(frozen=True)
class Table:
    r"""Columns, rows, and notes below; the first `key` columns say what a row is about.

    `either_way` says that rows and columns may change places where the table is too wide. Long tables have `Rows`.

    >>> Table("Signatures", ("actor", "signs"), (("Ukraine", False),)).to_csv()
    'actor,signs\nUkraine,0\n'
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[Phrase, ...] = ()
    key: int = 1
    either_way: bool = False

    def turned(self) -> Table:
        """Return the table with rows and columns exchanged.

        >>> Table("", ("", "a", "b"), (("x", 1, 2),)).turned().rows
        (('a', 1), ('b', 2))
        """
        rows = tuple((column, *(row[place] for row in self.rows)) for place, column in enumerate(self.columns) if place)
        columns = (self.columns[0], *(shown(row[0]) for row in self.rows))
        return Table(self.title, columns, rows, self.notes, either_way=True)

    def to_frame(self) -> DataFrame:
        """Return the table as a pandas DataFrame; raises QuestionError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise question(
                "pandas-missing",
                "pandas is not installed",
                "Tables become data frames with the extra `tables`.",
                "Install it: pip install 'detente[tables]'.",
            ) from None
        if isinstance(self.rows, Rows):
            return pd.DataFrame(dict(enumerate(_arrays(self.rows)))).set_axis(list(self.columns), axis=1)
        return pd.DataFrame([[_datum(cell) for cell in row] for row in self.rows], columns=list(self.columns))

    def to_csv(self) -> str:
        """Return the table as CSV text with a header line; what holds is 1, what does not 0."""
        return "".join(self.csv_parts())

    def csv_parts(self) -> Iterator[str]:
        """Return that text piece by piece."""
        yield _csv_line(self.columns)
        if isinstance(self.rows, Rows):
            yield from (f"{line}\n" for line in self.rows.lines(_csv_cell, ","))
        else:
            yield from (_csv_line([_number(_datum(cell)) for cell in row]) for row in self.rows)

    def to_html(self) -> str:
        """Return the table as HTML with every text escaped; of a long one the first rows."""
        head = "".join(f'<th style="text-align:left">{html.escape(column)}</th>' for column in self.columns)
        body = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>" for row in self.rows[:MOST])
        caption = f'<caption style="text-align:left">{html.escape(self.title)}</caption>' if self.title else ""
        rest = len(self.rows) - MOST
        more: tuple[Phrase, ...] = ((f"and {rest:,} more rows",),) if rest > 0 else ()
        told = (*more, *self.notes)
        notes = "".join(f"<p><small>{html.escape(plain(note))}</small></p>" for note in told)
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def _repr_html_(self) -> str:
        return self.to_html()


def shown(cell: Cell) -> str:
    """Return a cell as text to read: ● where something holds, ○ where it does not.

    >>> shown(True), shown(None), shown(1200)
    ('●', '', '1,200')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "●" if cell else "○"
    if isinstance(cell, int):
        return f"{cell:,}"
    return plain(cell) if isinstance(cell, tuple) else str(cell)


def _datum(cell: Cell) -> str | int | float | bool | None:
    return plain(cell) if isinstance(cell, tuple) else cell


def _number(cell: str | int | float | bool | None) -> str | int | float | None:
    return int(cell) if isinstance(cell, bool) else cell


def _csv_line(cells: Sequence[str | int | float | None]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    """Return a cell as it stands in a line of CSV behind another."""
    return _csv_line(["", _number(_datum(cell))])[1:-1]


def _arrays(rows: Rows) -> Iterator[NDArray[Any]]:
    """Return the columns of a long table as arrays: numbers, truths, texts."""
    yield np.arange(1, len(rows) + 1)
    for column in rows.columns:
        truths = column.cells == (False, True)
        cells = np.array([_datum(cell) for cell in column.cells], dtype=object)
        yield column.which.astype(np.bool_) if truths else cells[column.which]


def _html_cell(cell: Cell) -> str:
    side = "right" if isinstance(cell, int | float) and not isinstance(cell, bool) else "left"
    return f'<td style="text-align:{side}">{html.escape(shown(cell))}</td>'
