"""Agreement: what some actors can agree on, past all others: a joint move that pays them, to a state left alone.

What they can do together from the status quo: they set all their options at once, as one actor could that owned them
all; or one of them moves alone. Where states are listed, they move in turns, nobody twice running.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engine.board import Bools, Ints, Moves
from detente.engine.stability import Concept
from detente.grounds.ground import Ground

Kind = Literal["agreed", "unreachable", "unwilling", "undone"]
"""`unreachable`: they cannot go there; `unwilling`: it does not pay some of them; `undone`: others would leave it."""


@dataclass(frozen=True)
class Agreement:
    """Whether some actors can agree on something, and what shows it.

    `state` is what they agree on, or what comes nearest (None where they can go nowhere); `actors` are they themselves,
    those whom it does not pay, or those who would undo it. `count` of `among` states are such that they can.
    """

    kind: Kind
    state: int | None
    actors: tuple[int, ...]
    count: int | None = None
    among: int | None = None


def agreement(ground: Ground, members: Sequence[int], on: Bools, concept: Concept) -> Agreement:
    """Return whether some actors can agree on a state in which `on` is true, by state; the status quo must be known."""
    ends = reached(ground, members, on)
    if not len(ends):
        return Agreement("unreachable", None, tuple(members))
    gains = _gains(ground, members, ends)
    willing = (gains > 0).all(axis=0)
    if not willing.any():
        nearest = int(np.argmin((gains <= 0).sum(axis=0)))
        against = tuple(actor for actor, gain in zip(members, gains[:, nearest], strict=True) if gain <= 0)
        return Agreement("unwilling", int(ends[nearest]), against, 0, len(ends))
    ends = ends[willing]
    stays = others_stay(ground, members, ends, concept)
    holding = stays.all(axis=0)
    if not holding.any():
        nearest = int(np.argmin((~stays).sum(axis=0)))
        others = _others(ground, members)
        undoing = tuple(actor for actor, stay in zip(others, stays[:, nearest], strict=True) if not stay)
        return Agreement("undone", int(ends[nearest]), undoing, 0, len(ends))
    count, first = int(np.count_nonzero(holding)), int(ends[np.argmax(holding)])
    return Agreement("agreed", first, tuple(members), count, len(ends))


def agreeable(ground: Ground, members: Sequence[int], concept: Concept) -> Ints:
    """Return all states on which some actors can agree, ascending."""
    ends = reached(ground, members)
    ends = ends[(_gains(ground, members, ends) > 0).all(axis=0)]
    return ends[others_stay(ground, members, ends, concept).all(axis=0)] if len(ends) else ends


def reached(ground: Ground, members: Sequence[int], on: Bools | None = None) -> Ints:
    """Return the states to which the members can go together from the status quo; with `on`, those where it is true."""
    layout, start = ground.layout, ground.start
    if layout.conflict.arcs is None:
        found = layout.joint(tuple(sorted(members)), start)
    else:
        found = _in_turns({actor: layout.board.moves[actor] for actor in members}, start)
    return found if on is None else found[on[found]]


def others_stay(ground: Ground, members: Sequence[int], states: Ints, concept: Concept) -> Bools:
    """Return for each actor outside the group (rows) in which of the states nothing undeterred is left for it to do."""
    return ground.stable(concept)[_others(ground, members)][:, states]


def _gains(ground: Ground, members: Sequence[int], states: Ints) -> Ints:
    return np.array([ground.rank(actor)[states] - ground.rank(actor)[ground.start] for actor in members])


def _others(ground: Ground, members: Sequence[int]) -> list[int]:
    return [actor for actor in ground.layout.board.actors if actor not in members]


def _in_turns(movers: dict[int, Moves], start: int) -> Ints:
    """Return the states that legal sequences of some actors' moves lead to from a state."""
    seen: set[tuple[int, int]] = set()
    waiting = [(start, -1)]
    while waiting:
        state, last = waiting.pop()
        onward = {(int(to), who) for who, moves in movers.items() if who != last for to in moves.from_(state)} - seen
        seen |= onward
        waiting += onward
    return np.array(sorted({state for state, _ in seen} - {start}), dtype=np.int64)
