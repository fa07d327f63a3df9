"""An option set to a value: what the plan agrees on. All these clauses together say which state that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.scenario.model import Scenario
from detente.settlement.clauses import Clause, Terms

SAYS = "An option is set to another value than in the fallback. These clauses say which state is agreed on."


def clauses(_terms: Terms, _variant: str | None) -> Iterator[Clause]:
    """Yield nothing: what is set follows from the state agreed on."""
    yield from ()


def party(clause: Clause, scenario: Scenario) -> str | None:
    """Return whose option it is; None for the listed states of graph form."""
    return scenario.options[clause.name].actor if clause.name in scenario.options else None


def apply(_clause: Clause, terms: Terms, _target: Mapping[str, str]) -> Terms:
    """Return the terms as they are: another state is agreed on in the same conflict."""
    return terms
