"""Informing: how much a signal still to come would tell of the outcome (the value of information, in bits).

On average a signal takes away as much doubt of the outcome as the two have information in common: whether it comes and
whether the outcome does. It is never less than nothing, and 0 where the signal has nothing to do with the outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from detente.prospects.drivers.errors import standard_error
from detente.prospects.drivers.subject import Subject
from detente.prospects.readings import DIGITS
from detente.prospects.worlds import Chances
from detente.scenario.model import Signal


@dataclass(frozen=True)
class Informing:
    """How much a signal that is still to come would tell of the outcome.

    `bits` of doubt that it takes away on average, whether it comes or not; `comes` is the chance that it comes. `given`
    has the chance of the outcome if it comes and if it does not, None for what cannot be. Where worlds were drawn
    `error` is the standard error of `bits`.
    """

    signal: str
    circumstance: str
    bits: float
    comes: float
    given: tuple[float | None, float | None]
    error: float | None = None


def informing(subject: Subject, signals: Sequence[Signal]) -> tuple[Informing, ...]:
    """Return what signals would tell of the outcome, the most telling first."""
    found = []
    for signal in signals:
        odds = _odds(subject, signal)
        joint = _joint(subject, odds)
        comes, stays = joint.sum(axis=0).tolist()
        given = tuple(
            float(both / whole) if whole > 0 else None for both, whole in zip(joint[0], (comes, stays), strict=True)
        )
        bits = max(round(_common(joint), DIGITS), 0.0)
        error = None
        if subject.drawn:
            error = float(standard_error(_common(_joint(one, odds)) for one in subject.apart()))
        found.append(Informing(signal.name, signal.about, bits, comes, (given[0], given[1]), error))
    return tuple(sorted(found, key=lambda one: -one.bits))


def _odds(subject: Subject, signal: Signal) -> Chances:
    """Return by world the chance that a signal comes."""
    found = np.zeros(len(subject.worlds))
    for value, chance in signal.seen_if.items():
        found[subject.worlds.having(signal.about, value)] = float(chance)
    return found


def _joint(subject: Subject, odds: Chances) -> Chances:
    """Return the chances of the outcome and of its opposite (rows) with the signal coming and not coming (columns)."""
    rows = [subject.weight * subject.share, subject.weight * (1 - subject.share)]
    return np.array([[row @ odds, row @ (1 - odds)] for row in rows])


def _common(joint: Chances) -> float:
    """Return the information that the rows and the columns of a table of chances have in common, in bits."""
    apart = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    pairs = zip(joint.ravel().tolist(), apart.ravel().tolist(), strict=True)
    return sum(both * log2(both / alone) for both, alone in pairs if both > 0)
