"""Undoing: which groups of actors would leave every state in which an outcome holds, by a move that nothing deters.

Where no state of the outcome holds for single actors, it is asked of every state in it. A group leaves by a joint
improvement: to a state that it can bring about and that all its members prefer. Which answers of the others deter that
is up to the joint concept that goes with the concept by which states hold (`detente.engine.coalition`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Board, Bools, Ints
from detente.settlement.blocking import Group

Improves = Callable[[Group, int], Ints]
"""The states to which a group would go from a state, since all members prefer them and nothing deters the group."""


@dataclass(frozen=True)
class Leaving:
    """A joint move of a group by which it would undo a state, and whether that leads out of the outcome."""

    state: int
    to: int
    out: bool


@dataclass(frozen=True, eq=False)
class Undoing:
    """Who would undo an outcome.

    `states` are those that hold, or all in the outcome where none does (`holds` says which). `inside` says which states
    are in the outcome; `improves` what a group would do.
    """

    board: Board
    inside: Bools
    states: Ints
    holds: bool
    improves: Improves

    def blocks(self, group: Group) -> bool:
        """Return whether the group would leave all of the states; first asked are those which suit it best."""
        fond = self.board.ranks[list(group)][:, self.states].sum(axis=0)
        order = self.states[np.argsort(-fond, kind="stable")]
        return all(len(self.improves(group, int(state))) for state in order)

    def leaving(self, group: Group) -> tuple[Leaving, ...]:
        """Return for each of the states a move by which a group that undoes the outcome leaves, out of it if it can.

        Of several the one that changes fewest options.
        """
        found = []
        for state in self.states.tolist():
            ends = self.improves(group, state)
            out = ends[~self.inside[ends]]
            among, values = (out if len(out) else ends), self.board.values
            least = np.argmin(np.count_nonzero(values[among] != values[state], axis=1))
            found.append(Leaving(state, int(among[least]), bool(len(out))))
        return tuple(found)


def undoing(board: Board, inside: Bools, equilibria: Ints, improves: Improves) -> Undoing:
    """Return who would undo an outcome, given by the states in it, some of which hold."""
    held = equilibria[inside[equilibria]]
    states = held if len(held) else np.flatnonzero(inside)
    return Undoing(board, inside, states, bool(len(held)), improves)
