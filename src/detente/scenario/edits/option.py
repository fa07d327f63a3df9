"""Edits of options: what actors can set."""

from __future__ import annotations

from typing import Literal

from detente.scenario import schema
from detente.scenario.edits.actor import KEYS as ACTOR
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
    free,
    insert,
    made,
    mapping,
    order,
    within,
)

KEYS = order(schema.Option)


class _Described(Grounded):
    """What can be said of an option; `irreversible` lists values that its actor cannot leave, or is `yes` alone."""

    actor: Name
    option: Name
    means: Words | None = None
    values: Few | None = None
    start: Words | None = None
    needs: Formula | None = None
    lapses_when: Formula | None = None
    irreversible: Few | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        said: Fields = {
            "means": self.means,
            "values": few(self.values),
            "start": self.start,
            "needs": self.needs,
            "lapses when": self.lapses_when,
            "irreversible": "yes" if self.irreversible == ["yes"] else few(self.irreversible),
        }
        return {**said, **self.grounds}


def _options(data: Data, actor: str) -> Data:
    """Return the options of an actor, made where there are none."""
    owner = within(data, "actors", actor, "actor")
    if "options" not in owner:
        insert(owner, "options", {}, ACTOR)
    return mapping(owner["options"], f"`options` of `{actor}`")


class Add(_Described):
    """An actor has one more option, the last."""

    edit: Literal["option.add"] = "option.add"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        options = _options(data, self.actor)
        free(self.option, options, "an option")
        options[self.option] = made(self.fields, KEYS)


class Change(_Described):
    """An option is described otherwise; its key stays, since other parts use it."""

    edit: Literal["option.change"] = "option.change"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        owner = within(data, "actors", self.actor, "actor")
        change(within(owner, "options", self.option, f"option of `{self.actor}`"), self.fields, KEYS)


class Remove(Edit):
    """An option goes; what else names it stays as it is, and is told by the checks."""

    takes_away = True
    edit: Literal["option.remove"] = "option.remove"
    actor: Name
    option: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        owner = within(data, "actors", self.actor, "actor")
        within(owner, "options", self.option, f"option of `{self.actor}`")
        del mapping(owner["options"], "`options`")[self.option]


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
