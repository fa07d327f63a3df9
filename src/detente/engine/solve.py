"""Solve: which states are stable for whom under a concept.

One driver serves every concept and every engine. For each actor it has the engine compute, per state, the worst
that replies can bring about there; a tempting move is deterred if that worst, where the move leads, does not exceed
the actor's standing where it stands (and, for concepts that ask it, was brought about by the move). A state is stable
for an actor if every tempting move from it is deterred.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from detente.engine.board import Board, Bools, Ints
from detente.engine.choice import choose
from detente.engine.improvements import Kind
from detente.engine.paths import Play
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept, concepts
from detente.engine.verdicts import Verdicts


class Engine(Protocol):
    """What concepts and prospects ask of a board: four questions, answered for all states at once."""

    @property
    def key(self) -> str:
        """Return the engine's name."""

    def best_answer(self, board: Board, actor: int, rank: Ints) -> Ints:
        """Return the best rank that the actor has at each state or one own move away."""

    def least(self, board: Board, kind: Kind, actor: int, value: Ints) -> Ints:
        """Return the least value at each state or where sequences of the others' moves of a kind lead from it."""

    def loose(self, board: Board, kind: Kind, actor: int, worst: Ints, standing: Ints, caused: bool) -> Bools:
        """Return the states from which the actor has a move of a kind that nothing deters."""

    def play(self, verdicts: Verdicts, begins: int) -> Play:
        """Return where play from a state can go under a concept."""


@dataclass(eq=False)
class Solver:
    """Answers concepts on one board, each once, with the engine that suits the board unless one is given."""

    board: Board
    asked: Engine | None = None
    progress: Progress = silent
    _answers: dict[str, Verdicts] = field(default_factory=dict)
    _plays: dict[tuple[str, int], Play] = field(default_factory=dict)

    @functools.cached_property
    def engine(self) -> Engine:
        """Return the engine asked for, or the one that suits the board."""
        return self.asked or choose(self.board)

    def verdicts(self, concept: Concept) -> Verdicts:
        """Return the verdicts of a concept, computed once."""
        if concept.key not in self._answers:
            self._answers[concept.key] = self._solve(concept)
        return self._answers[concept.key]

    def play(self, concept: Concept, begins: int) -> Play:
        """Return where play from a state can go under a concept, worked out once."""
        if (concept.key, begins) not in self._plays:
            self._plays[concept.key, begins] = self.engine.play(self.verdicts(concept), begins)
        return self._plays[concept.key, begins]

    def _solve(self, concept: Concept) -> Verdicts:
        board = self.board
        stable = np.empty((len(board.actors), board.count), dtype=np.bool_)
        worst, standing = [], []
        for actor in board.actors:
            done = (len(self._answers) + actor / len(board.actors)) / len(concepts())
            self.progress(f"{concept.title}, actor {actor + 1} of {len(board.actors)}", min(done, 1.0))
            worst_here, own = self._worst(concept, actor)
            loose = self.engine.loose(board, concept.tempts, actor, worst_here, own, concept.caused)
            np.logical_not(loose, out=stable[actor])
            worst.append(worst_here)
            standing.append(own)
        return Verdicts(board, concept, stable, tuple(worst), tuple(standing))

    def _worst(self, concept: Concept, actor: int) -> tuple[Ints, Ints]:
        """Return the worst at each state as the actor expects it, and its standings on the same scale."""
        board, view = self.board, self.board.views.get(actor)
        if concept.replies == "none":
            most = np.iinfo(board.ranks.dtype).max  # above every standing: no reply counts
            return np.broadcast_to(board.ranks.dtype.type(most), (board.count,)), board.ranks[actor]
        if view is None or not concept.credible:
            return self._expected(board, concept, actor, board.ranks[actor]), board.ranks[actor]
        seen = self._expected(view.board, concept, actor, view.board.ranks[actor])
        if (view.at >= 0).all():
            return seen[view.at], view.own
        # What the actor takes to be impossible refutes its belief once it is there: it sees the world as it is.
        plain = self._expected(board, concept, actor, view.own)
        return np.where(view.at >= 0, seen[np.maximum(view.at, 0)], plain), view.own

    def _expected(self, board: Board, concept: Concept, actor: int, rank: Ints) -> Ints:
        if concept.replies == "none":
            raise RuntimeError(f"{concept.key} has no replies to expect")
        value = rank if concept.hurts == "at once" else self.engine.best_answer(board, actor, rank)
        return self.engine.least(board, concept.replies, actor, value)
