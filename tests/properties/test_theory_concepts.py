"""The concepts on one board: the definitions, what implies what, and other ways to say the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine.board import Board, Bools, Ints, View
from detente.engine.plain import Plain
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from tests.properties import definitions
from tests.properties.boards import (
    graphs,
    moves_of,
    option_boards,
    pairs_of,
    restricted,
    small,
    viewed,
    with_moves,
    with_ranks,
)
from tests.properties.definitions import ALL, CLASSICAL, Reading

pytestmark = pytest.mark.more


def stable(board: Board, key: str) -> Bools:
    """Return the engine's verdicts."""
    return Solver(board).verdicts(concepts()[key]).stable


# ---------------------------------------------------------------- the definitions themselves


@given(st.one_of(small(), viewed(small())))
def test_the_engine_answers_what_the_definitions_say(board: Board) -> None:
    solver = Solver(board)
    for key in ALL:
        verdicts = solver.verdicts(concepts()[key])
        assert np.array_equal(verdicts.stable, definitions.verdicts(board, key)), key
        for actor in board.actors:
            loose = {(s, t) for s in range(board.count) for t in definitions.undeterred(board, key, actor, s)}
            assert pairs_of(verdicts.undeterred[actor]) == loose, key
            kind = "lean" if key == "firm" else "improvements"
            tempting = {(s, t) for s in range(board.count) for t in definitions.steps(board, kind, actor, s)}
            assert pairs_of(verdicts.tempting[actor]) == tempting, key


@given(st.one_of(small(), viewed(small())))
def test_an_equilibrium_is_a_state_that_everybody_finds_stable(board: Board) -> None:
    for key in ALL:
        verdicts = Solver(board).verdicts(concepts()[key])
        expected = [s for s in range(board.count) if all(verdicts.stable[i, s] for i in board.actors)]
        assert verdicts.equilibria.tolist() == expected


@given(viewed(small()))
def test_a_belief_changes_nothing_where_replies_need_not_be_credible(board: Board) -> None:
    plain = with_moves(board, 0, moves_of(board)[0])
    for key in ("nash", "gmr", "smr"):
        assert np.array_equal(stable(board, key), stable(plain, key))


@given(small())
def test_a_belief_in_the_board_as_it_is_changes_nothing(board: Board) -> None:
    # The same states in reverse order, so that the view's own numbers matter.
    order = list(reversed(range(board.count)))
    seen = restricted(board, order)
    views = {i: View(seen, np.array(order), board.ranks[i]) for i in board.actors}
    for key in ALL:
        assert np.array_equal(stable(replace(board, views=views), key), stable(board, key)), key


# ---------------------------------------------------------------- what implies what


@given(small())
def test_inclusions(board: Board) -> None:
    solver = Solver(board)
    nash, gmr, smr, seq, sseq, firm = (solver.verdicts(concepts()[key]).stable for key in ALL)
    assert (nash <= sseq).all()
    assert (sseq <= seq).all()
    assert (sseq <= smr).all()
    assert (seq <= gmr).all()
    assert (smr <= gmr).all()
    assert (nash <= firm).all()


@given(small())
def test_nash_stable_is_to_have_no_improvement_and_the_best_of_all_is(board: Board) -> None:
    nash = stable(board, "nash")
    improving = [definitions.steps(board, "improvements", i, s) for i in board.actors for s in range(board.count)]
    assert nash.ravel().tolist() == [not better for better in improving]
    for actor in board.actors:
        assert nash[actor, board.ranks[actor] == board.ranks[actor].max()].all()


@given(small())
def test_nash_equilibria_are_the_sinks_of_the_graph_of_improvements(board: Board) -> None:
    verdicts = Solver(board).verdicts(concepts()["nash"])
    left = {s for i in board.actors for s, t in moves_of(board)[i] if board.ranks[i, t] > board.ranks[i, s]}
    assert set(verdicts.equilibria.tolist()) == set(range(board.count)) - left


