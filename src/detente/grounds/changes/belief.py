"""A belief of an actor left out: it takes what it believed something of to be as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.grounds.changes import Change
from detente.scenario.model import Belief, Scenario


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each belief of an actor; what mere observers believe decides nothing here."""
    for belief in scenario.beliefs:
        if belief.actor is not None:
            yield _left_out(belief)


def _left_out(belief: Belief) -> Change:
    def without(scenario: Scenario) -> Scenario:
        return replace(scenario, beliefs=tuple(one for one in scenario.beliefs if one is not belief))

    return Change("belief", belief.name, {("belief", belief.name): belief.grounds}, without)
