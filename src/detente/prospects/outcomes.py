"""Outcomes by name: what play may come to, one of them in every world, so that their chances add up to 1.

An outcome is a formula: a situation, or anything else that may be so where play comes to rest. Several may hold in one
prospect; it counts for the first of them, in the order in which they were named, and how much is counted so is told. A
prospect in which none holds counts for *none of these*; where play comes to rest nowhere, nothing is left to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.errors import question
from detente.prospects.bounds import Bounds
from detente.prospects.coherence import Coherent, coherent
from detente.prospects.played import Played
from detente.scenario.asking import asked_formula
from detente.scenario.expression import All, AnyOf, Expression, Not
from detente.scenario.expression import Named as Situation
from detente.scenario.model import Band, Claim, Formula, Scenario

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Named:
    """An outcome that is asked about: its name, what it means, and the chance that the author gives it (or None).

    `by` names the claim whose word gives that chance, None where it stands with the outcome.
    """

    name: str
    meaning: Expression
    own: Band | None = None
    by: str | None = None


@dataclass(frozen=True)
class Weighed:
    """An outcome with its chance: of all prospects in which it is the first to hold, and of all in which it holds.

    `chance` shares worlds by the rule; `surely` and `possibly` bound what any sharing gives. `holds` is the chance
    that it holds at all, counted for it or not; it is None for what is left over.
    """

    name: str
    chance: Bounds
    surely: Bounds
    possibly: Bounds
    holds: Bounds | None


@dataclass(frozen=True)
class Overlap:
    """Two outcomes that hold together, and how likely that is; it counts for the one named first."""

    first: str
    other: str
    chance: Bounds


@dataclass(frozen=True)
class Own:
    """The author's own chances of the outcomes, and of none of them, corrected where they do not add up to 1.

    `names` are the outcomes in their order, the last None for none of them; `by` says for each which claim gave it.
    What the named outcomes leave is put in for the last.
    """

    names: tuple[str | None, ...]
    by: tuple[str | None, ...]
    chances: Coherent

    @property
    def adds_up(self) -> bool:
        """Return whether the chances as given add up to 1."""
        return self.chances.total == ONE


@dataclass(frozen=True)
class Division:
    """All that play may come to, divided among the outcomes asked about; the chances add up to 1.

    `nothing` is the chance that none of them holds where play comes to rest, `nowhere` that it rests nowhere.
    `overlaps` has the pairs that may hold together, `own` the author's own chances where all outcomes have one. These
    need add up to 1 only where the outcomes exclude each other: `unchecked` says that there are some, and they do not.
    """

    outcomes: tuple[Weighed, ...]
    nothing: Weighed
    nowhere: Weighed
    overlaps: tuple[Overlap, ...]
    own: Own | None
    unchecked: bool


def asked_about(scenario: Scenario, names: Sequence[str], variant: str | None = None) -> tuple[Named, ...]:
    """Return the outcomes named, or without names those of the scenario, with the author's own chances.

    A name is that of an outcome of the scenario, a situation, or a formula. Where an outcome has no chance of its own,
    the word of a claim is taken that every prospect has it, or (the other way round) that none has it. Raises
    QuestionError for what is neither a name nor a formula, and for an outcome named twice.
    """
    known = {one.name: one for one in scenario.outcomes}
    found = []
    for name in names or known:
        one = known.get(name.strip())
        formula = one.when if one else asked_formula(scenario, name, "--outcome")
        own, by = (one.chance, None) if one and one.chance else _claimed(scenario, formula, variant)
        found.append(Named(one.name if one else formula.text, formula.meaning, own, by))
    twice = [one.name for place, one in enumerate(found) if one.name in {other.name for other in found[:place]}]
    if twice:
        raise question(
            "outcome-twice",
            f"the outcome `{twice[0]}` is asked about twice",
            "Each outcome is named once; it counts where it is the first to hold.",
            "Leave one of the two out.",
        )
    return tuple(found)


def _claimed(scenario: Scenario, formula: Formula, variant: str | None) -> tuple[Band | None, str | None]:
    """Return the chance that a claim's word gives an outcome, and the claim's name."""
    for claim in scenario.claims:
        band = _said(scenario, claim, formula) if claim.variant == variant else None
        if band is not None:
            return band, claim.name
    return None, None


def _said(scenario: Scenario, claim: Claim, formula: Formula) -> Band | None:
    test = claim.test
    speaks = test.form == "has" and test.words["among"] == "prospect" and "where" not in test.formulas and claim.hedge
    if not speaks or _bare(test.formulas["has"].meaning) != _bare(formula.meaning):
        return None
    band = scenario.words[str(claim.hedge)]
    if test.words["quantifier"] == "every":
        return band
    return Band(ONE - band.high, ONE - band.low) if test.words["quantifier"] == "no" else None


def _bare(meaning: Expression) -> Expression:
    """Return what a name stands for."""
    return _bare(meaning.meaning) if isinstance(meaning, Situation) else meaning


def first_to_hold(asked: Sequence[Named]) -> Iterator[tuple[Named, Expression]]:
    """Yield each outcome with the expression that it is the first to hold."""
    for place, one in enumerate(asked):
        yield one, All((one.meaning, *(Not(other.meaning) for other in asked[:place])))


def none_holds(asked: Sequence[Named]) -> Expression:
    """Return the expression that none of the outcomes holds."""
    return Not(AnyOf(tuple(one.meaning for one in asked)))


def owned(asked: Sequence[Named], left: bool) -> Own | None:
    """Return the author's own chances and whether they add up, None where some outcome has none.

    `left` says whether something else may come than the outcomes; what they leave is then put in for it.
    """
    bands = [one.own for one in asked if one.own is not None]
    if not bands or len(bands) < len(asked):
        return None
    names: list[str | None] = [one.name for one in asked]
    by = [one.by for one in asked]
    if left:
        names.append(None)
        by.append(None)
        bands.append(_rest(bands))
    return Own(tuple(names), tuple(by), coherent(bands))


def _rest(bands: Sequence[Band]) -> Band:
    """Return what the outcomes leave: at their middles it is what is missing to 1, if anything is."""
    missing = max(ZERO, ONE - sum(((band.low + band.high) / 2 for band in bands), ZERO))
    return Band(missing, missing)


def divided(asked: Sequence[Named], played: Played) -> Division:
    """Return all that play may come to, divided among outcomes."""
    firsts = list(first_to_hold(asked))
    outcomes = tuple(
        _weighed(one.name, first, played, played.chance(played.share(one.meaning))) for one, first in firsts
    )
    nothing = _weighed("none of these", none_holds(asked), played, None)
    stopped = played.chance(played.number == 0)
    every = [
        Overlap(one.name, other.name, played.chance(played.share(All((first, other.meaning)))))
        for place, (one, first) in enumerate(firsts)
        for other in asked[place + 1 :]
    ]
    overlaps = tuple(one for one in every if one.chance.high > 0)
    own = owned(asked, left=nothing.possibly.high > 0 or stopped.high > 0)
    return Division(
        outcomes,
        nothing,
        Weighed("no rest", stopped, stopped, stopped, None),
        overlaps,
        None if overlaps else own,
        own is not None and bool(overlaps),
    )


def _weighed(name: str, expression: Expression, played: Played, holds: Bounds | None) -> Weighed:
    found = played.outcome(name, expression)
    return Weighed(name, found.chance, found.surely, found.possibly, holds)
