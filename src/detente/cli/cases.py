"""detente cases: the library of scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli._given import AsJson
from detente.cli._output import Output, answer

EXAMPLE = "Example: detente cases us-russia-2024"


def cases(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="One case, to be shown in full; without it, all are listed.")
    ] = None,
    copy: Annotated[
        Path | None,
        typer.Option("--copy", metavar="FOLDER", help="Copy the case's scenario into a folder, to be edited."),
    ] = None,
    as_json: AsJson = False,
) -> Output:
    """List the cases of the library.

    What each tells, and how far its sources can be trusted; or one case in full, or a copy of it.
    """
    from detente import api
    from detente.errors import question

    if copy is not None:
        if case is None:
            raise question(
                "no-case",
                "--copy needs to know which case to copy",
                "",
                "Name one: detente cases chicken --copy .",
            )
        written = api.copy_case(case, copy)
        return answer(as_json, written.page, written.json_parts)
    found = api.cases()
    if case is not None:
        one = api.case(case)
        return answer(as_json, one.page, one.json_parts)
    return answer(as_json, found.page, found.json_parts)
