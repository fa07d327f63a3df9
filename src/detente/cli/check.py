"""detente check: what is wrong or odd in a scenario file."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli._given import AsJson, Scenario
from detente.cli._output import Output, answer, texts

EXAMPLE = "Example: detente check us-russia-2024"


def check(
    scenario: Scenario,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")] = False,
    as_json: AsJson = False,
) -> Output:
    """Check a scenario file for mistakes.

    What is wrong (errors) or odd (warnings), each with its place and a remedy. Leaves with 1 where it finds errors.
    """
    from detente import api

    found = api.check(scenario)
    failed = bool(found.problems) if strict else not found.ok
    return answer(as_json, lambda: found.page(texts(found.problems)), found.json_parts, int(failed))
