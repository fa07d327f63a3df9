"""Certificates: the reason of one verdict, in moves that anyone can check.

For each tempting move a certificate shows either the sequence of replies that punishes it, or that nothing does.
It is made on demand for one state, from the same arrays as the verdict.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from detente.engine.board import Arcs, Board, Bools, Ints
from detente.engine.solve import Solver, best_answer
from detente.engine.stability import Concept


@dataclass(frozen=True)
class Step:
    """One move of a sequence: who moves, and the state that it leads to."""

    mover: int
    to: int


@dataclass(frozen=True)
class Temptation:
    """A tempting move and what becomes of it.

    `fate` is "punished" (by `replies`, a legal sequence that begins at `to`; empty where the place that the move
    leads to is itself no better after all), "unpunished" (no sequence hurts), or "uncaused" (`replies` hurts, but
    `anyway`, a sequence from the state itself, brings as bad without the move). Sequences run on the actor's view
    where `viewed` says so, and its states are then numbered by the view; `begins` is the state there in which
    `replies` begins.
    """

    to: int
    fate: Literal["punished", "unpunished", "uncaused"]
    replies: tuple[Step, ...] = ()
    begins: int = -1
    viewed: bool = False
    anyway: tuple[Step, ...] = ()
    anyway_begins: int = -1
    anyway_viewed: bool = False


@dataclass(frozen=True)
class Certificate:
    """Why a state is, or is not, stable for an actor under a concept."""

    concept: str
    actor: int
    state: int
    stable: bool
    temptations: tuple[Temptation, ...]


def certificate(solver: Solver, concept: Concept, actor: int, state: int) -> Certificate:
    """Return the reason of one verdict; all tempting moves are listed, those that nothing deters first."""
    verdicts = solver.verdicts(concept)
    undeterred = set(verdicts.undeterred[actor].from_(state).tolist())
    tempting = verdicts.tempting[actor].from_(state).tolist()
    found = [
        _temptation(solver, concept, actor, state, to, to in undeterred)
        for to in sorted(tempting, key=lambda to: (to not in undeterred, to))
    ]
    return Certificate(concept.key, actor, state, not undeterred, tuple(found))


def _temptation(solver: Solver, concept: Concept, actor: int, state: int, to: int, undeterred: bool) -> Temptation:
    verdicts = solver.verdicts(concept)
    standing, worst = verdicts.standing[actor], verdicts.worst[actor]
    bound = int(standing[state])
    if worst[to] > bound:
        return Temptation(to, "unpunished")
    board, rank, begins, viewed = _seen(solver.board, concept, actor, to)
    value = _value(board, concept, actor, rank)
    if not undeterred:
        if concept.caused:
            bound = min(bound, int(worst[state]) - 1)
        replies = _sequence(solver, board, concept, actor, begins, value <= bound)
        return Temptation(to, "punished", replies, begins, viewed)
    replies = _sequence(solver, board, concept, actor, begins, value <= bound)
    here, here_rank, starts, here_viewed = _seen(solver.board, concept, actor, state)
    at_home = _value(here, concept, actor, here_rank) <= int(worst[to])
    anyway = _sequence(solver, here, concept, actor, starts, at_home)
    return Temptation(to, "uncaused", replies, begins, viewed, anyway, starts, here_viewed)


def _seen(board: Board, concept: Concept, actor: int, state: int) -> tuple[Board, Ints, int, bool]:
    """Return the board on which the actor expects replies at a state, its ranks there, the state, and whose it is."""
    view = board.views.get(actor) if concept.credible else None
    if view is None:
        return board, board.ranks[actor], state, False
    if view.at[state] < 0:
        return board, view.own, state, False
    return view.board, view.board.ranks[actor], int(view.at[state]), True


def _value(board: Board, concept: Concept, actor: int, rank: Ints) -> Ints:
    return rank if concept.hurts == "at once" else best_answer(board, actor, rank)


def _sequence(
    solver: Solver, board: Board, concept: Concept, actor: int, begins: int, hurts: Bools
) -> tuple[Step, ...]:
    """Return a shortest legal sequence of the others' replies from `begins` to a state that hurts."""
    others = {other: solver.arcs(board, concept.replies, other) for other in board.actors if other != actor}
    return _shortest(others, begins, hurts)


def _shortest(arcs: Mapping[int, Arcs], begins: int, arrived: Bools) -> tuple[Step, ...]:
    """Return a shortest legal sequence to a state where `arrived` holds; the caller knows that there is one."""
    if arrived[begins]:
        return ()
    came: dict[tuple[int, int], tuple[int, int] | None] = {(-1, begins): None}
    queue = deque(came)
    while queue:
        node = queue.popleft()
        last, state = node
        for mover, moves in arcs.items():
            for to in moves.from_(state).tolist() if mover != last else ():
                if (mover, to) in came:
                    continue
                came[mover, to] = node
                if arrived[to]:
                    return _trace(came, (mover, to))
                queue.append((mover, to))
    raise RuntimeError("no sequence leads to a state that the solver says can be reached")


def _trace(came: Mapping[tuple[int, int], tuple[int, int] | None], node: tuple[int, int]) -> tuple[Step, ...]:
    steps = []
    while (before := came[node]) is not None:
        steps.append(Step(*node))
        node = before
    return tuple(reversed(steps))
