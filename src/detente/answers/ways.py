"""The ways of play round the status quo: the states that it passes through, and the moves between them.

Play may pass through very many states. Where these are more than can be drawn, only the shortest ways to the nearest
prospects, and into the first cycles, are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.answers.analysis import NEAREST, Leg, move, path_legs
from detente.answers.moves import Move
from detente.answers.run import Run, State
from detente.engine.paths import Play

MOST = 40
"""States that can be drawn."""


@dataclass(frozen=True)
class Ways:
    """States through which play passes, the status quo first and nearest first, and the moves between them.

    `levels` says of each state after how many moves play is there at the earliest. `moves` are undeterred under the
    leading concept. `whole` says that these are all the states that play can pass through; otherwise `moves` are only
    those of the shortest ways.
    """

    states: tuple[State, ...]
    levels: tuple[int, ...]
    moves: tuple[Move, ...]
    whole: bool


def ways(run: Run) -> Ways | None:
    """Return the ways of play from the status quo; None where that is unknown, or where they are too many to draw."""
    play = run.play()
    if play is None:
        return None
    whole = len(play.tree.order) <= MOST
    legs = _all(run, play.tree.order.tolist()) if whole else _shortest(play)
    places = play.tree.order.tolist() if whole else _passed(play, legs)
    if len(places) > MOST:
        return None
    return Ways(
        tuple(run.states[place] for place in places),
        tuple(int(play.tree.length[place]) for place in places),
        tuple(move(run, *leg) for leg in legs),
        whole,
    )


def _all(run: Run, places: Sequence[int]) -> list[Leg]:
    """Return the undeterred moves among some states."""
    among = set(places)
    return [
        (actor, place, to)
        for place in places
        for actor, moves in enumerate(run.verdicts().undeterred)
        for to in moves.from_(place).tolist()
        if to in among
    ]


def _shortest(play: Play) -> list[Leg]:
    """Return the moves of the shortest ways to the nearest prospects and into the first cycles, each once."""
    paths = [*play.prospects[:NEAREST], *(path for path, _ in play.cycles[:NEAREST])]
    return list(dict.fromkeys(leg for path in paths for leg in path_legs(path)))


def _passed(play: Play, legs: Sequence[Leg]) -> list[int]:
    """Return the states that moves lead through, the first state first, in the order in which play reaches them."""
    places = {play.begins, *(to for _, _, to in legs)}
    order = play.tree.order
    return [int(place) for place in order[np.isin(order, list(places))]]


__all__ = ["MOST", "Ways", "ways"]
