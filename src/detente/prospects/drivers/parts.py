"""Parts: the chance of an outcome, taken apart by the values of a circumstance (law of total probability).

The chance of the outcome is the sum, over the values, of the chance of the value times that of the outcome given it.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.prospects.drivers.marginals import marginals
from detente.prospects.drivers.subject import Subject


@dataclass(frozen=True)
class Part:
    """What one value of a circumstance contributes: `chance` of the value, `given` it that of the outcome, `both`.

    `given` is None where the value has no chance.
    """

    circumstance: str
    value: str
    chance: float
    given: float | None
    both: float


def parts(subject: Subject) -> tuple[Part, ...]:
    """Return the parts of all circumstances; those of each add up to the chance of the outcome."""
    sums = marginals(subject.cube(subject.weight * subject.share, subject.weight), 1)
    return tuple(
        Part(name, value, chance, both / chance if chance > 0 else None, both)
        for place, name in enumerate(subject.worlds.names)
        for value, both, chance in zip(subject.worlds.values[place], *sums[place,].tolist(), strict=True)
    )
