"""Words of chance: what the scenario's own table calls a chance."""

from __future__ import annotations

from collections.abc import Mapping

from detente.prospects.bounds import DIGITS, Bounds
from detente.scenario.model import Band

SURE = 1e-12
"""From certainty, less than which is only rounding."""


def word(words: Mapping[str, Band], chance: float) -> str:
    """Return the word for a chance: of all whose band has it the one with the narrowest, else the nearest.

    What is so in every world is certain, and what is so in none impossible: as far as the model goes.

    >>> from detente.scenario.words import tables
    >>> [word(tables()["icd203"].bands, one) for one in (0, 0.004, 0.28, 0.55, 1)]
    ['impossible', 'almost no chance', 'unlikely', 'even chance', 'certain']
    """
    if chance <= SURE or chance >= 1 - SURE:
        return "impossible" if chance < 0.5 else "certain"
    # Words of equal bands come in the order of the table.
    return min(words, key=lambda one: (_away(words[one], chance), words[one].high - words[one].low))


def _away(band: Band, chance: float) -> float:
    """Return how far a chance is from a band; 0 within it."""
    return round(max(float(band.low) - chance, chance - float(band.high), 0.0), DIGITS)


def span_of_words(words: Mapping[str, Band], bounds: Bounds) -> str:
    """Return the words at both ends of a chance's bounds: `very unlikely to unlikely`, or one word where they agree."""
    low, high = word(words, bounds.low), word(words, bounds.high)
    return low if low == high else f"{low} to {high}"
