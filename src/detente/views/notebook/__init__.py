"""Answers that show themselves: in a notebook, as text, as data.

The verbs of `detente.api` return the answers of `detente.answers` in the classes here, which add nothing but display:
`_repr_html_` for notebooks, `str()` for text, `table()` and `to_frame()` for data. Those of one verb are in the file of
its name (of states that are not listed, in `unlisted`), which is read when one of them is asked for: a command waits
for its own page alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from detente.views.notebook.base import Shown, page_html, showing

if TYPE_CHECKING:
    from detente.views.notebook.analyse import Analysis
    from detente.views.notebook.beliefs import Beliefs
    from detente.views.notebook.cases import Case, Copied, Library
    from detente.views.notebook.check import Checked
    from detente.views.notebook.claims import Claims
    from detente.views.notebook.coalitions import Coalitions
    from detente.views.notebook.compare import Comparison
    from detente.views.notebook.coverage import Coverage
    from detente.views.notebook.drivers import Drivers
    from detente.views.notebook.essay import Essay
    from detente.views.notebook.evolve import Evolution
    from detente.views.notebook.explain import Explanation
    from detente.views.notebook.export import Exported
    from detente.views.notebook.forecast import Forecast
    from detente.views.notebook.inverse import Inverse
    from detente.views.notebook.ledger import Filed, Listed, Scores
    from detente.views.notebook.leverage import Leverage
    from detente.views.notebook.lint import Lint
    from detente.views.notebook.report import Report
    from detente.views.notebook.settle import Settlement
    from detente.views.notebook.show import Overview
    from detente.views.notebook.unlisted import Reasons, Unlisted

PLACES = {
    "Analysis": "analyse",
    "Beliefs": "beliefs",
    "Case": "cases",
    "Checked": "check",
    "Claims": "claims",
    "Coalitions": "coalitions",
    "Comparison": "compare",
    "Copied": "cases",
    "Coverage": "coverage",
    "Drivers": "drivers",
    "Essay": "essay",
    "Evolution": "evolve",
    "Explanation": "explain",
    "Exported": "export",
    "Filed": "ledger",
    "Forecast": "forecast",
    "Inverse": "inverse",
    "Leverage": "leverage",
    "Library": "cases",
    "Lint": "lint",
    "Listed": "ledger",
    "Overview": "show",
    "Reasons": "unlisted",
    "Report": "report",
    "Scores": "ledger",
    "Settlement": "settle",
    "Unlisted": "unlisted",
}
"""In which file each kind of answer is."""

__all__ = [
    "PLACES",
    "Analysis",
    "Beliefs",
    "Case",
    "Checked",
    "Claims",
    "Coalitions",
    "Comparison",
    "Copied",
    "Coverage",
    "Drivers",
    "Essay",
    "Evolution",
    "Explanation",
    "Exported",
    "Filed",
    "Forecast",
    "Inverse",
    "Leverage",
    "Library",
    "Lint",
    "Listed",
    "Overview",
    "Reasons",
    "Report",
    "Scores",
    "Settlement",
    "Shown",
    "Unlisted",
    "page_html",
    "showing",
]


def __getattr__(name: str) -> Any:
    """Return a kind of answer; its file is read now."""
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{PLACES[name]}"), name)
