"""A statement waived: an actor lets go of something that it wants, and is compensated for it outside the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.grounds.changes.statement import without_statement
from detente.scenario.model import Ordered, Scenario
from detente.settlement.clauses import Clause, Terms

SAYS = "A statement of an actor's ordered preferences counts no longer: it is compensated for it by a side payment."


def clauses(terms: Terms, _variant: str | None) -> Iterator[Clause]:
    """Yield a clause for each statement of each actor that orders its statements."""
    for actor in terms.scenario.actors.values():
        if isinstance(actor.preferences, Ordered):
            for one in actor.preferences.statements:
                yield Clause("waive", f"{actor.id}.{one.name}")


def party(clause: Clause, _scenario: Scenario) -> str | None:
    """Return whose statement it is."""
    return clause.name.partition(".")[0]


def apply(clause: Clause, terms: Terms, _target: Mapping[str, str]) -> Terms:
    """Return the terms in which the statement is true everywhere, so that it decides nothing.

    It keeps its place in the list, so that others can still drop below it.
    """
    who, _, name = clause.name.partition(".")
    return Terms(without_statement(terms.scenario, who, name), terms.facts)
