"""Hypergames: the conflict as each actor sees it, what each expects, and what the beliefs change.

In a hypergame of the first level every actor plays a game of its own: the conflict in the world that it believes in,
with its own wants as they are, in which it takes all others to see what it sees (Bennett 1977; Wang, Hipel & Fraser
1988). A state is an equilibrium of the hypergame if it is stable for each actor in that actor's own eyes. It surprises
an actor in whose own game it is none.

Here an actor that finds itself in a state which its game does not have sees the world as it is from there on; so a
state may be an equilibrium of the hypergame that some actor holds impossible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from detente.conflict import conflict, thinks, world
from detente.engine.board import Board, Ints
from detente.engine.compile import compile_board
from detente.engine.progress import Progress, silent
from detente.engine.solve import Solver
from detente.engine.stability import Concept
from detente.errors import ConflictError, Problem, question
from detente.prospects.drawn import Drawing, Draws, draws_of
from detente.prospects.minds import Mind, minds
from detente.prospects.pieces import played_out
from detente.prospects.played import Played
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.rests import InWorlds, lacking, on_anything
from detente.prospects.sharing import Asked, find_rule
from detente.prospects.worlds import Bounds, Chances, worlds_that_matter
from detente.scenario.expression import All, Expression, Is
from detente.scenario.model import Scenario

Standing = Literal["expected", "stable", "unstable", "impossible"]
"""What a state is in somebody's own game: where play may come to rest, an equilibrium that play does not come to, none,
or no state at all."""


@dataclass(frozen=True, eq=False)
class Game:
    """The conflict as some actors see it, in one world.

    `actors` see it alike. `thinks` has the circumstances that they take to be other than they are. `equilibria` and
    `prospects` are numbers, from 0, of states of the actual conflict; `imagined` counts equilibria that are no states
    of that. `restless` says that play may go round for ever in their eyes; `astray` that the status quo is no state
    there.
    """

    actors: tuple[str, ...]
    thinks: Mapping[str, str]
    equilibria: tuple[int, ...]
    prospects: tuple[int, ...]
    imagined: int
    restless: bool
    astray: bool
    board: Board = field(repr=False)
    at: Ints = field(repr=False)
    solver: Solver = field(repr=False)

    def standing(self, state: int) -> Standing:
        """Return what a state of the actual conflict is in this game."""
        if self.at[state] < 0:
            return "impossible"
        if state in self.prospects:
            return "expected"
        return "stable" if state in self.equilibria else "unstable"


@dataclass(frozen=True)
class Surprise:
    """An outcome of the hypergame that is none in the eyes of an actor; `leavers` are those that it takes to leave."""

    actor: str
    state: int
    standing: Literal["unstable", "impossible"]
    leavers: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """What beliefs do to the chance of something where play comes to rest: with them, without, and the difference."""

    name: str
    values: Mapping[str, str]
    believing: Bounds
    seeing: Bounds
    difference: Bounds


@dataclass(frozen=True)
class Changed:
    """How likely it is that beliefs change where play comes to rest; of one actor, or of all (None).

    In a world with several prospects it is the part of the world that goes to others.
    """

    actor: str | None
    chance: Bounds


@dataclass(frozen=True, eq=False)
class Hypergame:
    """What `hypergame` answers.

    `games` are the conflict as each sees it, those who see it alike together. `equilibria` and `prospects` are of the
    hypergame, `plain_equilibria` and `plain_prospects` of the conflict in which everybody sees the world as it is; all
    are numbers, from 0, of the states of `board`. `surprises` tell which prospects of the hypergame (where the status
    quo is unknown: which equilibria) surprise whom. `effects` and `changed` weigh all worlds, with the readings `minds`
    drawn, given that there is such a conflict: `impossible` is the chance that there is none, `obstacle` says why in
    one of these worlds (nothing where none has a chance). Where no world makes one, or the status quo is unknown,
    nothing is told of worlds, and `impossible` is None. `drawn` says how worlds were drawn, None where all were looked
    at.
    """

    title: str
    variant: str | None
    concept: Concept
    as_of: str | None
    games: tuple[Game, ...]
    equilibria: tuple[int, ...]
    prospects: tuple[int, ...]
    plain_equilibria: tuple[int, ...]
    plain_prospects: tuple[int, ...]
    surprises: tuple[Surprise, ...]
    worlds: int
    effects: tuple[Effect, ...]
    changed: tuple[Changed, ...]
    minds: tuple[Mind, ...]
    impossible: Bounds | None
    obstacle: tuple[Problem, ...]
    drawn: Draws | None
    options: tuple[tuple[str, tuple[str, ...]], ...]
    board: Board = field(repr=False)
    scenario: Scenario = field(repr=False)

    def values(self, state: int) -> dict[str, str]:
        """Return the value of every option in a state."""
        row = self.board.values[state].tolist()
        return {name: values[place] for (name, values), place in zip(self.options, row, strict=True)}


def hypergame(
    scenario: Scenario,
    concept: Concept,
    variant: str | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
    drawing: Drawing | None = None,
) -> Hypergame:
    """Return the conflict as each actor sees it, and what the beliefs change.

    Beliefs count whether the scenario's settings say so or not. Games are those of one world, the scenario's or the
    variant's, with beliefs taken at the likeliest value; effects are weighed over all worlds, up to the day `as_of`.
    `drawing` says how worlds are drawn where those that matter are more than a million; without it that is an error.
    Raises QuestionError where no actor holds a belief, and what compiling and `forecast` raise.
    """
    if not any(belief.actor for belief in scenario.beliefs):
        raise question(
            "no-beliefs",
            "no actor of this scenario holds a belief",
            "What beliefs do is asked where somebody takes the world to be other than it may be.",
            "Add a belief with an actor as `who`, or ask `analyse` and `forecast`.",
        )
    seen = conflict(scenario, variant, beliefs=True)
    board = compile_board(seen, progress)
    progress("The conflict as each sees it", 0.3)
    plain = Solver(replace(board, views={}))
    games = tuple(_games(scenario, variant, board, concept, plain))
    acted = Solver(board)
    equilibria, prospects = _settled(acted, board, concept)
    own, ends = _settled(plain, board, concept)
    surprises = tuple(_surprises(games, prospects if board.start >= 0 else equilibria, scenario, concept))
    weighed = _weighed(scenario, concept, variant, as_of, progress, drawing) if board.start >= 0 else _Weighed()
    return Hypergame(
        scenario.title,
        variant,
        concept,
        as_of,
        games,
        equilibria,
        prospects,
        own,
        ends,
        surprises,
        weighed.worlds,
        weighed.effects,
        weighed.changed,
        weighed.minds,
        weighed.impossible,
        weighed.obstacle,
        weighed.drawn,
        tuple((option.id, option.values) for option in seen.options),
        board,
        scenario,
    )


def _settled(solver: Solver, board: Board, concept: Concept) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the equilibria of a board, and those of them that play from the status quo comes to."""
    equilibria = tuple(solver.verdicts(concept).equilibria.tolist())
    if board.start < 0:
        return equilibria, ()
    return equilibria, tuple(sorted(solver.play(concept, board.start).rests.tolist()))


