"""The fast engine: compiled searches, on the grid of strategies where there is one and over listed moves otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Arcs, Board, Bools, Grid, Ints
from detente.engine.gridded import Gridded
from detente.engine.improvements import Kind
from detente.engine.kernels.arcs import search_arcs, turned
from detente.engine.kernels.groups import Array
from detente.engine.kernels.play import Graph, sinks, spread
from detente.engine.paths import Play, Tree, apart, played
from detente.engine.plain import Plain
from detente.engine.threads import cores
from detente.engine.verdicts import Verdicts, comes_to_one, nothing_deters


@dataclass(eq=False)
class _Listed(Plain):
    """The plain engine with its searches compiled."""

    _turned: dict[int, Arcs] = field(default_factory=dict)

    def least(self, board: Board, kind: Kind, actor: int, value: Ints) -> Ints:
        """Return the least value at each state or where sequences of the others' moves of a kind lead from it."""
        first, before = self._backwards(board, kind)
        legal = not all(comes_to_one(board, kind, j) for j in board.actors if j != actor)
        worth = np.ascontiguousarray(value)
        return search_arcs(worth, first, before, actor, legal, np.argsort(worth, kind="stable"))

    def play(self, verdicts: Verdicts, begins: int) -> Play:
        """Return where play from a state can go under a concept."""
        count = verdicts.board.count
        graph = self._graph(verdicts)
        order, before, mover, length = spread(graph, begins, count)
        tree = Tree(order, before, mover, length)
        return played(tree, verdicts.rests(tree.order), apart(sinks(graph, begins, count)))

    def _backwards(self, board: Board, kind: Kind) -> tuple[Array, Array]:
        rows = [self._backward(board, kind, j) for j in board.actors]
        shift = np.cumsum([0, *(len(row) for row in rows)])[:-1]
        first = np.stack([row.first + begin for row, begin in zip(rows, shift, strict=True)])
        return first, np.concatenate([row.to for row in rows])

    def _backward(self, board: Board, kind: Kind, actor: int) -> Arcs:
        arcs = self._arcs(board, kind, actor)
        if id(arcs) not in self._turned:  # these arcs are kept too, so no others can have their id
            self._turned[id(arcs)] = Arcs(*turned(arcs.first, arcs.to))
        return self._turned[id(arcs)]

    def _graph(self, verdicts: Verdicts) -> Graph:
        board = verdicts.board
        loose = [self._loose(verdicts, j) for j in board.actors]
        sizes = np.array([np.diff(one.first) for one in loose], dtype=np.int64).reshape(len(loose), board.count)
        first = np.concatenate(([0], np.cumsum(sizes.sum(axis=0))))
        to = np.empty(int(first[-1]), dtype=np.int32)
        who = np.empty(int(first[-1]), dtype=np.int32)
        for j, one in enumerate(loose):
            begin = first[:-1] + sizes[:j].sum(axis=0)
            place = np.repeat(begin - one.first[:-1], sizes[j]) + np.arange(len(one))
            to[place], who[place] = one.to, j
        axes = np.empty(0, np.int64)
        return True, first, to, who, axes, axes, np.empty((0, 1), np.uint16), 1, 4, int(np.diff(first).max(initial=0))

    def _loose(self, verdicts: Verdicts, actor: int) -> Arcs:
        arcs = self._arcs(verdicts.board, verdicts.concept.tempts, actor)
        worst, standing = verdicts.worst[actor], verdicts.standing[actor]
        return arcs.keep(nothing_deters(worst, standing, arcs.origin, arcs.to, verdicts.concept.caused))


@dataclass(eq=False)
class Fast:
    """Answers the engine's questions with compiled kernels; what it has worked out for a board it keeps."""

    workers: int = field(default_factory=cores)
    key = "fast"
    _on_grids: dict[int, Gridded] = field(default_factory=dict)
    _listed: _Listed = field(default_factory=_Listed)

    def best_answer(self, board: Board, actor: int, rank: Ints) -> Ints:
        """Return the best rank that the actor has at each state or one own move away."""
        if board.grid is None:
            return self._listed.best_answer(board, actor, rank)
        return self._gridded(board, board.grid).best_answer(actor, rank)

    def least(self, board: Board, kind: Kind, actor: int, value: Ints) -> Ints:
        """Return the least value at each state or where sequences of the others' moves of a kind lead from it."""
        if board.grid is None:
            return self._listed.least(board, kind, actor, value)
        return self._gridded(board, board.grid).least(kind, actor, value)

    def loose(self, board: Board, kind: Kind, actor: int, worst: Ints, standing: Ints, caused: bool) -> Bools:
        """Return the states from which the actor has a move of a kind that nothing deters."""
        if board.grid is None:
            return self._listed.loose(board, kind, actor, worst, standing, caused)
        return self._gridded(board, board.grid).loose(kind, actor, worst, standing, caused)

    def play(self, verdicts: Verdicts, begins: int) -> Play:
        """Return where play from a state can go under a concept."""
        board = verdicts.board
        if board.grid is None:
            return self._listed.play(verdicts, begins)
        return self._gridded(board, board.grid).play(verdicts, begins)

    def _gridded(self, board: Board, grid: Grid) -> Gridded:
        if id(board) not in self._on_grids:  # a layout keeps its board, so no other can have its id
            self._on_grids[id(board)] = Gridded(board, grid, self.workers)
        return self._on_grids[id(board)]
