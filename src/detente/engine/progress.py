"""Progress: how long work tells what it is doing, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Told what is being done and how much of it is (0 to 1). To stop the work it raises an exception."""


def within(progress: Progress, place: int, count: int) -> Progress:
    """Return the progress of one of several pieces of work, told as part of the whole.

    >>> told = []
    >>> within(lambda doing, part: told.append((doing, part)), 1, 4)("searching", 0.5)
    >>> told
    [('searching', 0.375)]
    """

    def tell(doing: str, part: float) -> None:
        progress(doing, (place + part) / count)

    return tell


def silent(doing: str, part: float) -> None:
    """Tell nobody."""
