"""Changes: one judgement of a scenario left out, or set otherwise. One small file for each kind, found by its name.

A file says which changes of its kind a scenario allows (`changes`). A changed scenario shares all else with the first,
so that what did not change is not worked out again.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from detente.grounds.ground import structure
from detente.scenario.model import Grounds, Option, Ranked, Scenario, Statement


@dataclass(frozen=True, eq=False)
class Change:
    """A change of one judgement, or of the order of two.

    `kind` is the name of its file and `name` what is changed, by the names of the scenario. `to` is the value that a
    circumstance is set to instead, or the statement that another is exchanged with. `touches` gives the grounds of the
    judgements that it touches, by kind and name: changes that touch the same one cannot be made together. `apply`
    makes it, in a scenario that may have been changed already.
    """

    kind: str
    name: str
    touches: Mapping[tuple[str, str], Grounds]
    apply: Callable[[Scenario], Scenario]
    to: str = ""


def every_change(scenario: Scenario) -> tuple[Change, ...]:
    """Return every change of every kind that a scenario allows.

    Where actors rank states by numbers, what decides which states there are is kept: else the numbers would mean other
    states.
    """
    found = (change for kind in _kinds().values() for change in kind(scenario))
    if scenario.graph_form or not any(isinstance(one.preferences, Ranked) for one in scenario.actors.values()):
        return tuple(found)
    fixed = {("circumstance", name) for name in structure(scenario)}
    return tuple(one for one in found if one.kind not in ("rule", "need") and not fixed & one.touches.keys())


def together(changes: Iterable[Change], size: int) -> Iterator[tuple[Change, ...]]:
    """Yield the sets of so many changes that can be made together."""
    for some in combinations(changes, size):
        touched = [one for change in some for one in change.touches]
        if len(set(touched)) == len(touched):
            yield some


def changed(scenario: Scenario, some: Iterable[Change]) -> Scenario:
    """Return a scenario with some changes made."""
    for change in some:
        scenario = change.apply(scenario)
    return scenario


def with_statements(
    scenario: Scenario, actor: str, change: Callable[[tuple[Statement, ...]], tuple[Statement, ...]]
) -> Scenario:
    """Return a scenario in which an actor has other statements."""
    one = scenario.actors[actor]
    if isinstance(one.preferences, Ranked):
        raise TypeError(f"{actor} ranks states: it has no statements")
    preferences = replace(one.preferences, statements=change(one.preferences.statements))
    return replace(scenario, actors={**scenario.actors, actor: replace(one, preferences=preferences)})


def with_option(scenario: Scenario, option: Option) -> Scenario:
    """Return a scenario with an option in place of the one of the same name."""
    one = scenario.actors[option.actor]
    options = tuple(option if old.id == option.id else old for old in one.options)
    return replace(scenario, actors={**scenario.actors, option.actor: replace(one, options=options)})


@functools.cache
def _kinds() -> Mapping[str, Callable[[Scenario], Iterator[Change]]]:
    return {
        name: importlib.import_module(f"{__name__}.{name}").changes for _, name, _ in pkgutil.iter_modules(__path__)
    }


def kinds() -> tuple[str, ...]:
    """Return the kinds of changes by name."""
    return tuple(_kinds())
