"""Weighed statements: a state's standing is the sum of the weights of the statements true there."""

from __future__ import annotations

import numpy as np

from detente.conflict import Weighed
from detente.engine.board import Ints
from detente.engine.states import dense
from detente.engine.truth import Table, true


def ranks(preference: Weighed, states: Table) -> Ints:
    """Return the rank of each state; sums are of whole numbers, of Python's where 64 bits might not do."""
    total = sum(abs(goal.weight) for goal in preference.goals)
    scores = np.zeros(states.length, dtype=np.int64 if total < 1 << 62 else object)
    for goal in preference.goals:
        scores = scores + true(goal.meaning, states).astype(scores.dtype) * goal.weight
    return dense(scores)
