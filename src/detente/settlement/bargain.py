"""A bargain: whose agreement is asked for, against what, under which concept, and how states are judged in it.

`Bargain.under` gives the conflict that clauses make of the scenario, `Sitting.fault` what is wrong with a state there,
if anything. All answers of this room come from these two, so that a verdict and its reason cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np

from detente.conflict import world
from detente.engine.board import Bools, Ints
from detente.engine.stability import Concept
from detente.errors import ConflictError
from detente.grounds.ground import Ground, Grounds, Layouts
from detente.scenario.expression import ALWAYS, Expression, given, holds
from detente.scenario.model import Actor, Scenario
from detente.settlement.clauses import Clause, Terms, kinds

Values = Mapping[str, str]
"""A state by the value of every option."""

FaultKind = Literal["no conflict", "target", "infeasible", "fallback", "loses", "leaves"]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a state: the first thing of these, with the actors (by place) on whom it turns.

    `no conflict`: the clauses leave none. `target`: the situation asked for is not so there. `infeasible`: there is no
    such state. `fallback`: a fallback is no state any more. `loses`: members of the group are worse off than at a
    fallback. `leaves`: actors would leave it, and nothing deters them. `fallback` counts the fallbacks from 0.
    """

    kind: FaultKind
    actors: tuple[int, ...] = ()
    fallback: int = 0


@dataclass(eq=False)
class Bargain:
    """A scenario in a variant, whose agreement is asked for (`group`, by place), and against which fallbacks.

    `base` is the state from which what is set is counted; it is the fallback where there is one only. `target` is what
    shall be so in the state agreed on.
    """

    scenario: Scenario
    variant: str | None
    concept: Concept
    beliefs: bool
    group: tuple[int, ...]
    fallbacks: tuple[Values, ...]
    base: Values
    target: Expression = ALWAYS
    layouts: Layouts = field(default_factory=Layouts)
    _changed: dict[object, Actor] = field(default_factory=dict)

    @cached_property
    def terms(self) -> Terms:
        """Return the terms as they are; where play begins does not matter to a state proposed."""
        variants = {name: replace(one, start={}) for name, one in self.scenario.variants.items()}
        nowhere = replace(self.scenario, variants=variants, start=None, start_unknown=True)
        return Terms(nowhere, world(self.scenario, self.variant))

    def changed(self, clauses: Iterable[Clause], target: Values) -> Terms:
        """Return the terms with some clauses, where the plan agrees on `target`.

        An actor with the same clauses is the same object every time, so that nothing about it is worked out twice.
        """
        by_party: dict[str | None, list[Clause]] = {}
        for clause in sorted(clauses):
            party = kinds()[clause.kind].party(clause, self.scenario)
            by_party.setdefault(party, []).append(clause)
        actors, facts = dict(self.terms.scenario.actors), self.terms.facts
        for party, some in by_party.items():
            if party is None:
                for clause in some:
                    facts = kinds()[clause.kind].apply(clause, Terms(self.scenario, facts), target).facts
                continue
            key = (party, *((one, target[one.name]) if one.kind == "guarantee" else (one, "") for one in some))
            if key not in self._changed:
                terms = self.terms
                for clause in some:
                    terms = kinds()[clause.kind].apply(clause, terms, target)
                self._changed[key] = terms.scenario.actors[party]
            actors[party] = self._changed[key]
        return Terms(replace(self.terms.scenario, actors=actors), facts)

    def under(self, clauses: Iterable[Clause], target: Values, layouts: Layouts | None = None) -> Sitting:
        """Return the conflict that some clauses make of the scenario; raise ConflictError where they leave none."""
        terms = self.changed(clauses, target)
        return self.at(terms, layouts)

    def at(self, terms: Terms, layouts: Layouts | None = None) -> Sitting:
        """Return the conflict of some terms; raise ConflictError where there is none."""
        grounds = Grounds(terms.scenario, self.beliefs, self.layouts if layouts is None else layouts)
        return Sitting(self, terms, grounds.at(self.variant, terms.facts))

    def fault(self, clauses: Iterable[Clause], target: Values) -> tuple[Fault | None, Sitting | None]:
        """Return what is wrong with a plan, None where nothing is, and the conflict in which that is so."""
        try:
            sitting = self.under(clauses, target)
        except ConflictError:
            return Fault("no conflict"), None
        return sitting.fault(target), sitting


@dataclass(frozen=True, eq=False)
class Sitting:
    """A bargain in the conflict of some terms: who would take a state, and who would leave it."""

    bargain: Bargain
    terms: Terms
    ground: Ground

    @cached_property
    def fallbacks(self) -> tuple[int, ...]:
        """Return the states to which everybody can fall back, -1 for one that is not feasible here."""
        return tuple(self.find(values) for values in self.bargain.fallbacks)

    def find(self, values: Values) -> int:
        """Return the state with these values, -1 where it is not feasible."""
        return self.ground.layout.find(values)

    def named(self, state: int) -> dict[str, str]:
        """Return a state by the value of every option."""
        states = self.ground.layout.states
        return {name: states.values[name][int(column[state])] for name, column in states.columns.items()}

    @cached_property
    def targeted(self) -> Bools:
        """Return in which states the target is so."""
        return self.ground.layout.where(given(self.bargain.target, self.terms.facts))

    @cached_property
    def suiting(self) -> Bools:
        """Return which states leave no member of the group worse off than any fallback; none if one is infeasible."""
        found = np.full(self.ground.states.length, min(self.fallbacks) >= 0)
        for actor in self.bargain.group:
            rank = self.ground.rank(actor)
            found &= rank >= max(rank[list(self.fallbacks)])
        return found

    @cached_property
    def acceptable(self) -> Ints:
        """Return the states in which the target is so and that suit the whole group, ascending."""
        return np.flatnonzero(self.targeted & self.suiting)

    def holding(self) -> Bools:
        """Return which states nobody would leave under the concept."""
        nobody_leaves: Bools = np.logical_and.reduce(self.ground.stable(self.bargain.concept), axis=0)
        return nobody_leaves

    def losers(self, state: int) -> tuple[tuple[int, int], ...]:
        """Return which members of the group are worse off in a state than at a fallback: actor and fallback."""
        return tuple(
            (actor, place)
            for actor in self.bargain.group
            for place, fallback in enumerate(self.fallbacks)
            if self.ground.rank(actor)[state] < self.ground.rank(actor)[fallback]
        )

    def leavers(self, state: int) -> tuple[int, ...]:
        """Return the actors who would leave a state under the concept."""
        stable = self.ground.stable(self.bargain.concept)[:, state]
        return tuple(np.flatnonzero(~stable).tolist())

    def fault(self, target: Values) -> Fault | None:
        """Return what is wrong with a state, given by its values; None where nothing is."""
        if not holds(given(self.bargain.target, self.terms.facts), target):
            return Fault("target")
        state = self.find(target)
        if state < 0:
            return Fault("infeasible")
        missing = [place for place, fallback in enumerate(self.fallbacks) if fallback < 0]
        if missing:
            return Fault("fallback", fallback=missing[0])
        losing = self.losers(state)
        if losing:
            first = losing[0][1]
            return Fault("loses", tuple(actor for actor, place in losing if place == first), first)
        leaving = self.leavers(state)
        return Fault("leaves", leaving) if leaving else None


__all__ = ["Bargain", "Fault", "FaultKind", "Sitting", "Values"]
