"""Verify: check a certificate of the symbolic engine straight from the definitions.

States are rows of values, moves are generated one by one, and nothing is shared with the engine but the shapes of
its certificates. What a step or an end must be is always checked. That no reply hurts can only be checked by going
through all that can follow; where that would be more than a given number of states, it is said to be unchecked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from detente.conflict import Conflict, Goal, Option, Weighed, infeasible
from detente.engine.stability import Concept
from detente.engine.symbolic.judge import Certificate, Step, Temptation
from detente.engine.symbolic.space import State
from detente.scenario.expression import holds

MOST = 20_000
"""States that a check goes through for one temptation."""


@dataclass(frozen=True)
class Check:
    """What is wrong with a certificate, and what was left unchecked because too much can follow."""

    wrong: tuple[str, ...]
    unchecked: tuple[str, ...]


def verify(conflict: Conflict, concept: Concept, given: Certificate, most: int = MOST) -> Check:
    """Return the check of a certificate; it holds, as far as it was checked, if nothing is wrong."""
    world = _World(conflict, concept, given.actor)
    if given.concept != concept.key or given.actor not in world.actors or not world.is_state(given.state):
        return Check(("the certificate is for another concept, or for no actor or state of this conflict",), ())
    expected = set(world.wanted(concept.tempts, given.actor, given.state))
    if {t.to for t in given.temptations} != expected:
        return Check(("the temptations listed are not those that exist",), ())
    wrong, unchecked = [], []
    if given.stable != all(t.fate == "punished" for t in given.temptations):
        wrong.append("the verdict does not follow from the fates of the temptations")
    for temptation in given.temptations:
        try:
            wrong += _faults(world, given.state, temptation, most)
        except _TooMuchError:
            unchecked.append(f"more than {most:,} states can follow the move to {temptation.to}, or staying put")
    return Check(tuple(wrong), tuple(unchecked))


class _TooMuchError(Exception):
    """More can follow than the check may go through."""


def _faults(world: _World, state: State, it: Temptation, most: int) -> Iterator[str]:
    own, caused = world.rank(world.actor, state), world.concept.caused
    if it.fate == "unpunished":
        if world.concept.replies != "none" and world.least(it.to, most) <= own:
            yield f"a reply to the move to {it.to} hurts after all"
        return
    end, illegal = world.follow(it.to, it.replies)
    yield from illegal
    if world.concept.replies == "none" or world.value(end) > own:
        yield f"the replies to the move to {it.to} do not hurt"
    if it.fate == "uncaused":
        home, illegal = world.follow(state, it.anyway)
        yield from illegal
        if not caused or world.value(home) > world.least(it.to, most):
            yield f"what comes anyway is not as bad as the replies to the move to {it.to}"
    elif caused and world.value(end) >= world.least(state, most):
        yield f"staying put is not safer than the move to {it.to}"


Rank = tuple[int, ...]
"""A standing; larger is better."""


class _World:
    """The conflict as one actor sees it, in terms of single states."""

    def __init__(self, conflict: Conflict, concept: Concept, actor: int) -> None:
        credible = concept.replies in ("improvements", "lean")
        seen = conflict.views.get(actor, conflict) if credible else conflict
        self.preferences = tuple((conflict if i == actor else seen).preferences[i] for i in range(len(conflict.actors)))
        self.conflict, self.concept, self.actor = conflict, concept, actor
        self.actors, self.rules = range(len(conflict.actors)), infeasible(conflict)
        self._ranks: dict[tuple[int, State], Rank] = {}

    def is_state(self, state: State) -> bool:
        """Return whether a row of values is a feasible state."""
        options = self.conflict.options
        if len(state) != len(options) or not all(
            0 <= v < len(o.values) and o.locked in (None, o.values[v]) for o, v in zip(options, state, strict=True)
        ):
            return False
        at = self.named(state)
        return not any(holds(rule, at) for rule in self.rules)

    def named(self, state: State) -> dict[str, str]:
        return {option.id: option.values[v] for option, v in zip(self.conflict.options, state, strict=True)}

    def rank(self, actor: int, state: State) -> Rank:
        if (actor, state) not in self._ranks:
            self._ranks[actor, state] = self._rank(actor, state)
        return self._ranks[actor, state]

    def _rank(self, actor: int, state: State) -> Rank:
        wants = self.preferences[actor]
        goals: tuple[Goal, ...] = getattr(wants, "goals", ())
        at = self.named(state)
        truths = [holds(goal.meaning, at) for goal in goals]
        if isinstance(wants, Weighed):
            return (sum(goal.weight for goal, truth in zip(goals, truths, strict=True) if truth),)
        return tuple(int(truth) for truth in truths)

    def moves(self, actor: int, state: State) -> Iterator[State]:
        """Yield the states to which one move leads."""
        rows = [
            [
                new
                for new in range(len(option.values))
                if new == old or (option.actor == actor and _may(option, old, new))
            ]
            for option, old in zip(self.conflict.options, state, strict=True)
        ]
        for to in product(*rows):
            if to != state and self.is_state(to):
                yield to

    def wanted(self, kind: str, actor: int, state: State) -> list[State]:
        """Return the actor's moves of a kind from a state."""
        return [to for to in self.moves(actor, state) if self.would(kind, actor, state, to)]

    def would(self, kind: str, actor: int, state: State, to: State) -> bool:
        """Return whether a step is a move of a kind of the actor."""
        if not self._is_move(actor, state, to):
            return False
        if kind == "moves":
            return True
        reached = self.rank(actor, to)
        if reached <= self.rank(actor, state):
            return False
        return kind == "improvements" or not any(self.rank(actor, part) >= reached for part in self._parts(state, to))

    def _is_move(self, actor: int, state: State, to: State) -> bool:
        pairs = list(zip(self.conflict.options, state, to, strict=True))
        return (
            to != state
            and all(option.actor == actor and _may(option, old, new) for option, old, new in pairs if old != new)
            and self.is_state(to)
        )

    def _parts(self, state: State, to: State) -> Iterator[State]:
        """Yield the states to which some of the changes of a move lead, but neither none nor all."""
        for part in product(*({old, new} for old, new in zip(state, to, strict=True))):
            if part not in (state, to) and self.is_state(part):
                yield part

    def value(self, state: State) -> Rank:
        """Return the standing that counts where a reply ends."""
        here = self.rank(self.actor, state)
        if self.concept.hurts == "at once":
            return here
        return max([here, *(self.rank(self.actor, to) for to in self.moves(self.actor, state))])

    def follow(self, begin: State, steps: tuple[Step, ...]) -> tuple[State, list[str]]:
        """Return where a sequence of replies ends, and what is illegal in it."""
        state, last, illegal = begin, -1, []
        for step in steps:
            if step.mover == last:
                illegal.append(f"actor {last} moves twice running")
            if step.mover == self.actor or not self.would(self.concept.replies, step.mover, state, step.to):
                illegal.append(f"actor {step.mover} cannot or would not reply with the move from {state} to {step.to}")
            state, last = step.to, step.mover
        return state, illegal

    def least(self, begin: State, most: int) -> Rank:
        """Return the least value that legal sequences can bring about, the beginning included."""
        known: set[tuple[int, State]] = set()
        waiting = [(-1, begin)]
        while waiting:
            last, state = waiting.pop()
            for mover in self.actors:
                if len(known) > most:
                    raise _TooMuchError
                if mover not in (last, self.actor):
                    fresh = {(mover, to) for to in self.wanted(self.concept.replies, mover, state)} - known
                    known |= fresh
                    waiting += fresh
        return min(self.value(state) for state in {begin} | {state for _, state in known})


def _may(option: Option, old: int, new: int) -> bool:
    stuck = option.locked is not None or option.values[old] in option.kept
    return old == new or not (stuck or (option.forward and new < old))
