"""A run: a scenario in one variant, compiled and ready to be asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import overload

from detente import __version__
from detente.conflict import Conflict, conflict, world
from detente.engine.board import Board
from detente.engine.compile import compile_board
from detente.engine.paths import Play, play
from detente.engine.solve import Solver, Verdicts, comes_to_one
from detente.engine.stability import Concept, concepts
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


@dataclass(frozen=True)
class Provenance:
    """Where an answer comes from, so that it can be had again.

    `reach` says how sequences of replies were searched: "closure" where two moves of an actor running always come
    to one, else "legal". `seed` is None where nothing was drawn. `seconds` is wall time.
    """

    version: str
    file: str
    sha256: str
    concept: str
    beliefs: bool
    reach: str
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
        return None if self.board.start < 0 else play(self.verdicts(concept), self.board.start)

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
        return self.conflict.actors.index(_one_of("actor", given, self.conflict.actors))


def run(scenario: Scenario, variant: str | None = None, concept: str | None = None, beliefs: bool | None = None) -> Run:
    """Return a scenario compiled in a variant.

    Raises QuestionError for an unknown variant or concept, ConflictError where the variant makes no conflict.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    plain = conflict(scenario, variant, believing)
    board = compile_board(plain)
    return Run(scenario, variant, plain, board, Solver(board), lead, believing, began)


def find_concept(key: str) -> Concept:
    """Return the concept of that name, or say which there are."""
    return concepts()[_one_of("concept", key, tuple(concepts()))]


def _one_of(what: str, given: str, known: Sequence[str]) -> str:
    if given in known:
        return given
    near = get_close_matches(given.lower(), known, 1) or [k for k in known if k.lower() == given.lower()]
    remedy = f"Did you mean `{near[0]}`?" if near else ""
    raise question(f"unknown-{what}", f"`{given}` is no {what} here", f"There are: {', '.join(known)}.", remedy)


__all__ = ["Provenance", "QuestionError", "Run", "State", "States", "find_concept", "run"]
