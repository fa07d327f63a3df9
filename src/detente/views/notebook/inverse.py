"""What would have to be wanted, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import inverse
from detente.views.inverse import inverse_page, inverse_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Inverse(Shown, inverse.Inverse):
    """An answer to the inverse question that shows itself; its table has a row for each concept and actor."""

    def page(self) -> Page:
        """Return the answer as a page."""
        return inverse_page(self)

    def table(self) -> Table:
        """Return what it takes for each actor under each concept."""
        return inverse_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.inverse import inverted

        return inverted(self)
