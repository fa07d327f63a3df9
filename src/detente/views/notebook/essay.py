"""An essay that was run, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import essay
from detente.views.essay import essay_page, essay_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Essay(Shown, essay.Essay):
    """An essay that shows itself; the table has a row for each claim block."""

    def page(self) -> Page:
        """Return what came of the essay as a page."""
        return essay_page(self)

    def table(self) -> Table:
        """Return each claim block with its line, its standing and its verdicts."""
        return essay_table(self)

    def junit(self, strict: bool = False) -> str:
        """Return the blocks as a JUnit report; with `strict`, what is fragile, vacuous or unknown fails too."""
        from detente.views.junit import essay_junit

        return essay_junit(self, strict)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.parts.essay import essayed

        return essayed(self)
