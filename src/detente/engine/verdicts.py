"""Verdicts: the answer of one concept on a board, and the moves that nothing deters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Ints
from detente.engine.improvements import Kind, Tempting
from detente.engine.stability import Concept


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The answer of one concept on a board.

    `stable[i, s]` says whether state s is stable for actor i; `worst[i][s]` is the worst standing, on the scale of
    `standing[i][s]`, that replies can bring about for i at s (for concepts without replies: above every standing).
    """

    board: Board
    concept: Concept
    stable: Bools
    worst: tuple[Ints, ...]
    standing: tuple[Ints, ...]

    @property
    def equilibria(self) -> Ints:
        """Return the states that are stable for every actor."""
        return np.flatnonzero(self.stable.all(axis=0))

    def rests(self, states: Ints) -> Bools:
        """Return which of the states are stable for every actor."""
        stays: Bools = np.logical_and.reduce(self.stable[:, states], axis=0)
        return stays

    @property
    def tempting(self) -> tuple[Tempting, ...]:
        """Return, for each actor, the moves that it considers."""
        return tuple(Tempting(self.board, self.concept.tempts, actor) for actor in self.board.actors)

    @property
    def undeterred(self) -> tuple[Undeterred, ...]:
        """Return, for each actor, the moves that nothing deters."""
        return tuple(Undeterred(self, actor) for actor in self.board.actors)


@dataclass(frozen=True, eq=False)
class Undeterred:
    """The moves of an actor that nothing deters under a concept, worked out for the states asked about.

    It answers as `Moves` do.
    """

    verdicts: Verdicts
    actor: int

    def rows(self, states: Ints) -> Arcs:
        """Return the moves from the given states, one row each."""
        given, i = self.verdicts, self.actor
        tempting = given.tempting[i].rows(states)
        origin = np.asarray(states)[tempting.origin]
        return tempting.keep(
            nothing_deters(given.worst[i], given.standing[i], origin, tempting.to, given.concept.caused)
        )

    def from_(self, state: int) -> Ints:
        """Return the states that one such move from `state` leads to."""
        given, i = self.verdicts, self.actor
        tempting = given.tempting[i].from_(state)
        here = np.array([state])
        return tempting[nothing_deters(given.worst[i], given.standing[i], here, tempting, given.concept.caused)]

    def listed(self) -> Arcs:
        """Return all of them, one by one."""
        return self.rows(np.arange(self.verdicts.board.count))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.listed())


def nothing_deters(worst: Ints, standing: Ints, origin: Ints, to: Ints, caused: bool) -> Bools:
    """Return which moves nothing deters: the worst there is above the standing here, or was not caused by moving."""
    loose: Bools = worst[to] > standing[origin]
    return loose | (worst[to] >= worst[origin]) if caused else loose


def comes_to_one(board: Board, kind: Kind | str, actor: int) -> bool:
    """Return whether two moves of a kind of one actor running always amount to one (or lead back).

    Improvements inherit it from moves, since ranks are transitive; lean improvements only where they have no parts.
    """
    return board.transitive[actor] and (kind != "lean" or int((board.owner == actor).sum()) < 2)
