"""Edits of actors: who chooses."""

from __future__ import annotations

from typing import Literal

from detente.scenario import schema
from detente.scenario.edits.edit import Data, Edit, Fields, Name, Words, change, free, made, mapping, section, within

KEYS = [field.alias or name for name, field in schema.Actor.model_fields.items()]


class _Described(Edit):
    """What can be said of an actor."""

    actor: Name
    name: Words | None = None
    means: Words | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        return {"name": self.name, "means": self.means}


class Add(_Described):
    """There is one more actor, the last; it has no options and wants nothing yet."""

    edit: Literal["actor.add"] = "actor.add"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        actors = mapping(section(data, "actors", {}), "`actors`")
        free(self.actor, actors, "an actor")
        actors[self.actor] = made(self.fields, KEYS) | {"options": {}}


class Change(_Described):
    """An actor is described otherwise; its key stays, since other parts use it."""

    edit: Literal["actor.change"] = "actor.change"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(within(data, "actors", self.actor, "actor"), self.fields, KEYS)


class Remove(Edit):
    """An actor goes, with its options and preferences."""

    takes_away = True
    edit: Literal["actor.remove"] = "actor.remove"
    actor: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        within(data, "actors", self.actor, "actor")
        del mapping(data["actors"], "`actors`")[self.actor]


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
