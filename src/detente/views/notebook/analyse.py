"""An analysis that shows itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import analysis
from detente.views.analysis import analysis_page
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.states import states_table
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Analysis(Shown, analysis.Analysis):
    """An analysis that shows itself; its table has a row for each state, with values and verdicts."""

    def page(self) -> Page:
        """Return the analysis as a page."""
        return analysis_page(self)

    def table(self) -> Table:
        """Return every state with its values and verdicts."""
        return states_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints as an object, read back from its text."""
        from detente.views.objects import analyse

        return analyse.Analysis.model_validate_json(self.to_json())

    def json_parts(self) -> Iterator[str]:
        """Return what `--json` prints, piece by piece, without making an object of every state."""
        from detente.views.objects.analyse import analysed

        return analysed(self)
