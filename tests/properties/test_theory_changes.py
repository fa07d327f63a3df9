"""What changes of a board do to the verdicts, and which changes do nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine.board import Board, Bools, Ints, View
from detente.engine.paths import play
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from tests.properties import definitions
from tests.properties.boards import (
    Pairs,
    closed,
    graph,
    graphs,
    made,
    moves_of,
    option_boards,
    relation,
    renamed,
    small,
    transitive_graphs,
    viewed,
    with_moves,
    with_ranks,
    with_start,
)
from tests.properties.definitions import ALL, CLASSICAL

pytestmark = pytest.mark.more

SEEDS = st.integers(0, 1 << 20)


def stable(board: Board, key: str) -> Bools:
    """Return the engine's verdicts."""
    return Solver(board).verdicts(concepts()[key]).stable


@st.composite
def focused(draw: st.DrawFn, boards: st.SearchStrategy[Board]) -> tuple[Board, int]:
    """Draw a board and one of its actors."""
    board = draw(boards)
    return board, draw(st.integers(0, len(board.actors) - 1))


# ---------------------------------------------------------------- nothing changes


@given(viewed(small()), SEEDS)
def test_only_the_order_of_ranks_counts(board: Board, seed: int) -> None:
    luck = Random(seed)
    scales = [np.cumsum([luck.randint(1, 10**9) for _ in range(200)]) - 10**10 for _ in board.actors]

    def stretched(ranks: Ints) -> Ints:
        return np.array([scale[row] for scale, row in zip(scales, ranks, strict=True)])

    views = {
        i: View(replace(view.board, ranks=stretched(view.board.ranks)), view.at, scales[i][view.own])
        for i, view in board.views.items()
    }
    other = replace(board, ranks=stretched(board.ranks), views=views)
    for key in ALL:
        assert np.array_equal(stable(other, key), stable(board, key)), key


@given(small(), SEEDS)
def test_an_actor_without_moves_changes_nothing_for_the_others(board: Board, seed: int) -> None:
    many = len(board.actors)
    ranks = [*board.ranks.tolist(), Random(seed).choices(range(5), k=board.count)]
    wider = made(board.values, board.owner.tolist(), [*moves_of(board), frozenset()], ranks)
    for key in ALL:
        got = stable(wider, key)
        assert np.array_equal(got[:many], stable(board, key)), key
        assert got[many].all()


@given(with_start(small()), SEEDS)
def test_names_of_states_and_actors_do_not_matter(board: Board, seed: int) -> None:
    luck = Random(seed)
    states, actors = list(range(board.count)), list(board.actors)
    luck.shuffle(states)
    luck.shuffle(actors)
    other = renamed(board, states, actors)
    for key in ALL:
        before, after = (Solver(b).verdicts(concepts()[key]) for b in (board, other))
        assert np.array_equal(after.stable[np.ix_(actors, states)], before.stable), key
        here, there = play(before, board.start), play(after, other.start)
        assert {states[s] for s in here.reached.tolist()} == set(there.reached.tolist())
        assert {states[path.ends] for path in here.prospects} == {path.ends for path in there.prospects}
        assert {frozenset(states[s] for s in cycle.tolist()) for _, cycle in here.cycles} == {
            frozenset(cycle.tolist()) for _, cycle in there.cycles
        }


@given(option_boards(), SEEDS)
def test_names_of_options_and_of_values_do_not_matter(board: Board, seed: int) -> None:
    luck = Random(seed)
    columns = list(range(board.values.shape[1]))
    luck.shuffle(columns)
    values = board.values[:, columns].astype(np.int64)
    for k in range(len(columns)):
        names = list(range(int(values[:, k].max()) + 1))
        luck.shuffle(names)
        values[:, k] = np.array(names)[values[:, k]]
    other = made(values, board.owner[columns].tolist(), moves_of(board), board.ranks)
    for key in ALL:
        assert np.array_equal(stable(other, key), stable(board, key)), key


@given(focused(small()), SEEDS)
def test_nash_gmr_and_smr_ignore_what_the_others_want(drawn: tuple[Board, int], seed: int) -> None:
    board, actor = drawn
    luck = Random(seed)
    ranks = np.array([luck.choices(range(board.count), k=board.count) for _ in board.actors])
    ranks[actor] = board.ranks[actor]
    for key in ("nash", "gmr", "smr"):
        assert np.array_equal(stable(with_ranks(board, ranks), key)[actor], stable(board, key)[actor])


# ---------------------------------------------------------------- verdicts move one way only


