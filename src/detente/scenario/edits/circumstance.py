"""Edits of circumstances: what nobody in the model controls, and how sure one is of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.document import Plain
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Few,
    Fields,
    Formula,
    Grounded,
    Name,
    Words,
    change,
    few,
    made,
    order,
    within,
)
from detente.scenario.edits.part import add_entry, remove_entry

KEYS = order(schema.Circumstance)

Table = Annotated[dict[Formula, Words], Field(max_length=200)]


class _Described(Grounded):
    """What can be said of a circumstance.

    `chance` is a number, a range or a word of the scale in use, for the value that it has now (empty: not doubted);
    `chances` has one for each value, or a table of cases. Either takes the place of whatever chance stood there.
    """

    circumstance: Name
    values: Few | None = None
    now: Annotated[Words, Field(min_length=1)] | None = None
    means: Words | None = None
    chance: Words | None = None
    chances: Annotated[dict[Name, Words | Table], Field(max_length=200)] | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key; of a chance for one value and one for each, the new one only."""
        said: Fields = {
            "values": few(self.values),
            "now": self.now,
            "means": self.means,
            "chance": self.chance if self.chance is not None else "" if self.chances is not None else None,
            "chances": _each(self.chances) if self.chances is not None else {} if self.chance is not None else None,
        }
        return {**said, **self.grounds}


def _each(given: Mapping[str, str | dict[str, str]]) -> Plain:
    return {value: one if isinstance(one, str) else dict(one) for value, one in given.items()}


class Add(_Described):
    """There is one more circumstance, the last."""

    edit: Literal["circumstance.add"] = "circumstance.add"
    now: Annotated[Words, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_entry(data, "circumstances", self.circumstance, "a circumstance", made(self.fields, KEYS))


class Change(_Described):
    """A circumstance, or its chance, is otherwise; its key stays, since other parts use it."""

    edit: Literal["circumstance.change"] = "circumstance.change"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(within(data, "circumstances", self.circumstance, "circumstance"), self.fields, KEYS)


class Remove(Edit):
    """A circumstance goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["circumstance.remove"] = "circumstance.remove"
    circumstance: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_entry(data, "circumstances", self.circumstance, "circumstance")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
