"""The analysis: what holds under each concept, and where play from the status quo comes to rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.answers.explanation import Stance, stances
from detente.answers.moves import Move, changes, deciding
from detente.answers.run import Provenance, Run, State, States
from detente.engine.certificate import Step
from detente.engine.paths import Path, Play
from detente.engine.solve import Verdicts
from detente.engine.stability import Concept, concepts
from detente.scenario.model import Scenario

NEAREST = 8
"""How many prospects are told with what keeps play there."""


@dataclass(frozen=True)
class Prospect:
    """An equilibrium that play from the status quo can come to rest in, with a shortest path of moves."""

    state: State
    path: tuple[Move, ...]


@dataclass(frozen=True)
class Cycle:
    """States that play can fall into and then never leaves nor rests in, with a shortest path into it.

    `round` is a shortest way round: from the state where the path ends back to it.
    """

    states: tuple[int, ...]
    path: tuple[Move, ...]
    round: tuple[Move, ...]


@dataclass(frozen=True, eq=False)
class Held:
    """What one concept says: who is content where, what holds, and where play comes to.

    `stable` and `equilibria` hold state numbers. `prospects` and `cycles` are None where the status quo is
    unknown.
    """

    concept: Concept
    stable: Mapping[str, tuple[int, ...]]
    equilibria: tuple[int, ...]
    prospects: tuple[Prospect, ...] | None
    cycles: tuple[Cycle, ...] | None


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
    leaving: tuple[Move, ...]
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
    leaving = () if start < 0 else _leaving(run, start)
    nearest = (held[run.lead.key].prospects or ())[:NEAREST]
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
        leaving=leaving,
        keeping={one.state.number: stances(run, one.state.number - 1, asked) for one in nearest},
        provenance=run.provenance(),
        scenario=run.scenario,
    )


def _held(run: Run, concept: Concept) -> Held:
    verdicts, play = run.verdicts(concept), run.play(concept)
    return Held(
        concept,
        {name: _numbers(verdicts, actor) for actor, name in enumerate(run.conflict.actors)},
        tuple((verdicts.equilibria + 1).tolist()),
        None if play is None else _prospects(run, play),
        None if play is None else _cycles(run, verdicts, play),
    )


def _numbers(verdicts: Verdicts, actor: int) -> tuple[int, ...]:
    return tuple((np.flatnonzero(verdicts.stable[actor]) + 1).tolist())


def _prospects(run: Run, play: Play) -> tuple[Prospect, ...]:
    return tuple(Prospect(run.states[path.ends], moves(run, path)) for path in play.prospects)


def _cycles(run: Run, verdicts: Verdicts, play: Play) -> tuple[Cycle, ...]:
    return tuple(
        Cycle(tuple((states + 1).tolist()), moves(run, path), moves(run, _round(verdicts, path.ends)))
        for path, states in play.cycles
    )


def _round(verdicts: Verdicts, begins: int) -> Path:
    """Return a shortest way from a state of a closed cycle back to it, by moves that nothing deters."""
    ways = [(begins, Path(begins, ()))]
    seen = set()
    for at, path in ways:
        for mover, arcs in enumerate(verdicts.undeterred):
            for to in arcs.from_(at).tolist():
                longer = Path(begins, (*path.steps, Step(mover, to)))
                if to == begins:
                    return longer
                if to not in seen:
                    seen.add(to)
                    ways.append((to, longer))
    raise RuntimeError("no way leads back into a closed cycle")


def _leaving(run: Run, start: int) -> tuple[Move, ...]:
    undeterred = run.verdicts().undeterred
    return tuple(
        move(run, actor, start, to) for actor in run.board.actors for to in undeterred[actor].from_(start).tolist()
    )


def moves(run: Run, path: Path) -> tuple[Move, ...]:
    """Return the moves of a path of play with their names and reasons."""
    found, at = [], path.begins
    for step in path.steps:
        found.append(move(run, step.mover, at, step.to))
        at = step.to
    return tuple(found)


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
