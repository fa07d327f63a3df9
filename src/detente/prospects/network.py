"""The network of circumstances: which depend on which, and which row of a table counts where."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.conflict import find_variant
from detente.engine.truth import Table, true
from detente.prospects.rows import Row, middle
from detente.scenario.chances import parents
from detente.scenario.model import Chance, Circumstance, Scenario


def depends_on(scenario: Scenario, variant: str | None, priors: Mapping[str, Row]) -> dict[str, set[str]]:
    """Return the doubted circumstances, each with the doubted ones on which its chances depend."""
    fixed = find_variant(scenario, variant).set if variant is not None else {}
    open_ = {name: one.chances for name, one in scenario.circumstances.items() if one.chances and name not in fixed}
    doubted = {name: {} if name in priors else open_.get(name) for name in scenario.circumstances}
    return {
        name: parents(chances) & {other for other, one in doubted.items() if one is not None}
        for name, chances in doubted.items()
        if chances is not None
    }


def reached(uses: Mapping[str, Collection[str]], begin: Collection[str]) -> set[str]:
    """Return the names given, and all that they use in any number of steps."""
    found, asked = set(begin), list(begin)
    while asked:
        further = set(uses[asked.pop()]) - found
        found |= further
        asked += further
    return found


def rows_of(one: Circumstance, prior: Row | None, table: Table) -> tuple[list[Row], NDArray[np.int32]]:
    """Return a circumstance's rows, and which of them counts in each world."""
    which = np.zeros(table.length, dtype=np.int64)
    if prior is not None:
        return [prior], which.astype(np.int32)
    chances = [(one.chances or {})[value] for value in one.values]
    met: list[tuple[int, ...]] = [()]
    for chance in chances:
        found, which = np.unique(which * len(chance.cases) + _case(chance, table), return_inverse=True)
        which = which.ravel()
        met = [(*met[code // len(chance.cases)], code % len(chance.cases)) for code in found.tolist()]
    return [_row(one, chances, cases) for cases in met], which.astype(np.int32)


def _row(one: Circumstance, chances: Sequence[Chance], cases: Sequence[int]) -> Row:
    picked = [chance.cases[case] for chance, case in zip(chances, cases, strict=True)]
    tables = [case for chance, case in zip(chances, picked, strict=True) if len(chance.cases) > 1]
    told = dict.fromkeys(case.when.text if case.when else "otherwise" for case in tables)
    bands = tuple(case.band for case in picked)
    return Row(one.id, "; ".join(told), bands, middle(bands))


def _case(chance: Chance, table: Table) -> NDArray[np.int64]:
    """Return which case of a table of chances holds in each world."""
    found = np.full(table.length, len(chance.cases) - 1, dtype=np.int64)
    for place, case in enumerate(chance.cases):
        if case.when is not None:
            found[true(case.when.meaning, table)] = place
    return found
