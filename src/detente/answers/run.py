"""A run: a scenario in one variant, compiled and ready to be asked."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import overload

import numpy as np

from detente import __version__
from detente.conflict import Conflict, conflict, world
from detente.engine.board import Board, Ints, Values
from detente.engine.choice import named
from detente.engine.compile import compile_board
from detente.engine.paths import Play
from detente.engine.progress import Progress, silent
from detente.engine.solve import Solver
from detente.engine.stability import Concept, concepts
from detente.engine.verdicts import Verdicts, comes_to_one
from detente.errors import QuestionError, question
from detente.scenario.model import Scenario


@dataclass(frozen=True)
class State:
    """A feasible state: its number (from 1) and the value of every option."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class States(Sequence[State]):
    """The feasible states in numbered order; `states[0]` is state 1. Made on demand from the board."""

    conflict: Conflict = field(repr=False)
    board: Board = field(repr=False)

    def __len__(self) -> int:
        """Return how many states are feasible."""
        return self.board.count

    @overload
    def __getitem__(self, place: int) -> State: ...
    @overload
    def __getitem__(self, place: slice) -> list[State]: ...
    def __getitem__(self, place: int | slice) -> State | list[State]:
        """Return the state at a place counted from 0, or several."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        row = self.board.values[place].tolist()
        options = self.conflict.options
        return State(place + 1, {o.id: o.values[v] for o, v in zip(options, row, strict=True)})

    def __iter__(self) -> Iterator[State]:
        """Return the states one after another."""
        return (self[place] for place in range(len(self)))

    def find(self, values: Mapping[str, str]) -> int | None:
        """Return the place (from 0) of the state with these values of all options; None where it is infeasible."""
        low, high = 0, len(self)
        for column in reversed(range(len(self.conflict.options))):  # the last option changes slowest
            option = self.conflict.options[column]
            value, among = option.values.index(values[option.id]), self.board.values[:, column]
            low, high = bisect_left(among, value, low, high), bisect_right(among, value, low, high)
        return low if low < high else None

    def positions(self, option: str) -> Values:
        """Return by state which of an option's values it has, counted from 0."""
        (column,) = (place for place, one in enumerate(self.conflict.options) if one.id == option)
        return self.board.values[:, column]

    def tally(self, places: Ints) -> dict[str, dict[str, int]]:
        """Return for each option how many of some states, given by place, have each value that occurs there."""
        rows = self.board.values[places]
        return {
            option.id: {
                option.values[value]: count
                for value, count in enumerate(np.bincount(rows[:, column]).tolist())
                if count
            }
            for column, option in enumerate(self.conflict.options)
        }


@dataclass(frozen=True)
class Provenance:
    """Where an answer comes from, so that it can be had again.

    `reach` says how sequences of replies were searched: "closure" where two moves of an actor running always come
    to one, else "legal". `engine` says what searched: "plain", "fast" or "symbolic". `seed` is None where nothing was
    drawn. `seconds` is wall time.
    """

    version: str
    file: str
    sha256: str
    concept: str
    beliefs: bool
    reach: str
    engine: str
    seed: int | None
    seconds: float


@dataclass(frozen=True, eq=False)
class Run:
    """A scenario in one variant, with its board and a solver; `began` is the clock when it was made."""

    scenario: Scenario
    variant: str | None
    conflict: Conflict
    board: Board
    solver: Solver
    lead: Concept
    beliefs: bool
    began: float

    @property
    def states(self) -> States:
        """Return the feasible states."""
        return States(self.conflict, self.board)

    @property
    def world(self) -> dict[str, str]:
        """Return the value of every circumstance in this run."""
        return world(self.scenario, self.variant)

    def verdicts(self, concept: Concept | None = None) -> Verdicts:
        """Return the verdicts of a concept, the leading one by default."""
        return self.solver.verdicts(concept or self.lead)

    def play(self, concept: Concept | None = None) -> Play | None:
        """Return where play from the status quo can go; None where the status quo is unknown."""
        return None if self.board.start < 0 else self.solver.play(concept or self.lead, self.board.start)

    def provenance(self) -> Provenance:
        """Return where answers of this run come from."""
        origin = self.scenario.origin
        reach = "closure" if all(comes_to_one(self.board, self.lead.replies, i) for i in self.board.actors) else "legal"
        seconds = time.perf_counter() - self.began
        return Provenance(
            __version__,
            origin.file,
            origin.sha256,
            self.lead.key,
            self.beliefs,
            reach,
            self.solver.engine.key,
            None,
            round(seconds, 4),
        )

    def number(self, given: int | str) -> int:
        """Return the place (from 0) of a state given by its number, or say which numbers there are."""
        try:
            number = int(given)
        except ValueError:
            number = 0
        if not 1 <= number <= self.board.count:
            raise question(
                "unknown-state",
                f"`{given}` is no state here",
                f"States are numbered 1 to {self.board.count}.",
                "See them with `detente export`.",
            )
        return number - 1

    def actor(self, given: str) -> int:
        """Return the place of an actor given by its id, or say which there are."""
        return self.conflict.actors.index(one_of("actor", given, self.conflict.actors))


def run(
    scenario: Scenario,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress = silent,
) -> Run:
    """Return a scenario compiled in a variant.

    `engine` is `plain` or `fast`; None chooses by the size of the board. Raises QuestionError for an unknown variant,
    concept or engine, ConflictError where the variant makes no conflict, TooLargeError where its states are too many.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    plain = conflict(scenario, variant, believing)
    asked = None if engine is None else named(engine)
    board = compile_board(plain, progress)
    return Run(scenario, variant, plain, board, Solver(board, asked, progress), lead, believing, began)


def find_concept(key: str) -> Concept:
    """Return the concept of that name, or say which there are."""
    return concepts()[one_of("concept", key, tuple(concepts()))]


def one_of(what: str, given: str, known: Sequence[str]) -> str:
    """Return what was given if it is known, or raise QuestionError saying what there is."""
    if given in known:
        return given
    near = get_close_matches(given.lower(), known, 1) or [k for k in known if k.lower() == given.lower()]
    remedy = f"Did you mean `{near[0]}`?" if near else ""
    raise question(f"unknown-{what}", f"`{given}` is no {what} here", f"There are: {', '.join(known)}.", remedy)


__all__ = ["Provenance", "QuestionError", "Run", "State", "States", "find_concept", "run"]
