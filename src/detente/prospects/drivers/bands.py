"""What the doubt about a circumstance's own chance does: the outcome's chance at the ends of its bands.

This is the second kind of bar of a tornado, told apart from the swing: the swing says what learning the *value* would
do, this says what knowing its *chance* more precisely would do. The chances of all others stay at their middles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from detente.prospects.drivers.errors import standard_error
from detente.prospects.drivers.linear import Pieces, pieces
from detente.prospects.drivers.subject import EXACT, Subject
from detente.prospects.rows import ONE, Point, Row
from detente.prospects.swings import FEWEST
from detente.prospects.worlds import Chances


@dataclass(frozen=True)
class Ends:
    """Where the chances of a circumstance's values in one case lie while the outcome is least, and most, likely.

    `case` says where they count, in the file's words (empty: always); `values` goes with both points.
    """

    case: str
    values: tuple[str, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]


@dataclass(frozen=True)
class Reach:
    """The least and greatest chance of the outcome over the bands of one circumstance; `ends` says where they are.

    Where worlds were drawn, `errors` are the standard errors of both; a case in which a value that may be came up too
    seldom to tell stays at its middle, so that the true ends may lie beyond.
    """

    circumstance: str
    low: float
    high: float
    ends: tuple[Ends, ...]
    errors: tuple[float, float] | None = None

    @property
    def range(self) -> float:
        """Return how far the two are apart."""
        return self.high - self.low


def reaches(subject: Subject) -> tuple[Reach, ...]:
    """Return for each circumstance what its bands leave open of the outcome, the widest first."""
    found = [_reach(subject, place) for place in range(len(subject.worlds.names))]
    return tuple(sorted(found, key=lambda one: -round(one.range, 12)))


def _reach(subject: Subject, place: int) -> Reach:
    parts = pieces(subject, place, [subject.share])
    still = seldom(subject, place, parts.rows)
    (low, least), (high, most) = (_extreme(parts, sign, still) for sign in (-1, 1))
    values = subject.worlds.values[place]
    ends = tuple(
        Ends(row.case, values, tuple(map(float, at_least)), tuple(map(float, at_most)))
        for row, at_least, at_most in zip(parts.rows, least, most, strict=True)
        if {at_least, at_most} != {row.middle}
    )
    return Reach(subject.worlds.names[place], low, high, ends, _errors(subject, place, least, most))


def seldom(subject: Subject, place: int, rows: Sequence[Row]) -> tuple[bool, ...]:
    """Return for each row whether some value that its bands allow came up too seldom to tell; never in listed worlds.

    Where the row counts and no value was drawn at all it is so too.
    """
    if not subject.drawn:
        return (False,) * len(rows)
    worlds, found = subject.worlds, []
    for row in rows:
        here = np.array([one is row for one in worlds.rows])[worlds.row[:, place]]
        draws = np.bincount(worlds.at[here, place], subject.draws[here], len(row.bands))
        found.append(any(band.high > 0 and count < FEWEST for band, count in zip(row.bands, draws, strict=True)))
    return tuple(found)


def _errors(subject: Subject, place: int, least: Sequence[Point], most: Sequence[Point]) -> tuple[float, float] | None:
    """Return the standard errors of the chances at two choices of points, None where all worlds are listed."""
    if not subject.drawn:
        return None
    without = [pieces(one, place, [one.share]) for one in subject.apart()]
    least_off, most_off = standard_error([_rate(one, least), _rate(one, most)] for one in without).tolist()
    fewest = 1 / float(subject.draws.sum())
    return max(least_off, fewest), max(most_off, fewest)


def _extreme(parts: Pieces, sign: int, still: Sequence[bool]) -> tuple[float, list[Point]]:
    """Return the outcome's least (sign -1) or greatest chance, and the points of the rows there.

    From any rate, go on to that of the points that gain most on it; where none gains, no rate is beyond. Rows that are
    to be `still` stay at their middles.
    """
    points = [row.middle for row in parts.rows]
    rate = _rate(parts, points)
    while True:
        gain = sign * (parts.events[0] - rate * parts.seen)
        each = zip(parts.rows, gain, points, still, strict=True)
        moved = [point if stays else _best(row, own, point) for row, own, point, stays in each]
        if _worth(gain, moved) - _worth(gain, points) <= EXACT:
            return rate, points
        points, rate = moved, _rate(parts, moved)


def _rate(parts: Pieces, points: Sequence[Point]) -> float:
    chances = np.array([list(map(float, point)) for point in points])
    return float((parts.events[0] * chances).sum() / (parts.seen * chances).sum())


def _worth(gain: Chances, points: Sequence[Point]) -> float:
    return sum(float(own @ list(map(float, point))) for own, point in zip(gain, points, strict=True))


def _best(row: Row, gain: Chances, point: Point) -> Point:
    """Return the point of a row by which the gains come to most; where it makes no difference, the one given."""
    if np.ptp(gain) <= EXACT:
        return point
    found = [band.low for band in row.bands]
    left = ONE - sum(found, Fraction(0))
    for value in np.argsort(-gain, kind="stable").tolist():
        more = min(left, row.bands[value].high - row.bands[value].low)
        found[value] += more
        left -= more
    return tuple(found)
