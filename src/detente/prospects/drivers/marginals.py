"""Marginals: numbers by world, summed over all circumstances but a few.

All groups of a few circumstances are gone through together, one circumstance after another being kept or summed away,
so that what groups share is summed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from detente.prospects.worlds import Chances

Group = tuple[int, ...]
"""Circumstances by their places, in order."""

EACH = 500
"""What handling an array costs, in units of adding a number."""


def marginals(cube: Chances, most: int) -> dict[Group, Chances]:
    """Return for each group of at most `most` circumstances the sums over all others, the smaller groups first.

    The first axis of `cube` tells kinds of numbers apart and stays; each of the others is a circumstance.

    >>> import numpy as np
    >>> {group: sums.tolist() for group, sums in marginals(np.array([[[1.0, 2.0], [3.0, 4.0]]]), 1).items()}
    {(): [10.0], (0,): [[3.0, 7.0]], (1,): [[4.0, 6.0]]}
    """
    return dict(sorted(_kept(cube, 0, (), most), key=lambda one: (len(one[0]), one[0])))


def _kept(cube: Chances, place: int, kept: Group, most: int) -> Iterator[tuple[Group, Chances]]:
    axis = 1 + len(kept)
    if axis == cube.ndim:
        yield kept, cube
        return
    yield from _kept(cube.sum(axis=axis), place + 1, kept, most)
    if len(kept) < most:
        yield from _kept(cube, place + 1, (*kept, place), most)


def cost(sizes: Sequence[int], most: int) -> int:
    """Return how much work the marginals of groups of at most `most` circumstances are, in numbers added."""
    found, left = 0, prod(sizes)
    kept = [1] + [0] * most  # by number of circumstances kept: sizes of the groups' arrays, summed
    groups = [1] + [0] * most
    for size in sizes:
        found += left * sum(kept) + EACH * sum(groups)
        left //= size
        for number in range(most, 0, -1):
            kept[number] += size * kept[number - 1]
            groups[number] += groups[number - 1]
    return found + EACH * sum(groups)
