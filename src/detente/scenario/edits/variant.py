"""Edits of variants: named what-ifs."""

from __future__ import annotations

from typing import Literal

from detente.scenario import schema
from detente.scenario.edits.edit import (
    Cited,
    Data,
    Edit,
    Few,
    Fields,
    Name,
    Pairs,
    Words,
    change,
    few,
    made,
    order,
    pairs,
    within,
)
from detente.scenario.edits.part import add_entry, remove_entry

KEYS = order(schema.Variant)


class _Described(Cited):
    """What can be said of a variant.

    `set` gives circumstances other values, `start` options at the start (in graph form it is the name of a state),
    `lock` options that nobody can change then; each takes the place of all that stood there (empty: nothing).
    """

    variant: Name
    says: Words | None = None
    set: Pairs | None = None
    start: Pairs | Words | None = None
    lock: Pairs | None = None
    irreversible: Few | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        said: Fields = {
            "says": self.says,
            "set": pairs(self.set),
            "start": self.start if isinstance(self.start, str) else pairs(self.start),
            "lock": pairs(self.lock),
            "irreversible": few(self.irreversible),
        }
        return {**said, **self.grounds}


class Add(_Described):
    """There is one more variant, the last."""

    edit: Literal["variant.add"] = "variant.add"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_entry(data, "variants", self.variant, "a variant", made(self.fields, KEYS))


class Change(_Described):
    """A variant differs otherwise from what is written; its key stays, since other parts use it."""

    edit: Literal["variant.change"] = "variant.change"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(within(data, "variants", self.variant, "variant"), self.fields, KEYS)


class Remove(Edit):
    """A variant goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["variant.remove"] = "variant.remove"
    variant: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_entry(data, "variants", self.variant, "variant")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
