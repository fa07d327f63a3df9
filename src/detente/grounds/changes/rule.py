"""A rule left out: the states that it forbids are possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.grounds.changes import Change
from detente.scenario.model import Rule, Scenario


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each rule."""
    for rule in scenario.rules:
        yield _left_out(rule)


def _left_out(rule: Rule) -> Change:
    def without(scenario: Scenario) -> Scenario:
        return replace(scenario, rules=tuple(one for one in scenario.rules if one is not rule))

    return Change("rule", rule.name, {("rule", rule.name): rule.grounds}, without)
