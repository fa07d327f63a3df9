"""Preference structures: each file turns one way of stating wants into whole-number ranks."""

from __future__ import annotations

import numpy as np

from detente.engine.board import Ints


def dense(keys: Ints) -> Ints:
    """Return the keys as ranks without gaps: the lowest key becomes 0.

    >>> dense(np.array([30, 10, 30, 20]))
    array([2, 0, 2, 1])
    """
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)