def _games(scenario: Scenario, variant: str | None, board: Board, concept: Concept, plain: Solver) -> Iterator[Game]:
    """Yield the game of each actor, those that see the world as it is together and first."""
    names = tuple(scenario.actors)
    facts = world(scenario, variant)
    clear = tuple(name for place, name in enumerate(names) if place not in board.views)
    if clear:
        yield _game(clear, {}, plain.board, np.arange(board.count), plain, concept, board.start)
    for place, view in board.views.items():
        held = thinks(scenario, names[place], facts)
        other = {name: value for name, value in held.items() if value != facts[name]}
        start = int(view.at[board.start]) if board.start >= 0 else -1
        solver = Solver(replace(view.board, start=start))
        yield _game((names[place],), other, solver.board, view.at, solver, concept, start)


def _game(
    actors: tuple[str, ...],
    other: Mapping[str, str],
    board: Board,
    at: Ints,
    solver: Solver,
    concept: Concept,
    start: int,
) -> Game:
    holds = solver.verdicts(concept).equilibria
    play = solver.play(concept, start) if start >= 0 else None
    actual = {int(here): place for place, here in enumerate(at.tolist()) if here >= 0}
    known = [actual[state] for state in holds.tolist() if state in actual]
    ends = [actual[state] for state in play.rests.tolist() if state in actual] if play else []
    return Game(
        actors,
        other,
        tuple(sorted(known)),
        tuple(sorted(ends)),
        len(holds) - len(known),
        bool(play and play.cycles),
        start < 0,
        board,
        at,
        solver,
    )


def _surprises(
    games: Sequence[Game], outcomes: Sequence[int], scenario: Scenario, concept: Concept
) -> Iterator[Surprise]:
    """Yield the outcomes that are no equilibria in the eyes of some actor, and who it takes to leave."""
    for game in games:
        stable = game.solver.verdicts(concept).stable
        for state in outcomes:
            standing = game.standing(state)
            if standing in ("unstable", "impossible"):
                here = int(game.at[state])
                leavers = [who for place, who in enumerate(scenario.actors) if here >= 0 and not stable[place, here]]
                yield from (Surprise(actor, state, standing, tuple(leavers)) for actor in game.actors)


