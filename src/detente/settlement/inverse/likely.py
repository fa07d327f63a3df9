"""Likely: how likely a state is to be stable for each actor, and to hold, as things are and with statements reordered.

An order given to an actor is its order in every world, and no statement drops in it: what is put in order is the list
as it counts in the world asked about. What else a world makes of the statements (`if`) counts as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.grounds.cast import cast_of
from detente.grounds.ground import Grounds, Layouts
from detente.grounds.together import solve
from detente.prospects.worlds import Bounds
from detente.scenario.model import Ordered, Scenario

Orders = Mapping[str, Sequence[str]]
"""Names of an actor's statements, the most important first, by actor."""


@dataclass(frozen=True)
class Likely:
    """How likely a state is to be stable for each actor, by place, and to hold: to be so for all; over `worlds`."""

    stable: tuple[Bounds, ...]
    holds: Bounds
    worlds: int


@dataclass(frozen=True, eq=False)
class InAllWorlds:
    """A state, by the value of every option, in all worlds of a variant."""

    scenario: Scenario
    variant: str | None
    beliefs: bool
    values: Mapping[str, str]
    layouts: Layouts = field(default_factory=Layouts)

    def likely(
        self, asked: Sequence[Concept], orders: Orders | None = None, progress: Progress = silent
    ) -> dict[str, Likely]:
        """Return by concept how likely the state is to be stable, where some actors' statements stand in other orders.

        Empty where nothing is doubted, or no world with a conflict has a chance. Where the state is not feasible it is
        not stable. Raises TooLargeError where the worlds, or the states of one, are too many.
        """
        changed = reordered(self.scenario, orders or {})
        demanding = max(asked, key=lambda one: one.credible)  # what actors read is nothing to the others
        cast = cast_of(Grounds(changed, self.beliefs, self.layouts), self.variant, demanding)
        if len(cast.worlds) == 1:
            return {}
        solve(cast.grounds, asked, rests=False, stable=True, progress=progress)
        found = {}
        for concept in asked:
            by_ground = np.zeros((len(cast.grounds), len(changed.actors)), dtype=np.bool_)
            for row, ground in zip(by_ground, cast.grounds, strict=True):
                place = ground.layout.find(self.values)
                if place >= 0:
                    row[:] = ground.stable(concept)[:, place]
            by_world = by_ground[cast.which] & (cast.which >= 0)[:, None]
            asked_of = (*by_world.T, by_world.all(axis=1))
            *stable, holds = (one for event in asked_of if (one := cast.odds.of(event)) is not None)
            found[concept.key] = Likely(tuple(stable), holds, len(cast.worlds))
        return found


def reordered(scenario: Scenario, orders: Orders) -> Scenario:
    """Return a scenario in which some actors' statements stand in other orders, and none of these drops."""
    actors = dict(scenario.actors)
    for who, order in orders.items():
        wants = actors[who].preferences
        if not isinstance(wants, Ordered):
            raise TypeError(f"{who} has no statements in order")
        by_name = {one.name: replace(one, drops=None) for one in wants.statements}
        actors[who] = replace(actors[who], preferences=Ordered(tuple(by_name[name] for name in order)))
    return replace(scenario, actors=actors)


__all__ = ["InAllWorlds", "Likely", "Orders", "reordered"]
