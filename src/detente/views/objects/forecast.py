"""A forecast as the object that `--json` prints."""

from __future__ import annotations

from math import isfinite
from typing import Literal

from pydantic import Field

from detente.answers import forecast
from detente.prospects import forecast as prospects
from detente.prospects import outcomes, readings
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import (
    Bounded,
    Draws,
    Outcome,
    Swing,
    pack_bounded,
    pack_outcome,
    pack_swing,
)
from detente.views.objects.parts.drivers import Drivers
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class Rest(Told):
    """A state in which play comes to rest in some worlds."""

    values: dict[str, str]
    outcome: Outcome


class Hedged(Told):
    """A claim about prospects as a forecast, beside the word that its author used."""

    claim: str
    says: str
    hedge: str | None
    band: tuple[float, float] | None = Field(description="what the word stands for")
    holds: Bounded
    vacuous: Bounded = Field(description="the chance that the claim speaks of nothing")
    fits: Literal["fits", "below", "above"] | None


class Weight(Told):
    """What one signal does to the odds of a value, in bits; null where it decides."""

    signal: str
    bits: float | None
    without: float = Field(description="the chance had the observer not heard of the signal")


class Reading(Told):
    """What an observer (null: the analyst) takes a chance to be before and after the signals."""

    observer: str | None
    circumstance: str
    value: str
    before: Bounded
    after: Bounded
    weights: list[Weight]


class Telling(Told):
    """What a signal still to come would tell, in bits, and the chance that it comes."""

    signal: str
    circumstance: str
    bits: float
    comes: float


class Weighed(Told):
    """An outcome of which one comes, counted where it is the first to hold; `holds`: wherever it holds at all."""

    name: str
    chance: Bounded
    surely: Bounded
    possibly: Bounded
    holds: Bounded | None = Field(description="null for what is left over")


class Overlap(Told):
    """Two outcomes that hold together, which is counted for the first."""

    first: str
    other: str
    chance: Bounded


class OwnChance(Told):
    """What the author gives an outcome (null: anything else), and what it is corrected to so that all add up to 1."""

    outcome: str | None
    low: float
    high: float
    word: str | None
    claim: str | None = Field(description="the claim whose word it is, if it is one's")
    corrected: float


class Own(Told):
    """The author's own chances of the outcomes."""

    total: float = Field(description="what their middles add up to")
    within: bool = Field(description="whether the corrected ones lie within their bands")
    chances: list[OwnChance]


class Division(Told):
    """All that play may come to, divided among the outcomes asked about; the chances add up to 1."""

    outcomes: list[Weighed]
    nothing: Weighed = Field(description="play rests where none of the outcomes holds")
    nowhere: Weighed = Field(description="play rests nowhere")
    overlaps: list[Overlap]
    own: Own | None
    unchecked: bool = Field(description="the author gives chances, and the outcomes do not exclude each other")


class Shared(Told):
    """What one rule of sharing gives to each of `rests`, and to each of the outcomes."""

    rule: str
    rests: list[Bounded]
    outcomes: list[Bounded]


class Mind(Told):
    """A reading of a circumstance that is drawn for an actor; `name` is what the worlds call it."""

    actor: str
    circumstance: str
    name: str


class Forecast(Told):
    """What `detente forecast --json` prints."""

    command: Literal["forecast"] = "forecast"
    scenario: str
    variant: str | None
    as_of: str | None
    worlds: int
    mattering: list[str] = Field(description="the circumstances on which the likeliest prospect depends")
    signals: list[str]
    impossible: Bounded = Field(
        description="the chance that there is no such conflict; chances of where play rests are given that there is one"
    )
    obstacle: str | None = Field(description="where there is none, and why; null where there is one in every world")
    somewhere: Bounded = Field(description="the chance that play can come to rest at all")
    several: Bounded = Field(description="the chance that more than one prospect remains")
    round: Bounded = Field(description="the chance that play may also go round for ever")
    rests: list[Rest]
    others: int = Field(description="how many less likely prospects there are")
    options: dict[str, list[Outcome]]
    situations: list[Outcome]
    swings: list[Swing]
    pairs: list[Swing]
    claims: list[Hedged]
    readings: list[Reading]
    telling: list[Telling]
    rule: str = Field(description="the rule by which worlds are shared among several prospects")
    sharing: list[Shared] = Field(description="what each rule gives; empty where no world has several prospects")
    division: Division | None = Field(description="the outcomes named; null where there are none")
    minds: list[Mind] = Field(description="what is drawn for actors that doubt what they believe")
    aside: list[str] = Field(description="circumstances that change nothing asked about and were summed away")
    drawn: Draws | None = Field(description="how worlds were drawn; null where all were looked at")
    provenance: Provenance


