"""detente lint: what an argument falls short of by the standards of the trade."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli._given import AsJson
from detente.cli._output import Output, answer
from detente.cli._progress import progress
from detente.cli.claims import ESSAYS

EXAMPLE = "Example: detente lint syria-iraq-1975"


def lint(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO",
            help="A scenario file, a case of the library such as us-russia-2024, or an essay (.md) about a scenario.",
        ),
    ],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="CODE", help="Make this check; may be given several times.")
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            "--words", metavar="TABLE", help="Read words of chance by icd203 or uk; without it, as the scenario says."
        ),
    ] = None,
    essay: Annotated[
        bool, typer.Option("--essay", help="Check the essay that goes with a case, or one that is not called .md.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with 1 where warnings are not accepted.")] = False,
    as_json: AsJson = False,
) -> Output:
    """Check an argument against the standards of the trade.

    Words against numbers, judgements that read as facts, claims at odds with each other, idle and hidden reasons. What
    may stand is accepted under `accept:` in the scenario, with a reason. Leaves with 1 only with --strict.
    """
    from detente import api

    verb = api.lint_essay if essay or Path(scenario).suffix.lower() in ESSAYS else api.lint
    with progress() as tell:
        found = verb(scenario, only or (), words, tell)
    return answer(as_json, found.page, found.json_parts, int(strict and bool(found.warnings)))
