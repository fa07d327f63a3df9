"""A situation that nothing uses: no option, statement, rule, claim, outcome, chance or situation does."""

from __future__ import annotations

from collections.abc import Iterator

from detente.checks.subject import Subject
from detente.errors import Problem
from detente.scenario.expression import All, AnyOf, Expression, Named, Not
from detente.scenario.model import Formula, Ranked, Scenario


def find(subject: Subject) -> Iterator[Problem]:
    """Yield situations that no other part of the scenario names."""
    used = used_situations(subject.scenario)
    for situation in subject.scenario.situations.values():
        if situation.id not in used:
            yield Problem(
                "unused-situation",
                f"Nothing uses situation `{situation.id}`",
                "A situation is a name for use in formulas and claims.",
                "Use it, or take it out.",
                situation.place,
                "warning",
            )


def used_situations(scenario: Scenario) -> set[str]:
    """Return the names of all situations that something other than themselves speaks of."""
    used: set[str] = set()
    for expression in _expressions(scenario):
        used |= _names(expression)
    for claim in scenario.claims:
        used |= set(claim.test.names)
    return used


def _expressions(scenario: Scenario) -> Iterator[Expression]:
    for option in scenario.options.values():
        yield from (watch.situation for watch in option.watches if watch.situation is not None)
        used_by = {watch.name for watch in option.watches if watch.situation is not None}
        yield from (Named(name, All(())) for name in used_by)
    yield from (formula.meaning for formula in _formulas(scenario))


def _formulas(scenario: Scenario) -> Iterator[Formula]:
    yield from (option.needs for option in scenario.options.values() if option.needs)
    yield from (situation.formula for situation in scenario.situations.values())
    yield from (rule.when for rule in scenario.rules)
    for actor in scenario.actors.values():
        if not isinstance(actor.preferences, Ranked):
            for statement in actor.preferences.statements:
                parts = (statement.aim, statement.condition, statement.exactly_when)
                yield from (part for part in parts if part)
                yield from (statement.drops.when for _ in range(1) if statement.drops)
    for circumstance in scenario.circumstances.values():
        for chance in (circumstance.chances or {}).values():
            yield from (case.when for case in chance.cases if case.when)
    for claim in scenario.claims:
        yield from claim.test.formulas.values()
    yield from (outcome.when for outcome in scenario.outcomes)


def _names(expression: Expression) -> set[str]:
    match expression:
        case Named(name, meaning):
            return {name} | _names(meaning)
        case Not(part):
            return _names(part)
        case All(parts) | AnyOf(parts):
            return set().union(*(_names(part) for part in parts))
        case _:
            return set()
