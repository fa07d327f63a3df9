"""The inverse question, answered by names: what would have to be wanted for a state to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.answers.analysis import move
from detente.answers.moves import Change as Departure
from detente.answers.moves import Move, changes
from detente.answers.naming import find_state
from detente.answers.run import Provenance, Run, State, States, find_concept, one_of
from detente.answers.wanting import Naming, Reordered, Reranked, numbers, places
from detente.engine.board import Board
from detente.engine.progress import Progress, silent, within
from detente.engine.solve import Solver
from detente.engine.stability import Concept, concepts
from detente.prospects.bounds import Bounds
from detente.scenario.model import Scenario
from detente.settlement.inverse import orders, pairs
from detente.settlement.inverse.conditions import Condition, Requirement, askable, condition
from detente.settlement.inverse.joint_changes import joint, needs
from detente.settlement.inverse.likely import InAllWorlds, Likely
from detente.settlement.inverse.rankings import Rankings, rankings
from detente.settlement.inverse.sets import States as Set
from detente.settlement.inverse.sets import above
from detente.settlement.inverse.ways import ByOrder, Change, Ways, by_order, by_pairs

USUAL = ("nash", "gmr", "smr", "seq")
"""Concepts that are asked about where none is named."""

MOST = 50
"""Ways to meet what one move asks for that are told one by one."""


@dataclass(frozen=True)
class Need:
    """What one own move from the state asks for, so that it does not tempt or is deterred.

    Of one of the `ways`, sets of states by number, the actor must prefer none to the state; there are `count` such
    ways, of which the smallest are told. `met` says whether that is so as things are.
    """

    move: Move
    ways: tuple[tuple[int, ...], ...]
    count: int
    met: bool


@dataclass(frozen=True)
class Reorderings:
    """The nearest orders of an actor's statements, as `orders.Orders` has them, by names; `all_pairs` is how many.

    `likely` is how likely the state is to be stable with the first of them, over all worlds.
    """

    distance: int | None
    nearest: tuple[Reordered, ...]
    count: int
    complete: bool
    tried: int | None
    all_pairs: int
    likely: Bounds | None = None


@dataclass(frozen=True)
class ForActor:
    """What would make the state stable for one actor, the others' wants as they are.

    `needs` has an entry for each own move that not everything spoils. `ways` is the whole condition as an "or" of
    "and"s: sets of states none of which the actor prefers to the state; None where there are too many. `comparisons`
    is a smallest set of states that it is enough to prefer no more to the state. `orders` is None where it has no
    statements in order, `rankings` where they were not counted. `likely` is how likely the state is to be stable for it
    as things are, over all worlds.
    """

    actor: str
    stable: bool
    needs: tuple[Need, ...]
    ways: tuple[tuple[int, ...], ...] | None
    orders: Reorderings | None
    ranking: Reranked
    comparisons: tuple[int, ...]
    rankings: Rankings | None
    likely: Bounds | None


@dataclass(frozen=True)
class Together:
    """A smallest change of everybody's wants that makes the state an equilibrium.

    `pairs` is None where none was found; `least` is what surely is needed, None where no change does. `parts` has the
    actors whose wants change. `gained` and `lost` are the other states that become equilibria, or are so no more.
    `likely` is how likely the state is to hold then, over all worlds: of orders of statements only, for a ranking of
    states is one of the world asked about.
    """

    pairs: int | None
    least: int | None
    parts: tuple[Reordered | Reranked, ...]
    gained: tuple[int, ...]
    lost: tuple[int, ...]
    likely: Bounds | None = None


@dataclass(frozen=True)
class ForConcept:
    """The answer under one concept; `by_order` and `by_pairs` are None where not all actors were asked about.

    `by_order` is None, too, where nobody has statements in order. `likely` is how likely the state is to hold as things
    are, over all worlds; it is None, as all chances here, where worlds were not asked for or nothing is doubted.
    """

    concept: Concept
    equilibrium: bool
    actors: tuple[ForActor, ...]
    by_order: Together | None
    by_pairs: Together | None
    likely: Bounds | None


@dataclass(frozen=True, eq=False)
class Inverse:
    """What `inverse` answers: the state, how it differs from the status quo, and what it takes under each concept.

    `left_out` are usual concepts that were not asked about, for actors hold beliefs. `worlds` is how many worlds
    chances are over, None where there are none.
    """

    title: str
    variant: str | None
    state: State
    from_status_quo: tuple[Departure, ...] | None
    concepts: tuple[ForConcept, ...]
    left_out: tuple[Concept, ...]
    worlds: int | None
    provenance: Provenance
    states: States = field(repr=False)
    scenario: Scenario = field(repr=False)


def inverse(
    run: Run,
    state: int | str,
    asked: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    progress: Progress = silent,
    worlds: bool = False,
) -> Inverse:
    """Return which changes of what actors want make a state (see `find_state`) stable, and an equilibrium.

    `asked` names the concepts (none: Nash, GMR, SMR and SEQ, the last only where no belief matters). `actors` names
    those that are asked about (none: all). With `worlds`, chances over all worlds are told.

    Raises QuestionError for concepts that have no answer, TooLargeError where there are too many states or worlds.
    """
    place = find_state(run, state)
    some, left_out = _concepts(run, asked)
    askable(run.board, some, run.conflict.actors)
    every = run.conflict.actors
    whose = [every.index(one_of("actor", one, every)) for one in actors or every]
    start = run.board.start
    here = run.states[place]
    everywhere = InAllWorlds(run.scenario, run.variant, run.beliefs, here.values) if worlds else None
    now = everywhere.likely(some, progress=progress) if everywhere else {}
    found = []
    for number, concept in enumerate(some):
        tell = within(progress, number, len(some))
        found.append(_Asked(run, concept, place, tell, now.get(concept.key), everywhere if now else None).answer(whose))
    return Inverse(
        title=run.scenario.title,
        variant=run.variant,
        state=here,
        from_status_quo=None if start < 0 else changes(run.conflict, None, run.states[start].values, here.values),
        concepts=tuple(found),
        left_out=left_out,
        worlds=next((one.worlds for one in now.values()), None),
        provenance=replace(run, lead=some[-1]).provenance(),
        states=run.states,
        scenario=run.scenario,
    )


def _concepts(run: Run, asked: Sequence[str] | None) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """Return the concepts to be asked about, and those left out."""
    if asked:
        return tuple(find_concept(key) for key in asked), ()
    usual = [concepts()[key] for key in USUAL]
    left_out = tuple(one for one in usual if one.credible and run.board.views)
    return tuple(one for one in usual if one not in left_out), left_out


class _Asked:
    """A state asked about under one concept; `now` is how likely it is as things are."""

    def __init__(
        self,
        run: Run,
        concept: Concept,
        state: int,
        progress: Progress,
        now: Likely | None,
        everywhere: InAllWorlds | None,
    ) -> None:
        self.run, self.concept, self.state, self.progress = run, concept, state, progress
        self.now, self.everywhere = now, everywhere
        self.naming = Naming(run, state)
        self.by_order = by_order(run.conflict, run.board)
        self.needed = needs(run.board, concept, state)

    def answer(self, whose: Sequence[int]) -> ForConcept:
        """Return the answer for some actors, and for all together where it is all of them."""
        stable = self.run.verdicts(self.concept).stable[:, self.state]
        everybody = set(whose) == set(self.run.board.actors)
        ordered = any(isinstance(one, ByOrder) for one in self.by_order)
        found = []
        for done, actor in enumerate(whose):
            self.progress(f"{self.concept.title} for {self.run.conflict.actors[actor]}", done / (len(whose) + 2))
            found.append(self._actor(actor, bool(stable[actor])))
        return ForConcept(
            self.concept,
            bool(stable.all()),
            tuple(found),
            self._together(self.by_order) if everybody and ordered else None,
            self._together(by_pairs(self.run.board)) if everybody else None,
            None if self.now is None else self.now.holds,
        )

    def _likely(self, parts: Sequence[Reordered]) -> Likely | None:
        """Return how likely the state is with statements of some actors in other orders."""
        if self.everywhere is None:
            return None
        orders_ = {part.actor: part.order for part in parts}
        return self.everywhere.likely([self.concept], orders_, self.progress).get(self.concept.key)

    def _condition(self, actor: int, board: Board) -> Condition:
        """Return what an actor needs with the others' wants as they are on a board."""
        return condition(board, self.concept, actor, self.state) if self.concept.credible else self.needed[actor]

    def _actor(self, actor: int, stable: bool) -> ForActor:
        board = self.run.board
        given, rank = self._condition(actor, board), board.ranks[actor]
        preferred, primes, way = above(rank, self.state), given.primes(), self.by_order[actor]
        raised = pairs.raised(given, rank)
        return ForActor(
            actor=self.run.conflict.actors[actor],
            stable=stable,
            needs=tuple(self._need(actor, one, preferred) for one in given.requirements),
            ways=None if primes is None else tuple(sorted(map(numbers, primes), key=lambda way: (len(way), way))),
            orders=self._orders(given, way, stable) if isinstance(way, ByOrder) else None,
            ranking=self.naming.reranked(actor, Change(raised.pairs, raised.rank)),
            comparisons=numbers(pairs.comparisons(given, rank)),
            rankings=rankings(given, board.count),
            likely=None if self.now is None else self.now.stable[actor],
        )

    def _need(self, actor: int, given: Requirement, preferred: Set) -> Need:
        ways = tuple(numbers(way) for way in given.ways[:MOST])
        return Need(move(self.run, actor, self.state, given.move), ways, len(given.ways), given.met(preferred))

    # ------------------------------------------------------------ orders

    def _orders(self, given: Condition, way: ByOrder, stable: bool) -> Reorderings:
        found = orders.orders(given, way.truths)
        ranked = [orders.ranked(way.truths, order, len(way.rank)) for order in found.nearest]
        told = (Change(orders.distance(order), rank, order) for order, rank in zip(found.nearest, ranked, strict=True))
        nearest = tuple(self.naming.reordered(given, one) for one in told)
        likely = self._likely(nearest[:1]) if nearest and not stable else None
        return Reorderings(
            found.distance,
            nearest,
            found.count,
            found.complete,
            found.tried,
            way.most,
            None if likely is None else likely.stable[given.actor],
        )

    # ------------------------------------------------------------ together

    def _together(self, ways: Sequence[Ways]) -> Together:
        found = joint(self.run.board, self.concept, self.state, ways, self.needed, progress=self.progress)
        if found.pairs is None:
            return Together(None, found.least, (), (), ())
        board = replace(self.run.board, ranks=np.array([one.rank for one in found.changes]))
        parts: list[Reordered | Reranked] = []
        for actor, change in enumerate(found.changes):
            if change.pairs and change.order is not None:
                parts.append(self.naming.reordered(self._condition(actor, board), change))
            elif change.pairs:
                parts.append(self.naming.reranked(actor, change))
        before = self.run.verdicts(self.concept).stable.all(axis=0)
        after = Solver(board).verdicts(self.concept).stable.all(axis=0)
        others = np.arange(board.count) != self.state
        gained, lost = places(after & ~before & others), places(before & ~after & others)
        orders_ = [part for part in parts if isinstance(part, Reordered)]
        likely = self._likely(orders_) if orders_ else None
        holds = None if likely is None else likely.holds
        return Together(found.pairs, found.least, tuple(parts), gained, lost, holds)
