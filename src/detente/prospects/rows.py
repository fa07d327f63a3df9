"""Rows: the chances of one circumstance's values in one case, as far as bands leave them open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from detente.scenario.model import Band

MOST_OPEN = 10
"""Bands of a row that are open (low < high) while its corners are listed; there may be ten thousand of these then."""

ZERO, ONE = Fraction(0), Fraction(1)

Point = tuple[Fraction, ...]
"""A chance for each value of a circumstance; they add up to 1."""

Points = Sequence[Sequence[Point]]
"""The points among which each row of a circumstance is chosen."""


@dataclass(frozen=True)
class Row:
    """The chances of a circumstance's values in one case, as far as their bands leave them open.

    `case` says in the file's words where the row counts, parts of several tables set apart by semicolons; it is empty
    where the row counts always. `middle` stands for the row where one number is asked for.
    """

    circumstance: str
    case: str
    bands: tuple[Band, ...]
    middle: Point

    @cached_property
    def corners(self) -> tuple[Point, ...] | None:
        """Return the corners of what the bands leave open (all values but one at an end of their band), in order.

        None where they may be too many to be listed.

        >>> half = Band(ZERO, Fraction(1, 2))
        >>> [[str(chance) for chance in corner] for corner in Row("mood", "", (half,) * 3, middle((half,) * 3)).corners]
        [['0', '1/2', '1/2'], ['1/2', '0', '1/2'], ['1/2', '1/2', '0']]
        """
        if sum(band.low < band.high for band in self.bands) > MOST_OPEN:
            return None
        found = set()
        for free, band in enumerate(self.bands):
            ends = [{one.low, one.high} if place != free else {ZERO} for place, one in enumerate(self.bands)]
            for corner in product(*ends):
                left = ONE - sum(corner, ZERO)
                if band.low <= left <= band.high:
                    found.add((*corner[:free], left, *corner[free + 1 :]))
        return tuple(sorted(found))


def middle(bands: Sequence[Band]) -> Point:
    """Return the middles of the bands, each moved by the same part of what its band leaves, so that they add up to 1.

    >>> [str(chance) for chance in middle([Band(ZERO, Fraction(1, 2)), Band(Fraction(1, 2), Fraction(7, 10))])]
    ['5/14', '9/14']
    """
    middles = [(band.low + band.high) / 2 for band in bands]
    missing = ONE - sum(middles)
    ends = [band.high if missing > 0 else band.low for band in bands]
    room = sum((end - at for end, at in zip(ends, middles, strict=True)), ZERO)
    part = missing / room if room else ZERO
    return tuple(at + part * (end - at) for end, at in zip(ends, middles, strict=True))
