"""Settlements: which states all would accept instead of the status quo, and who would lose in the others."""

from __future__ import annotations

from detente.answers.report import Report
from detente.views.heading import title
from detente.views.report.parts import Section, untitled
from detente.views.settlement import settlement_page


def section(given: Report) -> Section | None:
    """Return what all would accept; None where that cannot be asked."""
    if given.settlement is None:
        return None
    found = given.settlement
    page = settlement_page(found)[len(title(found.scenario, found.variant)) : -1]  # without where it comes from
    return Section("settlements", "Settlements: what all would accept", untitled(page))
