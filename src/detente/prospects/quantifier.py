"""Quantifiers: what `every`, `no` and `some` say of the prospects or equilibria of a world.

This is the one place that decides it, for one world or for many.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Bools


def quantified(quantifier: str, spoken_of: NDArray[Any] | int, having: NDArray[Any] | int) -> tuple[Bools, Bools]:
    """Return whether it holds, and whether it speaks of nothing, given how many are spoken of and how many have it.

    `every` and `no` speak of nothing where none is spoken of; `some` fails there.

    >>> [[bool(part) for part in quantified(word, 0, 0)] for word in ("every", "some")]
    [[False, True], [False, False]]
    """
    number, count = np.asarray(spoken_of), np.asarray(having)
    some = number > 0
    holds = {"every": some & (count == number), "no": some & (count == 0), "some": count > 0}[quantifier]
    return holds, ~some & (quantifier != "some")
