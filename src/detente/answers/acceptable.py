"""What is acceptable: the states that better somebody and suit everybody, which of them hold, and why none does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.answers.attitudes import run_of
from detente.answers.run import State
from detente.answers.sequences import Numbers
from detente.engine.progress import Progress, within
from detente.grounds.changes import Change
from detente.settlement import likely_settlement, rests
from detente.settlement.acceptance import frontier, gaining
from detente.settlement.bargain import Bargain

MOST = 8
"""States that are told."""


@dataclass(frozen=True)
class Suiting:
    """A state acceptable to the group that betters some member, and what differs there from the base.

    `holds` says whether it is an equilibrium, `frontier` whether it is on the Pareto frontier (None: not worked out).
    """

    state: State
    changed: Mapping[str, str]
    gaining: tuple[str, ...]
    holds: bool
    frontier: bool | None


@dataclass(frozen=True)
class Reached:
    """For one member of the group: how many states it prefers to every fallback, is level with, and loses in."""

    actor: str
    gains: int
    level: int
    loses: int


@dataclass(frozen=True)
class Acceptable:
    """What `settle` answers where neither a situation nor a state is given.

    `suiting` are the first of `count` states that are acceptable and in which some member gains: those that hold first,
    then by how many gain, then by how little differs; `holding` counts those that hold. `level` counts other states
    that suit all because nothing changes for any member, the fallback itself among them. `frontier` has the numbers of
    the states on the Pareto frontier of all actors, None where it was not worked out. `allowing` are the judgements on
    which it turns whether there is any such state (None: too many states to try it unasked).
    """

    states: int
    count: int
    holding: int
    level: int
    suiting: tuple[Suiting, ...]
    members: tuple[Reached, ...]
    frontier: Numbers | None
    allowing: tuple[Change, ...] | None
    likely: likely_settlement.Likelihood | None


def acceptable(bargain: Bargain, worlds: bool, thorough: bool, progress: Progress) -> Acceptable:
    """Return which states are acceptable to the group as things are."""
    sitting = bargain.at(bargain.terms)
    run, board = run_of(sitting), sitting.ground.board
    glad = gaining(sitting)
    found = np.flatnonzero(sitting.suiting & glad)
    on = frontier(sitting, within(progress, 0, 3))
    holding = sitting.holding()
    base = board.values[sitting.find(bargain.base)]
    floors = board.ranks[:, list(sitting.fallbacks)].max(axis=1)
    gains = board.ranks > floors[:, None]
    better = gains[list(bargain.group)].sum(axis=0)
    order = np.lexsort((found, (board.values[found] != base).sum(axis=1), -better[found], ~holding[found]))
    told = []
    for place in found[order][:MOST].tolist():
        names = tuple(run.conflict.actors[actor] for actor in bargain.group if gains[actor, place])
        values = run.states[place].values
        changed = {name: value for name, value in values.items() if bargain.base[name] != value}
        best = None if on is None else bool(np.isin(place, on))
        told.append(Suiting(run.states[place], changed, names, bool(holding[place]), best))
    return Acceptable(
        states=board.count,
        count=len(found),
        holding=int(holding[found].sum()),
        level=int((sitting.suiting & ~glad).sum()),
        suiting=tuple(told),
        members=tuple(
            Reached(
                run.conflict.actors[actor],
                int(gains[actor].sum()),
                int((board.ranks[actor] == floors[actor]).sum()),
                int((board.ranks[actor] < floors[actor]).sum()),
            )
            for actor in bargain.group
        ),
        frontier=None if on is None else Numbers(on),
        allowing=rests.allowing(bargain, better=True, thorough=thorough, progress=within(progress, 1, 3)),
        likely=likely_settlement.of_any(bargain, within(progress, 2, 3)) if worlds else None,
    )


__all__ = ["Acceptable", "Reached", "Suiting", "acceptable"]
