"""Together: what is asked of many grounds at once, worked out side by side."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.engine import compiled
from detente.engine.ensemble import Samples
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.grounds.ground import Ground, Rested

SMALL = 1 << 12
"""States of all grounds together up to which they are judged one by one before kernels have been loaded."""

PIECE = 1 << 26
"""Bytes of ranks that a thread holds at a time."""

WORKERS = 8
"""Threads at most."""


def solve(
    grounds: Iterable[Ground],
    concepts: Collection[Concept],
    rests: bool = True,
    stable: bool = False,
    progress: Progress = silent,
) -> None:
    """Work out for many grounds at once where play comes to rest, or which states are stable for whom.

    They may come from different scenarios that share their layouts.
    """
    asked = tuple(concepts)
    wanted = dict.fromkeys(one for one in grounds if any(one.lacks(concept, rests, stable) for concept in asked))
    if not compiled.available() or sum(one.layout.states.length for one in wanted) <= SMALL:
        return  # each answers for itself when it is asked
    layouts: dict[int, dict[int, list[Ground]]] = {}
    for one in wanted:
        if one.apart is None and not (rests and one.start < 0):
            layouts.setdefault(one.layout.number, {}).setdefault(one.start if rests else -1, []).append(one)

    def judge(groups: dict[int, list[Ground]]) -> None:
        for group in groups.values():
            for piece in _pieces(group):
                _together(piece, asked, rests, stable)

    # What is kept is kept by layout, so that no two threads touch the same; kernels let other threads run.
    with ThreadPoolExecutor(min(WORKERS, os.cpu_count() or 1)) as pool:
        for place, _ in enumerate(pool.map(judge, layouts.values())):
            progress("Where play comes to rest" if rests else "What holds", place / len(layouts))


def _pieces(group: list[Ground]) -> Iterator[list[Ground]]:
    viewers = {actor for one in group for actor in one.seen}
    layout = group[0].layout
    size = max(1, PIECE // (4 * layout.states.length * len(layout.board.actors) * (1 + len(viewers))))
    return (group[begin : begin + size] for begin in range(0, len(group), size))


def _together(piece: list[Ground], concepts: tuple[Concept, ...], rests: bool, stable: bool) -> None:
    layout, begins = piece[0].layout, piece[0].start
    viewers = sorted({actor for one in piece for actor in one.seen})
    seen = {actor: np.stack([one.ranks(one.seen.get(actor, one.wants)) for one in piece]) for actor in viewers}
    samples = Samples(np.stack([one.ranks(one.wants) for one in piece]), seen)
    judged = layout.ensemble(concepts)
    play = judged.rests(samples, begins) if rests else {}
    verdicts = judged.stable(samples) if stable else {}
    ends = [moves.from_(begins) for moves in layout.board.moves] if rests else []
    for concept in concepts:
        for k, one in enumerate(piece):
            rested = None
            if rests:
                found = play[concept.key]
                leaving = tuple(to[free[k]] for to, free in zip(ends, found.leaving, strict=True))
                rested = Rested(np.flatnonzero(found.prospects[k]), leaving)
            one.take(concept, rested, verdicts[concept.key][k] if stable else None)
