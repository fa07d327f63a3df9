"""A circumstance set to another of its values, for certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.grounds.changes import Change
from detente.scenario.model import Circumstance, Scenario


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each value of each circumstance that it does not have now."""
    for circumstance in scenario.circumstances.values():
        for value in circumstance.values:
            if value != circumstance.now:
                yield _set(circumstance, value)


def _set(circumstance: Circumstance, value: str) -> Change:
    def with_value(scenario: Scenario) -> Scenario:
        other = replace(circumstance, now=value, chances=None)
        return replace(scenario, circumstances={**scenario.circumstances, circumstance.id: other})

    touches = {("circumstance", circumstance.id): circumstance.grounds}
    return Change("circumstance", circumstance.id, touches, with_value, value)
