"""Standings of states in many worlds at once.

A statement's truth is worked out once for each way the circumstances may be that it names, however many worlds there
are; what is left to be done for each world is to fold the truths into a number, the more important ones above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict import in_order
from detente.engine.board import Ints
from detente.engine.truth import Table, true
from detente.scenario import model
from detente.scenario.expression import given, variables

BITS = 62
"""Bits that a standing may take."""

Groups = Callable[[frozenset[str]], Sequence[tuple[Ints, Mapping[str, str]]]]
"""Given names of circumstances, the places of worlds that agree on them, each group with the facts in one of them."""

Standings = NDArray[np.signedinteger[Any]]


def folded(preferences: model.Preferences, states: Table, count: int, groups: Groups) -> Standings | None:
    """Return standings by world and state, for so many worlds; higher is better, equal is tied, gaps mean nothing.

    None where they cannot be folded: rankings, and lists that 62 bits do not hold.
    """
    if isinstance(preferences, model.Ranked):
        return None
    statements = preferences.statements
    scale = lcm(*(one.weight.denominator for one in statements if one.weight is not None))
    weights = {one.name: 1 if one.weight is None else int(one.weight * scale) for one in statements}
    ordered = isinstance(preferences, model.Ordered)
    bits = len(statements) if ordered else sum(map(abs, weights.values())).bit_length()
    if bits > BITS:
        return None
    width = np.int32 if bits < 31 else np.int64
    found = np.zeros((count, states.length), dtype=width)
    moves = frozenset().union(*(variables(one.drops.when.meaning) for one in statements if one.drops))
    orders = groups(moves)
    for places, facts in orders:
        here = found if len(orders) == 1 else found[places]
        for statement in in_order(statements, facts) if ordered else statements:
            truth = _truths(statement, states, groups, count, width)
            truth = truth if len(truth) == 1 or len(orders) == 1 else truth[places]
            if ordered:
                here <<= 1
                here |= truth
            else:
                here += truth * width(weights[statement.name])
        if len(orders) > 1:
            found[places] = here
    return found


def _truths(
    statement: model.Statement, states: Table, groups: Groups, count: int, width: type[np.signedinteger[Any]]
) -> Standings:
    """Return by world and state whether a statement is true, as 0 or 1; one row for all worlds where these agree."""
    alike = groups(variables(statement.meaning))
    rows = np.stack([true(given(statement.meaning, facts), states) for _, facts in alike]).astype(width)
    if len(alike) == 1:
        return rows
    which = np.empty(count, dtype=np.intp)
    for number, (places, _) in enumerate(alike):
        which[places] = number
    return rows[which]
