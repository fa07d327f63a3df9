"""Tables: columns, rows and notes, as data that a terminal, a notebook, pandas or a spreadsheet can show."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import question
from detente.views.phrases import Phrase, plain

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = Phrase | str | int | float | bool | None
"""What a table holds: text, a number, whether something holds (True, False), or nothing."""


@dataclass(frozen=True)
class Table:
    r"""Columns, rows, and notes below; the first `key` columns say what a row is about.

    `either_way` says that rows and columns may change places where the table is too wide.

    >>> Table("Signatures", ("actor", "signs"), (("Ukraine", False),)).to_csv()
    'actor,signs\nUkraine,0\n'
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
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
        return pd.DataFrame([[_datum(cell) for cell in row] for row in self.rows], columns=list(self.columns))

    def to_csv(self) -> str:
        """Return the table as CSV text with a header line; what holds is 1, what does not 0."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_number(_datum(cell)) for cell in row] for row in self.rows)
        return out.getvalue()

    def to_html(self) -> str:
        """Return the table as HTML with every text escaped."""
        head = "".join(f'<th style="text-align:left">{html.escape(column)}</th>' for column in self.columns)
        body = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>" for row in self.rows)
        caption = f'<caption style="text-align:left">{html.escape(self.title)}</caption>' if self.title else ""
        notes = "".join(f"<p><small>{html.escape(plain(note))}</small></p>" for note in self.notes)
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


def _html_cell(cell: Cell) -> str:
    side = "right" if isinstance(cell, int | float) and not isinstance(cell, bool) else "left"
    return f'<td style="text-align:{side}">{html.escape(shown(cell))}</td>'
