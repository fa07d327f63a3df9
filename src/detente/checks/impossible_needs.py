"""A `needs` that can never hold: the option can never be taken."""

from __future__ import annotations

from collections.abc import Iterator

from detente.checks.subject import Subject
from detente.engine.truth import true
from detente.errors import Problem
from detente.scenario.expression import Expression, given


def find(subject: Subject) -> Iterator[Problem]:
    """Yield options whose needs hold in no feasible state of any world looked at."""
    for option in subject.scenario.options.values():
        if option.needs and not _possible(subject, option.needs.meaning):
            yield Problem(
                "impossible-needs",
                f"What `{option.id}` needs (`{option.needs.text}`) holds in no feasible state",
                "What an option needs should be possible.",
                "Look for a slip in the formula, or for a rule that excludes it.",
                option.needs.place,
                "warning",
            )


def _possible(subject: Subject, needs: Expression) -> bool:
    return any(bool(true(given(needs, facts), states).any()) for facts, states in subject.scenes(needs))
