"""Reach: what a group can bring about from a state, in turns and, where that is allowed, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.coalition.driver.parties import Group, Parties
from detente.engine.coalition.driver.sequences import leading, reached


class AtOnce(Protocol):
    """What groups can do by setting all their options at once, through no state in between."""

    def ends(self, group: Group, state: int) -> Ints:
        """Return the states that a group can go to at once from a state."""

    def leading(self, group: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states a group can go at once to one of the targets."""

    def might_lead(self, group: Group, targets: Bools) -> Bools:
        """Return from which states moves of a group's members, in turns and at once, might lead to a target."""


@dataclass(frozen=True, eq=False)
class Reach:
    """What groups can bring about: by legal sequences of their moves, and at once where `at_once` says so."""

    parties: Parties
    at_once: AtOnce | None = None

    def ends(self, group: Group, state: int) -> Bools:
        """Return where a group can go from a state, that state left out."""
        found = self.in_turns(group, state)
        self.add_at_once(found, group, state)
        found[state] = False
        return found

    def in_turns(self, group: Group, state: int) -> Bools:
        """Return where legal sequences of a group's moves lead from a state; they may lead back to it."""
        return reached([self.parties.moves[party] for party in group], np.array([state]), self.parties.count)

    def add_at_once(self, found: Bools, group: Group, state: int) -> None:
        """Add where a group can go at once from a state, if it may."""
        if self.at_once is not None and len(group) > 1:
            found[self.at_once.ends(group, state)] = True

    def leads(self, group: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states, none of them a target, a group can go to one of the targets."""
        found: Bools = leading([self.parties.backward[party] for party in group], targets)[states]
        if self.at_once is not None and len(group) > 1 and not found.all():
            rest = np.flatnonzero(~found)
            found[rest] = self.at_once.leading(group, states[rest], targets)
        return found

    def might_lead(self, group: Group, targets: Bools) -> Bools:
        """Return from which states moves of the group's members, in whatever order, might lead to a target.

        No sequence of any kind leads there from the others.
        """
        if self.at_once is not None:
            return self.at_once.might_lead(group, targets)
        found, fresh = targets.copy(), targets
        while fresh.any():
            before = np.zeros_like(found)
            for party in group:
                before[self.parties.backward[party].ends(np.flatnonzero(fresh))] = True
            fresh = before & ~found
            found |= fresh
        return found

    def enough(self, group: Group, state: int, to: int) -> Group:
        """Return members who can bring a state about without the rest of their group, none of them to spare."""
        for member in group:
            fewer = tuple(one for one in group if one != member)
            if self.ends(fewer, state)[to]:
                return self.enough(fewer, state, to)
        return group

    def near(self, group: Group, states: Ints) -> Bools:
        """Return where a group can go from any of some states."""
        found = reached([self.parties.moves[party] for party in group], states, self.parties.count)
        for state in states.tolist():
            self.add_at_once(found, group, state)
        return found
