"""detente analyse: what holds, and where play comes to rest."""

from __future__ import annotations

from detente.cli._given import AsJson, Beliefs, Concept, Scenario, Variant
from detente.cli._output import Output, answer

EXAMPLE = "Example: detente analyse us-russia-2024 --variant first_term"


def analyse(
    scenario: Scenario,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    as_json: AsJson = False,
) -> Output:
    """Say what holds, and where play comes to rest.

    What holds under each concept, where play from the status quo comes to rest, by which moves, and why.
    """
    from detente import api

    found = api.analyse(scenario, variant, concept, beliefs)
    return answer(as_json, found.page, found.envelope)
