"""Solve: which joint improvements of which groups meet no answer that hurts.

One driver serves every joint concept, for coalitions and for the blocks of a partition alike. A state is stable for a
group if each of its joint improvements is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.coalition import JointConcept
from detente.engine.coalition.driver.credible import Credible
from detente.engine.coalition.driver.parties import Group, Parties
from detente.engine.coalition.driver.reach import AtOnce, Reach


@dataclass(eq=False)
class JointSolver:
    """Answers joint concepts on one board for the groups and states asked about; what was worked out is kept.

    `joint` says whether parties may act together at all: not in a partition, where each block acts for itself. `tell`
    is called every now and then, and may stop the work.
    """

    parties: Parties
    at_once: AtOnce | None = None
    joint: bool = True
    tell: Callable[[], None] = lambda: None
    _undeterred: dict[tuple[str, Group, int], Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare what the answers share."""
        self.reach = Reach(self.parties, self.at_once)
        self.credible = Credible(self.reach, self.joint, self.tell)

    def allow(self, steps: int) -> None:
        """Let searches look at so many steps from now on; beyond, they raise TooLargeError."""
        self.credible.most, self.credible.steps = steps, 0

    def improvements(self, group: Group, state: int) -> Ints:
        """Return the states that a group can bring about from a state and that it prefers, ascending."""
        return self.credible.improvements(group, state)

    def tempted(self, state: int) -> tuple[tuple[Group, Ints], ...]:
        """Return every group that has joint improvements from a state, with these, small groups first."""
        return self.credible.tempted(state)

    def undeterred(self, concept: JointConcept, group: Group, state: int) -> Ints:
        """Return the joint improvements of a group that no answer deters, ascending."""
        key = (concept.key, group, state)
        if key not in self._undeterred:
            self.credible.look(self._effort(concept, group))
            to = self.improvements(group, state)
            self._undeterred[key] = to[~self.answered(concept, group, state, to)] if to.size else to
        return self._undeterred[key]

    def _effort(self, concept: JointConcept, group: Group) -> int:
        """Return about how many steps it is worth to judge a group, besides those of the answers that it meets."""
        once = self.reach.effort(self.parties.others(group))
        if concept.replies != "moves":
            return 1
        return once if concept.hurts == "at once" else once + self.reach.effort(self.parties.everybody)

    def stable(self, concept: JointConcept, group: Group, state: int) -> bool:
        """Return whether a state is stable for a group."""
        return not self.undeterred(concept, group, state).size

    def answered(self, concept: JointConcept, group: Group, state: int, to: Ints) -> Bools:
        """Return which of a group's joint improvements meet an answer that hurts."""
        others = self.parties.others(group)
        if concept.replies == "none" or not others:
            return np.zeros(len(to), dtype=np.bool_)
        hurting = self.hurting(concept, group, state, to)
        if concept.replies == "moves":
            return self.reach.leads(others, to, hurting)
        return self.credible.answered(others, to, hurting)

    def hurting(self, concept: JointConcept, group: Group, state: int, to: Ints) -> Bools:
        """Return in which states the group is no better off than in a state, and has no way out that counts.

        Ways out at once are looked for only where an answer to one of the improvements `to` could lead.
        """
        better = self.parties.better(group, state)
        if concept.hurts == "at once":
            return ~better
        no_way_out = np.flatnonzero(~better & self.reach.near(self.parties.others(group), to))
        hurting = np.zeros_like(better)
        hurting[no_way_out] = ~self.reach.leads(group, no_way_out, better)
        return hurting
