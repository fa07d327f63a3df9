"""Joint moves: which groups of actors could leave a state together, and whether anything keeps them from it.

A group's joint improvement leads to a state that all its members prefer. What answers deter it is up to the joint
concept that goes with the concept by which states hold (`detente.engine.coalition`); a group can set all its options at
once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.engine.coalition import counterpart
from detente.engine.coalition.driver.at_once import Setting
from detente.engine.coalition.driver.parties import Group, parties
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.stability import Concept
from detente.grounds.ground import Ground


@dataclass(frozen=True)
class Together:
    """A group of two or more, by place, and a state that it would go to from the one asked about.

    `deterred` says whether an answer of the others keeps the group from all such states; `to` is then one of these.
    `rests` says whether single actors would leave `to` alone: it is an equilibrium.
    """

    group: Group
    to: int
    deterred: bool
    rests: bool


def together(ground: Ground, concept: Concept, state: int) -> tuple[Together, ...]:
    """Return the groups of two or more that prefer some state that they can bring about, the small ones first.

    Of such states one is told that the group would go to, and that holds, where there is one.
    """
    solver = solver_of(ground)
    joint = counterpart(concept.key)
    holds = np.logical_and.reduce(ground.stable(concept), axis=0)
    found = []
    for group, ends in solver.tempted(state):
        if len(group) < 2:
            continue
        free = solver.undeterred(joint, group, state)
        choice = free if len(free) else ends
        resting = choice[holds[choice]]
        to = int((resting if len(resting) else choice)[0])
        found.append(Together(group, to, not len(free), bool(holds[to])))
    return tuple(found)


def solver_of(ground: Ground) -> JointSolver:
    """Return what judges groups on a ground: they set their options at once, where a conflict has options."""
    listed = ground.layout.conflict.arcs is not None
    return JointSolver(parties(ground.board), None if listed else Setting(ground.layout.conflict, ground.layout.states))


__all__ = ["Together", "solver_of", "together"]
