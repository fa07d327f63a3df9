"""`at the start A would [not] move to C`: what an actor does first, with the replies to it in mind."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Kind, Witness, finding
from detente.arguments.forms import Form, always
from detente.engine.improvements import Tempting


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is the move that is made, or what becomes of one that is not."""
    (actor,) = asked.actors
    to = asked.where("to")
    leaving = asked.ground.rested(asked.concept).leaving[actor]
    would = leaving[to[leaving]]
    holds = (asked.test.words["would"] == "yes") is bool(len(would))
    if len(would):
        return finding(holds, Witness("moves", asked.ground.start, int(would[0]), (actor,)))
    kind, end = _why_not(asked, actor)
    return finding(holds, Witness(kind, asked.ground.start, end, (actor,)))


def _why_not(asked: Asked, actor: int) -> tuple[Kind, int | None]:
    """Return why an actor makes no such move: it is deterred, does not want to, or cannot."""
    to = asked.where("to")
    moves = asked.ground.layout.board.moves[actor].from_(asked.ground.start)
    tempting = Tempting(asked.ground.board, asked.concept.tempts, actor).from_(asked.ground.start)
    there = tempting[to[tempting]]
    if len(there):
        return "deterred", int(there[0])
    can = moves[to[moves]]
    if not len(can):
        return "unable", None
    rank = asked.ground.rank(actor)
    return "untempted", int(can[np.argmax(rank[can])])


def turns_on(asked: Asked) -> Hashable:
    """Return where the actor would move."""
    return asked.ground.rested(asked.concept).leaving[asked.actors[0]].tobytes()


FORM = Form(
    holds=(
        "From the status quo, A has (or with `not`, has not) a move to a state with C that tempts it under "
        "the concept and that nothing deters."
    ),
    examples=(
        "at the start Upper would move to Upper.gates = shut",
        "at the start Lower would not move to Lower.protest",
    ),
    about=("to",),
    needs=always("start", "rests"),
    judge=judge,
    turns_on=turns_on,
)
