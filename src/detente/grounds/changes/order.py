"""Two neighbouring statements of an actor exchanged, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.grounds.changes import Change, with_statements
from detente.scenario.model import Ordered, Scenario, Statement


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each two neighbours; lists with weights have no order."""
    for actor in scenario.actors.values():
        if isinstance(actor.preferences, Ordered):
            for above, below in pairwise(actor.preferences.statements):
                yield _exchanged(actor.id, above, below)


def _exchanged(actor: str, above: Statement, below: Statement) -> Change:
    def exchange(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        names = [one.name for one in statements]
        first, second = names.index(above.name), names.index(below.name)
        found = list(statements)
        found[first], found[second] = found[second], found[first]
        return tuple(found)

    touches = {("statement", f"{actor}.{one.name}"): one.grounds for one in (above, below)}
    return Change(
        "order",
        f"{actor}.{above.name}",
        touches,
        lambda scenario: with_statements(scenario, actor, exchange),
        f"{actor}.{below.name}",
    )
