"""Edits of rules: what cannot be."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario import schema
from detente.scenario.document import Plain
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Formula,
    Grounded,
    Place,
    Words,
    at,
    change,
    free,
    listing,
    made,
    mapping,
    names,
    order,
    section,
)

KEYS = order(schema.Rule)


def _rules(data: Data) -> list[Plain]:
    return listing(data.get("never", []), "`never`")


class Add(Grounded):
    """There is one more rule, the last."""

    edit: Literal["rule.add"] = "rule.add"
    name: Words | None = None
    when: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        rules = listing(section(data, "never", []), "`never`")
        if self.name:
            free(self.name, names(rules), "a rule")
        rules.append(made({"name": self.name, "when": self.when, **self.grounds}, KEYS))


class Change(Grounded):
    """A rule says something else."""

    edit: Literal["rule.change"] = "rule.change"
    place: Place
    when: Annotated[Formula, Field(min_length=1)] | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        rules = _rules(data)
        rule = mapping(rules[at(rules, self.place, "rules")], f"rule {self.place}")
        change(rule, {"when": self.when, **self.grounds}, KEYS)


class Remove(Edit):
    """A rule goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["rule.remove"] = "rule.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        rules = _rules(data)
        del rules[at(rules, self.place, "rules")]
        if not rules:
            del data["never"]


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
