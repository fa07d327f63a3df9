"""Groups at a state: which are tempted, by what, what becomes of it, and which joint move to tell first."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.answers.deeds import Deed, Share, deed, shares
from detente.answers.run import Run
from detente.engine.board import Ints
from detente.engine.budget import afford
from detente.engine.coalition import JointConcept
from detente.engine.coalition.driver.at_once import setting
from detente.engine.coalition.driver.parties import Group, Wish, parties
from detente.engine.coalition.driver.reasons import temptation
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.progress import Progress
from detente.errors import Problem, TooLargeError

MOST_STATES = 12
"""States that are told."""

MOST_WORK = 1 << 26
"""Groups times states that may be gone through, once for each state told: some minutes of work at most."""

MOST_STEPS = 1 << 16
"""Steps that may be looked at to judge states under one joint concept; the states told share them."""

BYTES = 64
"""Memory for each move: turned round, and the improvements among them."""


@dataclass(frozen=True)
class Account:
    """How a joint improvement is brought about, and what becomes of it.

    `shares` is what each member gains. `answers` is what the others would bring about, one group after the other, and
    `losses` what the members have of it in the end, against staying; both are empty where nothing deters the group.
    `enough` are members who can bring it about without the others, none of them to spare.
    """

    deed: Deed
    enough: tuple[str, ...]
    shares: tuple[Share, ...]
    answers: tuple[Deed, ...]
    losses: tuple[Share, ...]


@dataclass(frozen=True, eq=False)
class Jump:
    """A joint improvement of a group, told; its account is worked out when it is read, since groups may be thousands.

    `holds` says whether nobody alone would leave where it leads, `lasts` whether no group would either (None where that
    is not known). `tell` gives the account.
    """

    holds: bool
    lasts: bool | None
    tell: Callable[[], Account] = field(repr=False)

    @functools.cached_property
    def account(self) -> Account:
        """Return how it is brought about, and what becomes of it."""
        return self.tell()

    @property
    def deed(self) -> Deed:
        """Return what the group does."""
        return self.account.deed

    @property
    def enough(self) -> tuple[str, ...]:
        """Return members who can do it without the others, none of them to spare."""
        return self.account.enough

    @property
    def shares(self) -> tuple[Share, ...]:
        """Return what each member gains."""
        return self.account.shares

    @property
    def answers(self) -> tuple[Deed, ...]:
        """Return what the others would bring about, one group after the other; empty where nothing deters the group."""
        return self.account.answers

    @property
    def losses(self) -> tuple[Share, ...]:
        """Return what the members have of the answers in the end, against staying."""
        return self.account.losses


@dataclass(frozen=True)
class Tempted:
    """A group that could bring about what it prefers to a state.

    `improvements` counts the states that it could bring about and prefers, `undeterred` those of them from which no
    answer deters it, `jumps` those that nobody alone would leave, `lasting` those that no group would leave either;
    of `unsure` of them that was not looked at, since they are too many.
    `best` is the one to tell, undeterred if there is such; `stay` the one to tell of those that nobody alone would
    leave.
    """

    group: tuple[str, ...]
    improvements: int
    undeterred: int
    jumps: int
    lasting: int
    unsure: int
    best: Jump
    stay: Jump | None


@dataclass(frozen=True)
class Judged:
    """What is known of the groups at a state under a joint concept.

    `leaving` are those that would leave it, `staying` those that are tempted but answered, `unjudged` counts the groups
    that were not judged, since the search took too many steps.
    """

    leaving: tuple[Group, ...]
    staying: tuple[Group, ...]
    unjudged: int


@dataclass(frozen=True, eq=False)
class Lookout:
    """A run with all its groups; `joint` is the leading concept for groups."""

    run: Run
    solver: JointSolver
    joint: JointConcept
    groups: int
    once: bool
    progress: Progress
    steps: int = MOST_STEPS
    _judged: dict[tuple[str, int], Judged] = field(default_factory=dict)
    _lasting: dict[int, bool | None] = field(default_factory=dict)

    @staticmethod
    def of(run: Run, joint: JointConcept, wish: Wish, once: bool, progress: Progress) -> Lookout:
        """Return the lookout over a run; raise TooLargeError where there are too many groups, or moves."""
        groups = (1 << len(run.board.actors)) - 1
        if groups * run.board.count > MOST_WORK:
            raise _too_many(run, groups)
        moves = sum(len(one) for one in run.board.moves)
        afford(moves * BYTES, f"the {moves:,} moves of {len(run.board.actors)} actors, forwards and backwards,")
        at_once = setting(run.conflict, run.board) if once else None
        solver = JointSolver(parties(run.board, wish), at_once, tell=lambda: progress("Answers of groups", 0.5))
        return Lookout(run, solver, joint, groups, once, progress)

    @property
    def most(self) -> int:
        """Return in how many states all groups may be looked at."""
        return max(1, MOST_WORK // (self.groups * self.run.board.count))

    def named(self, group: Group) -> tuple[str, ...]:
        """Return the names of a group's members."""
        return tuple(self.run.conflict.actors[actor] for actor in group)

    def judged(self, concept: JointConcept, place: int) -> Judged:
        """Return which groups would leave a state under a joint concept, small ones first, as far as it was found."""
        key = (concept.key, place)
        if key not in self._judged:
            self._judged[key] = self._judge(concept, place)
        return self._judged[key]

    def _judge(self, concept: JointConcept, place: int) -> Judged:
        found: dict[bool, list[Group]] = {True: [], False: []}
        unjudged = self.groups
        try:
            self.solver.allow(self.steps)
            groups = self.solver.tempted(place)
            unjudged = len(groups)
            for group, _ in groups:
                found[self.solver.stable(concept, group, place)].append(group)
                unjudged -= 1
        except TooLargeError:
            pass  # what is not judged is counted, and told
        self.solver.allow(sys.maxsize)  # to tell of an answer is to find it again
        return Judged(tuple(found[False]), tuple(found[True]), unjudged)

    def holds(self, places: Ints) -> Ints:
        """Return those of some states that nobody alone would leave."""
        return places[self.run.verdicts().stable[:, places].all(axis=0)]

    def lasts(self, place: int) -> bool | None:
        """Return whether no group would leave a state under the leading joint concept; None where that is not known."""
        if place not in self._lasting:
            if len(self._lasting) >= self.most:
                return None
            found = self.judged(self.joint, place)
            self._lasting[place] = False if found.leaving else None if found.unjudged else True
        return self._lasting[place]


