"""Parts: the chance of an outcome, taken apart by the values of a circumstance (law of total probability).

The chance of the outcome is the sum, over the values, of the chance of the value times that of the outcome given it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.prospects.drivers.errors import standard_error
from detente.prospects.drivers.marginals import Group
from detente.prospects.drivers.subject import Subject
from detente.prospects.swings import FEWEST
from detente.prospects.worlds import Chances


@dataclass(frozen=True)
class Part:
    """What one value of a circumstance contributes: `chance` of the value, `given` it that of the outcome, `both`.

    `given` is None where the value has no chance. Where worlds were drawn, `error` is the standard error of `given`;
    a value that came up too seldom to tell has None for both.
    """

    circumstance: str
    value: str
    chance: float
    given: float | None
    both: float
    error: float | None = None


def parts(subject: Subject) -> tuple[Part, ...]:
    """Return the parts of all circumstances; those of each add up to the chance of the outcome."""
    sums = subject.marginals(1, subject.weight * subject.share, subject.weight)
    if subject.drawn:
        return tuple(_estimated(subject, sums))
    return tuple(
        Part(name, value, chance, both / chance if chance > 0 else None, both)
        for place, name in enumerate(subject.worlds.names)
        for value, both, chance in zip(subject.worlds.values[place], *sums[place,].tolist(), strict=True)
    )


def _estimated(subject: Subject, sums: Mapping[Group, Chances]) -> Iterator[Part]:
    """Yield what drawn worlds tell of the parts, with standard errors."""
    draws = subject.marginals(1, subject.draws)
    without = [one.marginals(1, one.weight * one.share, one.weight) for one in subject.apart()]
    for place, name in enumerate(subject.worlds.names):
        errors = standard_error(_given(one[place,]) for one in without)
        for value, chance, given, both, error, drawn in zip(
            subject.worlds.values[place],
            sums[place,][1].tolist(),
            _given(sums[place,]).tolist(),
            sums[place,][0].tolist(),
            errors.tolist(),
            draws[place,][0].tolist(),
            strict=True,
        ):
            known = drawn >= FEWEST
            # What never came up may still be, in about one of so many draws.
            yield Part(name, value, chance, given if known else None, both, max(error, 1 / drawn) if known else None)


def _given(sums: Chances) -> Chances:
    """Return the chance of the outcome given each value; 0 where that never came up."""
    found: Chances = np.divide(sums[0], sums[1], out=np.zeros_like(sums[0]), where=sums[1] > 0)
    return found
