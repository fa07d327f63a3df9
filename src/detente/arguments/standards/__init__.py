"""Standards of the trade: what a careful reader objects to in an argument. One check a file, found by its file's name.

A check finds lapses: a word of chance that the model does not bear out, a judgement that reads as a fact, claims that
cannot be true together. It objects and never refuses. Which standards these are is said in `tradecraft`.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.arguments.standards.subject import Lapse, Subject

Severity = Literal["warning", "note"]
"""A warning is something to mend or to accept with a reason; a note is worth a look."""

NOT_CHECKS = {"subject", "tradecraft"}


@dataclass(frozen=True)
class Standard:
    """A check of an argument against a standard of the trade.

    Attributes
    ----------
    severity : how much a lapse matters.
    finds : what a lapse is, in one sentence.
    means : what exactly is compared with what, in a few sentences, for the documentation.
    why : why it matters, in one or two sentences.
    remedy : what to do about a lapse.
    find : yields every lapse of a subject.
    example : a part of the river scenario of the language reference, with a lapse; `essay` is a text about it, where
        texts are what is checked.
    icd203 : numbers of the tradecraft standards from which it comes (`tradecraft.ICD203`).
    cites : keys in `docs/references.bib`.
    """

    severity: Severity
    finds: str
    means: str
    why: str
    remedy: str
    find: Callable[[Subject], Iterator[Lapse]]
    example: str
    icd203: tuple[int, ...]
    cites: tuple[str, ...]
    essay: str = ""


@dataclass(frozen=True)
class Unchecked:
    """A check that could not be made, and why."""

    code: str
    reason: str


@functools.cache
def codes() -> tuple[str, ...]:
    """Return the code of every check (its file's name, with dashes), in alphabetical order."""
    names = sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if name not in NOT_CHECKS)
    return tuple(name.replace("_", "-") for name in names)


@functools.cache
def standards() -> Mapping[str, Standard]:
    """Return every check by its code."""
    return {code: importlib.import_module(f"{__name__}.{code.replace('-', '_')}").STANDARD for code in codes()}


def lapses(subject: Subject, asked: Collection[str]) -> tuple[dict[str, tuple[Lapse, ...]], tuple[Unchecked, ...]]:
    """Return what some checks find, by code and in the order of the text, and which of them could not be made."""
    found: dict[str, tuple[Lapse, ...]] = {}
    unchecked = []
    for code in asked:
        try:
            some = list(standards()[code].find(subject))
        except DetenteError as error:
            unchecked.append(Unchecked(code, error.problems[0].given))
        else:
            found[code] = tuple(sorted(some, key=lambda one: (one.place.file, one.place.line, one.place.column)))
    return found, tuple(unchecked)


__all__ = ["Severity", "Standard", "Unchecked", "codes", "lapses", "standards"]
