"""Credible answers: sequences in which groups, one after the other, bring about what they prefer to where they stand.

In such a sequence no actor takes part in two steps running: groups that follow each other have no member in common.
What matters of the way to a state is therefore who took the last step. Where a smaller group can take a step, larger
ones with the same members can do no more by it: only the least groups are followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.coalition.driver.parties import Group
from detente.engine.coalition.driver.reach import Reach
from detente.engine.coalition.driver.sequences import leading
from detente.errors import Problem, TooLargeError

Leap = tuple[Group, int]
"""What a group brings about: who, and the state."""

MOST_STEPS = 1 << 21
"""Steps of groups that searches for answers may look at, all together (about two million), if nothing else is said."""


@dataclass(eq=False)
class Credible:
    """The joint improvements of groups, and the sequences made of them; what was worked out is kept.

    `joint` says whether parties may improve together, or each alone only. At most `most` steps of groups may be looked
    at, and `steps` were; beyond, a search raises TooLargeError. `tell` hears of it every now and then, and may stop it.
    """

    reach: Reach
    joint: bool = True
    tell: Callable[[], None] = lambda: None
    most: int = MOST_STEPS
    steps: int = 0
    _ends: dict[tuple[Group, int], Ints] = field(default_factory=dict)
    _tempted: dict[int, tuple[tuple[Group, Ints], ...]] = field(default_factory=dict)
    _least: dict[int, tuple[Leap, ...]] = field(default_factory=dict)
    _looked: int = 0

    def improvements(self, group: Group, state: int) -> Ints:
        """Return the states that a group can bring about from a state and prefers to it, ascending."""
        if (group, state) not in self._ends:
            better = self.reach.parties.better(group, state)
            able = self.reach.ends(group, state) & better if better.any() else better
            self._ends[group, state] = np.flatnonzero(able).astype(np.int32)
        return self._ends[group, state]

    def tempted(self, state: int) -> tuple[tuple[Group, Ints], ...]:
        """Return the groups that have joint improvements from a state, with these; small groups first."""
        if state not in self._tempted:
            groups = self._together(state) if self.joint else self._alone(state)
            self._tempted[state] = tuple((group, ends.astype(np.int32)) for group, ends in groups if ends.size)
            self._ends |= {(group, state): ends for group, ends in self._tempted[state]}
        return self._tempted[state]

    def _alone(self, state: int) -> Iterator[tuple[Group, Ints]]:
        return (((party,), self.improvements((party,), state)) for party in self.reach.parties.everybody)

    def _together(self, state: int) -> list[tuple[Group, Ints]]:
        ends, needed = self._open(state)
        parties, able = self.reach.parties, dict[int, list[frozenset[int]]]()
        groups = sorted(parties.wanting(parties.everybody, state, ends, needed), key=lambda one: (len(one[0]), one[0]))
        if self.reach.free:
            return groups
        return [(group, self._able(group, state, wanted, able)) for group, wanted in groups]

    def _open(self, state: int) -> tuple[Ints, Bools]:
        """Return the ends of any group's joint improvements from a state, perhaps some more, and whom each needs."""
        needed = self.reach.needed(state)
        ends = self.reach.parties.bearable(state, needed)
        if self.reach.free:
            ends = ends[self.reach.at_once_to(self.reach.parties.everybody, state, ends)]
        return ends, needed[:, ends]

    def _able(self, group: Group, state: int, wanted: Ints, able: dict[int, list[frozenset[int]]]) -> Ints:
        """Return those of some ends that a group can bring about; `able` has by end who was found able, in turns."""
        members = frozenset(group)
        found = self.reach.at_once_to(group, state, wanted)
        found |= np.array([_met(able, members, to) for to in wanted.tolist()])
        if not found.all():
            self.look(self.reach.effort(group))
            turns = self.reach.in_turns(group, state)[wanted]
            for to in wanted[turns].tolist():
                able.setdefault(to, []).append(members)
            found |= turns
        return wanted[found]

    def least(self, state: int) -> tuple[Leap, ...]:
        """Return the joint improvements from a state by groups of which no smaller part can do the same."""
        if state not in self._least:
            self.look()
            self._least[state] = tuple(self._by_need(state) if self.joint and self.reach.free else self._fewest(state))
        return self._least[state]

    def _by_need(self, state: int) -> Iterator[Leap]:
        """Yield them where a group can go wherever nobody else is needed: those needed, and one who gains by it."""
        ends, needed = self._open(state)
        likes = self.reach.parties.likes(state, ends)
        for place, to in enumerate(ends.tolist()):
            members = np.flatnonzero(needed[:, place]).tolist()
            if likes[members, place].any():
                yield tuple(members), to
            else:
                yield from ((tuple(sorted((*members, one))), to) for one in np.flatnonzero(likes[:, place]).tolist())

    def _fewest(self, state: int) -> Iterator[Leap]:
        known: dict[int, list[frozenset[int]]] = {}
        for group, ends in self.tempted(state):
            for to in ends.tolist():
                if not _met(known, frozenset(group), to):
                    known.setdefault(to, []).append(frozenset(group))
                    yield group, to

    def look(self, steps: int = 1) -> None:
        """Count steps that are looked at; raise TooLargeError where no more may be."""
        self._looked += 1
        if self._looked % 64 == 1:
            self.tell()
        if self.steps >= self.most:
            given = f"{self.most:,} steps of what groups would do, and others about it, were searched, and more remain"
            remedy = "Ask about one state (--state), fix the groups (--partition), or ask of fewer actors."
            raise TooLargeError((Problem("too-many-coalitions", given, "The search stops there.", remedy),))
        self.steps += steps

    def answered(self, within: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states, none of them a target, such sequences lead to one of the targets."""
        if not self.joint:
            found: Bools = leading([self.reach.parties.improving[party] for party in within], targets)[states]
            return found
        search = _Search(self, within, targets)
        return np.array([search.from_(state) is not None for state in states.tolist()], dtype=np.bool_)

    def answer(self, within: Group, state: int, targets: Bools) -> tuple[Leap, ...] | None:
        """Return a sequence of fewest steps from a state to a target; None where there is none."""
        return _Search(self, within, targets).from_(state)


Node = tuple[Group, int]
"""A group that took the last step, and the state that it led to."""


class _Search:
    """Sequences of some parties' joint improvements to a target; what is known to lead nowhere is not tried again."""

    def __init__(self, credible: Credible, within: Group, targets: Bools) -> None:
        self._credible, self._targets = credible, targets
        self._outside = frozenset(credible.reach.parties.others(within))
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

    def _steps(self, node: Node) -> Iterable[Leap]:
        """Return what groups that share no member with the last can do next, targets first."""
        self._credible.look()
        movers, state = node
        barred = self._outside.union(movers)
        steps = [(g, to) for g, to in self._credible.least(state) if self._promising[to] and barred.isdisjoint(g)]
        return sorted(steps, key=lambda step: not self._targets[step[1]])


def _met(known: dict[int, list[frozenset[int]]], movers: frozenset[int], state: int) -> bool:
    """Return whether a state was met before with movers who leave as much free to go on."""
    return any(earlier <= movers for earlier in known.get(state, ()))


def _traced(before: dict[Node, Node], node: Node) -> tuple[Leap, ...]:
    leaps = [node]
    while before[node][0]:
        node = before[node]
        leaps.append(node)
    return tuple(reversed(leaps))
