"""Steps: an order in which what a plan sets can be carried out, so that nobody does better by stopping on the way.

Each `set` clause is one move of the option's owner, in which it chooses nothing else; what depends on the option falls
away as with any move. In every state before the end, nobody who still has a step to make prefers that state to the end.
A step is *one-way* where the option, as the scenario has it, could not go back; it *can be taken back* where it is
neither one-way nor guaranteed by the plan. A one-way step that the plan does not guarantee comes after all steps of
others that can be taken back. Of such orders those come first in which steps that cannot be taken back come late: the
fewest pairs with such a step before one that can.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from detente.settlement.bargain import Sitting
from detente.settlement.clauses import Clause
from detente.settlement.plans import Plan

MOST_STEPS = 14
"""Steps up to which an order is looked for."""


@dataclass(frozen=True)
class Step:
    """One step: the clause carried out, its owner and the state reached, by place; `final`: it cannot be taken back."""

    clause: Clause
    actor: int
    to: int
    final: bool


@dataclass(frozen=True)
class Blocked:
    """Why the order that gets furthest goes no further, after `steps`.

    `better` has the actors who still have a step to make and would do better to stop there; of no actors where no step
    that is left can be made (or must wait for one that cannot).
    """

    steps: tuple[Step, ...]
    better: tuple[int, ...]


@dataclass(frozen=True)
class Order:
    """An order of steps, or why there is none.

    `found` is None where no order does; `blocked` then says what stands in the way of the one that gets furthest.
    `early` counts the pairs in which a step that cannot be taken back comes before one that can.
    """

    found: tuple[Step, ...] | None
    blocked: Blocked | None
    early: int = 0


Refusal = Literal["graph form", "too many"]


def order(sitting: Sitting, plan: Plan) -> Order | Refusal:
    """Return the best order of a plan's steps from the base on, in the conflict that the plan makes.

    `graph form`: states are listed, and no options are set one by one. `too many`: more than `MOST_STEPS` steps.
    """
    if sitting.bargain.scenario.graph_form:
        return "graph form"
    if len(plan.set) > MOST_STEPS:
        return "too many"
    return _Walk(sitting, plan).best()


@dataclass(eq=False)
class _Walk:
    """All ways in which the steps of a plan can follow one another; sets of steps are kept as bits."""

    sitting: Sitting
    plan: Plan
    _known: dict[tuple[int, int], tuple[int, tuple[Step, ...]] | None] = field(default_factory=dict)
    _furthest: Blocked = field(default=Blocked((), ()))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the steps to be made."""
        return self.plan.set

    @cached_property
    def end(self) -> int:
        """Return the state agreed on."""
        return self.sitting.find(self.plan.target)

    @cached_property
    def owners(self) -> tuple[int, ...]:
        """Return who makes each step."""
        actors = list(self.sitting.bargain.scenario.actors)
        return tuple(actors.index(self.sitting.bargain.scenario.options[one.name].actor) for one in self.clauses)

    @cached_property
    def one_way(self) -> tuple[bool, ...]:
        """Return which steps could not be taken back, as the scenario has it."""
        return tuple(self._one_way(one) for one in self.clauses)

    @cached_property
    def guaranteed(self) -> tuple[bool, ...]:
        """Return which steps the plan guarantees."""
        kept = {one.name for one in self.plan.added if one.kind == "guarantee"}
        return tuple(one.name in kept for one in self.clauses)

    def _one_way(self, clause: Clause) -> bool:
        bargain = self.sitting.bargain
        ground = bargain.at(bargain.terms).ground
        option = next(one for one in ground.layout.conflict.options if one.id == clause.name)
        before = option.values.index(bargain.base[clause.name])
        return clause.value in option.kept or (option.forward and option.values.index(clause.value) > before)

    def _final(self, step: int) -> bool:
        return self.one_way[step] or self.guaranteed[step]

    def best(self) -> Order:
        """Return the best order, or what blocks the one that gets furthest."""
        begin = self.sitting.find(self.sitting.bargain.base)
        found = self._from(0, begin, ()) if begin >= 0 else None
        if found is None:
            return Order(None, self._furthest)
        return Order(found[1], None, found[0])

    def _from(self, done: int, state: int, before: tuple[Step, ...]) -> tuple[int, tuple[Step, ...]] | None:
        """Return the best way on from a state with some steps done, and how many steps come too early on it."""
        if done == (1 << len(self.clauses)) - 1:
            return (0, ()) if state == self.end else None
        if (done, state) not in self._known:
            self._known[done, state] = self._onward(done, state, before)
        return self._known[done, state]

    def _onward(self, done: int, state: int, before: tuple[Step, ...]) -> tuple[int, tuple[Step, ...]] | None:
        left = [step for step in range(len(self.clauses)) if not done >> step & 1]
        better = self._stopping(left, state)
        best: tuple[int, tuple[Step, ...]] | None = None
        for step in left if not better else ():
            to = self._made(step, state) if not self._exposed(step, left) else None
            if to is None:
                continue
            made = Step(self.clauses[step], self.owners[step], to, self._final(step))
            rest = self._from(done | 1 << step, to, (*before, made))
            if rest is None:
                continue
            early = sum(not self._final(other) for other in left if other != step) if made.final else 0
            if best is None or early + rest[0] < best[0]:
                best = early + rest[0], (made, *rest[1])
        if best is None and (not self._known or len(before) > len(self._furthest.steps)):
            self._furthest = Blocked(before, better)
        return best

    def _stopping(self, left: list[int], state: int) -> tuple[int, ...]:
        """Return who still has a step to make and prefers a state to the end."""
        ground = self.sitting.ground
        waiting = sorted({self.owners[step] for step in left})
        return tuple(actor for actor in waiting if ground.rank(actor)[state] > ground.rank(actor)[self.end])

    def _exposed(self, step: int, left: list[int]) -> bool:
        """Return whether a one-way step would come before a step of somebody else that can be taken back."""
        if not self.one_way[step] or self.guaranteed[step]:
            return False
        return any(self.owners[other] != self.owners[step] and not self._final(other) for other in left)

    def _made(self, step: int, state: int) -> int | None:
        """Return where an owner's move leads in which it sets one option and chooses nothing else; None for no move."""
        board, owner = self.sitting.ground.layout.board, self.owners[step]
        ends = board.moves[owner].from_(state)
        own = np.flatnonzero(board.owner == owner)
        states, clause = self.sitting.ground.layout.states, self.clauses[step]
        chosen = board.values[state].copy()
        place = list(states.columns).index(clause.name)
        chosen[place] = states.values[clause.name].index(clause.value)
        fits = ends[(board.values[ends][:, own] == chosen[own]).all(axis=1)]
        return int(fits[0]) if len(fits) else None


__all__ = ["Blocked", "Order", "Step", "order"]
