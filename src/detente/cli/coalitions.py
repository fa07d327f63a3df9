"""detente coalitions: which groups would leave together, and what holds against all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Everything, Scenario, Variant
from detente.cli._output import Output, answer
from detente.cli._progress import progress

EXAMPLE = "Example: detente coalitions elmira-9-state --state 5"


def coalitions(
    scenario: Scenario,
    variant: Variant = None,
    concept: Annotated[
        str | None,
        typer.Option(
            "--concept",
            metavar="NAME",
            help="The concept that leads: one for groups (cnash, cgmr, csmr or cseq), or one for single actors, whose "
            "counterpart is taken; without it, the scenario's own.",
        ),
    ] = None,
    beliefs: Beliefs = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help="Only this state, as for explain; without it, the status quo, the prospects and what else holds.",
        ),
    ] = None,
    pareto: Annotated[
        bool,
        typer.Option("--pareto", help="A group wants also what some member prefers and no member likes less."),
    ] = False,
    joint: Annotated[
        str | None,
        typer.Option(
            "--joint",
            metavar="HOW",
            help="How members of a group act: `turns`, or `once` (at once too), which is so where there are options.",
        ),
    ] = None,
    partition: Annotated[
        str | None,
        typer.Option(
            "--partition",
            metavar="BLOCKS",
            help="Set beside it what holds with fixed blocks, as in US+Europe,Russia; who is not named stands alone.",
        ),
    ] = None,
    worlds: Annotated[bool, typer.Option("--worlds", help="Tell also how likely it is, over all worlds.")] = False,
    everything: Everything = False,
    as_json: AsJson = False,
) -> Output:
    """Find the groups that would leave a state together.

    Every group of actors is looked at: what it could bring about and all its members prefer, what the others would do
    about it, where it would go; what holds against every group, and what could form at the status quo and stay.
    """
    from detente import api

    with progress() as tell:
        found = api.coalitions(
            scenario, variant, concept, beliefs, state, pareto, joint, partition, tell, worlds=worlds
        )
    return answer(as_json, lambda: found.page(everything), found.json_parts)
