"""An explanation that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import explanation
from detente.views.explanation import explanation_page, stances_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Shown, explanation.Explanation):
    """An explanation that shows itself; its table has a row for each actor, a column for each concept."""

    def page(self, everything: bool = False) -> Page:
        """Return the explanation as a page; `everything` tells every move that an actor considers."""
        return explanation_page(self, everything)

    def table(self) -> Table:
        """Return who stays under which concept."""
        return stances_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.explain import explained

        return explained(self)
