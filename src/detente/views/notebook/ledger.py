"""The ledger, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import ledger
from detente.views.ledger import filed_page, listed_page, listed_table, scored_table, scores_page, stated_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Filed(Shown, ledger.Filed):
    """A forecast of the ledger that shows itself; its table has a row for each outcome."""

    def page(self) -> Page:
        """Return the forecast with what was said about how it came out."""
        return filed_page(self)

    def table(self) -> Table:
        """Return its outcomes with their chances."""
        return stated_table(self.entry)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.ledger import filed

        return filed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Listed(Shown, ledger.Listed):
    """The ledger, showing itself; its table has a row for each forecast."""

    def page(self) -> Page:
        """Return the list of forecasts."""
        return listed_page(self)

    def table(self) -> Table:
        """Return the list of forecasts as a table."""
        return listed_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.ledger import listed

        return listed(self)


@dataclass(frozen=True, eq=False, repr=False)
class Scores(Shown, ledger.Scores):
    """How good forecasts were, showing itself; its table has a row for each score."""

    verb = "ledger_score"

    def page(self) -> Page:
        """Return scores, skill, calibration and what the error is made of."""
        return scores_page(self)

    def table(self) -> Table:
        """Return the mean of each score with the skill against each baseline."""
        return scored_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.ledger import scores

        return scores(self)
