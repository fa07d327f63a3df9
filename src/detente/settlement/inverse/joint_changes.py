"""Joint changes: the smallest change of everybody's wants together that makes a state an equilibrium.

Under Nash stability, GMR and SMR nobody's stability hangs on what others want: each actor's smallest change is a part
of the smallest joint one. Under SEQ and SSEQ a change of one actor's wants changes what it would do in reply to the
others. Two bounds come first. From below: what holds against credible replies holds against all replies, so nobody can
do with less than GMR (SMR) asks of it. From above: changes that work, found actor by actor, or by leaving nobody
anything better. Where both meet, the search is over. Else joint changes are tried by size, from the lower bound on,
those that differ in nothing that matters only once, until one works or the work set aside for it is done.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import NamedTuple

import numpy as np

from detente.engine.board import Arcs, Board, Ints
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.settlement.inverse.conditions import Condition, condition
from detente.settlement.inverse.sets import States, above
from detente.settlement.inverse.ways import Change, Nearest, Ways

MOST_WORK = 1 << 24
"""Steps that are taken while joint changes are tried: some seconds."""

TRY, CHANGE, LOOK = 20, 200, 2000
"""Steps that it takes to try parts that are known, to make another change of one actor, to work out a condition."""

WIDE, WIDER = 4, 64
"""How many more each state costs: for a change, and for a condition."""

ROUNDS = 3
"""How often each actor may answer what the others have changed to."""


@dataclass(frozen=True, eq=False)
class Joint:
    """A smallest joint change, by actor.

    `pairs` is the sum over the actors, None where no joint change was found. No joint change of fewer pairs than
    `least` works; None: none at all does. Where both are equal, `changes` is a smallest one.
    """

    pairs: int | None
    least: int | None
    changes: tuple[Change, ...]


def joint(
    board: Board,
    concept: Concept,
    state: int,
    ways: Sequence[Ways],
    needed: Sequence[Condition] = (),
    work: int = MOST_WORK,
    progress: Progress = silent,
) -> Joint:
    """Return the smallest joint change that makes a state an equilibrium; `ways` are each actor's ways to change.

    `needed` are the conditions that `needs` gives, where they are known already. Under concepts with credible replies
    about so much `work` is done before the search is given up.
    """
    conditions = needed or needs(board, concept, state)
    apart = _sum([way.nearest(one) for way, one in zip(ways, conditions, strict=True)])
    if not concept.credible or apart.least is None:
        return apart
    return _Search(board, concept, state, ways, conditions, work, progress).found(apart.least)


def needs(board: Board, concept: Concept, state: int) -> tuple[Condition, ...]:
    """Return what each actor needs for a state to be stable, whatever the others want.

    Under concepts with credible replies that is what it needs against all replies: whatever holds under the one holds
    under the other.
    """
    against = replace(concept, replies="moves") if concept.credible else concept
    return tuple(condition(board, against, actor, state) for actor in board.actors)


def _sum(parts: Sequence[Nearest]) -> Joint:
    """Return changes that each actor makes for itself as a joint one."""
    changes = tuple(one.change for one in parts if one.change is not None)
    least = [one.least for one in parts if one.least is not None]
    found = len(changes) == len(parts)
    return Joint(
        sum(one.pairs for one in changes) if found else None,
        sum(least) if len(least) == len(parts) else None,
        changes if found else (),
    )


class _Spent(Exception):
    """The work set aside is done."""


class _Effect(NamedTuple):
    """What matters of a change: which states are preferred to the state, and which moves improve."""

    preferred: States
    improves: bytes


@dataclass(eq=False)
class _Search:
    """Tries joint changes under a concept with credible replies; `needed` is what each actor needs in any case."""

    board: Board
    concept: Concept
    state: int
    ways: Sequence[Ways]
    needed: Sequence[Condition]
    work: int
    progress: Progress
    _done: int = 0
    _asked: dict[tuple[int, tuple[bytes, ...]], Condition] = field(default_factory=dict)
    _effects: list[set[_Effect]] = field(default_factory=list)
    _at: dict[tuple[int, int], list[tuple[Change, _Effect]]] = field(default_factory=dict)

    def found(self, least: int) -> Joint:
        """Return the smallest joint change, where none of fewer pairs than `least` can work."""
        best = min(self._guesses(), key=_pairs, default=None)
        self._effects = [set() for _ in self.board.actors]
        try:
            while best is None or least < _pairs(best):
                if least > sum(way.most for way in self.ways):
                    return Joint(None, None, ())
                tried = self._of_size(least)
                if tried is not None:
                    best = tried
                    break
                least += 1
        except _Spent:
            pass
        return Joint(None if best is None else _pairs(best), least, best or ())

    # ------------------------------------------------------------ guesses

    def _guesses(self) -> Iterator[tuple[Change, ...]]:
        """Yield joint changes that work: with nothing better left to anybody, and actor by actor."""
        nash = replace(self.concept, replies="none")
        wholly = _sum(
            [way.nearest(condition(self.board, nash, actor, self.state)) for actor, way in enumerate(self.ways)]
        )
        if wholly.changes:
            yield wholly.changes
        now = [Change(0, rank) for rank in self.board.ranks]
        for actor in [*self.board.actors] * ROUNDS:
            given = condition(self._board(now), self.concept, actor, self.state)
            if not given.met(above(now[actor].rank, self.state)):
                nearest = self.ways[actor].nearest(given).change
                if nearest is None:
                    return
                now[actor] = nearest
        if self._works(now):
            yield tuple(now)

    def _works(self, changes: Sequence[Change]) -> bool:
        board = self._board(changes)
        return all(
            condition(board, self.concept, actor, self.state).met(above(board.ranks[actor], self.state))
            for actor in board.actors
        )

    def _board(self, changes: Sequence[Change]) -> Board:
        return replace(self.board, ranks=np.array([one.rank for one in changes]))

    # ------------------------------------------------------------ search

    def _of_size(self, pairs: int) -> tuple[Change, ...] | None:
        """Return a joint change of so many pairs that works, None where none does."""
        for sizes in _shares(pairs, len(self.ways)):
            for some in product(*self._parts(sizes)):
                self._spend(TRY)
                if self._holds([effect for _, effect in some], [change for change, _ in some]):
                    return tuple(change for change, _ in some)
        return None

    def _parts(self, sizes: Sequence[int]) -> list[list[tuple[Change, _Effect]]]:
        """Return each actor's changes of a size; if one has none, those alone."""
        found = []
        for actor, size in enumerate(sizes):
            found.append(self._changes(actor, size))
            if not found[-1]:
                return found[-1:]
        return found

    def _holds(self, effects: Sequence[_Effect], changes: Sequence[Change]) -> bool:
        return all(
            self._condition(actor, effects, changes).met(effect.preferred) for actor, effect in enumerate(effects)
        )

    def _condition(self, actor: int, effects: Sequence[_Effect], changes: Sequence[Change]) -> Condition:
        """Return an actor's condition with the others' wants so changed, worked out once for what they would do."""
        key = (actor, tuple(effect.improves for other, effect in enumerate(effects) if other != actor))
        if key not in self._asked:
            self._spend(LOOK + WIDER * self.board.count)
            self.progress("Trying joint changes", self._done / self.work)
            self._asked[key] = condition(self._board(changes), self.concept, actor, self.state)
        return self._asked[key]

    def _changes(self, actor: int, size: int) -> list[tuple[Change, _Effect]]:
        """Return an actor's changes of so many pairs that meet what it needs, and do what no smaller one does."""
        for less in range(size + 1):
            if (actor, less) not in self._at:
                self._at[actor, less] = list(self._fresh(actor, less))
        return self._at[actor, size]

    def _fresh(self, actor: int, size: int) -> Iterator[tuple[Change, _Effect]]:
        way, needed, known = self.ways[actor], self.needed[actor], self._effects[actor]
        price = CHANGE + WIDE * self.board.count + way.work
        self._spend(price)
        for change in way.at_distance(size):
            self._spend(price)
            preferred = above(change.rank, self.state)
            effect = _Effect(preferred, self._improves(actor, change.rank))
            if effect not in known and needed.met(preferred):
                known.add(effect)
                yield change, effect

    def _improves(self, actor: int, rank: Ints) -> bytes:
        moves = self._moves[actor]
        return np.packbits(rank[moves.to] > rank[moves.origin]).tobytes()

    @functools.cached_property
    def _moves(self) -> list[Arcs]:
        return [moves.listed() for moves in self.board.moves]

    def _spend(self, work: int) -> None:
        self._done += work
        if self._done > self.work:
            raise _Spent


def _pairs(changes: Sequence[Change]) -> int:
    return sum(one.pairs for one in changes)


def _shares(pairs: int, actors: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to share some pairs among actors.

    >>> list(_shares(2, 2))
    [(0, 2), (1, 1), (2, 0)]
    """
    if actors == 1:
        yield (pairs,)
        return
    for first in range(pairs + 1):
        for rest in _shares(pairs - first, actors - 1):
            yield (first, *rest)
