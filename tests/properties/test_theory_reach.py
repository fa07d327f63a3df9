"""Reach: legal sequences, by the engine's search and by every definition that the theory calls equal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine.board import Board, Ints, arcs
from detente.engine.certificate import certificate
from detente.engine.improvements import Kind, Tempting
from detente.engine.reach import Replies, _searched, least
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.engine.verdicts import comes_to_one
from tests.properties import definitions
from tests.properties.boards import (
    bits,
    graph,
    graphs,
    moves_of,
    option_boards,
    packed,
    pairs_of,
    relation,
    small,
    transitive_graphs,
    with_moves,
)

KINDS = st.sampled_from(("moves", "improvements", "lean"))
Reached = list[set[int]]


def least_of(sequences: Replies, value: Ints) -> Ints:
    """Return the least value that sequences lead to, which a search alone must find as well."""
    got = least(sequences, value)
    alone = _searched(sequences.into, np.tile(value, len(sequences.labels)))
    assert np.array_equal(alone[: sequences.count], got)
    return got


def found(board: Board, kind: Kind, movers: Sequence[int], transitive: bool = False) -> Reached:
    """Return what the engine's search finds from each state: the least of a value that is 0 in one state only."""
    sequences = Replies(board.count, [Tempting(board, kind, j).listed() for j in movers], transitive)
    result: Reached = [set() for _ in range(board.count)]
    for target in range(board.count):
        value = np.ones(board.count, dtype=np.int64)
        value[target] = 0
        for state in np.flatnonzero(least_of(sequences, value) == 0):
            result[state].add(target)
    return result


def defined(board: Board, kind: Kind, movers: Sequence[int]) -> Reached:
    """Return the same by definition; a state counts as found from itself, as it does for the engine."""
    return [definitions.legal(board, kind, movers, s) | {s} for s in range(board.count)]


@pytest.mark.parametrize("transitive", [True, False])
def test_long_sequences(transitive: bool) -> None:
    # Two actors in turn lead from each state to the one before, and the least value lies at the very beginning.
    count = 400
    ends = [np.arange(begin, count, 2) for begin in (1, 2)]
    movers = [arcs(end, end - 1, count) for end in ends]
    value = np.arange(5, count + 5)
    assert (least_of(Replies(count, movers, transitive), value) == 5).all()


@st.composite
def groups(draw: st.DrawFn, boards: st.SearchStrategy[Board]) -> tuple[Board, list[int]]:
    """Draw a board and some of its actors."""
    board = draw(boards)
    return board, [j for j, taken in zip(board.actors, bits(draw, len(board.actors)), strict=True) if taken]


# ---------------------------------------------------------------- arcs


@given(st.data())
def test_arcs_are_the_pairs_they_were_made_of(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 7))
    pairs = relation(data.draw, count, 1)
    arcs = packed(pairs, count)
    assert list(zip(arcs.origin.tolist(), arcs.to.tolist(), strict=True)) == sorted(pairs)
    assert pairs_of(arcs.backwards()) == {(b, a) for a, b in pairs}
    chosen = np.array(bits(data.draw, len(pairs)), dtype=np.bool_)
    assert pairs_of(arcs.keep(chosen)) == {pair for pair, kept in zip(sorted(pairs), chosen, strict=True) if kept}
    rows = np.array(data.draw(st.lists(st.integers(0, count - 1))), dtype=np.int64)
    assert arcs.ends(rows).tolist() == [b for row in rows for a, b in sorted(pairs) if a == row]
    assert [arcs.from_(s).tolist() for s in range(count)] == [
        sorted(b for a, b in pairs if a == s) for s in range(count)
    ]


# ---------------------------------------------------------------- one reach, many definitions


@given(groups(small()), KINDS)
def test_the_search_finds_what_the_induction_defines(drawn: tuple[Board, list[int]], kind: Kind) -> None:
    board, movers = drawn
    assert found(board, kind, movers) == defined(board, kind, movers)


