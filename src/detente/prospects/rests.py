"""Rests: where play from the status quo comes to rest, in every world.

Worlds that leave the same states and moves differ only in what actors want, or take others to want: they are judged
together (`detente.engine.ensemble`). What a part of the conflict does not speak of is not looked at twice: an actor's
wants are worked out once for each way the circumstances may be that its statements name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.conflict import Conflict, conflict_in, wants
from detente.engine.board import Board, Bools, Ints
from detente.engine.compile import compile_board, standings
from detente.engine.ensemble import Samples, ensemble
from detente.engine.progress import Progress, silent
from detente.engine.solve import Solver
from detente.engine.stability import Concept
from detente.engine.truth import Table, true
from detente.errors import ConflictError, question
from detente.prospects.worlds import Worlds
from detente.scenario import model
from detente.scenario.expression import Expression, variables

Facts = Mapping[str, str]

PIECE = 1 << 28
"""Bytes of ranks that are held at a time."""


@dataclass(frozen=True, eq=False)
class Scene:
    """Some worlds that share their states, and where play comes to rest in each of them.

    `worlds` are their numbers. `prospects[w, s]` says whether play can come to rest in state s in the w-th of them,
    `restless[w]` whether it can also go round for ever.
    """

    worlds: Ints
    conflict: Conflict
    states: Table
    prospects: Bools
    restless: Bools

    def having(self, expression: Expression, facts: Sequence[Facts]) -> Bools:
        """Return in which worlds (rows) and states an expression over options and circumstances is true.

        `facts` gives the circumstances of each world of the scene.
        """
        speaks_of = sorted(variables(expression) - self.states.columns.keys())
        rows: dict[tuple[str, ...], Bools] = {}
        for one in facts:
            key = tuple(one[name] for name in speaks_of)
            if key not in rows:
                fixed = {name: np.zeros(self.states.length, dtype=np.uint8) for name in speaks_of}
                values = dict(self.states.values) | {name: (one[name],) for name in speaks_of}
                rows[key] = true(expression, Table(dict(self.states.columns) | fixed, values, self.states.length))
        return np.stack([rows[tuple(one[name] for name in speaks_of)] for one in facts])


def scenes(
    scenario: model.Scenario,
    worlds: Worlds,
    concept: Concept,
    variant: str | None = None,
    beliefs: bool | None = None,
    progress: Progress = silent,
) -> tuple[Scene, ...]:
    """Return where play comes to rest in every world under a concept, by scenes.

    Raises QuestionError where the status quo is unknown, and what compiling raises; a ConflictError says in which
    worlds there is no such conflict.
    """
    asked = _Asked(scenario, worlds, variant, beliefs)
    groups = asked.alike(asked.structure)
    found: list[Scene] = []
    for place, members in enumerate(groups):
        progress("Where play comes to rest", place / len(groups))
        found += asked.scenes(members, concept)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Asked:
    """A scenario in all its worlds, and which circumstances each part of it speaks of."""

    scenario: model.Scenario
    worlds: Worlds
    variant: str | None
    beliefs: bool | None

    @property
    def structure(self) -> frozenset[str]:
        """Return the circumstances on which states and moves depend."""
        parts = [rule.when.meaning for rule in self.scenario.rules]
        for option in self.scenario.options.values():
            parts += [option.needs.meaning] if option.needs else []
            parts += [watch.situation for watch in option.watches if watch.situation is not None]
        return self._circumstances(parts)

    def wants(self, actor: str) -> frozenset[str]:
        """Return the circumstances on which an actor's wants depend."""
        preferences = self.scenario.actors[actor].preferences
        if isinstance(preferences, model.Ranked):
            return self.structure  # rankings number the states
        drops = [one.drops.when.meaning for one in preferences.statements if one.drops]
        return self._circumstances([one.meaning for one in preferences.statements] + drops)

    def _circumstances(self, parts: Iterable[Expression]) -> frozenset[str]:
        every = frozenset().union(*(variables(part) for part in parts))
        return every & self.scenario.circumstances.keys()

    def alike(self, names: Collection[str], among: Ints | None = None) -> list[Ints]:
        """Return the worlds (or some of them) in groups that agree on the circumstances named."""
        numbers = np.arange(len(self.worlds)) if among is None else among
        columns = [place for place, name in enumerate(self.worlds.names) if name in names]
        _, group = np.unique(self.worlds.at[numbers][:, columns], axis=0, return_inverse=True)
        group = group.ravel()  # some versions of numpy keep the axis
        return [numbers[group == one] for one in range(int(group.max(initial=0)) + 1)]

    def scenes(self, members: Ints, concept: Concept) -> Iterator[Scene]:
        """Yield the scenes of worlds that share states and moves."""
        first = self._plain(self.worlds[int(members[0])])
        thinks = self._thinks()
        apart = [self._plain(self.worlds[int(members[0])] | believed).structure for believed in thinks.values()]
        if any(structure != first.structure for structure in apart):
            yield from self._one_by_one(members, concept)
            return
        board = self._board(first, members)
        states = _table(board, first)
        prepared = ensemble(board, [concept])
        size = max(1, PIECE // (4 * board.count * len(board.actors) * (1 + len(thinks))))
        for begin in range(0, len(members), size):
            piece = members[begin : begin + size]
            seen = {
                first.actors.index(actor): self._ranks(first, piece, states, held) for actor, held in thinks.items()
            }
            found = prepared.rests(Samples(self._ranks(first, piece, states, {}), seen), board.start)[concept.key]
            yield Scene(piece, first, states, found.prospects, found.restless)

    def _one_by_one(self, members: Ints, concept: Concept) -> Iterator[Scene]:
        """Yield scenes of worlds in which somebody believes in other states or moves, so that they share no board."""
        names = self.structure.union(*(self.wants(actor) for actor in self.scenario.actors))
        for group in self.alike(names, members):
            one = conflict_in(self.scenario, self.worlds[int(group[0])], self.variant, self.beliefs)
            board = self._board(one, group)
            play = Solver(board).play(concept, board.start)
            prospects = np.zeros((len(group), board.count), dtype=np.bool_)
            prospects[:, play.rests] = True
            yield Scene(group, one, _table(board, one), prospects, np.full(len(group), bool(play.cycles)))

    def _board(self, one: Conflict, members: Ints) -> Board:
        """Return the board of a conflict that some worlds share, whose status quo must be known."""
        try:
            board = compile_board(one)
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

    def _ranks(self, one: Conflict, members: Ints, states: Table, held: Facts) -> NDArray[np.int32]:
        """Return everybody's ranks in some worlds, with what is held to be true instead of what is.

        `one` is the conflict in one of them; they share its states.
        """
        ranks = np.empty((len(members), len(self.scenario.actors), states.length), dtype=np.int32)
        for i, actor in enumerate(self.scenario.actors.values()):
            for group in self.alike(self.wants(actor.id), members):
                wanted = wants(self.scenario, actor, self.worlds[int(group[0])] | dict(held))
                ranks[np.isin(members, group), i] = standings(one, wanted, states)
        return ranks

    def _plain(self, facts: Facts) -> Conflict:
        return conflict_in(self.scenario, facts, self.variant, beliefs=False)

    def _thinks(self) -> dict[str, dict[str, str]]:
        """Return what each actor with beliefs takes circumstances to be, where beliefs count."""
        if not (self.scenario.settings.beliefs if self.beliefs is None else self.beliefs):
            return {}
        held: dict[str, dict[str, str]] = {}
        for belief in self.scenario.beliefs:
            if belief.actor is not None:
                held.setdefault(belief.actor, {}).update(belief.thinks)
        return held


def _table(board: Board, conflict: Conflict) -> Table:
    columns = {option.id: board.values[:, place] for place, option in enumerate(conflict.options)}
    return Table(columns, {option.id: option.values for option in conflict.options}, board.count)
