"""Edits of rules: what cannot be."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.edits.edit import Data, Edit, Formula, Grounded, Place, Words, change, free, made, names, order
from detente.scenario.edits.part import add_item, item, items, remove_item

KEYS = order(schema.Rule)


class Add(Grounded):
    """There is one more rule, the last."""

    edit: Literal["rule.add"] = "rule.add"
    name: Words | None = None
    when: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        if self.name:
            free(self.name, names(items(data, "never")), "a rule")
        add_item(data, "never", made({"name": self.name, "when": self.when, **self.grounds}, KEYS))


class Change(Grounded):
    """A rule says something else."""

    edit: Literal["rule.change"] = "rule.change"
    place: Place
    when: Annotated[Formula, Field(min_length=1)] | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(item(data, "never", self.place, "rules"), {"when": self.when, **self.grounds}, KEYS)


class Remove(Edit):
    """A rule goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["rule.remove"] = "rule.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, "never", self.place, "rules")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
