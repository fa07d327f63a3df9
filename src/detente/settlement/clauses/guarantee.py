"""An option guaranteed: its owner cannot leave the agreed value once the option has it.

The option is made irreversible at that value, as a scenario makes it with `irreversible: [value]`. It binds the owner
only: what it needs, or watches, can still make the option fall away with a move of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.scenario.model import Scenario
from detente.settlement.clauses import Clause, Terms

SAYS = "An option cannot be taken back by its owner once it has the agreed value (its own, or the one it keeps)."


def clauses(terms: Terms, variant: str | None) -> Iterator[Clause]:
    """Yield a guarantee of each option; those that a variant locks need none."""
    locked = terms.scenario.variants[variant].lock if variant is not None else {}
    for option in terms.scenario.options.values():
        if option.id not in locked:
            yield Clause("guarantee", option.id)


def party(clause: Clause, scenario: Scenario) -> str | None:
    """Return whose option it is."""
    return scenario.options[clause.name].actor


def apply(clause: Clause, terms: Terms, target: Mapping[str, str]) -> Terms:
    """Return the terms in which the option is kept at its value in the state agreed on."""
    option = terms.scenario.options[clause.name]
    kept = replace(option, kept=tuple(dict.fromkeys((*option.kept, target[clause.name]))))
    actor = terms.scenario.actors[option.actor]
    options = tuple(kept if one.id == option.id else one for one in actor.options)
    actors = {**terms.scenario.actors, actor.id: replace(actor, options=options)}
    return Terms(replace(terms.scenario, actors=actors), terms.facts)
