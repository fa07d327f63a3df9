"""At which chances something about a forecast would turn, in words: who leads, whether a word fits."""

from __future__ import annotations

from detente.prospects.drivers import Drivers
from detente.prospects.drivers.thresholds import Threshold
from detente.views import wording
from detente.views.chances import SMALL, margin, percent, span
from detente.views.forecast import departing
from detente.views.page import Block
from detente.views.phrases import Mark, Phrase, counted, joined, phrase
from detente.views.tables import Table

TURNS = 10
"""Thresholds that are told."""

MOVED = (
    "One chance is moved at a time, as the scenario has it before any signal. The other values of the circumstance"
    " keep their proportions, all other chances their middles."
)


def turning(found: Drivers) -> Phrase:
    """Return in a sentence whether the likeliest prospect is safe in its lead, and what it would take to lose it."""
    leads = [one for one in found.thresholds if one.kind == "leads"]
    if not leads:
        return phrase("No single chance, wherever it is moved, would change which prospect is likeliest.")
    name = _state(found, leads[0].name, inside=True)
    who = phrase("It") if found.rest is not None else phrase("The likeliest prospect (", name, ")")
    within = [one for one in leads if one.within]
    if not within:
        return phrase(who, " leads wherever a single chance is moved to within its band.")
    one, more = within[0], len(within) - 1
    also = phrase(f" That also hangs on {counted(more, 'other chance')}.") if more else ()
    now = f"; it is now {_exactly(one, one.chance)}, and its band is {_band(one)}."
    return phrase(who, " leads only while the chance of ", _chance_of(one), " is ", _stretch(one), now, also)


def thresholds_table(found: Drivers) -> tuple[Block, ...]:
    """Return the table of the nearest thresholds; nothing where no chance turns anything."""
    rows = tuple(
        (
            _so(found, one),
            _chance_of(one),
            f"{_exactly(one, one.chance)} ({_band(one)})",
            phrase(_stretch(one)),
            phrase(Mark("yes", "warning")) if one.within else "no",
            _beyond(found, one),
        )
        for one in found.thresholds[:TURNS]
    )
    rest = len(found.thresholds) - TURNS
    more = [f"and {rest:,} more; --json tells them all"] if rest > 0 else []
    columns = ("so that", "the chance of", "now", "must be", "turns within the bands", "else")
    notes = tuple((Mark(note, "quiet"),) for note in [MOVED, *more])
    return (Table("At which chances things would turn", columns, rows, notes, key=2),) if rows else ()


def _state(found: Drivers, name: str, inside: bool = False) -> Phrase:
    return departing(found.forecast, found.prospects[name], inside)


def _so(found: Drivers, one: Threshold) -> Phrase:
    """Return what depends on a chance."""
    if one.kind == "fits":
        return phrase(f"{one.name}: the word fits")
    if one.kind == "likely":
        return phrase("it is likely")
    if found.rest is not None:
        return phrase("it leads")
    return phrase(_state(found, one.name), " leads")


def _chance_of(one: Threshold) -> Phrase:
    case = f" where {one.case}" if one.case and one.case != "otherwise" else f" {one.case}" if one.case else ""
    return phrase(wording.setting(one.circumstance, one.value), case)


def _stretch(one: Threshold) -> str:
    """Return where a chance must lie."""
    if one.low > 0 and one.high < 1:
        return f"{_end(one, 0)} to {_end(one, 1)}"
    return f"above {_end(one, 0)}" if one.low > 0 else f"below {_end(one, 1)}"


def _exactly(one: Threshold, chance: float) -> str:
    """Return a chance with as many digits as it takes to see where it turns apart from where things stand."""
    close = min(abs(end - at) for end in one.turns for at in (one.chance, *one.band)) < 0.01
    return f"{100 * chance:.1f}%" if close or one.errors else percent(chance)


def _end(one: Threshold, place: int) -> str:
    """Return an end of the stretch, the low one (0) or the high one (1), with its standard error if it has one."""
    told = _exactly(one, (one.low, one.high)[place])
    return f"{told}{margin(one.errors[place])}" if one.errors else told


def _band(one: Threshold) -> str:
    low, high = one.band
    return span(low, high) if high - low > SMALL else "exactly"


def _beyond(found: Drivers, one: Threshold) -> Phrase:
    parts = [
        phrase(f"{side} that " if one.below and one.above else "", _state(found, name), " leads")
        for side, name in (("below", one.below), ("above", one.above))
        if name
    ]
    return joined(parts, "; ")
