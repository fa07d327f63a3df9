"""`where C, A can improve to D`: an actor has better moves in all states of a kind."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Witness, finding, nothing
from detente.arguments.forms import Form, always


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is a state without such a move, or the first such move."""
    (actor,) = asked.actors
    spoken_of = np.flatnonzero(asked.where("where"))
    if not len(spoken_of):
        return nothing(asked.ground.states.length)
    moves = asked.ground.layout.board.moves[actor].rows(spoken_of)
    rank = asked.ground.rank(actor)
    better = (rank[moves.to] > rank[spoken_of[moves.origin]]) & asked.where("to")[moves.to]
    can = np.bincount(moves.origin[better], minlength=len(spoken_of)) > 0
    count, number = int(np.count_nonzero(can)), len(spoken_of)
    if count < number:
        return finding(False, Witness("stuck", int(spoken_of[np.argmin(can)]), None, (actor,), count, number))
    first = int(np.argmax(better))
    state, to = int(spoken_of[moves.origin[first]]), int(moves.to[first])
    return finding(True, Witness("improves", state, to, (actor,), count, number))


def turns_on(asked: Asked) -> Hashable:
    """Return what the actor wants."""
    return asked.ground.wants[asked.actors[0]].number


FORM = Form(
    holds=(
        "From each state in which C is true, one move of A leads to a state with D that A prefers to the one it leaves."
    ),
    vacuous="There is no state in which C is true.",
    examples=("where thirst, Lower can improve to Lower.protest",),
    about=("to",),
    needs=always(),
    judge=judge,
    turns_on=turns_on,
)
