"""The difference of two texts, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST = 20_000_000
"""Lines before times lines after that are compared; beyond, all that lies between is told as one change."""

AROUND = 3
"""Lines that are shown around what differs."""


@dataclass(frozen=True)
class Line:
    """A line of a difference: its number before and after (None where it is not there), and its text.

    `kind` is `same`, `gone` or `new`, or `skipped` for lines that are left out between.
    """

    kind: Literal["same", "gone", "new", "skipped"]
    before: int | None
    after: int | None
    text: str


def difference(before: str, after: str) -> list[Line]:
    r"""Return what differs between two texts, with some lines around it.

    >>> [(line.kind, line.text) for line in difference("a\nb", "a\nc")]
    [('same', 'a'), ('gone', 'b'), ('new', 'c')]
    """
    old, new = before.splitlines(), after.splitlines()
    steps = codes(old, new)
    if not any(kind != "equal" for kind, *_ in steps):
        return []
    found: list[Line] = []
    for place, (kind, first, last, begin, end) in enumerate(steps):
        if kind == "equal":
            lead, tail = AROUND * (place > 0), AROUND * (place < len(steps) - 1)
            found += _alike(old, first, last, begin - first, lead, tail)
        else:
            found += [Line("gone", number + 1, None, old[number]) for number in range(first, last)]
            found += [Line("new", None, number + 1, new[number]) for number in range(begin, end)]
    return found


def _alike(old: list[str], first: int, last: int, shift: int, lead: int, tail: int) -> list[Line]:
    """Return lines that are the same in both, those in the middle left out where they are many."""
    every = range(first, last)
    if len(every) <= lead + tail:
        return [Line("same", number + 1, number + 1 + shift, old[number]) for number in every]
    ends = [_alike(old, first, first + lead, shift, lead, 0), _alike(old, last - tail, last, shift, 0, tail)]
    return [*ends[0], Line("skipped", None, None, ""), *ends[1]]


def codes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return what differs, as `SequenceMatcher` tells it; what both begin and end with alike is not compared."""
    shorter = min(len(old), len(new))
    begin = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    end = next((at for at in range(shorter - begin) if old[-1 - at] != new[-1 - at]), shorter - begin)
    middle = old[begin : len(old) - end], new[begin : len(new) - end]
    found: list[tuple[str, int, int, int, int]] = [("equal", 0, begin, 0, begin)] if begin else []
    if len(middle[0]) * len(middle[1]) > MOST:
        found.append(("replace", begin, len(old) - end, begin, len(new) - end))
    else:
        steps = SequenceMatcher(None, *middle).get_opcodes()
        found += [(kind, i + begin, j + begin, m + begin, n + begin) for kind, i, j, m, n in steps]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found
