"""The plain engine: moves listed one by one, whole-array operations, nothing compiled.

It needs no preparation, so it serves small boards; and the fast engine is held to its answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Ints, Moves
from detente.engine.improvements import Kind, Tempting
from detente.engine.paths import Play, play
from detente.engine.reach import Replies, least
from detente.engine.verdicts import Verdicts, comes_to_one, nothing_deters


@dataclass(eq=False)
class Plain:
    """Answers the engine's three questions from listed moves, which it keeps for the next question."""

    key = "plain"
    _made: dict[tuple[object, ...], tuple[Moves, Arcs]] = field(default_factory=dict)

    def best_answer(self, board: Board, actor: int, rank: Ints) -> Ints:
        """Return the best rank that the actor has at each state or one own move away."""
        best = rank.copy()
        moves = self._arcs(board, "moves", actor)
        busy = np.flatnonzero(np.diff(moves.first))
        if busy.size:
            best[busy] = np.maximum(best[busy], np.maximum.reduceat(rank[moves.to], moves.first[busy]))
        return best

    def least(self, board: Board, kind: Kind, actor: int, value: Ints) -> Ints:
        """Return the least value at each state or where sequences of the others' moves of a kind lead from it."""
        others = [other for other in board.actors if other != actor]
        movers = [self._arcs(board, kind, other) for other in others]
        transitive = all(comes_to_one(board, kind, other) for other in others)
        return least(Replies(board.count, movers, transitive), value)

    def loose(self, board: Board, kind: Kind, actor: int, worst: Ints, standing: Ints, caused: bool) -> Bools:
        """Return the states from which the actor has a move of a kind that nothing deters."""
        moves = self._arcs(board, kind, actor)
        origin = moves.origin
        found = np.zeros(board.count, dtype=np.bool_)
        found[origin[nothing_deters(worst, standing, origin, moves.to, caused)]] = True
        return found

    def play(self, verdicts: Verdicts, begins: int) -> Play:
        """Return where play from a state can go under a concept."""
        return play(verdicts, begins)

    def _arcs(self, board: Board, kind: Kind, actor: int) -> Arcs:
        """Return the arcs of a kind for an actor on the board or a view of it, worked out once."""
        key = _sort(board, kind, actor)
        if key not in self._made:  # moves are kept too, so no others can have their id
            self._made[key] = board.moves[actor], Tempting(board, kind, actor).listed()
        return self._made[key][1]


def _sort(board: Board, kind: str, actor: int) -> tuple[object, ...]:
    """Return what tells arcs apart: moves, kind and wants. A view mostly shares them with the actual board."""
    return (id(board.moves[actor]), kind, b"" if kind == "moves" else board.ranks[actor].tobytes())
