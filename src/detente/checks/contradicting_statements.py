"""Two statements of one actor that contradict: wherever the lower one applies, the higher one asks the opposite."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from detente.checks.subject import Subject
from detente.engine.board import Bools
from detente.engine.truth import Table, true
from detente.errors import Problem
from detente.scenario.expression import ALWAYS, given
from detente.scenario.model import Ranked, Statement


def find(subject: Subject) -> Iterator[Problem]:
    """Yield pairs of statements of which the lower never applies without meeting its opposite above.

    A statement with `if` above a general one is an exception to it and no contradiction.
    """
    for actor in subject.scenario.actors.values():
        if isinstance(actor.preferences, Ranked):
            continue
        for above, below in itertools.combinations(actor.preferences.statements, 2):
            if _opposite(subject, above, below):
                yield Problem(
                    "contradicting-statements",
                    f"Statements `{above.name}` and `{below.name}` of {actor.id} contradict each other",
                    "Of two statements that apply in the same states, one should not ask for what the other avoids.",
                    f"Take `{below.name}` out (in an ordered list it never decides), or say by `if` when each applies.",
                    below.place,
                    "warning",
                )


def _opposite(subject: Subject, above: Statement, below: Statement) -> bool:
    met = False
    for facts, states in subject.scenes(above.meaning, below.meaning):
        applies = _applies(below, facts, states)
        same = true(given(above.meaning, facts), states) == true(given(below.meaning, facts), states)
        if (applies & (same | ~_applies(above, facts, states))).any():
            return False
        met |= bool(applies.any())
    return met


def _applies(statement: Statement, facts: Mapping[str, str], states: Table) -> Bools:
    condition = statement.condition.meaning if statement.condition else ALWAYS
    return true(given(condition, facts), states)
