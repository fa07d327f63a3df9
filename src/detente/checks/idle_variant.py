"""A variant equal to the scenario as written, or to another variant: comparing it tells nothing.

One empty variant (`now: {}`) is a name for the scenario as written and is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.checks.subject import Subject
from detente.conflict import world
from detente.errors import Problem
from detente.scenario.model import Scenario, Variant


def find(subject: Subject) -> Iterator[Problem]:
    """Yield variants that change nothing, or just what an earlier one changes."""
    scenario = subject.scenario
    seen = {_effect(scenario, None): "the scenario as written"}
    named = False
    for variant in scenario.variants.values():
        effect = _effect(scenario, variant)
        empty = not (variant.set or variant.start or variant.lock or variant.irreversible)
        if effect in seen and not (empty and not named):
            yield Problem(
                "idle-variant",
                f"Variant `{variant.id}` equals {seen[effect]}",
                "A variant should change something.",
                "Take it out, or set, start, lock or make irreversible what should differ.",
                variant.place,
                "warning",
            )
        named |= empty
        seen.setdefault(effect, f"variant `{variant.id}`")


def _effect(scenario: Scenario, variant: Variant | None) -> tuple[object, ...]:
    """Return all that a variant comes to: world, start, locks and one-way options."""
    start = {option.id: option.start for option in scenario.options.values()} | {"state": scenario.start or ""}
    if variant is None:
        return (tuple(world(scenario).items()), tuple(start.items()), (), frozenset())
    one_way = frozenset(o for o in variant.irreversible if not scenario.options[o].forward)
    moved = start | dict(variant.start) | dict(variant.lock)
    facts = world(scenario, variant.id)
    return (tuple(facts.items()), tuple(moved.items()), tuple(sorted(variant.lock.items())), one_way)
