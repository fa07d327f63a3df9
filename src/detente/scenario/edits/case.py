"""Edits of cases: the lines of a table that says on what the chance of a circumstance hangs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario.document import Plain
from detente.scenario.edits.circumstance import KEYS
from detente.scenario.edits.edit import (
    Data,
    Edit,
    Formula,
    Name,
    Place,
    Words,
    at,
    free,
    insert,
    mapping,
    shapeless,
    unknown,
    within,
)

REST = "otherwise"
"""The case, the last, that covers what the others leave."""

Lines = list[tuple[str, Plain]]


class _Case(Edit):
    """A line of the table of a circumstance; with `value`, of that value's where each value has its own chance."""

    circumstance: Name
    value: Name | None = None

    def holder(self, data: Data) -> tuple[Data, str]:
        """Return in what the chance stands, and under which key."""
        entry = within(data, "circumstances", self.circumstance, "circumstance")
        if self.value is None and "chances" in entry:
            raise shapeless(f"the chance of `{self.circumstance}`", "one, since each of its values has its own")
        if self.value is None:
            return entry, "chance"
        chances = mapping(entry.get("chances", {}), f"`chances` of `{self.circumstance}`")
        if self.value not in chances:
            raise unknown(f"there is no chance of `{self.circumstance} = {self.value}`", chances)
        return chances, self.value

    def lines(self, data: Data) -> Lines:
        """Return the cases with their chances; a chance that hangs on nothing is that of one case."""
        holder, key = self.holder(data)
        there = holder.get(key, "1")  # what has no chance is not doubted
        if isinstance(there, list):
            raise shapeless(f"the chance of `{self.circumstance}`", "a chance")
        return list(there.items()) if isinstance(there, dict) else [(REST, there)]

    def put(self, data: Data, lines: Lines) -> None:
        """Let the table have these lines; without any it goes."""
        holder, key = self.holder(data)
        if not lines:
            holder.pop(key, None)
        elif key in holder:
            holder[key] = dict(lines)
        else:
            insert(holder, key, dict(lines), KEYS)


class Add(_Case):
    """There is one more case, at a place (none: the last, but above `otherwise`)."""

    edit: Literal["case.add"] = "case.add"
    when: Annotated[Formula, Field(min_length=1)]
    chance: Annotated[Words, Field(min_length=1)]
    place: Place | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds; a chance that hung on nothing is the one that holds otherwise."""
        lines = self.lines(data)
        free(self.when, dict(lines), "a case")
        last = len(lines) - (1 if lines and lines[-1][0] == REST and self.when != REST else 0)
        to = last if self.place in (None, len(lines) + 1) else at(lines, self.place or 1, "cases")
        self.put(data, [*lines[:to], (self.when, self.chance), *lines[to:]])


class Change(_Case):
    """A case is another, or has another chance."""

    edit: Literal["case.change"] = "case.change"
    place: Place
    when: Annotated[Formula, Field(min_length=1)] | None = None
    chance: Annotated[Words, Field(min_length=1)] | None = None

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        lines = self.lines(data)
        index = at(lines, self.place, "cases")
        when, chance = lines[index]
        if self.when is not None and self.when != when:
            free(self.when, dict(lines), "a case")
        lines[index] = (self.when or when, self.chance or chance)
        self.put(data, lines)


class Move(_Case):
    """A case comes to another place; the others keep their order."""

    edit: Literal["case.move"] = "case.move"
    place: Place
    to: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        lines = self.lines(data)
        before, after = at(lines, self.place, "cases"), at(lines, self.to, "cases")
        lines.insert(after, lines.pop(before))
        self.put(data, lines)


class Remove(_Case):
    """A case goes; with the last one goes the chance."""

    takes_away = True
    edit: Literal["case.remove"] = "case.remove"
    place: Place

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        lines = self.lines(data)
        del lines[at(lines, self.place, "cases")]
        self.put(data, lines)


EDITS: tuple[type[Edit], ...] = (Add, Change, Move, Remove)
