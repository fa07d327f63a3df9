"""Why a state holds or not, to be played: the moves that actors consider, step by step, with the state after each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from detente.answers.explanation import Considered, Explanation, Stance
from detente.answers.moves import Move
from detente.views import wording
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.moves import Change, pack_change
from detente.views.phrases import Phrase
from detente.workbench.objects.pages import Words, pack_words

MOST = 40
"""Moves of one actor that can be played."""

Kind = Literal["move", "reply", "answer", "anyway"]
"""What a step is: the move itself, a reply to it, the mover's own answer, or what comes without the move."""


class Step(Told):
    """A step of a play, and the state after it; `state` is null for one that is only believed possible."""

    kind: Kind
    actor: str
    words: list[Words]
    changes: list[Change]
    state: int | None
    values: dict[str, str]
    believed: bool = Field(description="whether it is played in the world that the actor takes to be so")


class Play(Told):
    """A move that an actor considers, what answers it, and what becomes of it in the end."""

    name: list[Words]
    fate: Literal["punished", "unpunished", "uncaused"]
    steps: list[Step]
    becomes: list[list[Words]] = Field(description="the same in sentences")


class Stays(Told):
    """Whether an actor stays, in words, and the moves that it considers."""

    actor: str
    stable: bool
    words: list[Words]
    elsewhere: dict[str, bool] = Field(description="its verdict under other concepts")
    plays: list[Play]
    left_out: int = Field(description="how many more moves it considers")


class Why(Told):
    """Why a state holds or not, for whom, with the moves that decide it."""

    state: int
    values: dict[str, str]
    holds: bool
    words: list[Words]
    concept: str
    stances: list[Stays]


def pack_why(found: Explanation) -> Why:
    """Return an explanation as plays."""
    return Why(
        state=found.state.number,
        values=dict(found.state.values),
        holds=found.equilibrium,
        words=pack_words(wording.verdict(found)),
        concept=found.concept.key,
        stances=[_stays(found, one) for one in found.stances],
    )


def _stays(found: Explanation, given: Stance) -> Stays:
    said = wording.stance(given) if given.considered else wording.content([given.actor])
    return Stays(
        actor=given.actor,
        stable=given.stable,
        words=pack_words(said),
        elsewhere=dict(given.elsewhere),
        plays=[_play(found, one) for one in given.considered[:MOST]],
        left_out=max(0, len(given.considered) - MOST),
    )


def _play(found: Explanation, one: Considered) -> Play:
    told: tuple[Phrase, ...] = (
        wording.gain(found.scenario, one.move),
        *wording.fate(found.scenario, found.concept, one),
    )
    return Play(
        name=pack_words(wording.move(one.move)),
        fate=one.fate,
        steps=[_step(kind, move, believed) for kind, move, believed in _steps(one)],
        becomes=[pack_words(line) for line in told],
    )


def _steps(one: Considered) -> Iterator[tuple[Kind, Move, bool]]:
    """Yield what is played; what comes without the move begins again where the move began."""
    yield "move", one.move, False
    yield from (("reply", move, one.believed) for move in one.replies)
    if one.answer is not None:
        yield "answer", one.answer, one.believed
    yield from (("anyway", move, one.believed) for move in one.anyway)


def _step(kind: Kind, move: Move, believed: bool) -> Step:
    return Step(
        kind=kind,
        actor=move.actor,
        words=pack_words(wording.act(move)),
        changes=[pack_change(one) for one in move.changes],
        state=move.to,
        values=dict(move.values),
        believed=believed,
    )
