"""Gridded: a board on a grid as compiled kernels want it, and what they find on it.

Nothing is listed. The moves that count are masks, a word or a few for each state and actor, and the search runs
strategy by strategy of the actor in question, each small enough for the nearest memory, on all cores.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from detente.engine.board import Board, Bools, Grid, Ints
from detente.engine.improvements import Kind
from detente.engine.kernels.groups import Array, Desk, best, desk, improvements, lean_of_many, undeterred
from detente.engine.kernels.play import sinks, spread
from detente.engine.kernels.search import GROUPS, Room, others_of, room, search
from detente.engine.paths import Play, Tree, apart, played
from detente.engine.plain import Plain
from detente.engine.threads import shared, taken
from detente.engine.verdicts import Verdicts, comes_to_one

SPREAD = 1 << 15
"""States from which work is worth sharing among cores."""

FEW = 1 << 10
"""States up to which moves are listed where that is sooner done than to compile what finds them without, and cells are
never looked at together, so that this is not compiled."""

KEPT = 3
"""Arrays laid out on the grid that are kept beside everybody's ranks: what one answer gave is asked for by the next."""

MANY = 32
"""Strategies from which on the parts of all moves are looked at together."""

SHARE = 5
"""Cells are looked at together where one of 2 ** SHARE of them waits to be expanded, or is found in a round."""

NEAR = 64
"""Strategies that lie nearer to each other than so many cells share the pieces in which memory comes."""

BLOCK = 1 << 14
"""Ranks of neighbouring groups that are worked on together: they stay in the nearest memory."""


