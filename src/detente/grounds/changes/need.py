"""What an option needs left out: its actor can set it whatever else is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.grounds.changes import Change, with_option
from detente.scenario.model import Option, Scenario


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield a change for each option that needs something."""
    for option in scenario.options.values():
        if option.needs is not None:
            yield _left_out(option)


def _left_out(option: Option) -> Change:
    def free(scenario: Scenario) -> Scenario:
        return with_option(scenario, replace(scenario.options[option.id], needs=None))

    return Change("need", option.id, {("need", option.id): option.grounds}, free)
