"""detente forecast: how likely each place is where play may come to rest."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Concept, Scenario, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente forecast us-russia-2024"


def forecast(
    scenario: Scenario,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Leave out the signals that came after this day (YYYY-MM-DD)."),
    ] = None,
    as_json: AsJson = False,
) -> Output:
    """Say how likely each place is where play may come to rest.

    From the chances of circumstances and the signals seen: prospects and choices with their chances and bounds, which
    circumstances swing them, what the signals did, and the words of the analysis against the numbers.
    """
    from detente import api

    with progress() as tell:
        found = api.forecast(scenario, variant, concept, beliefs, as_of, tell)
    return answer(as_json, found.page, found.json_parts)
