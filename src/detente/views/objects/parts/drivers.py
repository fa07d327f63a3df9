"""What drives a forecast, as an object."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import drivers
from detente.prospects.drivers.about import About
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, Draws, Outcome, Swing, pack_bounded, pack_outcome, pack_swing
from detente.views.objects.parts.provenance import Provenance, pack_provenance


class Index(Told):
    """The parts of the variance that go if one circumstance is known (`first`), or stay if all others are (`total`)."""

    circumstance: str
    first: float
    total: float | None = Field(description="null where worlds were drawn")
    error: float | None = Field(description="the standard error of `first`; null where no worlds were drawn")


class JointIndex(Told):
    """The part of the variance that goes if two independent circumstances are known."""

    circumstances: tuple[str, str]
    closed: float
    beyond: float = Field(description="what that is more than the first-order indices of the two")


class Indices(Told):
    """How much of the doubt about the outcome each circumstance accounts for."""

    variance: float = Field(description="of the outcome's chance over the worlds")
    independent: bool | None = Field(
        description="whether the circumstances are, after the signals; null where worlds were drawn"
    )
    each: list[Index] = Field(description="empty where nothing drives the outcome")
    joint: list[JointIndex] = Field(description="pairs; empty where circumstances are not independent")


class Ends(Told):
    """Where a circumstance's chances lie, in one case, while the outcome is least and most likely."""

    case: str = Field(description="where they count, in the file's words; empty: always")
    values: list[str]
    least: list[float]
    most: list[float]


class Reach(Told):
    """The least and greatest chance of the outcome over the bands of one circumstance."""

    circumstance: str
    low: float
    high: float
    ends: list[Ends]
    errors: tuple[float, float] | None = Field(
        description="the standard errors of `low` and `high`; null where no worlds were drawn"
    )


class Box(Told):
    """Conditions under which the outcome is likely, or unlikely."""

    conditions: list[tuple[str, str]] = Field(description="circumstance and value; none: in general")
    coverage: float = Field(description="the part of the outcome's chance, or of that against it, that lies there")
    chance: float = Field(description="of the outcome, given the conditions")
    mass: float = Field(description="the chance of the conditions")
    error: float | None = Field(description="the standard error of `chance`; null where no worlds were drawn")


class Boxes(Told):
    """What would have to be true for the outcome to be likely, or unlikely."""

    threshold: float = Field(description="the chance from which it is likely; from 1 less this it is unlikely")
    size: int = Field(description="how many conditions all combinations were tried of")
    likely: list[Box]
    unlikely: list[Box]
    others: tuple[int, int] = Field(description="how many more there are of each kind")


class Threshold(Told):
    """Where something would turn, if the chance of one value were moved and all others were not."""

    kind: Literal["leads", "fits", "likely"] = Field(
        description="that a prospect leads, that the word of a claim fits, that the outcome is likely"
    )
    name: str = Field(description="the prospect, claim or outcome")
    circumstance: str
    case: str = Field(description="where the chance counts, in the file's words; empty: always")
    value: str
    chance: float = Field(description="as it stands")
    band: tuple[float, float]
    low: float = Field(description="from here on it is so")
    high: float = Field(description="up to here it is so")
    below: str = Field(description="the prospect that leads below; empty where none does")
    above: str
    now: bool = Field(description="whether it is so as things stand")
    within: bool = Field(description="whether it turns at chances, of all values, that lie within their bands")
    errors: tuple[float, float] | None = Field(
        description="the standard errors of `low` and `high`; null where no worlds were drawn"
    )


class Part(Told):
    """What one value of a circumstance contributes to the chance of an outcome."""

    circumstance: str
    value: str
    chance: float = Field(description="of the value, after the signals")
    given: float | None = Field(description="the outcome's chance given the value; null where that has no chance")
    both: float = Field(description="the two multiplied; for each circumstance these add up to the outcome's chance")
    error: float | None = Field(description="the standard error of `given`; null where no worlds were drawn")