def foretold(given: forecast.Forecast) -> Forecast:
    """Return a forecast as its JSON object."""
    found = given.found
    return Forecast(
        scenario=found.title,
        variant=found.variant,
        as_of=found.as_of,
        worlds=found.worlds,
        mattering=list(found.mattering),
        signals=list(found.signals),
        impossible=pack_bounded(found.impossible),
        obstacle=found.obstacle[0].given if found.obstacle else None,
        somewhere=pack_bounded(found.somewhere),
        several=pack_bounded(found.several),
        round=pack_bounded(found.round),
        rests=[Rest(values=dict(one.values), outcome=pack_outcome(one.outcome)) for one in found.rests],
        others=found.others,
        options={name: [pack_outcome(one) for one in values] for name, values in found.options.items()},
        situations=[pack_outcome(one) for one in found.situations],
        swings=[pack_swing(one) for one in found.swings],
        pairs=[pack_swing(one) for one in found.pairs],
        claims=[_hedged(one) for one in found.claims],
        readings=[_reading(one) for one in found.readings],
        telling=[Telling(**vars(one)) for one in found.telling],
        rule=found.rule.key,
        sharing=[_shared(one) for one in found.sharing],
        division=_division(found.division) if found.division else None,
        minds=[Mind(**vars(one)) for one in found.minds],
        aside=list(found.aside),
        drawn=None if found.drawn is None else Draws(**vars(found.drawn)),
        provenance=pack_provenance(given.provenance),
    )


def _shared(given: prospects.Shared) -> Shared:
    rests, counted = ([pack_bounded(one) for one in chances] for chances in (given.rests, given.outcomes))
    return Shared(rule=given.rule.key, rests=rests, outcomes=counted)


def _division(given: outcomes.Division) -> Division:
    return Division(
        outcomes=[_weighed(one) for one in given.outcomes],
        nothing=_weighed(given.nothing),
        nowhere=_weighed(given.nowhere),
        overlaps=[Overlap(first=one.first, other=one.other, chance=pack_bounded(one.chance)) for one in given.overlaps],
        own=_own(given.own) if given.own else None,
        unchecked=given.unchecked,
    )


def _weighed(given: outcomes.Weighed) -> Weighed:
    chance, surely, possibly = (pack_bounded(one) for one in (given.chance, given.surely, given.possibly))
    holds = None if given.holds is None else pack_bounded(given.holds)
    return Weighed(name=given.name, chance=chance, surely=surely, possibly=possibly, holds=holds)


def _own(given: outcomes.Own) -> Own:
    told = zip(given.names, given.by, given.chances.given, given.chances.corrected, strict=True)
    return Own(
        total=float(given.chances.total),
        within=given.chances.within,
        chances=[
            OwnChance(
                outcome=name,
                low=float(band.low),
                high=float(band.high),
                word=band.word,
                claim=by,
                corrected=float(corrected),
            )
            for name, by, band, corrected in told
        ],
    )


def _hedged(given: prospects.Hedged) -> Hedged:
    return Hedged(
        claim=given.claim.name,
        says=given.claim.says,
        hedge=given.claim.hedge,
        band=None if given.band is None else (float(given.band.low), float(given.band.high)),
        holds=pack_bounded(given.holds),
        vacuous=pack_bounded(given.vacuous),
        fits=given.fits,
    )


def _reading(given: readings.Reading) -> Reading:
    weights = [
        Weight(signal=one.signal, bits=one.bits if isfinite(one.bits) else None, without=one.without)
        for one in given.weights
    ]
    before, after = pack_bounded(given.before), pack_bounded(given.after)
    return Reading(
        observer=given.observer,
        circumstance=given.circumstance,
        value=given.value,
        before=before,
        after=after,
        weights=weights,
    )


ENVELOPE = Forecast | Drivers
