"""Signals on a time line: when each came, who knows of it, and how far it speaks for which value."""

from __future__ import annotations

from math import inf

from pydantic import Field

from detente.prospects.readings import observers
from detente.scenario.model import Scenario, Signal
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import pack_citation

STRENGTHS = ((1.0, "says nothing"), (2.0, "a slight hint"), (5.0, "a hint"), (20.0, "strong"), (inf, "very strong"))
"""Up to which ratio of odds a signal is called what; the words are ours, the number stands beside them."""


class Sign(Told):
    """A signal; `ratio` is how much likelier it is under a value it speaks for most than under the one it does least.

    It is null where the signal cannot come under the latter, and so decides.
    """

    name: str
    what: str | None
    about: str
    on: str | None = Field(description="the day, as YYYY-MM-DD; null where it has none and counts on every day")
    seen: bool
    by: list[str] = Field(description="who knows of it; empty: everybody")
    seen_if: dict[str, float] = Field(description="how likely it is under each value")
    speaks_for: list[str] = Field(
        description="the values for which it speaks most, alike; empty where it is all of them"
    )
    ratio: float | None
    strength: str
    because: str | None
    assumed: str | None
    cite: list[str]
    line: int


class TimeLine(Told):
    """All signals, by day; those without one come first."""

    as_of: str | None = Field(description="the day of the scenario")
    days: list[str] = Field(description="the days on which signals came, in order")
    observers: list[str] = Field(description="who has beliefs or signals of its own, beside the analyst")
    signals: list[Sign]


def pack_time_line(scenario: Scenario) -> TimeLine:
    """Return the signals of a scenario by day."""
    found = sorted(scenario.signals, key=lambda one: one.on or "")
    return TimeLine(
        as_of=scenario.as_of,
        days=sorted({one.on for one in scenario.signals if one.on is not None}),
        observers=[one for one in observers(scenario) if one is not None],
        signals=[_sign(one) for one in found],
    )


def _sign(given: Signal) -> Sign:
    odds = {value: chance if given.seen else 1 - chance for value, chance in given.seen_if.items()}
    high, low = max(odds.values()), min(odds.values())
    ratio = None if low == 0 else float(high / low)
    return Sign(
        name=given.name,
        what=given.what,
        about=given.about,
        on=given.on,
        seen=given.seen,
        by=list(given.by),
        seen_if={value: float(chance) for value, chance in given.seen_if.items()},
        speaks_for=[] if high == low else [value for value, chance in odds.items() if chance == high],
        ratio=ratio,
        strength=strength(ratio),
        because=given.grounds.because,
        assumed=given.grounds.assumed,
        cite=[pack_citation(one) for one in given.grounds.cite],
        line=given.place.line,
    )


def strength(ratio: float | None) -> str:
    """Return a ratio of odds in words.

    >>> [strength(ratio) for ratio in (1.0, 1.6, 4, 12, 40, None)]
    ['says nothing', 'a slight hint', 'a hint', 'strong', 'very strong', 'decides it']
    """
    if ratio is None:
        return "decides it"
    return next(word for most, word in STRENGTHS if ratio <= most)
