"""`A and B can|cannot agree on C`: a joint move that pays all who make it, to a state that the others then leave alone.

What two actors can do together from the status quo, and what becomes of it, is in `detente.grounds.agreement`.
"""

from __future__ import annotations

from collections.abc import Hashable

from detente.arguments.asked import Asked
from detente.arguments.finding import Finding, Witness, finding
from detente.arguments.forms import Form, always
from detente.grounds.agreement import agreement, others_stay, reached


def judge(asked: Asked) -> Finding:
    """Return the finding; its witness is what they agree on, or what comes nearest, with who stands in the way."""
    found = agreement(asked.ground, asked.actors, asked.where("on"), asked.concept)
    other = None if found.state is None else asked.ground.start
    witness = Witness(found.kind, found.state, other, found.actors, found.count, found.among)
    return finding((found.kind == "agreed") == (asked.test.words["can"] == "yes"), witness)


def turns_on(asked: Asked) -> Hashable:
    """Return what the members want, and what the others would leave alone."""
    wanted = tuple(asked.ground.wants[actor].number for actor in asked.actors)
    ends = reached(asked.ground, asked.actors, asked.where("on"))
    return wanted, others_stay(asked.ground, asked.actors, ends, asked.concept).tobytes()


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
