"""The chain: play from a state as a random walk, with the chance of each move.

Play has no chances of its own. A *process* gives it some: at each state a mover is drawn, by weights, and the mover
takes one of its moves, each equally likely among those that the process allows it. Who has no such move stays put and
another mover is drawn, so that a chain counts moves only. Where play ends does not depend on that: turns that change
nothing are steps of the chain that begin and end in the same state.

Only states that play can reach are in the chain. Its states are numbered by *place*, in the order in which they are
met; play begins at place 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Arcs, Board, Ints
from detente.engine.budget import afford
from detente.engine.improvements import Tempting
from detente.engine.verdicts import Verdicts

Choice = Literal["undeterred", "improvements", "best"]
"""Among which moves a mover chooses: those that nothing deters; all that it prefers; the best of these."""

CHOICES: tuple[Choice, ...] = get_args(Choice)

Chances = NDArray[np.float64]

Rows = Callable[[Ints], Arcs]
"""What gives the moves from some states, one row each."""

A_MOVE, A_STATE = 100, 520
"""Bytes that a move and a state of the chain take while the chain is made and solved, about."""


@dataclass(frozen=True)
class Process:
    """How play goes on: among which moves the mover chooses, and what each actor weighs when it is drawn.

    An actor of weight 0 never moves. Weights are finite and not all 0.

    >>> Process("best", (1.0, 2.0))
    Process(choice='best', weights=(1.0, 2.0))
    """

    choice: Choice
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        """Raise ValueError where weights say nothing."""
        if not all(0 <= weight < float("inf") for weight in self.weights) or not any(self.weights):
            raise ValueError(f"weights must be finite, not negative and not all 0: {self.weights}")

    def rows(self, board: Board, verdicts: Verdicts | None) -> tuple[Rows, ...]:
        """Return what gives each actor's moves; `verdicts` are asked only for those that nothing deters."""
        if self.choice == "undeterred":
            if verdicts is None:
                raise ValueError("what deters moves is asked, but no verdicts are given")
            return tuple(moves.rows for moves in verdicts.undeterred)
        if self.choice == "best":
            return tuple(Best(board, actor).rows for actor in board.actors)
        return tuple(Tempting(board, "improvements", actor).rows for actor in board.actors)


@dataclass(frozen=True, eq=False)
class Best:
    """The best improvements of an actor: those after which it stands highest."""

    board: Board
    actor: int

    def rows(self, states: Ints) -> Arcs:
        """Return them from the given states, one row each."""
        better = Tempting(self.board, "improvements", self.actor).rows(states)
        rank = self.board.ranks[self.actor][better.to]
        sizes = np.diff(better.first)
        top = np.maximum.reduceat(rank, better.first[:-1][sizes > 0]) if rank.size else rank
        return better.keep(rank == np.repeat(top, sizes[sizes > 0]))


@dataclass(frozen=True, eq=False)
class Chain:
    """The states that play can reach, and the chance of each move from them.

    `states[p]` is the state at place p. Moves from it are those from `first[p]` up to before `first[p + 1]`: move m is
    made by `mover[m]`, leads to the place `to[m]` and has, at place p, the chance `chance[m]`.
    """

    states: Ints
    first: Ints
    to: Ints
    mover: Ints
    chance: Chances

    @property
    def origin(self) -> Ints:
        """Return the place from which each move leads."""
        return np.repeat(np.arange(len(self.states), dtype=np.int32), np.diff(self.first))


def chain(rows: Sequence[Rows], weights: Sequence[float], begins: int, count: int) -> Chain:
    """Return the chain of play from a state of a board of so many states.

    `rows` gives each actor's moves, `weights` what it weighs when a mover is drawn. Raises TooLargeError where the
    moves would not fit in memory.
    """
    movers = [actor for actor, weight in enumerate(weights) if weight > 0]
    weights = [weight / max(weights) for weight in weights]  # so that no sum of them is too large
    place = np.full(count, -1, dtype=np.int32)
    place[begins] = met = 0
    frontier = np.array([begins], dtype=np.int32)
    levels, steps, many = [frontier], [_no_moves()], 0
    while frontier.size:
        found = _level([rows[actor](frontier) for actor in movers], movers, weights)
        many += len(found.to)
        afford(many * A_MOVE + met * A_STATE, f"{many:,} moves of play and more")
        ahead = np.unique(found.to)
        ahead = ahead[place[ahead] < 0]
        steps.append(_Level(found.origin + met, found.to, found.mover, found.chance))
        met += len(frontier)
        place[ahead] = met + np.arange(len(ahead), dtype=np.int32)
        frontier = ahead
        levels.append(frontier)
    states = np.concatenate(levels)
    origin, to, mover, chance = (np.concatenate(parts) for parts in zip(*map(_parts, steps), strict=True))
    order = np.argsort(origin, kind="stable")
    first = np.concatenate(([0], np.cumsum(np.bincount(origin, minlength=len(states)))))
    return Chain(states, first, place[to[order]], mover[order], chance[order])


@dataclass(frozen=True, eq=False)
class _Level:
    """Moves from the states first met after the same number of moves."""

    origin: Ints
    to: Ints
    mover: Ints
    chance: Chances


def _parts(level: _Level) -> tuple[NDArray[Any], ...]:
    return level.origin, level.to, level.mover, level.chance


def _no_moves() -> _Level:
    none = np.zeros(0, dtype=np.int32)
    return _Level(none, none, np.zeros(0, dtype=np.int16), np.zeros(0))


def _level(found: Sequence[Arcs], movers: Sequence[int], weights: Sequence[float]) -> _Level:
    """Return the moves from some states, numbered from 0 there, with their chances."""
    sizes = [np.diff(arcs.first) for arcs in found]
    drawn = sum((size > 0) * weights[actor] for actor, size in zip(movers, sizes, strict=True))
    chance = [
        np.repeat(weights[actor] / (np.maximum(size, 1) * np.where(size > 0, drawn, 1.0)), size)
        for actor, size in zip(movers, sizes, strict=True)
    ]
    mover = [np.full(len(arcs), actor, dtype=np.int16) for actor, arcs in zip(movers, found, strict=True)]
    origin = np.concatenate([arcs.origin for arcs in found])
    return _Level(
        origin.astype(np.int32), np.concatenate([arcs.to for arcs in found]), np.concatenate(mover),
        np.concatenate(chance),
    )  # fmt: skip
