"""A forecast that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import forecast
from detente.views.forecast import chances_table, forecast_page
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Forecast(Shown, forecast.Forecast):
    """A forecast that shows itself; its table has a row for each value of each option, and each situation."""

    verb = "forecast"

    def page(self) -> Page:
        """Return the forecast as a page."""
        return forecast_page(self)

    def table(self) -> Table:
        """Return the chances of choices and situations where play comes to rest."""
        return chances_table(self.found)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.forecast import foretold

        return foretold(self)
