"""Checks: what is odd in a scenario that reads well. One named check a file, found by its file's name.

A check warns and never refuses; what cannot be read is an error of the reader. Each has a page in
`docs/reference/checks/`.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from detente.checks.subject import Subject
from detente.errors import ConflictError, Problem
from detente.scenario.model import Scenario

NOT_CHECKS = {"subject"}


@dataclass(frozen=True)
class Check:
    """A named check: its key (file name, with dashes), what it finds, and the function that finds it."""

    key: str
    finds: str
    find: Callable[[Subject], Iterator[Problem]]


@functools.cache
def checks() -> Mapping[str, Check]:
    """Return every check by key, in alphabetical order."""
    names = sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if name not in NOT_CHECKS)
    modules = {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}
    return {key: Check(key, (module.__doc__ or "").splitlines()[0], module.find) for key, module in modules.items()}


def run_checks(scenario: Scenario) -> list[Problem]:
    """Return every warning about a scenario, by place in the file.

    Where the scenario makes no conflict at all (no feasible state, an impossible start), in itself or in a
    variant, that is told as an error among the warnings.
    """
    subject = Subject(scenario)
    found = list(subject.failures())
    for check in checks().values():
        found += check.find(subject)
    return sorted(found, key=lambda problem: (problem.place is None, problem.place, problem.code))


__all__ = ["Check", "ConflictError", "checks", "run_checks"]
