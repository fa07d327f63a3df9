"""A comparison that shows itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import comparison
from detente.views.comparison import comparison_page, outcomes_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Shown, comparison.Comparison):
    """A comparison that shows itself; its table has a column for each variant."""

    def page(self) -> Page:
        """Return the comparison as a page."""
        return comparison_page(self)

    def table(self) -> Table:
        """Return the outcomes side by side."""
        return outcomes_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints as an object, read back from its text."""
        from detente.views.objects import compare

        return compare.Comparison.model_validate_json(self.to_json())

    def json_parts(self) -> Iterator[str]:
        """Return what `--json` prints, piece by piece, without making an object of every state."""
        from detente.views.objects.compare import compared

        return compared(self)
