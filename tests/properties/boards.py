"""Random boards, made of arrays alone, and small ones by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
from hypothesis import strategies as st

from detente.engine.board import Arcs, Board, Ints, Moves, View, arcs

Pairs = frozenset[tuple[int, int]]
"""Moves of one actor: (from, to)."""


# ---------------------------------------------------------------- by hand


def graph(count: int, moves: Sequence[Iterable[tuple[int, int]]], ranks: Sequence[Sequence[int]]) -> Board:
    """Return a board of graph form."""
    return made(np.arange(count, dtype=np.uint8)[:, None], (-1,), [frozenset(pairs) for pairs in moves], ranks)


def made(values: Any, owner: Sequence[int], moves: Sequence[Pairs], ranks: Any, start: int = -1) -> Board:
    """Return a board; whether moves are transitive is worked out from them."""
    return Board(
        values=np.asarray(values),
        owner=np.array(owner, dtype=np.int64),
        moves=tuple(packed(pairs, len(values)) for pairs in moves),
        ranks=np.asarray(ranks, dtype=np.int64).reshape(len(moves), len(values)),
        start=start,
        transitive=tuple(transitive(pairs) for pairs in moves),
    )


def packed(pairs: Iterable[tuple[int, int]], count: int) -> Arcs:
    """Return pairs as arcs."""
    table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return arcs(table[:, 0], table[:, 1], count)


def pairs_of(moves: Moves) -> Pairs:
    """Return moves as pairs."""
    arcs = moves.listed()
    return frozenset(zip(arcs.origin.tolist(), arcs.to.tolist(), strict=True))


def transitive(pairs: Pairs) -> bool:
    """Return whether two moves running always come to one, or back."""
    after: dict[int, set[int]] = {}
    for a, b in pairs:
        after.setdefault(a, set()).add(b)
    return all(after.get(b, set()) <= after[a] | {a} for a, b in pairs)


def closed(pairs: Iterable[tuple[int, int]]) -> Pairs:
    """Return all that chains of the moves lead to, as moves."""
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return frozenset((a, b) for a, b in found if a != b)


def moves_of(board: Board) -> list[Pairs]:
    """Return every actor's moves as pairs."""
    return [pairs_of(moves) for moves in board.moves]


def with_moves(board: Board, actor: int, pairs: Iterable[tuple[int, int]]) -> Board:
    """Return the board with other moves of one actor."""
    moves = moves_of(board)
    moves[actor] = frozenset(pairs)
    return made(board.values, board.owner.tolist(), moves, board.ranks, board.start)


def with_ranks(board: Board, ranks: Any) -> Board:
    """Return the board with other ranks."""
    return replace(board, ranks=np.asarray(ranks, dtype=np.int64))


def restricted(board: Board, states: Sequence[int]) -> Board:
    """Return the board of some of the states only, in the order given."""
    place = {state: number for number, state in enumerate(states)}
    kept = [frozenset((place[a], place[b]) for a, b in pairs if a in place and b in place) for pairs in moves_of(board)]
    return made(board.values[list(states)], board.owner.tolist(), kept, board.ranks[:, list(states)])


# ---------------------------------------------------------------- at random


Draw = Callable[[st.SearchStrategy[Any]], Any]


def bits(draw: Draw, count: int) -> list[bool]:
    """Draw that many coins."""
    luck = _luck(draw)
    return [luck.random() < 0.5 for _ in range(count)]


def numbers(draw: Draw, count: int, below: int) -> list[int]:
    """Draw that many whole numbers from 0 on."""
    luck = _luck(draw)
    return [luck.randrange(below) for _ in range(count)]


def _luck(draw: Draw) -> Random:
    """Draw a source of many coins at the price of one; sizes still shrink, which is what helps a reader."""
    return Random(draw(st.integers(0, 1 << 20)))


def relation(draw: Draw, count: int, thin: int) -> Pairs:
    """Draw moves of one actor; each possible one is there with chance one in 2 to the `thin`."""
    every = [(a, b) for a in range(count) for b in range(count) if a != b]
    coins = [bits(draw, len(every)) for _ in range(thin)]
    return frozenset(pair for pair, *fell in zip(every, *coins, strict=True) if all(fell))


def standings(draw: Draw, actors: int, count: int) -> Ints:
    """Draw everybody's ranks, with ties and gaps."""
    below = draw(st.sampled_from((count + 1, 4, 2 * count)))
    return np.array([numbers(draw, count, below) for _ in range(actors)], dtype=np.int64)


@st.composite
def graphs(draw: Draw, actors: tuple[int, int] = (2, 4), states: tuple[int, int] = (3, 7)) -> Board:
    """Draw a board of graph form with any moves, common ones among them."""
    count, many = draw(st.integers(*states)), draw(st.integers(*actors))
    thin = draw(st.integers(1, 3))
    moves = [relation(draw, count, thin) for _ in range(many)]
    return graph(count, moves, standings(draw, many, count).tolist())


@st.composite
def transitive_graphs(draw: Draw, actors: tuple[int, int] = (2, 4), states: tuple[int, int] = (3, 6)) -> Board:
    """Draw a board of graph form on which everybody's moves are transitive."""
    board = draw(graphs(actors, states))
    kept = [frozenset(pair for pair in pairs if (sum(pair) + i) % 2) for i, pairs in enumerate(moves_of(board))]
    return graph(board.count, [closed(pairs) for pairs in kept], board.ranks.tolist())


