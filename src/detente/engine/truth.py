"""Truth over columns of values: in which rows a formula holds.

A `Table` holds the columns assigned so far, so that the same function serves whole states and states still being
built: it says where an expression is *surely* true or surely false, whatever the missing columns hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Bools, Values
from detente.scenario.expression import All, AnyOf, Expression, Is, Named, Not


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of value positions by variable, all of one length, and the names of each variable's values."""

    columns: Mapping[str, Values]
    values: Mapping[str, tuple[str, ...]]
    length: int


def true(expression: Expression, table: Table) -> Bools:
    """Return where the expression is true; every variable that it speaks of must have a column."""
    return sure(expression, table, truth=True)


def sure(expression: Expression, table: Table, truth: bool) -> Bools:
    """Return the rows where the expression surely has the truth asked for, by the columns present."""
    match expression:
        case Is(variable, names):
            if variable not in table.columns:
                return np.zeros(table.length, dtype=np.bool_)
            wanted = np.array([(value in names) is truth for value in table.values[variable]])
            return _among(table.columns[variable], wanted)
        case Not(part):
            return sure(part, table, not truth)
        case Named(_, meaning):
            return sure(meaning, table, truth)
        case All(parts):
            every = truth
        case AnyOf(parts):  # pragma: no branch - the kinds are these five
            every = not truth
    result = np.full(table.length, every)
    for part in parts:
        if every:
            result &= sure(part, table, truth)
        else:
            result |= sure(part, table, truth)
    return result


def _among(column: Values, wanted: Bools) -> Bools:
    """Return where the column holds a wanted value; comparing with one value is much quicker than a table."""
    rows: Bools
    if np.count_nonzero(wanted) == 1:
        rows = column == np.argmax(wanted)
    elif np.count_nonzero(~wanted) == 1:
        rows = column != np.argmin(wanted)
    else:
        rows = wanted[column]
    return rows
