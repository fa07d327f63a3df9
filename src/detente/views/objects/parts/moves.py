"""Moves and the reasons for them as objects."""

from __future__ import annotations

from pydantic import Field

from detente.answers import moves
from detente.scenario import model
from detente.views.objects.parts.base import Told


class Change(Told):
    """An option that differs between two states; it fell away where its owner did not choose it."""

    option: str
    before: str
    after: str
    fell_away: bool


class Reason(Told):
    """The statement that decides between two states, and why the file makes it."""

    actor: str
    statement: str
    verb: str
    text: str
    holds: bool = Field(description="whether it is true in the second state, and so was not in the first")
    because: str | None
    cite: list[str] = Field(description="source and place, as source:place")
    assumed: str | None


class Move(Told):
    """A move; an id is null for a state that exists only in an actor's belief."""

    actor: str
    origin: int | None
    to: int | None
    changes: list[Change]
    reason: Reason | None


def pack_change(given: moves.Change) -> Change:
    """Return a change of an option as its object."""
    return Change(**vars(given))


def pack_reason(given: moves.Reason | None) -> Reason | None:
    """Return a reason as its object, null where there is none."""
    if given is None:
        return None
    return Reason(**vars(given) | {"cite": [pack_citation(one) for one in given.cite]})


def pack_citation(given: model.Citation) -> str:
    """Return a citation as text: `source:locator`."""
    return given.source if given.locator is None else f"{given.source}:{given.locator}"


def pack_move(given: moves.Move) -> Move:
    """Return a move as its object."""
    changes = [pack_change(change) for change in given.changes]
    return Move(actor=given.actor, origin=given.origin, to=given.to, changes=changes, reason=pack_reason(given.reason))
