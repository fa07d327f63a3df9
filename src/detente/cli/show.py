"""detente show: a conflict at a glance."""

from __future__ import annotations

from detente.cli._given import AsJson, Everything, Scenario, Variant
from detente.cli._output import Output, answer

EXAMPLE = "Example: detente show us-russia-2024"


def show(
    scenario: Scenario, variant: Variant = None, everything: Everything = False, as_json: AsJson = False
) -> Output:
    """Show a conflict at a glance.

    Actors, options, states counted, the status quo, what is in doubt, who wants what, what cannot be.
    """
    from detente import api

    found = api.show(scenario, variant)
    return answer(as_json, lambda: found.page(everything), found.json_parts)
