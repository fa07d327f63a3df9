"""What actors believe, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import beliefs
from detente.views.beliefs import beliefs_page, effects_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Beliefs(Shown, beliefs.Beliefs):
    """What beliefs do, showing itself; its table has a row for each outcome with its chances."""

    def page(self) -> Page:
        """Return what beliefs do as a page."""
        return beliefs_page(self)

    def table(self) -> Table:
        """Return the chance of each outcome with beliefs and without."""
        return effects_table(self.found)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.beliefs import believed

        return believed(self)
