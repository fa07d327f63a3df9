"""Demands in conflict: the smallest sets of demands that no state meets together.

What is demanded: that the situation is so; each rule of `never`; that the state suits each member of the group; that
each actor would stay there. Rules are set aside where they are not among the demands looked at, so states that they
forbid are looked at too; what options need, and locks, always counts. Nobody is said to stay in a state that is not
feasible as things are.

Every state with the situation fails some demands. A set of demands is met by no state exactly if it has one of the
failed demands of every such state: the minimal conflicts are the minimal hitting sets, which python-sat enumerates,
smallest first, by MaxSAT (RC2's kin `Hitman`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.conflict import Ranked
from detente.engine.board import Bools, Ints
from detente.engine.compile import standings
from detente.engine.progress import Progress, silent
from detente.engine.states import feasible
from detente.engine.truth import Table, true
from detente.errors import TooLargeError
from detente.scenario.expression import NEVER, given
from detente.settlement.bargain import Sitting

MOST_STATES = 1 << 21
"""States without rules up to which rules count among the demands; beyond, they are taken for given."""

MOST_CONFLICTS = 12
"""Conflicts that are told."""

MOST_FAMILIES = 5_000
"""Different sets of failed demands, none within another, up to which conflicts are looked for."""


@dataclass(frozen=True)
class Demand:
    """One demand: that an actor (by place) is `suited` or `stays`, or that a `rule` (by place) is kept."""

    kind: Literal["rule", "suits", "stays"]
    place: int


@dataclass(frozen=True)
class Missed:
    """A demand of a conflict, and a state that meets all the others with the situation but not this one.

    `state` is its number (from 0) as things are, None where a rule forbids it; `values` says what it is.
    """

    demand: Demand
    state: int | None
    values: dict[str, str]


@dataclass(frozen=True)
class Dispute:
    """Demands that no state with the situation meets together, though it does without any one of them."""

    missed: tuple[Missed, ...]


@dataclass(frozen=True)
class Demands:
    """The smallest conflicts, the smallest first; of no demands where no state has the situation at all.

    `complete` says whether these are all conflicts. `rules` says whether states that rules forbid were looked at, rules
    being among the demands: not where there are none, or where that would be too many states. `states` counts
    the states that were looked at, and `having` those with the situation. `met` is a state that meets all demands, by
    its number: there is no conflict then.
    """

    disputes: tuple[Dispute, ...]
    complete: bool
    rules: bool
    states: int
    having: int
    met: int | None = None


def demands(sitting: Sitting, most: int = MOST_CONFLICTS, progress: Progress = silent) -> Demands:
    """Return the smallest sets of demands that exclude each other in the conflict as it is.

    The fallbacks must be states there.
    """
    progress("Demands in conflict", 0.0)
    look = _looked_at(sitting)
    having = np.flatnonzero(true(given(sitting.bargain.target, sitting.terms.facts), look.states))
    if not len(having):
        return Demands((Dispute(()),), True, look.rules, look.states.length, 0)
    asked, fails = _failures(sitting, look, having)
    kinds, first = np.unique(fails, axis=0, return_index=True)
    if not kinds.any(axis=1).all():
        met = int(look.known[having[first[~kinds.any(axis=1)][0]]])
        return Demands((), True, look.rules, look.states.length, len(having), met)
    least = _least(kinds)
    if len(least) > MOST_FAMILIES:
        return Demands((), False, look.rules, look.states.length, len(having))
    found: list[Dispute] = []
    complete = True
    for chosen in _hitting(least):
        if len(found) == most:
            complete = False
            break
        found.append(Dispute(tuple(_missed(look, asked, fails, having, chosen, one) for one in chosen)))
        progress("Demands in conflict", len(found) / most)
    return Demands(tuple(found), complete, look.rules, look.states.length, len(having))


@dataclass(frozen=True, eq=False)
class _Looked:
    """The states looked at; `known` is the number of each as things are, -1 where rules forbid it.

    `far` counts in how many options each differs from the base.
    """

    states: Table
    known: Ints
    rules: bool
    far: Ints


def _looked_at(sitting: Sitting) -> _Looked:
    layout = sitting.ground.layout
    if layout.conflict.arcs is None and any(rule != NEVER for rule in layout.conflict.never):
        bare = replace(layout.conflict, never=(), start=None, views={})
        try:
            states = feasible(bare, MOST_STATES)
        except TooLargeError:
            pass
        else:
            return _Looked(states, layout.index.find(states), True, _far(sitting, states))
    return _Looked(layout.states, np.arange(layout.states.length), False, _far(sitting, layout.states))


def _far(sitting: Sitting, states: Table) -> Ints:
    base = sitting.bargain.base
    apart = [column != states.values[name].index(base[name]) for name, column in states.columns.items()]
    far: Ints = np.sum(apart, axis=0)
    return far


def _failures(sitting: Sitting, look: _Looked, having: Ints) -> tuple[tuple[Demand, ...], Bools]:
    """Return the demands, and which of them (columns) each of some states (rows) fails."""
    layout, bargain = sitting.ground.layout, sitting.bargain
    asked: list[Demand] = []
    columns: list[Bools] = []
    if look.rules:
        for place, rule in enumerate(layout.conflict.never):
            if rule != NEVER:
                asked.append(Demand("rule", place))
                columns.append(true(rule, look.states)[having])
    for actor in bargain.group:
        asked.append(Demand("suits", actor))
        columns.append(~_suited(sitting, look, actor)[having])
    stable = sitting.ground.stable(bargain.concept)
    known = look.known[having]
    for actor in layout.board.actors:
        asked.append(Demand("stays", actor))
        columns.append(~(stable[actor][np.maximum(known, 0)] & (known >= 0)))
    return tuple(asked), np.array(columns).T


def _suited(sitting: Sitting, look: _Looked, actor: int) -> Bools:
    """Return which states suit an actor; one that ranks states by number says nothing of those that rules forbid."""
    ground = sitting.ground
    preference = ground.wants[actor].preference
    if isinstance(preference, Ranked) or (look.known >= 0).all():
        rank = ground.rank(actor)
        floor = max(rank[list(sitting.fallbacks)])
        suits: Bools = (look.known >= 0) & (rank[np.maximum(look.known, 0)] >= floor)
        return suits
    rank = standings(ground.layout.conflict, preference, look.states)
    where = np.zeros(ground.states.length, dtype=np.int64)
    where[look.known[look.known >= 0]] = np.flatnonzero(look.known >= 0)
    enough: Bools = rank >= max(rank[where[list(sitting.fallbacks)]])
    return enough


def _least(rows: Bools) -> Bools:
    """Return the rows of which no other is a part."""
    found: list[NDArray[np.bool_]] = []
    for row in rows[np.argsort(rows.sum(axis=1), kind="stable")]:
        if not any((one <= row).all() for one in found):
            found.append(row)
        if len(found) > MOST_FAMILIES:
            break
    return np.array(found)


def _hitting(rows: Bools) -> Iterator[tuple[int, ...]]:
    """Yield the minimal sets of columns that have a true cell in every row, the smallest first."""
    from pysat.examples.hitman import Hitman

    families = [np.flatnonzero(row).tolist() for row in rows]
    with Hitman(bootstrap_with=families, solver="cadical153", htype="sorted") as hitman:
        for chosen in hitman.enumerate():
            yield tuple(sorted(chosen))


def _missed(
    look: _Looked, asked: tuple[Demand, ...], fails: Bools, having: Ints, chosen: tuple[int, ...], one: int
) -> Missed:
    """Return a state that meets all demands chosen but one: there is such a state, for the conflict is minimal."""
    others = [place for place in chosen if place != one]
    fit = ~fails[:, others].any(axis=1) & fails[:, one]
    # Of those the one tells most that fails the fewest of all demands, and then the nearest to the base.
    row = int(having[np.lexsort((look.far[having], fails.sum(axis=1), ~fit))[0]])
    values = {name: look.states.values[name][int(column[row])] for name, column in look.states.columns.items()}
    known = int(look.known[row])
    return Missed(asked[one], known if known >= 0 else None, values)


__all__ = ["Demand", "Demands", "Dispute", "Missed", "demands"]
