"""A text after edits: with what is wrong with it, and its parts as forms show them."""

from __future__ import annotations

from detente.views.objects.parts.base import Told
from detente.views.objects.parts.problem import Problem
from detente.workbench.objects.forms import Forms


class Edited(Told):
    """A text after edits, what keeps it from being read, and its forms; these are null where it is no YAML.

    What is merely odd takes longer to find, and is told by `check`.
    """

    text: str
    problems: list[Problem]
    forms: Forms | None
