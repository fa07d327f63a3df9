"""A proposal: one state, whom it suits, whether it would hold then, and who would leave it first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.answers.agreed import Breach, Together, breaches, together
from detente.answers.attitudes import Attitude, attitudes, leaving, run_of
from detente.answers.explanation import Considered, Stance, stances
from detente.answers.run import State
from detente.engine.board import Ints
from detente.engine.progress import Progress
from detente.engine.stability import concepts
from detente.settlement import likely_settlement
from detente.settlement.acceptance import bettering
from detente.settlement.bargain import Bargain, Values
from detente.settlement.clauses import Clause
from detente.settlement.plans import Plan


@dataclass(frozen=True)
class Proposal:
    """What `settle --state` answers.

    `changed` is what differs from the base. `better` counts the states that better somebody and worsen nobody (none:
    the state is on the Pareto frontier), and `instead` is one of these in which the most gain. `holds` says under which
    concepts the state is an equilibrium, `first` the first move by which it would be left under the leading one.
    `breaches` are the judgements that undo it, None where it is not settled as things are, and where there are too many
    states to try it unasked.
    """

    state: State
    changed: Mapping[str, str]
    attitudes: tuple[Attitude, ...]
    accepted: bool
    better: int
    instead: State | None
    holds: Mapping[str, bool]
    stances: tuple[Stance, ...]
    first: Considered | None
    together: tuple[Together, ...]
    breaches: tuple[Breach, ...] | None
    likely: likely_settlement.Likelihood | None


def proposal(bargain: Bargain, values: Values, worlds: bool, thorough: bool, progress: Progress) -> Proposal:
    """Return what is to be said of one state."""
    sitting = bargain.at(bargain.terms)
    run, place = run_of(sitting), sitting.find(values)
    progress("Who would take it", 0.1)
    every = stances(run, place, concepts().values())
    accepted = bool(sitting.suiting[place])
    leavers = sitting.leavers(place)
    progress("Who would leave it", 0.4)
    better = bettering(sitting, place)
    settled = accepted and not leavers
    progress("What it rests on", 0.7)
    return Proposal(
        state=run.states[place],
        changed=_changed(bargain.base, values),
        attitudes=attitudes(run, sitting, place),
        accepted=accepted,
        better=len(better),
        instead=None if not len(better) else run.states[_gladdest(sitting.ground.board.ranks, better, place)],
        holds={key: bool(run.verdicts(one).stable[:, place].all()) for key, one in concepts().items()},
        stances=every,
        first=leaving(run, leavers[0], place) if leavers else None,
        together=together(run, sitting, place),
        breaches=breaches(bargain, _as_plan(bargain, values), thorough) if settled else None,
        likely=likely_settlement.of_state(bargain, (), values) if worlds else None,
    )


def _gladdest(ranks: Ints, among: Ints, state: int) -> int:
    """Return the state, of those that better one, in which the most gain."""
    return int(among[np.argmax((ranks[:, among] > ranks[:, [state]]).sum(axis=0))])


def _changed(base: Values, values: Values) -> dict[str, str]:
    return {name: value for name, value in values.items() if base[name] != value}


def _as_plan(bargain: Bargain, values: Values) -> Plan:
    """Return a plan that agrees on a state and adds nothing."""
    return Plan(tuple(Clause("set", *one) for one in _changed(bargain.base, values).items()), values)


__all__ = ["Proposal", "proposal"]
