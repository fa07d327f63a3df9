"""Edits of sources: the texts that judgements cite."""

from __future__ import annotations

from typing import Literal

from detente.scenario import schema
from detente.scenario.edits.edit import Data, Edit, Fields, Name, Words, change, made, order, within
from detente.scenario.edits.part import add_entry, remove_entry

KEYS = order(schema.Source)


class _Described(Edit):
    """What can be said of a source."""

    source: Name
    author: Words | None = None
    title: Words | None = None
    published: Words | None = None
    pages: Words | None = None
    paragraphs: Words | None = None
    grade: Words | None = None
    note: Words | None = None

    @property
    def fields(self) -> Fields:
        """Return what is said, by key."""
        return {key: getattr(self, key) for key in schema.Source.model_fields}


class Add(_Described):
    """There is one more source, the last."""

    edit: Literal["source.add"] = "source.add"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_entry(data, "sources", self.source, "a source", made(self.fields, KEYS))


class Change(_Described):
    """A source is described otherwise; its key stays, since citations use it."""

    edit: Literal["source.change"] = "source.change"

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        change(within(data, "sources", self.source, "source"), self.fields, KEYS)


class Remove(Edit):
    """A source goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["source.remove"] = "source.remove"
    source: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_entry(data, "sources", self.source, "source")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
