"""A statement that is always true or always false: it never tells two outcomes apart."""

from __future__ import annotations

from collections.abc import Iterator

from detente.checks.subject import Subject
from detente.engine.truth import true
from detente.errors import Problem
from detente.scenario.expression import given
from detente.scenario.model import Ranked, Statement


def find(subject: Subject) -> Iterator[Problem]:
    """Yield statements with one truth in every feasible state of every world looked at."""
    for actor in subject.scenario.actors.values():
        if isinstance(actor.preferences, Ranked):
            continue
        for statement in actor.preferences.statements:
            truth = _constant(subject, statement)
            if truth is not None:
                always = "true" if truth else "false"
                yield Problem(
                    "constant-statement",
                    f"Statement `{statement.name}` of {actor.id} is {always} in every feasible state",
                    "A statement should be true in some states and false in others.",
                    "Take it out, or look for a slip in its formula or for a rule that decides it.",
                    statement.place,
                    "warning",
                )


def _constant(subject: Subject, statement: Statement) -> bool | None:
    """Return the truth that a statement always has, None where it varies."""
    met: set[bool] = set()
    for facts, states in subject.scenes(statement.meaning):
        truth = true(given(statement.meaning, facts), states)
        met |= {bool(truth.any()), bool(truth.all())}
        if len(met) == 2:
            return None
    return met.pop() if met else None
