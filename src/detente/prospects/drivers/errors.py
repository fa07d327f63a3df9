"""Standard errors of what is told of drawn worlds, by the jackknife over scramblings.

Whatever is worked out from all draws is worked out again without each of the scramblings in turn. How far these answers
lie apart gives the standard error [efron-stein1981]: scramblings are independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.prospects.worlds import Chances

NOISE = 3
"""Standard errors by which something must differ from nothing to be told of drawn worlds."""


def standard_error(without: Iterable[Any]) -> Chances:
    """Return the standard error of numbers, given what they are without each of some independent parts.

    >>> standard_error([[1.0], [2.0], [3.0]]).round(4).tolist()
    [1.1547]
    """
    every: NDArray[np.float64] = np.array(list(without), dtype=np.float64)
    found: Chances = np.sqrt(((every - every.mean(axis=0)) ** 2).sum(axis=0) * (len(every) - 1) / len(every))
    return found
