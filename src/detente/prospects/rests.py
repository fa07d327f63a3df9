"""Rests: where play from the status quo comes to rest, in every world.

Worlds that leave the same states and moves differ only in what actors want, or take others to want: they are judged
together (`detente.engine.ensemble`). What a part of the conflict does not speak of is not looked at twice: an actor's
wants are worked out once for each way the circumstances may be that its statements name.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.conflict import Conflict, conflict_in, thinks, wants
from detente.engine.board import Board, Bools, Ints
from detente.engine.compile import compile_board, reranked, standings
from detente.engine.ensemble import Samples, Wants, ensemble, rests_nearby, stacked
from detente.engine.part import part
from detente.engine.solve import Solver
from detente.engine.stability import Concept
from detente.engine.truth import Table, true
from detente.errors import ConflictError, Problem, question
from detente.prospects.standings import folded
from detente.prospects.worlds import Chances, Worlds
from detente.scenario import model
from detente.scenario.expression import Expression, variables

Facts = Mapping[str, str]

PIECE = 1 << 28
"""Bytes of ranks that are held at a time."""


@dataclass(frozen=True, eq=False)
class Scene:
    """Some worlds that share their states, and where play comes to rest in each of them.

    `worlds` are their numbers, `states` those in which play can come to rest in any of them. `prospects[w, s]` says
    whether it can in state s in the w-th of them, `restless[w]` whether it can also go round for ever. `length[w, s]`
    is the number of moves that a shortest way there takes (-1 where it is no prospect), and `place[s]` the number of
    the state, from 0, on the conflict's board.
    """

    worlds: Ints
    conflict: Conflict
    states: Table
    prospects: Bools
    restless: Bools
    length: Ints
    place: Ints

    def narrowed(self) -> Scene:
        """Return the scene with only those states in which play comes to rest in some of its worlds."""
        kept = np.flatnonzero(self.prospects.any(axis=0))
        prospects, length = self.prospects[:, kept], self.length[:, kept]
        return replace(
            self, states=_some(self.states, kept), prospects=prospects, length=length, place=self.place[kept]
        )

    def standing_for(self, groups: Sequence[Ints]) -> Scene:
        """Return the scene of more worlds: the first stands for all of the first group, and so on."""
        row = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        prospects, restless, length = self.prospects[row], self.restless[row], self.length[row]
        return replace(self, worlds=np.concatenate(groups), prospects=prospects, restless=restless, length=length)

    def having(self, expression: Expression, facts: Sequence[Facts]) -> Bools:
        """Return in which worlds (rows) and states an expression over options and circumstances is true.

        `facts` gives the circumstances of each world of the scene.
        """
        speaks_of = sorted(variables(expression) - self.states.columns.keys())
        if not speaks_of:
            return np.broadcast_to(true(expression, self.states), self.prospects.shape)
        rows: dict[tuple[str, ...], Bools] = {}
        for one in facts:
            key = tuple(one[name] for name in speaks_of)
            if key not in rows:
                fixed = {name: np.zeros(self.states.length, dtype=np.uint8) for name in speaks_of}
                values = dict(self.states.values) | {name: (one[name],) for name in speaks_of}
                rows[key] = true(expression, Table(dict(self.states.columns) | fixed, values, self.states.length))
        return np.stack([rows[tuple(one[name] for name in speaks_of)] for one in facts])


@dataclass(frozen=True, eq=False)
class Alike:
    """Worlds, by number, that agree on everything that the conflict speaks of, with the conflict and its board.

    Of the board there may be only a part: `place` has the number of each of its states, from 0, on the whole board.
    """

    worlds: Ints
    conflict: Conflict
    board: Board
    place: Ints


def boards(
    scenario: model.Scenario,
    worlds: Worlds,
    variant: str | None,
    beliefs: bool | None,
    among: Ints,
    concept: Concept | None = None,
) -> Iterator[Alike]:
    """Yield some worlds in groups that agree on everything that the conflict speaks of.

    Where a concept is given, the part of a board is enough on which play hangs that nothing deters under it. Raises
    what compiling raises; a ConflictError says in which worlds there is no such conflict.
    """
    yield from InWorlds(scenario, worlds, variant, beliefs).boards(among, concept)


def on_structure(scenario: model.Scenario) -> frozenset[str]:
    """Return the circumstances on which states and moves depend."""
    parts = [rule.when.meaning for rule in scenario.rules]
    for option in scenario.options.values():
        parts += [option.needs.meaning] if option.needs else []
        parts += [watch.situation for watch in option.watches if watch.situation is not None]
    return _circumstances(scenario, parts)


def on_wants(scenario: model.Scenario, actor: str) -> frozenset[str]:
    """Return the circumstances on which an actor's wants depend."""
    preferences = scenario.actors[actor].preferences
    if isinstance(preferences, model.Ranked):
        return on_structure(scenario)  # rankings number the states
    drops = [one.drops.when.meaning for one in preferences.statements if one.drops]
    return _circumstances(scenario, [one.meaning for one in preferences.statements] + drops)


