"""Reach: what a group can bring about from a state, in turns and, where that is allowed, at once."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.coalition.driver.parties import Group, Parties
from detente.engine.coalition.driver.sequences import leading, reached

STATES_A_STEP = 1 << 10
"""States, by member of a group, that one step of a search is worth."""


class AtOnce(Protocol):
    """What groups can do by setting all their options at once, through no state in between."""

    @property
    def free(self) -> bool:
        """Return whether a group can go wherever everybody can and nobody else is needed."""

    @property
    def anywhere(self) -> bool:
        """Return whether everybody can go anywhere, besides."""

    def ends(self, group: Group, state: int) -> Ints:
        """Return the states that a group can go to at once from a state."""

    def goes(self, group: Group, state: int, ends: Ints) -> Bools:
        """Return to which of some states a group can go at once from a state."""

    def leading(self, group: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states a group can go at once to one of the targets."""

    def might_lead(self, group: Group, targets: Bools) -> Bools:
        """Return from which states moves of a group's members, in turns and at once, might lead to a target."""

    def alike(self, group: Group) -> Ints:
        """Return a number for each state: nothing that a group does leads from one number to another."""


@dataclass(frozen=True, eq=False)
class Reach:
    """What groups can bring about: by legal sequences of their moves, and at once where `at_once` says so."""

    parties: Parties
    at_once: AtOnce | None = None

    @functools.cached_property
    def _apart(self) -> Ints:
        """Return by party a number for each state: nothing that all others do leads from one number to another."""
        if self.at_once is not None:
            return np.array([self.at_once.alike(self.parties.others((party,))) for party in self.parties.everybody])
        return np.array([_pieces(self.parties, self.parties.others((party,))) for party in self.parties.everybody])

    def needed(self, state: int) -> Bools:
        """Return without which parties (rows) nobody gets from a state to each state (columns); perhaps not all."""
        elsewhere: Bools = self._apart != self._apart[:, state, None]
        return elsewhere

    @property
    def free(self) -> bool:
        """Return whether a group can go wherever everybody together can and nobody else is needed."""
        return self.at_once is not None and self.at_once.free

    def effort(self, group: Group) -> int:
        """Return how many steps of a search it is worth, about, to find out where a group can go, or from where."""
        quick = self.at_once is not None and self.at_once.anywhere
        return 1 if quick else 1 + self.parties.count * len(group) // STATES_A_STEP

    def ends(self, group: Group, state: int) -> Bools:
        """Return where a group can go from a state, that state left out."""
        found = self.in_turns(group, state)
        self.add_at_once(found, group, state)
        found[state] = False
        return found

    def at_once_to(self, group: Group, state: int, ends: Ints) -> Bools:
        """Return to which of some other states a group can go at once from a state, if it may."""
        if self.at_once is None or (len(group) < 2 and not self.free):
            return np.zeros(len(ends), dtype=np.bool_)
        return self.at_once.goes(group, state, ends)

    def in_turns(self, group: Group, state: int) -> Bools:
        """Return where legal sequences of a group's moves lead from a state; they may lead back to it."""
        return reached([self.parties.moves[party] for party in group], np.array([state]), self.parties.count)

    def add_at_once(self, found: Bools, group: Group, state: int) -> None:
        """Add where a group can go at once from a state, if it may."""
        if self.at_once is not None and len(group) > 1:
            found[self.at_once.ends(group, state)] = True

    def leads(self, group: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states, none of them a target, a group can go to one of the targets."""
        if self.at_once is not None and self.at_once.anywhere:
            return self.at_once.might_lead(group, targets)[states]
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
            if self._brings(fewer, state, to):
                return self.enough(fewer, state, to)
        return group

    def _brings(self, group: Group, state: int, to: int) -> bool:
        if self.needed(state)[list(self.parties.others(group)), to].any():
            return False
        return bool(self.at_once_to(group, state, np.array([to]))[0]) or bool(self.in_turns(group, state)[to])

    def near(self, group: Group, states: Ints) -> Bools:
        """Return where a group can go from any of some states; these may be among them."""
        if self.at_once is not None and self.at_once.anywhere:
            which = self.at_once.alike(group)
            return np.isin(which, which[states])
        found = reached([self.parties.moves[party] for party in group], states, self.parties.count)
        for state in states.tolist():
            self.add_at_once(found, group, state)
        return found


def _pieces(parties: Parties, group: Group) -> Ints:
    """Return a number for each state; moves of a group lead from none to another."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    pieces = csr_array((parties.count, parties.count), dtype=np.bool_)
    for party in group:
        arcs = parties.moves[party].listed()
        pieces = pieces + csr_array((np.ones(len(arcs), dtype=np.bool_), arcs.to, arcs.first), shape=pieces.shape)
    found: Ints = connected_components(pieces, directed=False)[1]
    return found
