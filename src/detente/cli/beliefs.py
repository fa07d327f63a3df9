"""detente beliefs: the conflict as each actor sees it, and what that changes."""

from __future__ import annotations

from detente.cli._given import AsJson, AsOf, Concept, Samples, Scenario, Seed, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente beliefs us-russia-2024 --variant offer_sticky_truce"


def beliefs(
    scenario: Scenario,
    variant: Variant = None,
    concept: Concept = None,
    as_of: AsOf = None,
    samples: Samples = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> Output:
    """Show each actor's own game, and what beliefs change.

    What each takes to be so, where each expects play to come to rest, what comes of it in fact, whom that surprises;
    and how likely it is that beliefs change where play comes to rest.
    """
    from detente import api

    with progress() as tell:
        found = api.beliefs(scenario, variant, concept, as_of, tell, samples, seed)
    return answer(as_json, found.page, found.json_parts)
