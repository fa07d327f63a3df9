"""Ensembles: one board's states and moves, judged under many samples of ranks.

Samples share states and moves, so what depends on these alone is worked out once: what moves can reach, and which
moves are parts of which. The rest runs over lanes, one sample each, side by side (`detente.engine.ensemble.kernels`).
Verdicts are those that `detente.engine.solve` gives for each sample alone, and play rests where it does there; where no
compiler is installed it does give them.

A sample's ranks differ from the board's; where it says what an actor takes the others' ranks to be, that actor
expects replies accordingly, as with a view that shares the board's states and moves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from detente.engine import compiled
from detente.engine.board import Board, Bools, Ints, View
from detente.engine.ensemble.nearby import Wants, rests_nearby, stacked
from detente.engine.ensemble.one_by_one import OneByOne
from detente.engine.ensemble.samples import Amounts, Judge, Rests, Samples, listed, nowhere
from detente.engine.ensemble.side_by_side import SideBySide
from detente.engine.ensemble.sums import Sums
from detente.engine.stability import Concept

__all__ = ["Ensemble", "Rests", "Samples", "Tally", "Wants", "ensemble", "rests_nearby", "stacked"]

LANES = 256
"""Samples in a batch: enough for vector instructions to outweigh the walk over moves, few enough for little memory."""

FEWEST = 64
"""Samples that are not shared among workers: the walk over moves takes as long for fewer."""

ROOM = 1 << 29
"""Bytes that a batch may take, roughly; on very large boards batches are smaller."""

Count = Callable[[int, int], None]
"""Told after each batch how many samples are done, and of how many."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Tally:
    """In how many samples, or by what weight of them, something holds.

    `stable[key][i, s]`: state s is stable for actor i under the concept; `equilibria[key][s]`: it is so for every
    actor. `total` is what all samples come to.
    """

    stable: Mapping[str, Amounts]
    equilibria: Mapping[str, Amounts]
    total: float


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A board prepared for many samples of ranks; the board's own ranks do not matter."""

    board: Board
    concepts: tuple[Concept, ...]
    _judge: Judge
    _sample: int
    _play: int

    def only(self, concepts: Sequence[Concept]) -> Ensemble:
        """Return the same board prepared for some of its concepts, without preparing anything again."""
        return replace(self, concepts=tuple(concepts), _judge=self._judge.only(concepts))

    def stable(
        self, samples: Samples, workers: int = 1, batch: int = LANES, progress: Count | None = None
    ) -> dict[str, Bools]:
        """Return by concept whether states are stable, as an array over samples, actors and states.

        So many `workers` judge batches at the same time; neither their number nor the size of a batch changes the
        answer. Raises ValueError where the samples do not fit the board.
        """
        shape = (len(samples), len(self.board.actors), self.board.count)
        stable = {concept.key: np.empty(shape, dtype=np.bool_) for concept in self.concepts}
        done = 0
        for part, unstable in self._judged(self._judge.unstable, self._sample, [samples], workers, batch):
            for concept, rows in zip(self.concepts, unstable, strict=True):
                np.logical_not(np.moveaxis(rows, -1, 0), out=stable[concept.key][done : done + len(part)])
            done += len(part)
            if progress is not None:
                progress(done, len(samples))
        return stable

    def tally(
        self,
        samples: Samples | Iterable[Samples],
        workers: int = 1,
        batch: int = LANES,
        progress: Count | None = None,
        expected: int = 0,
    ) -> Tally:
        """Return in how many samples each state is stable, and in how many it is an equilibrium.

        Samples may come in pieces, of which no more are held than are being judged; `progress` is then told the
        number `expected`. Weights are added up in the order of the samples, so that sums too are the same for any
        number of workers and any size of batch. Raises ValueError where samples do not fit the board, or where some
        pieces have weights and some have none.
        """
        pieces = [samples] if isinstance(samples, Samples) else samples
        everything = len(samples) if isinstance(samples, Samples) else expected
        sums = Sums(len(self.concepts), len(self.board.actors), self.board.count)
        done = 0
        for part, unstable in self._judged(self._judge.unstable, self._sample, pieces, workers, batch):
            sums.add(unstable, part.weights)
            done += len(part)
            if progress is not None:
                progress(done, everything)
        keys = [concept.key for concept in self.concepts]
        stable, equilibria = (dict(zip(keys, found, strict=True)) for found in (sums.stable, sums.equilibria))
        return Tally(stable, equilibria, sums.total)

    def rests(
        self, samples: Samples, begins: int, workers: int = 1, batch: int = LANES, progress: Count | None = None
    ) -> dict[str, Rests]:
        """Return by concept where play from the state `begins` comes to rest in each sample.

        Play follows moves that nothing deters (`detente.engine.paths`). Neither workers nor batches change the answer.
        Raises ValueError where the samples do not fit the board, or where it has no state `begins`.
        """
        if not 0 <= begins < self.board.count:
            raise ValueError(f"play must begin in one of the states 0 to {self.board.count - 1}; given: {begins}")
        length, restless = nowhere(len(self.concepts), len(samples), self.board.count)
        moves = [len(moves.from_(begins)) for moves in self.board.moves]
        leaving = np.zeros((*restless.shape, sum(moves)), dtype=np.bool_)
        done = 0
        taking = self._sample + self._play

        def judge(part: Samples) -> tuple[Ints, Bools, Bools]:
            return self._judge.rests(part, begins)

        for part, found in self._judged(judge, taking, [samples], workers, batch):
            here = slice(done, done + len(part))
            length[:, here], restless[:, here], leaving[:, here] = found
            done += len(part)
            if progress is not None:
                progress(done, len(samples))
        answers = zip(self.concepts, length, restless, leaving, strict=True)
        return {
            concept.key: Rests(
                np.arange(self.board.count),
                way >= 0,
                round_,
                way,
                tuple(np.split(free, np.cumsum(moves)[:-1], axis=-1)),
            )
            for concept, way, round_, free in answers
        }

    def _judged(
        self, judge: Callable[[Samples], Answer], taking: int, pieces: Iterable[Samples], workers: int, batch: int
    ) -> Iterator[tuple[Samples, Answer]]:
        """Yield batches in their order, each with what is judged of it; a sample is `taking` so many bytes."""
        most = max(1, min(batch, ROOM // taking))
        parts = (part for piece in map(self._fitting, pieces) for part in _batches(piece, workers, most))
        if workers < 2:
            yield from ((part, judge(part)) for part in parts)
            return
        waiting: deque[tuple[Samples, Future[Answer]]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            for part in parts:
                waiting.append((part, pool.submit(judge, part)))
                if len(waiting) > workers:
                    yield _first(waiting)
            while waiting:
                yield _first(waiting)

    def _fitting(self, samples: Samples) -> Samples:
        """Return the samples; raise ValueError where they do not fit the board."""
        shape = (len(samples), len(self.board.actors), self.board.count)
        for ranks in (samples.ranks, *samples.seen.values()):
            if ranks.dtype.kind not in "iu" or ranks.shape != shape:
                raise ValueError(
                    f"ranks must be integers, {shape} by samples, actors and states; given: {ranks.dtype} {ranks.shape}"
                )
        if samples.weights is not None and samples.weights.shape != shape[:1]:
            raise ValueError(f"weights must be {shape[:1]}, one a sample; given: {samples.weights.shape}")
        if not set(self.board.views) <= set(samples.seen) <= set(self.board.actors):
            asked = f"for actors with beliefs ({sorted(self.board.views)}) and for no others than the board's"
            raise ValueError(f"ranks must be seen {asked}; given for {sorted(samples.seen)}")
        return samples


def ensemble(board: Board, concepts: Sequence[Concept]) -> Ensemble:
    """Return a board prepared for judging samples of ranks under the concepts given.

    Raises ValueError where an actor believes in other states or moves than the board's: they cannot be shared.
    """
    for actor, view in board.views.items():
        if not _shares(board, view):
            raise ValueError(f"actor {actor} believes in other states or moves than the board's")
    judge = SideBySide(board, concepts) if compiled.available() else OneByOne(board, concepts)
    moves = sum(len(listed(moves).to) for moves in board.moves)
    sample = board.count * len(board.actors) * (len(concepts) + 8) + moves // 4
    play = len(concepts) * (2 * board.count + moves // 8)
    return Ensemble(board, tuple(concepts), judge, sample, play)


def _batches(samples: Samples, workers: int, most: int) -> Iterator[Samples]:
    """Yield samples in batches of so many at most, and of no more than each worker's share where that is worth it."""
    size = min(most, max(FEWEST, -(-len(samples) // max(1, workers))))
    return (samples.part(begin, begin + size) for begin in range(0, len(samples), size))


def _first(waiting: deque[tuple[Samples, Future[Answer]]]) -> tuple[Samples, Answer]:
    part, answer = waiting.popleft()
    return part, answer.result()


def _shares(board: Board, view: View) -> bool:
    """Return whether a view has the states and the moves of the board, so that it differs in ranks only."""
    seen = view.board
    return np.array_equal(view.at, np.arange(board.count)) and all(
        one is other or (np.array_equal(one.first, other.first) and np.array_equal(one.to, other.to))
        for one, other in zip(map(listed, board.moves), map(listed, seen.moves), strict=True)
    )
