"""Part: a board of some of the states of another, with the moves between these."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.engine.board import Arcs, Board, Ints, Moves


def part(board: Board, states: Ints) -> Board:
    """Return the board of some states, numbered anew in their order; the start is one of them, and views are left out.

    >>> from detente.engine.board import arcs
    >>> moves = arcs(np.array([0, 0, 2]), np.array([1, 2, 0]), 3)
    >>> line = Board(np.arange(3)[:, None], np.array([0]), (moves,), np.array([[0, 2, 1]]), 0, (True,))
    >>> part(line, np.array([0, 2])).moves[0].listed().to.tolist()
    [1, 0]
    """
    place = np.full(board.count, -1, dtype=np.int32)
    place[states] = np.arange(len(states), dtype=np.int32)
    return replace(
        board,
        values=board.values[states],
        moves=tuple(_between(moves, states, place) for moves in board.moves),
        ranks=board.ranks[:, states],
        start=int(place[board.start]),
        views={},
    )


def _between(moves: Moves, states: Ints, place: Ints) -> Arcs:
    """Return the moves from some states to others of them, by their places among these."""
    every = moves.rows(states)
    within = every.keep(place[every.to] >= 0)
    return Arcs(within.first, place[within.to])
