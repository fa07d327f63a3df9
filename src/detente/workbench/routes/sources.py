"""Endpoint of sources: a paragraph of the reader's own copy."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from detente.workbench.objects import kept
from detente.workbench.refusals import told
from detente.workbench.routes.given import Name
from detente.workbench.routes.who import Here, Reader
from detente.workbench.sources import paragraph

routes = APIRouter(prefix="/api", tags=["sources"])

Source = Annotated[str, Path(max_length=200, description="the key of a source")]
Number = Annotated[int, Path(ge=1, le=99_999, description="the number of a paragraph")]


@routes.get("/scenarios/{name}/sources/{source}/paragraphs/{number}", responses=told())
def cited(name: Name, source: Source, number: Number, here: Here, _who: Reader) -> kept.Paragraph:
    """Return a paragraph of a source, from the reader's own copy in the folder."""
    file, found = paragraph(here.folder, name, source, number)
    return kept.Paragraph(source=source, number=number, text=found[number - 1], file=file, total=len(found))
