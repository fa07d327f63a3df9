"""The inverse question on games drawn at random: what the oracle finds by going through all orders there are.

Each answer is also put to the test: the change is made, and the forward engine judges the state.
The number of games of each shape, for each of the tests, is `DETENTE_CONFLICTS` by 100.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from detente.engine.board import Board, Bools, Ints
from detente.engine.board import arcs as listed
from detente.engine.solve import Solver
from detente.engine.stability import Concept, concepts
from detente.settlement.inverse import orders, pairs
from detente.settlement.inverse.conditions import answers_for, condition
from detente.settlement.inverse.joint_changes import Joint, joint
from detente.settlement.inverse.rankings import rankings
from detente.settlement.inverse.sets import above, members
from detente.settlement.inverse.ways import ByOrder, ByPairs, Change, Fixed, Ways
from tests.settlement import oracle_inverse as oracle
from tests.settlement.draw import SHAPES, draw_game, draw_ranks
from tests.settlement.oracle_coalitions import Game, game_of

COUNT = max(1, int(os.environ.get("DETENTE_CONFLICTS", "300")) // 100)
CONCEPTS = [one for one in concepts().values() if answers_for(one)]

MOST_BY_SETS = 9
"""States up to which the oracle goes through all sets of states."""

MOST_IN_ORDER = 5
"""States up to which the oracle goes through all rankings with ties: 541 of them."""


def board_of(game: Game) -> Board:
    """Return a game as the engine takes it."""
    moves = []
    for moved in game.moves:
        pairs_of = [(s, t) for s in game.states for t in sorted(moved.get(s, ()))]
        origin = np.array([s for s, _ in pairs_of], dtype=np.int64)
        to = np.array([t for _, t in pairs_of], dtype=np.int64)
        moves.append(listed(origin, to, game.count))
    transitive = tuple(_transitive(moved) for moved in game.moves)
    values = np.arange(game.count, dtype=np.uint8)[:, None]
    return Board(values, np.array([-1]), tuple(moves), np.array(game.ranks), -1, transitive)


def _transitive(moved: dict[int, frozenset[int]]) -> bool:
    return all(moved.get(t, frozenset()) <= moved.get(s, frozenset()) | {s} for s, ends in moved.items() for t in ends)


def stable(board: Board, concept: Concept, actor: int, state: int, rank: Ints | None = None) -> bool:
    """Return the forward engine's verdict, with other standings of the actor where they are given."""
    ranks = board.ranks.copy()
    if rank is not None:
        ranks[actor] = rank
    return bool(Solver(replace(board, ranks=ranks)).verdicts(concept).stable[actor, state])


def drawn(what: str, shape: str, place: int) -> tuple[Game, Board, int, int, Random]:
    luck = Random(f"{what} {shape} {place}")
    game = draw_game(shape, luck)
    return game, board_of(game), luck.randrange(game.count), luck.randrange(len(game.moves)), luck


@pytest.mark.parametrize("shape", SHAPES)
def test_conditions_say_when_a_state_is_stable(shape: str) -> None:
    """The least sets are the oracle's, and any wants are judged as the forward engine judges them."""
    for place in range(COUNT):
        game, board, state, actor, luck = drawn("conditions", shape, place)
        for concept in CONCEPTS:
            found = condition(board, concept, actor, state)
            for _ in range(5):
                rank = np.array(draw_ranks(game.count, 0.3, luck))
                assert found.met(above(rank, state)) == stable(board, concept, actor, state, rank), (place, concept.key)
            if game.count <= MOST_BY_SETS:
                primes = found.primes()
                assert primes is not None
                assert {frozenset(members(one)) for one in primes} == oracle.conditions(game, actor, state, concept.key)


@pytest.mark.parametrize("shape", SHAPES)
def test_rankings_are_counted(shape: str) -> None:
    for place in range(COUNT):
        game, board, state, actor, _ = drawn("rankings", shape, place)
        for concept in CONCEPTS:
            found = rankings(condition(board, concept, actor, state), game.count)
            assert found is not None
            if game.count <= 5:
                assert found.count == oracle.rankings(game, actor, state, concept.key), (place, concept.key)
            elif game.count <= MOST_BY_SETS:
                assert found.count == oracle.rankings_by_sets(game, actor, state, concept.key), (place, concept.key)
            assert 0 < found.count <= found.total


@pytest.mark.parametrize("shape", SHAPES)
def test_the_nearest_ranking_is_a_nearest_one(shape: str) -> None:
    for place in range(COUNT):
        game, board, state, actor, _ = drawn("nearest", shape, place)
        rank = board.ranks[actor]
        for concept in CONCEPTS:
            found = pairs.raised(condition(board, concept, actor, state), rank)
            assert stable(board, concept, actor, state, found.rank)
            assert found.pairs == oracle.pairs_changed(rank.tolist(), found.rank.tolist())
            assert found.pairs == len(list(pairs.changed(rank, found.rank)))
            if game.count <= MOST_IN_ORDER:
                least, nearest = oracle.nearest_rankings(game, actor, state, concept.key)
                assert found.pairs == least, (place, concept.key)
                assert _dense(found.rank) in nearest


