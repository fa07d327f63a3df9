"""A settlement that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import settlement
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.settlement import settlement_page, settlement_table
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Settlement(Shown, settlement.Settlement):
    """A settlement that shows itself; its table has plans side by side, or who stays, or what is acceptable."""

    def page(self) -> Page:
        """Return the settlement as a page."""
        return settlement_page(self)

    def table(self) -> Table:
        """Return the plans side by side, who stays in a proposal under which concept, or the acceptable states."""
        return settlement_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.settle import settled

        return settled(self)
