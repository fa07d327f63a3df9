"""Reasons: why a state is, or is not, stable for a group, in moves that anyone can check.

For each joint improvement a certificate shows how the group brings it about, and the answer that hurts, or that there
is none. It is made on demand, from the same searches as the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engine.board import Bools
from detente.engine.certificate import shortest
from detente.engine.coalition import JointConcept
from detente.engine.coalition.driver.parties import Group, Wish
from detente.engine.coalition.driver.sequences import reached
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.paths import Step


@dataclass(frozen=True)
class Leap:
    """What a group brings about: who, the state, and a legal sequence of their moves; none where it is set at once."""

    group: Group
    to: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class JointTemptation:
    """A joint improvement and what becomes of it.

    `fate` is "punished" (by `replies`: what the others bring about, one group after the other) or "unpunished".
    """

    leap: Leap
    fate: Literal["punished", "unpunished"]
    replies: tuple[Leap, ...] = ()


@dataclass(frozen=True)
class JointCertificate:
    """Why a state is, or is not, stable for a group under a joint concept."""

    concept: str
    wish: Wish
    group: Group
    state: int
    stable: bool
    temptations: tuple[JointTemptation, ...]


def joint_certificate(solver: JointSolver, concept: JointConcept, group: Group, state: int) -> JointCertificate:
    """Return the reason of one verdict; all joint improvements are listed, those that nothing deters first."""
    undeterred = set(solver.undeterred(concept, group, state).tolist())
    to = solver.improvements(group, state).tolist()
    found = [
        temptation(solver, concept, group, state, one) for one in sorted(to, key=lambda t: (t not in undeterred, t))
    ]
    return JointCertificate(concept.key, solver.parties.wish, group, state, not undeterred, tuple(found))


def temptation(solver: JointSolver, concept: JointConcept, group: Group, state: int, to: int) -> JointTemptation:
    """Return a joint improvement of a group with what becomes of it."""
    made = leap(solver, group, state, to)
    if to in solver.undeterred(concept, group, state):
        return JointTemptation(made, "unpunished")
    others = solver.parties.others(group)
    hurting = solver.hurting(concept, group, state, np.array([to]))
    if concept.replies == "moves":
        return JointTemptation(made, "punished", (_nearest(solver, others, to, hurting),))
    found = solver.credible.answer(others, to, hurting)
    if found is None:
        raise RuntimeError("no answer leads to a state that the solver says can be brought about")
    replies, here = [], to
    for movers, there in found:
        replies.append(leap(solver, movers, here, there))
        here = there
    return JointTemptation(made, "punished", tuple(replies))


def leap(solver: JointSolver, group: Group, state: int, to: int) -> Leap:
    """Return how a group gets from a state to another that it can bring about: in turns if it can."""
    ends = np.zeros(solver.parties.count, dtype=np.bool_)
    ends[to] = True
    return _nearest(solver, group, state, ends)


def _nearest(solver: JointSolver, group: Group, state: int, ends: Bools) -> Leap:
    """Return a shortest legal sequence of a group to one of the ends, or the first that it can set at once."""
    movers = {party: solver.parties.moves[party] for party in group}
    if (reached(list(movers.values()), np.array([state]), len(ends)) & ends).any():
        steps = shortest(movers, state, lambda states: ends[states], len(ends))
        return Leap(group, steps[-1].to, steps)
    there = solver.reach.ends(group, state) & ends
    return Leap(group, int(np.argmax(there)), ())
