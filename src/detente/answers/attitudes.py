"""Attitudes: who gains and who loses in a state, against each fallback, and which statement decides."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from detente.answers.explanation import Considered, considered
from detente.answers.moves import Reason, deciding
from detente.answers.naming import obstacles
from detente.answers.run import Run, State
from detente.conflict import conflict_in
from detente.engine.certificate import certificate
from detente.settlement.acceptance import Compared, Standing, compared
from detente.settlement.bargain import Fault, FaultKind, Sitting


@dataclass(frozen=True)
class Attitude:
    """How an actor stands in a state against a fallback (counted from 0).

    `member` says whether its agreement is asked for, `reason` which statement decides; None for ties and rankings.
    """

    actor: str
    member: bool
    fallback: int
    standing: Standing
    reason: Reason | None


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a state; see `detente.settlement.bargain.Fault` for the kinds.

    `losing` has the members who lose, against the first fallback at which some do; `leaving` the actors who would
    leave, each with a move that nothing deters; `obstacles` say what makes the state infeasible.
    """

    kind: FaultKind
    losing: tuple[Attitude, ...] = ()
    leaving: tuple[Considered, ...] = ()
    obstacles: tuple[str, ...] = ()


def run_of(sitting: Sitting) -> Run:
    """Return the conflict of some terms as one that is analysed by itself, on the board that is there already."""
    bargain, terms, ground = sitting.bargain, sitting.terms, sitting.ground
    whole = conflict_in(terms.scenario, terms.facts, bargain.variant, bargain.beliefs)
    return Run(
        terms.scenario, bargain.variant, whole, ground.board, ground.solver, bargain.concept, bargain.beliefs,
        time.perf_counter(),
    )  # fmt: skip


def attitudes(run: Run, sitting: Sitting, state: int) -> tuple[Attitude, ...]:
    """Return how everybody stands in a state (by place) against every fallback."""
    return tuple(_attitude(run, sitting, state, one) for one in compared(sitting, state))


def _attitude(run: Run, sitting: Sitting, state: int, one: Compared) -> Attitude:
    before, after = run.states[sitting.fallbacks[one.fallback]].values, run.states[state].values
    reason = None if one.standing == "level" else deciding(run.scenario, run.conflict, one.actor, before, after)
    member = one.actor in sitting.bargain.group
    return Attitude(run.conflict.actors[one.actor], member, one.fallback, one.standing, reason)


def wrong(fault: Fault, sitting: Sitting | None, target: Mapping[str, str]) -> Wrong:
    """Return by names what is wrong with a state, given by its values."""
    if sitting is None or fault.kind in ("no conflict", "target"):
        return Wrong(fault.kind)
    run = run_of(sitting)
    if fault.kind in ("infeasible", "fallback"):
        values = target if fault.kind == "infeasible" else sitting.bargain.fallbacks[fault.fallback]
        return Wrong(fault.kind, obstacles=_obstacles(run, sitting, values))
    state = sitting.find(target)
    if fault.kind == "loses":
        losing = (
            one
            for one in attitudes(run, sitting, state)
            if one.fallback == fault.fallback and run.actor(one.actor) in fault.actors
        )
        return Wrong("loses", losing=tuple(losing))
    return Wrong("leaves", leaving=tuple(leaving(run, actor, state) for actor in fault.actors))


def leaving(run: Run, actor: int, state: int) -> Considered:
    """Return a move by which an actor would leave a state, with what becomes of it; there must be one."""
    shown = certificate(run.solver, run.lead, actor, state)
    free = next(one for one in shown.temptations if one.fate != "punished")
    return considered(run, shown, free)


def _obstacles(run: Run, sitting: Sitting, values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(obstacles(run.scenario, run.conflict, sitting.terms.facts, values))


def state_here(run: Run, values: Mapping[str, str]) -> State | None:
    """Return a state as a conflict numbers it, None where it is not feasible there."""
    place = run.states.find(values)
    return None if place is None else run.states[place]


__all__ = ["Attitude", "Wrong", "attitudes", "leaving", "run_of", "state_here", "wrong"]
