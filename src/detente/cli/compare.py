"""detente compare: variants side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Concept, Engine, Scenario
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente compare us-russia-2024 second_term first_term unprepared"


def compare(
    scenario: Scenario,
    variants: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VARIANT]...",
            help="Variants in the order wanted; one alone is set beside the scenario as written, none means all.",
        ),
    ] = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    engine: Engine = None,
    as_json: AsJson = False,
) -> Output:
    """Set variants side by side.

    What each sets, how many states hold, where play comes to rest and how it gets there.
    """
    from detente import api

    with progress() as tell:
        found = api.compare(scenario, variants or (), concept, beliefs, engine, tell)
    return answer(as_json, found.page, found.json_parts)
