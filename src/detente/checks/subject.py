"""The subject of checks: a scenario with what several checks want to know of it, worked out once."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from detente.conflict import Conflict, Option, conflict, find_variant, world
from detente.engine.compile import compile_board, validate
from detente.engine.solve import Solver
from detente.engine.states import feasible
from detente.engine.symbolic.served import refuse_unserved
from detente.engine.truth import Table
from detente.errors import DetenteError, Place, Problem, QuestionError, TooLargeError
from detente.scenario.expression import Expression, given, variables
from detente.scenario.model import Scenario

UNLISTED = "`analyse` and `explain` answer without listing them; other commands, and the checks of states, cannot."
"""What is expected where states cannot be listed but need not be."""

MOST_WORLDS = 256
"""Worlds looked at for one formula; one that speaks of more circumstances is looked at in the variants' worlds."""


@dataclass
class Subject:
    """A scenario and, on demand, its conflicts, boards and feasible states in the worlds that checks look at."""

    scenario: Scenario
    _states: dict[tuple[object, ...], Table | DetenteError] = field(default_factory=dict)

    @functools.cached_property
    def conflicts(self) -> dict[str | None, Conflict]:
        """Return the conflict of each variant, None for the scenario as written; beliefs left out."""
        names = [None, *self.scenario.variants]
        return {name: conflict(self.scenario, name, beliefs=False) for name in names}

    def failures(self) -> Iterator[Problem]:
        """Yield what keeps the scenario, as written or in a variant, from being a conflict."""
        told = set()
        for name in (None, *self.scenario.variants):
            try:
                self._validate(conflict(self.scenario, name))
            except DetenteError as error:
                for problem in error.problems:
                    if problem.given not in told:
                        told.add(problem.given)
                        yield self._placed(problem, name)

    def _validate(self, one: Conflict) -> None:
        try:
            states = self.listed(one)
        except TooLargeError as error:
            raise _softened(one, error) from error
        validate(one, states)
        for view in one.views.values():
            if self.states(view) is None:
                compile_board(one)

    def _placed(self, problem: Problem, variant: str | None) -> Problem:
        if variant is None:
            return replace(problem, place=problem.place or Place(self.scenario.origin.file, 1, 1))
        where = find_variant(self.scenario, variant).place
        return replace(problem, given=f"In variant `{variant}`: {problem.given}", place=problem.place or where)

    def states(self, one: Conflict) -> Table | None:
        """Return the feasible states of a conflict, None where there are none or too many."""
        try:
            return self.listed(one)
        except DetenteError:
            return None

    def listed(self, one: Conflict) -> Table:
        """Return the feasible states, listed once a structure, or raise the reason why they cannot be, once found."""
        key = one.structure
        if key not in self._states:
            try:
                self._states[key] = feasible(one)
            except DetenteError as error:
                self._states[key] = error
        found = self._states[key]
        if isinstance(found, DetenteError):
            raise found
        return found

    def solver(self, variant: str | None) -> Solver | None:
        """Return a solver for a variant with beliefs, None where it makes no conflict."""
        if variant not in self._solvers:
            try:
                self._solvers[variant] = Solver(compile_board(conflict(self.scenario, variant)))
            except DetenteError:
                self._solvers[variant] = None
        return self._solvers[variant]

    @functools.cached_property
    def _solvers(self) -> dict[str | None, Solver | None]:
        return {}

    def scenes(self, *expressions: Expression) -> Iterator[tuple[Mapping[str, str], Table]]:
        """Yield worlds with their feasible states: every value of the circumstances spoken of, and every variant.

        Worlds that no expression can tell apart and that leave the same states come once.
        """
        spoken = frozenset().union(*(variables(one) for one in expressions)) & self.scenario.circumstances.keys()
        seen = set()
        for facts in self._worlds(spoken):
            one = self._in(facts)
            key = (tuple(sorted((name, facts[name]) for name in spoken)), one.structure)
            states = self.states(one)
            if key not in seen and states is not None:
                yield facts, states
            seen.add(key)

    def _worlds(self, spoken: frozenset[str]) -> Iterator[dict[str, str]]:
        bases = [world(self.scenario, name) for name in (None, *self.scenario.variants)]
        yield from bases
        ways = [self.scenario.circumstances[name].values for name in sorted(spoken)]
        for values in itertools.islice(itertools.product(*ways), MOST_WORLDS):
            for base in bases:
                yield base | dict(zip(sorted(spoken), values, strict=True))

    def _in(self, facts: Mapping[str, str]) -> Conflict:
        """Return the structure of the scenario as written in the given world; wants are left as they are."""
        plain = self.conflicts[None]
        options = tuple(replace(option, needs=self._needs(option, facts)) for option in plain.options)
        never = tuple(given(rule.when.meaning, facts) for rule in self.scenario.rules)
        return replace(plain, options=options, never=never)

    def _needs(self, option: Option, facts: Mapping[str, str]) -> Expression:
        written = self.scenario.options.get(option.id)
        return given(written.needs.meaning, facts) if written and written.needs else option.needs


def _softened(one: Conflict, error: TooLargeError) -> TooLargeError:
    """Return the error as a warning where the conflict can be analysed without listing its states."""
    try:
        refuse_unserved(one)
    except QuestionError:
        return error
    return TooLargeError(tuple(replace(problem, expected=UNLISTED, severity="warning") for problem in error.problems))
