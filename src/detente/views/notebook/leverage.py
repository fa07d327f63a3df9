"""Who can block and what each option changes, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import leverage
from detente.views.leverage import blocking_table, leverage_page
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Leverage(Shown, leverage.Leverage):
    """Blocking and leverage, showing itself; its table has a row for each outcome and actor."""

    verb = "leverage"

    def page(self) -> Page:
        """Return who blocks what, and what each option changes, as a page."""
        return leverage_page(self)

    def table(self) -> Table:
        """Return for every outcome and actor whether it blocks alone, is pivotal, and how often decisive."""
        return blocking_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.leverage import levered

        return levered(self)
