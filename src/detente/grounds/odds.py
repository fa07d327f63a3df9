"""Odds: the chance of what happens in some worlds and not in others, as the analyst sees it after the signals."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Bools
from detente.errors import QuestionError
from detente.prospects.worlds import Bounds, Chances, Worlds

SURE, NEVER = Bounds(1.0, 1.0, 1.0), Bounds(0.0, 0.0, 0.0)


class Odds:
    """The worlds of a variant with what was seen; `possible` says in which of them the variant is a conflict at all.

    A what-if supposes that it can be: chances are given that it is possible.
    """

    def __init__(self, worlds: Worlds, seen: Chances, possible: Bools) -> None:
        self.worlds, self.possible = worlds, possible
        self._seen, self._given = seen, seen * possible
        self._known: dict[tuple[bytes, bytes], Bounds | None] = {}

    @property
    def weighty(self) -> Bools:
        """Return which worlds have a chance in which the variant is a conflict."""
        marks: Bools = (self._given > 0) & (self.worlds.middle > 0)
        return marks

    def of(self, event: NDArray[Any], given: Bools | None = None) -> Bounds | None:
        """Return the chance of an event with its bounds, None where what is given has no chance; worked out once."""
        weight = self._given if given is None else self._given * given
        key = (np.asarray(event, dtype=np.float64).tobytes(), b"" if given is None else given.tobytes())
        if key not in self._known:
            self._known[key] = self._chance(event, weight)
        return self._known[key]

    def impossible(self, possible: Bools) -> Bounds:
        """Return the chance of the worlds in which something is not possible at all."""
        return NEVER if possible.all() else self.worlds.chance(~possible, self._seen)

    def _chance(self, event: NDArray[Any], weight: Chances) -> Bounds | None:
        there = np.asarray(event)[(weight > 0) & (self.worlds.middle > 0)]
        if not len(there):
            return None
        if (there == 1).all() or (there == 0).all():
            return SURE if there[0] else NEVER
        try:
            return self.worlds.chance(event, weight)
        except QuestionError:  # pragma: no cover - worlds with a chance were looked for above
            return None
