"""Where an answer comes from, as an object."""

from __future__ import annotations

from pydantic import Field

from detente.answers import run
from detente.views.objects.parts.base import Told


class Provenance(Told):
    """Where an answer comes from, so that it can be had again."""

    version: str
    file: str
    sha256: str = Field(description="SHA-256 of the scenario's text")
    concept: str = Field(description="the leading concept")
    beliefs: bool = Field(description="whether actors judge replies in the world that they believe in")
    reach: str = Field(description="how sequences of replies were searched: closure or legal")
    engine: str = Field(description="what searched: plain, fast or symbolic")
    seed: int | None = Field(description="null where nothing was drawn")
    seconds: float = Field(description="wall time")


def pack_provenance(given: run.Provenance) -> Provenance:
    """Return where an answer comes from as its object."""
    return Provenance(**vars(given))