class Informing(Told):
    """How much a signal still to come would tell of the outcome."""

    signal: str
    circumstance: str
    bits: float = Field(description="of doubt that it takes away on average, whether it comes or not")
    comes: float = Field(description="the chance that it comes")
    given: tuple[float | None, float | None] = Field(
        description="the outcome's chance if it comes, and if not; null for what cannot be"
    )
    error: float | None = Field(description="the standard error of `bits`; null where no worlds were drawn")


class AskedClaim(Told):
    """The claim that is asked about; its outcome is that it holds."""

    name: str
    says: str
    vacuous: Bounded = Field(description="the chance that it speaks of nothing")


class Drivers(Told):
    """What `detente forecast --drivers --json` prints."""

    command: Literal["forecast"] = "forecast"
    scenario: str
    variant: str | None
    as_of: str | None
    worlds: int
    outcome: Outcome = Field(description="what is asked about")
    rest: dict[str, str] | None = Field(description="the likeliest prospect, where that is asked about")
    claim: AskedClaim | None = Field(description="the claim, where one is asked about")
    impossible: Bounded = Field(
        description="the chance that it cannot be asked, a variant being no conflict; all else is given that it can"
    )
    settled: bool = Field(description="whether it is as likely in every world, so that nothing drives it")
    likely: str = Field(description="what was asked to count as likely")
    indices: Indices
    swings: list[Swing]
    pairs: list[Swing]
    reaches: list[Reach]
    boxes: Boxes
    thresholds: list[Threshold]
    parts: dict[str, list[Part]] = Field(description="by outcome")
    prospects: dict[str, dict[str, str]] = Field(description="the prospects that thresholds name, by name")
    informing: list[Informing] = Field(description="signals after the day asked for, the most telling first")
    of_claims: dict[str, list[Informing]] = Field(
        description="the same of each claim of the forecast, by name; empty where nothing is still to come"
    )
    drawn: Draws | None = Field(description="how worlds were drawn; null where all were looked at")
    provenance: Provenance


def driven(given: drivers.Drivers) -> Drivers:
    """Return what drives an outcome as its JSON object."""
    found = given.found
    return Drivers(
        scenario=found.forecast.title,
        variant=found.forecast.variant,
        as_of=found.forecast.as_of,
        worlds=found.forecast.worlds,
        outcome=pack_outcome(found.outcome),
        rest=None if found.rest is None else dict(found.rest.values),
        claim=_pack_claim(found.about),
        impossible=pack_bounded(found.about.impossible),
        settled=found.settled,
        likely=found.likely,
        indices=Indices.model_validate(found.indices, from_attributes=True),
        swings=[pack_swing(one) for one in found.swings],
        pairs=[pack_swing(one) for one in found.pairs],
        reaches=[Reach.model_validate(one, from_attributes=True) for one in found.reaches],
        boxes=Boxes.model_validate(found.boxes, from_attributes=True),
        thresholds=[Threshold.model_validate(one, from_attributes=True) for one in found.thresholds],
        parts={
            name: [Part.model_validate(one, from_attributes=True) for one in parts]
            for name, parts in found.parts.items()
        },
        prospects={name: dict(values) for name, values in found.prospects.items()},
        informing=[Informing.model_validate(one, from_attributes=True) for one in found.informing],
        of_claims={
            name: [Informing.model_validate(one, from_attributes=True) for one in signals]
            for name, signals in found.of_claims.items()
        },
        drawn=None if found.forecast.drawn is None else Draws(**vars(found.forecast.drawn)),
        provenance=pack_provenance(given.provenance),
    )


def _pack_claim(about: About) -> AskedClaim | None:
    if about.claim is None or about.vacuous is None:
        return None
    return AskedClaim(name=about.claim.name, says=about.claim.says, vacuous=pack_bounded(about.vacuous))
