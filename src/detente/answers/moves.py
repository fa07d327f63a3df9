"""Moves with their names and reasons: who changes what, what falls away, and which statement decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.conflict import Conflict, Goal, Ordered, Ranked, Weighed
from detente.scenario.expression import holds
from detente.scenario.model import Citation, Scenario, Statement
from detente.scenario.model import Ranked as RankedStates


@dataclass(frozen=True)
class Change:
    """One option that differs between two states; `fell_away` where its owner did not choose the change."""

    option: str
    before: str
    after: str
    fell_away: bool = False


@dataclass(frozen=True)
class Reason:
    """The statement that decides between two states for an actor.

    `holds` says whether it is true in the second state (and so was not in the first); `text` is what it says in
    the file's own words, `because` the reason that the file gives.
    """

    actor: str
    statement: str
    verb: str
    text: str
    holds: bool
    because: str | None
    cite: tuple[Citation, ...]
    assumed: str | None


@dataclass(frozen=True)
class Move:
    """A move by one actor from one state to another, by number (from 1), with the reason that it improves.

    Numbers are None for a state that exists only in an actor's belief; `values` is where the move leads.
    """

    actor: str
    origin: int | None
    to: int | None
    changes: tuple[Change, ...]
    reason: Reason | None
    values: Mapping[str, str]


def changes(
    conflict: Conflict, actor: int | None, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return the options that differ between two states, the mover's own first; None where nobody moves."""
    found = [
        Change(o.id, before[o.id], after[o.id], actor is not None and o.actor not in (None, actor))
        for o in conflict.options
        if before[o.id] != after[o.id]
    ]
    return tuple(sorted(found, key=lambda change: change.fell_away))


def deciding(
    scenario: Scenario, conflict: Conflict, actor: int, before: Mapping[str, str], after: Mapping[str, str]
) -> Reason | None:
    """Return the statement that decides between two states for an actor; None for rankings and ties.

    For ordered statements it is the first whose truth differs; for weighed ones the heaviest that works in the
    direction of the whole.
    """
    preference = conflict.preferences[actor]
    if isinstance(preference, Ranked):
        return None
    differing = [
        (goal, now) for goal in preference.goals if (now := holds(goal.meaning, after)) != holds(goal.meaning, before)
    ]
    if isinstance(preference, Weighed):
        differing = _heaviest(differing)
    if not differing:
        return None
    goal, now = differing[0]
    statement = _statement(scenario, conflict.actors[actor], goal.name)
    grounds = statement.grounds
    return Reason(
        conflict.actors[actor], statement.name, statement.verb, spoken(statement), now,
        grounds.because, grounds.cite, grounds.assumed,
    )  # fmt: skip


def _heaviest(differing: list[tuple[Goal, bool]]) -> list[tuple[Goal, bool]]:
    pulls = [(goal.weight if now else -goal.weight, goal, now) for goal, now in differing]
    total = sum(pull for pull, _, _ in pulls)
    helping = [(abs(pull), goal, now) for pull, goal, now in pulls if pull * total > 0]
    return [max(helping, key=lambda item: item[0])[1:]] if helping else []


def _statement(scenario: Scenario, actor: str, name: str) -> Statement:
    preferences = scenario.actors[actor].preferences
    if isinstance(preferences, RankedStates):
        raise TypeError(f"{actor} ranks states and has no statements")
    return next(statement for statement in preferences.statements if statement.name == name)


def spoken(statement: Statement) -> str:
    """Return a statement as it is written: its aim, `exactly when` and `if`."""
    parts = [statement.aim.text]
    if statement.exactly_when:
        parts.append(f"exactly when {statement.exactly_when.text}")
    if statement.condition:
        parts.append(f"if {statement.condition.text}")
    return " ".join(parts)


__all__ = ["Change", "Move", "Ordered", "Reason", "changes", "deciding", "spoken"]
