"""What all objects that `--json` prints have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Told(BaseModel):
    """A part of what is printed: nothing can be added to it, and nothing changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
