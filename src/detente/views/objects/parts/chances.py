"""Chances with their bounds as objects."""

from __future__ import annotations

from pydantic import Field

from detente.prospects import played, worlds
from detente.views.objects.parts.base import Told


class Bounded(Told):
    """A chance at the middles of all bands, and its least and greatest value within them."""

    middle: float
    low: float
    high: float
    exact: bool = Field(
        description="false where there were too many choices to try; the true bounds lie within, or beyond where "
        "worlds were drawn"
    )
    error: float | None = Field(description="the standard error of the middle; null where no worlds were drawn")


class Outcome(Told):
    """Something that may be so where play comes to rest.

    A world with several prospects is shared in equal parts; any other sharing stays between `surely` and `possibly`.
    """

    name: str
    chance: Bounded
    surely: Bounded = Field(description="that all prospects of a world have it")
    possibly: Bounded = Field(description="that some prospect of a world has it")


class Swing(Told):
    """How the chance of the likeliest prospect goes with one circumstance, or with two together."""

    circumstances: list[str]
    given: list[list[str]]
    chances: list[float | None] = Field(
        description="for each combination of values; null where that has no chance, or came up too seldom to tell"
    )
    errors: list[float | None] = Field(description="their standard errors; empty where no worlds were drawn")


class Draws(Told):
    """How worlds were drawn; `worlds` counts those that came up."""

    samples: int
    seed: int
    effective: float = Field(description="how many draws of equal weight tell as much, after the signals")


def pack_bounded(given: worlds.Bounds) -> Bounded:
    """Return a chance with its bounds as an object."""
    low, high = given.low, given.high
    return Bounded(middle=given.middle, low=low, high=high, exact=given.exact, error=given.error)


def pack_outcome(given: played.Outcome) -> Outcome:
    """Return an outcome with its chances as an object."""
    chance, surely, possibly = (pack_bounded(one) for one in (given.chance, given.surely, given.possibly))
    return Outcome(name=given.name, chance=chance, surely=surely, possibly=possibly)


def pack_swing(given: worlds.Swing) -> Swing:
    """Return a swing as its object."""
    return Swing(
        circumstances=list(given.circumstances),
        given=[list(values) for values in given.given],
        chances=list(given.chances),
        errors=list(given.errors),
    )
