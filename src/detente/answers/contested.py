"""Contested: the outcomes of which it is asked who blocks them, and the actors who may agree on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.answers.naming import START, find_state
from detente.answers.run import Run, one_of
from detente.engine.board import Bools
from detente.errors import QuestionError, question
from detente.grounds.ground import Ground
from detente.scenario.asking import asked_formula
from detente.scenario.expression import All, Expression, Is, given
from detente.scenario.model import Scenario

FEW = 8
"""States that hold which are asked about one by one where a scenario names no outcomes."""


@dataclass(frozen=True)
class Subject:
    """An outcome that is asked about: its name, its formula as written, and what it means."""

    name: str
    formula: str
    meaning: Expression


def pairs(scenario: Scenario, between: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return who may agree: each group named, as in `US,Russia`, or without any every two actors."""
    actors = tuple(scenario.actors)
    if not between:
        return tuple(combinations(range(len(actors)), 2))
    found = []
    for text in between:
        named = list(dict.fromkeys(one_of("actor", name.strip(), actors) for name in text.split(",")))
        if len(named) < 2:
            raise question(
                "between-whom",
                f"`{text}` names one actor",
                "An agreement is between two actors or more.",
                "Write them with a comma between, as in `--between US,Russia`.",
            )
        found.append(tuple(actors.index(name) for name in named))
    return tuple(dict.fromkeys(found))


def subjects(run: Run, ground: Ground, names: Sequence[str]) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """Return the outcomes asked about, and those of the file that no state has."""
    if names:
        asked = list({one.name: one for one in (_subject(run, name) for name in names)}.values())
        for one in asked:
            if not states_in(run, ground, one).any():
                raise _no_state(one)
        return tuple(asked), ()
    known = [Subject(one.name, one.when.text, one.when.meaning) for one in run.scenario.outcomes]
    known = known or [
        Subject(one.id, one.formula.text, one.formula.meaning) for one in run.scenario.situations.values()
    ]
    there = tuple(one for one in known if states_in(run, ground, one).any()) or _resting(run)
    if there:
        return there, tuple(one.name for one in known if one not in there)
    raise question(
        "outcome-needed",
        "the scenario names no outcome or situation, and nothing holds in it",
        "Who blocks is asked about an outcome.",
        "Name one with --for, such as a formula.",
    )


def _subject(run: Run, name: str) -> Subject:
    """Return an outcome by what people call it: a name of the file, a formula, or a state's number."""
    text = name.strip()
    for one in run.scenario.outcomes:
        if one.name == text:
            return Subject(one.name, one.when.text, one.when.meaning)
    if text.isdigit() or (text in START and text not in run.scenario.situations):
        return _state(run, find_state(run, text))
    formula = asked_formula(run.scenario, name, "--for")
    situation = run.scenario.situations.get(formula.text)
    return Subject(formula.text, situation.formula.text if situation else formula.text, formula.meaning)


def _resting(run: Run) -> tuple[Subject, ...]:
    """Return states to be asked about where a scenario names nothing: its prospects, or else what holds."""
    play = run.play()
    found = np.sort(play.rests) if play is not None and len(play.rests) else run.verdicts().equilibria
    return tuple(_state(run, place) for place in found[:FEW].tolist())


def _state(run: Run, place: int) -> Subject:
    values = run.states[place].values
    return Subject(
        f"state {place + 1}",
        " and ".join(f"{name} = {value}" for name, value in values.items()),
        All(tuple(Is(name, (value,)) for name, value in values.items())),
    )


def _no_state(one: Subject) -> QuestionError:
    return question(
        "empty-outcome",
        f"no feasible state has `{one.name}`",
        "Who blocks is asked about an outcome that can come about.",
        "See what rules, needs and locks leave open with `detente export`, or name another outcome.",
    )


def states_in(run: Run, ground: Ground, one: Subject) -> Bools:
    """Return which states are in an outcome, in the world of a run."""
    return ground.layout.where(given(one.meaning, run.world))
