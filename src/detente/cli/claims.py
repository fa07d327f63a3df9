"""detente claims: what the model says of each claim of an analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Scenario
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente claims syria-iraq-1975 --why slide_into_confrontation"


def claims(
    scenario: Scenario,
    why: Annotated[
        list[str] | None, typer.Option("--why", metavar="NAME", help="Say why; may be given several times.")
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option("--variant", metavar="NAME", help="The variant for claims that name none themselves."),
    ] = None,
    concept: Annotated[
        str | None,
        typer.Option("--concept", metavar="NAME", help="The stability concept for claims that state none themselves."),
    ] = None,
    beliefs: Beliefs = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let claims count as failed too that are vacuous or unknown.")
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write a JUnit report for continuous integration.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    as_json: AsJson = False,
) -> Output:
    """Put the claims of a scenario to the test.

    Whether each holds, under which concepts, how likely that is over all worlds, and whether its author's word fits.
    Leaves with 1 where a claim of the analysis' own fails.
    """
    from detente import api

    with progress() as tell:
        found = api.claims(scenario, variant, concept, beliefs, why or (), tell)
    if junit is not None:
        api.junit(found, junit, strict=strict, force=force)
    return answer(as_json, found.page, found.json_parts, int(bool(found.failed(strict))))
