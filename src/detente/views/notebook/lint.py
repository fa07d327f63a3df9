"""Findings of standards, showing themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.answers import lint
from detente.views.lint import lint_page, lint_table
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Lint(Shown, lint.Lint):
    """What an argument falls short of, showing itself; the table has a row for each remark."""

    def page(self) -> Page:
        """Return what was found as a page."""
        return lint_page(self)

    def table(self) -> Table:
        """Return each remark with its check, its place and, where it is accepted, the reason."""
        return lint_table(self)

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.lint import linted

        return linted(self)
