"""`C is reachable [by improvements] [by A alone]`: where moves from the status quo can lead at all."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Witness, finding
from detente.arguments.forms import Form, always
from detente.engine.board import Moves
from detente.engine.improvements import Tempting
from detente.engine.paths import Step, tree


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is a shortest way, or how many states can be reached without C."""
    movers = _movers(asked)
    found = tree(_moves(asked, movers), asked.ground.start, asked.ground.states.length)
    there = found.order[asked.where("what")[found.order]]
    if not len(there):
        return finding(False, Witness("unreached", count=0, among=len(found.order), actors=movers))
    nearest = int(there[np.lexsort((there, found.length[there]))[0]])
    steps = tuple(Step(movers[step.mover], step.to) for step in found.path(nearest).steps)
    return finding(True, Witness("reached", nearest, steps=steps, actors=movers))


def _movers(asked: Asked) -> tuple[int, ...]:
    return asked.actors or tuple(asked.ground.layout.board.actors)


def _moves(asked: Asked, movers: Sequence[int]) -> list[Moves]:
    if asked.test.words["by"] == "moves":
        return [asked.ground.layout.board.moves[actor] for actor in movers]
    return [Tempting(asked.ground.board, "improvements", actor) for actor in movers]


def turns_on(asked: Asked) -> Hashable:
    """Return what those who move want, where that matters."""
    if asked.test.words["by"] == "moves":
        return None
    return tuple(asked.ground.wants[actor].number for actor in _movers(asked))


FORM = Form(
    holds=(
        "A chain of moves leads from the status quo to a state with C: of anybody's moves, or of A's alone; "
        "with `by improvements`, its mover prefers each state to the one before. The status quo itself "
        "counts."
    ),
    examples=(
        "Lower.protest is reachable",
        "Upper.gates = half is reachable by improvements",
        "thirst is reachable by improvements by Upper alone",
    ),
    about=("what",),
    needs=always("start"),
    judge=judge,
    turns_on=turns_on,
)