@pytest.mark.parametrize("shape", SHAPES)
def test_the_fewest_comparisons_are_as_few_as_the_least_sets_allow(shape: str) -> None:
    for place in range(COUNT):
        game, board, state, actor, _ = drawn("fewest", shape, place)
        preferred = above(board.ranks[actor], state)
        for concept in CONCEPTS:
            given = condition(board, concept, actor, state)
            found = pairs.comparisons(given, board.ranks[actor])
            assert found & ~preferred == 0
            assert given.met(preferred & ~found)
            if game.count <= MOST_BY_SETS:
                sets = oracle.conditions(game, actor, state, concept.key)
                fewest = min(len(one & set(members(preferred))) for one in sets)
                assert len(members(found)) == fewest


def _dense(rank: Ints) -> tuple[int, ...]:
    return tuple(np.unique(rank, return_inverse=True)[1].tolist())


def wishes(game: Game, luck: Random, most: int) -> tuple[tuple[bool, ...], ...]:
    """Draw the truth of some statements by state."""
    return tuple(tuple(luck.random() < 0.5 for _ in game.states) for _ in range(luck.randint(1, most)))


def truths_of(rows: Sequence[Sequence[bool]]) -> list[Bools]:
    return [np.array(row) for row in rows]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_nearest_orders_are_all_that_there_are(shape: str) -> None:
    for place in range(COUNT):
        game, board, state, actor, luck = drawn("orders", shape, place)
        rows = wishes(game, luck, 5)
        truths = truths_of(rows)
        for concept in CONCEPTS:
            found = orders.orders(condition(board, concept, actor, state), truths)
            least, nearest = oracle.nearest_orders(game, rows, actor, state, concept.key)
            assert found.distance == least, (place, concept.key)
            assert found.count == len(nearest)
            assert found.complete
            assert set(found.nearest) <= nearest
            assert len(found.nearest) == min(len(nearest), orders.MOST_LISTED)
            for order in found.nearest:
                assert orders.distance(order) == least
                assert stable(board, concept, actor, state, orders.ranked(truths, order, game.count))


def works(board: Board, concept: Concept, state: int, changes: Sequence[Change]) -> bool:
    """Return whether a joint change makes a state an equilibrium, by the forward engine."""
    ranks = np.array([one.rank for one in changes])
    return bool(Solver(replace(board, ranks=ranks)).verdicts(concept).stable[:, state].all())


def check(found: Joint, board: Board, concept: Concept, state: int, least: int | None) -> None:
    assert found.pairs == found.least
    assert found.pairs == least, concept.key
    if found.pairs is not None:
        assert works(board, concept, state, found.changes)
        assert sum(one.pairs for one in found.changes) == least


@pytest.mark.parametrize("shape", ["graph of two", "graph of three", "options of two", "transitive graph"])
def test_joint_changes_of_orders_are_smallest(shape: str) -> None:
    for place in range(COUNT):
        game, board, state, _, luck = drawn("profiles", shape, place)
        rows = [wishes(game, luck, 4 if len(game.moves) == 2 else 3) for _ in game.moves]
        ranks = [oracle.ranks_from(one, game.count) for one in rows]
        game, board = replace(game, ranks=tuple(ranks)), replace(board, ranks=np.array(ranks))
        ways: list[Ways] = [
            ByOrder(truths_of(one), rank) if len(one) > 1 else Fixed(rank)
            for one, rank in zip(rows, board.ranks, strict=True)
        ]
        for concept in CONCEPTS:
            least, _ = oracle.nearest_order_profiles(game, rows, state, concept.key)
            check(joint(board, concept, state, ways), board, concept, state, least)


@pytest.mark.parametrize("actors", [2, 3])
def test_joint_changes_of_pairs_are_smallest(actors: int) -> None:
    for place in range(COUNT):
        luck = Random(f"profiles {actors} {place}")
        count = 4 if actors == 2 else 3
        arcs = [
            [(s, t) for s in range(count) for t in range(count) if s != t and luck.random() < 0.4]
            for _ in range(actors)
        ]
        game = game_of(count, arcs, [draw_ranks(count, 0.3, luck) for _ in range(actors)])
        board, state = board_of(game), luck.randrange(count)
        for concept in CONCEPTS:
            least, _ = oracle.nearest_profiles(game, state, concept.key)
            check(joint(board, concept, state, [ByPairs(rank) for rank in board.ranks]), board, concept, state, least)
