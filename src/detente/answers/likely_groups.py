"""Groups over all worlds: how likely it is that a state holds, alone and against groups, and that a group leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.answers.run import Run, State
from detente.engine.board import Bools
from detente.engine.coalition import JointConcept
from detente.engine.coalition.driver.at_once import setting
from detente.engine.coalition.driver.parties import Group, Wish, parties
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.progress import Progress
from detente.grounds.cast import Cast, cast_of
from detente.grounds.ground import Ground, Grounds
from detente.grounds.together import solve
from detente.prospects.worlds import Bounds


@dataclass(frozen=True)
class Likely:
    """How likely things are about a state, by number, over all worlds.

    `alone`: that nobody alone would leave it. `lasting`: that no group would either. `leaving`: for each group told of
    it, that it has a joint improvement that nothing deters. None where no world that has a chance makes a conflict.
    """

    state: int
    alone: Bounds | None
    lasting: Bounds | None
    leaving: Mapping[tuple[str, ...], Bounds | None]


@dataclass(frozen=True)
class Spread:
    """What groups do over all worlds; `worlds` counts those that were told apart."""

    worlds: int
    states: tuple[Likely, ...]


@dataclass(frozen=True)
class Question:
    """What is asked in each world: the leading concept for groups, what they want, and whether they act at once."""

    joint: JointConcept
    wish: Wish
    once: bool


def spread(
    run: Run, asked: Question, told: Sequence[tuple[State, Sequence[tuple[str, ...]]]], progress: Progress
) -> Spread:
    """Return how likely it is, over all worlds, that each state holds, and that each group told of it would leave it.

    Raises ConflictError where no world makes a conflict, TooLargeError where worlds or states are too many.
    """
    cast = cast_of(Grounds(run.scenario, run.beliefs), run.variant, run.lead)
    solve(cast.grounds, [run.lead], rests=False, stable=True, progress=progress)
    groups = [[tuple(run.conflict.actors.index(name) for name in group) for group in named] for _, named in told]
    found = [np.zeros((len(cast.grounds), 2 + len(some)), dtype=np.bool_) for some in groups]
    for place, ground in enumerate(cast.grounds):
        progress("Groups in all worlds", place / len(cast.grounds))
        solver = _solver(ground, asked)
        for (state, _), some, rows in zip(told, groups, found, strict=True):
            rows[place] = _judged(ground, solver, run, asked.joint, state, some)
    likely = (_likely(cast, state, named, rows.T) for (state, named), rows in zip(told, found, strict=True))
    return Spread(len(cast.worlds), tuple(likely))


def _solver(ground: Ground, asked: Question) -> JointSolver:
    once = setting(ground.layout.conflict, ground.layout.board) if asked.once else None
    return JointSolver(parties(ground.board, asked.wish), once)


def _judged(
    ground: Ground, solver: JointSolver, run: Run, joint: JointConcept, state: State, groups: Sequence[Group]
) -> list[bool]:
    """Return whether nobody alone would leave a state, whether no group would either, and whether some would, each."""
    place = ground.layout.find(state.values)
    if place < 0:
        return [False] * (2 + len(groups))
    alone = bool(ground.stable(run.lead)[:, place].all())
    lasting = alone and all(solver.stable(joint, group, place) for group, _ in solver.tempted(place))
    return [alone, lasting, *(not solver.stable(joint, group, place) for group in groups)]


def _likely(cast: Cast, state: State, named: Sequence[tuple[str, ...]], rows: Bools) -> Likely:
    alone, lasting, *leaving = (cast.odds.of(_by_world(cast, row)) for row in rows)
    return Likely(state.number, alone, lasting, dict(zip(named, leaving, strict=True)))


def _by_world(cast: Cast, row: Bools) -> Bools:
    """Return by world what is so by ground."""
    found: Bools = row[cast.which] & (cast.which >= 0)
    return found