def on_anything(scenario: model.Scenario, asked: Iterable[Expression]) -> frozenset[str]:
    """Return the circumstances on which the conflict depends, or what is asked about it."""
    wants = (on_wants(scenario, actor) for actor in scenario.actors)
    return on_structure(scenario).union(_circumstances(scenario, asked), *wants)


def _circumstances(scenario: model.Scenario, parts: Iterable[Expression]) -> frozenset[str]:
    return frozenset().union(*(variables(part) for part in parts)).intersection(scenario.circumstances)


@dataclass(frozen=True, eq=False)
class InWorlds:
    """A scenario in all its worlds, and which circumstances each part of it speaks of."""

    scenario: model.Scenario
    worlds: Worlds
    variant: str | None
    beliefs: bool | None

    @property
    def structure(self) -> frozenset[str]:
        """Return the circumstances on which states and moves depend."""
        return on_structure(self.scenario)

    @property
    def shared(self) -> frozenset[str]:
        """Return the circumstances that decide states and moves, and those that stand for what others take these for.

        Worlds that agree on all of them share states and moves, those that there are and those that are believed in.
        """
        drawn = {name: own for actor in self.believers for name, own in self.drawn(actor).items()}
        return self.structure | {own for name, own in drawn.items() if name in self.structure}

    def wants(self, actor: str) -> frozenset[str]:
        """Return the circumstances on which an actor's wants depend."""
        return on_wants(self.scenario, actor)

    @property
    def everything(self) -> frozenset[str]:
        """Return the circumstances on which anything in the conflict depends, as it is or as it is believed to be."""
        names = self.shared.union(*(self.wants(actor) for actor in self.scenario.actors))
        return names.union(*(self.drawn(actor).values() for actor in self.believers))

    @property
    def believers(self) -> list[str]:
        """Return the actors that hold beliefs, where beliefs count."""
        if not (self.scenario.settings.beliefs if self.beliefs is None else self.beliefs):
            return []
        return [actor for actor in self.scenario.actors if any(one.actor == actor for one in self.scenario.beliefs)]

    def drawn(self, actor: str) -> dict[str, str]:
        """Return the circumstances whose values stand for what an actor takes others to be."""
        return {name: own for one in self.scenario.beliefs if one.actor == actor for name, own in one.drawn.items()}

    def alike(self, names: Collection[str], among: Ints | None = None) -> list[Ints]:
        """Return the worlds (or some of them) in groups that agree on the circumstances named."""
        numbers = np.arange(len(self.worlds)) if among is None else among
        columns = [place for place, name in enumerate(self.worlds.names) if name in names]
        _, group, sizes = np.unique(
            self.worlds.at[numbers][:, columns], axis=0, return_inverse=True, return_counts=True
        )
        order = np.argsort(group.ravel(), kind="stable")  # some versions of numpy keep the axis
        return np.split(numbers[order], np.cumsum(sizes)[:-1])

    def scenes(self, members: Ints, concept: Concept, workers: int = 1) -> Iterator[Scene]:
        """Yield the scenes of worlds that share states and moves, judged by so many threads."""
        facts = self.worlds[int(members[0])]
        first, believers = self._plain(facts), self.believers
        if not self._share_views(first, facts):
            yield from self._one_by_one(members, concept)
            return
        board = self._board(first, members)
        states, asked = _table(board, first), [concept]
        prepared = functools.cache(lambda: ensemble(board, asked))
        groups = sorted(self.alike(self.everything, members), key=lambda group: int(group[0]))
        size = max(1, PIECE // (4 * board.count * len(board.actors) * (1 + len(believers))))
        for begin in range(0, len(groups), size):
            some = groups[begin : begin + size]
            piece = np.array([group[0] for group in some])
            wants, seen = self._everybody(first, piece, states)
            found = rests_nearby(board, concept, board.start, wants, seen)
            if found is None:
                samples = Samples(stacked(wants), {actor: stacked(one) for actor, one in seen.items()})
                found = prepared().rests(samples, board.start, workers)[concept.key]
            met, place = _some(states, found.states), found.states
            one_each = Scene(piece, first, met, found.prospects, found.restless, found.length, place)
            yield one_each.narrowed().standing_for(some)

    def possible(self, members: Ints, concept: Concept, workers: int = 1) -> list[Scene]:
        """Return the scenes of worlds that share states and moves, without any where there is no such conflict.

        Such worlds differ only in what is wanted: there is a conflict in all of them or in none.
        """
        try:
            return list(self.scenes(members, concept, workers))
        except ConflictError:
            return []

    def obstacle(self, world: int) -> tuple[Problem, ...]:
        """Return why there is no such conflict in a world; nothing where there is one."""
        try:
            next(self.boards(np.array([world])))
        except ConflictError as error:
            return error.problems
        return ()

    def with_conflict(self) -> Bools:
        """Return in which worlds there is such a conflict: of those that share states and moves one is tried."""
        found = np.zeros(len(self.worlds), dtype=np.bool_)
        for members in self.alike(self.shared):
            found[members] = not self.obstacle(int(members[0]))
        return found

    def _share_views(self, first: Conflict, facts: Facts) -> bool:
        """Return whether all who believe something take states and moves to be those of a conflict."""
        seen = (self._plain({**facts, **thinks(self.scenario, actor, facts)}) for actor in self.believers)
        return all(one.structure == first.structure for one in seen)

    def _one_by_one(self, members: Ints, concept: Concept) -> Iterator[Scene]:
        """Yield scenes of worlds in which somebody believes in other states or moves, so that they share no board."""
        for alike in self.boards(members):
            group, one, board = alike.worlds, alike.conflict, alike.board
            play = Solver(board).play(concept, board.start)
            prospects = np.zeros((len(group), board.count), dtype=np.bool_)
            prospects[:, play.rests] = True
            length = np.full(prospects.shape, -1, dtype=np.int32)
            length[:, play.rests] = play.tree.length[play.rests]
            restless, place = np.full(len(group), bool(play.cycles)), np.arange(board.count)
            yield Scene(group, one, _table(board, one), prospects, restless, length, place).narrowed()

    def boards(self, among: Ints, concept: Concept | None = None) -> Iterator[Alike]:
        """Yield some worlds in groups that agree on everything, with the conflict and the board of each.

        Of the board there is only the part on which play under a concept hangs, where one is given and that is small.
        """
        for members in self.alike(self.shared, among):
            before: tuple[Conflict, Board] | None = None
            place: Ints | None = None
            groups = self.alike(self.everything, members)
            for group in groups:
                one = conflict_in(self.scenario, self.worlds[int(group[0])], self.variant, self.beliefs)
                board = self._board(one, group, before)
                if before is None and concept is not None:
                    place = self._nearby(one, board, groups, concept)
                    board = board if place is None else reranked(part(board, place), one)
                before = one, board
                yield Alike(group, one, board, np.arange(board.count) if place is None else place)

    def _nearby(self, first: Conflict, board: Board, groups: Sequence[Ints], concept: Concept) -> Ints | None:
        """Return the states on which play hangs in groups of worlds that share a board, None where they are many.

        None too where somebody believes in other states, and where rankings number the states.
        """
        facts = self.worlds[int(groups[0][0])]
        ranked = any(isinstance(actor.preferences, model.Ranked) for actor in self.scenario.actors.values())
        if ranked or not self._share_views(first, facts):
            return None
        piece = np.array(sorted(int(group[0]) for group in groups))
        wants, seen = self._everybody(first, piece, _table(board, first))
        found = rests_nearby(board, concept, board.start, wants, seen)
        return None if found is None else found.states

    def _board(self, one: Conflict, members: Ints, before: tuple[Conflict, Board] | None = None) -> Board:
        """Return the board of a conflict that some worlds share, whose status quo must be known.

        States and moves are taken from the board made `before` where that was of a conflict with the same ones.
        """
        known = before is not None and before[0].structure == one.structure
        try:
            board = reranked(before[1], one) if before is not None and known else compile_board(one)
        except ConflictError as error:
            facts = self.worlds[int(members[0])]
            shared = " and ".join(f"{name} = {facts[name]}" for name in self.worlds.names if name in self.structure)
            where = f"Where {shared}: " if shared else ""
            raise ConflictError(tuple(replace(one, given=where + one.given) for one in error.problems)) from error
        if board.start < 0:
            raise question(
                "unknown-status-quo",
                "the status quo of this scenario is unknown",
                "A forecast asks where play from the status quo comes to rest.",
                "Give the scenario a start.",
            )
        return board

    def _everybody(self, one: Conflict, members: Ints, states: Table) -> tuple[list[Wants], dict[int, list[Wants]]]:
        """Return everybody's standings in some worlds, as they are and as each who believes something takes them."""
        seen = {one.actors.index(actor): self._wants(one, members, states, actor) for actor in self.believers}
        return self._wants(one, members, states), seen

    def _wants(self, one: Conflict, members: Ints, states: Table, viewer: str | None = None) -> list[Wants]:
        """Return everybody's standings in some worlds, as they are or as an actor takes them to be.

        `one` is the conflict in one of them; they share its states. Worlds in which an actor wants the same have one
        row.
        """
        drawn = {} if viewer is None else self.drawn(viewer)

        def alike(names: frozenset[str], among: Ints) -> list[Ints]:
            return self.alike(names | {own for name, own in drawn.items() if name in names}, among)

        found = []
        for actor in self.scenario.actors.values():
            groups = sorted(alike(self.wants(actor.id), members), key=lambda group: int(group[0]))
            which = np.empty(len(members), dtype=np.intp)
            for number, group in enumerate(groups):
                which[np.searchsorted(members, group)] = number
            firsts = np.array([group[0] for group in groups])

            @functools.cache
            def told(names: frozenset[str], firsts: Ints = firsts) -> list[tuple[Ints, Facts]]:
                return [(np.searchsorted(firsts, one), self._facts(one[0], viewer)) for one in alike(names, firsts)]

            rows = folded(actor.preferences, states, len(firsts), told)
            if rows is None:
                facts = [self._facts(world, viewer) for world in firsts]
                rows = np.array([standings(one, wants(self.scenario, actor, each), states) for each in facts])
            found.append(Wants(rows, which))
        return found

    def _facts(self, world: int, viewer: str | None) -> Facts:
        """Return the circumstances in a world, as they are or as an actor takes them to be."""
        facts = self.worlds[int(world)]
        return facts if viewer is None else facts | thinks(self.scenario, viewer, facts)

    def _plain(self, facts: Facts) -> Conflict:
        return conflict_in(self.scenario, facts, self.variant, beliefs=False)


def lacking(
    worlds: Worlds, evidence: Chances, possible: Bools, obstacle: Callable[[int], tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    """Return why there is no such conflict in a world that has a chance, nothing where all of these make one.

    `evidence` is how likely the signals are in each world, `possible` says where there is a conflict, `obstacle` why
    there is none in a world. Raises ConflictError where no world that has a chance makes one, QuestionError where no
    world has a chance.
    """
    weight = worlds.middle * evidence
    without = np.flatnonzero((weight > 0) & ~possible)
    if not weight.any():
        raise worlds.impossible()
    problems = obstacle(int(without[0])) if without.size else ()
    if not weight @ possible > 0:
        raise ConflictError(problems)
    return problems


def _some(states: Table, places: Ints) -> Table:
    return Table({name: column[places] for name, column in states.columns.items()}, states.values, len(places))


def _table(board: Board, conflict: Conflict) -> Table:
    columns = {option.id: board.values[:, place] for place, option in enumerate(conflict.options)}
    return Table(columns, {option.id: option.values for option in conflict.options}, board.count)
