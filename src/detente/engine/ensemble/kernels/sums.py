"""In how many lanes, or by what weight of them, states are stable."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.compiled import compiled

Array = NDArray[Any]


@compiled
def count_stable(unstable: Array, stable: Array, equilibria: Array) -> None:
    """Add to `stable[c, i, s]` and `equilibria[c, s]` the number of lanes in which `unstable[c, i, s]` is false.

    A lane counts for an equilibrium where the state is unstable for no actor.
    """
    lanes = unstable.shape[3]
    some = np.zeros(lanes, np.bool_)
    for c in range(unstable.shape[0]):
        for state in range(unstable.shape[2]):
            for lane in range(lanes):
                some[lane] = False
            for actor in range(unstable.shape[1]):
                moving = np.int32(0)  # narrow sums are what makes this loop fast
                for lane in range(lanes):
                    moving = np.int32(moving + np.int32(unstable[c, actor, state, lane]))
                    some[lane] |= unstable[c, actor, state, lane]
                stable[c, actor, state] += lanes - moving
            moving = np.int32(0)
            for lane in range(lanes):
                moving = np.int32(moving + np.int32(some[lane]))
            equilibria[c, state] += lanes - moving


@compiled
def weigh_stable(unstable: Array, weights: Array, stable: Array, equilibria: Array) -> None:
    """Add the lanes' weights as `count_stable` adds their number, one lane after another.

    Sums are thus the same however the samples are cut into batches.
    """
    lanes = len(weights)
    some = np.zeros(lanes, np.bool_)
    for c in range(unstable.shape[0]):
        for state in range(unstable.shape[2]):
            some[:] = False
            for actor in range(unstable.shape[1]):
                total = stable[c, actor, state]
                for lane in range(lanes):
                    some[lane] |= unstable[c, actor, state, lane]
                    total += 0.0 if unstable[c, actor, state, lane] else weights[lane]
                stable[c, actor, state] = total
            total = equilibria[c, state]
            for lane in range(lanes):
                total += 0.0 if some[lane] else weights[lane]
            equilibria[c, state] = total
