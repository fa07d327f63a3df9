"""Worlds: every way the doubted circumstances may be, each with its chance, and bounds on the chance of anything.

Circumstances form a network: the chances of one may depend on others, never in a circle. A chance is a band.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf, prod

from detente.conflict import world
from detente.errors import Problem, TooLargeError
from detente.prospects.bounds import Bounds, Chances, impossible
from detente.prospects.drawn import Drawing, Drawn, draw
from detente.prospects.listed import Worlds, listed
from detente.prospects.network import depends_on, reached
from detente.prospects.rows import ONE, ZERO, Row, middle
from detente.prospects.swings import Swing
from detente.scenario.loops import dependencies_first
from detente.scenario.model import Scenario

MOST_WORLDS = 1_000_000
"""Worlds that are listed one by one."""

FEW_WORLDS = 4096
"""Worlds that are listed as they are; where they are more, what changes nothing is summed away."""


def worlds_of(
    scenario: Scenario,
    variant: str | None = None,
    priors: Mapping[str, Row] | None = None,
    about: Collection[str] | None = None,
    drawing: Drawing | None = None,
) -> Worlds:
    """Return the worlds of a scenario; what a variant sets is not doubted.

    A row of `priors` takes the place of all that the scenario says of the chances of its circumstance. Where `about`
    is given, only the circumstances in it and those that they depend on are told apart. With a `drawing`, worlds are
    drawn where they are too many to be listed, or always where it says so. Raises QuestionError where there is no such
    variant, TooLargeError where the worlds are more than a million and none may be drawn.
    """
    facts, own = world(scenario, variant), priors or {}
    uses = depends_on(scenario, variant, own)
    sure = {name: value for name, value in facts.items() if name not in uses}
    wanted = uses.keys() if about is None else reached(uses, [name for name in about if name in uses])
    names = tuple(name for name in dependencies_first(uses)[0] if name in wanted)
    count = prod(len(scenario.circumstances[name].values) for name in names)
    if drawing is not None and names and (drawing.always or count > MOST_WORLDS):
        return draw(names, scenario.circumstances, sure, own, drawing)
    if count > MOST_WORLDS:
        raise _too_many(len(names), count)
    return listed(names, scenario.circumstances, sure, own)


def worlds_that_matter(
    scenario: Scenario,
    variant: str | None,
    asked: Collection[str],
    signals: Collection[str] = (),
    priors: Mapping[str, Row] | None = None,
    drawing: Drawing | None = None,
) -> Worlds:
    """Return the worlds of a scenario in which circumstances that change nothing asked about are summed away.

    `asked` are the circumstances on which the answer depends, `signals` those that signals seen are about. Few worlds
    are listed as they are. Where they are more, circumstances go that are in no way tied to what is asked about; where
    those left still make more than a million worlds, so do those whose values follow from others and change nothing.
    The chances of all these add up to 1 whatever the rest is, so that nothing else changes. Raises what `worlds_of`
    raises.
    """
    uses = depends_on(scenario, variant, priors or {})
    sizes = {name: len(scenario.circumstances[name].values) for name in uses}
    bearing = _bearing(uses, asked, signals)
    choices: tuple[Collection[str], ...] = (uses.keys(), _tied(uses, bearing), bearing)
    limits = (FEW_WORLDS, MOST_WORLDS, inf)
    about = next(some for some, most in zip(choices, limits, strict=True) if prod(sizes[name] for name in some) <= most)
    return worlds_of(scenario, variant, priors, about, drawing)


def _bearing(uses: Mapping[str, Collection[str]], asked: Collection[str], signals: Collection[str]) -> set[str]:
    """Return the circumstances asked about, those they depend on, and those through which signals tell of any of these.

    A signal about a circumstance that shares nothing with them that either depends on changes no chance of theirs.
    """
    found = reached(uses, [name for name in asked if name in uses])
    seen = [reached(uses, [name]) for name in signals if name in uses]
    while any(one & found and not one <= found for one in seen):
        found = found.union(*(one for one in seen if one & found))
    return found


def _tied(uses: Mapping[str, Collection[str]], some: Collection[str]) -> set[str]:
    """Return some circumstances, and all that depend on them or that they depend on, in any number of steps."""
    beside = {name: {*uses[name], *(other for other in uses if name in uses[other])} for name in uses}
    return reached(beside, some)


def _too_many(circumstances: int, count: int) -> TooLargeError:
    return TooLargeError(
        (
            Problem(
                "too-many-worlds",
                f"{circumstances} doubted circumstances make {count:,} worlds",
                f"At most {MOST_WORLDS:,} are gone through.",
                "Set circumstances in a variant, or take the chances away from those that matter little.",
            ),
        )
    )


__all__ = [
    "ONE",
    "ZERO",
    "Bounds",
    "Chances",
    "Drawing",
    "Drawn",
    "Row",
    "Swing",
    "Worlds",
    "depends_on",
    "impossible",
    "middle",
    "reached",
    "worlds_of",
    "worlds_that_matter",
]