@given(small())
def test_where_nobody_else_can_move_all_concepts_agree(board: Board) -> None:
    for actor in board.actors:
        alone = board
        for other in definitions.others(board, actor):
            alone = with_moves(alone, other, ())
        for key in ALL:
            assert np.array_equal(stable(alone, key)[actor], stable(alone, "nash")[actor]), key


# ---------------------------------------------------------------- other ways to say the same


@given(small())
def test_escapes_by_improvements_are_enough(board: Board) -> None:
    for key in ("smr", "sseq"):
        assert np.array_equal(stable(board, key), definitions.verdicts(board, key, Reading(escapes="improvements")))


@given(small())
def test_a_return_to_where_replies_begin_is_no_sanction_and_needs_no_record(board: Board) -> None:
    for key in CLASSICAL:
        assert np.array_equal(stable(board, key), definitions.verdicts(board, key, Reading(start=False)))


@given(small())
def test_rank_form(board: Board) -> None:
    for key in ("gmr", "smr", "seq", "sseq"):
        got = stable(board, key)
        for i in board.actors:
            rank = board.ranks[i]
            v = Plain().best_answer(board, i, rank) if key in ("smr", "sseq") else rank
            for s in range(board.count):
                worst = [
                    min((int(v[t]) for t in _replies(board, key, i, s1)), default=2**62)
                    for s1 in definitions.steps(board, "improvements", i, s)
                ]
                assert got[i, s] == all(rank[s] >= w for w in worst)


def _replies(board: Board, key: str, actor: int, state: int) -> set[int]:
    return definitions.legal(board, definitions.REPLIES[key], definitions.others(board, actor), state)


@given(small())
def test_one_formula_for_five_concepts(board: Board) -> None:
    for key in CLASSICAL:
        verdicts = Solver(board).verdicts(concepts()[key])
        for i in board.actors:
            value = np.minimum(board.ranks[i], verdicts.worst[i])
            assert (Plain().best_answer(board, i, value) <= board.ranks[i]).tolist() == verdicts.stable[i].tolist()


@given(small())
def test_the_best_answer_is_the_best_of_the_state_and_one_own_move(board: Board) -> None:
    for i in board.actors:
        expected = [
            max(int(board.ranks[i, t]) for t in {s} | definitions.steps(board, "moves", i, s))
            for s in range(board.count)
        ]
        assert Plain().best_answer(board, i, board.ranks[i]).tolist() == expected


@given(graphs())
def test_the_matrix_formulas_with_a_unit_diagonal(board: Board) -> None:
    for key, got in zip(CLASSICAL, _by_matrices(board, 1), strict=True):
        assert np.array_equal(stable(board, key), got), key


@given(option_boards())
def test_in_option_form_the_matrix_formulas_do_without_the_diagonal(board: Board) -> None:
    for key, got in zip(CLASSICAL, _by_matrices(board, 0), strict=True):
        assert np.array_equal(stable(board, key), got), key
    for i in board.actors:
        for s, t in moves_of(board)[i]:
            assert s not in definitions.legal(board, "moves", definitions.others(board, i), t)


def _by_matrices(board: Board, diagonal: int) -> list[Bools]:
    """Return the verdicts of the five concepts by 0-1 matrices, from the moves with their last movers."""
    count = board.count
    ones, unit = np.ones((count, count), dtype=np.int64), np.eye(count, dtype=np.int64)
    better = [(rank[None, :] > rank[:, None]).astype(np.int64) for rank in board.ranks]
    moves, improving = [], []
    for i in board.actors:
        J = np.zeros((count, count), dtype=np.int64)
        for a, b in moves_of(board)[i]:
            J[a, b] = 1
        moves.append(J)
        improving.append(J * better[i])
    answers = np.ones((5, len(board.actors), count), dtype=np.bool_)
    for i in board.actors:
        rest = definitions.others(board, i)
        worse = ones - better[i] - (0 if diagonal else unit)
        by_any, by_better = _matrix_reach(moves, rest, diagonal), _matrix_reach(improving, rest, diagonal)
        kept = worse.T * (ones - np.sign(moves[i] @ better[i].T))
        sanctions = [
            np.zeros((count, count), dtype=np.int64),
            by_any @ worse.T,
            by_any @ kept,
            by_better @ worse.T,
            by_better @ kept,
        ]
        for place, sanction in enumerate(sanctions):
            answers[place, i] = np.diag(improving[i] @ (ones - np.sign(sanction))) == 0
    return list(answers)


