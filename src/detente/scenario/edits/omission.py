"""Edits of omissions: what the scenario leaves out, and why."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.edits.edit import Cited, Data, Edit, Fields, Place, Words, change, free, made, names, order
from detente.scenario.edits.part import add_item, item, items, remove_item

PART = "not modelled"
KEYS = order(schema.NotModelled)


class _Said(Cited):
    """What can be said of an omission."""

    what: Annotated[Words, Field(min_length=1)] | None = None
    why: Words | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        return {"what": self.what, "why": self.why, **self.grounds}


class Add(_Said):
    """One more thing is left out, the last."""

    edit: Literal["omission.add"] = "omission.add"
    name: Words | None = None
    what: Annotated[Words, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        if self.name:
            free(self.name, names(items(data, PART)), "an omission")
        add_item(data, PART, made({"name": self.name, **self.fields}, KEYS))


class Change(_Said):
    """What is left out, or why, is otherwise."""

    edit: Literal["omission.change"] = "omission.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(item(data, PART, self.place, "omissions"), self.fields, KEYS)


class Remove(Edit):
    """An omission goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["omission.remove"] = "omission.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, PART, self.place, "omissions")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
