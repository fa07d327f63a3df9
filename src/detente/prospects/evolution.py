"""Evolution: play from the status quo as a random walk, where it comes to rest and how likely.

The chances are an assumption about who moves and how (`detente.prospects.chain`). They follow from no concept of
stability: a concept says which moves nothing deters, not how likely they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.engine.board import Board, Bools, Ints
from detente.engine.verdicts import Verdicts
from detente.prospects.absorption import Absorption, absorption
from detente.prospects.bounds import DIGITS
from detente.prospects.chain import Chain, Chances, Process, chain
from detente.prospects.likely import Way, likely_ways


@dataclass(frozen=True, eq=False)
class Round:
    """States among which play goes round for ever once it is there, and the chance that it comes there."""

    states: Ints
    chance: float


@dataclass(frozen=True, eq=False)
class Evolution:
    """Where a process leads from a state.

    `rests` are the states in which it comes to rest, the likeliest first, then by number, and `chances` how likely each
    is. `rounds` are the cycles that it can fall into, in the same order. `moves` is the expected number of moves until
    play is at rest or in a cycle, `moves_to_rest` that of play that comes to rest (None where none does).
    """

    chain: Chain
    rests: Ints
    chances: Chances
    rounds: tuple[Round, ...]
    moves: float
    moves_to_rest: float | None
    _ended: Bools

    @cached_property
    def rested(self) -> float:
        """Return the chance that play comes to rest."""
        return float(self.chances.sum())

    def ways(self, most: int) -> tuple[Way, ...]:
        """Return the likeliest ways to where play rests or begins to go round, at most so many."""
        return likely_ways(self.chain, self._ended, most)


def evolution(board: Board, begins: int, process: Process, verdicts: Verdicts | None = None) -> Evolution:
    """Return where a process leads from a state of a board.

    `verdicts` say what deters moves; they are needed where the process asks that. Raises TooLargeError where the moves
    of play would not fit in memory, QuestionError where play goes on for too long to be told.
    """
    walk = chain(process.rows(board, verdicts), process.weights, begins, board.count)
    found = absorption(walk)
    ended = found.closed[found.part]
    rests = np.flatnonzero(np.diff(walk.first) == 0)
    chances = found.share[found.part[rests]]
    order = np.lexsort((walk.states[rests], -chances.round(DIGITS)))
    return Evolution(
        walk, walk.states[rests][order], chances[order], _rounds(walk, found, ended), found.moves,
        found.moves_to_rest, ended,
    )  # fmt: skip


def _rounds(walk: Chain, found: Absorption, ended: Bools) -> tuple[Round, ...]:
    """Return the closed classes of several states, the likeliest first, then by their first state."""
    inside = np.flatnonzero(ended & (np.diff(walk.first) > 0))
    inside = inside[np.argsort(found.part[inside], kind="stable")]
    classes, begins = np.unique(found.part[inside], return_index=True)
    groups = np.split(walk.states[inside], begins[1:]) if len(classes) else []
    rounds = [Round(np.sort(group), float(found.share[one])) for one, group in zip(classes, groups, strict=True)]
    return tuple(sorted(rounds, key=lambda one: (-round(one.chance, DIGITS), int(one.states[0]))))
