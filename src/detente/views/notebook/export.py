"""Exported states that show themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from detente.answers import analysis
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.states import exported_page, states_table
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Exported(Shown):
    """States and verdicts as CSV or JSON text, and the file that they were written to."""

    analysis: analysis.Analysis
    form: str
    file: Path | None

    @property
    def text(self) -> str:
        """Return the table in its format."""
        return "".join(self.text_parts())

    def text_parts(self) -> Iterator[str]:
        """Return the table in its format, piece by piece."""
        if self.form == "csv":
            return self.table().csv_parts()
        from detente.views.objects.export import exported

        return chain(exported(self.table(), self.analysis), "\n")

    def page(self) -> Page:
        """Return where the states were written."""
        return exported_page(self.analysis, self.file)

    def table(self) -> Table:
        """Return every state with its values and verdicts."""
        return states_table(self.analysis)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints once a file is written: where it is."""
        from detente.views.objects.export import written

        return written(self.analysis, self.form, self.file)
