"""detente claims: what the model says of each claim of an analysis."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli._given import AsJson, AsOf, Beliefs, Sharing
from detente.cli._output import Output, answer
from detente.cli._progress import progress

if TYPE_CHECKING:
    from detente.views.notebook import Claims, Essay

EXAMPLE = "Example: detente claims syria-iraq-1975 --why slide_into_confrontation"

ESSAYS = (".md", ".markdown")
"""How the names of essays end."""


def claims(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO",
            help="A scenario file, a case of the library such as us-russia-2024, or an essay (.md) about a scenario.",
        ),
    ],
    why: Annotated[
        list[str] | None, typer.Option("--why", metavar="NAME", help="Say why; may be given several times.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="Judge this claim alone; may be given several times."),
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option("--variant", metavar="NAME", help="The variant for claims that name none themselves."),
    ] = None,
    concept: Annotated[
        str | None,
        typer.Option("--concept", metavar="NAME", help="The stability concept for claims that state none themselves."),
    ] = None,
    beliefs: Beliefs = None,
    as_of: AsOf = None,
    sharing: Sharing = None,
    rests: Annotated[bool, typer.Option("--rests", help="Say of every claim what its verdict rests on.")] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="With --why or --rests: try pairs of changes too, however long it takes.")
    ] = False,
    across: Annotated[
        bool, typer.Option("--across", help="Judge claims that name no variant as written and in every variant.")
    ] = False,
    essay: Annotated[
        bool, typer.Option("--essay", help="Run the essay that goes with a case, or an essay that is not called .md.")
    ] = False,
    source: Annotated[
        bool, typer.Option("--source", help="Tell instead what covers each paragraph of the scenario's sources.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Let claims count as failed too that are vacuous, unknown or, in essays, fragile."
        ),
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write a JUnit report for continuous integration.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    as_json: AsJson = False,
) -> Output:
    """Put the claims of a scenario or an essay to the test.

    Whether each holds, under which concepts, how likely that is over all worlds, and whether its author's word fits.
    Leaves with 1 where a claim of the analysis' own fails.
    """
    from detente import api

    essay = essay or Path(scenario).suffix.lower() in ESSAYS
    if source:
        beside = {"--why": why, "--variant": variant, "--concept": concept, "--junit": junit, "--rests": rests}
        beside |= {"--thorough": thorough, "--strict": strict, "--as-of": as_of, "--sharing": sharing}
        beside |= {"--across": across, "--only": only}
        _refuse_beside_source(essay, beside)
        covered = api.coverage(scenario)
        return answer(as_json, covered.page, covered.json_parts)
    with progress() as tell:
        found: Claims | Essay
        if essay:
            _refuse_in_essays({"--rests": rests, "--thorough": thorough, "--across": across, "--only": only})
            found = api.essay(scenario, variant, concept, beliefs, why or (), tell, as_of=as_of, sharing=sharing)
        else:
            asked = (scenario, variant, concept, beliefs, why or (), tell)
            found = api.claims(
                *asked,
                rests=rests,
                thorough=thorough,
                as_of=as_of,
                sharing=sharing,
                across=across,
                only=only or (),
            )
    if junit is not None:
        api.junit(found, junit, strict=strict, force=force)
    return answer(as_json, found.page, found.json_parts, int(bool(found.failed(strict))))


def _refuse_beside_source(essay: bool, given: Mapping[str, object]) -> None:
    """Raise QuestionError where something is asked about claims together with the sources."""
    from detente.errors import question

    beside = next((name for name, value in given.items() if value), "an essay" if essay else None)
    if beside is not None:
        raise question(
            "source-alone",
            f"--source is given with {beside}",
            "It tells what a scenario makes of its sources, and runs no claims.",
            "Ask for the two one after the other.",
        )


def _refuse_in_essays(given: Mapping[str, object]) -> None:
    """Raise QuestionError where something is asked of an essay that only scenarios answer."""
    from detente.errors import question

    asked = next((name for name, value in given.items() if value), None)
    if asked is not None:
        raise question(
            "rests-of-essay",
            f"{asked} is given with an essay",
            "It is asked of the claims of a scenario; in essays, `--why NAME` tells what one claim rests on.",
            "Ask it of the scenario that the essay names.",
        )
