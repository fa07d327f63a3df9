"""Nearby: where play comes to rest in many samples of ranks, looking only at states that can matter.

Play from the status quo mostly passes through few states, and what deters a move hangs on the replies that follow it,
not on the rest of the board. So states are looked at as they are met: those that play comes to, those to which
somebody would be tempted to move there, and those to which replies lead from them. All samples go together: a state is
looked at where it matters in any of them. Of moves only improvements count, for some wants that some sample has: they
are what tempts, and the only replies of concepts by which replies must be credible.

Answers are those of the whole board (`Ensemble.rests`), which is asked where too many states are met.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from detente.engine.board import Board, Bools, Ints
from detente.engine.ensemble.samples import Rests
from detente.engine.stability import Concept
from detente.engine.verdicts import comes_to_one

MOST = 1 << 16
"""Moves looked at, times samples, beyond which the whole board is asked."""

MOST_MOVES = 1 << 10
"""The same for moves alone: with many of them, compiled kernels over the whole board are quicker."""


class Wants(NamedTuple):
    """An actor's standings in many samples: in sample k they are `rows[which[k]]`, a number for each state."""

    rows: Ints
    which: Ints

    def of(self, states: Ints) -> Ints:
        """Return the standings of some states, by state and sample."""
        found: Ints = self.rows[:, states].T[:, self.which]
        return found


def stacked(wants: Sequence[Wants]) -> Ints:
    """Return standings by sample, actor and state."""
    found: Ints = np.stack([one.rows[one.which] for one in wants], axis=1)
    return found


def rests_nearby(
    board: Board, concept: Concept, begins: int, wants: Sequence[Wants], seen: Mapping[int, Sequence[Wants]]
) -> Rests | None:
    """Return where play from a state comes to rest under a concept, told of the states that were looked at.

    None where these would be too many, and for concepts by which any moves count as replies: these lead everywhere.
    `wants` has the standings by actor, `seen[i]` what actor i takes them to be.
    """
    if concept.replies == "moves":
        return None
    search = _Search(board, concept, begins, wants, seen if concept.credible else {})
    return search.found() if search.done() else None


@dataclass(eq=False)
class _Steps:
    """The improvements of one actor from the states at which it was looked: `origin` and `to` by place, from there on.

    `looked` are the places at which it was. `better` and `lean` say by view, row of wants and move whether it is an
    improvement, and a lean one.
    """

    looked: set[int] = field(default_factory=set)
    origin: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    to: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    better: dict[int | None, Bools] = field(default_factory=dict)
    lean: dict[int | None, Bools] = field(default_factory=dict)


