"""Edits as they are sent."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter

from detente.scenario.edits import Edit, kinds
from detente.workbench.objects.kept import Given

if TYPE_CHECKING:
    AnyEdit = Edit
else:
    AnyEdit = Annotated[functools.reduce(operator.or_, kinds().values()), Field(discriminator="edit")]

Edits = Annotated[list[AnyEdit], Field(max_length=200, description="made one after another, all of them or none")]

READER: TypeAdapter[list[Edit]] = TypeAdapter(Edits)
"""What reads edits from plain data."""


class NewEdits(Given):
    """Edits of a scenario that is saved with them."""

    edits: Edits = Field(min_length=1)


class EditedText(Given):
    """Edits of a text that need not be saved, as the scenario of a name; without any, its forms are told."""

    name: str = Field(max_length=200)
    text: str
    edits: Edits = Field(default_factory=list)
    wait: float = Field(10.0, ge=0, le=20.0, strict=True, description="seconds to wait for the answer itself")
