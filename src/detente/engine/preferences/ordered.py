"""Ordered statements: states compare as tuples of truths, the most important statement first."""

from __future__ import annotations

import numpy as np

from detente.conflict import Ordered
from detente.engine.board import Ints
from detente.engine.preferences import dense
from detente.engine.truth import Table, true


def ranks(preference: Ordered, states: Table) -> Ints:
    """Return the rank of each state; exact for any number of statements.

    Truths are folded in as bits below those already there, and made dense again before a bit could be lost.
    """
    keys = np.zeros(states.length, dtype=np.int64)
    for place, goal in enumerate(preference.goals):
        if place % 30 == 0:
            keys = dense(keys)
        keys = 2 * keys + true(goal.meaning, states)
    return dense(keys)
