"""Forms of claims: one small file each, found by its name, which is that of the form in the grammar of sentences.

A form says when a sentence of its kind holds. Most forms are judged in a world, by what play and moves are there, and
so have a chance over all worlds. A few speak of chances themselves, and are judged over all worlds at once.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.arguments.asked import Asked, Weighed
from detente.arguments.finding import Finding
from detente.scenario.claim import FORMS
from detente.scenario.model import Test

Need = Literal["start", "rests", "stable"]
"""What must be known: a status quo, where play from it comes to rest and how it begins, which states are stable."""


@dataclass(frozen=True)
class Form:
    """How claims of one kind are judged.

    Attributes
    ----------
    holds : when such a claim holds, in a sentence; `vacuous` says when it speaks of nothing.
    examples : sentences about the river of the language reference, for the documentation.
    about : the roles of the formulas that are put to the test; a claim is empty where locks decide all of them.
    needs : what must be known for a test of this form; with "rests" or "stable" the concept matters.
    judge : the finding in a world; None for forms about chances.
    turns_on : what a finding depends on in a world beside states, moves and formulas: where it is the same, the finding
        is the same. (Unlike a finding it must be quick to say: it is asked in every world.)
    weigh : the finding over all worlds, for forms about chances.
    """

    holds: str
    examples: tuple[str, ...]
    about: tuple[str, ...]
    needs: Callable[[Test], frozenset[Need]]
    vacuous: str = ""
    judge: Callable[[Asked], Finding] | None = None
    turns_on: Callable[[Asked], Hashable] | None = None
    weigh: Callable[[Weighed], Finding] | None = None


@functools.cache
def forms() -> Mapping[str, Form]:
    """Return every form by its name in the grammar, in the order of the grammar."""
    found = {name.replace("_", " "): _form(name) for _, name, _ in pkgutil.iter_modules(__path__)}
    return {key: found[key] for key in FORMS}


def _form(name: str) -> Form:
    form: Form = importlib.import_module(f"{__name__}.{name}").FORM
    return form


def always(*needs: Need) -> Callable[[Test], frozenset[Need]]:
    """Return the needs of a form whose tests all need the same."""
    return lambda _: frozenset(needs)
