"""Samples judged one by one by the solver of single boards, where no compiler is installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.engine.board import Board, Bools, Ints, View
from detente.engine.ensemble.samples import Numbers, Samples, dense, nowhere
from detente.engine.solve import Solver
from detente.engine.stability import Concept


@dataclass(frozen=True, eq=False)
class OneByOne:
    """Judges samples by the solver of single boards."""

    board: Board
    concepts: Sequence[Concept]

    def unstable(self, samples: Samples) -> Bools:
        """Return `unstable[concept, actor, state, sample]`."""
        board = self.board
        unstable = np.empty((len(self.concepts), len(board.actors), board.count, len(samples)), dtype=np.bool_)
        for k, solver in enumerate(self._solvers(samples)):
            for c, concept in enumerate(self.concepts):
                unstable[c, :, :, k] = ~solver.verdicts(concept).stable
        return unstable

    def rests(self, samples: Samples, begins: int) -> tuple[Ints, Bools, Bools]:
        """Return length, restless and leaving (see `Judge`)."""
        length, restless = nowhere(len(self.concepts), len(samples), self.board.count)
        ends = [moves.from_(begins) for moves in self.board.moves]
        leaving = np.zeros((*restless.shape, sum(map(len, ends))), dtype=np.bool_)
        for k, solver in enumerate(self._solvers(samples)):
            for c, concept in enumerate(self.concepts):
                loose = [moves.from_(begins) for moves in solver.verdicts(concept).undeterred]
                leaving[c, k] = np.concatenate(list(map(np.isin, ends, loose)))
                play = solver.play(concept, begins)
                length[c, k, play.rests] = play.tree.length[play.rests]
                restless[c, k] = bool(play.cycles)
        return length, restless, leaving

    def only(self, concepts: Sequence[Concept]) -> OneByOne:
        """Return a judge of some of the concepts."""
        return replace(self, concepts=concepts)

    def _solvers(self, samples: Samples) -> Iterator[Solver]:
        for k, ranks in enumerate(samples.ranks):
            sample = replace(self.board, ranks=dense(ranks), views={})
            views = {actor: _view(sample, actor, seen[k]) for actor, seen in samples.seen.items()}
            yield Solver(replace(sample, views=views))


def _view(board: Board, actor: int, seen: Numbers) -> View:
    """Return a view that differs from the board in the others' ranks only."""
    ranks = dense(seen)
    ranks[actor] = board.ranks[actor]
    return View(replace(board, ranks=ranks), np.arange(board.count), board.ranks[actor])
