"""Who sees it differently: what actors believe, whom the outcome surprises, and what beliefs change."""

from __future__ import annotations

from detente.answers.report import Report
from detente.views.beliefs import beliefs_page
from detente.views.heading import title
from detente.views.report.parts import Section, untitled


def section(given: Report) -> Section | None:
    """Return what beliefs do; None where no actor holds any, or what they do cannot be told."""
    if given.beliefs is None:
        return None
    found = given.beliefs.found
    page = beliefs_page(given.beliefs)[len(title(found.scenario, found.variant)) : -1]  # without where it comes from
    return Section("beliefs", "Who sees it differently", untitled(page))
