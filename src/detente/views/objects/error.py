"""What is printed in place of an answer where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from detente import errors
from detente.views.objects.parts.base import Told
from detente.views.objects.parts.problem import Problem, pack_problem


class Problems(Told):
    """All that went wrong."""

    problems: list[Problem]


class Failure(Told):
    """Printed in place of an answer."""

    error: Problems


def failure(problems: Sequence[errors.Problem]) -> Failure:
    """Return what is printed in place of an answer."""
    return Failure(error=Problems(problems=[pack_problem(one) for one in problems]))


ENVELOPE = Failure
