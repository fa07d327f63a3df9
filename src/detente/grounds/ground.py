"""Grounds: what claims ask of a scenario in one world, worked out together for worlds that share states and moves.

Worlds and variants often differ only in what actors want, or where play begins. What depends on states and moves alone
is worked out once for all of them (a `Layout`), and so is everything for worlds in which nothing differs at all (a
`Ground`). Layouts can be handed on to a scenario that has been changed a little: only what changed is worked out again.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from detente.conflict import Conflict, conflict_in, thinks, wants, world
from detente.engine.board import Board, Bools, Ints, View
from detente.engine.compile import compile_board, start_of
from detente.engine.solve import Engine, Solver
from detente.engine.stability import Concept, concepts
from detente.engine.truth import Table
from detente.errors import ConflictError
from detente.grounds.layout import Layout, Layouts, Wanted
from detente.prospects.minds import minds
from detente.scenario import model
from detente.scenario.expression import Expression, variables

Facts = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Rested:
    """Where play from the status quo comes to rest, and how it begins, under a concept.

    `prospects` are states, ascending; `leaving[i]` the states that actor i would move to from the status quo, for
    nothing deters it; `length` has for each prospect the number of moves that a shortest way to it takes.
    """

    prospects: Ints
    leaving: tuple[Ints, ...]
    length: Ints


@dataclass(eq=False)
class Ground:
    """A scenario in a world, as claims ask about it; worlds that differ in nothing that matters share one.

    `start` is the status quo, -1 where it is unknown. `seen[i]` is what actor i takes everybody's wants to be, where it
    takes them to be others than they are. `apart` is the whole conflict where some actor believes in other states or
    moves, so that it must be judged by itself.
    """

    layout: Layout
    start: int
    wants: tuple[Wanted, ...]
    seen: Mapping[int, tuple[Wanted, ...]]
    apart: Conflict | None
    engine: Engine | None = None
    _rested: dict[str, Rested] = field(default_factory=dict)
    _stable: dict[str, Bools] = field(default_factory=dict)
    _equilibria: dict[str, Ints] = field(default_factory=dict)

    @property
    def states(self) -> Table:
        """Return the feasible states."""
        return self.layout.states

    def rank(self, actor: int) -> Ints:
        """Return an actor's standings of the states."""
        return self.layout.rank(self.wants[actor])

    @functools.cached_property
    def board(self) -> Board:
        """Return the board, with everybody's ranks and views."""
        if self.apart is not None:
            return compile_board(self.apart)
        plain = self.layout.board
        actual = replace(plain, ranks=self.ranks(self.wants), start=self.start, views={})
        return replace(actual, views={actor: self._view(actual, actor) for actor in self.seen})

    def _view(self, actual: Board, actor: int) -> View:
        ranks = self.ranks(self.seen[actor])
        ranks[actor] = actual.ranks[actor]
        return View(replace(actual, ranks=ranks), np.arange(actual.count), actual.ranks[actor])

    def ranks(self, wanted: tuple[Wanted, ...]) -> Ints:
        """Return everybody's standings with such wants."""
        return np.array([self.layout.rank(one) for one in wanted])

    @functools.cached_property
    def solver(self) -> Solver:
        """Return a solver of the board."""
        return Solver(self.board, self.engine)

    def rested(self, concept: Concept) -> Rested:
        """Return where play from the status quo comes to rest under a concept."""
        if concept.key not in self._rested:
            leaving = tuple(moves.from_(self.start) for moves in self.solver.verdicts(concept).undeterred)
            play = self.solver.play(concept, self.start)
            prospects = np.sort(play.rests)
            self._rested[concept.key] = Rested(prospects, leaving, play.tree.length[prospects])
        return self._rested[concept.key]

    def stable(self, concept: Concept) -> Bools:
        """Return which states are stable for whom: a row for each actor."""
        if concept.key not in self._stable:
            self._stable[concept.key] = self.solver.verdicts(concept).stable
        return self._stable[concept.key]

    def equilibria(self, concept: Concept) -> Ints:
        """Return the states that nobody would leave, ascending."""
        if concept.key not in self._equilibria:
            self._equilibria[concept.key] = np.flatnonzero(self.stable(concept).all(axis=0))
        return self._equilibria[concept.key]

    def take(self, concept: Concept, rested: Rested | None, stable: Bools | None) -> None:
        """Keep what was worked out together with other grounds."""
        if rested is not None:
            self._rested[concept.key] = rested
        if stable is not None:
            self._stable[concept.key] = stable

    def lacks(self, concept: Concept, rests: bool, stable: bool) -> bool:
        """Return whether something of what is asked about a concept is not known yet."""
        return (rests and concept.key not in self._rested) or (stable and concept.key not in self._stable)


