"""An evolution that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import evolution
from detente.views.evolution import ends_table, evolution_page
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Evolution(Shown, evolution.Evolution):
    """An evolution that shows itself; its table has a row for each state in which play comes to rest."""

    verb = "evolve"

    def page(self) -> Page:
        """Return the evolution as a page."""
        return evolution_page(self)

    def table(self) -> Table:
        """Return where play comes to rest, with chances."""
        return ends_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.evolve import evolved

        return evolved(self)
