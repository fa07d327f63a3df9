"""Edits of situations: names for formulas."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario.edits.edit import Data, Edit, Formula, Name, free, mapping, section, unknown


def _situations(data: Data, name: str) -> Data:
    """Return the situations, of which there is one of that name."""
    situations = mapping(data.get("situations", {}), "`situations`")
    if name not in situations:
        raise unknown(f"there is no situation `{name}`", situations)
    return situations


class Add(Edit):
    """There is one more situation, the last."""

    edit: Literal["situation.add"] = "situation.add"
    situation: Name
    text: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        situations = mapping(section(data, "situations", {}), "`situations`")
        free(self.situation, situations, "a situation")
        situations[self.situation] = self.text


class Change(Edit):
    """A situation stands for something else."""

    edit: Literal["situation.change"] = "situation.change"
    situation: Name
    text: Annotated[Formula, Field(min_length=1)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        _situations(data, self.situation)[self.situation] = self.text


class Remove(Edit):
    """A situation goes; with the last one goes the heading."""

    takes_away = True
    edit: Literal["situation.remove"] = "situation.remove"
    situation: Name

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        situations = _situations(data, self.situation)
        del situations[self.situation]
        if not situations:
            del data["situations"]


EDITS: tuple[type[Edit], ...] = (Add, Change, Remove)
