"""Chances given to outcomes that no spread of chance over them has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.arguments.conflicting import incompatible
from detente.arguments.standards import Standard
from detente.arguments.standards.subject import Lapse, Subject, listed, spanned
from detente.prospects.forecast import Forecast
from detente.prospects.outcomes import Named, asked_about
from detente.scenario.model import Band


def find(subject: Subject) -> Iterator[Lapse]:
    """Yield a set of outcomes whose own chances cannot all be right, whatever is thought of the worlds."""
    own = [one for one in asked_about(subject.scenario, ()) if one.own is not None]
    if subject.essay is not None or len(own) < 2:
        return
    bands = [one.own for one in own if one.own is not None]
    events = _events(subject.forecast, own)
    at_odds = incompatible(events, bands)
    if at_odds:
        names = [own[e].name for e in at_odds]
        given = ", ".join(f"`{own[e].name}` {spanned(bands[e])}" for e in at_odds)
        last = max(subject.scenario.outcomes, key=lambda one: (one.name in names, one.place.line))
        why = _why(events[list(at_odds)], [bands[e] for e in at_odds])
        yield Lapse(
            tuple(names), f"The chances given to {listed(names)} cannot all be right: {given}; {why}", last.place
        )


def _events(found: Forecast, own: list[Named]) -> NDArray[np.float64]:
    """Return which outcomes (rows) hold in which of the ways that play may end (columns); in the last it never does."""
    ways: list[NDArray[np.bool_]] = []
    played = found.played
    possible = played.worlds.middle * played.seen > 0
    for scene in played.scenes:
        facts = [played.facts[number] for number in scene.worlds.tolist()]
        rests = scene.prospects & possible[scene.worlds][:, None]
        ways.append(np.stack([scene.having(one.meaning, facts)[rests] for one in own]))
    nowhere = np.zeros((len(own), int((possible & (played.number == 0)).any())), dtype=np.bool_)
    return np.unique(np.hstack([*ways, nowhere]), axis=1).astype(np.float64)


def _why(events: NDArray[np.float64], bands: list[Band]) -> str:
    """Return why chances cannot be, where that is plain."""
    low, high = (100 * float(sum(getattr(band, end) for band in bands)) for end in ("low", "high"))
    if low > 100 and (events.sum(axis=0) <= 1).all():
        return f"no two of them can be true together, and they add up to at least {low:g}%"
    if high < 100 and (events.sum(axis=0) >= 1).all():
        return f"one of them must be true, and they add up to {high:g}% at most"
    return "no spread of chance over what play may come to gives them all"


STANDARD = Standard(
    severity="warning",
    finds=("Chances given to outcomes that cannot all be right: those of exclusive ones come to more than 1, say."),
    means=(
        "The chances that `outcomes` have of their own, or by the word of a claim about just that. The model says "
        "which outcomes can be true together, and whether anything else can come; however likely its worlds and "
        "prospects are taken to be, some of the chances lie outside their bands. Told is the smallest set of such "
        "outcomes, exactly up to three."
    ),
    why="Whoever takes such chances at their word can be led into losses that are certain, whatever happens.",
    remedy="Lower (or raise) one of them, or split the outcomes so that they say what they mean.",
    find=find,
    example="""\
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: 0.5, good: 0.2}, assumed: an example}
outcomes:
  - {name: flows, when: Upper.gates = open, chance: likely, assumed: an example}
  - {name: trickles, when: Upper.gates = half, chance: likely, assumed: an example}
""",
    icd203=(2, 6),
    cites=("icd203-2015", "definetti1937", "predd-et-al2009"),
)
