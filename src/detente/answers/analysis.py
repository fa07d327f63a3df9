"""The analysis: what holds under each concept, and where play from the status quo comes to rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from detente.answers.explanation import Stance, stances
from detente.answers.moves import Move, changes, deciding
from detente.answers.run import Provenance, Run, State, States
from detente.answers.sequences import Lazy, Numbers
from detente.engine.board import Ints
from detente.engine.paths import Path, Play
from detente.engine.stability import Concept, concepts
from detente.engine.verdicts import Verdicts
from detente.scenario.model import Scenario

Leg = tuple[int, int, int]
"""A move by places: the actor, the state that it leaves and the state that it leads to."""

NEAREST = 8
"""How many prospects are told with what keeps play there."""


class Moves(Lazy[Move]):
    """Moves, each made with its names and reason when it is looked at; `legs` gives them by places."""

    def __init__(self, run: Run, legs: Callable[[], Sequence[Leg]]) -> None:
        self._run = run
        self._legs = legs

    @cached_property
    def legs(self) -> Sequence[Leg]:
        """Return the moves by places."""
        return self._legs()

    @property
    def movers(self) -> tuple[str, ...]:
        """Return who moves, each actor once."""
        actors = dict.fromkeys(actor for actor, _, _ in self.legs)
        return tuple(self._run.conflict.actors[actor] for actor in actors)

    def by(self, mover: str) -> Moves:
        """Return the moves of one actor."""
        actor = self._run.conflict.actors.index(mover)
        return Moves(self._run, partial(_by, self.legs, actor))

    def __len__(self) -> int:
        """Return how many moves there are."""
        return len(self.legs)

    def _item(self, place: int) -> Move:
        return move(self._run, *self.legs[place])


@dataclass(frozen=True)
class Prospect:
    """An equilibrium that play from the status quo can come to rest in, with a shortest path of moves."""

    state: State
    path: Moves


class Prospects(Lazy[Prospect]):
    """The prospects by length of path, then by number; `places` gives their states, counted from 0."""

    def __init__(self, run: Run, play: Play) -> None:
        self._run, self._play = run, play

    @property
    def places(self) -> Ints:
        """Return the states by place, in the order of the prospects."""
        return self._play.rests

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._play.rests)

    def path(self, place: int) -> Moves:
        """Return the path to the prospect at a place of the sequence."""
        return Moves(self._run, partial(_way, self._play.prospects, place))

    def _item(self, place: int) -> Prospect:
        return Prospect(self._run.states[int(self.places[place])], self.path(place))


@dataclass(frozen=True)
class Cycle:
    """States that play can fall into and then never leaves nor rests in, with a shortest path into it.

    `round` is a shortest way round: from the state where the path ends back to it.
    """

    states: Numbers
    path: Moves
    round: Moves


class Cycles(Lazy[Cycle]):
    """The cycles that play can fall into, by their first state."""

    def __init__(self, run: Run, verdicts: Verdicts, play: Play) -> None:
        self._run, self._verdicts, self._play = run, verdicts, play

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._play.cycles)

    @property
    def sizes(self) -> list[int]:
        """Return how many states each cycle has."""
        return [len(states) for _, states in self._play.cycles]

    def _item(self, place: int) -> Cycle:
        path, states = self._play.cycles[place]
        into, round_ = partial(path_legs, path), partial(_round, self._verdicts, path.ends)
        return Cycle(Numbers(states), Moves(self._run, into), Moves(self._run, round_))


class Keeping(Mapping[int, tuple[Stance, ...]]):
    """For some states by number, what each actor considers there; worked out when it is looked at, and once."""

    def __init__(self, run: Run, numbers: Sequence[int], others: Sequence[Concept]) -> None:
        self._run, self._numbers, self._others = run, numbers, others
        self._made: dict[int, tuple[Stance, ...]] = {}

    def __getitem__(self, number: int) -> tuple[Stance, ...]:
        """Return every actor's stance on a state; raises KeyError where it is none of these states."""
        if number not in self._numbers:
            raise KeyError(number)
        if number not in self._made:
            self._made[number] = stances(self._run, number - 1, self._others)
        return self._made[number]

    def __iter__(self) -> Iterator[int]:
        """Return the states."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many states there are."""
        return len(self._numbers)


@dataclass(frozen=True, eq=False)
class Held:
    """What one concept says: who is content where, what holds, and where play comes to.

    `stable` and `equilibria` hold state numbers. `prospects` and `cycles` are None where the status quo is
    unknown. All of these are sequences that are quick to make, however many states there are.
    """

    concept: Concept
    stable: Mapping[str, Numbers]
    equilibria: Numbers
    prospects: Prospects | None
    cycles: Cycles | None


