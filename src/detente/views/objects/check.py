"""What is odd about a scenario as the object that `--json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers import checked
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.problem import Problem, pack_problem


class Checked(Told):
    """What `detente check --json` prints."""

    command: Literal["check"] = "check"
    file: str
    scenario: str | None = Field(description="null where the file cannot be read as a scenario")
    ok: bool = Field(description="whether there is no error")
    problems: list[Problem]


def check(found: checked.Checked) -> Checked:
    """Return what a check found as its JSON object."""
    problems = [pack_problem(problem) for problem in found.problems]
    return Checked(file=found.file, scenario=found.title, ok=found.ok, problems=problems)


ENVELOPE = Checked
