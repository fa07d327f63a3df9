"""Verify: check a certificate straight from the definitions, without trusting the solver.

Everything is worked out again with sets and loops from the board's moves and ranks alone. It is slower than the
solver and shares none of its code, on purpose.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from detente.engine.board import Board
from detente.engine.certificate import Certificate, Temptation
from detente.engine.paths import Step
from detente.engine.stability import Concept


def verify(board: Board, concept: Concept, given: Certificate) -> list[str]:
    """Return what is wrong with a certificate; an empty list means that it holds.

    The board must be the one for which the certificate was made.
    """
    actor, state = given.actor, given.state
    if given.concept != concept.key or actor not in board.actors or not 0 <= state < board.count:
        return ["the certificate is for another concept, or for no actor or state of this board"]
    tempting = set(_tempting(board, concept.tempts, actor, state, board.ranks[actor]))
    if {t.to for t in given.temptations} != tempting:
        return ["the temptations listed are not those that exist"]
    wrong = []
    if given.stable != all(t.fate == "punished" for t in given.temptations):
        wrong.append("the verdict does not follow from the fates of the temptations")
    for temptation in given.temptations:
        wrong += _check(board, concept, actor, state, temptation)
    return wrong


def _check(board: Board, concept: Concept, actor: int, state: int, it: Temptation) -> Iterator[str]:
    own = _own(board, concept, actor, state)
    after = _Outlook(board, concept, actor, it.to)
    before = _Outlook(board, concept, actor, state)
    if it.fate == "unpunished":
        if after.least() <= own:
            yield f"a reply to the move to {it.to} hurts after all"
        return
    if (it.begins, it.viewed) != (after.state, after.viewed):
        yield f"the replies to the move to {it.to} begin in the wrong place"
    if it.fate == "uncaused" and (it.anyway_begins, it.anyway_viewed) != (before.state, before.viewed):
        yield f"what comes anyway, without the move to {it.to}, begins in the wrong place"
    end = yield from after.follow(it.replies)
    if after.value(end) > own:
        yield f"the replies to the move to {it.to} do not hurt"
    if it.fate == "uncaused":
        end = yield from before.follow(it.anyway)
        if not concept.caused or before.value(end) > after.least():
            yield f"what comes anyway is not as bad as the replies to the move to {it.to}"
    elif concept.caused and after.value(end) >= before.least():
        yield f"staying put is not safer than the move to {it.to}"


class _Outlook:
    """What an actor expects from a state on: the board that it has in mind, and the replies there."""

    def __init__(self, board: Board, concept: Concept, actor: int, state: int) -> None:
        view = board.views.get(actor) if concept.replies in ("improvements", "lean") else None
        self.viewed = view is not None and view.at[state] >= 0
        self.board = view.board if view is not None and self.viewed else board
        self.state = int(view.at[state]) if view is not None and self.viewed else state
        self.concept, self.actor = concept, actor
        self.rank = self.board.ranks[actor] if view is None or self.viewed else view.own

    def value(self, state: int) -> int:
        if self.concept.hurts == "at once":
            return int(self.rank[state])
        answers = self.board.moves[self.actor].from_(state)
        return int(max([self.rank[state], *(self.rank[t] for t in answers)]))

    def replies(self, mover: int, state: int) -> list[int]:
        if self.concept.replies == "none" or mover == self.actor:
            return []
        if self.concept.replies == "moves":
            return [int(t) for t in self.board.moves[mover].from_(state)]
        return _tempting(self.board, self.concept.replies, mover, state, self.board.ranks[mover])

    def least(self) -> float:
        """Return the least value that legal sequences can bring about, the beginning included."""
        if self.concept.replies == "none":
            return float("inf")
        known: set[tuple[int, int]] = set()
        waiting = [(-1, self.state)]
        while waiting:
            last, state = waiting.pop()
            for mover in self.board.actors:
                if mover != last:
                    fresh = {(mover, t) for t in self.replies(mover, state)} - known
                    known |= fresh
                    waiting += fresh
        return min(self.value(state) for state in {self.state} | {t for _, t in known})

    def follow(self, steps: tuple[Step, ...]) -> Generator[str, None, int]:
        """Yield what is illegal in a sequence of replies; return the state in which it ends."""
        state, last = self.state, -1
        for step in steps:
            if step.mover == last:
                yield f"actor {last} moves twice running"
            if step.mover not in self.board.actors or step.to not in self.replies(step.mover, state):
                yield f"actor {step.mover} cannot or would not reply with the move from {state} to {step.to}"
                return state
            state, last = step.to, step.mover
        return state


def _own(board: Board, concept: Concept, actor: int, state: int) -> int:
    view = board.views.get(actor) if concept.replies in ("improvements", "lean") else None
    return int(board.ranks[actor][state] if view is None else view.own[state])


def _tempting(board: Board, kind: str, actor: int, state: int, rank: object) -> list[int]:
    better = [int(t) for t in board.moves[actor].from_(state) if rank[t] > rank[state]]  # type: ignore[index]
    if kind == "improvements":
        return better
    made = {t: _changes(board, actor, state, t) for t in better}
    return [t for t in better if not any(made[u] < made[t] and rank[u] >= rank[t] for u in better)]  # type: ignore[index]


def _changes(board: Board, actor: int, state: int, to: int) -> frozenset[tuple[int, int]]:
    """Return the own options that a move changes with their new values; in graph form the move itself, whole."""
    own = [k for k, owner in enumerate(board.owner) if owner == actor]
    if not own and board.values.shape[1] == 1:
        return frozenset({(-1, to)})
    return frozenset((k, int(board.values[to, k])) for k in own if board.values[to, k] != board.values[state, k])
