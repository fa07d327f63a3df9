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
from detente.engine.board import Blocks, Moves, Values
from detente.engine.moves import option_moves
from detente.engine.truth import Table
from detente.errors import Problem, TooLargeError


def find(subject: Subject) -> Iterator[Problem]:
    """Yield, for each rule, the options whose values it makes impossible to leave in the scenario as written."""
    plain = subject.conflicts[None]
    states = subject.states(plain)
    stuck = set() if states is None or subject.scenario.graph_form else _stuck(plain, states)
    for place, rule in enumerate(subject.scenario.rules if stuck else ()):
        freed = replace(plain, never=plain.never[:place] + plain.never[place + 1 :])
        more = subject.states(freed)
        # Without the rule there may be too many states to list; then nobody can say what it freezes.
        for option, value in sorted(stuck - _stuck(freed, more)) if more is not None else ():
            yield Problem(
                "frozen-option",
                f"Rule `{rule.name}` freezes `{option}` at {value}: no move of its actor can change it",
                "An option should be in its actor's hands.",
                "Let what depends on it fall away by `needs` or `lapses when`, or say `irreversible`.",
                rule.place,
                "warning",
            )


def _stuck(one: Conflict, states: Table) -> set[tuple[str, str]]:
    """Return options with values that occur but that no move of their actor leaves, one-way ones left out."""
    try:
        moves = option_moves(one, states)
    except TooLargeError:
        return set()  # told by the analysis; too many moves are no sign of a frozen option
    stuck = set()
    for option in one.options:
        if option.actor is None or option.locked or option.forward:
            continue
        column = states.columns[option.id]
        for value in np.setdiff1d(column, _left(moves[option.actor][0], column)):
            if option.values[value] not in option.kept:
                stuck.add((option.id, option.values[value]))
    return stuck


def _left(moves: Moves, column: Values) -> Values:
    """Return the values of an own option that some move leaves."""
    if isinstance(moves, Blocks):
        held = column[moves.grid.examples(moves.actor)]
        origin, to = (held[strategy] for strategy in np.nonzero(moves.passes()))
    else:
        arcs = moves.listed()
        origin, to = column[arcs.origin], column[arcs.to]
    left: Values = origin[origin != to]
    return left
