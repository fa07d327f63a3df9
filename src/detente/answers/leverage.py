"""Blocking and leverage: who can keep outcomes from coming about or would undo them, and what each option changes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.answers.blockers import Outcome, told_outcome
from detente.answers.contested import pairs, subjects
from detente.answers.run import Provenance, Run, State, find_concept
from detente.conflict import conflict, world
from detente.engine.coalition import JointConcept, counterpart
from detente.engine.progress import Progress, silent, within
from detente.engine.stability import Concept
from detente.scenario.model import Scenario
from detente.settlement import blocking as by
from detente.settlement.leverage import Effect, Picture, Question, effects, levers, pictured
from detente.settlement.likely_levers import Likelihoods, likelihoods


@dataclass(frozen=True, eq=False)
class Leverage:
    """What `leverage` answers.

    `left_out` are outcomes of the file that no state has here. `between` are the groups whose agreements are told,
    `picture` is how outcomes fare as things are, `effects` what each what-if changes of that, what changes most first.
    """

    title: str
    variant: str | None
    world: Mapping[str, str]
    concept: Concept
    coalition: JointConcept
    actors: tuple[str, ...]
    states: int
    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...]
    between: tuple[tuple[str, ...], ...]
    picture: Picture
    effects: tuple[Effect, ...]
    likelihoods: Likelihoods | None
    status_quo: State | None
    provenance: Provenance
    scenario: Scenario = field(repr=False)


def refuse_crowd(scenario: Scenario) -> None:
    """Raise TooLargeError where the groups of actors are too many to look at each."""
    by.refuse_too_many(len(scenario.actors))


def leverage(
    scenario: Scenario,
    outcomes: Sequence[str] = (),
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    between: Sequence[str] = (),
    progress: Progress = silent,
    *,
    worlds: bool = False,
) -> Leverage:
    """Return who blocks outcomes, and what each option and circumstance changes.

    Raises QuestionError for what is unknown, an outcome that no state has, and fewer than two actors to agree;
    TooLargeError where there are too many groups of actors, states or worlds.
    """
    began = time.perf_counter()
    lead = find_concept(concept or scenario.settings.concept)
    groups = pairs(scenario, between)
    pulls = levers(scenario, variant, beliefs)
    ground, facts = pulls.grounds.at(variant), world(scenario, variant)
    believing = scenario.settings.beliefs if beliefs is None else beliefs
    plain = conflict(scenario, variant, believing)
    run = Run(scenario, variant, plain, ground.board, ground.solver, lead, believing, began)
    named, left_out = subjects(run, ground, outcomes)
    asked = Question(scenario, tuple(one.meaning for one in named), groups, lead)
    parts = 3 if worlds else 2
    likely = likelihoods(asked, pulls, within(progress, 0, parts)) if worlds else None
    part = within(progress, parts - 2, parts)
    told = tuple(
        told_outcome(run, asked, ground, place, one, likely, within(part, place, len(named)))
        for place, one in enumerate(named)
    )
    picture = pictured(asked, ground, facts)
    return Leverage(
        title=scenario.title,
        variant=variant,
        world=facts,
        concept=lead,
        coalition=counterpart(lead.key),
        actors=tuple(scenario.actors),
        states=run.board.count,
        outcomes=told,
        left_out=left_out,
        between=tuple(tuple(run.conflict.actors[actor] for actor in group) for group in groups) if between else (),
        picture=picture,
        effects=effects(asked, pulls, picture, within(progress, parts - 1, parts)),
        likelihoods=likely,
        status_quo=run.states[run.board.start] if run.board.start >= 0 else None,
        provenance=run.provenance(),
        scenario=scenario,
    )
