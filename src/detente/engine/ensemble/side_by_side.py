"""Samples judged side by side by compiled kernels, a batch at a time (`kernels`)."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.engine.board import Board, Bools, Ints
from detente.engine.ensemble import prepared
from detente.engine.ensemble.samples import Numbers, Samples, dense, listed, nowhere
from detente.engine.stability import Concept
from detente.engine.verdicts import comes_to_one

BLOCK = 64
"""Samples that play goes through together, each a bit of a word."""

Marks = NDArray[np.uint8]


class _Tempting(NamedTuple):
    """The moves that tempt in some lane, as kernels take them."""

    row: Ints
    arc: Ints
    words: Marks
    bit: Marks


class _Faced(NamedTuple):
    """What tempts an actor under a concept and the worst that comes of it, as `kernels.replies` takes them."""

    tempting: _Tempting
    actor: int
    worst: Ints
    kind: int
    limit: Ints


class SideBySide:
    """Judges samples by compiled kernels."""

    def __init__(self, board: Board, concepts: Sequence[Concept]) -> None:
        self.actors, self.count = board.actors, board.count
        self._choose(concepts)
        self.apart = {
            kind: [actor for actor in self.actors if not comes_to_one(board, kind, actor)] for kind in self.hurts
        }
        moves = [listed(moves) for moves in board.moves]
        everybodys = prepared.listed_moves(moves, self.count)
        self.first, self.to = everybodys.first, everybodys.to
        self.parts = prepared.parts(board, everybodys) if self.lean else prepared.no_parts(everybodys)
        others = {i: [j for j in self.actors if j != i] for i in self.actors}
        self.sets = {
            i: prepared.sets(moves, others[i], self.apart["moves"], self.count)
            for i in self.actors
            if "moves" in self.hurts
        }
        self.around = [prepared.around(one, self.count) for one in moves]
        self.order = {i: prepared.order(moves, others[i], self.to, self.count) for i in self.actors if self.credible}

    def _choose(self, concepts: Sequence[Concept]) -> None:
        """Note what the concepts ask."""
        self.concepts = tuple(concepts)
        self.lean = any("lean" in (concept.tempts, concept.replies) for concept in concepts)
        self.hurts: dict[str, list[str]] = {
            replies: sorted({concept.hurts for concept in concepts if concept.replies == replies})
            for replies in sorted({concept.replies for concept in concepts})
        }
        self.credible = any(concept.credible for concept in concepts)

    def only(self, concepts: Sequence[Concept]) -> SideBySide:
        """Return a judge of some of the concepts, which shares all that is worked out once."""
        chosen = copy.copy(self)
        chosen._choose(concepts)
        return chosen

    @functools.cached_property
    def starts(self) -> Ints:
        """Where the moves from each state begin, whoever moves."""
        return self.first[:: len(self.actors)].copy()

    @functools.cached_property
    def into(self) -> tuple[Ints, Ints, Ints]:
        """Moves by the state in which they end, as `kernels.play.astray` takes them."""
        moves = np.arange(len(self.to))
        return *prepared.rows(self.to, moves, self.count), np.repeat(np.arange(self.count), np.diff(self.starts))

    # ------------------------------------------------------------ for each batch

    def unstable(self, samples: Samples) -> Bools:
        """Return `unstable[concept, actor, state, sample]`."""
        from detente.engine.ensemble.kernels.replies import unanswered, undeterred

        unstable = np.empty((len(self.concepts), len(self.actors), self.count, len(samples)), dtype=np.bool_)
        for c, faced in self._faced(samples):
            found = unstable[c, faced.actor]
            if self.concepts[c].tempts == "improvements" and not self.concepts[c].caused:
                unanswered(*self.around[faced.actor], faced.limit, faced.worst, faced.kind, found)
            else:
                undeterred(self.to, *faced.tempting, *faced[1:], found)
        return unstable

    def rests(self, samples: Samples, begins: int) -> tuple[Ints, Bools, Bools]:
        """Return length, restless and leaving (see `Judge`)."""
        from detente.engine.ensemble.kernels import play

        blocks = [slice(begin, begin + BLOCK) for begin in range(0, len(samples), BLOCK)]
        loose = np.zeros((len(self.concepts), len(blocks), len(self.to)), dtype=np.uint64)
        for c, faced in self._faced(samples):
            play.undeterred_moves(self.to, *faced.tempting, *faced[1:], loose[c])
        single = _single()
        length, restless = nowhere(len(self.concepts), len(samples), self.count)
        here = slice(*self.starts[begins : begins + 2])
        leaving = np.zeros((*restless.shape, here.stop - here.start), dtype=np.bool_)
        for c, moves in enumerate(loose):
            for block, free in zip(blocks, moves, strict=True):
                bits = single[: len(restless[c, block])]
                leaving[c, block] = (free[here] & bits[:, None]) != 0
                reached, rests = play.spread(self.starts, self.to, free, bits, begins, length[c, block])
                restless[c, block] = (play.astray(*self.into, free, reached, rests) & bits) != 0
        return length, restless, leaving

    def _faced(self, samples: Samples) -> Iterator[tuple[int, _Faced]]:
        """Yield what each actor faces under each concept, given by its place."""
        rank = _laned(samples.ranks)
        actual = self._tempting(rank)
        for actor in self.actors:
            seen = actual
            if actor in samples.seen and self.credible:
                taken = _laned(samples.seen[actor])
                others = np.arange(len(rank)) // self.count != actor
                if not np.array_equal(taken[others], rank[others]):
                    seen = self._tempting(taken)
            own = rank[actor * self.count : (actor + 1) * self.count]
            values = {"at once": own, "after the own answer": self._best_answer(actor, own)}
            worst = {
                replies: self._worst(replies, actor, np.stack([values[hurts] for hurts in kinds], axis=1), seen)
                for replies, kinds in self.hurts.items()
            }
            for c, concept in enumerate(self.concepts):
                found, kind = worst[concept.replies], self.hurts[concept.replies].index(concept.hurts)
                # What comes must have been caused: it must be worse than what can come without the move.
                limit = np.minimum(own, found[:, kind] - 1) if concept.caused else own
                yield c, _Faced(actual[concept.tempts], actor, found, kind, limit)

    def _tempting(self, rank: Ints) -> dict[str, _Tempting]:
        """Return the improvements, and the lean ones among them where a concept speaks of these."""
        from detente.engine.ensemble.kernels import tempting

        better = self._room(len(self.to), rank.shape[1])
        total = tempting.better(self.first, self.to, rank, len(self.actors), *better)
        if not self.lean:
            return {"improvements": better}
        kept = self._room(total, rank.shape[1])
        tempting.lean(*self.parts, self.to, rank, len(self.actors), *better, *kept[:3])
        return {"improvements": better, "lean": kept}

    def _best_answer(self, actor: int, value: Ints) -> Ints:
        """Return the best of the values that an actor has at each state or one own move away."""
        from detente.engine.ensemble.kernels.replies import best_answer

        best: Ints = best_answer(*self.around[actor], value)
        return best

    def _room(self, moves: int, width: int) -> _Tempting:
        """Return room for so many tempting moves in so many lanes."""
        row, arc = np.empty(len(self.first), dtype=np.int64), np.empty(moves, dtype=np.int64)
        words = np.empty((-(-moves // 8), width), dtype=np.uint8)
        return _Tempting(row, arc, words, np.left_shift(1, np.arange(8)).astype(np.uint8))

    def _worst(self, replies: str, actor: int, value: Ints, seen: Mapping[str, _Tempting]) -> Ints:
        """Return the least of the values of each kind that the others' replies can bring about from each state."""
        from detente.engine.ensemble.kernels import replies as kernels

        top = np.array([np.iinfo(value.dtype).max], dtype=value.dtype)
        if replies == "none":
            return np.full(value.shape, top[0])
        worst: Ints
        if replies == "moves":
            worst = kernels.least_of_sets(*self.sets[actor], value)
            return worst
        label = np.zeros(len(self.actors), dtype=np.int64)
        label[actor] = -1
        # Two improvements running never lead back, so that actors whose own come to one need no label among others.
        apart = [other for other in self.apart[replies] if other != actor]
        label[apart] = np.arange(1, len(apart) + 1)
        worst = kernels.least_by_replies(*self.order[actor], label, len(apart) + 1, *seen[replies], value, top)
        return worst


