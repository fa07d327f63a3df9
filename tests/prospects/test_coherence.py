"""Chances corrected so that they add up: by hand, and against what makes a point the nearest."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from detente.prospects.coherence import coherent
from detente.scenario.model import Band

ZERO, ONE = Fraction(0), Fraction(1)


def band(low: str, high: str | None = None) -> Band:
    return Band(Fraction(low), Fraction(high or low))


def test_what_adds_up_is_left_alone() -> None:
    given = [band("0.2", "0.4"), band("0.7")]
    found = coherent(given)
    assert (found.corrected, found.within) == ((Fraction(3, 10), Fraction(7, 10)), True)
    assert (found.total, found.low, found.high) == (ONE, Fraction(9, 10), Fraction(11, 10))
    assert coherent([band("1")]).corrected == (ONE,)


def test_numbers_are_moved_by_the_same_amount() -> None:
    # 0.7 + 0.6 + 0.2 = 1.5: half too much, a sixth off each.
    found = coherent([band("0.7"), band("0.6"), band("0.2")])
    assert found.corrected == (Fraction(7, 10) - Fraction(1, 6), Fraction(6, 10) - Fraction(1, 6), Fraction(1, 30))
    assert not found.within
    # 0.9 + 0.8 + 0.1 = 1.8: a third off each of the first two would leave the last below nothing; so 0.35 off each.
    # (0.8 off three is 0.267 each, and 0.1 - 0.267 < 0; without the last 0.7 is to go.)
    assert coherent([band("0.9"), band("0.8"), band("0.1")]).corrected == (Fraction(11, 20), Fraction(9, 20), ZERO)
    # Too little: 0.1 + 0.3 lacks 0.6.
    assert coherent([band("0.1"), band("0.3")]).corrected == (Fraction(2, 5), Fraction(3, 5))


def test_bands_hold_the_corrected_numbers_where_they_can() -> None:
    # Middles 0.675 + 0.875 = 1.55; at the least 0.55 + 0.8 > 1, so that no numbers in the bands will do.
    assert not coherent([band("0.55", "0.8"), band("0.8", "0.95")]).within
    # Middles 0.5 + 0.75 = 1.25. Both down by 1/8 would put the second below its band: it stops at 0.7.
    found = coherent([band("0.2", "0.8"), band("0.7", "0.8")])
    assert found.within
    assert found.corrected == (Fraction(3, 10), Fraction(7, 10))


def test_no_point_that_adds_up_is_nearer() -> None:
    """A point is the nearest if moving a little from any part to any other, within the ends, brings it no nearer."""
    luck = Random("nearest")
    kinds = set()
    for _ in range(2000):
        bands = []
        for _ in range(luck.randint(1, 5)):
            low, high = sorted(Fraction(luck.randrange(0, 21), 20) for _ in range(2))
            bands.append(Band(low, luck.choice((low, high))))
        found = coherent(bands)
        kinds.add((found.within, found.total < 1, found.total == 1))
        middles = [(one.low + one.high) / 2 for one in bands]
        assert sum(found.corrected, ZERO) == ONE
        assert found.within == (sum(one.low for one in bands) <= 1 <= sum(one.high for one in bands))
        ends = [(one.low, one.high) if found.within else (ZERO, ONE) for one in bands]
        assert all(low <= at <= high for at, (low, high) in zip(found.corrected, ends, strict=True))
        if sum(middles) == 1 and found.within:
            assert list(found.corrected) == middles
        gap = [at - middle for at, middle in zip(found.corrected, middles, strict=True)]
        for give, (low, _) in enumerate(ends):
            for take, (_, high) in enumerate(ends):
                if found.corrected[give] > low and found.corrected[take] < high:
                    assert gap[take] >= gap[give]  # what takes must not be further below its middle than what gives
    assert len(kinds) == 6 - 1  # all but what adds up and still lies outside


def test_corrected_numbers_score_better_whatever_comes() -> None:
    """The sum of squared errors, of numbers without bands (Predd and others 2009)."""
    luck = Random("scores")
    for _ in range(500):
        given = [Fraction(luck.randrange(0, 21), 20) for _ in range(luck.randint(2, 5))]
        if sum(given) == 1:
            continue
        corrected = coherent([Band(one, one) for one in given]).corrected
        for comes in range(len(given)):
            scores = [
                sum((at - (place == comes)) ** 2 for place, at in enumerate(chances)) for chances in (corrected, given)
            ]
            assert scores[0] < scores[1]


@pytest.mark.parametrize("count", [1, 7])
def test_nothing_known_is_shared_equally(count: int) -> None:
    assert coherent([band("0")] * count).corrected == (Fraction(1, count),) * count