@given(groups(graphs()), st.sampled_from(("moves", "improvements")))
def test_the_induction_equals_the_matrix_recursion(drawn: tuple[Board, list[int]], kind: Kind) -> None:
    board, movers = drawn
    count = board.count
    one = {j: np.zeros((count, count), dtype=np.bool_) for j in movers}
    for j in movers:
        arcs = Tempting(board, kind, j).listed()
        one[j][arcs.origin, arcs.to] = True
    last, total = dict(one), sum(one.values(), np.zeros((count, count), dtype=np.bool_))
    for _ in range(2 * count):
        last = {
            j: (sum((last[k] for k in movers if k != j), np.zeros((count, count), dtype=np.int64)) @ one[j]) > 0
            for j in movers
        }
        total = total | sum(last.values(), np.zeros((count, count), dtype=np.bool_))
    for state in range(count):
        assert set(np.flatnonzero(total[state]).tolist()) == definitions.legal(board, kind, movers, state)


@given(groups(graphs()))
def test_two_last_movers_a_state_are_enough_and_paths_are_short(drawn: tuple[Board, list[int]]) -> None:
    board, movers = drawn
    for state in range(board.count):
        kept: dict[int, set[int]] = {}
        waiting, length = [(state, -1)], 0
        while waiting:
            fresh = []
            for here, last in waiting:
                for j in movers:
                    for to in definitions.steps(board, "moves", j, here) if j != last else ():
                        if len(kept.setdefault(to, set())) < 2 and j not in kept[to]:
                            kept[to].add(j)
                            fresh.append((to, j))
            waiting, length = fresh, length + bool(fresh)
        assert set(kept) == definitions.legal(board, "moves", movers, state)
        assert length <= 2 * board.count


@given(small())
def test_no_reply_in_a_certificate_is_longer_than_twice_the_states(board: Board) -> None:
    solver = Solver(board)
    for concept in concepts().values():
        for actor in board.actors:
            for state in range(board.count):
                for temptation in certificate(solver, concept, actor, state).temptations:
                    assert len(temptation.replies) <= 2 * board.count
                    assert len(temptation.anyway) <= 2 * board.count


@given(groups(st.one_of(transitive_graphs(), option_boards())), st.sampled_from(("moves", "improvements")))
def test_on_transitive_boards_legal_is_closure(drawn: tuple[Board, list[int]], kind: Kind) -> None:
    board, movers = drawn
    plain = found(board, kind, movers, transitive=True)
    assert plain == found(board, kind, movers, transitive=False)
    assert plain == [definitions.closure(board, kind, movers, s) | {s} for s in range(board.count)]


@given(graphs(), st.sampled_from(("moves", "improvements")))
def test_what_is_said_to_come_to_one_does(board: Board, kind: Kind) -> None:
    for actor in board.actors:
        pairs = pairs_of(Tempting(board, kind, actor))
        if comes_to_one(board, kind, actor):
            assert all((a, d) in pairs or a == d for a, b in pairs for c, d in pairs if b == c)


@given(option_boards())
def test_lean_improvements_said_to_come_to_one_do(board: Board) -> None:
    for actor in board.actors:
        pairs = pairs_of(Tempting(board, "lean", actor))
        if comes_to_one(board, "lean", actor):
            assert all((a, d) in pairs or a == d for a, b in pairs for c, d in pairs if b == c)


@given(groups(small()))
def test_improvements_reach_no_more_than_moves_and_lean_ones_no_more_than_improvements(
    drawn: tuple[Board, list[int]],
) -> None:
    board, movers = drawn
    by_lean, by_better, by_any = (found(board, kind, movers) for kind in ("lean", "improvements", "moves"))
    for state in range(board.count):
        assert by_better[state] <= by_any[state]
    # A lean improvement is an improvement; with labels either may block the other, so compare one step only.
    for actor in board.actors:
        assert pairs_of(Tempting(board, "lean", actor)) <= pairs_of(Tempting(board, "improvements", actor).listed())
    assert all(state in by_lean[state] for state in range(board.count))


@given(groups(small()), KINDS)
def test_more_movers_reach_no_less(drawn: tuple[Board, list[int]], kind: Kind) -> None:
    board, movers = drawn
    fewer, more = found(board, kind, movers[:-1]), found(board, kind, movers)
    assert all(less <= all_ for less, all_ in zip(fewer, more, strict=True))


