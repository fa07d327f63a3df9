"""`no|some state with C suits everyone`: what all actors could accept, compared with how things stand.

A state suits an actor that is no worse off there than at the status quo. Ties count as suiting: otherwise an actor to
whom the matter is all the same would stand in the way of every settlement.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Witness, finding, nothing
from detente.arguments.forms import Form, always


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is the state that suits most, or that the fewest actors object to."""
    ground, no = asked.ground, asked.test.words["quantifier"] == "no"
    spoken_of = np.flatnonzero(asked.where("with"))
    if not len(spoken_of):
        return nothing(ground.states.length) if no else finding(False, Witness("none", count=0, among=0))
    ranks = np.array([ground.rank(actor) for actor in ground.layout.board.actors])
    gains = ranks[:, spoken_of] - ranks[:, [ground.start]]
    suiting = (gains >= 0).all(axis=0)
    count, number = int(np.count_nonzero(suiting)), len(spoken_of)
    if count:
        gladdest = int(np.argmax(np.where(suiting, (gains > 0).sum(axis=0), -1)))
        return finding(not no, Witness("suits", int(spoken_of[gladdest]), count=count, among=number))
    nearest = int(np.argmin((gains < 0).sum(axis=0)))
    against = tuple(np.flatnonzero(gains[:, nearest] < 0).tolist())
    return finding(no, Witness("objected", int(spoken_of[nearest]), actors=against, count=0, among=number))


def turns_on(asked: Asked) -> Hashable:
    """Return what everybody wants."""
    return tuple(wanted.number for wanted in asked.ground.wants)


FORM = Form(
    holds="No state (or some state) with C leaves every actor at least as well off as at the status quo.",
    vacuous="`no`: there is no state with C. `some` fails then.",
    examples=(
        "no state with Upper.gates = shut suits everyone",
        "some state with Lower.talks suits everyone",
    ),
    about=("with",),
    needs=always("start"),
    judge=judge,
    turns_on=turns_on,
)
