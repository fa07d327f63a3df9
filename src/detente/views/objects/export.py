"""Exported states as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from detente.answers import analysis
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.provenance import Provenance, pack_provenance
from detente.views.objects.parts.text import object_text, rows_text
from detente.views.tables import Table


class Export(Told):
    """What `detente export --format json` writes: one row a state; verdicts are true and false."""

    command: Literal["export"] = "export"
    scenario: str
    variant: str | None
    columns: list[str]
    rows: list[list[str | int | float | bool | None]]
    provenance: Provenance


class Written(Told):
    """What `detente export --to FILE --json` prints: where the table was written."""

    command: Literal["export"] = "export"
    scenario: str
    file: str
    format: str
    states: int


def written(found: analysis.Analysis, form: str, file: Path | None) -> Written:
    """Return where states were exported to as its JSON object."""
    return Written(scenario=found.title, file=str(file), format=form, states=len(found.states))


def exported(table: Table, found: analysis.Analysis) -> Iterator[str]:
    """Return the text of a table of states and verdicts as its JSON object, piece by piece."""
    rest = Export(
        scenario=found.title,
        variant=found.variant,
        columns=list(table.columns),
        rows=[],
        provenance=pack_provenance(found.provenance),
    )
    return object_text(rest, {"rows": rows_text(table.rows)})


ENVELOPE = Export | Written
