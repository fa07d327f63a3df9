"""The overview: a conflict at a glance, before anything is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.answers.run import Run, State
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Overview:
    """What `show` answers.

    `combinations` counts all combinations of values, `feasible` the states that rules, needs and locks leave;
    `moves` counts each actor's moves. `scenario` holds actors, options, statements and doubts as written.
    """

    scenario: Scenario
    variant: str | None
    world: Mapping[str, str]
    combinations: int
    feasible: int
    moves: Mapping[str, int]
    status_quo: State | None


def overview(run: Run) -> Overview:
    """Return the conflict at a glance."""
    combinations = 1
    for option in run.conflict.options:
        combinations *= len(option.values)
    start = run.board.start
    return Overview(
        run.scenario,
        run.variant,
        run.world,
        combinations,
        run.board.count,
        {name: len(run.board.moves[i]) for i, name in enumerate(run.conflict.actors)},
        None if start < 0 else run.states[start],
    )
