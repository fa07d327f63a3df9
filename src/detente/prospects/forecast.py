"""The forecast: how likely it is where play comes to rest, with bounds, and what that hangs on.

Every world has its prospects, and the worlds have their chances, as the analyst sees them after the signals; actors
that doubt what they believe act on one reading of the world, drawn by their own chances. Where several prospects remain
in a world the model does not say which comes about. Its chance is shared among them by a rule, in equal parts unless
another is asked for; what only some of them have in common is therefore told with two more numbers: the chance that
*all* prospects have it (`surely`), and the chance that *some* has it (`possibly`). No rule of sharing can leave the
span between them.

In some worlds there may be no such conflict: a variant may lock what is not feasible there. A forecast supposes that
there is one, as claims do: this stands beside the signals as one more thing given. How likely there is none is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.engine.board import Bools
from detente.engine.progress import Progress, silent
from detente.engine.stability import Concept
from detente.errors import Problem
from detente.prospects.bounds import Fit, fit_of
from detente.prospects.drawn import Draws, draws_of
from detente.prospects.minds import Mind, minds
from detente.prospects.outcomes import Division, Named, asked_about, divided, first_to_hold
from detente.prospects.pieces import Work, played_out
from detente.prospects.played import Outcome, Played
from detente.prospects.quantifier import quantified
from detente.prospects.readings import ANALYST, Reading, Telling, evidence, known_to, readings, telling, to_come
from detente.prospects.rests import InWorlds, lacking, on_anything
from detente.prospects.sharing import Asked, Rule, find_rule, rules
from detente.prospects.worlds import Bounds, Drawing, Row, Swing, depends_on, worlds_that_matter
from detente.scenario.expression import ALWAYS, All, Expression, Is
from detente.scenario.model import Band, Claim, Scenario

LIKELIEST = 6
"""Prospects that are told one by one."""


@dataclass(frozen=True)
class Rest:
    """A state in which play comes to rest in some worlds: the value of every option."""

    values: Mapping[str, str]
    outcome: Outcome


@dataclass(frozen=True)
class Shared:
    """The chances of the prospects told, and of the outcomes named, with worlds shared by one rule."""

    rule: Rule
    rests: tuple[Bounds, ...]
    outcomes: tuple[Bounds, ...]


@dataclass(frozen=True)
class Hedged:
    """A claim about prospects as a forecast: how likely it is that it holds, beside the word that its author used.

    `holds` is the chance that it holds, `vacuous` that it speaks of nothing. `band` is what the word stands for, and
    `fits` says whether the chance at the middles lies in it ("fits", "below" or "above"); both are None for a claim
    without such a word.
    """

    claim: Claim
    band: Band | None
    holds: Bounds
    vacuous: Bounds
    fits: Fit | None


@dataclass(frozen=True, eq=False)
class Forecast:
    """What `forecast` answers.

    `worlds` counts the worlds looked at, `mattering` names the circumstances on which the likeliest prospect depends.
    `impossible` is the chance that there is no such conflict, and `obstacle` says why in one of these worlds (nothing
    where none has a chance); all other chances of where play rests are given that there is one. `somewhere` is the
    chance that play can come to rest at all, `several` that more than one prospect remains, `round` that play may also
    go round for ever. `options` has an outcome for each value of each option, `situations` for each situation, `rests`
    the likeliest prospects. `swings` tell how the chance of the likeliest one goes with each circumstance, `pairs` with
    two together. `readings` and `telling` are about the signals. `rule` is the rule of sharing, `sharing` what each of
    the rules gives where several prospects remain. `division` has the outcomes named, None where there are none;
    `minds` are the readings drawn for actors that doubt what they believe. `aside` are circumstances that change
    nothing and were summed away; `drawn` says how worlds were drawn, None where all were looked at. `played` can be
    asked more.
    """

    title: str
    variant: str | None
    concept: Concept
    as_of: str | None
    worlds: int
    mattering: tuple[str, ...]
    signals: tuple[str, ...]
    impossible: Bounds
    obstacle: tuple[Problem, ...]
    somewhere: Bounds
    several: Bounds
    round: Bounds
    rests: tuple[Rest, ...]
    others: int
    options: Mapping[str, tuple[Outcome, ...]]
    situations: tuple[Outcome, ...]
    swings: tuple[Swing, ...]
    pairs: tuple[Swing, ...]
    claims: tuple[Hedged, ...]
    readings: tuple[Reading, ...]
    telling: tuple[Telling, ...]
    rule: Rule
    sharing: tuple[Shared, ...]
    division: Division | None
    minds: tuple[Mind, ...]
    aside: tuple[str, ...]
    drawn: Draws | None
    scenario: Scenario = field(repr=False)
    played: Played = field(repr=False)


def forecast(
    scenario: Scenario,
    concept: Concept,
    variant: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    drawing: Drawing | None = None,
    work: Work | None = None,
) -> Forecast:
    """Return how likely each place is where play from the status quo may come to rest, under a concept.

    `as_of` leaves out the signals that came after that day (`YYYY-MM-DD`). `sharing` names the rule by which a world
    is shared among its prospects (None: in equal parts); `outcomes` are those to be told apart (none: the scenario's).
    `drawing` says how worlds are drawn where those that matter are more than a million; without it that is an error.
    `work` says where worlds are judged, and where what is done is kept. Raises ConflictError where no world that has a
    chance makes such a conflict.
    """
    rule, named = find_rule(sharing), asked_about(scenario, outcomes, variant)
    mind = minds(scenario, concept, variant, beliefs, as_of)
    signals = known_to(scenario, ANALYST, as_of)
    asked = on_anything(mind.scenario, _asked(scenario, named)) | mind.priors.keys()
    # What is still to come is told of by its part in an outcome (`drivers`), so that it must be among the worlds.
    about = {signal.about for signal in (*signals, *to_come(scenario, ANALYST, as_of))}
    worlds = worlds_that_matter(mind.scenario, variant, asked, about, mind.priors, drawing)
    read = readings(scenario, variant, as_of, drawing)  # first, since they name the signal that cannot have been seen
    found = played_out(mind.scenario, worlds, concept, variant, beliefs, progress, work)
    # Signals about what was summed away tell nothing of the rest.
    seen = evidence(worlds, [one for one in signals if one.about in worlds[0]]) * mind.evidence(worlds)
    played = Played(Asked(mind.scenario, worlds, concept, variant, beliefs), found, seen, rule)
    obstacle = lacking(worlds, seen, played.possible, InWorlds(mind.scenario, worlds, variant, beliefs).obstacle)
    progress("Chances and bounds", 1.0)
    states = played.rests()
    rests = tuple(Rest(state, played.outcome(_named(state), being(state))) for state in states[:LIKELIEST])
    division = divided(named, played) if named else None
    leading = played.share(being(states[0])) if states else np.zeros(len(worlds))
    return Forecast(
        title=scenario.title,
        variant=variant,
        concept=concept,
        as_of=as_of,
        worlds=len(worlds),
        mattering=worlds.mattering(leading),
        signals=tuple(signal.name for signal in signals),
        impossible=played.impossible(played.possible),
        obstacle=obstacle,
        somewhere=played.chance(played.number > 0),
        several=played.chance(played.number > 1),
        round=played.chance(played.restless),
        rests=rests,
        others=len(states) - len(rests),
        options={
            option.id: tuple(
                played.outcome(f"{option.id} = {value}", Is(option.id, (value,))) for value in option.values
            )
            for option in scenario.options.values()
        },
        situations=tuple(
            played.outcome(one.id, one.formula.meaning) for one in scenario.situations.values()
        ),
        swings=worlds.swing(leading, played.seen),
        pairs=worlds.swing(leading, played.seen, together=2) if len(worlds.names) > 1 else (),
        claims=tuple(_hedged(scenario, one, played) for one in scenario.claims if _foretold(one, concept, variant)),
        readings=read,
        telling=telling(scenario, ANALYST, variant, as_of, drawing),
        rule=rule,
        sharing=_by_every_rule(played, rests, named) if (played.number > 1).any() else (),
        division=division,
        minds=mind.drawn,
        aside=tuple(name for name in _doubted(mind.scenario, variant, mind.priors) if name not in worlds.names),
        drawn=draws_of(worlds, played.seen),
        scenario=scenario,
        played=played,
    )  # fmt: skip


def _asked(scenario: Scenario, named: Sequence[Named]) -> Iterator[Expression]:
    """Yield all that is asked about where play comes to rest."""
    yield from (one.meaning for one in named)
    yield from (one.formula.meaning for one in scenario.situations.values())
    yield from (formula.meaning for one in scenario.claims for formula in one.test.formulas.values())


def _doubted(scenario: Scenario, variant: str | None, priors: Mapping[str, Row]) -> Iterator[str]:
    """Yield the circumstances that are doubted, in the order of the file."""
    doubted = depends_on(scenario, variant, priors)
    return (name for name in scenario.circumstances if name in doubted)


def _by_every_rule(played: Played, rests: Sequence[Rest], named: Sequence[Named]) -> tuple[Shared, ...]:
    """Return what each rule of sharing gives, the slow ones only where they are asked for."""
    found = []
    for rule in rules().values():
        if rule == played.rule or not rule.slow:
            by = played.shared_by(rule)
            chances = [by.chance(by.share(being(rest.values))) for rest in rests]
            counted = [by.chance(by.share(first)) for _, first in first_to_hold(named)]
            found.append(Shared(rule, tuple(chances), tuple(counted)))
    return tuple(found)


def being(state: Mapping[str, str]) -> Expression:
    """Return the expression that is true in one state only."""
    return All(tuple(Is(name, (value,)) for name, value in state.items()))


def _named(state: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in state.items())


def _foretold(claim: Claim, concept: Concept, variant: str | None) -> bool:
    """Return whether a claim speaks of prospects, under this concept and in this variant."""
    return about_prospects(claim) and claim.variant == variant and claim.concept in (None, concept.key)


def about_prospects(claim: Claim) -> bool:
    """Return whether a claim says what every, no or some prospect has."""
    return claim.test.form == "has" and claim.test.words["among"] == "prospect"


def _hedged(scenario: Scenario, claim: Claim, played: Played) -> Hedged:
    holds, vacuous = holding(claim, played)
    chance = played.chance(holds)
    band = scenario.words[claim.hedge] if claim.hedge else None
    return Hedged(claim, band, chance, played.chance(vacuous), None if band is None else fit_of(chance.middle, band))


def holding(claim: Claim, played: Played) -> tuple[Bools, Bools]:
    """Return in which worlds a claim about prospects holds, and in which it speaks of nothing."""
    test = claim.test
    where = test.formulas["where"].meaning if "where" in test.formulas else ALWAYS
    spoken_of, having = played.among(where), played.among(All((where, test.formulas["has"].meaning)))
    return quantified(test.words["quantifier"], spoken_of, having)
