"""Edits of situations: names for formulas."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario.edits.edit import Data, Edit, Formula, Name
from detente.scenario.edits.part import add_entry, entries, remove_entry


class Add(Edit):
    """There is one more situation, the last."""

    edit: Literal["situation.add"] = "situation.add"
    situation: Name
    text: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        add_entry(data, "situations", self.situation, "a situation", self.text)


class Change(Edit):
    """A situation stands for something else."""

    edit: Literal["situation.change"] = "situation.change"
    situation: Name
    text: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        entries(data, "situations", self.situation, "situation")[self.situation] = self.text


class Remove(Edit):
    """A situation goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["situation.remove"] = "situation.remove"
    situation: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        remove_entry(data, "situations", self.situation, "situation")


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