def _too_many(run: Run, groups: int) -> TooLargeError:
    given = f"{len(run.board.actors)} actors make {groups:,} groups, each to be looked at in {run.board.count:,} states"
    remedy = "Join actors that always act alike into one, or lock options in a variant so that fewer states are left."
    return TooLargeError((Problem("too-many-groups", given, f"At most {MOST_WORK:,} are, together.", remedy),))


def states_of_interest(lookout: Lookout, asked: int | None) -> tuple[list[int], int]:
    """Return the states to tell by place, and how many more there are that nobody alone would leave.

    These are the status quo, the prospects by length of path, and then what else holds; or just the one asked about.
    """
    run = lookout.run
    if asked is not None:
        return [asked], 0
    play = run.play()
    first = [] if play is None else [run.board.start, *play.rests.tolist()]
    all_ = list(dict.fromkeys([*first, *run.verdicts().equilibria.tolist()]))
    most = min(MOST_STATES, lookout.most)
    return all_[:most], len(all_[most:])


def tempted(lookout: Lookout, place: int) -> tuple[Tempted, ...]:
    """Return the groups of two or more actors that are tempted at a state and were judged, small ones first."""
    judged = lookout.judged(lookout.joint, place)
    groups = sorted((*judged.leaving, *judged.staying), key=lambda group: (len(group), group))
    improvements = lookout.solver.improvements
    return tuple(_tempted(lookout, place, one, improvements(one, place)) for one in groups if len(one) > 1)


def _tempted(lookout: Lookout, place: int, group: Group, ends: Ints) -> Tempted:
    free = lookout.solver.undeterred(lookout.joint, group, place)
    holding = lookout.holds(ends)
    unanswered = np.intersect1d(holding, free)
    known = {to: lookout.lasts(to) for to in (*unanswered.tolist(), *holding.tolist())}
    lasting = holding[[known[to] is True for to in holding.tolist()]]
    firm = np.intersect1d(lasting, free)
    best = _best(lookout, place, group, (firm, unanswered, free, lasting, holding, ends))
    stay = _best(lookout, place, group, (firm, lasting, unanswered, holding)) if holding.size else None
    told = {to: _jump(lookout, place, group, to, known) for to in {best, stay} if to is not None}
    counts = (len(ends), len(free), len(holding), len(lasting), list(known.values()).count(None))
    return Tempted(lookout.named(group), *counts, told[best], None if stay is None else told[stay])


def _best(lookout: Lookout, place: int, group: Group, kinds: tuple[Ints, ...]) -> int:
    """Return the joint improvement to tell: one of the first kind of which there are any.

    Among these it is one to which the members prefer no other of them together, with the fewest options changed.
    """
    kind = next(one for one in kinds if one.size)
    board = lookout.run.board
    ranks = board.ranks[list(group)][:, kind]
    best = [column for column, own in enumerate(ranks.T) if not _all_prefer_another(ranks, own)]
    changed = (board.values[kind[best]] != board.values[place]).sum(axis=1)
    return int(kind[best][np.argmin(changed)])


def _all_prefer_another(ranks: Ints, own: Ints) -> bool:
    """Return whether some column of ranks is nowhere below one's own, and somewhere above it."""
    above = ranks - own[:, None]
    return bool(((above >= 0).all(axis=0) & (above > 0).any(axis=0)).any())


def _jump(lookout: Lookout, place: int, group: Group, to: int, known: Mapping[int, bool | None]) -> Jump:
    """Return a joint improvement, told; `known` says of those that nobody alone would leave whether they last."""
    return Jump(to in known, known.get(to, False), functools.partial(_account, lookout, place, group, to))


def _account(lookout: Lookout, place: int, group: Group, to: int) -> Account:
    run = lookout.run
    it = temptation(lookout.solver, lookout.joint, group, place, to)
    answers, here = [], to
    for reply in it.replies:
        answers.append(deed(run, here, reply))
        here = reply.to
    losses = shares(run, group, place, here) if answers else ()
    enough = lookout.named(lookout.solver.reach.enough(group, place, to))
    return Account(deed(run, place, it.leap), enough, shares(run, group, place, to), tuple(answers), losses)
