"""What drives a forecast, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import drivers
from detente.views.drivers import drivers_page, drivers_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Drivers(Shown, drivers.Drivers):
    """What drives an outcome, showing itself; its table has a row for each circumstance."""

    verb = "drivers"

    def page(self) -> Page:
        """Return it as a page."""
        return drivers_page(self)

    def table(self) -> Table:
        """Return the circumstances with swings, bands and indices."""
        return drivers_table(self.found)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.drivers import driven

        return driven(self)
