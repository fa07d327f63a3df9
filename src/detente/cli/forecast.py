"""detente forecast: how likely each place is where play may come to rest."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import (
    AsJson,
    AsOf,
    Beliefs,
    Concept,
    Force,
    Outcomes,
    Picture,
    Plot,
    Samples,
    Scenario,
    Seed,
    Sharing,
    Variant,
)
from detente.cli._output import Output, check_picture, drawn
from detente.cli._progress import progress
from detente.errors import question

EXAMPLE = "Example: detente forecast us-russia-2024"


def forecast(
    scenario: Scenario,
    variant: Variant = None,
    concept: Concept = None,
    beliefs: Beliefs = None,
    as_of: AsOf = None,
    sharing: Sharing = None,
    outcomes: Outcomes = None,
    drivers: Annotated[
        bool, typer.Option("--drivers", help="Say what drives the likeliest prospect, or what --for names.")
    ] = False,
    about: Annotated[
        str | None,
        typer.Option("--for", metavar="FORMULA", help="With --drivers: an outcome, a situation, a claim or a formula."),
    ] = None,
    likely: Annotated[
        str | None,
        typer.Option(
            "--likely",
            metavar="CHANCE",
            help="With --drivers: from which chance something counts as likely, a number or a word; without it, 0.8.",
        ),
    ] = None,
    samples: Samples = None,
    seed: Seed = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="Judge the worlds on a cluster: the address of a Dask scheduler, such as 10.0.0.5:8786.",
        ),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(
            "--resume",
            metavar="FILE",
            help="Keep what is done in a file, and go on with what it has; work that is broken off is not lost.",
        ),
    ] = None,
    plot: Plot = None,
    picture: Picture = None,
    force: Force = False,
    as_json: AsJson = False,
) -> Output:
    """Say how likely each place is where play may come to rest.

    From the chances of circumstances and the signals seen: prospects and choices with their chances and bounds, which
    circumstances swing them, what the signals did, and the words of the analysis against the numbers. With --drivers:
    what one of them hangs on, and what would have to be true for it to be likely.
    """
    from detente import api

    check_picture("drivers" if drivers else "forecast", plot, picture, force)
    with progress() as tell:
        asked = (variant, concept, beliefs, as_of, tell, sharing, outcomes or (), samples, seed, cluster, resume)
        if drivers:
            driven = api.drivers(scenario, about, likely, *asked)
            return drawn(driven, plot, picture, force, as_json)
        _only_with_drivers(about, likely)
        found = api.forecast(scenario, *asked)
        return drawn(found, plot, picture, force, as_json)


def _only_with_drivers(about: str | None, likely: str | None) -> None:
    """Raise QuestionError for an option that says something only with --drivers."""
    given = [name for name, value in (("--for", about), ("--likely", likely)) if value is not None]
    if given:
        raise question(
            "needs-drivers",
            f"{' and '.join(given)} {'is' if len(given) == 1 else 'are'} given without --drivers",
            "What an outcome hangs on is asked with --drivers.",
            "Add --drivers, or name outcomes to be told apart with --outcome.",
        )
