"""detente evolve: play as a random walk, where it ends and how likely."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, AsOf, Beliefs, Concept, Force, Picture, Plot, Scenario, Variant
from detente.cli._output import Output, check_picture, drawn
from detente.cli._progress import progress

EXAMPLE = "Example: detente evolve us-russia-2024 --mover Russia=2"


def evolve(
    scenario: Scenario,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    moves: Annotated[
        str,
        typer.Option(
            "--moves",
            metavar="NAME",
            help="Among which moves a mover chooses: undeterred (under the concept), improvements or best.",
        ),
    ] = "undeterred",
    mover: Annotated[
        list[str] | None,
        typer.Option(
            "--mover",
            metavar="ACTOR=WEIGHT",
            help="What an actor weighs when a mover is drawn; 1 unless given. May be repeated.",
        ),
    ] = None,
    paths: Annotated[int, typer.Option("--paths", metavar="N", help="How many of the likeliest ways are told.")] = 5,
    worlds: Annotated[bool, typer.Option("--worlds", help="Tell also where play leads over all worlds.")] = False,
    as_of: AsOf = None,
    plot: Plot = None,
    picture: Picture = None,
    force: Force = False,
    as_json: AsJson = False,
) -> Output:
    """Play from the status quo at random: where it ends, how likely.

    At each state a mover is drawn, and makes one of its moves. Where that comes to rest or goes round, how likely,
    after how many moves, and by which ways. Its chances are assumptions about who moves when.
    """
    from detente import api

    check_picture("evolve", plot, picture, force)
    with progress() as tell:
        found = api.evolve(
            scenario, variant, concept, beliefs, moves, mover or (), paths, tell, worlds=worlds, as_of=as_of
        )
    return drawn(found, plot, picture, force, as_json)
