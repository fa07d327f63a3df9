"""Generated boards: options on a grid, with holes, one-way options and three kinds of wants; and listed arcs.

They are made as arrays, so that compiling is not in what is measured on them. Every choice comes from a seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.engine.board import Blocks, Board, Bools, Grid, Ints, Values, arcs
from detente.engine.states import dense

STATEMENTS = 15
"""Statements in the list of each actor that has one."""


@dataclass(frozen=True)
class Kind:
    """What a generated board is like.

    `bits[i]` is the number of binary options of actor i; `feasible` the share of their combinations that are
    states; `one_way` how many actors have a first option that can only be taken; `ranks` is "random" (a
    permutation), "weights" (of options and of pairs of them, added up) or "statements" (an ordered list).
    """

    bits: tuple[int, ...]
    feasible: float = 1.0
    one_way: int = 0
    ranks: str = "weights"
    seed: int = 1


def shares(options: int, actors: int) -> tuple[int, ...]:
    """Return the options dealt out evenly, as numbers by actor."""
    return tuple(options // actors + (i < options % actors) for i in range(actors))


def board(kind: Kind) -> Board:
    """Return a board of that kind, on a grid; play begins in its first state."""
    luck = np.random.default_rng([kind.seed, sum(kind.bits), len(kind.bits)])
    options = sum(kind.bits)
    cell = _cells(luck, kind.bits, kind.feasible)
    state = np.full(1 << options, -1, dtype=np.int32)
    state[cell] = np.arange(len(cell), dtype=np.int32)
    allowed = tuple(_allowed(bits, i < kind.one_way) for i, bits in enumerate(kind.bits))
    grid = Grid(tuple(1 << bits for bits in kind.bits), cell, state, allowed)
    ranks = np.empty((len(kind.bits), len(cell)), dtype=np.int32)
    for i in range(len(kind.bits)):
        ranks[i] = _ranks(kind.ranks, luck, cell, options)
    return Board(
        values=_values(cell, options),
        owner=np.repeat(np.arange(len(kind.bits)), kind.bits),
        moves=tuple(Blocks(grid, i) for i in range(len(kind.bits))),
        ranks=ranks,
        start=0,
        transitive=(True,) * len(kind.bits),
    )


def listed(count: int, actors: int, moves: int, seed: int = 1) -> Board:
    """Return a board as of graph form: so many moves between listed states, at random, and random ranks.

    Two moves of an actor running do not come to one there, so replies are searched by last mover.
    """
    luck = np.random.default_rng([seed, count, actors])
    each = [_arcs(luck, count, moves // actors) for _ in range(actors)]
    return Board(
        values=np.arange(count, dtype=np.uint32)[:, None],
        owner=np.array([-1]),
        moves=tuple(arcs(origin, to, count) for origin, to in each),
        ranks=np.stack([luck.permutation(count).astype(np.int32) for _ in range(actors)]),
        start=0,
        transitive=(False,) * actors,
    )


def _arcs(luck: np.random.Generator, count: int, most: int) -> tuple[Ints, Ints]:
    """Return moves between different states, each once."""
    pairs = np.unique(luck.integers(0, count * count, most))
    origin, to = pairs // count, pairs % count
    return origin[origin != to], to[origin != to]


def _cells(luck: np.random.Generator, bits: Sequence[int], share: float) -> Ints:
    """Return the cells that are states; a strategy that would be one in no state gets one."""
    if share == 1:
        return np.arange(cells(bits), dtype=np.int32)
    there = luck.random(cells(bits), dtype=np.float32) < share
    for i, own in enumerate(bits):
        by_strategy = there.reshape(-1, 1 << own, cells(bits[:i]))
        by_strategy[0, ~by_strategy.any(axis=(0, 2)), 0] = True
    return np.flatnonzero(there).astype(np.int32)


def _allowed(bits: int, one_way: bool) -> Bools:
    """Return between which strategies an actor may pass."""
    strategy = np.arange(1 << bits)
    allowed: Bools = strategy[:, None] != strategy[None, :]
    if one_way:
        allowed &= (strategy[:, None] & 1) <= (strategy[None, :] & 1)
    return allowed


def _values(cell: Ints, options: int) -> Values:
    columns = np.empty((options, len(cell)), dtype=np.uint8)  # by column, as compiling makes them
    for k in range(options):
        columns[k] = cell >> k & 1
    return columns.T


def _ranks(how: str, luck: np.random.Generator, cell: Ints, options: int) -> Ints:
    if how == "weights":
        return _weights(luck, cell, options)
    return _statements(luck, cell, options) if how == "statements" else luck.permutation(len(cell)).astype(np.int32)


def _weights(luck: np.random.Generator, cell: Ints, options: int) -> Ints:
    total = np.zeros(len(cell), dtype=np.int32)
    for k in range(options):
        total += luck.integers(-99, 100, dtype=np.int32) * (cell >> k & 1)
    for _ in range(2 * options):
        one, other = luck.choice(options, 2, replace=False)
        total += luck.integers(-99, 100, dtype=np.int32) * (cell >> int(one) & cell >> int(other) & 1)
    total -= total.min()
    return dense(total, int(total.max()) + 1)


def _statements(luck: np.random.Generator, cell: Ints, options: int) -> Ints:
    truths = np.zeros(len(cell), dtype=np.int32)
    for _ in range(STATEMENTS):
        truth = np.ones(len(cell), dtype=np.bool_)
        for k in luck.choice(options, luck.integers(1, 4), replace=False).tolist():
            truth &= (cell >> k & 1) == luck.integers(2)
        truths = truths * 2 + truth
    return dense(truths, 1 << STATEMENTS)


def small(kind: Kind) -> Kind:
    """Return a kind of few states on which the same machine code runs, to load it before anything is timed."""
    most = max(kind.bits)
    return Kind((most, *(min(bits, 2) for bits in kind.bits[1:])), kind.feasible, kind.one_way, kind.ranks, kind.seed)


def cells(bits: Sequence[int]) -> int:
    """Return how many combinations there are."""
    return prod(1 << one for one in bits)
