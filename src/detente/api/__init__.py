"""The verbs: everything that Détente does for a user, as plain functions.

A scenario may be given as a file's path, as the name of a case of the library (`us-russia-2024`), or as a
`Scenario` that was loaded before. Answers are frozen dataclasses that show themselves: `str(answer)` is what the
command line prints, a notebook displays it, `answer.to_frame()` is its table for pandas, `answer.to_json()` what
`--json` prints. Mistakes raise a `DetenteError`, which carries problems with their remedies.

>>> from detente import api
>>> found = api.analyse("chicken")
>>> found.held.equilibria
(2, 3)
"""

from __future__ import annotations

from detente.api.argument import claims, coverage, essay, junit, lint, lint_essay
from detente.api.chances import beliefs, drivers, evolve, forecast, picture
from detente.api.given import load, parse
from detente.api.ledger import ledger_correct, ledger_list, ledger_publish, ledger_resolve, ledger_score, ledger_show
from detente.api.library import case, cases, copy_case, schema
from detente.api.reporting import report
from detente.api.settlements import coalitions, inverse, leverage, settle
from detente.api.stability import analyse, check, compare, explain, export, show

__all__ = [
    "analyse",
    "beliefs",
    "case",
    "cases",
    "check",
    "claims",
    "coalitions",
    "compare",
    "copy_case",
    "coverage",
    "drivers",
    "essay",
    "evolve",
    "explain",
    "export",
    "forecast",
    "inverse",
    "junit",
    "ledger_correct",
    "ledger_list",
    "ledger_publish",
    "ledger_resolve",
    "ledger_score",
    "ledger_show",
    "leverage",
    "lint",
    "lint_essay",
    "load",
    "parse",
    "picture",
    "report",
    "schema",
    "settle",
    "show",
]
