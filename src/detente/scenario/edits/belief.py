"""Edits of beliefs: what somebody takes the world to be."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.document import Plain
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Fields,
    Formula,
    Grounded,
    Name,
    Pairs,
    Place,
    Words,
    change,
    made,
    order,
)
from detente.scenario.edits.part import add_item, item, remove_item

KEYS = order(schema.Belief)

Thought = (
    Annotated[Formula, Field(min_length=1)] | Annotated[dict[Name, Words | Pairs], Field(min_length=1, max_length=200)]
)


class _Said(Grounded):
    """What can be said of a belief.

    `thinks` is `circumstance = value`, several joined by `and`; or from each circumstance its value, or the chance of
    each of its values.
    """

    who: Name | None = None
    thinks: Thought | None = None
    chance: Words | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        return {"who": self.who, "thinks": _thought(self.thinks), "chance": self.chance, **self.grounds}


def _thought(given: str | dict[str, str | dict[str, str]] | None) -> Plain | None:
    if not isinstance(given, dict):
        return given
    return {name: one if isinstance(one, str) else dict(one) for name, one in given.items()}


class Add(_Said):
    """There is one more belief, the last."""

    edit: Literal["belief.add"] = "belief.add"
    who: Name
    thinks: Thought

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_item(data, "beliefs", made(self.fields, KEYS))


class Change(_Said):
    """A belief is another."""

    edit: Literal["belief.change"] = "belief.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(item(data, "beliefs", self.place, "beliefs"), self.fields, KEYS)


class Remove(Edit):
    """A belief goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["belief.remove"] = "belief.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, "beliefs", self.place, "beliefs")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
