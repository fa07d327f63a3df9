"""Verify: check a certificate for a group straight from the definitions, without trusting the solver.

Everything is worked out again with sets and loops from moves and ranks alone; what groups can set at once is asked of
the conflict state by state. It is slower than the solver and shares none of its code, on purpose.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import combinations

from detente.engine.coalition import JointConcept
from detente.engine.coalition.driver.parties import Group, Parties
from detente.engine.coalition.driver.reach import AtOnce
from detente.engine.coalition.driver.reasons import JointCertificate, JointTemptation, Leap


def verify_joint(
    parties: Parties, concept: JointConcept, given: JointCertificate, at_once: AtOnce | None = None, joint: bool = True
) -> list[str]:
    """Return what is wrong with a certificate for a group; an empty list means that it holds.

    Parties, `at_once` and `joint` must be those for which it was made.
    """
    return _Check(parties, concept, at_once, joint).wrong(given)


class _Check:
    def __init__(self, parties: Parties, concept: JointConcept, at_once: AtOnce | None, joint: bool) -> None:
        self.parties, self.concept, self.at_once, self.joint = parties, concept, at_once, joint
        self.everybody = range(len(parties.moves))

    def wrong(self, given: JointCertificate) -> list[str]:
        group, state = given.group, given.state
        known = all(party in self.everybody for party in group) and 0 <= state < self.parties.count
        if (given.concept, given.wish) != (self.concept.key, self.parties.wish) or not group or not known:
            return ["the certificate is for another concept, or for no group or state of this board"]
        if {one.leap.to for one in given.temptations} != self.improvements(group, state):
            return ["the joint improvements listed are not those that exist"]
        found = []
        if given.stable != all(one.fate == "punished" for one in given.temptations):
            found.append("the verdict does not follow from the fates of the joint improvements")
        for one in given.temptations:
            found += self.temptation(group, state, one)
        return found

    def temptation(self, group: Group, state: int, it: JointTemptation) -> Iterator[str]:
        if it.leap.group != group:
            yield f"the way to {it.leap.to} is that of another group"
        yield from self.leap(state, it.leap)
        outside = tuple(party for party in self.everybody if party not in group)
        if it.fate == "unpunished":
            if any(self.hurts(group, state, end) for end in self.answers(outside, it.leap.to)):
                yield f"an answer to the joint improvement {it.leap.to} hurts after all"
            return
        end = yield from self.replies(outside, it)
        if not self.hurts(group, state, end):
            yield f"the answer to the joint improvement {it.leap.to} does not hurt"

    def replies(self, outside: Group, it: JointTemptation) -> Generator[str, None, int]:
        """Yield what is wrong with an answer; return the state in which it ends."""
        here, last = it.leap.to, frozenset[int]()
        if not it.replies or self.concept.replies == "none":
            yield f"the joint improvement {it.leap.to} meets no answer that counts"
        if self.concept.replies == "moves" and [one.group for one in it.replies] != [outside]:
            yield f"the joint improvement {it.leap.to} is not answered by all others together"
        for one in it.replies:
            credible = self.concept.replies == "improvements"
            alone = credible and not self.joint
            if not set(one.group) <= set(outside) or last & set(one.group) or (alone and len(one.group) > 1):
                yield f"{one.group} may not answer at {here}"
                return here
            if credible and not self.better(one.group, here, one.to):
                yield f"{one.group} does not gain by going from {here} to {one.to}"
            yield from self.leap(here, one)
            here, last = one.to, frozenset(one.group)
        return here

    def leap(self, state: int, given: Leap) -> Iterator[str]:
        """Yield what is illegal in a group's way from a state."""
        here, last = state, -1
        for step in given.steps:
            if step.mover not in given.group or step.mover == last or step.to not in self.moves(step.mover, here):
                yield f"{step.mover} may not go from {here} to {step.to}"
                return
            here, last = step.to, step.mover
        if given.steps and here != given.to:
            yield f"the way leads to {here}, not to {given.to}"
        if not given.steps and given.to not in self.set_at_once(given.group, state):
            yield f"{given.group} cannot go from {state} to {given.to} at once"

    def moves(self, party: int, state: int) -> set[int]:
        return {int(to) for to in self.parties.moves[party].from_(state)}

    def set_at_once(self, group: Group, state: int) -> set[int]:
        if self.at_once is None or len(group) < 2:
            return set()
        return {int(to) for to in self.at_once.ends(group, state)}

    def reach(self, group: Group, state: int) -> set[int]:
        """Return what a group can bring about, the state itself left out."""
        found: set[tuple[int, int]] = set()
        waiting = [(party, to) for party in group for to in self.moves(party, state)]
        while waiting:
            last, here = node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += [(party, to) for party in group if party != last for to in self.moves(party, here)]
        return ({state for _, state in found} | self.set_at_once(group, state)) - {state}

    def better(self, group: Group, here: int, there: int) -> bool:
        ranks = [self.parties.ranks[actor] for party in group for actor in self.parties.members[party]]
        gains = [int(rank[there]) - int(rank[here]) for rank in ranks]
        return all(gain > 0 for gain in gains) if self.parties.wish == "strict" else min(gains) >= 0 < max(gains)

    def improvements(self, group: Group, state: int) -> set[int]:
        return {to for to in self.reach(group, state) if self.better(group, state, to)}

    def hurts(self, group: Group, state: int, end: int) -> bool:
        if self.better(group, state, end):
            return False
        way_out = self.concept.hurts != "at once" and any(self.better(group, state, z) for z in self.reach(group, end))
        return not way_out

    def answers(self, outside: Group, to: int) -> set[int]:
        """Return all states to which answers that count can lead."""
        if self.concept.replies == "none":
            return set()
        if self.concept.replies == "moves":
            return self.reach(outside, to)
        sizes = range(1, len(outside) + 1) if self.joint else range(1, min(2, len(outside) + 1))
        groups = [group for size in sizes for group in combinations(outside, size)]
        met: set[tuple[Group, int]] = set()
        waiting: list[tuple[Group, int]] = [((), to)]
        while waiting:
            last, here = waiting.pop()
            for group in groups:
                if not set(last) & set(group):
                    fresh = {(group, end) for end in self.improvements(group, here)} - met
                    met |= fresh
                    waiting += fresh
        return {state for _, state in met} - {to}
