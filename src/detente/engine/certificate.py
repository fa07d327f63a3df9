"""Certificates: the reason of one verdict, in moves that anyone can check.

For each tempting move a certificate shows either the sequence of replies that punishes it, or that nothing does.
It is made on demand for one state, from the same arrays as the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engine.board import Board, Bools, Ints, Moves
from detente.engine.improvements import Tempting
from detente.engine.paths import Step
from detente.engine.solve import Solver
from detente.engine.stability import Concept


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
    outlook = _outlook(solver.board, concept, actor, to)
    if not undeterred:
        if concept.caused:
            bound = min(bound, int(worst[state]) - 1)
        return Temptation(to, "punished", outlook.reply(bound), outlook.begins, outlook.viewed)
    home = _outlook(solver.board, concept, actor, state)
    return Temptation(
        to, "uncaused", outlook.reply(bound), outlook.begins, outlook.viewed,
        home.reply(int(worst[to])), home.begins, home.viewed,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Outlook:
    """What an actor expects from a state on: the board that it has in mind, its ranks there, and the state there."""

    board: Board
    concept: Concept
    actor: int
    rank: Ints
    begins: int
    viewed: bool

    def reply(self, bound: int) -> tuple[Step, ...]:
        """Return a shortest legal sequence of the others' replies to a state worth no more than `bound`."""
        kind = self.concept.replies
        if kind == "none":
            raise RuntimeError(f"{self.concept.key} has no replies")
        others = {other: Tempting(self.board, kind, other) for other in self.board.actors if other != self.actor}
        return shortest(others, self.begins, lambda states: self.value(states) <= bound, self.board.count)

    def value(self, states: Ints) -> Ints:
        """Return what states are worth, after the own answer where the concept grants one."""
        value = self.rank[states]
        if self.concept.hurts == "at once":
            return value
        answers = self.board.moves[self.actor].rows(states)
        np.maximum.at(value, answers.origin, self.rank[answers.to])
        return value


def _outlook(board: Board, concept: Concept, actor: int, state: int) -> _Outlook:
    view = board.views.get(actor) if concept.credible else None
    if view is None:
        return _Outlook(board, concept, actor, board.ranks[actor], state, viewed=False)
    if view.at[state] < 0:
        return _Outlook(board, concept, actor, view.own, state, viewed=False)
    return _Outlook(view.board, concept, actor, view.board.ranks[actor], int(view.at[state]), viewed=True)


def shortest(
    movers: Mapping[int, Moves], begins: int, arrived: Callable[[Ints], Bools], count: int
) -> tuple[Step, ...]:
    """Return a shortest legal sequence to a state where `arrived` holds; the caller knows that there is one.

    Level by level over nodes (last mover + 1) * count + state; 0 stands for no mover yet.
    """
    frontier = np.array([begins])
    if arrived(frontier)[0]:
        return ()
    before = np.zeros((max(movers) + 2) * count, dtype=np.int64)  # the node before, plus 1
    while frontier.size:
        origin, node = _onward(movers, frontier, count)
        fresh = before[node] == 0
        node, first = np.unique(node[fresh], return_index=True)
        order = np.argsort(first)
        node = node[order]
        before[node] = frontier[origin[fresh][first[order]]] + 1
        there = np.flatnonzero(arrived(node % count))
        if there.size:
            return _trace(before, int(node[there[0]]), count)
        frontier = node
    raise RuntimeError("no sequence leads to a state that the solver says can be reached")


def _onward(movers: Mapping[int, Moves], frontier: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the nodes one move on, nearest origin first, then by mover and state; and the place of each origin."""
    last, state = frontier // count - 1, frontier % count
    origins, nodes = [], []
    for mover, moves in movers.items():
        may = np.flatnonzero(last != mover)
        arcs = moves.rows(state[may])
        origins.append(may[arcs.origin])
        nodes.append((mover + 1) * count + arcs.to.astype(np.int64))
    origin, node = np.concatenate(origins), np.concatenate(nodes)
    order = np.argsort(origin, kind="stable")
    return origin[order], node[order]


def _trace(before: Ints, node: int, count: int) -> tuple[Step, ...]:
    steps = []
    while before[node]:
        steps.append(Step(node // count - 1, node % count))
        node = int(before[node]) - 1
    return tuple(reversed(steps))
