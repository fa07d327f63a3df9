"""Deeds: what groups bring about, by names: who moves in which order, or what is set at once, and what each gains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.answers.analysis import move
from detente.answers.moves import Change, Move, Reason, changes, deciding
from detente.answers.run import Run
from detente.conflict import Conflict
from detente.engine.coalition.driver.reasons import Leap


@dataclass(frozen=True)
class Deed:
    """What a group brings about from one state to another, by number (from 1).

    `moves` are made one after the other; there are none where the group sets its options at once. `changes` is what
    differs in the end, what fell away of others' options last; `values` the state to which it leads.
    """

    group: tuple[str, ...]
    origin: int
    to: int
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Share:
    """What a member has of a joint move: whether it gains, loses or neither, and the statement that decides."""

    actor: str
    gain: int
    reason: Reason | None


def deed(run: Run, origin: int, given: Leap) -> Deed:
    """Return a leap of some actors from a state (by place, from 0), by names."""
    made, here = [], origin
    for step in given.steps:
        made.append(move(run, step.mover, here, step.to))
        here = step.to
    before, after = run.states[origin].values, run.states[given.to].values
    group = tuple(run.conflict.actors[actor] for actor in given.group)
    different = together(run.conflict, given.group, before, after)
    return Deed(group, origin + 1, given.to + 1, tuple(made), different, after)


def together(
    conflict: Conflict, group: Sequence[int], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return the options that differ between two states, what others' options lost through a group last."""
    owners = {option.id: option.actor for option in conflict.options}
    found = [
        Change(one.option, one.before, one.after, owners[one.option] is not None and owners[one.option] not in group)
        for one in changes(conflict, None, before, after)
    ]
    return tuple(sorted(found, key=lambda change: change.fell_away))


def shares(run: Run, group: Sequence[int], origin: int, to: int) -> tuple[Share, ...]:
    """Return what each actor of a group gains or loses between two states (by place, from 0)."""
    before, after = run.states[origin].values, run.states[to].values
    found = []
    for actor in group:
        rank = run.board.ranks[actor]
        gain = int(rank[to] > rank[origin]) - int(rank[to] < rank[origin])
        why = deciding(run.scenario, run.conflict, actor, before, after) if gain else None
        found.append(Share(run.conflict.actors[actor], gain, why))
    return tuple(found)
