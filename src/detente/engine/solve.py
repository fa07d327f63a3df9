"""Solve: which states are stable for whom under a concept, and which moves nothing deters.

One driver serves every concept. For each actor it computes, per state, the worst that replies can bring about
there; a tempting move is deterred if that worst, where the move leads, does not exceed the actor's standing where
it stands (and, for concepts that ask it, was brought about by the move). A state is stable for an actor if every
tempting move from it is deterred.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Ints
from detente.engine.improvements import improvements, lean
from detente.engine.reach import Replies, least, replies
from detente.engine.stability import Concept

NEVER_HURTS = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The answer of one concept on a board.

    `stable[i, s]` says whether state s is stable for actor i; `tempting[i]` holds the moves that actor i
    considers and `undeterred[i]` those that nothing deters; `worst[i, s]` is the worst standing, on the scale of
    `standing[i, s]`, that replies can bring about for i at s (for concepts without replies: above every standing).
    """

    concept: Concept
    stable: Bools
    tempting: tuple[Arcs, ...]
    undeterred: tuple[Arcs, ...]
    worst: Ints
    standing: Ints

    @property
    def equilibria(self) -> Ints:
        """Return the states that are stable for every actor."""
        return np.flatnonzero(self.stable.all(axis=0))


@dataclass(eq=False)
class Solver:
    """Answers concepts on one board, sharing what they have in common."""

    board: Board
    _answers: dict[str, Verdicts] = field(default_factory=dict)
    _made: dict[tuple[object, ...], Arcs] = field(default_factory=dict)

    def verdicts(self, concept: Concept) -> Verdicts:
        """Return the verdicts of a concept, computed once."""
        if concept.key not in self._answers:
            self._answers[concept.key] = self._solve(concept)
        return self._answers[concept.key]

    def _solve(self, concept: Concept) -> Verdicts:
        board = self.board
        stable = np.ones((len(board.actors), board.count), dtype=np.bool_)
        worst = np.full(stable.shape, NEVER_HURTS, dtype=np.int64)
        standing = board.ranks.astype(np.int64).copy()
        tempting, undeterred = [], []
        for actor in board.actors:
            moves = self.arcs(board, concept.tempts, actor)
            if concept.replies != "none":
                worst[actor], standing[actor] = self._worst(concept, actor)
            origin, to = moves.origin, moves.to
            deterred = worst[actor][to] <= standing[actor][origin]
            if concept.caused:
                deterred &= worst[actor][to] < worst[actor][origin]
            stable[actor, origin[~deterred]] = False
            tempting.append(moves)
            undeterred.append(moves.keep(~deterred))
        return Verdicts(concept, stable, tuple(tempting), tuple(undeterred), worst, standing)

    def _worst(self, concept: Concept, actor: int) -> tuple[Ints, Ints]:
        """Return the worst at each state as the actor expects it, and its standings on the same scale."""
        board, view = self.board, self.board.views.get(actor)
        if view is None or not concept.credible:
            return self._expected(board, concept, actor, board.ranks[actor]), board.ranks[actor]
        seen = self._expected(view.board, concept, actor, view.board.ranks[actor])
        if (view.at >= 0).all():
            return seen[view.at], view.own
        # What the actor takes to be impossible refutes its belief once it is there: it sees the world as it is.
        plain = self._expected(board, concept, actor, view.own)
        return np.where(view.at >= 0, seen[np.maximum(view.at, 0)], plain), view.own

    def _expected(self, board: Board, concept: Concept, actor: int, rank: Ints) -> Ints:
        value = rank if concept.hurts == "at once" else best_answer(board, actor, rank)
        return least(self._replies(board, concept.replies, actor), value)

    def _replies(self, board: Board, kind: str, actor: int) -> Replies:
        others = [other for other in board.actors if other != actor]
        backward = {other: self._backward(board, kind, other) for other in others}
        return replies(backward, board.count, all(comes_to_one(board, kind, other) for other in others))

    def arcs(self, board: Board, kind: str, actor: int) -> Arcs:
        """Return the arcs of a kind for an actor on the board or a view of it, worked out once."""
        return self._once((*_sort(board, kind, actor), "forward"), lambda: arcs_of(board, kind, actor))

    def _backward(self, board: Board, kind: str, actor: int) -> Arcs:
        return self._once((*_sort(board, kind, actor), "backward"), self.arcs(board, kind, actor).backwards)

    def _once(self, key: tuple[object, ...], make: Callable[[], Arcs]) -> Arcs:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def _sort(board: Board, kind: str, actor: int) -> tuple[object, ...]:
    """Return what tells arcs apart: moves, kind and wants. A view mostly shares them with the actual board."""
    return (id(board.moves[actor]), kind, b"" if kind == "moves" else board.ranks[actor].tobytes())


def arcs_of(board: Board, kind: str, actor: int) -> Arcs:
    """Return the arcs of a kind for an actor: all its `moves`, its `improvements`, or its `lean` improvements."""
    if kind == "moves":
        return board.moves[actor]
    return improvements(board, actor) if kind == "improvements" else lean(board, actor)


def comes_to_one(board: Board, kind: str, actor: int) -> bool:
    """Return whether two such arcs of an actor running always amount to one (or lead back).

    Improvements inherit it from moves, since ranks are transitive; lean improvements only where they have no parts.
    """
    return board.transitive[actor] and (kind != "lean" or int((board.owner == actor).sum()) < 2)


def best_answer(board: Board, actor: int, rank: Ints) -> Ints:
    """Return the best rank that the actor has at each state or one own move away."""
    best = rank.astype(np.int64).copy()
    moves = board.moves[actor]
    busy = np.flatnonzero(np.diff(moves.first))
    if busy.size:
        best[busy] = np.maximum(best[busy], np.maximum.reduceat(rank[moves.to], moves.first[busy]))
    return best
