"""Blockers: which groups can prevent an outcome or would undo it, how, and who can agree on it, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from detente.answers.contested import Subject, states_in
from detente.answers.moves import Change, Reason, changes, deciding
from detente.answers.run import Run, State
from detente.engine.board import Bools
from detente.engine.coalition import counterpart
from detente.engine.progress import Progress, within
from detente.engine.stability import Concept
from detente.grounds.agreement import Agreement, agreement
from detente.grounds.ground import Facts, Ground
from detente.prospects.worlds import Bounds
from detente.scenario.expression import given, variables
from detente.settlement import blocking as by
from detente.settlement.joint_moves import solver_of
from detente.settlement.leverage import Question
from detente.settlement.likely_levers import Likelihoods, Likely, chance
from detente.settlement.undoing import Leaving, Undoing, undoing

MOST_STATES = 256
"""States of one outcome of which it is looked at who would undo them."""


@dataclass(frozen=True)
class Jump:
    """A joint move by which a group undoes a state: from where to where, what changes, and why each member gains.

    States have numbers from 1. `out` says whether it leads out of the outcome; a reason is None for a ranking.
    """

    origin: int
    to: int
    changes: tuple[Change, ...]
    out: bool
    reasons: tuple[Reason | None, ...]


@dataclass(frozen=True)
class Way:
    """A minimal blocking group, and how it blocks: by a choice for its options, or by leaving states that would hold.

    `chance` is None where worlds were not asked for. Of a choice it is that of the group being able to prevent the
    outcome, of jumps that some state in it holds, and that the group would undo all of these.
    """

    group: tuple[str, ...]
    choice: Mapping[str, str]
    jumps: tuple[Jump, ...]
    chance: Bounds | None


@dataclass(frozen=True)
class Blocked:
    """Who blocks an outcome in one way; `decisive` counts the groups that block only with an actor, of `without`."""

    ways: tuple[Way, ...]
    pivotal: tuple[str, ...]
    decisive: Mapping[str, int]
    without: int


@dataclass(frozen=True)
class Agreed:
    """Whether some actors can agree on an outcome, and what shows it.

    `state` is what they agree on, or what comes nearest (None where they can go nowhere together); `actors` are they
    themselves, those whom it does not pay, or those who would undo it, as `kind` says.
    """

    between: tuple[str, ...]
    kind: str
    state: State | None
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """An outcome: in how many states it is so, which of them hold, who blocks it, and who can agree on it.

    `leaving` counts by actor the states that it alone would leave. `power` is None where states are listed, since
    nobody has options there, `undoing` where the states to be undone are too many to look at each; `likely` where
    worlds were not asked for.
    """

    name: str
    formula: str
    states: int
    holding: tuple[int, ...]
    leaving: Mapping[str, int]
    power: Blocked | None
    undoing: Blocked | None
    agreed: tuple[Agreed, ...]
    likely: Likely | None


def told_outcome(
    run: Run,
    asked: Question,
    ground: Ground,
    place: int,
    one: Subject,
    likely: Likelihoods | None,
    progress: Progress,
) -> Outcome:
    """Return an outcome, given by its place among those asked about, with who blocks it and who can agree on it."""
    inside, equilibria = states_in(run, ground, one), ground.equilibria(run.lead)
    leaving = _undoing(ground, inside, run.lead)
    left = np.count_nonzero(~ground.stable(run.lead) & inside, axis=1)
    power = None if run.scenario.graph_form else by.power(ground.board, inside)
    prevented = None if power is None else _prevented(run, asked, place, power, likely, within(progress, 0, 2))
    return Outcome(
        name=one.name,
        formula=one.formula,
        states=int(np.count_nonzero(inside)),
        holding=tuple((equilibria[inside[equilibria]] + 1).tolist()),
        leaving=dict(zip(run.conflict.actors, left.tolist(), strict=True)),
        power=prevented,
        undoing=_undone(run, asked, place, leaving, likely, within(progress, 1, 2)),
        agreed=_agreements(run, asked, ground, inside),
        likely=None if likely is None else likely.base[place],
    )


def _undoing(ground: Ground, inside: Bools, lead: Concept) -> Undoing:
    """Return who would undo an outcome; members of a group act in turns, or at once where they have options."""
    improves = partial(solver_of(ground).undeterred, counterpart(lead.key))
    return undoing(ground.board, inside, ground.equilibria(lead), improves)


def _prevented(
    run: Run, asked: Question, place: int, power: by.Power, likely: Likelihoods | None, progress: Progress
) -> Blocked:
    def so(group: by.Group, ground: Ground, facts: Facts) -> bool:
        return by.power(ground.board, ground.layout.where(given(asked.outcomes[place], facts))).blocks(group)

    found = by.blocking(len(run.board.actors), power.blocks, progress, growing=True)
    names = variables(asked.outcomes[place])
    spoken = [at for at, option in enumerate(run.conflict.options) if option.id in names]
    ways = [
        Way(
            _named(run, group),
            _chosen(run, power.choice(group, spoken)),
            (),
            _chance(asked, place, likely, partial(so, group)),
        )
        for group in found.minimal
    ]
    return _blocked(run, found, ways)


def _undone(
    run: Run, asked: Question, place: int, leaving: Undoing, likely: Likelihoods | None, progress: Progress
) -> Blocked | None:
    def so(group: by.Group, ground: Ground, facts: Facts) -> bool:
        inside = ground.layout.where(given(asked.outcomes[place], facts))
        there = _undoing(ground, inside, run.lead)
        return there.holds and there.blocks(group)

    if len(leaving.states) > MOST_STATES:
        return None
    found = by.blocking(len(run.board.actors), leaving.blocks, progress)
    ways = [
        Way(
            _named(run, group),
            {},
            tuple(_jump(run, group, one) for one in leaving.leaving(group)),
            _chance(asked, place, likely, partial(so, group)),
        )
        for group in found.minimal
    ]
    return _blocked(run, found, ways)


def _chance(
    asked: Question, place: int, likely: Likelihoods | None, so: Callable[[Ground, Facts], bool]
) -> Bounds | None:
    return None if likely is None else chance(asked, likely.cast, place, so)


def _blocked(run: Run, found: by.Blocking, ways: Sequence[Way]) -> Blocked:
    decisive = dict(zip(run.conflict.actors, found.decisive, strict=True))
    return Blocked(tuple(ways), _named(run, found.pivotal), decisive, found.without)


def _chosen(run: Run, choice: Mapping[int, int]) -> dict[str, str]:
    return {
        run.conflict.options[option].id: run.conflict.options[option].values[value] for option, value in choice.items()
    }


def _jump(run: Run, group: by.Group, one: Leaving) -> Jump:
    before, after = run.states[one.state].values, run.states[one.to].values
    owners = {option.id: option.actor for option in run.conflict.options}
    changed = tuple(
        replace(change, fell_away=owners[change.option] is not None and owners[change.option] not in group)
        for change in changes(run.conflict, None, before, after)
    )
    reasons = tuple(deciding(run.scenario, run.conflict, actor, before, after) for actor in group)
    return Jump(one.state + 1, one.to + 1, changed, one.out, reasons)


def _agreements(run: Run, asked: Question, ground: Ground, inside: Bools) -> tuple[Agreed, ...]:
    """Return who can agree on an outcome; nobody is asked where the status quo is unknown."""
    if ground.start < 0:
        return ()
    return tuple(_agreed(run, pair, agreement(ground, pair, inside, run.lead)) for pair in asked.pairs)


def _agreed(run: Run, pair: by.Group, found: Agreement) -> Agreed:
    state = None if found.state is None else run.states[found.state]
    return Agreed(_named(run, pair), found.kind, state, _named(run, found.actors))


def _named(run: Run, group: Sequence[int]) -> tuple[str, ...]:
    return tuple(run.conflict.actors[actor] for actor in group)
