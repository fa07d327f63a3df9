"""detente leverage: who can keep outcomes from holding, and what each option changes."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, Beliefs, Concept, Force, Picture, Plot, Scenario, Variant
from detente.cli._output import Output, check_picture, drawn
from detente.cli._progress import progress

EXAMPLE = "Example: detente leverage cuban-missile-crisis --between US,USSR"


def leverage(
    scenario: Scenario,
    for_: Annotated[
        list[str] | None,
        typer.Option(
            "--for",
            metavar="OUTCOME",
            help="An outcome or situation of the scenario, a formula, or the number of a state; without it, all that "
            "the scenario names. May be repeated.",
        ),
    ] = None,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    between: Annotated[
        list[str] | None,
        typer.Option(
            "--between",
            metavar="ACTOR,ACTOR",
            help="Actors who may agree on it; without it, every two. May be repeated.",
        ),
    ] = None,
    worlds: Annotated[
        bool, typer.Option("--worlds", help="Tell also how likely each answer is, over all worlds.")
    ] = False,
    plot: Plot = None,
    picture: Picture = None,
    force: Force = False,
    as_json: AsJson = False,
) -> Output:
    """Tell who can keep outcomes from holding, and what turns them.

    Which actors, alone or together, can prevent each outcome, and which would undo it; who is pivotal. Then what would
    be otherwise without each option, with it settled for good, and under each circumstance.
    """
    from detente import api

    check_picture("leverage", plot, picture, force)
    with progress() as tell:
        found = api.leverage(scenario, for_ or (), variant, concept, beliefs, between or (), tell, worlds=worlds)
    return drawn(found, plot, picture, force, as_json)
