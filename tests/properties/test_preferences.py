"""Preferences: statements as tuples of truths, weights as sums, rankings as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.conflict import Goal, Ordered, Preference, Ranked, Weighed
from detente.engine.board import Ints
from detente.engine.preferences import ordered, ranked, weighed
from detente.engine.states import dense
from detente.engine.truth import Table
from detente.errors import ConflictError
from detente.scenario.expression import Is, Not
from tests.properties.conflicts import At, means


def standing(preference: Preference, at: At) -> tuple[int, ...]:
    """Return what an actor compares."""
    if isinstance(preference, Ordered):
        return tuple(means(goal.meaning, at) for goal in preference.goals)
    assert isinstance(preference, Weighed)
    return (sum(goal.weight for goal in preference.goals if means(goal.meaning, at)),)


def places(keys: Sequence[Any]) -> list[int]:
    """Return how many different lesser keys there are for each key."""
    order = sorted(set(keys))
    return [order.index(key) for key in keys]


def switches(truths: list[list[bool]]) -> Table:
    """Return states as a table of yes-no options: `truths[s][k]` says whether option k is taken in state s."""
    grid = np.array(truths, dtype=np.uint8)
    names = [f"A.o{k}" for k in range(grid.shape[1])]
    return Table({n: grid[:, k] for k, n in enumerate(names)}, dict.fromkeys(names, ("no", "yes")), len(grid))


def goals(count: int, weights: list[int] | None = None) -> tuple[Goal, ...]:
    """Return one goal an option: that it is taken."""
    return tuple(Goal(f"g{k}", Is(f"A.o{k}", ("yes",)), 1 if weights is None else weights[k]) for k in range(count))


SIZES = st.sampled_from((1, 2, 5, 29, 30, 31, 59, 60, 61, 62, 63, 64, 65, 90, 130))


@given(SIZES, st.integers(2, 12), st.integers(0, 1 << 20))
def test_ordered_statements_compare_as_tuples_whatever_their_number(count: int, rows: int, seed: int) -> None:
    luck = Random(seed)
    truths = [[luck.random() < 0.5 for _ in range(count)] for _ in range(rows)]
    # Rows that differ late, in the last statement among them, are where numbers of 64 bits would lose count.
    for place in (0, count // 2, count - 1):
        twin = list(luck.choice(truths))
        twin[place] = not twin[place]
        truths.append(twin)
    got = ordered.ranks(Ordered(goals(count)), switches(truths))
    assert got.tolist() == places([tuple(row) for row in truths])


@given(st.integers(1, 6), st.integers(0, 1 << 20))
def test_one_more_statement_only_refines(count: int, seed: int) -> None:
    luck = Random(seed)
    table = switches([[luck.random() < 0.5 for _ in range(count + 1)] for _ in range(10)])
    coarse, fine = (ordered.ranks(Ordered(goals(k)), table) for k in (count, count + 1))
    assert all(fine[a] < fine[b] for a in range(10) for b in range(10) if coarse[a] < coarse[b])


@given(st.integers(1, 8), st.integers(2, 12), st.integers(0, 1 << 20))
def test_prioritising_is_weighing_by_powers_of_two(count: int, rows: int, seed: int) -> None:
    luck = Random(seed)
    table = switches([[luck.random() < 0.5 for _ in range(count)] for _ in range(rows)])
    powers = [2 ** (count - 1 - k) for k in range(count)]
    assert np.array_equal(
        ordered.ranks(Ordered(goals(count)), table), weighed.ranks(Weighed(goals(count, powers)), table)
    )


@given(st.integers(1, 8), st.sampled_from((3, 10**6, 2**61, 2**63, 2**80)), st.integers(0, 1 << 20))
def test_weights_add_up_exactly_however_large(count: int, size: int, seed: int) -> None:
    luck = Random(seed)
    weights = [luck.randint(-size, size) for _ in range(count)]
    truths = [[luck.random() < 0.5 for _ in range(count)] for _ in range(12)]
    got = weighed.ranks(Weighed(goals(count, weights)), switches(truths))
    assert got.tolist() == places([sum(w for w, t in zip(weights, row, strict=True) if t) for row in truths])


def test_weights_that_differ_in_the_last_place_only() -> None:
    large = 2**70
    truths = [[True, False, False], [False, True, False], [False, False, True]]
    got = weighed.ranks(Weighed(goals(3, [large, large + 1, large])), switches(truths))
    assert got.tolist() == [0, 1, 0]


def test_a_statement_may_be_a_denial_and_no_statement_at_all_ties_everything() -> None:
    table = switches([[False], [True]])
    denied = Ordered((Goal("not", Not(Is("A.o0", ("yes",)))),))
    assert ordered.ranks(denied, table).tolist() == [1, 0]
    assert ordered.ranks(Ordered(()), table).tolist() == [0, 0]
    assert weighed.ranks(Weighed(()), table).tolist() == [0, 0]


@given(st.lists(st.integers(-(2**62), 2**62), min_size=1))
def test_dense_keeps_the_order_without_gaps(keys: list[int]) -> None:
    assert dense(np.array(keys, dtype=np.int64)).tolist() == places(keys)


@given(st.integers(1, 9), st.integers(0, 1 << 20))
def test_a_ranking_stands_as_written(count: int, seed: int) -> None:
    luck = Random(seed)
    levels: list[list[int]] = [[]]
    for number in luck.sample(range(1, count + 1), count):
        if levels[-1] and luck.random() < 0.5:
            levels.append([])
        levels[-1].append(number)
    ranking = Ranked(tuple(tuple(level) for level in levels))
    got: Ints = ranked.ranks(ranking, np.arange(1, count + 1))
    depth = {number: place for place, level in enumerate(levels) for number in level}
    for a in range(1, count + 1):
        for b in range(1, count + 1):
            assert (got[a - 1] > got[b - 1]) == (depth[a] < depth[b])
            assert (got[a - 1] == got[b - 1]) == (depth[a] == depth[b])
    ranked.unknown(ranking, count)  # speaks of no state that is not there
    if count > 1:
        with pytest.raises(ConflictError):
            ranked.unknown(ranking, count - 1)
    with pytest.raises(ConflictError):
        ranked.ranks(ranking, np.arange(1, count + 2))
    with pytest.raises(ConflictError):
        ranked.ranks(ranking, np.arange(count))  # 0 is the number of no state
