"""By world: the verdict on a claim in each world of its variant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from detente.arguments.finding import Verdict
from detente.engine.board import Bools, Ints
from detente.grounds.odds import Odds
from detente.prospects.worlds import Worlds

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

NO_CONFLICT = -1
"""What stands for a verdict where the variant is no conflict."""


@dataclass(frozen=True, eq=False)
class ByWorld:
    """The verdict in each of the worlds; `odds` weighs them."""

    worlds: Worlds
    odds: Odds
    _which: NDArray[np.int8] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no conflict anywhere."""
        object.__setattr__(self, "_which", np.full(len(self.worlds), NO_CONFLICT, dtype=np.int8))

    def set(self, members: Ints, verdict: Verdict | None) -> None:
        """Keep the verdict of some worlds, None where the variant is no conflict there."""
        self._which[members] = NO_CONFLICT if verdict is None else VERDICTS.index(verdict)

    def being(self, verdict: Verdict) -> Bools:
        """Return in which worlds the claim has a verdict."""
        marks: Bools = self._which == VERDICTS.index(verdict)
        return marks

    def any_of(self, verdict: Verdict) -> bool:
        """Return whether the claim has a verdict anywhere."""
        return bool(self.being(verdict).any())

    @property
    def possible(self) -> Bools:
        """Return in which worlds the variant is a conflict."""
        marks: Bools = self._which != NO_CONFLICT
        return marks
