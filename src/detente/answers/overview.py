"""The overview: a conflict at a glance, before anything is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from detente.answers.run import Run, State
from detente.answers.search import Search
from detente.conflict import Conflict
from detente.errors import Problem
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Overview:
    """What `show` answers.

    `combinations` counts all combinations of values, `feasible` the states that rules, needs and locks leave;
    `moves` counts each actor's moves. `scenario` holds actors, options, statements and doubts as written. `start` has
    the values of the status quo, None where that is unknown. Where the states are not listed `too_large` says why, and
    `status_quo`, the same with its number, is None.
    """

    scenario: Scenario
    variant: str | None
    world: Mapping[str, str]
    combinations: int
    feasible: int
    moves: Mapping[str, int]
    status_quo: State | None
    start: Mapping[str, str] | None
    too_large: tuple[Problem, ...] = ()


def overview(run: Run) -> Overview:
    """Return the conflict at a glance."""
    start = run.board.start
    return Overview(
        run.scenario,
        run.variant,
        run.world,
        _combinations(run.conflict),
        run.board.count,
        {name: len(run.board.moves[i]) for i, name in enumerate(run.conflict.actors)},
        None if start < 0 else run.states[start],
        run.conflict.start,
    )


def unlisted(given: Search) -> Overview:
    """Return the conflict at a glance, with its states and moves counted without being listed."""
    given.tell.expect(len(given.conflict.actors))
    moves = {}
    for actor, name in enumerate(given.conflict.actors):
        given.tell.begin(f"Moves of {name}")
        moves[name] = given.symbolic.moves_count(actor)
    return Overview(
        given.scenario,
        given.variant,
        given.world,
        _combinations(given.conflict),
        given.symbolic.feasible_count(),
        moves,
        None,
        given.conflict.start,
        given.too_large,
    )


def _combinations(conflict: Conflict) -> int:
    return prod(len(option.values) for option in conflict.options)
