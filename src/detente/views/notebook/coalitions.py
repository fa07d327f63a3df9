"""What groups would leave, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import coalitions
from detente.views.coalitions import coalitions_page, stands_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Coalitions(Shown, coalitions.Coalitions):
    """Coalitions that show themselves; the table has a row for each state told, a column for each joint concept."""

    def page(self, everything: bool = False) -> Page:
        """Return who would leave what together as a page; `everything` tells every group that is tempted."""
        return coalitions_page(self, everything)

    def table(self) -> Table:
        """Return the states told, and whether some group would leave them."""
        return stands_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.coalitions import joined

        return joined(self)
