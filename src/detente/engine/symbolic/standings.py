"""Standings as vectors of diagrams, the most important part first: two states compare as tuples of truths.

Ordered statements are such a vector as they stand. Of weighed statements it is the binary digits of the sum, the
highest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from detente.conflict import Goal, Ordered, Weighed
from detente.engine.symbolic.diagrams import Diagram, Diagrams
from detente.engine.symbolic.space import Space

Vector = tuple[Diagram, ...]
"""The parts of a standing in every state, the most important first; true is better."""


def standing(space: Space, preference: Ordered | Weighed) -> Vector:
    """Return the standing of every state, without parts that decide nothing.

    A part decides nothing if it is constant on the feasible states, or says the same as one above it, or the
    opposite: where those above are tied, so is it.
    """
    parts = (
        [space.truth(goal.meaning) for goal in preference.goals]
        if isinstance(preference, Ordered)
        else reversed(_sum(space, preference.goals))
    )
    kept: list[Diagram] = []
    seen = {space.diagrams.false, space.feasible}
    for part in parts:
        inside = space.feasible & part
        if inside not in seen:
            seen |= {inside, space.feasible & ~part}
            kept.append(part)
    return tuple(kept)


def _sum(space: Space, goals: Sequence[Goal]) -> list[Diagram]:
    """Return the binary digits of the weights' sum in every state, the lowest first.

    A negative weight is counted, positive, where its statement is false: that shifts all sums alike.
    """
    scale = gcd(*(goal.weight for goal in goals)) or 1
    digits: list[Diagram] = []
    for goal in sorted(goals, key=lambda goal: abs(goal.weight)):
        truth = space.truth(goal.meaning)
        digits = _added(space.diagrams, digits, truth if goal.weight > 0 else ~truth, abs(goal.weight) // scale)
    return digits


def _added(diagrams: Diagrams, digits: list[Diagram], where: Diagram, weight: int) -> list[Diagram]:
    """Return the digits of a number to which a weight is added in the states given."""
    result, carry = [], diagrams.false
    size = max(len(digits), weight.bit_length())
    for place in range(size):
        one = digits[place] if place < len(digits) else diagrams.false
        other = where if weight >> place & 1 else diagrams.false
        either = diagrams.differ(one, other)
        result.append(diagrams.differ(either, carry))
        carry = (one & other) | (either & carry)
    return [*result, carry] if carry != diagrams.false else result


def above(diagrams: Diagrams, one: Sequence[Diagram], other: Sequence[Diagram], tie: bool = False) -> Diagram:
    """Return where one standing is better than another; equal ones count where `tie` says so."""
    result = diagrams.true if tie else diagrams.false
    for a, b in zip(reversed(one), reversed(other), strict=True):
        result = diagrams.either(diagrams.differ(a, b), a, result)
    return result


def lower(diagrams: Diagrams, one: Vector, other: Vector) -> Vector:
    """Return the lower of two standings in every state."""
    swap = above(diagrams, one, other)
    return tuple(diagrams.either(swap, b, a) for a, b in zip(one, other, strict=True))


def answered(space: Space, actor: int, value: Vector) -> Vector:
    """Return the best value among each state and those one own move away."""
    return _best(space, actor, value)[0]


def best_replies(space: Space, actor: int, value: Vector) -> Diagram:
    """Return the feasible states in which no own move betters the value; the actor's moves can be taken back."""
    return _best(space, actor, value)[1]


def _best(space: Space, actor: int, value: Vector) -> tuple[Vector, Diagram]:
    """Return the best values and the choices that reach them, part by part.

    The choices left so far tie on the parts above; those that are false where some choice is true go.
    """
    free, diagrams = space.free(actor), space.diagrams
    left = space.feasible if free else space.moves(actor)
    own = space.own(actor) if free else space.own(actor, copy=1)
    best = []
    for part in value:
        diagrams.tick("the best own answers")
        read = part if free else space.there(actor, part)
        reached = diagrams.meet(left, read, own)
        best.append(reached)
        left &= read | ~reached
    return tuple(best), left


def least_of(space: Space, states: Diagram, value: Vector) -> tuple[bool, ...]:
    """Return the least value in a set that is not empty."""
    least = []
    for part in value:
        low = states & ~part
        least.append(low == space.diagrams.false)
        states = states & part if least[-1] else low
    return tuple(least)


def at_most(space: Space, value: Vector, bound: Sequence[bool], tie: bool = True) -> Diagram:
    """Return where a value is at most a fixed bound, or below it where ties do not count."""
    fixed = [space.diagrams.true if truth else space.diagrams.false for truth in bound]
    return above(space.diagrams, fixed, value, tie)
