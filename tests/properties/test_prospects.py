"""Prospects and cycles: where undeterred moves lead from the status quo."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from detente.engine.board import Board
from detente.engine.paths import Path, Play, play
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.engine.verdicts import Verdicts
from tests.properties.boards import graph, pairs_of, small, viewed, with_ranks, with_start
from tests.properties.definitions import ALL

pytestmark = pytest.mark.more

BOARDS = with_start(small()) | with_start(viewed(small()))


def roads(verdicts: Verdicts) -> nx.MultiDiGraph:
    """Return all undeterred moves as a graph, by mover."""
    found = nx.MultiDiGraph()
    found.add_nodes_from(range(verdicts.stable.shape[1]))
    for mover, arcs in enumerate(verdicts.undeterred):
        found.add_edges_from((a, b, mover) for a, b in pairs_of(arcs))
    return found


def played(board: Board, key: str) -> tuple[Play, Verdicts]:
    """Return the play from the board's start, and the verdicts it follows."""
    verdicts = Solver(board).verdicts(concepts()[key])
    return play(verdicts, board.start), verdicts


@given(BOARDS)
def test_prospects_are_the_equilibria_that_undeterred_moves_lead_to(board: Board) -> None:
    for key in ALL:
        got, verdicts = played(board, key)
        distance = nx.single_source_shortest_path_length(roads(verdicts), board.start)
        assert got.begins == board.start
        assert got.reached.tolist() == sorted(distance)
        rests = sorted((length, s) for s, length in distance.items() if verdicts.stable[:, s].all())
        assert [(len(path.steps), path.ends) for path in got.prospects] == rests, key


@given(BOARDS)
def test_cycles_are_the_closed_sets_that_play_can_fall_into(board: Board) -> None:
    for key in ALL:
        got, verdicts = played(board, key)
        graph_ = roads(verdicts)
        near = graph_.subgraph(nx.descendants(graph_, board.start) | {board.start})
        closed = sorted(sorted(part) for part in nx.attracting_components(near) if len(part) > 1)
        assert [cycle.tolist() for _, cycle in got.cycles] == closed, key
        distance = nx.single_source_shortest_path_length(graph_, board.start)
        for path, cycle in got.cycles:
            assert path.ends in cycle
            assert len(path.steps) == min(distance[s] for s in cycle.tolist())


@given(BOARDS)
def test_paths_are_made_of_undeterred_moves(board: Board) -> None:
    for key in ALL:
        got, verdicts = played(board, key)
        for path in [*got.prospects, *(into for into, _ in got.cycles)]:
            state = path.begins
            assert state == board.start
            for step in path.steps:
                assert (state, step.to) in pairs_of(verdicts.undeterred[step.mover])
                state = step.to
            assert state == path.ends


@given(BOARDS)
def test_play_always_has_somewhere_to_come_to(board: Board) -> None:
    for key in ALL:
        got, verdicts = played(board, key)
        assert got.prospects or got.cycles
        graph_ = roads(verdicts)
        ends = {path.ends for path in got.prospects} | {s for _, cycle in got.cycles for s in cycle.tolist()}
        for state in got.reached.tolist():
            assert (nx.descendants(graph_, state) | {state}) & ends


@given(with_start(small()))
def test_more_demanding_concepts_reach_no_less(board: Board) -> None:
    """Fewer states hold under nash than under gmr, so more moves are open and play goes at least as far."""
    chain = [set(played(board, key)[0].reached.tolist()) for key in ("nash", "sseq", "seq", "gmr")]
    assert chain[0] >= chain[1] >= chain[2] >= chain[3]


@given(with_start(small()))
def test_where_all_want_the_same_play_comes_to_rest(board: Board) -> None:
    common = with_ranks(board, [board.ranks[0]] * len(board.actors))
    for key in ALL:
        got, _ = played(common, key)
        assert not got.cycles
        assert got.prospects


def test_a_round_that_nobody_leaves_is_a_cycle() -> None:
    # From 0 to the round 1-2-3-4 (matching and not matching), beside it the rest at 5.
    one = [(1, 2), (2, 1), (3, 4), (4, 3), (0, 5)]
    two = [(1, 3), (3, 1), (2, 4), (4, 2), (0, 1)]
    board = graph(6, [one, two], [[0, 2, 1, 1, 2, 1], [0, 1, 2, 2, 1, 0]])
    verdicts = Solver(board).verdicts(concepts()["nash"])
    got = play(verdicts, 0)
    assert got.reached.tolist() == [0, 1, 2, 3, 4, 5]
    assert [(path.ends, [(step.mover, step.to) for step in path.steps]) for path in got.prospects] == [(5, [(0, 5)])]
    assert [([(step.mover, step.to) for step in path.steps], cycle.tolist()) for path, cycle in got.cycles] == [
        ([(1, 1)], [1, 2, 3, 4])
    ]
    inside = play(verdicts, 2)
    assert len(inside.prospects) == 0
    assert inside.cycles[0][0] == Path(2, ())


def test_a_round_with_a_way_out_is_no_cycle() -> None:
    one, two = [(0, 1), (1, 0), (2, 3), (3, 2), (3, 4)], [(0, 2), (2, 0), (1, 3), (3, 1)]
    board = graph(5, [one, two], [[2, 1, 1, 2, 3], [1, 2, 2, 1, 0]])
    got = play(Solver(board).verdicts(concepts()["nash"]), 0)
    assert got.reached.tolist() == [0, 1, 2, 3, 4]
    assert [path.ends for path in got.prospects] == [4]
    assert not got.cycles


def test_who_rests_at_the_start_has_nothing_to_walk() -> None:
    board = graph(2, [[(0, 1)], [(1, 0)]], [[1, 0], [0, 1]])
    got = play(Solver(board).verdicts(concepts()["nash"]), 0)
    assert list(got.prospects) == [Path(0, ())]
    assert np.array_equal(got.reached, [0])
    assert not got.cycles


def test_two_rounds_are_two_cycles() -> None:
    ring = [(1, 2), (2, 3), (3, 1), (4, 5), (5, 6), (6, 4)]
    one = [(0, 1), (1, 2), (4, 5)]
    two = [(0, 4), (2, 3), (5, 6)]
    three = [pair for pair in ring if pair not in one + two]
    board = graph(7, [one, two, three], [[0, 1, 2, 0, 1, 2, 0], [0, 0, 1, 2, 1, 0, 2], [0, 2, 0, 1, 2, 0, 1]])
    got = play(Solver(board).verdicts(concepts()["nash"]), 0)
    assert [cycle.tolist() for _, cycle in got.cycles] == [[1, 2, 3], [4, 5, 6]]
    assert [path.ends for path, _ in got.cycles] == [1, 4]
    assert not got.prospects
