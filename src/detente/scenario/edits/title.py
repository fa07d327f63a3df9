"""Edits of what the scenario is called."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.scenario.edits.edit import Data, Edit, section


class Change(Edit):
    """The scenario is called otherwise."""

    edit: Literal["title.change"] = "title.change"
    title: Annotated[str, Field(min_length=1, max_length=2_000)]

    def on(self, data: Data) -> None:
        """Change what the text holds."""
        section(data, "title", self.title)
        data["title"] = self.title


EDITS: tuple[type[Edit], ...] = (Change,)
