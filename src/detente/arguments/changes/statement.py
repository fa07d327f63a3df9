"""A statement left out: it keeps its place in the list, so that others can drop below it, but decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.arguments.changes import Change, with_statements
from detente.scenario.expression import ALWAYS
from detente.scenario.model import Ranked, Scenario, Statement


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each statement of each actor."""
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            for one in actor.preferences.statements:
                yield _left_out(actor.id, one)


def _left_out(actor: str, left_out: Statement) -> Change:
    def silent(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(replace(one, meaning=ALWAYS) if one.name == left_out.name else one for one in statements)

    name = f"{actor}.{left_out.name}"
    touches = {("statement", name): left_out.grounds}
    return Change("statement", name, touches, lambda scenario: with_statements(scenario, actor, silent))