@given(small(), KINDS)
def test_one_mover_alone_makes_one_step(board: Board, kind: Kind) -> None:
    for actor in board.actors:
        one = [definitions.steps(board, kind, actor, s) | {s} for s in range(board.count)]
        assert found(board, kind, [actor]) == one


@given(groups(graphs()), st.data())
def test_more_arcs_reach_no_less(drawn: tuple[Board, list[int]], data: st.DataObject) -> None:
    board, movers = drawn
    wider = board
    for actor in board.actors:
        wider = with_moves(wider, actor, moves_of(board)[actor] | relation(data.draw, board.count, 2))
    before, after = found(board, "moves", movers), found(wider, "moves", movers)
    assert all(less <= more for less, more in zip(before, after, strict=True))


# ---------------------------------------------------------------- the least over what is reached


@given(groups(small()), KINDS, st.data())
def test_the_least_is_the_minimum_over_what_is_reached(
    drawn: tuple[Board, list[int]], kind: Kind, data: st.DataObject
) -> None:
    board, movers = drawn
    whole = st.integers(-3, 3) | st.integers(-(2**62), 2**62)
    value: Ints = np.array(data.draw(st.lists(whole, min_size=board.count, max_size=board.count)), dtype=np.int64)
    arcs = [Tempting(board, kind, j).listed() for j in movers]
    got = least_of(Replies(board.count, arcs, all(comes_to_one(board, kind, j) for j in movers)), value)
    assert got.tolist() == [min(int(value[t]) for t in ends) for ends in defined(board, kind, movers)]


# ---------------------------------------------------------------- where the equalities fail


def test_where_moves_are_not_transitive_closure_reaches_more() -> None:
    board = graph(3, [[], [(0, 1), (1, 2)]], [[0, 0, 0], [0, 0, 0]])
    assert board.transitive == (True, False)
    assert found(board, "moves", [1], transitive=False)[0] == {0, 1}
    assert found(board, "moves", [1], transitive=True)[0] == {0, 1, 2}


def test_a_sequence_may_come_back_and_pass_a_state_with_another_last_mover() -> None:
    # 0 -> 1 by the first, and on from 1 by the first only after the second has gone 1 -> 2 -> ... -> 1.
    board = graph(4, [[(0, 1), (1, 3), (2, 1)], [(1, 2)], [(2, 1)]], [[0] * 4] * 3)
    assert found(board, "moves", [0])[0] == {0, 1}
    assert found(board, "moves", [0, 1])[0] == {0, 1, 2}
    assert found(board, "moves", [0, 1, 2])[0] == {0, 1, 2, 3}


def test_each_moving_once_is_not_enough_on_intransitive_graphs() -> None:
    board = graph(4, [[(0, 1), (2, 3)], [(1, 2)]], [[0] * 4] * 2)
    assert found(board, "moves", [0, 1])[0] == {0, 1, 2, 3}
    assert definitions.once_each(board, "moves", [0, 1], 0) == {1, 2}


def test_each_moving_once_is_not_enough_with_infeasible_states() -> None:
    # Two options x, y of two actors and one more z of the first, with a state missing on the short way.
    rows = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 1)]
    first = frozenset((a, b) for a in range(4) for b in range(4) if a != b and rows[a][1] == rows[b][1])
    second = frozenset((a, b) for a in range(4) for b in range(4) if a != b and rows[a][::2] == rows[b][::2])
    board = graph(4, [first, second], [[0] * 4] * 2)
    assert board.transitive == (True, True)
    assert found(board, "moves", [0, 1])[0] == {0, 1, 2, 3}
    assert definitions.once_each(board, "moves", [0, 1], 0) == {1, 2}


def test_an_improvement_is_judged_where_it_is_made() -> None:
    # The third actor's improvement puts the second where a step up is still worse for it than the beginning.
    board = graph(4, [[(0, 1)], [(2, 3)], [(1, 2)]], [[1, 2, 2, 0], [0, 2, 0, 1], [0, 0, 1, 0]])
    assert found(board, "improvements", [1, 2])[1] == {1, 2, 3}
    assert Solver(board).verdicts(concepts()["seq"]).stable[0, 0]
