"""`A and B can|cannot agree on C`: a joint move that pays all who make it, to a state that the others then leave alone.

What two actors can do together from the status quo: they set all their options at once, as one actor could that owned
them all; or one of them moves alone. Where states are listed, they move in turns, nobody twice running.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Witness, finding
from detente.arguments.forms import Form, always
from detente.engine.board import Bools, Ints, Moves


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is what they agree on, or what comes nearest, with who stands in the way."""
    ground, members = asked.ground, asked.actors
    can = asked.test.words["can"] == "yes"
    ends = _ends(asked)
    if not len(ends):
        return finding(not can, Witness("unreachable", actors=members))
    gains = np.array([ground.rank(actor)[ends] - ground.rank(actor)[ground.start] for actor in members])
    willing = (gains > 0).all(axis=0)
    if not willing.any():
        nearest = int(np.argmin((gains <= 0).sum(axis=0)))
        against = tuple(actor for actor, gain in zip(members, gains[:, nearest], strict=True) if gain <= 0)
        return finding(not can, Witness("unwilling", int(ends[nearest]), ground.start, against, 0, len(ends)))
    ends = ends[willing]
    stays = _others_stay(asked, ends)
    holding = stays.all(axis=0)
    if not holding.any():
        nearest = int(np.argmin((~stays).sum(axis=0)))
        undoing = tuple(actor for actor, stay in zip(_others(asked), stays[:, nearest], strict=True) if not stay)
        return finding(not can, Witness("undone", int(ends[nearest]), ground.start, undoing, 0, len(ends)))
    count, first = int(np.count_nonzero(holding)), int(ends[np.argmax(holding)])
    return finding(can, Witness("agreed", first, ground.start, members, count, len(ends)))


def _ends(asked: Asked) -> Ints:
    """Return the states with C to which the members can go together."""
    layout, start = asked.ground.layout, asked.ground.start
    if layout.conflict.arcs is None:
        found = layout.joint(tuple(sorted(asked.actors)), start)
    else:
        found = _in_turns({actor: layout.board.moves[actor] for actor in asked.actors}, start)
    return found[asked.where("on")[found]]


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


def _others(asked: Asked) -> list[int]:
    return [actor for actor in asked.ground.layout.board.actors if actor not in asked.actors]


def _others_stay(asked: Asked, ends: Ints) -> Bools:
    """Return for each actor outside the group (rows) in which of the states nothing undeterred is left for it to do."""
    return asked.ground.stable(asked.concept)[_others(asked)][:, ends]


def turns_on(asked: Asked) -> Hashable:
    """Return what the members want, and what the others would leave alone."""
    wanted = tuple(asked.ground.wants[actor].number for actor in asked.actors)
    return wanted, _others_stay(asked, _ends(asked)).tobytes()


FORM = Form(
    holds=(
        "From the status quo, A and B together can (or cannot) go to a state with C that each of them prefers "
        "to the status quo, and from which no other actor has a move that tempts it under the concept and "
        "that nothing deters."
    ),
    examples=(
        "Upper and Lower can agree on Lower.talks",
        "Upper and Lower cannot agree on Upper.gates = shut",
    ),
    about=("on",),
    needs=always("start", "stable"),
    judge=judge,
    turns_on=turns_on,
)
