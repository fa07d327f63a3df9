"""Limits and corners of the engine: too many moves, no options at all, beliefs in nothing."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from detente.answers.naming import find_state
from detente.answers.run import run
from detente.conflict import Conflict, Option, Ordered
from detente.engine import moves
from detente.engine.board import Board, arcs
from detente.engine.certificate import Temptation, certificate
from detente.engine.compile import compile_board
from detente.engine.paths import Step
from detente.engine.plain import Plain
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.errors import ConflictError, QuestionError, TooLargeError
from detente.scenario.expression import Is
from detente.scenario.reader import read
from tests.properties.boards import graph


def test_too_many_moves_are_refused_with_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "MOST_MOVES", 15)
    # Moves of options that need others are listed one by one.
    options = (Option("A.x", 0, ("no", "yes")), Option("A.y", 0, ("no", "some", "yes"), needs=Is("A.x", ("no", "yes"))))
    conflict = Conflict(("A",), options, (), (Ordered(()),), None)
    with pytest.raises(TooLargeError) as caught:
        compile_board(conflict)
    (problem,) = caught.value.problems
    assert problem.code == "too-many-moves"
    assert "36" in problem.given
    assert "15" in problem.expected


def test_a_conflict_without_options_has_one_state_and_it_holds() -> None:
    board = compile_board(Conflict(("A", "B"), (), (), (Ordered(()), Ordered(())), {}))
    assert (board.count, board.start) == (1, 0)
    for concept in concepts().values():
        assert Solver(board).verdicts(concept).equilibria.tolist() == [0]


def test_a_certificate_names_the_reply_that_punishes() -> None:
    """A's move from 0 to 1 pays, but B gains by going on from 1 to 2, which is worse for A than 0."""
    move_a = arcs(np.array([0]), np.array([1]), 3)
    move_b = arcs(np.array([1]), np.array([2]), 3)
    board = Board(
        np.arange(3, dtype=np.uint8)[:, None],
        np.array([-1]),
        (move_a, move_b),
        np.array([[1, 2, 0], [0, 0, 1]]),
        0,
        (True, True),
    )
    found = certificate(Solver(board), concepts()["seq"], 0, 0)
    assert found.temptations == (Temptation(1, "punished", (Step(1, 2),), begins=1),)


def test_boards_that_are_gone_leave_nothing_to_those_that_come_to_lie_where_they_lay() -> None:
    """An engine is asked of one board after another, on which two want the same and move otherwise each time."""
    luck, engine, seq = Random(1), Plain(), concepts()["seq"]
    for _ in range(40):
        ways = luck.sample([[(0, 1)], [(0, 2)], [(1, 2)], []], 3)
        board = graph(3, ways, [[0, 1, 2], [0, 1, 2], [2, 1, 0]])
        found, alone = (Solver(board, one).verdicts(seq).worst[2].tolist() for one in (engine, Plain()))
        assert found == alone


def test_a_world_that_cannot_be_is_told_with_whose_belief_it_is() -> None:
    text = """
title: A belief in nothing
circumstances: {fog: {now: no, assumed: x}}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, assumed: x}]}
never: [{when: fog, assumed: x}]
beliefs: [{who: A, thinks: fog = yes, assumed: x}]
"""
    with pytest.raises(ConflictError, match="In the world that A believes in: No state is feasible"):
        run(read(text))
    assert run(read(text), beliefs=False).board.count == 2


@pytest.mark.parametrize("given", ["0", "3", "-1", "two", "1.0", ""])
def test_a_state_number_out_of_range_is_refused(given: str) -> None:
    one = run(read("title: t\nactors: {A: {options: {x: {}}, prefers: []}}"))
    with pytest.raises(QuestionError, match="numbered 1 to 2"):
        one.number(given)


def test_states_are_a_sequence() -> None:
    states = run(read("title: t\nactors: {A: {options: {x: {}, y: {}}, prefers: []}}")).states
    assert [state.number for state in states[1:3]] == [2, 3]
    assert states[-1].values == {"A.x": "yes", "A.y": "yes"}
    with pytest.raises(IndexError):
        states[4]


def test_a_listed_state_is_found_by_its_name_before_its_number() -> None:
    text = """
title: Three states with numbers for names
states: [3, 1, 2]
actors:
  A: {moves: [[1, 2]], ranking: [3, 2, 1]}
"""
    one = run(read(text))
    assert find_state(one, "3") == 0
    assert one.states[find_state(one, "2")].values == {"state": "2"}