@st.composite
def option_boards(
    draw: Draw, actors: tuple[int, int] = (2, 3), most: int = 16, whole: bool = False, one_way: bool = True
) -> Board:
    """Draw a board of option form; `whole` keeps every combination of values."""
    many = draw(st.integers(*actors))
    # Two options each as long as there is room; the last actors may have but one.
    radix: list[int] = []
    owner: list[int] = []
    for actor in range(many):
        for _ in range(draw(st.integers(1, 3))):
            size = draw(st.sampled_from((2, 2, 3)))
            later = 2 ** (many - 1 - actor)
            if int(np.prod([*radix, size])) * later <= most or actor not in owner:
                radix.append(size)
                owner.append(actor)
    every = [tuple(reversed(row)) for row in product(*(range(size) for size in reversed(radix)))]
    keep = [True] * len(every) if whole else [a or b for a, b in zip(*_coins(draw, len(every), 2), strict=True)]
    rows = [row for row, kept in zip(every, keep, strict=True) if kept] or every[:1]
    forward = bits(draw, len(radix)) if one_way and draw(st.booleans()) else [False] * len(radix)
    moves = [jumps(rows, owner, actor, forward) for actor in range(many)]
    return made(np.array(rows, dtype=np.uint8), owner, moves, standings(draw, many, len(rows)))


def _coins(draw: Draw, count: int, times: int) -> list[list[bool]]:
    return [bits(draw, count) for _ in range(times)]


def jumps(rows: Sequence[tuple[int, ...]], owner: Sequence[int], actor: int, forward: Sequence[bool]) -> Pairs:
    """Return the moves of one actor in option form: all others' options stay, one-way options go up."""
    own = [k for k, whose in enumerate(owner) if whose == actor]
    return frozenset(
        (a, b)
        for a, before in enumerate(rows)
        for b, after in enumerate(rows)
        if a != b
        and all(before[k] == after[k] for k in range(len(owner)) if k not in own)
        and not any(forward[k] and after[k] < before[k] for k in own)
    )


@st.composite
def viewed(draw: Draw, boards: st.SearchStrategy[Board]) -> Board:
    """Draw a board on which some actors believe in another: other ranks of others, perhaps other states."""
    board: Board = draw(boards)
    views: dict[int, View] = {}
    for actor in board.actors:
        if draw(st.booleans()):
            views[actor] = _view(draw, board, actor)
    return replace(board, views=views)


def _view(draw: Draw, board: Board, actor: int) -> View:
    """Draw what an actor takes the board to be: its states in another order, some gone, others new.

    Its own ranks come on a scale of their own, with room between those of the actual states.
    """
    count = board.count
    own = 2 * board.ranks[actor] + 5
    if draw(st.booleans()):
        ranks = standings(draw, len(board.actors), count)
        ranks[actor] = own
        return View(replace(board, ranks=ranks, views={}), np.arange(count), own)
    order = draw(st.permutations(range(count)))
    kept = [s for s, stays in zip(order, bits(draw, count), strict=True) if stays] or order[:1]
    new = _absent(board)[: draw(st.integers(0, 3))]
    values = np.array([*board.values[kept].tolist(), *new], dtype=np.uint8)
    ranks = standings(draw, len(board.actors), len(values))
    ranks[actor] = numbers(draw, len(values), 2 * count + 10)
    ranks[actor, : len(kept)] = own[kept]
    at = np.full(count, -1, dtype=np.int64)
    at[kept] = np.arange(len(kept))
    if listed(board):
        moves = [relation(draw, len(values), 1 + draw(st.integers(0, 1))) for _ in board.actors]
    else:
        rows, owner = [tuple(row) for row in values.tolist()], board.owner.tolist()
        moves = [jumps(rows, owner, other, [False] * len(owner)) for other in board.actors]
    return View(made(values, board.owner.tolist(), moves, ranks), at, own)


def _absent(board: Board) -> list[tuple[int, ...]]:
    """Return combinations of values that are no state of the board."""
    if listed(board):
        return [(board.count + extra,) for extra in range(3)]
    there = {tuple(row) for row in board.values.tolist()}
    return [row for row in product(*(range(top + 1) for top in board.values.max(axis=0))) if row not in there]


def listed(board: Board) -> bool:
    """Return whether the board is of graph form."""
    owner: list[int] = board.owner.tolist()
    return owner == [-1]


def small() -> st.SearchStrategy[Board]:
    """Draw a board of any kind without beliefs."""
    return st.one_of(graphs(), transitive_graphs(), option_boards())


def with_start(boards: st.SearchStrategy[Board]) -> st.SearchStrategy[Board]:
    """Draw a board and its status quo."""
    return boards.flatmap(lambda board: st.integers(0, board.count - 1).map(lambda s: replace(board, start=s)))


def renamed(board: Board, states: Sequence[int], actors: Sequence[int]) -> Board:
    """Return the board with state s called `states[s]` and actor i called `actors[i]`."""
    old_state = np.argsort(states)
    old_actor = np.argsort(actors)
    moves = moves_of(board)
    return made(
        board.values[old_state],
        [actors[owner] if owner >= 0 else owner for owner in board.owner.tolist()],
        [frozenset((states[a], states[b]) for a, b in moves[old]) for old in old_actor],
        board.ranks[np.ix_(old_actor, old_state)],
        states[board.start] if board.start >= 0 else -1,
    )
