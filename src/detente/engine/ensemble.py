"""Ensembles: one board's states and moves, judged under many samples of ranks.

Samples share states and moves, so what depends on these alone is worked out once: what moves can reach, and which
moves are parts of which. The rest runs over lanes, one sample each, side by side (`detente.engine.lanes`). Verdicts are
those that `detente.engine.solve` gives for each sample alone, and play rests where it does there; where no compiler is
installed it does give them.

A sample's ranks differ from the board's; where it says what an actor takes the others' ranks to be, that actor
expects replies accordingly, as with a view that shares the board's states and moves.
"""

from __future__ import annotations

import copy
import functools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.engine import compiled
from detente.engine.board import Arcs, Board, Bools, Ints, View
from detente.engine.solve import Solver
from detente.engine.stability import Concept
from detente.engine.verdicts import comes_to_one

LANES = 128
"""Samples in a batch: enough to fill vector instructions, few enough for a state's row to stay in the cache."""

BLOCK = 64
"""Samples that play goes through together, each a bit of a word."""

ROOM = 1 << 29
"""Bytes that a batch may take, roughly; on very large boards batches are smaller."""

Numbers = NDArray[np.integer[Any]]
Marks = NDArray[np.uint8]
Amounts = NDArray[Any]
"""Numbers of samples, or sums of their weights."""

Count = Callable[[int, int], None]
"""Told after each batch how many samples are done, and of how many."""

Answer = TypeVar("Answer")


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
class Tally:
    """In how many samples, or by what weight of them, something holds.

    `stable[key][i, s]`: state s is stable for actor i under the concept; `equilibria[key][s]`: it is so for every
    actor. `total` is what all samples come to.
    """

    stable: Mapping[str, Amounts]
    equilibria: Mapping[str, Amounts]
    total: float


@dataclass(frozen=True, eq=False)
class Rests:
    """Where play from a state comes to rest under a concept, in each sample.

    `prospects[k, s]`: state s is an equilibrium that play can reach in sample k; `length[k, s]` is the number of moves
    that a shortest path to it takes, -1 for all other states. `restless[k]`: play can get to where none can be reached
    any more, so that it goes round for ever. `leaving[i][k, m]`: nothing deters actor i from the m-th of its moves from
    where play begins, in the order in which the board has them.
    """

    prospects: Bools
    restless: Bools
    length: Ints
    leaving: tuple[Bools, ...]


