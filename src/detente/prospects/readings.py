"""Readings: what each observer makes of the signals that it has seen.

An observer begins with its own chance of a circumstance where it holds a belief about it, else with the scenario's.
Each signal multiplies the chance of every world by the odds of what came of it there: that it came, or, where it was
looked for and did not come, that it did not. The order of signals does not matter, and equal odds change nothing. A
signal about one circumstance also tells of those whose chances hang together with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, log2, prod

import numpy as np
from numpy.typing import NDArray

from detente.errors import Problem, QuestionError, question
from detente.prospects.worlds import (
    ONE,
    ZERO,
    Bounds,
    Chances,
    Drawing,
    Drawn,
    Row,
    Worlds,
    depends_on,
    middle,
    reached,
    worlds_of,
)
from detente.scenario.model import Band, Belief, Scenario, Signal
from detente.scenario.quantities import is_date

ANALYST = None
"""The observer who wrote the scenario: sees every signal, and believes what the scenario says."""

DIGITS = 12
"""Digits after the point that are told of bits; further ones are left from rounding."""


@dataclass(frozen=True)
class Weight:
    """What one signal does to the chance of a value.

    `bits` is by how much it shifts the odds of the value, on top of all else that was seen: 1 doubles them, -1 halves
    them, and inf or -inf decides. `without` is the chance of the value had the observer not heard of the signal.
    """

    signal: str
    bits: float
    without: float


@dataclass(frozen=True)
class Reading:
    """What an observer takes the chance of one value of a circumstance to be, before and after what it has seen."""

    observer: str | None
    circumstance: str
    value: str
    before: Bounds
    after: Bounds
    weights: tuple[Weight, ...]


@dataclass(frozen=True)
class Telling:
    """How much a signal that is still to come would tell of its circumstance.

    `bits` of doubt that it takes away on average, whether it comes or not; `comes` is the chance that it comes.
    """

    signal: str
    circumstance: str
    bits: float
    comes: float


def observers(scenario: Scenario) -> tuple[str | None, ...]:
    """Return the analyst, and everybody who holds a belief or is named as having seen a signal."""
    named = [belief.who for belief in scenario.beliefs] + [who for signal in scenario.signals for who in signal.by]
    return (ANALYST, *dict.fromkeys(named))


def known_to(scenario: Scenario, observer: str | None, as_of: str | None = None) -> tuple[Signal, ...]:
    """Return the signals of which an observer knows what came, on a day (`YYYY-MM-DD`) where one is given.

    These are the signals without `by`, those whose `by` names it, and for the analyst all; signals without a date count
    on every day. Raises QuestionError where the day is none.
    """
    _refuse_strange(as_of)
    return tuple(one for one in _open_to(scenario, observer) if not _later(one, as_of))


def to_come(scenario: Scenario, observer: str | None, as_of: str | None) -> tuple[Signal, ...]:
    """Return the signals open to an observer that are dated after a day; without a day none is still to come."""
    _refuse_strange(as_of)
    return tuple(one for one in _open_to(scenario, observer) if _later(one, as_of))


def priors(scenario: Scenario, observer: str | None) -> dict[str, Row]:
    """Return what an observer takes the chances of circumstances to be that it holds beliefs about.

    A belief may have a table of chances. Else its chance is that of each value that it names; without one the observer
    is certain. What is left goes to the other values, in equal parts where one number is asked for, and in any parts
    for the bounds.
    """
    return {
        name: _prior(belief, name, scenario.circumstances[name].values)
        for belief in scenario.beliefs
        if belief.who == observer
        for name in belief.thinks
    }


def evidence(worlds: Worlds, signals: Collection[Signal]) -> Chances:
    """Return how likely it is in each world that of all these signals came what did, up to a common factor."""
    likely = np.ones(len(worlds))
    for about in dict.fromkeys(signal.about for signal in signals):
        named = [signal for signal in signals if signal.about == about]
        marks = {value: worlds.having(about, value) for value in named[0].seen_if}
        for value, chance in likelihood(named, [v for v in marks if (worlds.middle[marks[v]] > 0).any()]).items():
            likely[marks[value]] *= chance
    return likely


def likelihood(signals: Sequence[Signal], possible: Collection[str]) -> dict[str, float]:
    """Return by value of their circumstance how likely it is that of all these signals came what did.

    Many small numbers multiplied would come to nothing: they are told as parts of the greatest under a value that is
    `possible`.
    """
    odds = [_odds(signal) for signal in signals]
    together = {value: prod((one[value] for one in odds), start=ONE) for value in odds[0]}
    most = max(together[value] for value in possible)
    return {value: float(min(chance / most, ONE)) if most else 0.0 for value, chance in together.items()}


def readings(
    scenario: Scenario, variant: str | None = None, as_of: str | None = None, drawing: Drawing | None = None
) -> tuple[Reading, ...]:
    """Return every observer's reading of each circumstance that signals are about, value by value.

    `as_of` leaves out what came after that day (`YYYY-MM-DD`). `drawing` says how worlds are drawn where chances hang
    together in more than a million. Raises QuestionError where an observer has seen what by
    its own lights cannot be, where there is no such variant, and where the day is none; TooLargeError where chances
    hang together in more than a million worlds and none may be drawn.
    """
    return tuple(
        reading
        for circumstance in dict.fromkeys(signal.about for signal in scenario.signals)
        for observer in observers(scenario)
        for reading in _Observer(scenario, observer, circumstance, variant, as_of, drawing).readings()
    )


def telling(
    scenario: Scenario,
    observer: str | None = ANALYST,
    variant: str | None = None,
    as_of: str | None = None,
    drawing: Drawing | None = None,
) -> tuple[Telling, ...]:
    """Return what the signals dated after a day would tell an observer, the most telling first.

    Without a day none is still to come. Raises what `readings` raises.
    """
    found = []
    for signal in to_come(scenario, observer, as_of):
        here = _Observer(scenario, observer, signal.about, variant, as_of, drawing)
        found.append(_told(signal, [here.chance(value) for value in signal.seen_if]))
    return tuple(sorted(found, key=lambda one: -one.bits))


class _Observer:
    """What an observer has to go by as to one circumstance: worlds, and the signals that bear on it."""

    def __init__(
        self,
        scenario: Scenario,
        observer: str | None,
        circumstance: str,
        variant: str | None,
        as_of: str | None,
        drawing: Drawing | None,
    ) -> None:
        own = priors(scenario, observer)
        known = known_to(scenario, observer, as_of)
        among = linked(depends_on(scenario, variant, own), circumstance, {signal.about for signal in known})
        self.name, self.circumstance = observer, circumstance
        self.values = scenario.circumstances[circumstance].values
        listed_first = None if drawing is None else replace(drawing, always=False)
        self.worlds = worlds_of(scenario, variant, own, among, listed_first)
        self.signals = [signal for signal in known if signal.about in among]
        self.seen = evidence(self.worlds, self.signals)
        self._refuse_impossible()

    def chance(self, value: str) -> float:
        """Return the chance of a value after what was seen."""
        return self.worlds.at_middle(self.worlds.having(self.circumstance, value), self.seen)

    def readings(self) -> Iterator[Reading]:
        """Yield a reading of each value."""
        others = [
            evidence(self.worlds, [other for other in self.signals if other is not signal]) for signal in self.signals
        ]
        for value in self.values:
            marks = self.worlds.having(self.circumstance, value)
            weights = tuple(
                Weight(signal.name, self._bits(marks, signal, rest), self.worlds.at_middle(marks, rest))
                for signal, rest in zip(self.signals, others, strict=True)
            )
            before, after = self.worlds.chance(marks), self.worlds.chance(marks, self.seen)
            yield Reading(self.name, self.circumstance, value, before, after, weights)

    def _bits(self, marks: NDArray[np.bool_], signal: Signal, others: Chances) -> float:
        """Return by how much a signal shifts the odds of what is marked, given what else was seen."""
        before = self.worlds.middle * others
        after = before * evidence(self.worlds, [signal])
        parts = [(float(after[part].sum()), float(before[part].sum())) for part in (marks, ~marks)]
        if any(was == 0 for _, was in parts):
            return 0.0  # certain already, one way or the other
        likelier, rest = (now / was for now, was in parts)
        if likelier == 0 or rest == 0:
            return inf if rest == 0 else -inf
        return round(log2(likelier / rest), DIGITS)

    def _refuse_impossible(self) -> None:
        if not (self.worlds.middle * self.seen).any():
            if isinstance(self.worlds, Drawn):
                raise self.worlds.impossible()
            middle = self.worlds.middle
            first = [self.signals[:number] for number in range(1, len(self.signals) + 1)]
            *others, last = next(some for some in first if not (middle * evidence(self.worlds, some)).any())
            raise _impossible(self.name, last, others)


def _open_to(scenario: Scenario, observer: str | None) -> list[Signal]:
    return [one for one in scenario.signals if observer is ANALYST or not one.by or observer in one.by]


def _later(signal: Signal, as_of: str | None) -> bool:
    """Return whether a signal is of a later day; written days sort by time."""
    return as_of is not None and signal.on is not None and signal.on > as_of


def _refuse_strange(day: str | None) -> None:
    if day is not None and not is_date(day):
        expected = "A date is written YYYY-MM-DD, such as 2024-11-29."
        raise question("not-a-date", f"`{day}` is no date", expected, "Write year, month and day.")


def _prior(belief: Belief, name: str, values: Sequence[str]) -> Row:
    if name in belief.chances:
        bands = tuple(belief.chances[name][value] for value in values)
        return Row(name, "", bands, middle(bands))
    chance = belief.chance or Band(ONE, ONE)
    own = (chance.low + chance.high) / 2
    rest = Band(ZERO, ONE - chance.low)
    thought = [value == belief.thinks[name] for value in values]
    point = tuple(own if it else (ONE - own) / (len(values) - 1) for it in thought)
    return Row(name, "", tuple(chance if it else rest for it in thought), point)


def _odds(signal: Signal) -> Mapping[str, Fraction]:
    """Return under each value the chance of what came of a signal."""
    return signal.seen_if if signal.seen else {value: ONE - chance for value, chance in signal.seen_if.items()}


def linked(uses: Mapping[str, set[str]], circumstance: str, about: Collection[str]) -> set[str]:
    """Return the circumstances whose chances hang together with that of one, among those asked about or depended on."""
    among = reached(uses, [name for name in {circumstance, *about} if name in uses])
    beside = {name: (uses[name] | {other for other in among if name in uses[other]}) & among for name in among}
    return reached(beside, [circumstance]) if circumstance in among else {circumstance}


def _told(signal: Signal, chances: Sequence[float]) -> Telling:
    """Return how much a signal tells, by the chance that each value has before it comes."""
    bits = 0.0
    comes = sum(chance * float(odds) for chance, odds in zip(chances, signal.seen_if.values(), strict=True))
    for chance, odds in zip(chances, map(float, signal.seen_if.values()), strict=True):
        for likely, overall in ((odds, comes), (1 - odds, 1 - comes)):
            bits += chance * likely * log2(likely / overall) if chance * likely > 0 else 0.0
    return Telling(signal.name, signal.about, max(round(bits, DIGITS), 0.0), comes)


def _impossible(observer: str | None, signal: Signal, others: Sequence[Signal]) -> QuestionError:
    who = "the scenario" if observer is ANALYST else f"`{observer}`"
    came = "was seen" if signal.seen else "was looked for and did not come"
    beside = f", after {', '.join(f'`{one.name}`' for one in others)}" if others else ""
    return QuestionError(
        (
            Problem(
                "impossible-evidence",
                f"Signal `{signal.name}` {came}, which cannot be for {who}{beside}",
                f"What came of it has a chance under some value of `{signal.about}` that can be.",
                "Correct the numbers under `seen if`, or the chances of the circumstance or of the belief.",
                signal.place,
            ),
        )
    )
