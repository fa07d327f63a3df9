"""Evolution on one board: chains worked out by hand, exact walks on a thousand random boards, large chains."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engine.board import Board
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.errors import QuestionError, TooLargeError
from detente.prospects import absorption as solving
from detente.prospects.chain import CHOICES, Choice, Process, chain
from detente.prospects.evolution import Evolution, evolution
from tests.properties.boards import graph, small, viewed, with_start
from tests.properties.definitions import ALL, steps, undeterred
from tests.prospects import walks

NASH = concepts()["nash"]


def evolved(
    board: Board, choice: Choice = "improvements", weights: Sequence[float] = (), key: str = "nash"
) -> Evolution:
    verdicts = Solver(board).verdicts(concepts()[key]) if choice == "undeterred" else None
    process = Process(choice, tuple(weights) or (1.0,) * len(board.actors))
    return evolution(board, board.start, process, verdicts)


def ended(found: Evolution) -> dict[int, float]:
    return dict(zip(found.rests.tolist(), found.chances.tolist(), strict=True))


def wishing(count: int, moves: Sequence[Iterable[tuple[int, int]]], *ranks: Sequence[int]) -> Board:
    """Return a board of graph form whose moves all improve, with the status quo in state 0."""
    board = graph(count, moves, ranks)
    for actor, pairs in enumerate(moves):
        assert all(ranks[actor][a] < ranks[actor][b] for a, b in pairs)
    return replace(board, start=0)


# ---------------------------------------------------------------- by hand

# A can end it in 1, from 0 and from 2; B goes on from 0 to 2 and from there to 3.
RACE = wishing(4, [[(0, 1), (2, 1)], [(0, 2), (2, 3)]], [0, 1, 0, 0], [0, 0, 1, 2])

# A goes from 0 to 1 and B back; C leads out of it, from 1 to 2.
LOOP = wishing(3, [[(0, 1)], [(1, 0)], [(1, 2)]], [0, 1, 0], [1, 0, 0], [0, 0, 1])

# From 0 to the rest at 5 by A, and by B into the round 1-2-4-3, which nobody leaves.
PENNIES = wishing(
    6,
    [[(0, 5), (2, 1), (3, 4)], [(0, 1), (1, 3), (4, 2)]],
    [0, 2, 1, 1, 2, 1],
    [0, 1, 2, 2, 1, 0],
)


def test_a_race_by_hand() -> None:
    # In 1 at once with 1/2, or from 2 with 1/2 * 1/2: 3/4. One move, and a second one with 1/2.
    found = evolved(RACE)
    assert ended(found) == pytest.approx({1: 3 / 4, 3: 1 / 4}, abs=1e-12)
    assert found.rests.tolist() == [1, 3]
    assert found.moves == pytest.approx(3 / 2)
    assert found.moves_to_rest == pytest.approx(3 / 2)
    # B counts twice: it is drawn with 2/3. In 1 with 1/3 + 2/3 * 1/3 = 5/9; moves 1 + 2/3.
    found = evolved(RACE, weights=(1, 2))
    assert ended(found) == pytest.approx({1: 5 / 9, 3: 4 / 9}, abs=1e-12)
    assert found.moves == pytest.approx(5 / 3)
    # Only shares count, not their sum.
    assert ended(evolved(RACE, weights=(0.3, 0.6))) == pytest.approx({1: 5 / 9, 3: 4 / 9}, abs=1e-12)
    # Who has weight 0 never moves: B alone goes to 2 and to 3; A alone goes to 1.
    assert ended(evolved(RACE, weights=(0, 1))) == {3: 1.0}
    assert ended(evolved(RACE, weights=(1, 0))) == {1: 1.0}


def test_the_ways_of_a_race_by_hand() -> None:
    found = evolved(RACE, weights=(1, 2))
    told = [([(step.mover, step.to) for step in way.path.steps], way.chance) for way in found.ways(9)]
    # B, B: 2/3 * 2/3; A: 1/3; B, A: 2/3 * 1/3.
    assert [moves for moves, _ in told] == [[(1, 2), (1, 3)], [(0, 1)], [(1, 2), (0, 1)]]
    assert [chance for _, chance in told] == pytest.approx([4 / 9, 1 / 3, 2 / 9])
    assert [way.path.begins for way in found.ways(2)] == [0, 0]
    assert found.ways(0) == ()


def test_a_loop_with_a_way_out_by_hand() -> None:
    # At 1 the coin decides between back and out, so that 1 is visited 2 times on average, 0 as often.
    found = evolved(LOOP)
    assert ended(found) == pytest.approx({2: 1.0}, abs=1e-12)
    assert found.moves == pytest.approx(4)
    assert not found.rounds
    # Out at the first visit 1/2, at the second 1/4, ...
    assert [way.chance for way in found.ways(4)] == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 16])
    assert [len(way.path.steps) for way in found.ways(4)] == [2, 4, 6, 8]


def test_a_round_by_hand() -> None:
    found = evolved(PENNIES)
    assert ended(found) == pytest.approx({5: 1 / 2}, abs=1e-12)
    assert [(one.states.tolist(), round(one.chance, 12)) for one in found.rounds] == [([1, 2, 3, 4], 0.5)]
    assert found.rested == pytest.approx(1 / 2)
    assert found.moves == pytest.approx(1)
    assert found.moves_to_rest == pytest.approx(1)
    # A way into a round ends where it begins.
    assert [(way.path.ends, len(way.path.steps)) for way in found.ways(9)] == [(5, 1), (1, 1)]
    inside = evolved(replace(PENNIES, start=3))
    assert ended(inside) == {}
    assert [one.chance for one in inside.rounds] == [1.0]
    assert (inside.moves, inside.moves_to_rest) == (0.0, None)
    assert [way.chance for way in inside.ways(3)] == [1.0]


def test_play_that_never_rests_has_no_mean_of_play_that_does() -> None:
    # B alone moves at 0, into the round.
    only = wishing(5, [[(2, 1), (3, 4)], [(0, 1), (1, 3), (4, 2)]], [0, 2, 1, 1, 2], [0, 1, 2, 2, 1])
    found = evolved(only)
    assert not ended(found)
    assert found.moves == pytest.approx(1)
    assert found.moves_to_rest is None
    assert [one.chance for one in found.rounds] == pytest.approx([1])


def test_moves_of_play_that_rests_are_counted_apart() -> None:
    # From 0, A goes to 1 and B into the round; from 1, A goes on to the rest at 2 and B into the round as well.
    one = [(0, 1), (1, 2), (4, 3), (5, 6)]
    two = [(0, 3), (1, 3), (3, 5), (6, 4)]
    board = wishing(7, [one, two], [0, 1, 2, 2, 1, 1, 2], [0, 0, 0, 1, 2, 2, 1])
    found = evolved(board)
    # In the round at once with 1/2, after two moves with 1/4; at rest after two with 1/4: 3/2 moves, 2 where it rests.
    assert ended(found) == pytest.approx({2: 1 / 4}, abs=1e-12)
    assert [one.chance for one in found.rounds] == pytest.approx([3 / 4])
    assert found.moves == pytest.approx(3 / 2)
    assert found.moves_to_rest == pytest.approx(2)


def test_who_has_nothing_to_do_is_at_rest_from_the_beginning() -> None:
    found = evolved(replace(RACE, start=3))
    assert ended(found) == {3: 1.0}
    assert (found.moves, found.moves_to_rest, found.rounds) == (0.0, 0.0, ())
    assert [(way.path.steps, way.chance) for way in found.ways(2)] == [((), 1.0)]


def test_the_best_moves_are_the_best_by_hand() -> None:
    # A may go to 1, 2 or 3, of which 2 and 3 are best; B may only go to 1.
    board = wishing(4, [[(0, 1), (0, 2), (0, 3)], [(0, 1)]], [0, 1, 5, 5], [0, 1, 0, 0])
    assert ended(evolved(board, "best")) == pytest.approx({1: 1 / 2, 2: 1 / 4, 3: 1 / 4}, abs=1e-12)
    assert ended(evolved(board)) == pytest.approx({1: 1 / 2 + 1 / 6, 2: 1 / 6, 3: 1 / 6}, abs=1e-12)


def test_a_move_that_two_can_make_is_two_ways() -> None:
    board = wishing(2, [[(0, 1)], [(0, 1)]], [0, 1], [0, 1])
    assert [(way.path.steps[0].mover, way.chance) for way in evolved(board).ways(9)] == [(0, 0.5), (1, 0.5)]


# ---------------------------------------------------------------- against exact walks


BOARDS = with_start(small())


def exactly(board: Board, choice: Choice, key: str, weights: Sequence[Fraction]) -> walks.Turns[int]:
    def able(actor: int, state: int) -> set[int]:
        if choice == "undeterred":
            return undeterred(board, key, actor, state)
        better = steps(board, "improvements", actor, state)
        rank = board.ranks[actor]
        return better if choice == "improvements" else {t for t in better if all(rank[t] >= rank[u] for u in better)}

    known: dict[int, list[walks.Turn[int]]] = {}
    of = walks.turns(weights, able)

    def once(state: int) -> list[walks.Turn[int]]:
        if state not in known:
            known[state] = of(state)
        return known[state]

    return once


@settings(max_examples=1000)
@given(BOARDS | with_start(viewed(small())), st.sampled_from(CHOICES), st.sampled_from(ALL), st.integers(0, 10**6))
def test_chances_are_those_of_an_exact_walk(board: Board, choice: Choice, key: str, seed: int) -> None:
    luck = Random(seed)
    weights = [Fraction(luck.choice((0, 1, 1, 1, 2, 5)), luck.choice((1, 1, 3))) for _ in board.actors]
    if not any(weights):
        weights[0] = Fraction(1)
    found = evolved(board, choice, [float(weight) for weight in weights], key)
    of = exactly(board, choice, key, weights)
    expected = walks.ends(board.start, of)
    rests = {next(iter(one)): float(chance) for one, chance in expected.chances.items() if len(one) == 1}
    rounds = {one: float(chance) for one, chance in expected.chances.items() if len(one) > 1}
    assert ended(found) == pytest.approx(rests, abs=1e-9)
    assert {frozenset(one.states.tolist()): one.chance for one in found.rounds} == pytest.approx(rounds, abs=1e-9)
    assert found.rested + sum(one.chance for one in found.rounds) == pytest.approx(1, abs=1e-9)
    assert found.moves == pytest.approx(float(expected.moves), rel=1e-9, abs=1e-9)
    if expected.moves_to_rest is None:
        assert found.moves_to_rest is None
    else:
        assert found.moves_to_rest == pytest.approx(float(expected.moves_to_rest), rel=1e-9, abs=1e-9)
    assert found.chances.tolist() == sorted(found.chances.tolist(), reverse=True) or _nearly_sorted(found.chances)


def _nearly_sorted(chances: Any) -> bool:
    return bool((np.diff(chances.round(12)) <= 0).all())


@settings(max_examples=300)
@given(BOARDS, st.sampled_from(CHOICES), st.integers(1, 6))
def test_ways_are_the_likeliest_of_all(board: Board, choice: Choice, most: int) -> None:
    found = evolved(board, choice, key="seq")
    of = exactly(board, choice, "seq", [Fraction(1)] * len(board.actors))
    told = found.ways(most)
    expected = walks.likeliest(board.start, of, most)
    if expected is not None:
        assert [way.chance for way in told] == pytest.approx([float(one) for one in expected], rel=1e-6)
    assert len({way.path for way in told}) == len(told)
    for way in told:
        state, chance = board.start, Fraction(1)
        for step in way.path.steps:
            moving = [(who, to, p) for who, to, p in of(state) if to != state]
            chance *= next(p for who, to, p in moving if (who, to) == (step.mover, step.to))
            chance /= sum(p for _, _, p in moving)
            state = step.to
        assert way.chance == pytest.approx(float(chance), rel=1e-12)


@given(BOARDS, st.sampled_from(ALL))
def test_it_rests_and_goes_round_where_play_does(board: Board, key: str) -> None:
    verdicts = Solver(board).verdicts(concepts()[key])
    play = Solver(board).play(concepts()[key], board.start)
    found = evolution(board, board.start, Process("undeterred", (1.0,) * len(board.actors)), verdicts)
    assert sorted(found.rests.tolist()) == sorted(play.rests.tolist())
    assert sorted(one.states.tolist() for one in found.rounds) == [cycle.tolist() for _, cycle in play.cycles]
    assert sorted(found.chain.states.tolist()) == play.reached.tolist()


# ---------------------------------------------------------------- large chains


def crowd(bits: int, seed: int, bias: float) -> Board:
    """Return a board of many actors with one option each, whose wants are drawn: most moves lie on cycles."""
    rng = np.random.default_rng(seed)
    count = 1 << bits
    states = np.arange(count)
    moves = [frozenset(zip(states.tolist(), (states ^ (1 << k)).tolist(), strict=True)) for k in range(bits)]
    common = bias * rng.random(count)
    return replace(graph(count, moves, (1e6 * (common + rng.random((bits, count)))).astype(int).tolist()), start=0)


@pytest.mark.parametrize(("bits", "bias", "direct"), [(8, 0.3, 2000), (9, 0.3, 0), (10, 0.0, 0), (10, 1.0, 0)])
def test_large_chains_against_another_library(
    bits: int, bias: float, direct: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "DIRECT", direct)
    board = crowd(bits, 7, bias)
    found = evolved(board)
    walk = found.chain
    count = len(walk.states)
    dense = np.zeros((count, count))
    np.add.at(dense, (walk.origin, walk.to), walk.chance)
    roads = nx.DiGraph(zip(*(part.tolist() for part in np.nonzero(dense)), strict=True))
    roads.add_nodes_from(range(count))
    closed = [sorted(one) for one in nx.attracting_components(roads)]
    way = sorted(set(range(count)) - {place for one in closed for place in one})
    visits = np.linalg.solve(np.eye(len(way)) - dense[np.ix_(way, way)].T, np.eye(len(way))[way.index(0)])
    told = ended(found) | {int(one.states[0]): one.chance for one in found.rounds}
    expected = {int(walk.states[one].min()): float(visits @ dense[np.ix_(way, one)].sum(axis=1)) for one in closed}
    assert told == pytest.approx(expected, abs=1e-9)
    assert found.moves == pytest.approx(float(visits.sum()), rel=1e-8)
    assert sum(expected.values()) == pytest.approx(1, abs=1e-9)


def test_both_ways_of_solving_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    once = [evolved(board) for board in (RACE, LOOP, PENNIES)]
    monkeypatch.setattr(solving, "DIRECT", 0)
    again = [evolved(board) for board in (RACE, LOOP, PENNIES)]
    for one, other in zip(once, again, strict=True):
        assert (one.moves, one.moves_to_rest) == pytest.approx((other.moves, other.moves_to_rest))
        assert ended(one) == pytest.approx(ended(other), abs=1e-9)


# ---------------------------------------------------------------- what cannot be answered


def lasting(chance: float) -> tuple[Board, tuple[float, ...]]:
    """Return a loop that is left only with a small chance at each turn."""
    return LOOP, (1.0, 1.0, chance)


@pytest.mark.parametrize("direct", [0, 2000])
def test_play_that_lasts_for_ever_is_refused_and_play_that_lasts_long_is_not(
    direct: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "DIRECT", direct)
    board, weights = lasting(1e-4)
    # 1 is visited 1 + 10^4 times, 0 as often.
    assert evolved(board, weights=weights).moves == pytest.approx(2 * (1 + 1e4), rel=1e-9)
    for chance in (1e-12, 1e-15, 1e-20):
        board, weights = lasting(chance)
        with pytest.raises(QuestionError) as caught:
            evolved(board, weights=weights)
        assert caught.value.problems[0].code == "play-unsettled"


def test_more_moves_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_MEMORY", "1M")
    monkeypatch.setattr("detente.engine.budget.SURELY_THERE", 1000)
    monkeypatch.setattr("detente.prospects.chain.A_MOVE", 1 << 20)
    with pytest.raises(TooLargeError) as caught:
        evolved(RACE)
    assert "moves of play" in str(caught.value)


@pytest.mark.parametrize("weights", [(0.0, 0.0), (-1.0, 2.0), (math.inf, 1.0), (math.nan, 1.0)])
def test_weights_must_say_something(weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Process("best", weights)


def test_what_deters_must_be_known_where_it_is_asked() -> None:
    with pytest.raises(ValueError, match="verdicts"):
        evolution(RACE, 0, Process("undeterred", (1.0, 1.0)))


def test_a_chain_has_the_states_in_the_order_in_which_they_are_met() -> None:
    process = Process("improvements", (1.0, 1.0))
    walk = chain(process.rows(RACE, None), process.weights, 0, RACE.count)
    assert walk.states.tolist() == [0, 1, 2, 3]
    assert walk.first.tolist() == [0, 2, 2, 4, 4]
    assert walk.to.tolist() == [1, 2, 1, 3]
    assert walk.mover.tolist() == [0, 1, 0, 1]
    assert walk.chance.tolist() == [0.5] * 4
