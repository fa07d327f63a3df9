"""What the model says of a claim, as an object."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import claims
from detente.arguments import hinges
from detente.arguments import judged as verdicts
from detente.grounds import changes
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.chances import Bounded, pack_bounded
from detente.views.objects.parts.moves import Move, Reason, pack_citation, pack_move, pack_reason
from detente.views.objects.parts.stances import Considered, pack_considered
from detente.views.objects.parts.states import State, pack_state


class Witness(Told):
    """What shows a verdict on a claim: a state, a move, a path, two states, values or chances, as its kind says."""

    kind: str
    state: State | None
    other: State | None = Field(description="the state that it leads to, or is compared with")
    actors: list[str] = Field(description="who moves, objects or would undo it")
    count: int | None = Field(description="how many are as the claim says")
    among: int | None = Field(description="of how many that it speaks of")
    moves: list[Move] = Field(description="from the state to the other, or from the status quo to the state")
    reasons: list[Reason | None] = Field(description="what decides for each of the actors; null for a tie or a ranking")
    considered: list[Considered] = Field(description="moves with what becomes of them; told where --why asks for it")
    here: list[list[str]] = Field(description="values found in the claim's own variant only, or in both if the same")
    there: list[list[str]] = Field(description="values found in the other variant only")
    chances: list[Bounded]
    missing: str = Field(description="what is not there, for a verdict that is unknown")


class Likely(Told):
    """How likely a claim is to hold, over all worlds in which its variant is a conflict."""

    holds: Bounded
    vacuous: Bounded
    impossible: Bounded = Field(description="the chance that the variant is no conflict")
    worlds: int
    mattering: list[str] = Field(description="the circumstances on which it depends whether the claim holds")


class Changed(Told):
    """A judgement left out or set otherwise, or two statements of an actor exchanged."""

    kind: str = Field(description="statement, rule, need or belief left out; circumstance set otherwise; order")
    name: str
    to: str = Field(description="the value a circumstance is set to, or the statement exchanged with; else empty")


class Hinge(Told):
    """Changes that together flip the verdict on a claim, none of which can be left out."""

    changes: list[Changed]
    verdict: Literal["holds", "fails", "vacuous"] = Field(description="what the verdict becomes")


class Rests(Told):
    """What the verdict on a claim rests on."""

    support: Literal["built in", "derived", "assumed", "over-determined"] | None = Field(
        description="null where nothing was tried: it takes long, or the claim is unknown or decided by locks"
    )
    hinges: list[Hinge] = Field(description="the smallest sets of changes that flip the verdict")
    searched: int = Field(description="the size up to which every set has been tried, 0 to 2")
    tried: int = Field(description="single changes that were tried")
    spoilt: int = Field(description="those of them that leave nothing to judge")
    assumed: list[str] = Field(description="judgements that it rests on in which something is assumed")


class Claim(Told):
    """A claim with its verdict in the world as it is now, under each concept, and over all worlds."""

    name: str
    says: str
    test: str
    form: str
    stance: Literal["own", "reported", "doubted", "inferred"]
    cite: list[str] = Field(description="source and place, as source:place")
    file: str
    line: int
    variant: str | None
    concept: str
    verdict: Literal["holds", "fails", "vacuous", "unknown"]
    witness: Witness
    concepts: dict[str, Literal["holds", "fails", "vacuous", "unknown"]] = Field(
        description="by concept; empty where none matters, and for a claim about chances only its own unless --why asks"
    )
    alone: bool = Field(description="whether it holds under its own concept and no other")
    likely: Likely | None = Field(description="null where nothing is doubted, or the claim is about chances itself")
    unweighed: str = Field(description="why its chance is not known; empty where it is, or where it has none")
    hedge: str | None
    band: tuple[float, float] | None = Field(description="what the author's word stands for")
    fits: Literal["fits", "below", "above"] | None = Field(description="how the chance compares with the word")
    rests: Rests | None = Field(description="null where neither --why nor --rests asks for it")


def pack_claim(given: claims.Answered) -> Claim:
    """Return what the model says of a claim as an object."""
    judged, claim = given.judged, given.judged.claim
    return Claim(
        name=claim.name,
        says=claim.says,
        test=claim.test.text,
        form=claim.test.form,
        stance=claim.stance,
        cite=[pack_citation(one) for one in claim.grounds.cite],
        file=claim.test.place.file,
        line=claim.test.place.line,
        variant=judged.variant,
        concept=judged.concept.key,
        verdict=judged.verdict,
        witness=_witness(given),
        concepts=dict(judged.concepts),
        alone=judged.alone,
        likely=None if judged.likely is None else _likely(judged.likely),
        unweighed=judged.unweighed,
        hedge=claim.hedge,
        band=None if judged.band is None else (float(judged.band.low), float(judged.band.high)),
        fits=judged.fits,
        rests=None if given.rests is None else _rests(given.rests),
    )


def _rests(given: hinges.Rests) -> Rests:
    return Rests(
        support=given.support,
        hinges=[Hinge(changes=list(map(_changed, one.changes)), verdict=one.verdict) for one in given.hinges],
        searched=given.searched,
        tried=given.tried,
        spoilt=given.spoilt,
        assumed=[name for _, name in given.assumed],
    )


def _changed(given: changes.Change) -> Changed:
    return Changed(kind=given.kind, name=given.name, to=given.to)


def _witness(given: claims.Answered) -> Witness:
    witness, shown_ = given.judged.finding.witness, given.shown
    return Witness(
        kind=witness.kind,
        state=None if shown_.state is None else pack_state(shown_.state),
        other=None if shown_.other is None else pack_state(shown_.other),
        actors=list(shown_.actors),
        count=witness.count,
        among=witness.among,
        moves=[pack_move(move) for move in shown_.moves],
        reasons=[pack_reason(one) for one in shown_.reasons],
        considered=[pack_considered(one) for one in shown_.considered],
        here=[list(values) for values in witness.here],
        there=[list(values) for values in witness.there],
        chances=[pack_bounded(one) for one in witness.chances],
        missing=witness.missing,
    )


def _likely(given: verdicts.Likely) -> Likely:
    return Likely(
        holds=pack_bounded(given.holds),
        vacuous=pack_bounded(given.vacuous),
        impossible=pack_bounded(given.impossible),
        worlds=given.worlds,
        mattering=list(given.mattering),
    )
