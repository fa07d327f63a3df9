"""A report that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.answers import report
from detente.views.notebook.base import Shown
from detente.views.page import Page
from detente.views.report.page import report_page, reported_table
from detente.views.tables import Table

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, eq=False, repr=False)
class Report(Shown, report.Report):
    """A report that shows itself; its table has a row for each prospect. `file` is where it was written, if it was."""

    file: Path | None = None
    form: str | None = None

    def page(self) -> Page:
        """Return the bottom line, what the report leaves out, and where it was written."""
        return report_page(self, self.file)

    def table(self) -> Table:
        """Return where play comes to rest, with chances where there are any."""
        return reported_table(self)

    def html(self) -> str:
        """Return the whole report as one self-contained page of HTML."""
        from detente.views.report import report_html

        return report_html(self)

    def pdf(self) -> bytes:
        """Return the report as PDF; raises QuestionError where no browser is installed that prints it."""
        from detente.views.report import report_html
        from detente.views.report.printing import printed

        return printed(report_html(self, opened=True))

    def envelope(self) -> BaseModel:
        """Return what `--json` prints."""
        from detente.views.objects.report import reported

        return reported(self, self.file, self.form)