def _matrix_reach(one: list[Ints], movers: list[int], diagonal: int) -> Ints:
    count = len(one[0])
    last = {j: one[j] for j in movers}
    total = sum(last.values(), np.zeros((count, count), dtype=np.int64))
    for _ in range(2 * count):
        last = {
            j: np.sign(sum((last[k] for k in movers if k != j), np.zeros((count, count), dtype=np.int64)) @ one[j])
            for j in movers
        }
        total = np.sign(total + sum(last.values(), np.zeros((count, count), dtype=np.int64)))
    # Whether a sequence may end where it began is the other half of the matter of the diagonal.
    return total if diagonal else total * (1 - np.eye(count, dtype=np.int64))


# ---------------------------------------------------------------- special structures


@given(graphs(actors=(2, 2)))
def test_two_actors_with_opposed_wants(board: Board) -> None:
    opposed = with_ranks(board, [board.ranks[0], -board.ranks[0]])
    assert np.array_equal(stable(opposed, "seq"), stable(opposed, "gmr"))
    assert np.array_equal(stable(opposed, "sseq"), stable(opposed, "smr"))


@given(small())
def test_common_interest(board: Board) -> None:
    common = with_ranks(board, [board.ranks[0]] * len(board.actors))
    for key in ("seq", "sseq", "firm"):
        assert np.array_equal(stable(common, key), stable(common, "nash"))


@given(small())
def test_a_verdict_needs_no_more_than_what_can_be_reached(board: Board) -> None:
    for state in range(board.count):
        near = {state} | definitions.legal(board, "moves", board.actors, state)
        cut = restricted(board, [state, *sorted(near - {state})])
        for key in ALL:
            # Parts of a move are moves from the same state, so they are near as well.
            assert stable(cut, key)[:, 0].tolist() == stable(board, key)[:, state].tolist(), key


@given(option_boards(whole=True, one_way=False))
def test_each_other_moving_once_is_enough_if_all_is_feasible_and_reversible(board: Board) -> None:
    for key in ("gmr", "smr"):
        assert np.array_equal(stable(board, key), definitions.verdicts(board, key, Reading(reach="once each")))


@given(option_boards(whole=True, one_way=False))
def test_security_levels(board: Board) -> None:
    own_of = [[k for k, owner in enumerate(board.owner.tolist()) if owner == i] for i in board.actors]
    gmr, smr = stable(board, "gmr"), stable(board, "smr")
    for i in board.actors:
        table: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
        for s, row in enumerate(board.values.tolist()):
            mine = tuple(row[k] for k in own_of[i])
            rest = tuple(value for k, value in enumerate(row) if k not in own_of[i])
            table.setdefault(mine, {})[rest] = int(board.ranks[i, s])
        maximin = max(min(line.values()) for line in table.values())
        minimax = min(max(line[rest] for line in table.values()) for rest in next(iter(table.values())))
        assert gmr[i].tolist() == (board.ranks[i] >= maximin).tolist()
        assert smr[i].tolist() == (board.ranks[i] >= minimax).tolist()


# ---------------------------------------------------------------- lean improvements


@given(option_boards())
def test_no_lean_improvement_has_a_part_that_does_as_well_and_every_other_has_a_lean_one(board: Board) -> None:
    for i in board.actors:
        rank = board.ranks[i]
        for s in range(board.count):
            lean = definitions.steps(board, "lean", i, s)
            for t in definitions.steps(board, "improvements", i, s) - lean:
                assert any(definitions.is_part(board, i, s, u, t) and rank[u] >= rank[t] for u in lean)
    # The engine's lean moves are the same ones.
    firm = Solver(board).verdicts(concepts()["firm"])
    for i in board.actors:
        expected = {(s, t) for s in range(board.count) for t in definitions.steps(board, "lean", i, s)}
        assert pairs_of(firm.tempting[i]) == expected
