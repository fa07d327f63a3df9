"""Minds: what actors that are not sure act on, as circumstances of their own.

An actor whose belief has a chance doubts what it takes the world to be. It acts on one reading of the world, drawn by
its own chances: those of its belief, after the signals that it has seen. So each reading makes worlds of its own, and a
forecast weighs them like all others. What an actor reads is drawn apart from what is so, and from what others read.

That an actor acts on one reading is an assumption of ours. Verdicts are a matter of order: an actor is deterred by a
reply or it is not, and no chance of a reply can be set against what it would cost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.conflict import world
from detente.engine.stability import Concept
from detente.prospects.elimination import Factor, factor, summed
from detente.prospects.readings import known_to, likelihood, linked, priors
from detente.prospects.rests import on_structure, on_wants
from detente.prospects.worlds import Chances, Row, Worlds, depends_on
from detente.scenario.model import Circumstance, Scenario, Signal


@dataclass(frozen=True)
class Mind:
    """One reading that is drawn: what an actor takes a circumstance to be, by the name that worlds have for it."""

    actor: str
    circumstance: str
    name: str


@dataclass(frozen=True, eq=False)
class Minds:
    """A scenario in which what is drawn for actors stands beside its circumstances.

    `priors` has the chances of what is drawn, before any signal; `worlds_of` takes it.
    """

    scenario: Scenario
    drawn: tuple[Mind, ...]
    priors: Mapping[str, Row]
    variant: str | None
    as_of: str | None

    def evidence(self, worlds: Worlds) -> Chances:
        """Return how likely it is in each world that actors see what they saw, each by its own lights.

        A signal counts only as far as it tells of what is drawn for an actor. Where it is about another circumstance,
        whose chances hang on that, they are taken at their middles.
        """
        likely = np.ones(len(worlds))
        for actor in dict.fromkeys(mind.actor for mind in self.drawn):
            likely = likely * self._seen_by(actor, worlds)
        return likely

    def _seen_by(self, actor: str, worlds: Worlds) -> Chances:
        here = [mind for mind in self.drawn if mind.actor == actor]
        about, own = [mind.circumstance for mind in here], priors(self.scenario, actor)
        uses, signals = depends_on(self.scenario, self.variant, own), known_to(self.scenario, actor, self.as_of)
        among = set().union(*(linked(uses, name, {signal.about for signal in signals}) for name in about))
        chances = [self._chances(name, uses, own) for name in sorted(among)]
        seen = [
            _likely([one for one in signals if one.about == name], self.scenario.circumstances[name].values, chances)
            for name in dict.fromkeys(signal.about for signal in signals)
            if name in among
        ]
        # What a signal tells of a combination of values is how likely it is where they hold, whatever their chance.
        held, both = summed(chances, about), summed([*chances, *seen], about)
        told = np.divide(both, held, out=np.zeros_like(both), where=held > 0)
        found: Chances = told[tuple(worlds.at[:, worlds.names.index(mind.name)] for mind in here)]
        return found

    def _chances(self, name: str, uses: Mapping[str, Collection[str]], own: Mapping[str, Row]) -> Factor:
        """Return the chances of a circumstance as an actor takes them to be."""
        sure = {one: value for one, value in world(self.scenario, self.variant).items() if one not in uses}
        every = self.scenario.circumstances
        return factor(every[name], sorted(uses[name]), every, sure, own.get(name))


def _likely(signals: Sequence[Signal], values: Sequence[str], chances: Sequence[Factor]) -> Factor:
    """Return how likely it is, by the value of their circumstance, that of these signals came what did."""
    can_be = [value for value, chance in zip(values, summed(chances, [signals[0].about]), strict=True) if chance > 0]
    likely = likelihood(signals, can_be)
    return Factor((signals[0].about,), np.array([likely[value] for value in values]))


def minds(
    scenario: Scenario,
    concept: Concept,
    variant: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
) -> Minds:
    """Return the scenario with what is drawn for each actor that doubts its own belief.

    Only what bears on how replies are judged is drawn: beliefs must count, under the concept too, and the circumstance
    must be one on which states, moves or the wants of others depend.
    """
    counts = (scenario.settings.beliefs if beliefs is None else beliefs) and concept.credible
    drawn = tuple(_open(scenario)) if counts else ()
    own = {mind.name: priors(scenario, mind.actor)[mind.circumstance] for mind in drawn}
    rows = {name: replace(row, circumstance=name) for name, row in own.items()}
    return Minds(_with(scenario, drawn), drawn, rows, variant, as_of)


def _open(scenario: Scenario) -> list[Mind]:
    """Return what actors take circumstances to be without being sure."""
    found = []
    for actor in scenario.actors:
        rows = priors(scenario, actor).items()
        unsure = [name for name, row in rows if not any(band.low == 1 for band in row.bands)]
        if unsure:
            others = (on_wants(scenario, other) for other in scenario.actors if other != actor)
            bears = on_structure(scenario).union(*others)
            found += [Mind(actor, name, f"{name} (as {actor} sees it)") for name in unsure if name in bears]
    return found


def _with(scenario: Scenario, drawn: tuple[Mind, ...]) -> Scenario:
    named = {(mind.actor, mind.circumstance): mind.name for mind in drawn}
    held = [
        replace(one, drawn={about: named[one.who, about] for about in one.thinks if (one.actor, about) in named})
        for one in scenario.beliefs
    ]
    added = {mind.name: _drawn(scenario, mind) for mind in drawn}
    return replace(scenario, circumstances=dict(scenario.circumstances) | added, beliefs=tuple(held))


def _drawn(scenario: Scenario, mind: Mind) -> Circumstance:
    """Return the circumstance that stands for what an actor takes another to be."""
    belief = next(one for one in scenario.beliefs if one.actor == mind.actor and mind.circumstance in one.thinks)
    values = scenario.circumstances[mind.circumstance].values
    means = f"what {mind.actor} takes {mind.circumstance} to be"
    return Circumstance(mind.name, values, belief.thinks[mind.circumstance], means, None, belief.grounds, belief.place)
