"""What a forecast says of a question, made ready to be published: outcomes of which one must come, and their rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from detente.answers.forecast import Forecast
from detente.conflict import conflict, world
from detente.errors import ConflictError
from detente.errors import question as problem
from detente.prospects import forecast as prospects
from detente.prospects.bounds import Bounds
from detente.prospects.outcomes import Division, Named, asked_about, first_to_hold
from detente.scenario.expression import Is, holds
from detente.scenario.model import Scenario
from detente.store import entry

NONE = "none of these"
"""What is left where play comes to none of the outcomes, or comes to rest nowhere."""

ROUNDING = 1e-12
"""Chances below this are left from rounding."""


def stated(
    given: Forecast,
    outcomes: Sequence[str],
    question: str,
    rule: str,
    horizon: date,
    source: str,
    ordered: bool = False,
    base_rate: Sequence[int] = (),
    reference: str | None = None,
) -> entry.Forecast:
    """Return what is to be published.

    Of one outcome the question is whether it comes: yes or no. Several are as in the forecast, with what they leave as
    one more. `base_rate` counts past cases in the order of the outcomes. Raises QuestionError where no outcome is
    named, where outcomes in an order leave something else open, and where counts are missing; ConflictError where some
    world that has a chance makes no conflict: what is given that there is one cannot be judged by what comes.
    """
    found = given.found
    if found.obstacle:
        raise ConflictError(found.obstacle)
    if found.division is None:
        raise problem(
            "no-outcome",
            "no outcome is named, and the scenario names none",
            "A forecast that can be judged is about outcomes of which one must come.",
            'Name one with --outcome (yes or no), or several: --outcome "US.europe = consult".',
        )
    asked = asked_about(found.scenario, outcomes, found.variant)
    chances = _chances(found, found.division, asked)
    if ordered and NONE in chances:
        raise problem(
            "order-with-gaps",
            "the outcomes are said to have an order, but something else than these may come",
            "In an order, each outcome lies above or below each other.",
            "Name all values of an option in their order, or leave --ordered out.",
        )
    if base_rate and len(base_rate) != len(chances):
        raise problem(
            "base-rate",
            f"the base rate counts {len(base_rate)} outcomes, and there are {len(chances)}",
            f"Outcomes are, in this order: {', '.join(chances)}.",
            "Give how many cases of the reference class came out as each of them.",
        )
    stays = _status_quo(found.scenario, found.variant, asked)
    counts: Sequence[int | None] = base_rate or [None] * len(chances)
    return entry.Forecast(
        question=question,
        about=", ".join(one.name for one in found.division.outcomes),
        rule=rule,
        horizon=horizon,
        source=source,
        outcomes=tuple(
            _outcome(name, chance, 1 / len(chances), float(min(stays, len(chances) - 1) == place), count)
            for place, ((name, chance), count) in enumerate(zip(chances.items(), counts, strict=True))
        ),
        origin=_origin(given),
        ordered=ordered,
        reference=reference,
    )


def _outcome(name: str, chance: Bounds, uniform: float, stays: float, count: int | None) -> entry.Outcome:
    return entry.Outcome(
        name, chance.middle, chance.low, chance.high, chance.exact, uniform, chance.error, stays, count
    )


def _chances(found: prospects.Forecast, division: Division, asked: Sequence[Named]) -> Mapping[str, Bounds]:
    """Return the chance of each outcome, and of what they leave."""
    named = {one.name: _proper(one.chance) for one in division.outcomes}
    taken = np.sum([found.played.share(first) for _, first in first_to_hold(asked)], axis=0)
    rest = _proper(found.played.chance(1.0 - taken))
    if len(named) == 1:
        return {"yes": next(iter(named.values())), "no": rest}
    return named if rest.high == 0 and _exhaust(asked, found.scenario) else named | {NONE: rest}


def _proper(chance: Bounds) -> Bounds:
    """Return a chance and its bounds without what rounding leaves: just off 0 or 1, or out of order."""
    middle, low, high = (_clean(one) for one in (chance.middle, chance.low, chance.high))
    return replace(chance, middle=middle, low=min(low, middle), high=max(high, middle))


def _clean(chance: float) -> float:
    return 0.0 if chance < ROUNDING else min(chance, 1.0)


def _exhaust(asked: Sequence[Named], scenario: Scenario) -> bool:
    """Return whether the outcomes are all the values of one option."""
    simple = [one.meaning for one in asked if isinstance(one.meaning, Is)]
    values = {(one.variable, value) for one in simple for value in one.values}
    return any(values == {(option.id, value) for value in option.values} for option in scenario.options.values())


def _status_quo(scenario: Scenario, variant: str | None, asked: Sequence[Named]) -> int:
    """Return the place of the outcome that is so at the start; beyond the last where it is none of them."""
    facts = world(scenario, variant) | dict(conflict(scenario, variant).start or {})
    return next((place for place, one in enumerate(asked) if holds(one.meaning, facts)), len(asked))


def _origin(given: Forecast) -> entry.Origin:
    one, found = given.provenance, given.found
    return entry.Origin(
        version=one.version,
        file=one.file.encode("utf-8", "replace").decode("utf-8"),
        sha256=one.sha256,
        concept=one.concept,
        beliefs=one.beliefs,
        sharing=found.rule.key,
        variant=found.variant,
        as_of=found.as_of,
        seed=one.seed,
        samples=found.drawn.samples if found.drawn else None,
    )
