"""Chances as words, numbers and bars."""

from __future__ import annotations

from math import ceil

from detente.prospects.bounds import Bounds

WIDTH = 20
"""Characters of a bar."""

SMALL = 0.0005
"""Differences below this are not told: they are less than a tenth of a percentage point."""

NOISE = 3
"""Standard errors by which what draws tell must be wider than nothing to be told."""


def percent(chance: float, digits: int = 0) -> str:
    """Return a chance as a percentage; what is not quite sure never looks sure.

    >>> percent(0.5467), percent(0.5467, 1), percent(0.9987), percent(0.005), percent(1.0), percent(0.0)
    ('55%', '54.7%', '> 99%', '< 1%', '100%', '0%')
    """
    if chance <= 0 or chance >= 1 - 1e-12:
        return "0%" if chance <= 0 else "100%"
    if not 0.005 < chance < 0.995:
        return "< 1%" if chance < 0.5 else "> 99%"
    return f"{100 * chance:.{digits}f}%"


def between(bounds: Bounds) -> str:
    """Return the bounds of a chance: `38 to 74%`, or nothing where there is no doubt.

    Bounds that a search found, where worlds were drawn, may be wider in truth; those that may be luck are not told.

    >>> between(Bounds(0.5, 0.38, 0.74)), between(Bounds(1.0, 1.0, 1.0))
    ('38 to 74%', '')
    >>> between(Bounds(0.5, 0.38, 0.74, exact=False, error=0.01))
    'at least 38 to 74%'
    >>> between(Bounds(0.5, 0.49, 0.51, exact=False, error=0.01))
    ''
    """
    return how(bounds) + span(bounds.low, bounds.high) if apart(bounds) else ""


def apart(bounds: Bounds) -> bool:
    """Return whether the ends of bounds are told: they are not too close together, nor may that they differ be luck."""
    return bounds.high - bounds.low >= SMALL + NOISE * (bounds.error or 0.0)


def how(bounds: Bounds) -> str:
    """Return what stands before bounds that are not exactly those of the chance."""
    return "" if bounds.exact else "within " if bounds.error is None else "at least "


def near(bounds: Bounds, digits: int = 0) -> str:
    """Return a chance as a percentage, with its standard error where worlds were drawn.

    >>> near(Bounds(0.5467, 0.38, 0.74)), near(Bounds(0.5467, 0.38, 0.74, exact=False, error=0.00123))
    ('55%', '54.7% ± 0.2')
    """
    return close(bounds.middle, bounds.error, digits)


def close(chance: float, error: float | None, digits: int = 0) -> str:
    """Return a number between 0 and 1 as a percentage, with its standard error where it has one.

    >>> close(0.5467, None), close(0.5467, 0.00123)
    ('55%', '54.7% ± 0.2')
    """
    if error is None:
        return percent(chance, digits)
    return f"{percent(chance, 1)}{margin(error)}"


def margin(error: float) -> str:
    """Return a standard error in percentage points, never too small: ` ± 0.2`."""
    return f" ± {ceil(1000 * error - 1e-9) / 10:.1f}"


def span(low: float, high: float) -> str:
    """Return two chances as the ends of a range: `38 to 74%`."""
    return f"{percent(low).removesuffix('%')} to {percent(high)}"


def bar(bounds: Bounds) -> str:
    """Return a chance as a bar that reads without colour: full up to its least value, shaded up to its greatest.

    >>> bar(Bounds(0.5, 0.25, 0.75))
    '█████▒▒▒▒▒▒▒▒▒▒·····'
    """
    low, high = round(WIDTH * bounds.low), round(WIDTH * bounds.high)
    return "█" * low + "▒" * (high - low) + "·" * (WIDTH - high)


def told(bounds: Bounds, digits: int = 0) -> str:
    """Return a chance with its bounds: `55% (38 to 74%)`."""
    around = between(bounds)
    return f"{near(bounds, digits)} ({around})" if around else near(bounds, digits)
