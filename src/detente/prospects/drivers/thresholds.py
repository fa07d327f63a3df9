"""Thresholds: at which chance of a circumstance's value something about the forecast would turn.

One chance is moved from 0 to 1, in one case of one circumstance; the other values share what is left as before, and all
other chances stay at their middles. Chances of outcomes are then ratios of linear functions with a common denominator,
so that all that is asked turns where a line crosses 0: who leads where two outcomes are as likely, and a word of chance
stops fitting where the chance of its claim leaves the band.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

import numpy as np

from detente.prospects.drivers.bands import seldom
from detente.prospects.drivers.errors import NOISE, standard_error
from detente.prospects.drivers.linear import Pieces, pieces
from detente.prospects.drivers.subject import EXACT, Subject
from detente.prospects.worlds import Chances

Kind = Literal["leads", "fits", "likely"]


@dataclass(frozen=True, eq=False)
class Candidate:
    """A prospect that may lead: its name, the values of all options in it, and what part of each world it gets."""

    name: str
    values: Mapping[str, str]
    share: Chances


@dataclass(frozen=True, eq=False)
class Word:
    """Something that is so while the chance of an event (by world) lies within a band.

    `fits`: the word of the claim of that name fits; `likely`: the outcome of that name is likely.
    """

    kind: Literal["fits", "likely"]
    name: str
    share: Chances
    low: float
    high: float


@dataclass(frozen=True)
class Threshold:
    """Where something about the forecast turns, as the chance of one value moves.

    `chance` is that of `value` of the circumstance in a `case` (empty: always) as it stands, within the band from
    `band[0]` to `band[1]`. From `low` to `high` it is so that the outcome `name` leads (`leads`) or is likely
    (`likely`), or that the word of the claim `name` fits (`fits`). `within` says whether it turns at chances, of this
    value and of the others, that all lie within their bands. `below` and `above` name who leads beyond; they are empty
    where nothing is beyond, and for other kinds. Where worlds were drawn, `errors` are the standard errors of `low` and
    `high`, 0 for an end of the whole stretch.
    """

    kind: Kind
    name: str
    circumstance: str
    case: str
    value: str
    chance: float
    band: tuple[float, float]
    low: float
    high: float
    within: bool
    below: str = ""
    above: str = ""
    errors: tuple[float, float] | None = None

    @property
    def now(self) -> bool:
        """Return whether it is so as things stand."""
        return self.low - EXACT <= self.chance <= self.high + EXACT

    @property
    def turns(self) -> tuple[float, ...]:
        """Return the chances at which it turns."""
        return tuple(end for end in (self.low, self.high) if 0 < end < 1)


@dataclass(frozen=True, eq=False)
class _Line:
    """One chance that moves from 0 to 1: the chances of events together with what was seen, at both ends.

    `events[0]` and `events[1]` have them by event with the chance at 0 and at 1, `seen` has that of what was seen.
    `without` is the same seen by all scramblings but one, each in turn, where worlds were drawn.
    `others` has the other values: the part of what is left that each gets, and its band.
    """

    circumstance: str
    case: str
    value: str
    chance: float
    band: tuple[float, float]
    others: tuple[tuple[float, float, float], ...]
    events: tuple[Chances, Chances]
    seen: tuple[float, float]
    without: tuple[_Line, ...] = ()

    def allows(self, chance: float) -> bool:
        """Return whether the chance, and those of the other values with it, lie within their bands."""
        lie = [(chance, *self.band), *(((1 - chance) * part, low, high) for part, low, high in self.others)]
        return all(low - EXACT <= at <= high + EXACT for at, low, high in lie)


def thresholds(subject: Subject, candidates: Sequence[Candidate], words: Sequence[Word]) -> tuple[Threshold, ...]:
    """Return where the first of the candidates ceases to lead, and where each word ceases or begins to fit.

    The nearest come first. A chance that turns nothing, wherever it is moved, is left out, and so is one that is
    certain; of drawn worlds also one of which they tell too little.
    """
    events = [one.share for one in candidates] + [one.share for one in words]
    apart = list(subject.apart())
    found: list[Threshold] = []
    for place in range(len(subject.worlds.names)):
        for line in _every_line(subject, apart, place, events):
            found += _leading(line, [one.name for one in candidates])
            found += _fitting(line, words, len(candidates))
    return nearest_first(found)


def nearest_first(found: Sequence[Threshold]) -> tuple[Threshold, ...]:
    """Return thresholds in the order in which they are told: those of the lead first, of each kind the nearest."""
    return tuple(sorted(found, key=lambda one: (one.kind != "leads", round(_distance(one), 12))))


def _every_line(subject: Subject, apart: Sequence[Subject], place: int, events: Sequence[Chances]) -> Iterator[_Line]:
    """Yield the chances of a circumstance that may be moved, each with what it is without each of the scramblings."""
    parts = pieces(subject, place, events)
    still = seldom(subject, place, parts.rows)
    lines = _lines(subject, place, parts, still)
    without = [_lines(one, place, pieces(one, place, events), still) for one in apart]
    for line in lines:
        yield replace(line, without=tuple(map(next, without)))


def _distance(one: Threshold) -> float:
    return min(abs(end - one.chance) for end in one.turns)


def _lines(subject: Subject, place: int, parts: Pieces, still: Sequence[bool]) -> Iterator[_Line]:
    """Yield the chances of a circumstance that may be moved: in each case each value, of two the last.

    None is moved in a case of which draws tell too little (`still`).
    """
    values = subject.worlds.values[place]
    base_events = (parts.events * parts.middle).sum(axis=2)
    base_seen = (parts.seen * parts.middle).sum(axis=1)
    for number, row in enumerate(parts.rows):
        for value in range(len(values)) if len(values) > 2 else (1,):
            chance = float(row.middle[value])
            if still[number] or not EXACT < chance < 1 - EXACT:
                continue  # what is certain, or cannot be, is not doubted
            others = parts.middle[number].copy()
            others[value] = 0.0
            others /= others.sum()
            events, seen = parts.events[:, number], parts.seen[number]
            rest = base_events.sum(axis=1) - base_events[:, number], base_seen.sum() - base_seen[number]
            yield _Line(
                subject.worlds.names[place],
                row.case,
                values[value],
                chance,
                (float(row.bands[value].low), float(row.bands[value].high)),
                tuple(
                    (float(part), float(band.low), float(band.high))
                    for other, (part, band) in enumerate(zip(others, row.bands, strict=True))
                    if other != value
                ),
                (rest[0] + events @ others, rest[0] + events[:, value]),
                (float(rest[1] + seen @ others), float(rest[1] + seen[value])),
            )


def _leading(line: _Line, names: Sequence[str]) -> Iterator[Threshold]:
    """Yield the stretch on which the first candidate leads, where that is not everywhere."""
    ahead = _ahead(line, len(names))
    low, high, errors = _stretch(line, ahead, [_ahead(one, len(names)) for one in line.without])
    if low > 0 or high < 1:
        below, above = (_next(ahead, end, side) for end, side in ((low, 0), (high, 1)))
        yield _threshold(
            line,
            "leads",
            names[0],
            low,
            high,
            names[1 + below] if low > 0 else "",
            names[1 + above] if high < 1 else "",
            errors,
        )


def _ahead(line: _Line, count: int) -> list[Ends]:
    """Return how far the first of so many candidates is ahead of each other one, at both ends."""
    return [tuple(float(end[0] - end[other]) for end in line.events) for other in range(1, count)]


def _fitting(line: _Line, words: Sequence[Word], first: int) -> Iterator[Threshold]:
    """Yield for each word the stretch on which it fits, where that is neither everywhere nor nowhere."""
    for number, word in enumerate(words, first):
        inside = [_inside(one, word, number) for one in (line, *line.without)]
        low, high, errors = _stretch(line, inside[0], inside[1:])
        if (low > 0 or high < 1) and low <= high and low < 1 and high > 0:
            yield _threshold(line, word.kind, word.name, low, high, errors=errors)


def _inside(line: _Line, word: Word, number: int) -> list[Ends]:
    """Return how far the chance of a word's event is above the low and below the high end of its band, at both ends."""
    ends = [(float(event[number]), seen) for event, seen in zip(line.events, line.seen, strict=True)]
    above = tuple(event - word.low * seen for event, seen in ends)
    return [above, tuple(word.high * seen - event for event, seen in ends)]


