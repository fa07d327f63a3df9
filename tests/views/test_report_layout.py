"""How tables of a report are laid out."""

from __future__ import annotations

from detente.views.report.layout import figures
from detente.views.tables import Table


def test_a_column_with_numbers_stands_to_the_right_as_a_whole() -> None:
    """`0 ↻` is no number, but stands in a column of them; what is so or not is no number, nor is what names a row."""
    rows = (("nash", "0 ↻", True, None), ("gmr", 16, False, 0.5))
    assert figures(Table("", ("concept", "prospects", "holds", "chance"), rows)) == [False, True, False, True]
    assert figures(Table("", ("state", "count"), ((1, 2),))) == [False, True]


def test_a_table_without_rows_has_no_numbers() -> None:
    assert figures(Table("", ("a", "b"), ())) == [False, False]
