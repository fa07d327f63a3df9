"""Layouts: the states and moves that conflicts of one structure share, and what is worked out once on them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from detente.conflict import Conflict, Preference
from detente.engine.board import Board, Bools, Ints
from detente.engine.compile import compile_board, standings
from detente.engine.ensemble import Ensemble, ensemble
from detente.engine.moves import joint_moves
from detente.engine.solve import Engine
from detente.engine.stability import Concept
from detente.engine.states import Index, index
from detente.engine.truth import Table, true
from detente.errors import DetenteError
from detente.scenario.expression import NEVER, Expression

if TYPE_CHECKING:
    from detente.grounds.ground import Ground

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Layout:
    """The states and moves that conflicts of one structure share; the ranks of `board` do not matter."""

    number: int
    conflict: Conflict
    board: Board
    states: Table
    _ensembles: list[Ensemble] = field(default_factory=list)
    _truths: dict[Expression, Bools] = field(default_factory=dict)
    _ranks: dict[int, Ints] = field(default_factory=dict)
    _alike: dict[bytes, int] = field(default_factory=dict)
    _number: dict[int, int] = field(default_factory=dict)
    _joint: dict[tuple[tuple[int, ...], int], Ints] = field(default_factory=dict)

    def find(self, values: Mapping[str, str]) -> int:
        """Return the state with these values of all options, -1 where it is not feasible."""
        columns = {
            name: np.array([self.states.values[name].index(values[name])], dtype=column.dtype)
            for name, column in self.states.columns.items()
        }
        return int(self.index.find(Table(columns, self.states.values, 1))[0])

    @cached_property
    def index(self) -> Index:
        """Return what finds its states by their values."""
        return index(self.states, list(self.states.columns))

    def where(self, expression: Expression) -> Bools:
        """Return in which states an expression over options is true, worked out once."""
        if expression not in self._truths:
            self._truths[expression] = true(expression, self.states)
        return self._truths[expression]

    def ensemble(self, concepts: tuple[Concept, ...]) -> Ensemble:
        """Return the board prepared for many ranks under some concepts."""
        for known in self._ensembles:
            if set(concepts) <= set(known.concepts):
                return known.only(concepts)
        self._ensembles.append(ensemble(self.board, concepts))
        return self._ensembles[-1]

    def rank(self, wanted: Wanted) -> Ints:
        """Return the standings of the states for an actor with such wants."""
        if wanted.number not in self._ranks:
            self._ranks[wanted.number] = standings(self.conflict, wanted.preference, self.states)
        return self._ranks[wanted.number]

    def alike(self, wanted: Wanted) -> int:
        """Return a number for the standings of the states; wants by which all states stand the same have one number."""
        if wanted.number not in self._number:
            digest = blake2b(self.rank(wanted).tobytes(), digest_size=16).digest()
            self._number[wanted.number] = self._alike.setdefault(digest, len(self._alike))
        return self._number[wanted.number]

    def joint(self, members: tuple[int, ...], state: int) -> Ints:
        """Return where some actors can go together from a state, each alone included (option form)."""
        if (members, state) not in self._joint:
            alone = [self.board.moves[member].from_(state) for member in members]
            together = joint_moves(self.conflict, self.states, members, state)
            self._joint[members, state] = np.unique(np.concatenate([together, *alone]))
        return self._joint[members, state]


@dataclass(frozen=True, eq=False)
class Wanted:
    """What an actor wants in some worlds; equal wants have one number."""

    number: int
    preference: Preference


@dataclass(eq=False)
class Layouts:
    """All layouts, wants and grounds met so far, by what decides them; and the engine that judges boards one by one."""

    asked: Engine | None = None
    grounds: dict[object, Ground] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _layouts: dict[object, Layout | DetenteError] = field(default_factory=dict)
    _wants: dict[Preference, Wanted] = field(default_factory=dict)
    _kept: dict[object, tuple[tuple[object, ...], object]] = field(default_factory=dict)

    def of(self, one: Conflict) -> Layout:
        """Return the layout of a conflict, or raise what is wrong with it, found once."""
        key = (_shape(one), _shape(one.numbered) if one.numbered else None)
        if key not in self._layouts:
            try:
                # The start is looked for later: it is not part of a layout.
                board = compile_board(replace(one, start=None, views={}))
                self._layouts[key] = Layout(next(self._numbers), one, board, _table(board, one))
            except DetenteError as error:
                self._layouts[key] = error
        found = self._layouts[key]
        if isinstance(found, DetenteError):
            raise found
        return found

    def fork(self) -> Layouts:
        """Return layouts that begin with all that is known here; what they come to know besides goes with them.

        Both go on numbering together: a layout that they share tells wants apart by their numbers.
        """
        known = dict(self._layouts), dict(self._wants), dict(self._kept)
        return Layouts(self.asked, dict(self.grounds), self._numbers, *known)

    def wanted(self, preference: Preference) -> Wanted:
        """Return wants with their number."""
        if preference not in self._wants:
            self._wants[preference] = Wanted(next(self._numbers), preference)
        return self._wants[preference]

    def kept(self, of: tuple[object, ...], at: Hashable, make: Callable[[], T]) -> T:
        """Return what some parts of a scenario come to under the circumstances `at`, worked out once.

        Parts count as the same only if they are the same objects, as those that a changed scenario shares with the
        first: so nothing large is compared.
        """
        key = (tuple(map(id, of)), at)
        if key not in self._kept:
            self._kept[key] = (of, make())  # with its parts: while they are kept, no other object has their ids
        return cast(T, self._kept[key][1])


def _shape(conflict: Conflict) -> tuple[object, ...]:
    """Return what decides which states and moves there are; rules that forbid nothing do not."""
    return (conflict.options, tuple(rule for rule in conflict.never if rule != NEVER), conflict.arcs)


def _table(board: Board, conflict: Conflict) -> Table:
    columns = {option.id: board.values[:, place] for place, option in enumerate(conflict.options)}
    return Table(columns, {option.id: option.values for option in conflict.options}, board.count)
