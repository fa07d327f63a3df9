"""What becomes of a state agreed on: in which order it is reached, who could leave it together, and what undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.answers.analysis import move
from detente.answers.attitudes import Wrong, wrong
from detente.answers.moves import Move, changes
from detente.answers.run import Run
from detente.grounds.changes import Change
from detente.settlement import joint_moves, rests, steps
from detente.settlement.bargain import Bargain, Sitting
from detente.settlement.plans import Plan
from detente.settlement.steps import Refusal


@dataclass(frozen=True)
class Step:
    """A step of the order; `final` says that it cannot be taken back."""

    move: Move
    final: bool


@dataclass(frozen=True)
class Order:
    """The order of steps; None in `steps` where there is none, and `after` then says how far the best one gets.

    `better` has those who would do better to stop there. `refused` says why no order was looked for.
    """

    steps: tuple[Step, ...] | None
    after: tuple[Step, ...] = ()
    better: tuple[str, ...] = ()
    refused: Refusal | None = None


@dataclass(frozen=True)
class Together:
    """A group that could leave together, to which state, whether others deter it, and whether that state holds."""

    group: tuple[str, ...]
    changes: Move
    deterred: bool
    rests: bool


@dataclass(frozen=True)
class Breach:
    """A change of a single judgement that undoes a plan, and what is wrong then."""

    change: Change
    wrong: Wrong


def breaches(bargain: Bargain, plan: Plan, thorough: bool) -> tuple[Breach, ...] | None:
    """Return the single judgements that undo a plan, with what is wrong then; None where it would take long."""
    found = rests.breaking(bargain, plan, thorough)
    if found is None:
        return None
    return tuple(Breach(one.change, wrong(one.fault, one.sitting, plan.target)) for one in found)


def order(run: Run, sitting: Sitting, plan: Plan) -> Order:
    """Return the order of a plan's steps by names."""
    found = steps.order(sitting, plan)
    if not isinstance(found, steps.Order):
        return Order(None, refused=found)
    begins = sitting.find(sitting.bargain.base)
    if found.found is not None:
        return Order(tuple(_steps(run, found.found, begins)))
    blocked = found.blocked
    if blocked is None:
        raise RuntimeError("there is no order, and nothing blocks one")
    better = tuple(run.conflict.actors[actor] for actor in blocked.better)
    return Order(None, tuple(_steps(run, blocked.steps, begins)), better)


def _steps(run: Run, made: tuple[steps.Step, ...], begins: int) -> Iterator[Step]:
    at = begins
    for one in made:
        yield Step(move(run, one.actor, at, one.to), one.final)
        at = one.to


def together(run: Run, sitting: Sitting, state: int) -> tuple[Together, ...]:
    """Return the groups that could leave a state together, by names."""
    found = []
    for one in joint_moves.together(sitting.ground, sitting.bargain.concept, state):
        here, there = run.states[state], run.states[one.to]
        made = changes(run.conflict, None, here.values, there.values)
        names = tuple(run.conflict.actors[actor] for actor in one.group)
        joint_move = Move(" and ".join(names), here.number, there.number, made, None, there.values)
        found.append(Together(names, joint_move, one.deterred, one.rests))
    return tuple(found)


__all__ = ["Breach", "Order", "Step", "Together", "breaches", "order", "together"]
