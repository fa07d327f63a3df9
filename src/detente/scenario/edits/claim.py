"""Edits of claims: what the analysis claims, put to the test."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.edits.edit import (
    Cited,
    Data,
    Edit,
    Fields,
    Formula,
    Name,
    Place,
    Words,
    change,
    free,
    made,
    names,
    order,
)
from detente.scenario.edits.part import add_item, item, items, remove_item

KEYS = order(schema.Claim)


class _Said(Cited):
    """What can be said of a claim: `variant` is the one in which it is claimed, `under` the concept meant."""

    says: Annotated[Words, Field(min_length=1)] | None = None
    test: Annotated[Formula, Field(min_length=1)] | None = None
    variant: Words | None = None
    under: Words | None = None
    hedge: Words | None = None
    stance: Words | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        said: Fields = {
            "says": self.says,
            "test": self.test,
            "in": self.variant,
            "under": self.under,
            "hedge": self.hedge,
            "stance": self.stance,
        }
        return {**said, **self.grounds}


class Add(_Said):
    """There is one more claim, the last."""

    edit: Literal["claim.add"] = "claim.add"
    name: Name
    says: Annotated[Words, Field(min_length=1)]
    test: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        free(self.name, names(items(data, "claims")), "a claim")
        add_item(data, "claims", made({"name": self.name, **self.fields}, KEYS))


class Change(_Said):
    """A claim says something else, or is tested otherwise; its name stays, since other parts may use it."""

    edit: Literal["claim.change"] = "claim.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(item(data, "claims", self.place, "claims"), self.fields, KEYS)


class Remove(Edit):
    """A claim goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["claim.remove"] = "claim.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_item(data, "claims", self.place, "claims")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