class _Judge(Protocol):
    """What an ensemble asks about a batch of samples."""

    def unstable(self, samples: Samples) -> Bools:
        """Return `unstable[concept, actor, state, sample]`."""

    def rests(self, samples: Samples, begins: int) -> tuple[Ints, Bools, Bools]:
        """Return `length[concept, sample, state]`, `restless[concept, sample]` and `leaving[concept, sample, move]`.

        They are as in `Rests`, the moves of all actors one after another.
        """

    def only(self, concepts: Sequence[Concept]) -> _Judge:
        """Return a judge of some of the concepts, for which nothing is prepared again."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A board prepared for many samples of ranks; the board's own ranks do not matter."""

    board: Board
    concepts: tuple[Concept, ...]
    _judge: _Judge
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
        sums = _Sums(len(self.concepts), len(self.board.actors), self.board.count)
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
        length, restless = _nowhere(len(self.concepts), len(samples), self.board.count)
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
            concept.key: Rests(way >= 0, round_, way, tuple(np.split(free, np.cumsum(moves)[:-1], axis=-1)))
            for concept, way, round_, free in answers
        }

    def _judged(
        self, judge: Callable[[Samples], Answer], taking: int, pieces: Iterable[Samples], workers: int, batch: int
    ) -> Iterator[tuple[Samples, Answer]]:
        """Yield batches in their order, each with what is judged of it; a sample is `taking` so many bytes."""
        size = max(1, min(batch, ROOM // taking))
        parts = (
            piece.part(begin, begin + size)
            for piece in map(self._fitting, pieces)
            for begin in range(0, len(piece), size)
        )
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
    judge = _Lanes(board, concepts) if compiled.available() else _OneByOne(board, concepts)
    moves = sum(len(_listed(moves).to) for moves in board.moves)
    sample = board.count * len(board.actors) * (len(concepts) + 8) + moves // 4
    play = len(concepts) * (2 * board.count + moves // 8)
    return Ensemble(board, tuple(concepts), judge, sample, play)


def _first(waiting: deque[tuple[Samples, Future[Answer]]]) -> tuple[Samples, Answer]:
    part, answer = waiting.popleft()
    return part, answer.result()


def _listed(moves: Any) -> Arcs:
    return moves if isinstance(moves, Arcs) else moves.listed()


def _nowhere(concepts: int, samples: int, states: int) -> tuple[Ints, Bools]:
    """Return the answer of `_Judge.rests` before anything rests or goes round.

    Lengths are as wide as the longest path asks that visits no state twice.
    """
    length = np.int16 if states - 1 <= np.iinfo(np.int16).max else np.int32
    return np.full((concepts, samples, states), -1, dtype=length), np.zeros((concepts, samples), dtype=np.bool_)


def _shares(board: Board, view: View) -> bool:
    """Return whether a view has the states and the moves of the board, so that it differs in ranks only."""
    seen = view.board
    return np.array_equal(view.at, np.arange(board.count)) and all(
        one is other or (np.array_equal(one.first, other.first) and np.array_equal(one.to, other.to))
        for one, other in zip(map(_listed, board.moves), map(_listed, seen.moves), strict=True)
    )


def _dense(ranks: Numbers) -> Ints:
    """Return ranks in the same order that count the levels from 0, for each row of the last axis."""
    order = np.argsort(ranks, axis=-1, kind="stable")
    ascending = np.take_along_axis(ranks, order, axis=-1)
    level = np.zeros(ranks.shape, dtype=np.int32)
    np.cumsum(ascending[..., 1:] != ascending[..., :-1], axis=-1, out=level[..., 1:])
    result = np.empty_like(level)
    np.put_along_axis(result, order, level, axis=-1)
    return result


# ---------------------------------------------------------------- without a compiler


@dataclass(frozen=True, eq=False)
class _OneByOne:
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
        """Return length, restless and leaving (see `_Judge`)."""
        length, restless = _nowhere(len(self.concepts), len(samples), self.board.count)
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

    def only(self, concepts: Sequence[Concept]) -> _OneByOne:
        """Return a judge of some of the concepts."""
        return replace(self, concepts=concepts)

    def _solvers(self, samples: Samples) -> Iterator[Solver]:
        for k, ranks in enumerate(samples.ranks):
            sample = replace(self.board, ranks=_dense(ranks), views={})
            views = {actor: _view(sample, actor, seen[k]) for actor, seen in samples.seen.items()}
            yield Solver(replace(sample, views=views))


def _view(board: Board, actor: int, seen: Numbers) -> View:
    """Return a view that differs from the board in the others' ranks only."""
    ranks = _dense(seen)
    ranks[actor] = board.ranks[actor]
    return View(replace(board, ranks=ranks), np.arange(board.count), board.ranks[actor])


# ---------------------------------------------------------------- by lanes


class _Tempting(NamedTuple):
    """The moves that tempt in some lane, as kernels take them (see `lanes`)."""

    row: Ints
    arc: Ints
    word: Ints
    words: Marks
    bit: Marks


class _Sets(NamedTuple):
    """What the others of an actor can reach by any moves, as `lanes.least_of_sets` takes it."""

    member_first: Ints
    member: Ints
    after_first: Ints
    after: Ints
    start: Ints


class _Order(NamedTuple):
    """States in an order in which what the others can do from them is done, as `lanes.least_by_replies` takes it."""

    states: Ints
    cuts: Ints
    ends: Ints


class _Faced(NamedTuple):
    """What tempts an actor under a concept and the worst that comes of it, as `lanes.undeterred` takes them."""

    tempting: _Tempting
    actor: int
    worst: Ints
    kind: int
    limit: Ints


class _Lanes:
    """Judges samples by compiled kernels, a batch at a time."""

    def __init__(self, board: Board, concepts: Sequence[Concept]) -> None:
        self.actors, self.count = board.actors, board.count
        self._choose(concepts)
        self.apart = {
            kind: [actor for actor in self.actors if not comes_to_one(board, kind, actor)] for kind in self.hurts
        }
        moves = [_listed(moves) for moves in board.moves]
        origin, to = _joined([(arcs.origin * np.int64(len(moves)) + i, arcs.to) for i, arcs in enumerate(moves)])
        self.first, self.to = _rows(origin, to, self.count * len(moves))
        self.word = _bounds((np.diff(self.first[:: len(moves)]) + 7) // 8)
        self.parts = self._parts(board)
        self.sets = {i: self._sets(moves, i) for i in self.actors if "moves" in self.hurts}
        self.order = {i: self._order(moves, i) for i in self.actors if self.credible}

    def _choose(self, concepts: Sequence[Concept]) -> None:
        """Note what the concepts ask."""
        self.concepts = tuple(concepts)
        self.lean = any("lean" in (concept.tempts, concept.replies) for concept in concepts)
        self.hurts: dict[str, list[str]] = {
            replies: sorted({concept.hurts for concept in concepts if concept.replies == replies})
            for replies in sorted({concept.replies for concept in concepts})
        }
        self.credible = any(concept.credible for concept in concepts)

    def only(self, concepts: Sequence[Concept]) -> _Lanes:
        """Return a judge of some of the concepts, which shares all that is worked out once."""
        chosen = copy.copy(self)
        chosen._choose(concepts)
        return chosen

    # ------------------------------------------------------------ once for all samples

    @functools.cached_property
    def starts(self) -> Ints:
        """Where the moves from each state begin, whoever moves."""
        return self.first[:: len(self.actors)].copy()

    @functools.cached_property
    def into(self) -> tuple[Ints, Ints, Ints]:
        """Moves by the state in which they end, as `lanes.astray` takes them."""
        moves = np.arange(len(self.to))
        return *_rows(self.to, moves, self.count), np.repeat(np.arange(self.count), np.diff(self.starts))

    def _parts(self, board: Board) -> tuple[Ints, Ints]:
        """Return the ends of the strict parts of all moves, and before them where those of each move begin."""
        from detente.engine import lanes

        counts, none = np.zeros(len(self.to), dtype=np.int64), np.zeros(0, dtype=np.int64)
        if not self.lean:
            return _bounds(counts), none
        marks = self._marks(board)
        lanes.count_parts(self.first, self.to, marks, counts, none, none)
        first = _bounds(counts)
        ends = np.zeros(first[-1], dtype=np.int64)
        lanes.count_parts(self.first, self.to, marks, counts, first, ends)
        return first, ends

    def _marks(self, board: Board) -> NDArray[np.uint64]:
        """Return for each move a bit for each value that it sets; moves that set a single option have no parts.

        Bits are numbered by actor: moves of different actors are never compared.
        """
        actors = len(self.actors)
        begins = np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))
        bits = {i: _bounds(board.values[:, board.owner == i].max(axis=0, initial=0) + 1) for i in self.actors}
        marks = np.zeros(
            (len(self.to), max((int(bit[-1]) for bit in bits.values()), default=0) // 64 + 1), dtype=np.uint64
        )
        for i in self.actors:
            moved = np.flatnonzero(begins % actors == i)
            origin, end = (board.values[states] for states in (begins[moved] // actors, self.to[moved]))
            for bit, option in zip(bits[i][:-1], np.flatnonzero(board.owner == i), strict=True):
                set_, place = end[:, option] != origin[:, option], bit + end[:, option].astype(np.int64)
                marks[moved, place // 64] |= set_.astype(np.uint64) << (place % 64).astype(np.uint64)
        return marks

    def _others(self, actor: int) -> list[int]:
        return [other for other in self.actors if other != actor]

    def _order(self, moves: Sequence[Arcs], actor: int) -> _Order:
        """Return the states in an order in which what the others can do from them is done."""
        from detente.engine import lanes

        of = lanes.components(
            *_rows(*_joined([(moves[j].origin, moves[j].to) for j in self._others(actor)]), self.count)
        )
        states = np.argsort(of, kind="stable")
        place = np.empty(self.count, dtype=np.int64)
        place[states] = np.arange(self.count)
        return _Order(states, _bounds(np.bincount(of)), place[self.to])

    def _sets(self, moves: Sequence[Arcs], actor: int) -> _Sets:
        """Return what the others of an actor can reach by legal sequences of their moves.

        Nodes are `label * count + state`. Where two moves running always come to one, label 0 is enough. Otherwise
        label k means that the k-th of them moved last, 0 that any may be next; and further labels mean that the k-th
        is about to move, which keeps arcs few.
        """
        from detente.engine import lanes

        others, count = self._others(actor), self.count
        here = np.arange(count)
        if not any(j in self.apart["moves"] for j in others):
            nodes = count
            arcs = [(moves[j].origin, moves[j].to) for j in others]
        else:
            labels = len(others) + 1
            nodes = (2 * labels - 1) * count
            arcs = []
            for k, j in enumerate(others, 1):
                about = (labels + k - 1) * count
                arcs.append((about + moves[j].origin, k * count + moves[j].to))
                arcs += [(label * count + here, about + here) for label in range(labels) if label != k]
        origin, end = _joined(arcs)
        of = lanes.components(*_rows(origin, end, nodes))
        sets = int(of.max()) + 1
        leads = of[origin] != of[end]
        after = np.unique(of[origin[leads]] * sets + of[end[leads]])
        # Whoever is about to leave a state was there before, so that it may be counted as reached there too.
        member = np.unique(of * count + np.arange(nodes) % count)
        return _Sets(
            _bounds(np.bincount(member // count, minlength=sets)),
            member % count,
            _bounds(np.bincount(after // sets, minlength=sets)),
            after % sets,
            of[:count],
        )

    # ------------------------------------------------------------ for each batch

    def unstable(self, samples: Samples) -> Bools:
        """Return `unstable[concept, actor, state, sample]`."""
        from detente.engine import lanes

        unstable = np.empty((len(self.concepts), len(self.actors), self.count, len(samples)), dtype=np.bool_)
        for c, faced in self._faced(samples):
            lanes.undeterred(self.to, *faced.tempting, *faced[1:], unstable[c, faced.actor])
        return unstable

    def rests(self, samples: Samples, begins: int) -> tuple[Ints, Bools, Bools]:
        """Return length, restless and leaving (see `_Judge`)."""
        from detente.engine import lanes

        blocks = [slice(begin, begin + BLOCK) for begin in range(0, len(samples), BLOCK)]
        loose = np.zeros((len(self.concepts), len(blocks), len(self.to)), dtype=np.uint64)
        for c, faced in self._faced(samples):
            lanes.undeterred_moves(self.to, *faced.tempting, *faced[1:], loose[c])
        single = _single()
        length, restless = _nowhere(len(self.concepts), len(samples), self.count)
        here = slice(*self.starts[begins : begins + 2])
        leaving = np.zeros((*restless.shape, here.stop - here.start), dtype=np.bool_)
        for c, moves in enumerate(loose):
            for block, free in zip(blocks, moves, strict=True):
                bits = single[: len(restless[c, block])]
                leaving[c, block] = (free[here] & bits[:, None]) != 0
                reached, rests = lanes.spread(self.starts, self.to, free, bits, begins, length[c, block])
                restless[c, block] = (lanes.astray(*self.into, free, reached, rests) & bits) != 0
        return length, restless, leaving

    def _faced(self, samples: Samples) -> Iterator[tuple[int, _Faced]]:
        """Yield what each actor faces under each concept, given by its place."""
        rank = _laned(samples.ranks)
        actual = self._tempting(rank)
        for actor in self.actors:
            seen = actual
            if actor in samples.seen and self.credible:
                seen = self._tempting(_laned(samples.seen[actor]))
            own = rank[actor * self.count : (actor + 1) * self.count]
            values = {"at once": own, "after the own answer": self._best_answer(rank, actor)}
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
        from detente.engine import lanes

        better = self._room(len(self.to), rank.shape[1])
        total = lanes.better(self.first, self.to, rank, *better)
        if not self.lean:
            return {"improvements": better}
        kept = self._room(total, rank.shape[1])
        lanes.lean(*self.parts, self.to, rank, *better, kept.row, kept.arc, kept.words)
        return {"improvements": better, "lean": kept}

    def _best_answer(self, rank: Ints, actor: int) -> Ints:
        from detente.engine import lanes

        best: Ints = lanes.best_answer(self.first, self.to, rank, actor, self.count)
        return best

    def _room(self, moves: int, width: int) -> _Tempting:
        """Return room for so many tempting moves in so many lanes."""
        row, arc = np.empty(len(self.first), dtype=np.int64), np.empty(moves, dtype=np.int64)
        words = np.empty((self.word[-1], width), dtype=np.uint8)
        return _Tempting(row, arc, self.word, words, np.left_shift(1, np.arange(8)).astype(np.uint8))

    def _worst(self, replies: str, actor: int, value: Ints, seen: Mapping[str, _Tempting]) -> Ints:
        """Return the least of the values of each kind that the others' replies can bring about from each state."""
        from detente.engine import lanes

        top = np.array([np.iinfo(value.dtype).max], dtype=value.dtype)
        if replies == "none":
            return np.full(value.shape, top[0])
        worst: Ints
        if replies == "moves":
            worst = lanes.least_of_sets(*self.sets[actor], value)
            return worst
        label = np.zeros(len(self.actors), dtype=np.int64)
        label[actor] = -1
        # Two improvements running never lead back, so that actors whose own come to one need no label among others.
        apart = [other for other in self.apart[replies] if other != actor]
        label[apart] = np.arange(1, len(apart) + 1)
        worst = lanes.least_by_replies(*self.order[actor], label, len(apart) + 1, *seen[replies], value, top)
        return worst


def _joined(arcs: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    nothing = np.zeros(0, dtype=np.int64)
    return np.concatenate([nothing, *(a for a, _ in arcs)]), np.concatenate([nothing, *(b for _, b in arcs)])


def _rows(origin: Ints, end: Ints, count: int) -> tuple[Ints, Ints]:
    """Return arcs in compressed rows, whatever the order within a row."""
    return _bounds(np.bincount(origin, minlength=count)), end[np.argsort(origin, kind="stable")]


def _bounds(sizes: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _single() -> NDArray[np.uint64]:
    """Return the words in which one lane of a block each has its bit alone."""
    from detente.engine.lanes import packed

    alone = np.eye(BLOCK, dtype=np.uint8).view(np.uint64)
    return np.array([packed(eights, 0) for eights in alone], dtype=np.uint64)


def _laned(ranks: Numbers) -> Ints:
    """Return ranks with a row for each actor and state, actor by actor, and a column for each sample.

    They are 16 bits wide, so that many fit into a vector, or 32 where an actor tells more than 32,767 levels apart.
    """
    most = np.iinfo(np.int16).max
    if ranks.min() < 0 or ranks.max() >= most:
        ranks = _dense(ranks)
    width = np.int16 if ranks.max() < most else np.int32
    return np.ascontiguousarray(ranks.reshape(len(ranks), -1).T, dtype=width)


class _Sums:
    """What has been found so far, added up: numbers of samples, or their weights."""

    def __init__(self, concepts: int, actors: int, states: int) -> None:
        self.stable: Amounts = np.zeros((concepts, actors, states), dtype=np.int64)
        self.equilibria: Amounts = np.zeros((concepts, states), dtype=np.int64)
        self.total: float = 0
        self.weighed: bool | None = None

    def add(self, unstable: Bools, weights: Amounts | None) -> None:
        """Add a batch, given as `unstable[concept, actor, state, sample]`."""
        if self.weighed is None and weights is not None:
            self.stable, self.equilibria = self.stable.astype(np.float64), self.equilibria.astype(np.float64)
        if self.weighed not in (None, weights is not None):
            raise ValueError("either all samples must have weights or none")
        self.weighed = weights is not None
        if weights is None:
            self._count(unstable)
            self.total += unstable.shape[-1]
        else:
            self._weigh(unstable, weights.astype(np.float64))
            self.total = float(np.cumsum([self.total, *weights.tolist()])[-1])

    def _count(self, unstable: Bools) -> None:
        if compiled.available():
            from detente.engine import lanes

            lanes.count_stable(unstable, self.stable, self.equilibria)
            return
        self.stable += (~unstable).sum(axis=-1)
        self.equilibria += (~unstable.any(axis=1)).sum(axis=-1)

    def _weigh(self, unstable: Bools, weights: NDArray[np.float64]) -> None:
        if compiled.available():
            from detente.engine import lanes

            lanes.weigh_stable(unstable, weights, self.stable, self.equilibria)
            return
        for sample, weight in enumerate(weights):
            self.stable += np.where(unstable[..., sample], 0.0, weight)
            self.equilibria += np.where(unstable[..., sample].any(axis=1), 0.0, weight)
