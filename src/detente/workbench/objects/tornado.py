"""A tornado to be drawn: what swings an outcome, circumstance by circumstance, with the whole answer in words."""

from __future__ import annotations

from pydantic import Field

from detente.answers.drivers import Drivers
from detente.prospects.drivers.bands import Reach
from detente.prospects.worlds import Swing
from detente.views.drivers import asked_about, moves, tornado
from detente.views.notebook.drivers import Drivers as Shown
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.workbench.objects.pages import Blocks, Words, pack_page, pack_words


class End(Told):
    """The chance of the outcome where a circumstance has a value."""

    value: str
    chance: float


class Blade(Told):
    """What one circumstance does: the chance for each of its values, and over the band of its own chance."""

    circumstance: str
    means: str | None
    ends: list[End] = Field(description="the least chance first; values that cannot be are left out")
    low: float = Field(description="the least chance over the band")
    high: float
    error: float | None = Field(description="the greater standard error of these two; null where no worlds were drawn")


class Tornado(Told):
    """What swings an outcome, the widest first, and all that `drivers` says of it."""

    name: list[Words] = Field(description="what is asked about, after the words: the chance")
    about: str | None = Field(description="the outcome or claim asked about; null for the likeliest prospect")
    chance: Bounded
    blades: list[Blade]
    idle: list[str] = Field(description="circumstances without effect")
    page: Blocks


def pack_tornado(given: Shown) -> Tornado:
    """Return what drives an outcome as it is drawn."""
    found = given.found
    reaches = {one.circumstance: one for one in found.reaches}
    blades = {one: _blade(given, one, reaches[one.circumstances[0]]) for one in found.swings}
    moving = [blade for one, blade in blades.items() if moves(one, reaches[one.circumstances[0]])]
    return Tornado(
        name=pack_words(asked_about(found)),
        about=None if found.rest is not None else found.outcome.name,
        chance=pack_bounded(found.outcome.chance),
        blades=moving,
        idle=[one.circumstance for one in blades.values() if one not in moving],
        page=pack_page(tuple(one for one in given.page() if one not in tornado(found))),
    )


def _blade(given: Drivers, swing: Swing, reach: Reach) -> Blade:
    (name,) = swing.circumstances
    known = [
        End(value=value, chance=chance)
        for (value,), chance in zip(swing.given, swing.chances, strict=True)
        if chance is not None
    ]
    circumstance = given.found.forecast.scenario.circumstances.get(name)
    return Blade(
        circumstance=name,
        means=None if circumstance is None else circumstance.means,
        ends=sorted(known, key=lambda one: one.chance),
        low=reach.low,
        high=reach.high,
        error=None if reach.errors is None else max(reach.errors),
    )
