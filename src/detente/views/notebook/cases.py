"""The library of cases, showing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import library
from detente.views.library import case_page, cases_page, cases_table, copied_page
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, repr=False)
class Case(Shown, library.Case):
    """A case of the library that shows itself."""

    def page(self) -> Page:
        """Return the case as a page."""
        return case_page(self)

    def table(self) -> Table:
        """Return the case as a line of the library's table."""
        return cases_table((self,))

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.cases import described

        return described(self)


@dataclass(frozen=True, repr=False)
class Library(Shown, library.Library):
    """The case library, showing itself."""

    cases: tuple[Case, ...]

    def page(self) -> Page:
        """Return the list of cases."""
        return cases_page(self.cases)

    def table(self) -> Table:
        """Return the list of cases as a table."""
        return cases_table(self.cases)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.cases import listed

        return listed(self.cases)


@dataclass(frozen=True, repr=False)
class Copied(Shown, library.Copied):
    """A case whose scenario was copied, saying so."""

    def page(self) -> Page:
        """Return where the copy is."""
        return copied_page(self)

    def table(self) -> Table:
        """Return the case and the copy."""
        return Table("Copied", ("case", "file"), ((self.key, str(self.file)),))

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.cases import copied

        return copied(self)
