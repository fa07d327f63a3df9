"""detente export: states and verdicts for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Concept, Engine, Scenario, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente export chicken --format csv"


def export(
    scenario: Scenario,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Write a file (.csv or .json); without it, print."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="csv or json; without it, by the file's name.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    engine: Engine = None,
    as_json: AsJson = False,
) -> Output:
    """Give states and verdicts as CSV or JSON.

    One row a state. A file that exists is never written over without --force.
    """
    from detente import api

    form = form or ("json" if as_json and to is None else None)
    with progress() as tell:
        found = api.export(scenario, to, form, variant, concept, beliefs, engine, tell, force=force)
    return Output(found.text_parts()) if found.file is None else answer(as_json, found.page, found.json_parts)
