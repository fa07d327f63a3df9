"""An overview that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import overview
from detente.views.notebook.base import Shown
from detente.views.overview import options_table, overview_page
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Overview(Shown, overview.Overview):
    """An overview that shows itself; its table has a row for each option."""

    def page(self, everything: bool = False) -> Page:
        """Return the overview as a page; `everything` shows every statement."""
        return overview_page(self, everything)

    def table(self) -> Table:
        """Return the options."""
        return options_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.show import shown

        return shown(self)
