"""Plans: the smallest sets of clauses after which a situation is acceptable to all and holds.

A plan is good if nothing is wrong with its state in the conflict that its clauses make (`Sitting.fault`). It is minimal
if no part of it is good. Holding does not grow with the clauses, so every set of clauses up to a size is judged; only
these are left out, and none of them could be minimal or good:

- sets in whose conflict no state with the situation is acceptable: guarantees change neither states nor standings, so
  that is asked once for all guarantees;
- states of which a part of the plan was found good before;
- guarantees of what its owner could not leave anyway: without them the plan is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb

import numpy as np

from detente.conflict import STATE
from detente.engine.board import Bools, Ints
from detente.engine.progress import Progress, silent, within
from detente.errors import ConflictError, QuestionError, question
from detente.grounds.together import solve
from detente.settlement.bargain import Bargain, Sitting, Values
from detente.settlement.clauses import Clause, in_order, kinds

AT_MOST = 2
"""Clauses besides what is set, up to which all sets are tried where nothing else is said."""

UNASKED = 4_000_000
"""Work up to which sets of a size are tried without having been asked for; `_Search.work` says what is counted."""

MOST = 1_000_000_000
"""The same up to which they are tried at all."""

LAYING = 20
"""What it takes to lay out moves that are new, in times of judging a board on moves laid out before."""

Weight = Callable[[Clause], Fraction]


@dataclass(frozen=True)
class Plan:
    """A set of clauses, in the order in which they are told, and the state agreed on by the value of every option."""

    clauses: tuple[Clause, ...]
    target: Values = field(hash=False)

    @property
    def set(self) -> tuple[Clause, ...]:
        """Return what is set."""
        return tuple(one for one in self.clauses if one.kind == "set")

    @property
    def added(self) -> tuple[Clause, ...]:
        """Return what is added to that."""
        return tuple(one for one in self.clauses if one.kind != "set")

    def without(self, clause: Clause, base: Values) -> Plan:
        """Return the plan without one of its clauses; what was set is as at the base."""
        target = {**self.target, clause.name: base[clause.name]} if clause.kind == "set" else self.target
        return Plan(tuple(one for one in self.clauses if one != clause), target)


@dataclass(frozen=True)
class Plans:
    """All minimal plans with at most `searched` clauses besides what is set, the lightest first.

    `tried` counts the sets of such clauses and `judged` the conflicts whose states were judged. `wanted` is the size
    that was asked for; where it is greater than `searched`, trying all sets of the next size would have taken `next`
    (in states gone through).
    """

    plans: tuple[Plan, ...]
    searched: int
    wanted: int
    tried: int
    judged: int
    next: int


def light(_clause: Clause) -> Fraction:
    """Return the weight of a clause where none are given: 0 for what is set, 1 for all else."""
    return Fraction(0 if _clause.kind == "set" else 1)


def plans(
    bargain: Bargain,
    allowed: Iterable[str],
    at_most: int | None = None,
    weight: Weight = light,
    progress: Progress = silent,
) -> Plans:
    """Return the minimal plans made of some kinds of clauses.

    Where `at_most` is None, sets of up to `AT_MOST` clauses besides what is set are tried, or fewer where that would
    take long. Raises QuestionError where what was asked for takes too long.
    """
    search = _Search(bargain, frozenset(allowed))
    wanted = AT_MOST if at_most is None else at_most
    limit, size, work = UNASKED if at_most is None else MOST, 0, 0
    if at_most is not None and search.least(at_most) > MOST:
        raise _too_many(at_most, search.least(at_most))
    while size <= wanted:
        work = search.prepare(size, limit, within(progress, 2 * size, 2 * wanted + 2))
        if work > limit:
            if at_most is not None:
                raise _too_many(size, work)
            break
        search.judge(size, within(progress, 2 * size + 1, 2 * wanted + 2))
        size += 1
        if any(not one.clauses for one in search.found):
            size = wanted + 1  # nothing at all is needed, and of that every plan is a part
    found = sorted(
        search.found, key=lambda one: (sum(map(weight, one.clauses)), len(one.added), len(one.clauses), one.clauses)
    )
    ordered = tuple(Plan(in_order(frozenset(one.clauses), bargain.scenario), one.target) for one in found)
    return Plans(ordered, size - 1, wanted, search.tried, search.judged, work if size <= wanted else 0)


@dataclass(frozen=True, eq=False)
class _Offer:
    """Clauses without guarantees, the conflict that they make, and the states acceptable there, by all their values."""

    added: tuple[Clause, ...]
    sitting: Sitting
    states: Ints
    values: Ints


@dataclass(frozen=True, eq=False)
class _Task:
    """States of an offer, to be judged where some options are kept at the values that these states have."""

    offer: _Offer
    kept: tuple[Clause, ...]
    states: Ints


class _Search:
    """The search for plans, size by size."""

    def __init__(self, bargain: Bargain, allowed: frozenset[str]) -> None:
        self.bargain = bargain
        self.setting = "set" in allowed
        terms, variant = bargain.terms, bargain.variant
        each = {name: tuple(kind.clauses(terms, variant)) for name, kind in kinds().items() if name in allowed}
        self._keeps = each.pop("guarantee", ())
        self._others = tuple(clause for some in each.values() for clause in some)
        self._offers: list[_Offer] = []
        self._tasks: dict[tuple[tuple[str, str], ...], list[_Task]] = {}
        self._at: dict[frozenset[Clause], list[tuple[Bools, Ints]]] = {}
        self.found: list[Plan] = []
        self.tried = self.judged = 0
        self._names = (STATE,) if bargain.scenario.graph_form else tuple(bargain.scenario.options)

    # ------------------------------------------------------------ what is to be judged

    @cached_property
    def _count(self) -> int:
        return self.bargain.at(self.bargain.terms).ground.states.length

    def least(self, size: int) -> int:
        """Return how many states are gone through at least for sets of a size, to see what could be accepted."""
        return comb(len(self._others), size) * self._count

    def prepare(self, size: int, limit: int, progress: Progress = silent) -> int:
        """Find out what is to be judged for sets of a size, and return how much work that is.

        The work is counted in states that are gone through: those of each conflict once, and as many times more as it
        takes to lay out its moves where nobody has done so.
        """
        if self.least(size) > limit:
            return self.least(size)
        count, states = comb(len(self._others), size), self._count
        for place, some in enumerate(combinations(self._others, size)):
            progress("What everybody could accept", place / count)
            if len({(one.kind, one.name) for one in some}) == size:
                self._offer(some)
        self._tasks = {}
        for offer in self._offers:
            for keeps in combinations(self._keeps, size - len(offer.added)):
                self._task(offer, keeps)
        boards = sum(len(some) for some in self._tasks.values())
        return states * (boards + LAYING * len(self._tasks))

    def _offer(self, some: tuple[Clause, ...]) -> None:
        """Keep clauses under which somebody could agree to something."""
        try:
            sitting = self.bargain.under(some, self.bargain.base)
        except ConflictError:
            return
        states = sitting.acceptable
        if not self.setting:
            states = states[states == sitting.find(self.bargain.base)]
        if len(states):
            values = sitting.ground.layout.board.values[states].astype(np.int64)
            self._offers.append(_Offer(some, sitting, states, values))

    def _task(self, offer: _Offer, keeps: tuple[Clause, ...]) -> None:
        """Note which states of an offer are to be judged with some guarantees, by the values at which these keep."""
        open_ = ~self._covered((*offer.added, *keeps), offer.values)
        if not keeps:
            self._note(offer, (), (), offer.states[open_])
            return
        options = [self._names.index(one.name) for one in keeps]
        rows = offer.values[open_][:, options]
        for row in np.unique(rows, axis=0):
            kept = tuple((one.name, self._value(offer, one.name, int(v))) for one, v in zip(keeps, row, strict=True))
            if all(self._leaves(offer, name, value) for name, value in kept):
                self._note(offer, keeps, kept, offer.states[open_][(rows == row).all(axis=1)])

    def _note(self, offer: _Offer, keeps: tuple[Clause, ...], kept: tuple[tuple[str, str], ...], states: Ints) -> None:
        if len(states):
            self._tasks.setdefault(kept, []).append(_Task(offer, keeps, states))

    def _value(self, offer: _Offer, option: str, position: int) -> str:
        return offer.sitting.ground.layout.states.values[option][position]

    def _leaves(self, offer: _Offer, option: str, value: str) -> bool:
        """Return whether an option's owner could leave a value as the scenario stands."""
        one = next(one for one in offer.sitting.ground.layout.conflict.options if one.id == option)
        return not (value in one.kept or (one.forward and value == one.values[-1]))

    # ------------------------------------------------------------ what was found before

    def _covered(self, added: tuple[Clause, ...], values: Ints) -> Bools:
        """Return of which states a part of the plan, with fewer clauses or less set, was found good before."""
        found = np.zeros(len(values), dtype=np.bool_)
        for size in range(len(added) + 1):
            for some in combinations(added, size):
                for differing, target in self._at.get(frozenset(some), ()):
                    found |= (values[:, differing] == target[differing]).all(axis=1)
        return found

    def _keep(self, good: list[tuple[tuple[Clause, ...], Ints, dict[str, str]]]) -> None:
        """Keep those of the good plans of a size of which no part is good."""
        base = self._positions()
        good.sort(key=lambda one: int((one[1] != base).sum()))
        for added, values, target in good:
            if self._covered(added, values[None])[0]:
                continue
            differing = values != base
            self._at.setdefault(frozenset(added), []).append((differing, values))
            set_ = (Clause("set", name, target[name]) for name, off in zip(self._names, differing, strict=True) if off)
            self.found.append(Plan((*set_, *added), target))

    def _positions(self) -> Ints:
        """Return the base by the position of every value."""
        states = self._offers[0].sitting.ground.layout.states
        return np.array([states.values[name].index(self.bargain.base[name]) for name in self._names])

    # ------------------------------------------------------------ judging

    def judge(self, size: int, progress: Progress = silent) -> None:
        """Judge what `prepare` found for a size; conflicts with the same moves are judged together."""
        self.tried += comb(len(self._others) + len(self._keeps), size)
        good: list[tuple[tuple[Clause, ...], Ints, dict[str, str]]] = []
        for place, (kept, tasks) in enumerate(self._tasks.items()):
            progress("What holds with " + ("clauses" if size else "nothing added"), place / len(self._tasks))
            good += self._good(kept, tasks)
        if good:
            self._keep(good)

    def _good(
        self, kept: tuple[tuple[str, str], ...], tasks: Sequence[_Task]
    ) -> Iterator[tuple[tuple[Clause, ...], Ints, dict[str, str]]]:
        """Yield the good plans of some tasks that keep the same options at the same values."""
        sittings = self._sittings(dict(kept), tasks)
        solve([one.ground for one in sittings], [self.bargain.concept], rests=False, stable=True)
        self.judged += len(tasks)
        for task, sitting in zip(tasks, sittings, strict=True):
            holding = sitting.holding()
            for state in task.states.tolist():
                # Guarantees change no state, so states have the numbers that they have in the offer.
                if holding[state]:
                    values = sitting.ground.layout.board.values[state].astype(np.int64)
                    yield (*task.offer.added, *task.kept), values, sitting.named(state)

    def _sittings(self, kept: Mapping[str, str], tasks: Sequence[_Task]) -> list[Sitting]:
        if not kept:
            return [task.offer.sitting for task in tasks]
        layouts = self.bargain.layouts.fork()  # moves laid out for these guarantees are let go with them
        target = {**self.bargain.base, **kept}
        return [self.bargain.under((*task.offer.added, *task.kept), target, layouts) for task in tasks]


def _too_many(size: int, work: int) -> QuestionError:
    return question(
        "too-many-plans",
        f"all sets of {size} clauses come to {work:,} states to be gone through",
        f"At most {MOST:,} are gone through.",
        "Say a smaller --at-most, or fewer kinds of clauses with --clauses.",
    )


__all__ = ["AT_MOST", "Plan", "Plans", "light", "plans"]
