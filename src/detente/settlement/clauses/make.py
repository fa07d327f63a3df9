"""A circumstance made to be otherwise than it is; what actors believe of it stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.scenario.model import Scenario
from detente.settlement.clauses import Clause, Terms

SAYS = "A circumstance comes to have another value than it has now. Nobody in the model does that."


def clauses(terms: Terms, _variant: str | None) -> Iterator[Clause]:
    """Yield a clause for each value of each circumstance that it does not have."""
    for circumstance in terms.scenario.circumstances.values():
        for value in circumstance.values:
            if value != terms.facts[circumstance.id]:
                yield Clause("make", circumstance.id, value)


def party(_clause: Clause, _scenario: Scenario) -> str | None:
    """Return nobody."""
    return None


def apply(clause: Clause, terms: Terms, _target: Mapping[str, str]) -> Terms:
    """Return the terms in which the circumstance has the value."""
    return Terms(terms.scenario, {**terms.facts, clause.name: clause.value})