class _Search:
    """The states met so far, by place, and what is known of moves between them; `played` are those play comes to."""

    def __init__(
        self, board: Board, concept: Concept, begins: int, wants: Sequence[Wants], seen: Mapping[int, Sequence[Wants]]
    ) -> None:
        self.board, self.concept, self.wants, self.seen = board, concept, wants, seen
        self.samples = len(wants[0].which)
        self.states = [begins]
        self.place = {begins: 0}
        self.steps = [_Steps() for _ in board.actors]
        self.played = {0}

    def done(self) -> bool:
        """Look at all that matters; return whether that was little enough."""
        while self._look():
            self._judge()
            new = set(np.flatnonzero((self.reached >= 0).any(axis=1)).tolist()) - self.played
            if not new:
                return True
            self.played |= new
        return False

    # ------------------------------------------------------------ looking

    def _look(self) -> bool:
        """Look at whatever the states that play comes to hang on; return whether that is little enough."""
        actors = self.board.actors
        for actor in actors:
            self._expand(actor, self.played)
        for actor in actors if self.concept.replies != "none" else ():
            found = self._tempted(actor) | (self.played if self.concept.caused else set())
            front = found
            while front:
                if not self._small():
                    return False
                for other in actors:
                    if other != actor or self.concept.hurts == "after the own answer":
                        self._expand(other, front)
                front = self._answered(actor, front) - found
                found |= front
        return self._small()

    def _small(self) -> bool:
        moves = sum(len(one.to) for one in self.steps)
        return moves <= MOST_MOVES and moves * self.samples <= MOST

    def _tempted(self, actor: int) -> set[int]:
        """Return where the actor is tempted to go, in some sample, from states that play comes to."""
        steps = self.steps[actor]
        marks = self._kind(actor, self.concept.tempts, None).any(axis=0)
        marks &= np.isin(steps.origin, list(self.played))
        return set(steps.to[marks].tolist())

    def _answered(self, actor: int, front: Collection[int]) -> set[int]:
        """Return where the others' replies lead from some places, in some sample, as the actor expects them."""
        found: set[int] = set()
        view = actor if actor in self.seen else None
        for other, steps in enumerate(self.steps):
            if other != actor:
                marks = self._kind(other, self.concept.replies, view).any(axis=0) & np.isin(steps.origin, list(front))
                found |= set(steps.to[marks].tolist())
        return found

    def _kind(self, actor: int, kind: str, view: int | None) -> Bools:
        steps = self.steps[actor]
        marks = (steps.lean if kind == "lean" else steps.better).get(view)
        return np.zeros((1, 0), dtype=np.bool_) if marks is None else marks

    def _expand(self, actor: int, places: Collection[int]) -> None:
        """Find an actor's improvements from the places at which it was not looked yet."""
        steps = self.steps[actor]
        new = sorted(set(places) - steps.looked)
        if not new:
            return
        steps.looked.update(new)
        here = np.array([self.states[place] for place in new])
        moves = self.board.moves[actor].rows(here)
        origin, to = here[moves.origin], moves.to
        rows = {view: wants[actor].rows for view, wants in [(None, self.wants), *self.seen.items()]}
        some = np.zeros(len(to), dtype=np.bool_)
        for standing in rows.values():
            some |= (standing[:, to] > standing[:, origin]).any(axis=0)
        origin, to = origin[some], to[some]
        parts = self._parts(actor, origin, to) if "lean" in (self.concept.tempts, self.concept.replies) else None
        for view, standing in rows.items():
            better = standing[:, to] > standing[:, origin]
            steps.better[view] = _beside(steps.better.get(view), better)
            if parts is not None:
                part, whole = parts
                as_well = standing[:, to[part]] >= standing[:, to[whole]]
                lean = better.copy()
                for row, beaten in enumerate(as_well):
                    lean[row, whole[beaten]] = False
                steps.lean[view] = _beside(steps.lean.get(view), lean)
        at = [self.place[state] for state in origin.tolist()]
        steps.origin = np.concatenate([steps.origin, np.array(at, dtype=np.int64)])
        steps.to = np.concatenate([steps.to, np.array([self._met(state) for state in to.tolist()], dtype=np.int64)])

    def _met(self, state: int) -> int:
        if state not in self.place:
            self.place[state] = len(self.states)
            self.states.append(state)
        return self.place[state]

    def _parts(self, actor: int, origin: Ints, to: Ints) -> tuple[Ints, Ints]:
        """Return pairs of moves, given in the order of their states, of which the first is part of the second."""
        own = np.flatnonzero(self.board.owner == actor)
        if len(own) < 2 or not len(to):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        values = self.board.values
        before, after = values[np.ix_(origin, own)], values[np.ix_(to, own)]
        order = np.argsort(origin, kind="stable")
        first, last = (np.searchsorted(origin, origin, side, order) for side in ("left", "right"))
        whole = np.repeat(np.arange(len(to)), last - first)
        part = order[_counted(first, last)]
        # A part makes some of the other's changes and no others.
        within = ((after[part] == before[part]) | (after[part] == after[whole])).all(axis=1)
        kept = within & (part != whole)
        return part[kept], whole[kept]

    # ------------------------------------------------------------ judging

    def _judge(self) -> None:
        """Work out which moves from states that play comes to nothing deters, and where play goes by them."""
        actors = self.board.actors
        self.loose = [self._undeterred(actor) for actor in actors]
        count = len(self.states)
        self.reached = np.full((count, self.samples), -1, dtype=np.int64)
        self.reached[0] = 0
        self.rests = np.ones((count, self.samples), dtype=np.bool_)
        for steps, loose in zip(self.steps, self.loose, strict=True):
            np.logical_and.at(self.rests, steps.origin, ~loose)
        front, level = self.reached == 0, 0
        while front.any():
            level += 1
            ahead = np.zeros_like(front)
            for steps, loose in zip(self.steps, self.loose, strict=True):
                np.logical_or.at(ahead, steps.to, loose & front[steps.origin])
            front = ahead & (self.reached < 0)
            self.reached[front] = level

    def _undeterred(self, actor: int) -> Bools:
        """Return by move and sample whether nothing deters an actor from it, for moves from states play comes to."""
        steps, which = self.steps[actor], self.wants[actor].which
        played = np.isin(steps.origin, list(self.played))
        loose = np.zeros((len(steps.to), self.samples), dtype=np.bool_)
        loose[played] = self._kind(actor, self.concept.tempts, None)[:, played][which].T
        if self.concept.replies == "none" or not len(steps.to):
            return loose
        own = self.wants[actor].of(np.array(self.states))
        worst = self._worst(actor, own)
        limit = np.minimum(own, worst - 1) if self.concept.caused else own
        return loose & (worst[steps.to] > limit[steps.origin])

    def _worst(self, actor: int, own: Ints) -> Ints:
        """Return by place and sample the least that replies can bring about for an actor, as it expects them.

        Whoever's moves running do not come to one must not move twice running: label k is for sequences whose first
        mover is not the k-th of these, label 0 for any.
        """
        value = own
        if self.concept.hurts == "after the own answer":
            value, mine = own.copy(), self.steps[actor]
            np.maximum.at(value, mine.origin, own[mine.to])
        view = actor if actor in self.seen else None
        wants = self.wants if view is None else self.seen[view]
        others = [other for other in self.board.actors if other != actor and len(self.steps[other].to)]
        apart = [other for other in others if not comes_to_one(self.board, self.concept.replies, other)]
        label = {other: 1 + apart.index(other) if other in apart else 0 for other in others}
        replies = {other: self._kind(other, self.concept.replies, view)[wants[other].which].T for other in others}
        least = np.repeat(value[None], 1 + len(apart), axis=0)
        top = np.iinfo(value.dtype).max
        falling = True
        while falling:
            falling = False
            for other in others:
                steps, gain = self.steps[other], np.full_like(value, top)
                np.minimum.at(gain, steps.origin, np.where(replies[other], least[label[other]][steps.to], top))
                for k in range(len(least)):
                    if (k != label[other] or k == 0) and (gain < least[k]).any():
                        np.minimum(least[k], gain, out=least[k])
                        falling = True
        worst: Ints = least[0]
        return worst

    # ------------------------------------------------------------ telling

    def found(self) -> Rests:
        """Return where play comes to rest, the states met in their order."""
        order, come = np.argsort(self.states), self.reached >= 0
        rests = self.rests & come
        restless: Bools = np.logical_or.reduce(come & ~self._leads_to(rests), axis=0)
        length = np.where(rests, self.reached, -1)[order].T
        leaving = tuple(self._leaving(actor) for actor in self.board.actors)
        return Rests(np.array(self.states)[order], rests[order].T, restless, length, leaving)

    def _leads_to(self, rests: Bools) -> Bools:
        """Return by place and sample whether undeterred moves lead to a rest."""
        leads, growing = rests.copy(), True
        while growing:
            before = leads.copy()
            for steps, loose in zip(self.steps, self.loose, strict=True):
                np.logical_or.at(leads, steps.origin, loose & leads[steps.to])
            growing = bool((before != leads).any())
        return leads

    def _leaving(self, actor: int) -> Bools:
        """Return by sample and move from the first state, in the order of the board, whether nothing deters it."""
        ends = self.board.moves[actor].from_(self.states[0])
        first = self.steps[actor].origin == 0
        free = np.zeros((self.samples, len(ends)), dtype=np.bool_)
        to = np.array(self.states)[self.steps[actor].to[first]]
        free[:, np.searchsorted(ends, to)] = self.loose[actor][first].T
        return free


def _beside(some: Bools | None, more: Bools) -> Bools:
    return more if some is None else np.concatenate([some, more], axis=1)


def _counted(first: Ints, last: Ints) -> Ints:
    """Return the numbers from each first up to before each last, one range after another."""
    sizes = last - first
    found: Ints = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(first, sizes)
    return found
