"""Clauses: what a plan may contain. One small file for each kind, found by its name.

A file says what such a clause does (`SAYS`), which of them a bargain allows besides what is set (`clauses`), whose
clause one is (`party`), and what becomes of the terms of the bargain with it (`apply`). Terms are the scenario and the
values of circumstances: what the conflict is made of in which a plan is judged.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from detente.scenario.model import Scenario


@dataclass(frozen=True, order=True)
class Clause:
    """One clause of a plan.

    `kind` is the name of its file. `name` is the option, circumstance or statement (`Actor.name`) that it is about, and
    `value` what that is set to (empty where nothing is). A guarantee has no value of its own: it keeps the option at
    the value that the plan agrees on.
    """

    kind: str
    name: str
    value: str = ""


@dataclass(frozen=True, eq=False)
class Terms:
    """A scenario, and the value of every circumstance, under which states are judged."""

    scenario: Scenario
    facts: Mapping[str, str]


class Kind(Protocol):
    """What the file of a kind of clauses holds."""

    SAYS: str

    def clauses(self, terms: Terms, variant: str | None) -> Iterator[Clause]:
        """Yield the clauses of the kind that could be added to a plan, in the order of the file."""

    def party(self, clause: Clause, scenario: Scenario) -> str | None:
        """Return the actor who takes a clause on, None where nobody in the model does."""

    def apply(self, clause: Clause, terms: Terms, target: Mapping[str, str]) -> Terms:
        """Return the terms with the clause, where the plan agrees on the values of `target`."""


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of clauses by name, in the order of `ORDER`."""
    found = {name: importlib.import_module(f"{__name__}.{name}") for _, name, _ in pkgutil.iter_modules(__path__)}
    return {name: cast(Kind, found[name]) for name in sorted(found, key=_place)}


ORDER = ("set", "guarantee", "make", "waive")
"""Kinds in the order in which a plan tells them; others follow."""


def _place(kind: str) -> tuple[int, str]:
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), kind)


def in_order(clauses: frozenset[Clause], scenario: Scenario) -> tuple[Clause, ...]:
    """Return clauses by kind, and within a kind in the order of the file."""
    options, circumstances = list(scenario.options), list(scenario.circumstances)

    def place(clause: Clause) -> tuple[tuple[int, str], int, str, str]:
        named = options if clause.name in options else circumstances
        at = named.index(clause.name) if clause.name in named else 0
        return _place(clause.kind), at, clause.name, clause.value

    return tuple(sorted(clauses, key=place))


__all__ = ["ORDER", "Clause", "Kind", "Terms", "in_order", "kinds"]
