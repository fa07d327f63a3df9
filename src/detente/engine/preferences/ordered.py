"""Ordered statements: states compare as tuples of truths, the most important statement first."""

from __future__ import annotations

import numpy as np

from detente.conflict import Ordered
from detente.engine.board import Ints
from detente.engine.states import dense
from detente.engine.truth import Table, true

TOP = 1 << 24
"""Keys stay below this, so that they are made dense with a table instead of a sort."""


def ranks(preference: Ordered, states: Table) -> Ints:
    """Return the rank of each state; exact for any number of statements.

    Truths are folded in as bits below those already there, and made dense again before the keys grow too long.
    """
    keys = np.zeros(states.length, dtype=np.int32)
    size = 1
    for goal in preference.goals:
        if size > TOP:
            keys = dense(keys, size)
            size = int(keys.max()) + 1
        keys <<= 1
        keys |= true(goal.meaning, states)
        size *= 2
    return dense(keys, size)
