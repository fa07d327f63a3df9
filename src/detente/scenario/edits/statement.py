"""Edits of statements: what actors want, the most important first."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.errors import question
from detente.scenario import schema
from detente.scenario.document import Plain
from detente.scenario.edits.actor import KEYS as ACTOR
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Fields,
    Formula,
    Grounded,
    Name,
    Place,
    Words,
    at,
    change,
    free,
    insert,
    listing,
    made,
    mapping,
    names,
    order,
    shapeless,
    within,
)

KEYS, DROPS = order(schema.Statement), order(schema.Drops)


def _statements(data: Data, actor: str, weighed: bool = False) -> list[Plain]:
    """Return the statements of an actor; where there are none a list is made, `weighed` if it is to have weights."""
    owner = within(data, "actors", actor, "actor")
    if "ranking" in owner:
        raise shapeless(f"what `{actor}` wants", "a list of statements: it ranks states")
    key = "weighs" if "weighs" in owner or (weighed and "prefers" not in owner) else "prefers"
    if key not in owner:
        insert(owner, key, [], ACTOR)
    return listing(owner[key], f"`{key}` of `{actor}`")


class _Said(Grounded):
    """What can be said in a statement; `text` is what is wanted or avoided.

    `drops_below` names the statement below which it moves where `drops_when` holds.
    """

    actor: Name
    verb: Literal["want", "avoid"] | None = None
    text: Formula | None = None
    condition: Formula | None = None
    exactly_when: Formula | None = None
    weight: Words | None = None
    drops_below: Words | None = None
    drops_when: Formula | None = None

    def tell(self, statement: Data, verb: str) -> None:
        """Put what is said into a statement."""
        change(statement, {verb: self.text, **self.fields}, KEYS)
        if self.drops_below is None and self.drops_when is None:
            return
        drops = dict(mapping(statement.get("drops", {}), "`drops`"))
        change(drops, {"below": self.drops_below, "when": self.drops_when}, DROPS)
        change(statement, {"drops": drops}, KEYS)

    @property
    def fields(self) -> Fields:
        """Return what is said, by key, less what is wanted or avoided."""
        said: Fields = {"if": self.condition, "exactly when": self.exactly_when, "weight": self.weight}
        return {**said, **self.grounds}


class Add(_Said):
    """An actor has one more statement, at a place (none: the last)."""

    edit: Literal["statement.add"] = "statement.add"
    name: Words | None = None
    verb: Literal["want", "avoid"] = "want"
    text: Annotated[Formula, Field(min_length=1)]
    place: Place | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        statements = _statements(data, self.actor, bool(self.weight))
        if self.name:
            free(self.name, names(statements), f"a statement of `{self.actor}`")
        to = len(statements) if self.place in (None, len(statements) + 1) else at(statements, self.place or 1, "places")
        statement = made({"name": self.name}, KEYS)
        self.tell(statement, self.verb)
        statements.insert(to, statement)


class Change(_Said):
    """A statement says something else; its name stays, since other parts may use it."""

    edit: Literal["statement.change"] = "statement.change"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        statements = _statements(data, self.actor)
        index = at(statements, self.place, f"statements of `{self.actor}`")
        statement = mapping(statements[index], f"statement {self.place} of `{self.actor}`")
        old = "avoid" if "avoid" in statement else "want"
        verb = self.verb or old
        if self.text == "":
            raise question("edit-shape", "a statement says nothing", "It wants or avoids something.", "Remove it.")
        if verb != old and verb in statement:
            raise shapeless(f"statement {self.place} of `{self.actor}`", "one that wants or avoids: it does both")
        if verb != old:  # the one takes the place of the other
            changed = {verb if key == old else key: value for key, value in statement.items()}
            statements[index] = statement = changed
        self.tell(statement, verb)


class Move(Edit):
    """A statement comes to another place among those of its actor; the others keep their order."""

    edit: Literal["statement.move"] = "statement.move"
    actor: Name
    place: Place
    to: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        statements = _statements(data, self.actor)
        what = f"statements of `{self.actor}`"
        before, after = at(statements, self.place, what), at(statements, self.to, what)
        statements.insert(after, statements.pop(before))


class Remove(Edit):
    """A statement goes."""

    takes_away = True
    edit: Literal["statement.remove"] = "statement.remove"
    actor: Name
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        statements = _statements(data, self.actor)
        del statements[at(statements, self.place, f"statements of `{self.actor}`")]


EDITS: tuple[type[Edit], ...] = (Add, Change, Move, Remove)
