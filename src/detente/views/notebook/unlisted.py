"""Answers about states that are not listed, showing themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import unlisted
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table
from detente.views.unlisted import extents_table, judged_table, reasons_page, unlisted_page

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Unlisted(Shown, unlisted.Unlisted):
    """An analysis without a list of states that shows itself; its table has a row for each concept."""

    def page(self) -> Page:
        """Return the analysis as a page."""
        return unlisted_page(self)

    def table(self) -> Table:
        """Return how many states hold under which concept."""
        return extents_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.analyse import counted

        return counted(self)


@dataclass(frozen=True, eq=False, repr=False)
class Reasons(Shown, unlisted.Reasons):
    """The explanation of a state without a number that shows itself; its table has a row for each actor."""

    def page(self, everything: bool = False) -> Page:
        """Return the explanation as a page; `everything` tells every move that an actor considers."""
        return reasons_page(self, everything)

    def table(self) -> Table:
        """Return who stays under which concept."""
        return judged_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.explain import reasoned

        return reasoned(self)
