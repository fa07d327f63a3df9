"""Threads: one piece of work shared among the cores of this process, and the places at which threads work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from itertools import pairwise
from typing import TypeVar

Place = TypeVar("Place")

PIECES = 4
"""Into how many pieces for each thread work is cut: who is done early takes another."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared(work: Callable[[int, int], None], count: int, workers: int) -> None:
    """Do work on the numbers from 0 to `count`, from one to before another at a time, on several threads.

    Kernels let other threads run meanwhile. Where a piece fails, or the answer is given up, nothing goes on.

    >>> done = []
    >>> shared(lambda begin, end: done.extend(range(begin, end)), 10, workers=2)
    >>> sorted(done)
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    if workers == 1:
        work(0, count)
        return
    pool = _pool(workers, os.getpid())
    tasks = [pool.submit(work, begin, end) for begin, end in _pieces(count, PIECES * workers)]
    try:
        for task in tasks:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        wait(tasks)


def taken(places: list[Place], make: Callable[[], Place]) -> Place:
    """Return a place to work at, one that is free or a new one; who has worked there puts it back."""
    try:
        return places.pop()
    except IndexError:
        return make()


@cache
def _pool(workers: int, _process: int) -> ThreadPoolExecutor:
    """Return the threads of a process among which work is shared; a forked process does not inherit them."""
    return ThreadPoolExecutor(workers)


def _pieces(count: int, pieces: int) -> Iterator[tuple[int, int]]:
    many = max(1, min(count, pieces))
    yield from pairwise(count * piece // many for piece in range(many + 1))
