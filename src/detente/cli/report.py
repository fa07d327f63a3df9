"""detente report: everything on one page for somebody who decides, as HTML or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli._given import (
    AsJson,
    AsOf,
    Beliefs,
    Concept,
    Force,
    Outcomes,
    Samples,
    Scenario,
    Seed,
    Sharing,
    Variant,
)
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente report gisborne -o report.html"


def report(
    scenario: Scenario,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where it is written: .html, or .pdf printed by a browser."
        ),
    ],
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    as_of: AsOf = None,
    sharing: Sharing = None,
    outcomes: Outcomes = None,
    samples: Samples = None,
    seed: Seed = None,
    rests: Annotated[
        bool, typer.Option("--rests/--no-rests", help="Tell of every claim what it rests on, which takes longest.")
    ] = True,
    force: Force = False,
    as_json: AsJson = False,
) -> Output:
    """Write all that is known of a conflict into one file.

    The file needs nothing else: no network, no other file, no JavaScript. A file that exists is never written over
    without --force. --json prints where it was written, with every number that it tells.
    """
    from detente import api

    with progress() as tell:
        found = api.report(
            scenario, output, variant, concept, beliefs, as_of, tell, sharing, outcomes or (), samples, seed,
            rests=rests, force=force,
        )  # fmt: skip
    return answer(as_json, found.page, found.json_parts)
