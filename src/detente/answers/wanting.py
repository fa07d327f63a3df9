"""Other wants of an actor by names: its statements in another order, or another ranking of the states."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.answers.moves import Reason, deciding
from detente.answers.run import Run
from detente.conflict import Conflict, Goal, Ordered
from detente.engine.board import Bools, Ints
from detente.settlement.inverse import pairs
from detente.settlement.inverse.conditions import Condition, Requirement
from detente.settlement.inverse.orders import Order
from detente.settlement.inverse.sets import States, above, members
from detente.settlement.inverse.ways import Change


@dataclass(frozen=True)
class Cure:
    """What keeps an actor from a move after a change of what it wants.

    `instead` are the states, by number, that it then does not prefer: where the move leads, or where it then ends.
    `reasons` are the statements that decide, for each that it preferred before.
    """

    to: int
    instead: tuple[int, ...]
    reasons: tuple[tuple[int, Reason], ...]


@dataclass(frozen=True)
class Placing:
    """A statement put directly above another one; to the end of the list where `above` is None."""

    statement: str
    above: str | None


@dataclass(frozen=True)
class Reordered:
    """An actor's statements in another order: the whole list, how to get there step by step, and what then holds."""

    actor: str
    pairs: int
    order: tuple[str, ...]
    steps: tuple[Placing, ...]
    cures: tuple[Cure, ...]


@dataclass(frozen=True)
class Reranked:
    """An actor's ranking of the states with some pairs of them changed.

    Where only the state itself moves, it then stands level with `level_with` and, newly, above `passed`; else
    `changed` are the pairs of states that stand otherwise, the first then above (1), level with (0) or below (-1) the
    second.
    """

    actor: str
    pairs: int
    level_with: tuple[int, ...]
    passed: tuple[int, ...]
    changed: tuple[tuple[int, int, int], ...]


class Naming:
    """Puts changes of what actors want into the names of a run; `state` is the place of the state asked about."""

    def __init__(self, run: Run, state: int) -> None:
        self.run, self.state = run, state

    def reordered(self, given: Condition, change: Change) -> Reordered:
        """Return an actor's other order of statements, and what it does to the condition that it is to meet."""
        names = [goal.name for goal in _goals(self.run.conflict, given.actor)]
        order = change.order or ()
        return Reordered(
            self.run.conflict.actors[given.actor],
            change.pairs,
            tuple(names[place] for place in order),
            tuple(Placing(names[place], None if next_ is None else names[next_]) for place, next_ in steps(order)),
            tuple(self._cures(given, change)),
        )

    def _cures(self, given: Condition, change: Change) -> list[Cure]:
        """Return what keeps the actor from each move that nothing kept it from before."""
        before = above(self.run.board.ranks[given.actor], self.state)
        after = above(change.rank, self.state)
        conflict = _with_order(self.run.conflict, given.actor, change.order or ())
        return [
            self._cure(conflict, given.actor, one, before, after) for one in given.requirements if not one.met(before)
        ]

    def _cure(self, conflict: Conflict, actor: int, given: Requirement, before: States, after: States) -> Cure:
        way = next(one for one in given.ways if not one & after)
        here = self.run.states[self.state].values
        decided = (
            (state + 1, deciding(self.run.scenario, conflict, actor, here, self.run.states[state].values))
            for state in members(way & before)
        )
        return Cure(given.move + 1, numbers(way), tuple((state, why) for state, why in decided if why is not None))

    def reranked(self, actor: int, change: Change) -> Reranked:
        """Return an actor's other ranking of the states."""
        name, before, after = self.run.conflict.actors[actor], self.run.board.ranks[actor], change.rank
        others = np.arange(len(before)) != self.state
        if (_dense(before[others]) == _dense(after[others])).all():
            level = others & (after == after[self.state]) & (before != before[self.state])
            passed = others & (after < after[self.state]) & (before >= before[self.state])
            return Reranked(name, change.pairs, places(level), places(passed), ())
        changed = ((p + 1, q + 1, int(np.sign(after[p] - after[q]))) for p, q in pairs.changed(before, after))
        return Reranked(name, change.pairs, (), (), tuple(changed))


def steps(order: Order) -> list[tuple[int, int | None]]:
    """Return how to come to an order by moving as few statements as can be, up rather than down where it is the same.

    Each is put directly above the one that follows it there, None for the end of the list. Steps are to be made one
    after another.

    >>> steps((1, 0, 2)), steps((1, 2, 0))
    ([(1, 0)], [(0, None)])
    """
    stay = _longest_rising(order)
    moved = [place for place, statement in enumerate(order) if statement not in stay]
    following = {place: order[place + 1] if place + 1 < len(order) else None for place in moved}
    return [(order[place], following[place]) for place in reversed(moved)]


def _longest_rising(order: Order) -> set[int]:
    """Return the members of a longest rising part of a sequence, what need not be moved: of several the least one."""
    none: list[int] = []
    best: list[list[int]] = []
    for place, one in enumerate(order):
        before = [chain for earlier, chain in zip(order[:place], best, strict=True) if earlier < one]
        longest = max([none, *before], key=_kept)
        best.append([*longest, one])
    whole = max([none, *best], key=_kept)
    return set(whole)


def _kept(chain: list[int]) -> tuple[int, int]:
    return len(chain), -sum(chain)


def _with_order(conflict: Conflict, actor: int, order: Order) -> Conflict:
    goals, wants = _goals(conflict, actor), list(conflict.preferences)
    wants[actor] = Ordered(tuple(goals[place] for place in order))
    return replace(conflict, preferences=tuple(wants))


def _goals(conflict: Conflict, actor: int) -> tuple[Goal, ...]:
    wants = conflict.preferences[actor]
    if not isinstance(wants, Ordered):
        raise TypeError(f"{conflict.actors[actor]} has no statements in order")
    return wants.goals


def numbers(states: States) -> tuple[int, ...]:
    """Return the states of a set by number."""
    return tuple(state + 1 for state in members(states))


def places(mask: Bools) -> tuple[int, ...]:
    """Return the states that a mask selects by number."""
    return tuple((np.flatnonzero(mask) + 1).tolist())


def _dense(rank: Ints) -> Ints:
    return np.unique(rank, return_inverse=True)[1]