# ---------------------------------------------------------------- over all worlds


@dataclass(frozen=True)
class _Weighed:
    worlds: int = 0
    effects: tuple[Effect, ...] = ()
    changed: tuple[Changed, ...] = ()
    minds: tuple[Mind, ...] = ()
    impossible: Bounds | None = None
    obstacle: tuple[Problem, ...] = ()
    drawn: Draws | None = None


def _weighed(
    scenario: Scenario,
    concept: Concept,
    variant: str | None,
    as_of: str | None,
    progress: Progress,
    drawing: Drawing | None,
) -> _Weighed:
    """Return what beliefs do over all worlds, or why none of them makes a conflict."""
    try:
        return _weigh(scenario, concept, variant, as_of, progress, drawing)
    except ConflictError as error:  # what other worlds rule out is no reason to say nothing of this one
        return _Weighed(obstacle=error.problems)


def _weigh(
    scenario: Scenario,
    concept: Concept,
    variant: str | None,
    as_of: str | None,
    progress: Progress,
    drawing: Drawing | None,
) -> _Weighed:
    mind = minds(scenario, concept, variant, beliefs=True, as_of=as_of)
    signals = known_to(scenario, ANALYST, as_of)
    asked, about = on_anything(mind.scenario, ()) | mind.priors.keys(), {signal.about for signal in signals}
    worlds = worlds_that_matter(mind.scenario, variant, asked, about, mind.priors, drawing)
    # Signals about what changes nothing tell nothing of the rest.
    told = evidence(worlds, [one for one in signals if one.about in worlds[0]]) * mind.evidence(worlds)

    def played(given: Scenario, beliefs: bool, told: Chances) -> Played:
        found = played_out(given, worlds, concept, variant, beliefs, progress)
        return Played(Asked(given, worlds, concept, variant, beliefs), found, told, find_rule(None))

    believing = played(mind.scenario, True, told)
    obstacle = lacking(worlds, told, believing.possible, InWorlds(mind.scenario, worlds, variant, True).obstacle)
    # Where there is a conflict with the beliefs there is one without some of them.
    seeing = played(mind.scenario, False, believing.seen)
    believers = list(dict.fromkeys(one.who for one in scenario.beliefs if one.actor))
    changed = [Changed(None, believing.chance(_apart(believing, seeing)))]
    if len(believers) > 1:
        for actor in believers:
            rest = tuple(one for one in mind.scenario.beliefs if one.actor != actor)
            other = played(replace(mind.scenario, beliefs=rest), True, believing.seen)
            changed.append(Changed(actor, believing.chance(_apart(believing, other))))
    effects = [_effect(values, believing, seeing) for values in _either(believing, seeing)]
    return _Weighed(
        len(worlds),
        tuple(sorted(effects, key=lambda one: -round(max(one.believing.middle, one.seeing.middle), 12))),
        tuple(changed),
        mind.drawn,
        believing.impossible(believing.possible),
        obstacle,
        draws_of(worlds, believing.seen),
    )


def _either(one: Played, other: Played) -> list[dict[str, str]]:
    """Return every state in which play comes to rest in either."""
    found = {tuple(values.items()): None for values in (*one.rests(), *other.rests())}
    return [dict(values) for values in found]


def _being(values: Mapping[str, str]) -> Expression:
    return All(tuple(Is(name, (value,)) for name, value in values.items()))


def _effect(values: Mapping[str, str], believing: Played, seeing: Played) -> Effect:
    here = _being(values)
    one, other = believing.share(here), seeing.share(here)
    halved = believing.chance(np.clip((one - other + 1) / 2, 0, 1))  # chances are told of what lies between 0 and 1
    error = None if halved.error is None else 2 * halved.error
    difference = Bounds(2 * halved.middle - 1, 2 * halved.low - 1, 2 * halved.high - 1, halved.exact, error)
    name = ", ".join(f"{name} = {value}" for name, value in values.items())
    return Effect(name, values, believing.chance(one), seeing.chance(other), difference)


def _apart(one: Played, other: Played) -> Chances:
    """Return in each world what part of it comes to rest elsewhere, or rests in one and goes round in the other."""
    apart = np.abs((one.number > 0).astype(np.float64) - (other.number > 0))
    for values in _either(one, other):
        here = _being(values)
        apart = apart + np.abs(one.share(here) - other.share(here))
    found: Chances = np.clip(apart / 2, 0, 1)
    return found