@dataclass(eq=False)
class Gridded:
    """A board on a grid as the kernels want it, with the masks of each kind of move once they have been worked out."""

    board: Board
    grid: Grid
    workers: int
    _masks: dict[Kind, tuple[Array, Array]] = field(default_factory=dict)
    _kept: dict[tuple[int, tuple[int, ...]], tuple[Ints, Array]] = field(default_factory=dict)
    _answers: dict[int, Ints] = field(default_factory=dict)
    _axes: dict[int, Array] = field(default_factory=dict)
    _shape: tuple[int, int, bool | None] = (0, 0, None)
    _free_rooms: list[Room] = field(default_factory=list)
    _desks: dict[int, list[Desk]] = field(default_factory=dict)
    _few: Plain = field(default_factory=Plain)

    def __post_init__(self) -> None:
        """Choose the words of masks."""
        most = max(self.grid.sizes)
        self.fold = 4 if most <= 16 else 5
        self.bits = 1 << self.fold
        self.word: type[np.unsignedinteger[Any]] = np.uint16 if most <= 16 else np.uint32
        self.words = -(-most // self.bits)
        self.sizes = np.array(self.grid.sizes, dtype=np.int64)
        self.strides = np.array(self.grid.strides, dtype=np.int64)
        self._sharing = self.workers if len(self.grid.state) >= SPREAD else 1
        self.straight = self.grid.full and bool((self.grid.cell == np.arange(len(self.grid.cell))).all())

    def best_answer(self, actor: int, rank: Ints) -> Ints:
        """Return the best rank that the actor has at each state or one own move away."""
        if _place(rank) != _place(self.board.ranks[actor]):
            return self._best(actor, rank)
        if actor not in self._answers:  # several concepts ask for it
            self._answers[actor] = self._best(actor, rank)
        return self._answers[actor]

    def _best(self, actor: int, rank: Ints) -> Ints:
        laid, out = self._laid(rank), np.empty(len(self.grid.state), dtype=np.int32)
        self._by_groups(actor, best, (laid, laid), (self._reversible(actor),), out, np.empty(0, np.bool_))
        return self._states(out)

    def least(self, kind: Kind, actor: int, value: Ints) -> Ints:
        """Return the least value at each state or where sequences of the others' moves of a kind lead from it."""
        worth = self._laid(value)
        others = [j for j in self.board.actors if j != actor]
        if kind == "moves" and self.grid.full and all(self._reversible(j) for j in others):
            return self._by_own_strategy(actor, worth)
        legal: bool | None = not all(comes_to_one(self.board, kind, j) for j in others)
        if self.board.count <= FEW:
            if legal or self.words > 1:
                return self._few.least(self.board, kind, actor, value)
            legal = None
        masks = self._none(len(self.sizes)) if kind == "moves" else self._masks_of(kind)[1]
        if actor not in self._axes:
            self._axes[actor] = others_of(actor, self.sizes, self.strides)
        step, size = self.grid.strides[actor], self.grid.sizes[actor]
        count, how = len(worth) // size, (self.free, self.members, self._axes[actor], self.fold, legal)
        together = self.board.count > FEW
        many = max(1, count >> SHARE) if together else count + 1
        rooms = self._rooms(actor, count, legal, together)
        out = np.empty(len(worth), dtype=np.int32)

        def work(begin: int, end: int) -> None:
            mine, marks = taken(*rooms)
            if step >= NEAR or len(worth) < SPREAD:
                search(worth, masks, *how, count, step, size, 0, begin, end, many, *mine, marks, out)
            else:
                there = slice(begin, end)
                found = np.empty((end - begin) * count, dtype=np.int32)
                values, moves = _sliced(worth, size, step, there), _sliced(masks, size, step, there)
                search(values, moves, *how, count, count, size, begin, begin, end, many, *mine, marks, found)
                out.reshape(-1, size, step)[:, there] = found.reshape(end - begin, -1, step).swapaxes(0, 1)
            rooms[0].append((mine, marks))

        shared(work, size, self._sharing)
        return self._states(out)

    def loose(self, kind: Kind, actor: int, worst: Ints, standing: Ints, caused: bool) -> Bools:
        """Return the states from which the actor has a move of a kind that nothing deters."""
        rank = self.board.ranks[actor]
        if kind == "improvements" and not caused and _place(standing) == _place(rank):
            if worst.strides == (0,):  # it is the same wherever one goes
                found: Bools = (self.best_answer(actor, rank) > rank) & (rank < worst[0])
                return found
            # Some move leads to a better rank and to a better worst: to a better one of both.
            above, arrays = np.empty(len(self.grid.state), dtype=np.bool_), (self._laid(rank), self._laid(worst))
            self._by_groups(actor, best, arrays, (self._reversible(actor),), np.empty(0, np.int32), above)
            return self._states(above)
        if self.board.count <= FEW:
            return self._few.loose(self.board, kind, actor, worst, standing, caused)
        masks = np.empty((len(self.grid.state), self.words), dtype=self.word)
        self._undeterred(kind, actor, worst, standing, caused, masks, 0)
        return self._states(np.logical_or.reduce(masks, axis=1))

    def play(self, verdicts: Verdicts, begins: int) -> Play:
        """Return where play from a state can go under a concept."""
        if self.board.count <= FEW:
            return self._few.play(verdicts, begins)
        concept = verdicts.concept
        masks = np.empty((len(self.grid.state), len(self.sizes) * self.words), dtype=self.word)
        for i, (worst, standing) in enumerate(zip(verdicts.worst, verdicts.standing, strict=True)):
            self._undeterred(concept.tempts, i, worst, standing, concept.caused, masks, i * self.words)
        none = np.empty(0, np.int32)
        most = int(self.sizes.sum())
        graph = (False, none, none, none, self.sizes, self.strides, masks, self.words, self.fold, most)
        cell = int(self.grid.cell[begins])
        order, before, mover, length = spread(graph, cell, len(self.grid.state))
        cycle = sinks(graph, cell, len(self.grid.state))
        tree = self._tree(order, before, mover, length)
        return played(tree, verdicts.rests(tree.order), apart(self._states(cycle)))

    def _undeterred(
        self, kind: Kind, actor: int, worst: Ints, standing: Ints, caused: bool, masks: Array, place: int
    ) -> None:
        """Write by cell which strategies an actor is tempted to and not deterred from, into `masks` from `place` on."""
        ahead = self._masks_of(kind)[0][actor] if kind == "lean" else np.empty((0, 0), dtype=self.word)
        arrays = (self._laid(self.board.ranks[actor]), self._laid(standing), self._laid(worst))
        self._by_groups(actor, undeterred, arrays, (ahead, caused), self.words, place, masks, fold=True)

    def _tree(self, order: Array, before: Array, mover: Array, length: Array) -> Tree:
        if self.straight:
            return Tree(order, before, mover, length)
        came = self._states(before)
        came = np.where(came >= 0, self.grid.state[np.maximum(came, 0)], np.int32(-1))
        return Tree(self.grid.state[order], came, self._states(mover), self._states(length))

    # Between states and cells.

    @cached_property
    def cell(self) -> Array:
        """Return the cell of each state, in the numbers by which arrays are read at once."""
        return self.grid.cell.astype(np.intp)

    def _laid(self, by_state: Ints) -> Array:
        """Return numbers by state as 32-bit numbers by cell, -1 at holes; the last few are kept."""
        if self.straight:
            return np.ascontiguousarray(by_state, dtype=np.int32)
        key = _place(by_state)
        if key not in self._kept:
            laid = np.full(len(self.grid.state), -1, dtype=np.int32)
            laid[self.cell] = by_state
            self._keep(key, by_state, laid)
        return self._kept[key][1]

    def _keep(self, key: tuple[int, tuple[int, ...]], by_state: Ints, laid: Array) -> None:
        while len(self._kept) > len(self.sizes) + KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = by_state, laid  # the first is kept so that no other array can come to lie where it lies

    def _states(self, by_cell: Array) -> Array:
        if self.straight:
            return by_cell
        by_state = by_cell[self.cell]
        if by_cell.dtype == np.int32:
            self._keep(_place(by_state), by_state, by_cell)
        return by_state

    # Masks.

    def _rooms(
        self, actor: int, count: int, legal: bool | None, together: bool
    ) -> tuple[list[Room], Callable[[], Room]]:
        """Return what room there is to search slices of `count` cells of an actor, and how to make more."""
        others = self._axes[actor]
        shape = count, int(others[:, GROUPS].sum()), legal
        if shape != self._shape:
            self._shape, self._free_rooms = shape, []  # no other room is kept
        return self._free_rooms, partial(room, others, count, self.free, legal, together)

    def _none(self, actors: int) -> Array:
        """Return masks of no cell, where moves are told apart without any."""
        return np.empty((actors, self.words, 0), dtype=self.word)

    def _reversible(self, actor: int) -> bool:
        size = self.grid.sizes[actor]
        return int(np.count_nonzero(self.grid.allowed[actor])) == size * (size - 1)

    def _by_own_strategy(self, actor: int, worth: Array) -> Ints:
        """Return the least value of each own strategy: on a grid without holes the others reach all there is.

        Where that is the same whatever the actor does, as the best answers to all that the others can do are, one
        number stands for all states.
        """
        shape = (-1, self.grid.sizes[actor], self.grid.strides[actor])
        cube = worth.reshape(shape)
        least = cube.min(axis=(0, 2))
        if (least == least[0]).all():
            return np.broadcast_to(least[0], worth.shape)
        return self._states(np.broadcast_to(least[None, :, None], cube.shape).reshape(-1))

    @cached_property
    def members(self) -> Array:
        """Return the masks of strategies that are states, by group and word, one actor's after the other's.

        It is empty where the grid has no holes: all are.
        """
        if self.grid.full:
            return np.empty(0, dtype=self.word)
        return np.concatenate([self._there(j) for j in self.board.actors])

    def _there(self, actor: int) -> Array:
        size = self.grid.sizes[actor]
        states = (self.grid.state >= 0).reshape(-1, size, self.grid.strides[actor])
        there = np.zeros((len(states), states.shape[2], self.words), dtype=self.word)
        for own in range(size):
            there[:, :, own >> self.fold] |= states[:, own].astype(self.word) << (own & self.bits - 1)
        return there.reshape(-1)

    @cached_property
    def free(self) -> Array:
        """Return, by actor and strategy, the mask of strategies from which the actor may move there."""
        free = np.zeros((len(self.sizes), max(self.grid.sizes), self.words), dtype=self.word)
        for j, allowed in enumerate(self.grid.allowed):
            for word in range(self.words):
                origins = allowed[word * self.bits : (word + 1) * self.bits]
                free[j, : len(allowed), word] = (1 << np.arange(len(origins))) @ origins
        return free

    def _masks_of(self, kind: Kind) -> tuple[Array, Array]:
        """Return the masks, by actor and cell, of where moves of a kind lead (lean ones only) and whence they come."""
        if kind not in self._masks:
            shape = (len(self.sizes), self.words, len(self.grid.state))
            ahead = np.empty(shape if kind == "lean" else (len(self.sizes), 0, 0), dtype=self.word)
            back = np.empty(shape, dtype=self.word)
            for j in self.board.actors:
                kernel, more = self._lean(j) if kind == "lean" else (improvements, _no_parts(self.grid.sizes[j]))
                self._by_groups(j, kernel, (self._laid(self.board.ranks[j]),), more, ahead[j], back[j], fold=True)
            self._masks[kind] = ahead, back
        return self._masks[kind]

    def _lean(self, actor: int) -> tuple[Callable[..., None], tuple[Array, ...]]:
        """Return the kernel that tells which improvements are lean, and what it is to know of their parts."""
        own, weight, lookup = self._own(actor)
        if MANY < len(lookup) <= 4 * len(own):
            return lean_of_many, (own, weight, lookup)
        return improvements, _parts(own)

    def _own(self, actor: int) -> tuple[Array, Array, Array]:
        """Return the values of an actor's options in each of its strategies, and how to find a strategy by them."""
        mine = np.flatnonzero(self.board.owner == actor)
        own = self.board.values[np.ix_(self.grid.examples(actor), mine)].astype(np.int64)
        sizes = own.max(axis=0, initial=0) + 1
        weight = np.concatenate(([1], np.cumprod(sizes)[:-1])).astype(np.int64)
        lookup = np.full(int(sizes.prod()), -1, dtype=np.int64)
        lookup[own @ weight[: own.shape[1]]] = np.arange(len(own))
        return own, weight, lookup

    # Groups of cells.

    def _by_groups(
        self,
        actor: int,
        kernel: Callable[..., None],
        arrays: tuple[Array, ...],
        more: tuple[object, ...],
        *out: object,
        fold: bool = False,
    ) -> None:
        size, stride = self.grid.sizes[actor], self.grid.strides[actor]
        count, word = len(self.grid.state) // size, (self.fold,) if fold else ()
        desks = self._desks.setdefault(size, [])
        make = partial(desk, size, min(count, max(32, BLOCK // size)), self.words, self.word)

        def work(begin: int, end: int) -> None:
            mine = taken(desks, make)
            kernel(*arrays, size, stride, self.grid.allowed[actor], *more, begin, end, *mine, *word, *out)
            desks.append(mine)

        shared(work, count, self._sharing)


def _sliced(by_cell: Array, size: int, stride: int, which: slice) -> Array:
    """Return arrays by cell, the last axis, for some strategies of an actor: the cells of each brought together."""
    *more, cells = by_cell.shape
    apart = by_cell.reshape(*more, cells // (size * stride), size, stride)[..., which, :]
    return np.ascontiguousarray(apart.swapaxes(-3, -2)).reshape(*more, cells // size * (which.stop - which.start))


def _place(array: Array) -> tuple[int, tuple[int, ...]]:
    """Return where an array lies: two of the same length that lie there are the same."""
    return array.ctypes.data, array.strides


def _parts(own: Array) -> tuple[Array, Array]:
    """Return, for each move of an actor between strategies, those to which true parts of it lead.

    `own[c, k]` is the value of option k in strategy c; `part[first[c, y]:first[c, y + 1]]` are the strategies between c
    and y: each option has one of both values there.
    """
    size, options = own.shape
    same = [
        np.packbits(own[:, None, k : k + 8] == own[None, :, k : k + 8], axis=2)[:, :, 0] for k in range(0, options, 8)
    ]
    counts, parts = np.zeros((size, size + 1), dtype=np.int64), []
    for c in range(size):
        between = ~np.eye(size, dtype=np.bool_)
        between[:, c] = False
        for agree in same:
            between &= (agree[c] | agree) == agree[c, c]
        counts[c, 1:] = between.sum(axis=1)
        parts.append(np.nonzero(between)[1])
    return np.cumsum(counts).reshape(counts.shape), np.concatenate(parts)


def _no_parts(size: int) -> tuple[Array, Array]:
    """Return the same where parts of moves are not looked at."""
    return np.zeros((size, size + 1), dtype=np.int64), np.empty(0, dtype=np.int64)