class Grounds:
    """The grounds of a scenario by variant and world, each made when it is asked for.

    What an actor that doubts its own belief reads is drawn (`mind`), and stands in worlds beside circumstances; in a
    world that does not say it is what is likeliest. `layouts` may come from the grounds of a similar scenario.
    """

    def __init__(self, scenario: model.Scenario, beliefs: bool | None = None, layouts: Layouts | None = None) -> None:
        self.beliefs = scenario.settings.beliefs if beliefs is None else beliefs
        self.mind = minds(scenario, next(one for one in concepts().values() if one.credible), None, self.beliefs)
        self.scenario = replace(scenario, beliefs=self.mind.scenario.beliefs)
        self.layouts = Layouts() if layouts is None else layouts
        self._plain: dict[object, tuple[int, Conflict]] = {}
        self._shapes: dict[object, int] = {}
        self._laid: dict[int, Layout] = {}
        self._wanted: dict[object, Wanted] = {}
        self._grounds: dict[object, Ground] = {}
        self._asked: dict[object, Ground] = {}
        self._structural = tuple(sorted(structure(scenario)))
        self._shaping = (
            scenario.rules,
            scenario.circumstances,
            scenario.variants,
            scenario.states,
            *(part for actor in scenario.actors.values() for part in (actor.options, actor.moves)),
        )
        self._wishes = {actor: tuple(sorted(wishes(scenario, actor))) for actor in scenario.actors}
        self._believers = tuple(
            place
            for place, actor in enumerate(scenario.actors)
            if self.beliefs and any(belief.actor == actor for belief in scenario.beliefs)
        )
        self._likeliest = {one.name: self.mind.scenario.circumstances[one.name].now for one in self.mind.drawn}
        self._mattering = tuple(sorted({*self._structural, *self._likeliest}.union(*self._wishes.values())))

    def at(self, variant: str | None, facts: Facts | None = None) -> Ground:
        """Return the ground of a variant in a world, the one that it has now where no facts are given.

        Raises ConflictError where there is no such conflict, TooLargeError where its states are too many.
        """
        here = {**self._likeliest, **(world(self.scenario, variant) if facts is None else facts)}
        asked = (variant, *(here[name] for name in self._mattering))
        if asked not in self._asked:
            self._asked[asked] = self._at(variant, here)
        return self._asked[asked]

    def _at(self, variant: str | None, here: Facts) -> Ground:
        shape, plain = self._shaped(variant, here)
        if shape not in self._laid:
            self._laid[shape] = self.layouts.of(plain)
        layout = self._laid[shape]
        wanted = self._everybody(here)
        seen, apart = self._views(variant, here, shape, wanted)
        start = self._start(layout, plain)
        who = tuple((actor, *map(layout.alike, rows)) for actor, rows in seen.items())
        key = (layout.number, start, tuple(map(layout.alike, wanted)), who, apart)
        # What is apart is a conflict of this scenario; all else is the same for every scenario with such standings.
        grounds = self._grounds if apart else self.layouts.grounds
        if key not in grounds:
            whole = conflict_in(self.scenario, here, variant, self.beliefs) if apart else None
            grounds[key] = Ground(layout, start, wanted, seen, whole, self.layouts.asked)
        return grounds[key]

    def _shaped(self, variant: str | None, facts: Facts) -> tuple[int, Conflict]:
        """Return the conflict without views, and the number of its structure; its wants are those of some world."""
        key = (variant, *(facts[name] for name in self._structural))
        if key not in self._plain:
            at = ("shape", *key, self.scenario.start, self.scenario.start_unknown)
            plain = self.layouts.kept(
                self._shaping, at, lambda: conflict_in(self.scenario, facts, variant, beliefs=False)
            )
            shape = (plain.structure, plain.numbered.structure if plain.numbered else None)
            self._plain[key] = self._shapes.setdefault(shape, len(self._shapes)), plain
        return self._plain[key]

    def _everybody(self, facts: Facts) -> tuple[Wanted, ...]:
        return tuple(self._wants(actor, facts) for actor in self.scenario.actors.values())

    def _wants(self, actor: model.Actor, facts: Facts) -> Wanted:
        key = (actor.id, tuple(facts[name] for name in self._wishes[actor.id]))
        if key not in self._wanted:
            self._wanted[key] = self.layouts.kept(
                (actor.preferences, self.scenario.states),
                ("wants", key[1]),
                lambda: self.layouts.wanted(wants(self.scenario, actor, facts)),
            )
        return self._wanted[key]

    def _views(
        self, variant: str | None, facts: Facts, shape: int, wanted: tuple[Wanted, ...]
    ) -> tuple[dict[int, tuple[Wanted, ...]], object]:
        """Return what actors take everybody's wants to be, and what tells worlds apart where a view has other states.

        An actor knows its own wants.
        """
        seen: dict[int, tuple[Wanted, ...]] = {}
        apart: list[object] = []
        actors = list(self.scenario.actors)
        for place in self._believers:
            believed = dict(facts) | thinks(self.scenario, actors[place], facts)
            others = list(self._everybody(believed))
            others[place] = wanted[place]
            imagined, one = self._shaped(variant, believed)
            if imagined != shape:
                self._refuse_impossible(one, actors[place])
                apart.append((place, imagined, *(one.number for one in others)))
            elif tuple(others) != wanted:
                seen[place] = tuple(others)
        return seen, tuple(apart) or None

    def _refuse_impossible(self, imagined: Conflict, actor: str) -> None:
        """Raise what is wrong with the world that an actor believes in, where that cannot be."""
        try:
            self.layouts.of(imagined)
        except ConflictError as error:
            whose = f"In the world that {actor} believes in: "
            raise ConflictError(tuple(replace(one, given=whose + one.given) for one in error.problems)) from error

    def _start(self, layout: Layout, plain: Conflict) -> int:
        return self.layouts.kept((plain,), ("start", layout.number), lambda: start_of(plain, layout.states))


def structure(scenario: model.Scenario) -> frozenset[str]:
    """Return the circumstances on which states and moves depend."""
    parts = [rule.when.meaning for rule in scenario.rules]
    for option in scenario.options.values():
        parts += [option.needs.meaning] if option.needs else []
        parts += [watch.situation for watch in option.watches if watch.situation is not None]
    return circumstances(scenario, parts)


def wishes(scenario: model.Scenario, actor: str) -> frozenset[str]:
    """Return the circumstances on which an actor's wants depend."""
    preferences = scenario.actors[actor].preferences
    if isinstance(preferences, model.Ranked):
        return frozenset()  # which states its numbers mean is a matter of the layout
    drops = [one.drops.when.meaning for one in preferences.statements if one.drops]
    return circumstances(scenario, [*(one.meaning for one in preferences.statements), *drops])


def circumstances(scenario: model.Scenario, parts: Iterable[Expression]) -> frozenset[str]:
    """Return the circumstances of which expressions speak."""
    every = frozenset().union(*(variables(part) for part in parts))
    return every & scenario.circumstances.keys()


__all__ = ["Facts", "Ground", "Grounds", "Layouts", "Rested", "circumstances"]
