"""detente explain: why a state holds or does not."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Concept, Engine, Everything, Scenario, Seconds, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente explain us-russia-2024 US.aid=cut --actor Europe"


def explain(
    scenario: Scenario,
    state: Annotated[
        str,
        typer.Argument(
            metavar="STATE",
            help="A state's number or name, `start` for the status quo, or settings that differ from the status quo, "
            "as in US.aid=cut,Europe.troops=yes.",
        ),
    ] = "start",
    actor: Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Only this actor's reasons.")] = None,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    engine: Engine = None,
    seconds: Seconds = None,
    everything: Everything = False,
    as_json: AsJson = False,
) -> Output:
    """Say why a state holds or does not.

    For each actor: its better moves, the replies that deter it, and what they would cost it.
    """
    from detente import api

    with progress() as tell:
        found = api.explain(scenario, state, actor, variant, concept, beliefs, engine, tell, seconds)
    return answer(as_json, lambda: found.page(everything), found.json_parts)
