"""How good forecasts were: scores, skill against a baseline, calibration, and what the score is made of.

Scores count against a forecast: 0 is best. Each is proper: whoever states what it takes the chances to be expects the
least. Nothing here knows where forecasts are kept.

Sources: brier1950, epstein1969, murphy1973, stephenson-coelho-jolliffe2008, wilson1927.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95
"""Confidence of the intervals around what happened."""

DIGITS = 9
"""Digits by which a chance is put into a band, so that 0.3 lies in the band that begins there."""


@dataclass(frozen=True)
class Settled:
    """A forecast that came to an end: the chances of its outcomes, and the place (from 0) of what happened.

    The chances add up to 1. `ordered` says that the outcomes have an order, as amounts do.
    """

    chances: tuple[float, ...]
    happened: int
    ordered: bool = False


@dataclass(frozen=True)
class Event:
    """Something that was given a chance, and whether it happened."""

    chance: float
    happened: bool


@dataclass(frozen=True)
class Bin:
    """The events whose chances lie in one band: `low` to `high`, the upper end left out but for the last.

    `mean` is their mean chance, `count` their number, `happened` how many happened; with `rate` and its interval
    (Wilson), `lowest` to `highest`, it says how often that is.
    """

    low: float
    high: float
    mean: float
    count: int
    happened: int
    lowest: float
    highest: float

    @property
    def rate(self) -> float:
        """Return what part of the events happened."""
        return self.happened / self.count


@dataclass(frozen=True)
class Decomposition:
    """What the mean squared error of events is made of.

    `score` = `reliability` − `resolution` + `uncertainty` + `variance` − `covariance`. The last two are of chances that
    differ within a band: their variance, and twice their covariance with what happened; both are 0 where all chances of
    a band are alike.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    variance: float
    covariance: float


def brier(settled: Settled) -> float:
    """Return half of Brier's sum: for two outcomes the squared error of either chance; 0 to 1.

    >>> brier(Settled((0.75, 0.25), 0))
    0.0625
    """
    return math.fsum((chance - (place == settled.happened)) ** 2 for place, chance in enumerate(settled.chances)) / 2


def logarithmic(settled: Settled) -> float:
    """Return how surprising what happened was, in bits: infinite where it had been given no chance.

    >>> logarithmic(Settled((0.75, 0.25), 1))
    2.0
    """
    chance = settled.chances[settled.happened]
    return -math.log2(chance) + 0.0 if chance > 0 else math.inf  # + 0.0: no negative zero


def ranked(settled: Settled) -> float | None:
    """Return the ranked probability score of outcomes in an order, 0 to 1: a near miss costs less than a far one.

    That is the mean squared error of the chances of "at most this one". Two outcomes are in order anyway; of more that
    have none there is no such score (None).

    >>> ranked(Settled((0.5, 0.5, 0.0), 0, ordered=True))
    0.125
    """
    count = len(settled.chances)
    if count > 2 and not settled.ordered:
        return None
    steps = (math.fsum(settled.chances[: step + 1]) - (settled.happened <= step) for step in range(count - 1))
    return math.fsum(step**2 for step in steps) / (count - 1)


def skill(score: float, reference: float) -> float | None:
    """Return how much better a score is than a baseline's: 1 is perfect, 0 no better, below 0 worse.

    None where the baseline was perfect, or infinitely wrong: then there is no such proportion.

    >>> skill(0.1, 0.25)
    0.6
    """
    return None if reference == 0 or math.isinf(reference) else 1 - score / reference


def mean(values: Sequence[float]) -> float:
    """Return the mean of some values."""
    return math.fsum(values) / len(values)


def events(settled: Settled) -> tuple[Event, ...]:
    """Return a forecast as events: each outcome is one; of two outcomes only the first, which says all.

    >>> events(Settled((0.75, 0.25), 1))
    (Event(chance=0.75, happened=False),)
    """
    told = settled.chances[:1] if len(settled.chances) == 2 else settled.chances
    return tuple(Event(chance, place == settled.happened) for place, chance in enumerate(told))


def calibration(given: Iterable[Event], bands: int = 10) -> tuple[Bin, ...]:
    """Return by bands of equal width how often events happened that were given such a chance; no empty bands."""
    return tuple(_bin(place, members, bands) for place, members in _banded(given, bands))


def decomposition(given: Sequence[Event], bands: int = 10) -> Decomposition:
    """Return what the mean squared error of one or more events is made of, by bands of equal width."""
    overall = mean([event.happened for event in given])
    reliability, resolution, variance, covariance = [], [], [], []
    for _, members in _banded(given, bands):
        said = mean([event.chance for event in members])
        came = mean([event.happened for event in members])
        reliability.append(len(members) * (said - came) ** 2)
        resolution.append(len(members) * (came - overall) ** 2)
        variance += [(event.chance - said) ** 2 for event in members]
        covariance += [2 * (event.chance - said) * (event.happened - came) for event in members]
    count = len(given)
    return Decomposition(
        score=mean([(event.chance - event.happened) ** 2 for event in given]),
        reliability=math.fsum(reliability) / count,
        resolution=math.fsum(resolution) / count,
        uncertainty=overall * (1 - overall),
        variance=math.fsum(variance) / count,
        covariance=math.fsum(covariance) / count,
    )


def wilson(happened: int, count: int, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's interval for the chance of something that happened in some of `count` independent trials.

    >>> low, high = wilson(0, 10)
    >>> round(low, 3), round(high, 3)
    (0.0, 0.278)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    part = happened / count
    middle = part + z * z / (2 * count)
    half = z * math.sqrt(part * (1 - part) / count + (z / (2 * count)) ** 2)
    scale = 1 + z * z / count
    low = 0.0 if happened == 0 else (middle - half) / scale  # exact ends, where rounding would leave a trace
    high = 1.0 if happened == count else (middle + half) / scale
    return low, high


def _banded(given: Iterable[Event], bands: int) -> list[tuple[int, list[Event]]]:
    found: dict[int, list[Event]] = {}
    for event in given:
        band = min(int(round(event.chance * bands, DIGITS)), bands - 1)
        found.setdefault(band, []).append(event)
    return sorted(found.items())


def _bin(place: int, members: list[Event], bands: int) -> Bin:
    count, happened = len(members), sum(event.happened for event in members)
    said = mean([event.chance for event in members])
    return Bin(place / bands, (place + 1) / bands, said, count, happened, *wilson(happened, count))
