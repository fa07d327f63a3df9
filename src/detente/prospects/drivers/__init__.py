"""Drivers: what the chance of an outcome hangs on, seen in several ways, each in a file of its own.

All of them ask the same of the same worlds: how the chance of one outcome goes with the circumstances. They are exact
where worlds are listed one by one, and told with standard errors where worlds were drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from detente.errors import question
from detente.prospects.drawn import SCRAMBLINGS, Drawn
from detente.prospects.drivers import bands, boxes, indices, informing, parts, thresholds
from detente.prospects.drivers.bands import Reach
from detente.prospects.drivers.boxes import Boxes
from detente.prospects.drivers.indices import Indices
from detente.prospects.drivers.informing import Informing
from detente.prospects.drivers.parts import Part
from detente.prospects.drivers.subject import Subject
from detente.prospects.drivers.thresholds import Candidate, Threshold, Word
from detente.prospects.forecast import Forecast, Rest, being, holding
from detente.prospects.outcomes import asked_about, first_to_hold
from detente.prospects.played import Outcome, Played
from detente.prospects.readings import ANALYST, to_come
from detente.prospects.worlds import Swing
from detente.scenario.asking import asked_formula
from detente.scenario.expression import Expression
from detente.scenario.model import Scenario
from detente.scenario.quantities import number

LIKELY = "0.8"
"""The chance from which an outcome counts as likely, where no other is asked for."""

MOST_NUMBERS = 40_000_000
"""Candidates for the lead, times worlds, that are compared; the least likely are left out beyond."""


@dataclass(frozen=True, eq=False)
class Drivers:
    """What drives an outcome.

    `forecast` is the forecast in which it is asked about, `rest` the likeliest prospect where that is what is asked
    about, else None. `settled` says that it is as likely in every world, so that nothing drives it: then there are no
    indices, and nothing swings. `parts` are by outcome: those named, the likeliest prospects, and that asked about.
    `likely` is what was asked to count as likely, as written. `prospects` gives the values of the options in the
    prospects that thresholds name. `informing` says of each signal still to come how much it would tell of the outcome.
    """

    forecast: Forecast
    outcome: Outcome
    rest: Rest | None
    settled: bool
    indices: Indices
    swings: tuple[Swing, ...]
    pairs: tuple[Swing, ...]
    reaches: tuple[Reach, ...]
    boxes: Boxes
    thresholds: tuple[Threshold, ...]
    parts: Mapping[str, tuple[Part, ...]]
    prospects: Mapping[str, Mapping[str, str]]
    likely: str
    informing: tuple[Informing, ...]


def drivers(found: Forecast, about: str | None = None, likely: str | None = None, named: Sequence[str] = ()) -> Drivers:
    """Return what drives an outcome of a forecast.

    `about` is the name of an outcome or situation, or a formula (None: the likeliest prospect); `likely` a number above
    0.5 or a word of chance of the scenario, whose band's low end counts. `named` are outcomes that are taken apart too,
    each where it is the first to hold. Raises QuestionError for what is neither, and where no prospect is.
    """
    played, scenario = found.played, found.scenario
    threshold = threshold_of(scenario, likely or LIKELY)
    rest = None if about is not None else _likeliest(found)
    meaning = being(rest.values) if rest is not None else meaning_of(scenario, str(about))
    outcome = rest.outcome if rest is not None else played.outcome(str(about).strip(), meaning)
    subject = Subject(played.worlds, played.share(meaning), played.seen)
    words = [*_hedges(found), Word("likely", outcome.name, subject.share, threshold, 1.0)]
    worlds, running = played.worlds, candidates(played)
    turns = thresholds.thresholds(subject, running, words)
    coming = to_come(scenario, ANALYST, found.as_of)
    return Drivers(
        forecast=found,
        outcome=outcome,
        rest=rest,
        settled=subject.settled,
        indices=indices.indices(subject),
        swings=worlds.swing(subject.share, subject.seen),
        pairs=worlds.swing(subject.share, subject.seen, together=2) if len(worlds.names) > 1 else (),
        reaches=bands.reaches(subject),
        boxes=boxes.boxes(subject, threshold),
        thresholds=turns,
        parts={
            name: parts.parts(Subject(worlds, played.share(one), played.seen))
            for name, one in _told(found, outcome, meaning, named).items()
        },
        prospects={one.name: one.values for one in running if _speaks_of(turns, one.name)},
        likely=likely or LIKELY,
        informing=informing.informing(subject, [one for one in coming if one.about in worlds[0]]),
    )


def meaning_of(scenario: Scenario, about: str) -> Expression:
    """Return what the name of an outcome or situation, or a formula, means."""
    named = {one.name: one.when.meaning for one in scenario.outcomes}
    known = named.get(about.strip())
    return known if known is not None else asked_formula(scenario, about, "--for").meaning


def threshold_of(scenario: Scenario, likely: str) -> float:
    """Return the chance from which something counts as likely: a number, or where the band of a word begins."""
    word = " ".join(likely.split())
    found = scenario.words[word].low if word in scenario.words else number(word)
    if found is None:
        raise question(
            "unknown-likely",
            f"`{likely}` is neither a number nor a word of chance of this scenario",
            f"Words are: {', '.join(scenario.words)}.",
            "Write a number such as 0.8, or one of these words.",
        )
    if not Fraction(1, 2) < found <= 1:
        raise question(
            "not-likely",
            f"`{likely}` begins at {float(found):g}",
            "What counts as likely begins above 0.5, at most at 1.",
            "Write a number such as 0.8, or a word for something likely.",
        )
    return float(found)


def candidates(played: Played) -> list[Candidate]:
    """Return the prospects that may lead, the likeliest first, each with what part of each world it gets."""
    worlds = played.worlds
    looked_at = len(worlds) * (1 + SCRAMBLINGS) if isinstance(worlds, Drawn) else len(worlds)
    order = played.rests()[: max(1, MOST_NUMBERS // looked_at)]
    shares = {tuple(state.values()): np.zeros(len(played.worlds)) for state in order}
    for scene, part in zip(played.scenes, played.shares, strict=True):
        columns = scene.states.columns
        for place in range(scene.states.length):
            state = tuple(scene.states.values[name][column[place]] for name, column in columns.items())
            if state in shares:
                shares[state][scene.worlds] += part[:, place]
    names = [", ".join(f"{name} = {value}" for name, value in state.items()) for state in order]
    return [Candidate(*one) for one in zip(names, order, shares.values(), strict=True)]


def _speaks_of(turns: Sequence[Threshold], prospect: str) -> bool:
    return any(prospect in (one.name, one.below, one.above) for one in turns if one.kind == "leads")


def _likeliest(found: Forecast) -> Rest:
    if not found.rests:
        raise question(
            "no-prospect",
            "In no world does play come to rest, so that there is no likeliest prospect",
            "What drives an outcome is asked.",
            "Look at `detente analyse`, which tells how play goes round.",
        )
    return found.rests[0]


def _hedges(found: Forecast) -> Iterator[Word]:
    """Yield the words of claims about prospects, each with the worlds in which its claim holds."""
    for one in found.claims:
        if one.band is not None:
            holds = holding(one.claim, found.played)[0].astype(np.float64)
            yield Word("fits", one.claim.name, holds, float(one.band.low), float(one.band.high))


def _told(found: Forecast, outcome: Outcome, meaning: Expression, named: Sequence[str]) -> dict[str, Expression]:
    """Return the outcomes that are taken apart, by name."""
    rests = {one.outcome.name: being(one.values) for one in found.rests}
    asked = asked_about(found.scenario, named) if named else ()
    return {one.name: first for one, first in first_to_hold(asked)} | rests | {outcome.name: meaning}
