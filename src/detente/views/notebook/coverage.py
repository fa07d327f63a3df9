"""What covers the sources, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import coverage
from detente.views.coverage import coverage_page, coverage_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Coverage(Shown, coverage.Coverage):
    """Sources that show themselves with what cites them; the table has a row for each place."""

    def page(self) -> Page:
        """Return the sources as a page."""
        return coverage_page(self)

    def table(self) -> Table:
        """Return each place of a source with what cites it."""
        return coverage_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.coverage import covered

        return covered(self)
