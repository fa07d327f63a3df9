"""A problem as an object."""

from __future__ import annotations

from typing import Literal

from detente import errors
from detente.views.objects.parts.base import Told


class Problem(Told):
    """One thing that is wrong (error) or odd (warning), where it stands, and what to do about it."""

    code: str
    severity: Literal["error", "warning"]
    given: str
    expected: str
    remedy: str
    file: str | None
    line: int | None
    column: int | None


def pack_problem(given: errors.Problem) -> Problem:
    """Return a problem as its object."""
    return Problem.model_validate(given.as_dict())


def unpack_problem(given: Problem) -> errors.Problem:
    """Return the problem that an object tells of."""
    place = None
    if given.file is not None and given.line is not None and given.column is not None:
        place = errors.Place(given.file, given.line, given.column)
    return errors.Problem(given.code, given.given, given.expected, given.remedy, place, given.severity)