@given(focused(graphs()), st.data())
def test_more_moves_of_the_others_can_only_add_stability(drawn: tuple[Board, int], data: st.DataObject) -> None:
    board, actor = drawn
    wider = board
    for other in definitions.others(board, actor):
        wider = with_moves(wider, other, moves_of(board)[other] | relation(data.draw, board.count, 2))
    assert np.array_equal(stable(wider, "nash")[actor], stable(board, "nash")[actor])
    for key in CLASSICAL:
        assert (stable(board, key)[actor] <= stable(wider, key)[actor]).all(), key


@given(focused(graphs()), st.data())
def test_more_own_moves_can_only_take_stability_away(drawn: tuple[Board, int], data: st.DataObject) -> None:
    board, actor = drawn
    wider = with_moves(board, actor, moves_of(board)[actor] | relation(data.draw, board.count, 2))
    for key in CLASSICAL:
        assert (stable(wider, key)[actor] <= stable(board, key)[actor]).all(), key


@given(focused(small()), st.data())
def test_a_state_that_rises_for_an_actor_stays_stable_for_it(drawn: tuple[Board, int], data: st.DataObject) -> None:
    board, actor = drawn
    state = data.draw(st.integers(0, board.count - 1))
    ranks = board.ranks.copy()
    ranks[actor, state] += data.draw(st.integers(1, board.count + 1))
    for key in CLASSICAL:
        assert stable(board, key)[actor, state] <= stable(with_ranks(board, ranks), key)[actor, state], key


# ---------------------------------------------------------------- products and mergers


@given(transitive_graphs((1, 2), (2, 4)), transitive_graphs((1, 2), (2, 4)))
def test_two_conflicts_that_have_nothing_to_do_with_each_other(one: Board, two: Board) -> None:
    both = product(one, two)
    for key in ALL:
        left, right = stable(one, key), stable(two, key)
        expected = [[row[s % one.count] for s in range(both.count)] for row in left.tolist()]
        expected += [[row[s // one.count] for s in range(both.count)] for row in right.tolist()]
        assert stable(both, key).tolist() == expected, key


def product(one: Board, two: Board) -> Board:
    """Return both boards side by side: state s of the first and t of the second is s + t * (size of the first)."""
    width, count = one.count, one.count * two.count
    left = [frozenset((a + t * width, b + t * width) for a, b in p for t in range(two.count)) for p in moves_of(one)]
    right = [frozenset((s + a * width, s + b * width) for a, b in p for s in range(width)) for p in moves_of(two)]
    ranks = [[int(row[s % width]) for s in range(count)] for row in one.ranks]
    ranks += [[int(row[s // width]) for s in range(count)] for row in two.ranks]
    return graph(count, [*left, *right], ranks)


def test_on_intransitive_boards_a_harmless_bystander_can_matter() -> None:
    alone = graph(3, [[(2, 1)], [(0, 2), (1, 0)]], [[1, 1, 0], [0, 0, 0]])
    bystander = graph(2, [[(0, 1), (1, 0)]], [[0, 0]])
    assert stable(alone, "gmr")[0].tolist() == [True, True, False]
    # Between two moves of the second actor the third may move, which is all that the law of sequences asks.
    assert stable(product(alone, bystander), "gmr")[0].all()


@given(transitive_graphs((3, 4), (3, 5)))
def test_two_others_with_one_will_can_be_taken_for_one(board: Board) -> None:
    ranks = board.ranks.copy()
    ranks[2] = ranks[1]
    apart = with_ranks(board, ranks)
    together = merged(apart)
    for key in ("gmr", "smr"):
        assert np.array_equal(stable(together, key)[0], stable(apart, key)[0]), key
    for key in ("seq", "sseq"):
        assert (stable(apart, key)[0] <= stable(together, key)[0]).all(), key


def merged(board: Board) -> Board:
    """Return the board on which actors 1 and 2 are one, who can do what they can do together."""
    moves: list[Pairs] = moves_of(board)
    joint = closed(moves[1] | moves[2])
    return graph(board.count, [moves[0], joint, *moves[3:]], np.delete(board.ranks, 2, axis=0).tolist())


def test_two_others_taken_for_one_may_credibly_do_more() -> None:
    # Neither likes the first step, both like where two steps lead.
    apart = graph(4, [[(0, 1)], [(1, 2)], [(2, 3)]], [[1, 2, 2, 0], [0, 1, 0, 2], [0, 1, 0, 2]])
    assert not stable(apart, "seq")[0, 0]
    assert stable(merged(apart), "seq")[0, 0]


# ---------------------------------------------------------------- an extreme


@given(transitive_graphs(), SEEDS)
def test_where_another_can_go_anywhere_every_state_is_gmr_stable(board: Board, seed: int) -> None:
    count = board.count
    every = frozenset((a, b) for a in range(count) for b in range(count) if a != b)
    luck = Random(seed)
    free = graph(count, [moves_of(board)[0], every], [luck.choices(range(4), k=count) for _ in range(2)])
    assert stable(free, "gmr")[0].all()  # it can always be led back to where it left
