"""What a check found, showing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import checked
from detente.views.checking import checked_page, problems_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, repr=False)
class Checked(Shown, checked.Checked):
    """What a check found, showing itself; its table has a row for each problem."""

    def page(self, texts: Mapping[str, str] | None = None) -> Page:
        """Return the problems as a page; `texts` gives files by name, to show the lines in question."""
        return checked_page(self, texts)

    def table(self) -> Table:
        """Return the problems."""
        return problems_table(self.problems)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.check import check

        return check(self)
