"""Casts: a variant in all its worlds, each world with its ground, and the chance of what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Ints
from detente.engine.stability import Concept
from detente.errors import ConflictError
from detente.grounds.ground import Ground, Grounds
from detente.grounds.odds import Odds
from detente.prospects.minds import minds
from detente.prospects.readings import ANALYST, evidence, known_to
from detente.prospects.worlds import Chances, Worlds, worlds_of
from detente.scenario.model import Scenario


@dataclass(frozen=True, eq=False)
class Cast:
    """A variant in all its worlds: `which[w]` is the place of world w's ground in `grounds`, -1 where it has none.

    In the `scenario` what is drawn for actors stands beside its circumstances.
    """

    scenario: Scenario
    worlds: Worlds
    odds: Odds
    grounds: list[Ground]
    which: Ints

    def alike(self, names: Sequence[str]) -> Iterator[Ints]:
        """Yield the worlds that share a ground and the values of some circumstances, without those of no ground."""
        columns = [self.worlds.at[:, self.worlds.names.index(name)] for name in names if name in self.worlds.names]
        _, group = np.unique(np.stack([self.which, *columns], axis=1), axis=0, return_inverse=True)
        order = np.argsort(group.ravel(), kind="stable")
        for members in np.split(order, np.flatnonzero(np.diff(group.ravel()[order])) + 1):
            if self.which[members[0]] >= 0:
                yield members


def cast_of(
    grounds: Grounds,
    variant: str | None,
    concept: Concept,
    doubts: Scenario | None = None,
    as_of: str | None = None,
) -> Cast:
    """Return a variant in all its worlds; raise ConflictError where none of them makes a conflict.

    Under a concept by which replies must be credible, what doubting actors read makes worlds of its own, as in a
    forecast. Which worlds there are, and how likely, is up to another scenario where one is given for its `doubts`.
    Signals count up to the day `as_of`.

    Raises TooLargeError where the worlds, or the states of one, are too many.
    """
    mind = minds(doubts or grounds.scenario, concept, variant, grounds.beliefs, as_of)
    worlds = worlds_of(mind.scenario, variant, mind.priors)
    seen = evidence(worlds, known_to(mind.scenario, ANALYST, as_of)) * mind.evidence(worlds)
    return cast_in(worlds, seen, grounds, variant, mind.scenario)


def cast_in(worlds: Worlds, seen: Chances, grounds: Grounds, variant: str | None, scenario: Scenario) -> Cast:
    """Return a variant in worlds that there are already; `seen` is how likely what was seen is in each.

    In the `scenario` what is drawn for actors stands beside its circumstances. Raises what `cast_of` raises.
    """
    places: dict[Ground, int] = {}
    which = np.full(len(worlds), -1)
    wrong: ConflictError | None = None
    for place, facts in enumerate(worlds):
        try:
            ground = grounds.at(variant, facts)
        except ConflictError as error:
            wrong = error
            continue
        which[place] = places.setdefault(ground, len(places))
    if not places and wrong is not None:
        raise wrong
    return Cast(scenario, worlds, Odds(worlds, seen, which >= 0), list(places), which)
