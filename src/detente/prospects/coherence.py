"""Coherence: chances that somebody gave to outcomes of which one must come, corrected so that they add up to 1.

Chances of exclusive and exhaustive outcomes add up to 1. Those that do not are corrected to the nearest that do, by the
sum of the squared differences. They stay within their bands where the bands leave that open; where no band is in the
way, the corrected ones score better than those given whatever comes (predd-et-al2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.scenario.model import Band

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Coherent:
    """Chances as given, and as corrected: the same where nothing was wrong with them.

    `total` is what the middles of the given bands add up to, `low` and `high` their ends. `within` says whether the
    corrected ones lie in their bands; where these cannot add up to 1 they do not.
    """

    given: tuple[Band, ...]
    corrected: tuple[Fraction, ...]
    within: bool

    @property
    def total(self) -> Fraction:
        """Return what the middles add up to."""
        return sum(map(_middle, self.given), ZERO)

    @property
    def low(self) -> Fraction:
        """Return what the lower ends add up to."""
        return sum((band.low for band in self.given), ZERO)

    @property
    def high(self) -> Fraction:
        """Return what the upper ends add up to."""
        return sum((band.high for band in self.given), ZERO)


def coherent(bands: Sequence[Band]) -> Coherent:
    """Return the chances nearest to the middles of the bands that add up to 1, within the bands where that can be.

    >>> found = coherent([Band(Fraction(1, 2), Fraction(7, 10)), Band(Fraction(7, 10), Fraction(7, 10))])
    >>> [str(one) for one in found.corrected], found.within
    (['9/20', '11/20'], False)
    """
    low, high = sum((band.low for band in bands), ZERO), sum((band.high for band in bands), ZERO)
    within = low <= ONE <= high
    ends = [(band.low, band.high) if within else (ZERO, ONE) for band in bands]
    return Coherent(tuple(bands), _nearest([_middle(band) for band in bands], ends), within)


def _middle(band: Band) -> Fraction:
    return (band.low + band.high) / 2


def _nearest(point: Sequence[Fraction], ends: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, ...]:
    """Return the point nearest to the given one within the ends whose parts add up to 1.

    Every part that is not at an end is moved by the same amount. The sum falls with that amount, straight between the
    amounts at which a part comes to one of its ends.
    """

    def moved(by: Fraction) -> list[Fraction]:
        return [min(max(at + by, low), high) for at, (low, high) in zip(point, ends, strict=True)]

    turns = sorted({end - at for at, pair in zip(point, ends, strict=True) for end in pair})
    before = max((turn for turn in turns if sum(moved(turn)) <= ONE), default=turns[0])
    after = min((turn for turn in turns if sum(moved(turn)) >= ONE), default=turns[-1])
    short, width = ONE - sum(moved(before), ZERO), sum(moved(after), ZERO) - sum(moved(before), ZERO)
    return tuple(moved(before + (after - before) * short / width if width else before))