@dataclass(frozen=True, eq=False)
class Analysis:
    """What `analyse` answers.

    `leaving` is, for the status quo, the undeterred moves under the leading concept; `keeping` gives, for the
    nearest prospects by number, what each actor considers there and what keeps it from that. `scenario` is what
    was asked about, so that views can say what an option means and what a citation cites.
    """

    title: str
    variant: str | None
    world: Mapping[str, str]
    actors: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]]
    states: States
    status_quo: State | None
    lead: str
    concepts: Mapping[str, Held]
    leaving: Moves
    keeping: Mapping[int, tuple[Stance, ...]]
    provenance: Provenance
    scenario: Scenario = field(repr=False)

    @property
    def held(self) -> Held:
        """Return what the leading concept says."""
        return self.concepts[self.lead]


def analyse(run: Run, only: tuple[str, ...] | None = None) -> Analysis:
    """Return the analysis of a run under every concept, or under those given and the leading one."""
    asked = [c for c in concepts().values() if only is None or c.key in only or c is run.lead]
    held = {concept.key: _held(run, concept) for concept in asked}
    start = run.board.start
    prospects = held[run.lead.key].prospects
    nearest = () if prospects is None else (prospects.places[:NEAREST] + 1).tolist()
    return Analysis(
        title=run.scenario.title,
        variant=run.variant,
        world=run.world,
        actors={actor.id: actor.name for actor in run.scenario.actors.values()},
        options={option.id: option.values for option in run.conflict.options},
        states=run.states,
        status_quo=None if start < 0 else run.states[start],
        lead=run.lead.key,
        concepts=held,
        leaving=Moves(run, partial(_leaving, run, start)),
        keeping=Keeping(run, nearest, asked),
        provenance=run.provenance(),
        scenario=run.scenario,
    )


def _held(run: Run, concept: Concept) -> Held:
    verdicts, play = run.verdicts(concept), run.play(concept)
    return Held(
        concept,
        {name: Numbers(verdicts.stable[actor]) for actor, name in enumerate(run.conflict.actors)},
        Numbers(np.logical_and.reduce(verdicts.stable, axis=0)),
        None if play is None else Prospects(run, play),
        None if play is None else Cycles(run, verdicts, play),
    )


def _leaving(run: Run, start: int) -> list[Leg]:
    """Return the moves that nothing deters from the status quo; none where that is unknown."""
    undeterred = () if start < 0 else run.verdicts().undeterred
    return [(actor, start, to) for actor, moves in enumerate(undeterred) for to in moves.from_(start).tolist()]


def _by(legs: Sequence[Leg], actor: int) -> list[Leg]:
    return [leg for leg in legs if leg[0] == actor]


def _way(paths: Sequence[Path], place: int) -> list[Leg]:
    return path_legs(paths[place])


def path_legs(path: Path) -> list[Leg]:
    """Return the moves of a path of play by places."""
    states = [path.begins, *(step.to for step in path.steps)]
    return [(step.mover, origin, step.to) for step, origin in zip(path.steps, states, strict=False)]


def _round(verdicts: Verdicts, begins: int) -> list[Leg]:
    """Return a shortest way from a state of a closed cycle back to it, by moves that nothing deters."""
    came: dict[int, Leg] = {}
    frontier = [begins]
    while begins not in came:
        if not frontier:
            raise RuntimeError("no way leads back into a closed cycle")
        rows = [moves.rows(np.array(frontier)) for moves in verdicts.undeterred]
        ahead = [
            (place, mover, to)
            for mover, arcs in enumerate(rows)
            for place, to in zip(arcs.origin.tolist(), arcs.to.tolist(), strict=True)
        ]
        fresh: dict[int, Leg] = {}
        for place, mover, to in sorted(ahead):
            if to not in came:
                fresh.setdefault(to, (mover, frontier[place], to))
        came |= fresh
        frontier = list(fresh)
    return _traced(came, begins)


def _traced(came: Mapping[int, Leg], begins: int) -> list[Leg]:
    """Return the way round that ends where it begins, given the move by which each state was first met."""
    way = [came[begins]]
    while way[-1][1] != begins:
        way.append(came[way[-1][1]])
    return way[::-1]


def move(run: Run, actor: int, origin: int, to: int) -> Move:
    """Return one move with its names and the statement that decides for it."""
    before, after = run.states[origin].values, run.states[to].values
    return Move(
        run.conflict.actors[actor],
        origin + 1,
        to + 1,
        changes(run.conflict, actor, before, after),
        deciding(run.scenario, run.conflict, actor, before, after),
        after,
    )