def _single() -> NDArray[np.uint64]:
    """Return the words in which one lane of a block each has its bit alone."""
    from detente.engine.ensemble.kernels.play import packed

    alone = np.eye(BLOCK, dtype=np.uint8).view(np.uint64)
    return np.array([packed(eights, 0) for eights in alone], dtype=np.uint64)


def _laned(ranks: Numbers) -> Ints:
    """Return ranks with a row for each actor and state, actor by actor, and a column for each sample.

    They are as narrow as may be, so that many fit into a vector: 8 bits wide up to 254 levels, 16 up to 65,534, or 32.
    The least and the greatest number are left to what lies below and above all ranks.
    """
    most = ranks.max()
    if ranks.min() < 0 or most >= _levels(np.int16):
        ranks = dense(ranks)
        most = ranks.max()
    width = next(width for width in (np.int8, np.int16, np.int32) if most < _levels(width))
    rank: Ints = np.ascontiguousarray(ranks.reshape(len(ranks), -1).T, dtype=width)
    rank += np.iinfo(width).min + 1  # it does not matter that large ones have gone round: so do these
    return rank


def _levels(width: type[np.signedinteger[Any]]) -> int:
    """Return how many ranks numbers of such a width tell apart."""
    return int(np.iinfo(width).max) - int(np.iinfo(width).min) - 1
