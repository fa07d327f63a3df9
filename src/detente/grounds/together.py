"""Together: what is asked of many grounds at once, worked out side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.engine import compiled
from detente.engine.ensemble import Samples, Wants, rests_nearby, stacked
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.engine.threads import cores
from detente.grounds.ground import Ground, Rested
from detente.grounds.layout import Layout, Wanted

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
    with ThreadPoolExecutor(min(WORKERS, cores())) as pool:
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
    wants = _wants(layout, [one.wants for one in piece])
    seen = {actor: _wants(layout, [one.seen.get(actor, one.wants) for one in piece]) for actor in viewers}
    play = {one.key: rests_nearby(layout.board, one, begins, wants, seen) for one in concepts} if rests else {}
    afar = tuple(one for one in concepts if rests and play[one.key] is None)
    if afar or stable:
        samples = Samples(stacked(wants), {actor: stacked(one) for actor, one in seen.items()})
        judged = layout.ensemble(concepts)
        play |= judged.only(afar).rests(samples, begins) if afar else {}
        verdicts = judged.stable(samples) if stable else {}
    ends = [moves.from_(begins) for moves in layout.board.moves] if rests else []
    for concept in concepts:
        found = play.get(concept.key)
        for k, one in enumerate(piece):
            rested = None
            if found is not None:
                leaving = tuple(to[free[k]] for to, free in zip(ends, found.leaving, strict=True))
                rests_in = found.prospects[k]
                rested = Rested(found.states[rests_in], leaving, found.length[k, rests_in])
            one.take(concept, rested, verdicts[concept.key][k] if stable else None)


def _wants(layout: Layout, everybodys: Sequence[tuple[Wanted, ...]]) -> list[Wants]:
    """Return the standings by actor on some grounds that share a layout, given what everybody wants on each."""
    found = []
    for mine in zip(*everybodys, strict=True):
        different = {one.number: one for one in mine}
        place = {number: row for row, number in enumerate(different)}
        rows = np.array([layout.rank(one) for one in different.values()])
        found.append(Wants(rows, np.array([place[one.number] for one in mine])))
    return found
