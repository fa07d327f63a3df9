"""Credible answers: sequences in which groups, one after the other, bring about what they prefer to where they stand.

In such a sequence no actor takes part in two steps running: groups that follow each other have no member in common.
What matters of the way to a state is therefore who took the last step; where a smaller group has taken it there, larger
ones with the same members can do no more from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.coalition.driver.parties import Group
from detente.engine.coalition.driver.reach import Reach
from detente.engine.coalition.driver.sequences import leading
from detente.errors import Problem, TooLargeError

Leap = tuple[Group, int]
"""What a group brings about: who, and the state."""

MOST_SOUGHT = 1 << 18
"""Groups in a state each whose joint improvements are looked for (about 262 thousand)."""


@dataclass(eq=False)
class Credible:
    """The joint improvements of groups, and the sequences made of them; what was worked out is kept.

    `joint` says whether parties may improve together, or each alone only. Raises TooLargeError where the search goes
    on for too long; `tell` hears of it every now and then, and may stop it.
    """

    reach: Reach
    joint: bool = True
    tell: Callable[[], None] = lambda: None
    _ends: dict[tuple[Group, int], Ints] = field(default_factory=dict)

    def improvements(self, group: Group, state: int) -> Ints:
        """Return the states that a group can bring about from a state and prefers to it, ascending."""
        return self._improvements(group, state, self.reach.parties.better(group, state))

    def all_improvements(self, within: Group, state: int) -> Iterator[tuple[Group, Ints]]:
        """Yield the groups within one that have joint improvements from a state, with these; small groups first."""
        found = []
        for group, wanted in self.reach.parties.wanting(within, state):
            if self.joint or len(group) == 1:
                ends = self._improvements(group, state, wanted)
                if ends.size:
                    found.append((group, ends))
        yield from sorted(found, key=lambda one: (len(one[0]), one[0]))

    def _improvements(self, group: Group, state: int, wanted: Bools) -> Ints:
        if (group, state) not in self._ends:
            self._refuse_endless()
            able = self.reach.ends(group, state) & wanted if wanted.any() else wanted
            self._ends[group, state] = np.flatnonzero(able).astype(np.int32)
        return self._ends[group, state]

    def _refuse_endless(self) -> None:
        if len(self._ends) % 256 == 0:
            self.tell()
        if len(self._ends) >= MOST_SOUGHT:
            given = f"joint improvements of groups were looked for {MOST_SOUGHT:,} times, and that was not enough"
            remedy = "Ask about one state (--state), fix the groups (--partition), or ask of fewer actors."
            raise TooLargeError((Problem("too-many-coalitions", given, "The search stops there.", remedy),))

    def answered(self, within: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states, none of them a target, such sequences lead to one of the targets."""
        parties = self.reach.parties
        found: Bools = leading([parties.improving[party] for party in within], targets)[states]
        if self.joint:
            search = _Search(self, within, targets)
            for place in np.flatnonzero(~found):
                found[place] = search.from_(int(states[place])) is not None
        return found

    def answer(self, within: Group, state: int, targets: Bools) -> tuple[Leap, ...] | None:
        """Return a sequence of fewest steps from a state to a target; None where there is none."""
        return _Search(self, within, targets).from_(state)


Node = tuple[Group, int]
"""A group that took the last step, and the state that it led to."""


class _Search:
    """Sequences of some parties' joint improvements to a target; what is known to lead nowhere is not tried again."""

    def __init__(self, credible: Credible, within: Group, targets: Bools) -> None:
        self._credible, self._within, self._targets = credible, within, targets
        self._promising = credible.reach.might_lead(within, targets)
        self._dead: dict[int, list[frozenset[int]]] = {}

    def from_(self, state: int) -> tuple[Leap, ...] | None:
        """Return a sequence of fewest steps from a state, None where there is none."""
        before: dict[Node, Node] = {}
        known = {state: [frozenset[int]()]}
        frontier: list[Node] = [((), state)]
        while frontier:
            onward = []
            for node in frontier:
                for group, to in self._steps(node):
                    if self._targets[to]:
                        before[group, to] = node
                        return _traced(before, (group, to))
                    if not _met(self._dead, frozenset(group), to) and not _met(known, frozenset(group), to):
                        known.setdefault(to, []).append(frozenset(group))
                        before[group, to] = node
                        onward.append((group, to))
            frontier = onward
        for to, movers in known.items():
            self._dead.setdefault(to, []).extend(movers)
        return None

    def _steps(self, node: Node) -> Iterator[Leap]:
        """Yield what groups that share no member with the last can do next, targets first."""
        movers, state = node
        free = tuple(party for party in self._within if party not in movers)
        steps = [(group, ends[self._promising[ends]]) for group, ends in self._credible.all_improvements(free, state)]
        yield from ((group, to) for group, ends in steps for to in ends[self._targets[ends]].tolist())
        yield from ((group, to) for group, ends in steps for to in ends.tolist())


def _met(known: dict[int, list[frozenset[int]]], movers: frozenset[int], state: int) -> bool:
    """Return whether a state was met before with movers who leave as much free to go on."""
    return any(earlier <= movers for earlier in known.get(state, ()))


def _traced(before: dict[Node, Node], node: Node) -> tuple[Leap, ...]:
    leaps = [node]
    while before[node][0]:
        node = before[node]
        leaps.append(node)
    return tuple(reversed(leaps))
