"""Scores from their definitions, in fractions, with loops; nothing here knows how the program works them out.

A ledger is a list of forecasts: a list of chances and the number of the outcome that happened.
"""

from __future__ import annotations

from fractions import Fraction

Forecast = tuple[list[Fraction], int]


def brier(chances: list[Fraction], happened: int) -> Fraction:
    """Brier (1950) sums squared errors over all classes; half of that is the squared error of one of two."""
    total = Fraction(0)
    for number in range(len(chances)):
        came = Fraction(1) if number == happened else Fraction(0)
        total += (chances[number] - came) * (chances[number] - came)
    return total / 2


def ranked(chances: list[Fraction], happened: int) -> Fraction:
    """Epstein (1969), as the mean of squared errors of cumulated chances over all thresholds but the last."""
    thresholds = len(chances) - 1
    total = Fraction(0)
    for threshold in range(thresholds):
        said = Fraction(0)
        for number in range(threshold + 1):
            said += chances[number]
        came = 1 if happened in range(threshold + 1) else 0
        total += (said - came) ** 2
    return total / thresholds


def events(ledger: list[Forecast]) -> list[tuple[Fraction, int]]:
    """Each forecast of two outcomes is one event, else each of its outcomes."""
    found = []
    for chances, happened in ledger:
        told = 1 if len(chances) == 2 else len(chances)
        found += [(chances[number], 1 if number == happened else 0) for number in range(told)]
    return found


def bands(given: list[tuple[Fraction, int]], count: int) -> list[list[tuple[Fraction, int]]]:
    """The events by bands of equal width: band b from b/count up to, but without, (b+1)/count; 1 is in the last."""
    found = []
    for band in range(count):
        low, high = Fraction(band, count), Fraction(band + 1, count)
        last = band == count - 1
        found.append([one for one in given if low <= one[0] and (one[0] < high or (last and one[0] <= high))])
    return [members for members in found if members]


def murphy(given: list[tuple[Fraction, int]], groups: list[list[tuple[Fraction, int]]]) -> dict[str, Fraction]:
    """Murphy (1973) over groups, with the terms within groups of Stephenson, Coelho and Jolliffe (2008)."""
    number = len(given)
    base = Fraction(sum(came for _, came in given), number)
    found = dict.fromkeys(("reliability", "resolution", "variance", "covariance"), Fraction(0))
    for members in groups:
        size = len(members)
        said = sum((chance for chance, _ in members), Fraction(0)) / size
        came = Fraction(sum(one for _, one in members), size)
        found["reliability"] += Fraction(size, number) * (said - came) ** 2
        found["resolution"] += Fraction(size, number) * (came - base) ** 2
        for chance, one in members:
            found["variance"] += (chance - said) ** 2 / number
            found["covariance"] += 2 * (chance - said) * (one - came) / number
    found["uncertainty"] = base - base * base
    found["score"] = sum(((chance - one) ** 2 for chance, one in given), Fraction(0)) / number
    return found
