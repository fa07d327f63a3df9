"""A rule that freezes an option: its actor can never leave a value, though nothing says it is one-way.

A rule under `never` blocks. One that links the options of two actors can thus take an option out of its actor's
hands; `needs` or `lapses when` let the dependant fall away instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from detente.checks.subject import Subject
from detente.conflict import Conflict
from detente.engine.moves import option_moves
from detente.errors import Problem, TooLargeError
from detente.scenario.expression import NEVER


def find(subject: Subject) -> Iterator[Problem]:
    """Yield, for each rule, the options whose values it makes impossible to leave in the scenario as written."""
    plain = subject.conflicts[None]
    if subject.scenario.graph_form or subject.states(plain) is None:
        return
    stuck = _stuck(subject, plain)
    for place, rule in enumerate(subject.scenario.rules if stuck else ()):
        if plain.never[place] == NEVER:
            continue
        never = plain.never[:place] + plain.never[place + 1 :]
        for option, value in sorted(stuck - _stuck(subject, replace(plain, never=never))):
            yield Problem(
                "frozen-option",
                f"Rule `{rule.name}` freezes `{option}` at {value}: no move of its actor can change it",
                "An option should be in its actor's hands.",
                "Let what depends on it fall away by `needs` or `lapses when`, or say `irreversible`.",
                rule.place,
                "warning",
            )


def _stuck(subject: Subject, one: Conflict) -> set[tuple[str, str]]:
    """Return options with values that occur but that no move of their actor leaves, one-way ones left out."""
    states = subject.states(one)
    if states is None:
        return set()
    stuck = set()
    for actor in range(len(one.actors)):
        try:
            arcs, _ = option_moves(one, states, actor)
        except TooLargeError:
            continue  # told by the analysis; too many moves are no sign of a frozen option
        for option in one.options:
            if option.actor != actor or option.locked or option.forward:
                continue
            column = states.columns[option.id]
            left = column[arcs.origin] != column[arcs.to]
            for value in np.setdiff1d(column, column[arcs.origin[left]]):
                if option.values[value] not in option.kept:
                    stuck.add((option.id, option.values[value]))
    return stuck
