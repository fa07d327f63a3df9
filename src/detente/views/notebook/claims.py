"""Claims that show themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import claims
from detente.views.claims import claims_page, claims_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Claims(Shown, claims.Claims):
    """Claims that show themselves; the table has a row for each."""

    def page(self) -> Page:
        """Return the claims as a page."""
        return claims_page(self)

    def table(self) -> Table:
        """Return each claim with its verdict under each concept and its chance."""
        return claims_table(self)

    def junit(self, strict: bool = False) -> str:
        """Return the claims as a JUnit report; with `strict`, what is vacuous or unknown fails too."""
        from detente.views.junit import junit

        return junit(self, strict)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.claims import claimed

        return claimed(self)
