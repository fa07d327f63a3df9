"""Sums: in how many samples something holds, or by what weight of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.engine import compiled
from detente.engine.board import Bools
from detente.engine.ensemble.samples import Amounts


class Sums:
    """What has been found so far, added up: numbers of samples, or their weights."""

    def __init__(self, concepts: int, actors: int, states: int) -> None:
        self.stable: Amounts = np.zeros((concepts, actors, states), dtype=np.int64)
        self.equilibria: Amounts = np.zeros((concepts, states), dtype=np.int64)
        self.total: float = 0
        self.weighed: bool | None = None

    def add(self, unstable: Bools, weights: Amounts | None) -> None:
        """Add a batch, given as `unstable[concept, actor, state, sample]`."""
        if self.weighed is None and weights is not None:
            self.stable, self.equilibria = self.stable.astype(np.float64), self.equilibria.astype(np.float64)
        if self.weighed not in (None, weights is not None):
            raise ValueError("either all samples must have weights or none")
        self.weighed = weights is not None
        if weights is None:
            self._count(unstable)
            self.total += unstable.shape[-1]
        else:
            self._weigh(unstable, weights.astype(np.float64))
            self.total = float(np.cumsum([self.total, *weights.tolist()])[-1])

    def _count(self, unstable: Bools) -> None:
        if compiled.available():
            from detente.engine.ensemble.kernels.sums import count_stable

            count_stable(unstable, self.stable, self.equilibria)
            return
        self.stable += (~unstable).sum(axis=-1)
        self.equilibria += (~unstable.any(axis=1)).sum(axis=-1)

    def _weigh(self, unstable: Bools, weights: NDArray[np.float64]) -> None:
        if compiled.available():
            from detente.engine.ensemble.kernels.sums import weigh_stable

            weigh_stable(unstable, weights, self.stable, self.equilibria)
            return
        for sample, weight in enumerate(weights):
            self.stable += np.where(unstable[..., sample], 0.0, weight)
            self.equilibria += np.where(unstable[..., sample].any(axis=1), 0.0, weight)
