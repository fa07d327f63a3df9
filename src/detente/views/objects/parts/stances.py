"""What an actor does in a state, and why, as objects."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import explanation, judged
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import Move, Reason, pack_move, pack_reason


class Considered(Told):
    """A tempting move and what becomes of it."""

    move: Move
    fate: Literal["punished", "unpunished", "uncaused"]
    replies: list[Move]
    answer: Move | None
    loss: Reason | None
    believed: bool
    anyway: list[Move]


class Stance(Told):
    """One actor's verdict on the state, with every move that it considers; `elsewhere` is by concept."""

    actor: str
    stable: bool
    considered: list[Considered]
    elsewhere: dict[str, bool]


class Judged(Told):
    """One actor's verdict on a state where states are not listed; null where a limit was reached first."""

    actor: str
    stable: bool | None
    better: int | None = Field(description="how many better moves it has; null where they are too many to be looked at")
    undeterred: int | None = Field(description="how many of these nothing deters it from")
    considered: list[Considered] = Field(description="the better moves that are told")
    elsewhere: dict[str, bool | None]


def pack_stance(given: explanation.Stance) -> Stance:
    """Return what an actor does in a state as its object."""
    return Stance(
        actor=given.actor,
        stable=given.stable,
        considered=[pack_considered(one) for one in given.considered],
        elsewhere=dict(given.elsewhere),
    )


def pack_considered(given: explanation.Considered) -> Considered:
    """Return a move that an actor considers, and what answers it, as its object."""
    return Considered(
        move=pack_move(given.move),
        fate=given.fate,
        replies=[pack_move(move) for move in given.replies],
        answer=None if given.answer is None else pack_move(given.answer),
        loss=pack_reason(given.loss),
        believed=given.believed,
        anyway=[pack_move(move) for move in given.anyway],
    )


def pack_judged(given: judged.Judged) -> Judged:
    """Return what an actor does in a state without number as its object."""
    return Judged(
        actor=given.actor,
        stable=given.stable,
        better=given.better,
        undeterred=given.undeterred,
        considered=[pack_considered(one) for one in given.considered],
        elsewhere=dict(given.elsewhere),
    )