def _threshold(
    line: _Line,
    kind: Kind,
    name: str,
    low: float,
    high: float,
    below: str = "",
    above: str = "",
    errors: tuple[float, float] | None = None,
) -> Threshold:
    within = any(line.allows(end) for end in (low, high) if 0 < end < 1)
    moved = (line.circumstance, line.case, line.value, line.chance, line.band)
    return Threshold(kind, name, *moved, low, high, within, below, above, errors)


Ends = tuple[float, ...]
"""What a linear function is at 0 and at 1."""


def _stretch(
    line: _Line, kept: Sequence[Ends], without: Sequence[Sequence[Ends]]
) -> tuple[float, float, tuple[float, float] | None]:
    """Return from where to where none of some linear functions is below 0; the low end is above the high if nowhere.

    With the ends come their standard errors, given the functions `without` each of the scramblings (None without any).
    A function is below 0 at 0 or 1 only where that is more than the luck of the draws.
    """
    low, high = 0.0, 1.0
    least = np.full((len(kept), 2), EXACT * max(line.seen))
    if without and kept:
        least = np.maximum(least, NOISE * standard_error(without))
    first = last = -1  # which function ends the stretch
    for number, ((at_zero, at_one), (zero, one)) in enumerate(zip(kept, least.tolist(), strict=True)):
        if at_zero < -zero and at_one < -one:
            return 1.0, 0.0, None
        if at_zero < -zero and _root(at_zero, at_one) > low:
            low, first = _root(at_zero, at_one), number
        elif at_one < -one and _root(at_zero, at_one) < high:
            high, last = _root(at_zero, at_one), number
    low, high = _snapped(low), _snapped(high)
    if not without:
        return low, high, None
    ends = [[_root(*some[number]) if number >= 0 else 0.0 for number in (first, last)] for some in without]
    low_off, high_off = standard_error(ends).tolist()
    return low, high, (low_off, high_off)


def _root(at_zero: float, at_one: float) -> float:
    """Return where a line crosses 0; nowhere near, where it does not."""
    return at_zero / (at_zero - at_one) if at_zero != at_one else inf


def _snapped(end: float) -> float:
    """Return an end without what rounding sets it apart from 0 or 1."""
    return float(round(end)) if min(end, 1 - end) < EXACT else end


def _next(ahead: Sequence[Ends], end: float, side: int) -> int:
    """Return which candidate takes the lead where the first one loses it: the furthest ahead just beyond the end."""
    at = [(1 - end) * at_zero + end * at_one for at_zero, at_one in ahead]
    least = min(at)
    return min((n for n, value in enumerate(at) if value <= least + EXACT), key=lambda n: ahead[n][side])
