"""Drivers: what the chance of an outcome hangs on, seen in several ways, each in a file of its own.

All of them ask the same of the same worlds: how the chance of one outcome goes with the circumstances. They are exact
where worlds are listed one by one, and told with standard errors where worlds were drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from detente.errors import question
from detente.prospects.drawn import SCRAMBLINGS, Drawn
from detente.prospects.drivers import bands, boxes, indices, informing, parts, thresholds
from detente.prospects.drivers.about import About, claim_named, claimed, likeliest, meaning_of, outcome, outcome_named
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
from detente.prospects.worlds import Chances, Swing
from detente.scenario.model import Claim, Scenario
from detente.scenario.quantities import number

LIKELY = "0.8"
"""The chance from which an outcome counts as likely, where no other is asked for."""

MOST_NUMBERS = 40_000_000
"""Candidates for the lead, times worlds, that are compared; the least likely are left out beyond."""


@dataclass(frozen=True, eq=False)
class Drivers:
    """What drives an outcome.

    `forecast` is the forecast in which it is asked `about`; the `outcome` is the name and chance of that. `settled`
    says that it is as likely in every world, so that nothing drives it: then there are no indices, and nothing swings.
    All that is told of it is given that it can be asked (`about.impossible` is the chance that it cannot).
    `parts` are by outcome: those named, the likeliest prospects, and that asked about. `likely` is what was asked to
    count as likely, as written. `prospects` gives the values of the options in the prospects that thresholds name.
    `informing` says of each signal still to come how much it would tell of the outcome, `of_claims` the same of each
    claim that the forecast tells of.
    """

    forecast: Forecast
    about: About
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
    of_claims: Mapping[str, tuple[Informing, ...]]

    @property
    def outcome(self) -> Outcome:
        """Return the name and the chance of what is asked about."""
        return self.about.outcome

    @property
    def rest(self) -> Rest | None:
        """Return the likeliest prospect where that is what is asked about, else None."""
        return self.about.rest


def drivers(
    found: Forecast, about: str | About | None = None, likely: str | None = None, named: Sequence[str] = ()
) -> Drivers:
    """Return what drives an outcome of a forecast.

    `about` is the name of an outcome or situation, or a formula (None: the likeliest prospect), or what
    `detente.prospects.drivers.about` makes of a claim; `likely` a number above 0.5 or a word of chance of the scenario,
    whose band's low end counts. `named` are outcomes that are taken apart too, each where it is the first to hold.
    Raises QuestionError for what is neither, and where no prospect is.
    """
    played, scenario = found.played, found.scenario
    threshold = threshold_of(scenario, likely or LIKELY)
    asked = likeliest(found) if about is None else outcome(found, about) if isinstance(about, str) else about
    worlds, running = played.worlds, candidates(played)
    subject = Subject(worlds, asked.share, asked.seen)
    turns = _turns(found, subject, running, asked, threshold)
    coming = [one for one in to_come(scenario, ANALYST, found.as_of) if one.about in worlds[0]]
    told = {name: Subject(worlds, share, played.seen) for name, share in _told(found, named).items()}
    return Drivers(
        forecast=found,
        about=asked,
        settled=subject.settled,
        indices=indices.indices(subject),
        swings=worlds.swing(subject.share, subject.seen),
        pairs=worlds.swing(subject.share, subject.seen, together=2) if len(worlds.names) > 1 else (),
        reaches=bands.reaches(subject),
        boxes=boxes.boxes(subject, threshold),
        thresholds=turns,
        parts={name: parts.parts(one) for name, one in (told | {asked.outcome.name: subject}).items()},
        prospects={one.name: one.values for one in running if _speaks_of(turns, one.name)},
        likely=likely or LIKELY,
        informing=informing.informing(subject, coming),
        of_claims={
            one.claim.name: informing.informing(Subject(worlds, _holding(one.claim, played), played.seen), coming)
            for one in (found.claims if coming else ())
        },
    )


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


def _turns(
    found: Forecast, subject: Subject, running: Sequence[Candidate], asked: About, threshold: float
) -> tuple[Threshold, ...]:
    """Return where the lead, the words of claims, and whether what is asked about is likely would turn.

    What is asked about has its own words where it cannot be asked in every world in which the others can.
    """
    own = [*_hedge(found, asked.claim, asked.share), Word("likely", asked.outcome.name, asked.share, threshold, 1.0)]
    others = [one.claim for one in found.claims if one.claim != asked.claim]
    words = [word for one in others for word in _hedge(found, one, _holding(one, found.played))]
    if (subject.seen == found.played.seen).all():
        return thresholds.thresholds(subject, running, [*words, *own])
    around = replace(subject, seen=found.played.seen)
    return thresholds.nearest_first(
        [*thresholds.thresholds(around, running, words), *thresholds.thresholds(subject, (), own)]
    )


def _hedge(found: Forecast, claim: Claim | None, share: Chances) -> Iterator[Word]:
    """Yield the word of a claim, where there is one, with where the claim holds."""
    if claim is not None and claim.hedge is not None:
        band = found.scenario.words[claim.hedge]
        yield Word("fits", claim.name, share, float(band.low), float(band.high))


def _holding(claim: Claim, played: Played) -> Chances:
    return holding(claim, played)[0].astype(np.float64)


def _told(found: Forecast, named: Sequence[str]) -> dict[str, Chances]:
    """Return the outcomes that are taken apart beside the one asked about, by name."""
    rests = {one.outcome.name: being(one.values) for one in found.rests}
    asked = asked_about(found.scenario, named) if named else ()
    every = {one.name: first for one, first in first_to_hold(asked)} | rests
    return {name: found.played.share(meaning) for name, meaning in every.items()}


__all__ = [
    "LIKELY",
    "About",
    "Drivers",
    "candidates",
    "claim_named",
    "claimed",
    "drivers",
    "likeliest",
    "meaning_of",
    "outcome",
    "outcome_named",
    "threshold_of",
]
