"""A ranking of states by number, best first, ties together."""

from __future__ import annotations

import numpy as np

from detente.conflict import Ranked
from detente.engine.board import Ints
from detente.errors import ConflictError, Problem


def ranks(preference: Ranked, numbers: Ints) -> Ints:
    """Return the rank of each state; `numbers` are the states' numbers (from 1) in the ranking's own counting.

    Raises ConflictError where the ranking leaves a state out; numbers of no state are refused by `unknown`.
    """
    level = {
        number: len(preference.levels) - depth
        for depth, numbers_there in enumerate(preference.levels)
        for number in numbers_there
    }
    missing = [int(number) for number in numbers if int(number) not in level]
    if missing:
        shown = ", ".join(str(number) for number in missing[:12]) + (" ..." if len(missing) > 12 else "")
        raise _unfit(f"A ranking leaves out {len(missing)} feasible state(s): {shown}", "Add them to the ranking.")
    return np.array([level[int(number)] for number in numbers], dtype=np.int64)


def unknown(preference: Ranked, count: int) -> None:
    """Refuse a ranking that speaks of a state number above the count of feasible states."""
    beyond = [number for level in preference.levels for number in level if not 1 <= number <= count]
    if beyond:
        shown = ", ".join(str(number) for number in beyond[:12])
        raise _unfit(
            f"A ranking names state {shown}, but the feasible states are numbered 1 to {count}",
            "Take it out, or see the numbers with `detente export`.",
        )


def _unfit(given: str, remedy: str) -> ConflictError:
    return ConflictError((Problem("ranking", given, "Each feasible state must be ranked exactly once.", remedy),))
