"""Edits of acceptances: what the standards find and the author lets stand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.edits.edit import Data, Edit, Few, Fields, Name, Place, Words, change, made, one_or_few, order
from detente.scenario.edits.part import add_item, item, remove_item

KEYS = order(schema.Acceptance)

Reason = Annotated[Words, Field(min_length=1)]
Things = Annotated[Few, Field(min_length=1)]


class _Said(Edit):
    """What can be said of an acceptance: of which check, of what it is found, and why it may stand."""

    check: Name | None = None
    of: Things | None = None
    because: Reason | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        return {"check": self.check, "of": one_or_few(self.of), "because": self.because}


class Add(_Said):
    """One more thing may stand, the last."""

    edit: Literal["acceptance.add"] = "acceptance.add"
    check: Name
    of: Things
    because: Reason

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_item(data, "accept", made(self.fields, KEYS))


class Change(_Said):
    """What may stand, or why, is otherwise."""

    edit: Literal["acceptance.change"] = "acceptance.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(item(data, "accept", self.place, "acceptances"), self.fields, KEYS)


class Remove(Edit):
    """An acceptance goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["acceptance.remove"] = "acceptance.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, "accept", self.place, "acceptances")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
