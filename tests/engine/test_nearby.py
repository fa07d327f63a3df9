"""Where play comes to rest, seen from the states met, is where it does on the whole board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engine.board import Board
from detente.engine.ensemble import Rests, Samples, Wants, ensemble, rests_nearby
from detente.engine.ensemble import nearby as module
from detente.engine.ensemble.one_by_one import OneByOne
from detente.engine.stability import Concept, concepts
from tests.engine.test_ensemble import ALL, DECLARABLE, SEEDS, beliefs, boards, drawn
from tests.properties.boards import graph, made

NEAR = tuple(concept for concept in DECLARABLE if concept.replies != "moves")


def rows_of(ranks: Any) -> list[Wants]:
    """Return standings as rows, samples with the same ones sharing one."""
    found = []
    for actor in range(ranks.shape[1]):
        rows, which = np.unique(ranks[:, actor], axis=0, return_inverse=True)
        found.append(Wants(rows, which.ravel()))
    return found


def met(board: Board, concept: Concept, begins: int, ranks: Any, seen: Mapping[int, Any]) -> Rests:
    found = rests_nearby(board, concept, begins, rows_of(ranks), {i: rows_of(one) for i, one in seen.items()})
    assert found is not None
    return found


def same(board: Board, concept: Concept, begins: int, ranks: Any, seen: Mapping[int, Any]) -> None:
    """Hold what is met to the solver of each sample by itself."""
    found = met(board, concept, begins, ranks, seen)
    length, restless, leaving = OneByOne(board, [concept]).rests(Samples(ranks, seen), begins)
    told = np.full(length.shape[1:], -1)
    told[:, found.states] = found.length
    assert np.array_equal(told, length[0])
    assert np.array_equal(found.prospects, found.length >= 0)
    assert np.array_equal(found.restless, restless[0])
    assert np.array_equal(np.concatenate(found.leaving, axis=1), leaving[0])
    assert (np.diff(found.states) > 0).all()


@given(boards(), SEEDS, st.sampled_from(NEAR))
@settings(max_examples=400)
def test_play_seen_from_the_states_met_is_that_of_the_whole_board(board: Board, seed: int, concept: Concept) -> None:
    ranks, seen = drawn(board, seed, 3), beliefs(board, seed, 3)
    same(board, concept, seed % board.count, ranks, seen)


@given(boards(), SEEDS)
@settings(max_examples=60)
def test_every_concept_of_the_program_whose_replies_are_credible(board: Board, seed: int) -> None:
    ranks = drawn(board, seed, 2)
    for concept in ALL:
        if concept.replies != "moves":
            same(board, concept, seed % board.count, ranks, {})


def declared(tempts: str, replies: str, caused: bool) -> Concept:
    return next(one for one in NEAR if one.key == f"{tempts} {replies} at once {caused}")


def test_what_comes_of_staying_put_is_followed_to_its_end() -> None:
    """A would go to 1, where B goes on to 5. That hurts A, but B and C would come to 4 by 2 and 3, which is as bad.

    B does not begin, for C's reply hurts it: so play does not come to 2, and only what A fears at home leads there.
    """
    board = graph(6, [[(0, 1)], [(0, 2), (3, 4), (1, 5)], [(2, 3)]], [[0] * 6] * 3)
    ranks = np.array([[[1, 2, 1, 1, 0, 0], [1, 1, 2, 0, 1, 2], [0, 0, 0, 1, 0, 0]]])
    concept = declared("improvements", "improvements", caused=True)
    same(board, concept, 0, ranks, {})
    found = met(board, concept, 0, ranks, {})
    assert found.states[found.prospects[0]].tolist() == [5]


def test_replies_that_would_not_tempt_are_followed_where_they_count() -> None:
    """A would go to 1. B's reply to 3 does no better than its part, to 2, but from 3 alone C goes on to 4."""
    values = [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1)]
    moves = [frozenset({(0, 1)}), frozenset({(1, 2), (1, 3)}), frozenset({(3, 4)})]
    ranks = np.array([[[1, 2, 2, 2, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 1]]])
    board = made(np.array(values, dtype=np.uint8), (0, 1, 1, 2), moves, ranks[0])
    concept = declared("lean", "improvements", caused=False)
    same(board, concept, 0, ranks, {})
    assert not met(board, concept, 0, ranks, {}).leaving[0].any()


def test_what_tempts_is_followed_where_it_would_not_count_as_a_reply() -> None:
    """A would go to 2, though 1, a part of that, is as good. From 2 B and C come to 5, by 3 and 4.

    B does not begin, for C's reply hurts it: so play does not come to 3.
    """
    values = [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1), (1, 1, 2, 1)]
    moves = [frozenset({(0, 1), (0, 2)}), frozenset({(2, 3), (4, 5)}), frozenset({(3, 4)})]
    ranks = np.array([[[1, 2, 2, 2, 2, 0], [0, 0, 1, 2, 0, 1], [0, 0, 0, 0, 1, 0]]])
    board = made(np.array(values, dtype=np.uint8), (0, 0, 1, 2), moves, ranks[0])
    concept = declared("improvements", "lean", caused=False)
    same(board, concept, 0, ranks, {})
    assert met(board, concept, 0, ranks, {}).leaving[0].tolist() == [[True, False]]


def test_replies_that_an_actor_expects_are_followed_though_nobody_would_make_them() -> None:
    """A would go to 1. It takes B to go on to 2, from where C would go to 3; that hurts. B would do no such thing."""
    board = graph(4, [[(0, 1)], [(1, 2)], [(2, 3)]], [[0] * 4] * 3)
    ranks = np.array([[[1, 2, 2, 0], [0, 1, 0, 0], [0, 0, 0, 1]]])
    seen = {0: np.array([[[1, 2, 2, 0], [0, 0, 1, 0], [0, 0, 0, 1]]])}
    concept = declared("improvements", "improvements", caused=False)
    same(board, concept, 0, ranks, seen)
    assert not met(board, concept, 0, ranks, seen).leaving[0].any()
    assert met(board, concept, 0, ranks, {}).leaving[0].tolist() == [[True]]


def test_what_play_does_not_come_near_is_not_looked_at() -> None:
    """From 0 the first actor goes to 1, which is best for it but for 3; from 0 and 1 nothing that pays leads to 3."""
    board = graph(4, [[(0, 1), (0, 2), (2, 3), (3, 2)], [(1, 0), (2, 3)]], [[0] * 4] * 2)
    ranks = np.array([[[1, 2, 0, 5], [0, 0, 0, 9]]])
    found = met(board, concepts()["seq"], 0, ranks, {})
    assert found.states.tolist() == [0, 1]
    assert found.length.tolist() == [[-1, 1]]


def test_replies_that_may_be_anything_are_left_to_the_whole_board() -> None:
    board = graph(2, [[(0, 1)], [(1, 0)]], [[0, 1], [0, 0]])
    assert rests_nearby(board, concepts()["gmr"], 0, rows_of(np.array([[[0, 1], [0, 0]]])), {}) is None


@pytest.mark.parametrize("most", [0, 3])
def test_where_much_would_have_to_be_looked_at_the_whole_board_is_asked(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", most)
    ring = [(a, (a + 1) % 9) for a in range(9)]
    board = graph(9, [ring, ring], [[0] * 9] * 2)
    wants = rows_of(np.array([[list(range(9)), list(range(9))]]))
    assert rests_nearby(board, concepts()["seq"], 0, wants, {}) is None
    samples = Samples(np.array([[list(range(9)), list(range(9))]]))
    assert ensemble(board, [concepts()["seq"]]).rests(samples, 0)["seq"].prospects.any()
