"""Edits of outcomes: of what a forecast gives the chances."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Fields,
    Formula,
    Grounded,
    Place,
    Words,
    at,
    change,
    free,
    made,
    mapping,
    names,
    order,
)
from detente.scenario.edits.part import add_item, items, remove_item

KEYS = order(schema.Outcome)


class _Said(Grounded):
    """What can be said of an outcome; `chance` is its author's own."""

    when: Annotated[Formula, Field(min_length=1)] | None = None
    chance: Words | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        return {"when": self.when, "chance": self.chance, **self.grounds}


class Add(_Said):
    """There is one more outcome, the last."""

    edit: Literal["outcome.add"] = "outcome.add"
    name: Words | None = None
    when: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds; one of which only the formula is said is written as that."""
        if self.name:
            free(self.name, names(items(data, "outcomes")), "an outcome")
        new = made({"name": self.name, **self.fields}, KEYS)
        add_item(data, "outcomes", self.when if list(new) == ["when"] else new)


class Change(_Said):
    """An outcome is another, or has another chance; its name stays, since other parts may use it."""

    edit: Literal["outcome.change"] = "outcome.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds; where nothing but a formula stood, nothing else need stand there afterwards."""
        there = items(data, "outcomes")
        index = at(there, self.place, "outcomes")
        old = there[index]
        new: Data = {"when": old} if isinstance(old, str) else mapping(old, f"number {self.place} of the outcomes")
        change(new, self.fields, KEYS)
        there[index] = new["when"] if isinstance(old, str) and list(new) == ["when"] else new


class Move(Edit):
    """An outcome comes to another place; where several hold, the first one counts."""

    edit: Literal["outcome.move"] = "outcome.move"
    place: Place
    to: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        there = items(data, "outcomes")
        before, after = at(there, self.place, "outcomes"), at(there, self.to, "outcomes")
        there.insert(after, there.pop(before))


class Remove(Edit):
    """An outcome goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["outcome.remove"] = "outcome.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, "outcomes", self.place, "outcomes")


EDITS: tuple[type[Edit], ...] = (Add, Change, Move, Remove)
