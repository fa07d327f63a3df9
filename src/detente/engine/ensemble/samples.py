"""Samples of ranks, and what judges of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Arcs, Bools, Ints, Moves
from detente.engine.stability import Concept

Numbers = NDArray[np.integer[Any]]
Amounts = NDArray[Any]
"""Numbers of samples, or sums of their weights."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Some samples of ranks on one board.

    `ranks[k, i, s]` is the standing of state s for actor i in sample k, as any kind of integer: higher is better,
    equal is tied. `seen[i]`, in the same shape, is what actor i takes the ranks to be; its own row there is passed
    over, since its own wants it knows. `weights[k]` is what sample k counts for; without weights each counts as one.
    """

    ranks: Numbers
    seen: Mapping[int, Numbers] = field(default_factory=dict)
    weights: NDArray[np.floating[Any]] | Numbers | None = None

    def __len__(self) -> int:
        """Return how many samples there are."""
        return len(self.ranks)

    def part(self, begin: int, end: int) -> Samples:
        """Return the samples from `begin` on, up to before `end`."""
        seen = {actor: ranks[begin:end] for actor, ranks in self.seen.items()}
        return Samples(self.ranks[begin:end], seen, None if self.weights is None else self.weights[begin:end])


@dataclass(frozen=True, eq=False)
class Rests:
    """Where play from a state comes to rest under a concept, in each sample.

    `states` are those that are told of, ascending: the whole board, or those that were met (`rests_nearby`); s is a
    place among them. `prospects[k, s]`: state s is an equilibrium that play can reach in sample k; `length[k, s]` is
    the number of moves that a shortest path to it takes, -1 for all other states. `restless[k]`: play can get to where
    none can be reached any more, so that it goes round for ever. `leaving[i][k, m]`: nothing deters actor i from the
    m-th of its moves from where play begins, in the order in which the board has them.
    """

    states: Ints
    prospects: Bools
    restless: Bools
    length: Ints
    leaving: tuple[Bools, ...]


class Judge(Protocol):
    """What an ensemble asks about a batch of samples."""

    def unstable(self, samples: Samples) -> Bools:
        """Return `unstable[concept, actor, state, sample]`."""

    def rests(self, samples: Samples, begins: int) -> tuple[Ints, Bools, Bools]:
        """Return `length[concept, sample, state]`, `restless[concept, sample]` and `leaving[concept, sample, move]`.

        They are as in `Rests`, the moves of all actors one after another.
        """

    def only(self, concepts: Sequence[Concept]) -> Judge:
        """Return a judge of some of the concepts, for which nothing is prepared again."""


def listed(moves: Moves) -> Arcs:
    """Return moves one by one, however they are kept."""
    return moves if isinstance(moves, Arcs) else moves.listed()


def nowhere(concepts: int, samples: int, states: int) -> tuple[Ints, Bools]:
    """Return the answer of `Judge.rests` before anything rests or goes round.

    Lengths are as wide as the longest path asks that visits no state twice.
    """
    length = np.int16 if states - 1 <= np.iinfo(np.int16).max else np.int32
    return np.full((concepts, samples, states), -1, dtype=length), np.zeros((concepts, samples), dtype=np.bool_)


def dense(ranks: Numbers) -> Ints:
    """Return ranks in the same order that count the levels from 0, for each row of the last axis."""
    order = np.argsort(ranks, axis=-1, kind="stable")
    ascending = np.take_along_axis(ranks, order, axis=-1)
    level = np.zeros(ranks.shape, dtype=np.int32)
    np.cumsum(ascending[..., 1:] != ascending[..., :-1], axis=-1, out=level[..., 1:])
    result = np.empty_like(level)
    np.put_along_axis(result, order, level, axis=-1)
    return result
