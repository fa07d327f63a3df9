"""The assumptions of a scenario: judgements that no source says, in its author's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.scenario.model import Grounds, Ranked, Scenario


@dataclass(frozen=True)
class Assumption:
    """A judgement that is assumed: its kind and name as claims name what they rest on, what it says, and why."""

    kind: str
    name: str
    says: str
    assumed: str


def assumptions(scenario: Scenario) -> tuple[Assumption, ...]:
    """Return all that a scenario assumes, in the order of the file's parts."""
    return tuple(
        Assumption(kind, name, says, grounds.assumed)
        for kind, name, says, grounds in _judgements(scenario)
        if grounds.assumed is not None
    )


def _judgements(scenario: Scenario) -> Iterator[tuple[str, str, str, Grounds]]:
    """Yield every judgement of a scenario: its kind, its name, what it says, and its grounds."""
    for one in scenario.circumstances.values():
        yield "circumstance", one.id, one.means or "", one.grounds
    for option in scenario.options.values():
        yield "option", option.id, option.means or "", option.grounds
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            for wish in actor.preferences.statements:
                yield "statement", f"{actor.id}.{wish.name}", f"{wish.verb} {wish.aim.text}", wish.grounds
    for rule in scenario.rules:
        yield "rule", rule.name, f"never {rule.when.text}", rule.grounds
    for belief in scenario.beliefs:
        yield "belief", belief.name, "", belief.grounds
    for signal in scenario.signals:
        yield "signal", signal.name, signal.what or "", signal.grounds
    for variant in scenario.variants.values():
        yield "variant", variant.id, variant.says or "", variant.grounds
    for outcome in scenario.outcomes:
        yield "outcome", outcome.name, outcome.when.text, outcome.grounds
    for claim in scenario.claims:
        yield "claim", claim.name, claim.says, claim.grounds


__all__ = ["Assumption", "assumptions"]
