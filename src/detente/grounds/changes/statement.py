"""A statement left out: it keeps its place in the list, so that others can drop below it, but decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.grounds.changes import Change, with_statements
from detente.scenario.expression import ALWAYS
from detente.scenario.model import Ranked, Scenario, Statement


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each statement of each actor."""
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            for one in actor.preferences.statements:
                yield _left_out(actor.id, one)


def _left_out(actor: str, left_out: Statement) -> Change:
    name = f"{actor}.{left_out.name}"
    touches = {("statement", name): left_out.grounds}
    return Change("statement", name, touches, lambda scenario: without_statement(scenario, actor, left_out.name))


def without_statement(scenario: Scenario, actor: str, name: str) -> Scenario:
    """Return a scenario in which a statement of an actor is true everywhere, so that it decides nothing."""

    def silent(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(replace(one, meaning=ALWAYS) if one.name == name else one for one in statements)

    return with_statements(scenario, actor, silent)
