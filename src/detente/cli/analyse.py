"""detente analyse: what holds, and where play comes to rest."""

from __future__ import annotations

from detente.cli._given import AsJson, Beliefs, Concept, Engine, Scenario, Seconds, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente analyse us-russia-2024 --variant first_term"


def analyse(
    scenario: Scenario,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    engine: Engine = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
) -> Output:
    """Say what holds, and where play comes to rest.

    What holds under each concept, where play from the status quo comes to rest, by which moves, and why.
    """
    from detente import api

    with progress() as tell:
        found = api.analyse(scenario, variant, concept, beliefs, engine, tell, seconds)
    return answer(as_json, found.page, found.json_parts)
