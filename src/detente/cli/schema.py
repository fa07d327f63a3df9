"""detente schema: JSON Schemas, for editors and for programs that read what Détente prints."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from detente.cli._output import Output

EXAMPLE = "Example: detente schema analyse"


def schema(
    of: Annotated[
        str,
        typer.Argument(
            metavar="[WHAT]",
            help="`scenario` for the scenario file, a command for what it prints with --json, or `error`.",
        ),
    ] = "scenario",
    as_json: Annotated[bool, typer.Option("--json", help="Accepted as everywhere; a schema is JSON anyway.")] = True,  # noqa: ARG001
) -> Output:
    """Print JSON Schemas.

    Of the scenario file, for editors; or of what a command prints with --json, for programs.
    """
    from detente import api

    return Output(json.dumps(api.schema(of), indent=1, ensure_ascii=False) + "\n")
