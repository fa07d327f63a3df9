"""A judgement with neither `cite` nor `assumed`: nobody can tell where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from detente.checks.subject import Subject
from detente.errors import Place, Problem
from detente.scenario.model import Grounds, Ranked, Scenario


def find(subject: Subject) -> Iterator[Problem]:
    """Yield every judgement without grounds."""
    for what, grounds, place in judgements(subject.scenario):
        if grounds.missing:
            yield Problem(
                "no-grounds",
                f"{what} has neither `cite` nor `assumed`",
                "Every judgement says where it comes from.",
                "Add `cite: PARAGRAPH`, or `assumed: WHY` where no source says it.",
                place,
                "warning",
            )


def judgements(scenario: Scenario) -> Iterator[tuple[str, Grounds, Place]]:
    """Yield every judgement of a scenario: what it is in words, its grounds and its place."""
    for circumstance in scenario.circumstances.values():
        yield f"Circumstance `{circumstance.id}`", circumstance.grounds, circumstance.place
    for option in scenario.options.values():
        yield f"Option `{option.id}`", option.grounds, option.place
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            for statement in actor.preferences.statements:
                yield f"Statement `{statement.name}` of {actor.id}", statement.grounds, statement.place
    for rule in scenario.rules:
        yield f"Rule `{rule.name}`", rule.grounds, rule.place
    for belief in scenario.beliefs:
        yield f"The belief of {belief.who}", belief.grounds, belief.place
    for signal in scenario.signals:
        yield f"Signal `{signal.name}`", signal.grounds, signal.place
    for variant in scenario.variants.values():
        if variant.set or variant.start or variant.lock or variant.irreversible:
            yield f"Variant `{variant.id}`", variant.grounds, variant.place
    for claim in scenario.claims:
        yield f"Claim `{claim.name}`", claim.grounds, claim.place
    # An outcome without a chance is no judgement: it only says what is asked about.
    yield from (
        (f"The chance of outcome `{one.name}`", one.grounds, one.place)
        for one in scenario.outcomes
        if one.chance is not None
    )
    for left_out in scenario.not_modelled:
        yield f"`{left_out.what}`", left_out.grounds, left_out.place
