"""What is asked of a form: a claim's test on a ground, under a concept, in a world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.engine.board import Bools, Ints
from detente.engine.stability import Concept
from detente.grounds.ground import Facts, Ground
from detente.grounds.odds import Odds
from detente.prospects.worlds import Chances
from detente.scenario.expression import Expression, given
from detente.scenario.model import Band, Scenario, Test


@dataclass(frozen=True, eq=False)
class Spot:
    """A ground in a world: formulas may speak of circumstances in which worlds on one ground differ."""

    ground: Ground
    facts: Facts

    def where(self, expression: Expression) -> Bools:
        """Return in which states an expression over options and circumstances is true."""
        return self.ground.layout.where(given(expression, self.facts))


@dataclass(frozen=True, eq=False)
class Asked:
    """A test, put to a variant in a world; `there` is the world of the variant with which it compares this one."""

    scenario: Scenario
    test: Test
    concept: Concept
    here: Spot
    there: Spot | None = None

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Return the places that the test is about: its own, and the one that it is compared with."""
        return (self.here,) if self.there is None else (self.here, self.there)

    @property
    def ground(self) -> Ground:
        """Return the ground of the claim's own variant."""
        return self.here.ground

    @property
    def actors(self) -> tuple[int, ...]:
        """Return the actors that the test names, by place."""
        every = list(self.scenario.actors)
        return tuple(every.index(actor) for actor in self.test.actors)

    def where(self, role: str) -> Bools:
        """Return in which states the formula of a role is true; all of them where the test has none."""
        formula = self.test.formulas.get(role)
        if formula is None:
            return np.ones(self.ground.states.length, dtype=np.bool_)
        return self.here.where(formula.meaning)

    def among(self, spot: Spot) -> Ints:
        """Return the prospects or equilibria of a spot, as the test says."""
        if self.test.words["among"] == "prospect":
            return spot.ground.rested(self.concept).prospects
        return spot.ground.equilibria(self.concept)


@dataclass(frozen=True, eq=False)
class Weighed:
    """What is asked of a form about chances.

    `event` says of each world how likely there is what the test speaks of: that it is so where play comes to rest (each
    prospect with an equal part), or that the claim named holds. `when` says where the condition of the test holds.
    `band` is what its word of chance, or its number, stands for.
    """

    test: Test
    odds: Odds
    event: Chances
    when: Bools | None = None
    band: Band | None = None
