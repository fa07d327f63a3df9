"""At once: groups that set all their options in one move, through no state in between.

In option form a group may leave out states that the rules forbid on the way. Where a conflict lists its states, there
is nothing to be set at once, and members move in turns only.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np

from detente.conflict import Conflict
from detente.engine.board import Board, Bools, Ints
from detente.engine.coalition.driver.parties import Group
from detente.engine.moves import joint_choices, set_together, touched
from detente.engine.states import Index, classes, index
from detente.engine.truth import Table
from detente.scenario.expression import ALWAYS

CHUNK = 1 << 20
"""States with a choice each that are looked at together."""


@dataclass(frozen=True, eq=False)
class Setting:
    """The joint settings of groups of actors in option form; `states` are the feasible ones."""

    conflict: Conflict
    states: Table
    _picked: dict[Group, Ints] = field(default_factory=dict)

    @functools.cached_property
    def _known(self) -> Index:
        """Return what finds states by their values."""
        return index(self.states, list(self.states.columns))

    def _set(self, group: Group, origin: Ints, picked: Ints) -> Ints:
        return set_together(self.conflict, self.states, self._known, group, origin, picked)

    def ends(self, group: Group, state: int) -> Ints:
        """Return the states that a group can go to at once from a state, in no order and perhaps more than once."""
        if group not in self._picked:
            self._picked[group] = joint_choices(self.conflict, self.states, group)
        picked = self._picked[group]
        ends = self._set(group, np.full(len(picked), state), picked)
        there: Ints = ends[(ends >= 0) & (ends != state)]
        return there

    def goes(self, group: Group, state: int, ends: Ints) -> Bools:
        """Return to which of some states a group can go at once from a state."""
        there: Bools = self._set(group, np.full(len(ends), state), ends) == ends
        return there

    def leading(self, group: Group, states: Ints, targets: Bools) -> Bools:
        """Return from which of some states a group can go at once to one of the targets."""
        picked = self._choices(group, np.flatnonzero(targets))
        found = np.zeros(len(states), dtype=np.bool_)
        step = max(1, CHUNK // max(1, len(picked)))
        for begin in range(0, len(states) if len(picked) else 0, step):
            origin = states[begin : begin + step]
            ends = self._set(group, np.repeat(origin, len(picked)), np.tile(picked, len(origin)))
            found[begin : begin + step] = ((ends >= 0) & targets[ends]).reshape(len(origin), -1).any(axis=1)
        return found

    @functools.cached_property
    def free(self) -> bool:
        """Return whether no option hangs on another.

        Then a group can go to a state, in turns or at once, if everybody together can and no option of others differs.
        """
        return all(option.needs == ALWAYS and not option.watches for option in self.conflict.options)

    @functools.cached_property
    def anywhere(self) -> bool:
        """Return whether, besides, every change of an option may be made: then everybody together can go anywhere."""
        return self.free and not any(option.forward or option.kept for option in self.conflict.options)

    def might_lead(self, group: Group, targets: Bools) -> Bools:
        """Return from which states any moves of a group's members might lead to a target."""
        which = self.alike(group)
        wanted = np.zeros(int(which.max(initial=0)) + 1, dtype=np.bool_)
        wanted[which[targets]] = True
        return wanted[which]

    def alike(self, group: Group) -> Ints:
        """Return a number for each state: equal ones share the values of all options that no move of a member changes.

        Nothing that the group does leads from a state to one with another number.
        """
        loose = touched(self.conflict, group)
        return classes(self.states, [name for name in self.states.columns if name not in loose])[0]

    def _choices(self, group: Group, among: Ints) -> Ints:
        """Return an example for each way in which the group's options are set in some states: as it must set them."""
        if not among.size:
            return among
        columns = {name: column[among] for name, column in self.states.columns.items()}
        few = Table(columns, self.states.values, len(among))
        return among[joint_choices(self.conflict, few, group)]


def setting(conflict: Conflict, board: Board) -> Setting:
    """Return the joint settings on the board of a conflict in option form."""
    columns = {option.id: board.values[:, place] for place, option in enumerate(conflict.options)}
    return Setting(conflict, Table(columns, {option.id: option.values for option in conflict.options}, board.count))
