"""Budget: what a model takes in memory, told before it is taken.

Estimates are a little above what was measured (`docs/reference/performance.md`); what is free is asked of the system,
unless the setting DETENTE_MEMORY says how much may be used, as in `DETENTE_MEMORY=8GiB`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from detente.errors import Problem, TooLargeError, question

SURELY_THERE = 1 << 26
"""Bytes that are not asked about: 64 MiB."""

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}

LIMIT = Path("/sys/fs/cgroup/memory.max")
"""Where Linux says how much a container may use."""


def listing(rows: int, options: int) -> int:
    """Return the bytes that listing so many states of so many options takes."""
    return rows * (2 * options + 16)


def analysing(states: int, options: int, sizes: Sequence[int], cells: int) -> int:
    """Return the bytes that a whole analysis takes, on a grid of actors with `sizes` strategies each."""
    words = 2 if max(sizes, default=1) <= 16 else 4 * -(-max(sizes) // 32)
    actors = len(sizes)
    each_state = 2 * options + 40 + actors * (4 + 6 * 5)  # values, ranks; six concepts' verdicts and worst
    each_cell = 40 + actors * (3 * words + 12)  # masks of improvements and lean ones; what play is followed on
    return states * each_state + cells * each_cell


def analysing_listed(states: int, options: int, actors: int, moves: int) -> int:
    """Return the bytes that a whole analysis takes whose moves are listed one by one."""
    return states * (2 * options + 80 + actors * 40) + moves * 40


def afford(need: int, what: str) -> None:
    """Raise TooLargeError where work needs more memory than there is; `what` says what it would list."""
    if need <= SURELY_THERE:
        return
    free = available()
    if need > free:
        given = f"Analysing {what} takes about {_said(need)} of memory, and {_said(free)} are there for it"
        raise TooLargeError(
            (
                Problem(
                    "not-enough-memory",
                    given,
                    "A model is analysed state by state where it fits.",
                    "Add rules under `never`, lock options in a variant, allow more with DETENTE_MEMORY, or ask "
                    "without listing states: --engine symbolic.",
                ),
            )
        )


def available() -> int:
    """Return how many bytes may be used: as DETENTE_MEMORY says, or what is free.

    Raises QuestionError where the setting is no size.
    """
    setting = os.environ.get("DETENTE_MEMORY", "").strip()
    if setting:
        return _size(setting)
    import psutil

    free = int(psutil.virtual_memory().available)
    try:
        return min(free, int(LIMIT.read_text()) - int(psutil.Process().memory_info().rss))
    except (OSError, ValueError):  # no such limit
        return free


def _size(text: str) -> int:
    """Return a size in bytes.

    >>> _size("1.5 GiB"), _size("800M")
    (1610612736, 838860800)
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", text, re.IGNORECASE)
    if found is None:
        raise question(
            "bad-memory",
            f"DETENTE_MEMORY is `{text}`",
            "It says how much memory may be used.",
            "Write a number and a unit, as in 8GiB or 800M.",
        )
    return int(float(found[1]) * UNITS[found[2].upper()])


def _said(size: int) -> str:
    """Return a size in words.

    >>> _said(3 << 29), _said(700 << 20)
    ('1.5 GiB', '700 MiB')
    """
    return f"{size / (1 << 30):,.1f} GiB" if size >= 1 << 30 else f"{max(size, 0) >> 20:,} MiB"
