"""Many samples judged side by side come out as each does alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.answers.run import run
from detente.cases import __file__ as cases
from detente.engine import compiled
from detente.engine import ensemble as room
from detente.engine.board import Arcs, Board, Bools, View
from detente.engine.ensemble import Ensemble, Rests, Samples, Tally, ensemble, prepared, side_by_side
from detente.engine.ensemble.kernels import once, play, tempting
from detente.engine.ensemble.samples import listed
from detente.engine.solve import Solver
from detente.engine.stability import Concept, concepts
from detente.scenario.reader import read_file
from tests.properties.boards import graph, graphs, option_boards, small, transitive_graphs

ALL = tuple(concepts().values())
DECLARABLE = tuple(
    Concept(f"{tempts} {replies} {hurts} {caused}", "", "", tempts, replies, hurts, caused)  # type: ignore[arg-type]
    for tempts, replies, hurts, caused in product(
        ("improvements", "lean"),
        ("none", "moves", "improvements", "lean"),
        ("at once", "after the own answer"),
        (False, True),
    )
)
"""Whatever a concept file may declare."""

SEEDS = st.integers(0, 1 << 20)
Ranks = Any


def boards() -> st.SearchStrategy[Board]:
    """Draw a board of any kind, some with one actor, one state, or more moves from a state than fit into a word."""
    return st.one_of(small(), graphs((1, 3), (1, 12)), option_boards((1, 4), 24), transitive_graphs((3, 5)))


def drawn(board: Board, seed: int, count: int) -> Ranks:
    """Return samples of ranks: some with few levels, some with many, some below zero."""
    luck = np.random.default_rng(seed)
    shape = (len(board.actors), board.count)
    levels = luck.choice([2, 4, board.count + 1, 3 * board.count], size=count)
    return np.array([luck.integers(-1, level, shape) for level in levels]).reshape(count, *shape)


def beliefs(board: Board, seed: int, count: int) -> dict[int, Ranks]:
    """Return what some actors take the ranks to be."""
    luck = np.random.default_rng(seed)
    return {i: drawn(board, seed + 1 + i, count) for i in board.actors if luck.random() < 0.5}


def solvers(board: Board, ranks: Ranks, seen: Mapping[int, Ranks] | None = None) -> Iterator[Solver]:
    """Yield the solver of each sample by itself."""
    for k, sample in enumerate(ranks):
        plain = replace(board, ranks=sample.astype(np.int64), views={})
        views = {}
        for actor, others in (seen or {}).items():
            believed = others[k].astype(np.int64)
            believed[actor] = sample[actor]
            views[actor] = View(replace(plain, ranks=believed), np.arange(board.count), plain.ranks[actor])
        yield Solver(replace(plain, views=views))


def alone(board: Board, asked: Sequence[Concept], ranks: Ranks, seen: Mapping[int, Ranks] | None = None) -> list[Bools]:
    """Return, for each sample by itself, `stable[concept, actor, state]`."""
    return [np.array([solver.verdicts(concept).stable for concept in asked]) for solver in solvers(board, ranks, seen)]


def together(
    board: Board, asked: Sequence[Concept], ranks: Ranks, seen: Mapping[int, Ranks] | None = None
) -> list[Bools]:
    """Return the same for all samples at once."""
    found = ensemble(board, asked).stable(Samples(ranks, seen or {}))
    return list(np.stack([found[concept.key] for concept in asked], axis=1))


# ---------------------------------------------------------------- the same verdicts


@given(boards(), SEEDS)
def test_samples_judged_together_come_out_as_each_does_alone(board: Board, seed: int) -> None:
    ranks = drawn(board, seed, 3)
    assert np.array_equal(together(board, ALL, ranks), alone(board, ALL, ranks))


@pytest.mark.more
@given(boards(), SEEDS)
@settings(max_examples=60)
def test_whatever_a_concept_may_declare_is_served(board: Board, seed: int) -> None:
    ranks, seen = drawn(board, seed, 2), beliefs(board, seed, 2)
    assert np.array_equal(together(board, DECLARABLE, ranks, seen), alone(board, DECLARABLE, ranks, seen))


@given(boards(), SEEDS)
def test_an_actor_expects_replies_by_the_ranks_that_it_sees(board: Board, seed: int) -> None:
    ranks, seen = drawn(board, seed, 2), beliefs(board, seed, 2)
    assert np.array_equal(together(board, ALL, ranks, seen), alone(board, ALL, ranks, seen))


@pytest.mark.parametrize("key", [concept.key for concept in ALL])
def test_a_concept_may_be_asked_alone(key: str) -> None:
    board = hub(9)
    ranks = drawn(board, 5, 20)
    asked = (concepts()[key],)
    assert np.array_equal(together(board, asked, ranks), alone(board, asked, ranks))


@pytest.mark.parametrize("kernels", [True, False])
def test_some_of_the_concepts_prepared_for_may_be_asked(kernels: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "available", lambda: kernels)
    board = hub(6)
    samples = Samples(drawn(board, 3, 4))
    prepared = ensemble(board, ALL)
    for concept in ALL:
        some = prepared.only([concept])
        assert some.concepts == (concept,)
        assert np.array_equal(some.stable(samples)[concept.key], prepared.stable(samples)[concept.key])
        assert np.array_equal(
            some.rests(samples, 2)[concept.key].length, prepared.rests(samples, 2)[concept.key].length
        )


@pytest.mark.parametrize("err", [[0], [1], [2], []])
def test_an_actor_errs_about_others_alone(err: Sequence[int]) -> None:
    """What the first actor takes the wants of some to be is not what they are: its own it knows all the same."""
    board = hub(7)
    ranks = drawn(board, 4, 30)
    taken = ranks.copy()
    taken[:, err] = drawn(board, 5, 30)[:, err]
    found = together(board, ALL, ranks, {0: taken})
    assert np.array_equal(found, alone(board, ALL, ranks, {0: taken}))
    assert np.array_equal(found, together(board, ALL, ranks)) == (err in ([], [0]))


def hub(count: int, way: int = 1) -> Board:
    """Return a board on which three actors have other moves: to all states, round in a ring, and to and fro."""
    every = [(a, b) for a in range(count) for b in range(count) if a != b]
    ring = [(a, (a + way) % count) for a in range(count)]
    pairs = [(a, a ^ 1) for a in range(count - count % 2)]
    return graph(count, [every, ring, pairs], [[0] * count] * 3)


def test_no_actor_moves_twice_running() -> None:
    """The first actor's move from 2 to 1 pays. The second could go 1 to 0 and 0 to 2, but not both running."""
    board = graph(3, [[(2, 1)], [(0, 2), (1, 0)], []], [[0] * 3] * 3)
    ranks = np.array([[[1, 1, 0], [0, 0, 0], [0, 0, 0]]])
    stable = ensemble(board, ALL).stable(Samples(ranks))
    assert not stable["gmr"][0, 0, 2]


def test_a_state_may_be_held_by_two_concepts_and_not_by_both_in_one() -> None:
    """From 2 the second actor is tempted to 1: the reply that pays can be undone, the one that lasts does not pay."""
    board = graph(3, [[(1, 0), (1, 2)], [(2, 1)]], [[0] * 3] * 2)
    ranks = np.array([[[0, 1, 2], [0, 2, 1]]])
    stable = ensemble(board, ALL).stable(Samples(ranks))
    assert {key: bool(found[0, 1, 2]) for key, found in stable.items() if key != "firm"} == {
        "nash": False,
        "gmr": True,
        "smr": True,
        "seq": True,
        "sseq": False,
    }


# ---------------------------------------------------------------- the same answer however it is worked out


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("batch", [1, 7, 128])
@pytest.mark.parametrize("weighed", [False, True])
def test_neither_workers_nor_batches_change_the_answer(workers: int, batch: int, weighed: bool) -> None:
    board = hub(6)
    ranks = drawn(board, 1, 40)
    weights = np.random.default_rng(2).random(40) / 3 if weighed else None
    samples, judge = Samples(ranks, {2: drawn(board, 3, 40)}, weights), ensemble(board, ALL)
    assert same(judge.tally(samples, workers, batch), judge.tally(samples))
    stable, expected = judge.stable(samples, workers, batch), judge.stable(samples)
    assert all(np.array_equal(stable[key], expected[key]) for key in expected)


def same(one: Tally, other: Tally) -> bool:
    """Return whether two tallies are equal to the last digit."""
    pairs = [(one.stable, other.stable), (one.equilibria, other.equilibria)]
    return one.total == other.total and all(np.array_equal(a[key], b[key]) for a, b in pairs for key in b)


@pytest.mark.more
@given(boards(), SEEDS)
@settings(max_examples=40)
def test_a_tally_counts_what_holds(board: Board, seed: int) -> None:
    ranks = drawn(board, seed, 5)
    weights = np.array([3, 0, 1, 7, 2])
    judge = ensemble(board, ALL)
    count, weigh = judge.tally(Samples(ranks)), judge.tally(Samples(ranks, {}, weights))
    stable = np.array(alone(board, ALL, ranks))
    for c, concept in enumerate(ALL):
        assert np.array_equal(count.stable[concept.key], stable[:, c].sum(axis=0))
        assert np.array_equal(count.equilibria[concept.key], stable[:, c].all(axis=1).sum(axis=0))
        assert np.array_equal(weigh.stable[concept.key], np.tensordot(weights, stable[:, c], 1))
        assert np.array_equal(weigh.equilibria[concept.key], weights @ stable[:, c].all(axis=1))
    assert (count.total, weigh.total) == (5, 13)


@pytest.mark.parametrize("weighed", [False, True])
def test_without_a_compiler_the_answer_is_the_same(weighed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    board = hub(7)
    weights = np.random.default_rng(4).random(30) if weighed else None
    samples = Samples(drawn(board, 8, 30), beliefs(board, 9, 30), weights)
    assert samples.seen
    expected, counted = ensemble(board, ALL).stable(samples), ensemble(board, ALL).tally(samples)
    monkeypatch.setattr(compiled, "available", lambda: False)
    monkeypatch.delattr(tempting, "better")  # whoever still uses kernels fails
    slow = ensemble(board, ALL)
    found = slow.stable(samples, workers=2, batch=8)
    assert all(np.array_equal(found[key], expected[key]) for key in expected)
    assert same(slow.tally(samples), counted)


def test_batches_shrink_where_room_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    board = hub(6)
    samples, seen = Samples(drawn(board, 1, 10)), list[int]()
    expected = ensemble(board, ALL).tally(samples)
    monkeypatch.setattr(room, "ROOM", 1500)
    found = ensemble(board, ALL).tally(samples, progress=lambda done, total: seen.append(done))
    assert same(found, expected)
    assert seen[0] < 10 == seen[-1]
    monkeypatch.setattr(room, "ROOM", 0)
    assert same(ensemble(board, ALL).tally(samples), expected)


# ---------------------------------------------------------------- samples of any kind


@pytest.mark.parametrize(
    ("kind", "scale", "shift"),
    [
        ("int8", 1, 0),
        ("uint8", 30, 0),
        ("int32", 1 << 20, -5),
        ("int64", 1 << 50, -(1 << 60)),
        ("uint64", 1 << 50, 1 << 63),
        ("int64", 1, 32_760),
    ],
)
def test_only_the_order_of_ranks_counts(kind: str, scale: int, shift: int) -> None:
    board = hub(8)
    ranks = np.random.default_rng(6).integers(0, 8, (12, 3, 8))
    other = np.array([[[int(r) * scale + shift for r in row] for row in rows] for rows in ranks], dtype=kind)
    assert np.array_equal(together(board, ALL, other), together(board, ALL, ranks))


@pytest.mark.parametrize(("levels", "width"), [(254, np.int8), (255, np.int16), (65_534, np.int16), (65_535, np.int32)])
def test_lanes_are_as_narrow_as_levels_allow(levels: int, width: type[Any]) -> None:
    """There is a number below all ranks and one above them."""
    rank = side_by_side._laned(np.arange(levels)[None, None])
    assert rank.dtype == width
    assert (np.diff(rank[:, 0].astype(np.int64)) == 1).all()
    assert np.iinfo(width).min < rank.min() <= rank.max() < np.iinfo(width).max


def test_more_levels_than_narrow_lanes_hold() -> None:
    """A ladder of states, each with a step up for one of two actors in turn: its last steps count like its first."""
    count = 300
    board = graph_of_ladder(count, [[(s, s + 1) for s in range(turn, count - 1, 2)] for turn in (0, 1)])
    up = np.arange(count)
    ranks = np.array([[up, up], [up, -up], [-up, up]])
    asked = [concepts()[key] for key in ("nash", "gmr", "smr", "seq", "sseq")]
    for found in ensemble(board, asked).stable(Samples(ranks)).values():
        # Where both like going up, only the top holds; where one does, so does every state in which it is not its turn.
        assert found.all(axis=1).sum(axis=1).tolist() == [1, count // 2, count // 2 + 1]


@pytest.mark.parametrize("width", [np.int16, np.int32])
@given(boards(), SEEDS)
@settings(max_examples=30)
def test_wide_lanes_give_the_same_answer(width: type[Any], board: Board, seed: int) -> None:
    ranks, seen = drawn(board, seed, 2), beliefs(board, seed, 2)
    narrow = together(board, ALL, ranks, seen)
    with pytest.MonkeyPatch.context() as patch:
        laned = side_by_side._laned
        patch.setattr(side_by_side, "_laned", lambda given: laned(given).astype(width))
        assert np.array_equal(together(board, ALL, ranks, seen), narrow)


def graph_of_ladder(count: int, steps: Sequence[Sequence[tuple[int, int]]]) -> Board:
    """Return a board of graph form with more states than a byte counts."""
    board = graph(2, [[], []], [[0, 0], [0, 0]])
    moves = []
    for pairs in steps:
        origin, to = np.array(pairs).T
        first = np.concatenate(([0], np.cumsum(np.bincount(origin, minlength=count))))
        moves.append(Arcs(first, to))
    values = np.arange(count, dtype=np.uint16)[:, None]
    return replace(board, values=values, moves=tuple(moves), ranks=np.zeros((2, count), dtype=np.int64))


@pytest.mark.parametrize("workers", [1, 2])
def test_no_samples_give_empty_answers(workers: int) -> None:
    board = hub(5)
    judge, nothing = ensemble(board, ALL), Samples(np.zeros((0, 3, 5), dtype=np.int64))
    assert {found.shape for found in judge.stable(nothing, workers).values()} == {(0, 3, 5)}
    for tally in (judge.tally(nothing, workers), judge.tally([], workers)):
        assert tally.total == 0
        assert not any(found.any() for found in tally.stable.values())


def test_one_actor_in_one_state_stays() -> None:
    board = graph(1, [[]], [[0]])
    stable = ensemble(board, ALL).stable(Samples(np.array([[[4]], [[-4]]])))
    assert all(found.shape == (2, 1, 1) and found.all() for found in stable.values())


def test_samples_may_come_in_pieces() -> None:
    board = hub(6)
    ranks, seen, weights = drawn(board, 1, 30), drawn(board, 2, 30), np.random.default_rng(3).random(30)
    everything = Samples(ranks, {1: seen}, weights)
    judge, told = ensemble(board, ALL), list[tuple[int, int]]()
    pieces = (everything.part(begin, begin + 11) for begin in (0, 11, 22))
    found = judge.tally(pieces, batch=8, progress=lambda done, total: told.append((done, total)), expected=30)
    assert same(found, judge.tally(everything))
    assert told == [(8, 30), (11, 30), (19, 30), (22, 30), (30, 30)]


def test_progress_is_told_after_each_batch() -> None:
    board = hub(5)
    told = list[tuple[int, int]]()
    ensemble(board, ALL).stable(
        Samples(drawn(board, 1, 10)), batch=4, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(4, 10), (8, 10), (10, 10)]


@pytest.mark.parametrize(
    ("workers", "expected"),
    [(1, [131]), (2, [66, 131]), (3, [64, 128, 131]), (9, [64, 128, 131])],
)
def test_samples_are_shared_among_workers_where_that_is_worth_it(workers: int, expected: list[int]) -> None:
    board, done = hub(4), list[int]()
    ensemble(board, ALL).tally(Samples(drawn(board, 1, 131)), workers, progress=lambda now, total: done.append(now))
    assert done == expected


# ---------------------------------------------------------------- where play comes to rest


def at_rest(solver: Solver, concept: Concept, begins: int) -> tuple[dict[int, int], bool]:
    """Return the length of a shortest path to each prospect, and whether there is a closed cycle."""
    play = solver.play(concept, begins)
    return {path.ends: len(path.steps) for path in play.prospects}, bool(play.cycles)


def told(rests: Rests, sample: int) -> tuple[dict[int, int], bool]:
    """Return the same for a sample of many."""
    length, prospects = rests.length[sample], np.flatnonzero(rests.prospects[sample])
    assert np.array_equal(np.flatnonzero(length >= 0), prospects)
    assert set(length[length < 0].tolist()) <= {-1}
    return {s: int(length[s]) for s in prospects.tolist()}, bool(rests.restless[sample])


def check_rests(
    board: Board, asked: Sequence[Concept], samples: Samples, begins: int
) -> list[tuple[dict[int, int], bool]]:
    """Check that play rests in each sample where it does when the sample is asked about alone; return all answers."""
    found = ensemble(board, asked).rests(samples, begins)
    answers = []
    for k, solver in enumerate(solvers(board, samples.ranks, samples.seen)):
        for concept in asked:
            answers.append(told(found[concept.key], k))
            assert answers[-1] == at_rest(solver, concept, begins)
            for moves, loose, free in zip(
                board.moves, solver.verdicts(concept).undeterred, found[concept.key].leaving, strict=True
            ):
                assert moves.from_(begins)[free[k]].tolist() == loose.from_(begins).tolist()
    return answers


@pytest.mark.more
@given(boards(), SEEDS)
@settings(max_examples=120)
def test_play_rests_in_samples_together_where_it_does_in_each_alone(board: Board, seed: int) -> None:
    samples = Samples(drawn(board, seed, 3), beliefs(board, seed, 3))
    check_rests(board, ALL, samples, seed % board.count)


@pytest.mark.more
@given(boards(), SEEDS)
@settings(max_examples=40)
def test_play_is_served_whatever_a_concept_may_declare(board: Board, seed: int) -> None:
    samples = Samples(drawn(board, seed, 2), beliefs(board, seed, 2))
    check_rests(board, DECLARABLE, samples, seed % board.count)


@pytest.mark.more
@given(option_boards((2, 5), 96), SEEDS)
@settings(max_examples=15)
def test_play_on_larger_boards(board: Board, seed: int) -> None:
    check_rests(board, ALL, Samples(drawn(board, seed, 4)), seed % board.count)


@pytest.mark.parametrize("kernels", [True, False])
def test_play_by_hand(kernels: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 0 the first actor may go to 1, or by 2 to 4; the second to 3, from where they go to 5 and back for ever."""
    monkeypatch.setattr(compiled, "available", lambda: kernels)
    board = graph(6, [[(0, 1), (0, 2), (2, 4), (3, 5)], [(0, 3), (5, 3)]], [[0] * 6] * 2)
    first, second = [0, 1, 1, 0, 2, 1], [0, 0, 0, 2, 0, 1]
    stuck, silent = [0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 2, 0]
    ranks = np.array([[first, second], [first, stuck], [stuck, second], [stuck, stuck], [silent, second]])
    rests = ensemble(board, [concepts()["nash"]]).rests(Samples(ranks), 0)["nash"]
    assert rests.length.tolist() == [
        [-1, 1, -1, -1, 2, -1],  # the first's moves come to rest, the second's go round
        [-1, 1, -1, -1, 2, -1],
        [-1, -1, -1, 1, -1, -1],
        [0, -1, -1, -1, -1, -1],
        [-1, 1, -1, 1, 2, -1],
    ]
    assert np.array_equal(rests.prospects, rests.length >= 0)
    assert rests.restless.tolist() == [True, False, False, False, False]


def test_play_that_never_rests_has_no_prospects() -> None:
    """Round a ring of three states each actor in turn has a move that pays; no answer is needed."""
    board = graph(3, [[(0, 1)], [(1, 2)], [(2, 0)]], [[0] * 3] * 3)
    ranks = np.array([[[0, 1, 0], [0, 0, 1], [1, 0, 0]], [[0, 1, 0], [0, 0, 1], [0, 0, 0]]])
    rests = ensemble(board, [concepts()["nash"]]).rests(Samples(ranks), 1)["nash"]
    assert rests.length.tolist() == [[-1, -1, -1], [-1, -1, 1]]
    assert rests.restless.tolist() == [True, False]


@pytest.mark.more
def test_neither_workers_nor_batches_nor_blocks_change_where_play_rests() -> None:
    board = hub(6)
    samples, judge = Samples(drawn(board, 1, 150), {2: drawn(board, 3, 150)}), ensemble(board, ALL)
    answers = check_rests(board, ALL, samples, 2)
    assert {restless for _, restless in answers} == {True, False}
    assert {len(prospects) for prospects, _ in answers} >= {0, 1, 2, 3}
    assert max(length for prospects, _ in answers for length in prospects.values()) > 1
    for workers, batch in [(1, 1), (1, 63), (1, 64), (1, 65), (1, 150), (2, 7), (3, 130)]:
        found = judge.rests(samples, 2, workers, batch)
        assert [told(found[concept.key], k) for k in range(150) for concept in ALL] == answers


def test_where_play_rests_follows_what_is_seen() -> None:
    board = hub(6)
    ranks, seen = drawn(board, 1, 30), drawn(board, 3, 30)
    asked = concepts()["seq"]
    blind = check_rests(board, [asked], Samples(ranks), 2)
    assert check_rests(board, [asked], Samples(ranks, {1: seen}), 2) != blind


def test_without_a_compiler_play_rests_in_the_same_states(monkeypatch: pytest.MonkeyPatch) -> None:
    board = hub(7)
    samples = Samples(drawn(board, 8, 30), beliefs(board, 9, 30))
    assert samples.seen
    expected = ensemble(board, ALL).rests(samples, 3)
    monkeypatch.setattr(compiled, "available", lambda: False)
    for kernels, name in ((tempting, "better"), (play, "spread"), (play, "astray")):
        monkeypatch.delattr(kernels, name)  # whoever still uses kernels fails
    found = ensemble(board, ALL).rests(samples, 3, workers=2, batch=8)
    for key, rests in found.items():
        assert [told(rests, k) for k in range(30)] == [told(expected[key], k) for k in range(30)]
        assert rests.length.dtype == expected[key].length.dtype
        assert all(map(np.array_equal, rests.leaving, expected[key].leaving))


@pytest.mark.parametrize(("count", "kind"), [(32_768, "int16"), (32_769, "int32")])
def test_the_longest_paths_have_room(count: int, kind: str) -> None:
    """A ladder of states, each with a step up for one of two actors in turn: play climbs it to the end."""
    board = graph_of_ladder(count, [[(s, s + 1) for s in range(turn, count - 1, 2)] for turn in (0, 1)])
    up = np.arange(count)
    rests = ensemble(board, [concepts()["nash"]]).rests(Samples(np.array([[up, up], [up, -up]])), 0)["nash"]
    assert [np.argwhere(row >= 0).tolist() for row in rests.length] == [[[count - 1]], [[1]]]
    assert rests.length.max(axis=1).tolist() == [count - 1, 1]
    assert rests.length.dtype == kind


@pytest.mark.skipif("NUMBA_DISABLE_JIT" in os.environ, reason="minutes where kernels are not compiled")
def test_the_flagship_with_its_own_ranks() -> None:
    board = run(read_file(Path(cases).parent / "diplomacy/us-russia-2024/scenario.yaml")).board
    samples = Samples(board.ranks[None], {i: view.board.ranks[None] for i, view in board.views.items()})
    assert samples.seen
    found, solver = ensemble(board, ALL).rests(samples, board.start), Solver(board)
    for concept in ALL:
        assert told(found[concept.key], 0) == at_rest(solver, concept, board.start)
    assert found["firm"].prospects.any()


def test_batches_of_play_shrink_where_room_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    board = hub(6)
    samples, done = Samples(drawn(board, 1, 10)), list[tuple[int, int]]()
    judge = ensemble(board, ALL)
    expected = judge.rests(samples, 0)
    monkeypatch.setattr(room, "ROOM", 1500)
    found = judge.rests(samples, 0, progress=lambda *now: done.append(now))
    assert all(np.array_equal(found[key].length, rests.length) for key, rests in expected.items())
    assert done == [(4, 10), (8, 10), (10, 10)]  # of verdicts alone, 5 would have room


@pytest.mark.parametrize("workers", [1, 2])
def test_no_samples_rest_nowhere(workers: int) -> None:
    nothing = Samples(np.zeros((0, 3, 5), dtype=np.int64))
    for rests in ensemble(hub(5), ALL).rests(nothing, 0, workers).values():
        assert (rests.prospects.shape, rests.restless.shape, rests.length.shape) == ((0, 5), (0,), (0, 5))


@pytest.mark.parametrize("begins", [-1, 5])
def test_play_must_begin_in_a_state_of_the_board(judge: Ensemble, begins: int) -> None:
    with pytest.raises(ValueError, match=f"one of the states 0 to 4; given: {begins}"):
        judge.rests(Samples(np.zeros((2, 3, 5), dtype=int)), begins)


# ---------------------------------------------------------------- beliefs on the board


def believing(board: Board, view: Board, at: Sequence[int]) -> Board:
    """Return the board on which the second actor believes in another one."""
    return replace(board, views={1: View(view, np.array(at), board.ranks[1])})


def test_a_belief_in_the_same_states_and_moves_is_judged_by_what_is_seen() -> None:
    board = hub(5)
    ranks, seen = drawn(board, 1, 9), drawn(board, 2, 9)
    for view in (board, hub(5)):  # the same moves, or equal ones
        found = together(believing(board, view, range(5)), ALL, ranks, {1: seen})
        assert np.array_equal(found, alone(board, ALL, ranks, {1: seen}))
    assert not np.array_equal(found, together(board, ALL, ranks))


@pytest.mark.parametrize(
    ("view", "at"),
    [
        (hub(5), [1, 0, 2, 3, 4]),
        (hub(4), [0, 1, 2, 3, -1]),
        (graph(5, [[], [], []], [[0] * 5] * 3), range(5)),
        (hub(5, -1), range(5)),  # as many moves from each state, elsewhere
    ],
)
def test_a_belief_in_other_states_or_moves_is_refused(view: Board, at: Sequence[int]) -> None:
    with pytest.raises(ValueError, match="actor 1 believes in other states or moves"):
        ensemble(believing(hub(5), view, at), ALL)


def test_what_believers_see_must_be_given() -> None:
    judge = ensemble(believing(hub(5), hub(5), range(5)), ALL)
    ranks = drawn(hub(5), 1, 2)
    for seen in ({}, {0: ranks}, {1: ranks, 3: ranks}):
        with pytest.raises(ValueError, match="ranks must be seen"):
            judge.tally(Samples(ranks, seen))


# ---------------------------------------------------------------- samples that do not fit


@pytest.fixture
def judge() -> Ensemble:
    return ensemble(hub(5), ALL)


@pytest.mark.parametrize("ranks", [np.zeros((2, 3, 4), dtype=int), np.zeros((2, 2, 5), dtype=int), np.zeros((2, 3, 5))])
def test_ranks_that_do_not_fit_are_refused(judge: Ensemble, ranks: Ranks) -> None:
    fine = np.zeros((2, 3, 5), dtype=int)
    for samples in (Samples(ranks), Samples(fine, {0: ranks}), Samples(fine[:1], {0: fine})):
        with pytest.raises(ValueError, match="ranks must be integers"):
            judge.stable(samples)
        with pytest.raises(ValueError, match="ranks must be integers"):
            judge.rests(samples, 0)


def test_weights_that_do_not_fit_are_refused(judge: Ensemble) -> None:
    ranks = np.zeros((2, 3, 5), dtype=int)
    with pytest.raises(ValueError, match="one a sample"):
        judge.tally(Samples(ranks, {}, np.ones(3)))
    for pieces in ([Samples(ranks), Samples(ranks, {}, np.ones(2))], [Samples(ranks, {}, np.ones(2)), Samples(ranks)]):
        with pytest.raises(ValueError, match="either all samples must have weights or none"):
            judge.tally(pieces)


# ---------------------------------------------------------------- kernels


@given(boards())
def test_states_from_which_a_move_or_none_leads_to_the_same_are_together(board: Board) -> None:
    for moves in map(listed, board.moves):
        around = prepared.around(moves, board.count)
        expected = dict[frozenset[int], set[int]]()
        for state in range(board.count):
            expected.setdefault(frozenset([state, *moves.from_(state).tolist()]), set()).add(state)
        groups, ends = (
            [found[begin:end].tolist() for begin, end in pairwise(first.tolist())]
            for first, found in ((around.first, around.states), (around.end_first, around.ends))
        )
        assert {frozenset(to): set(states) for to, states in zip(ends, groups, strict=True)} == expected
        assert sum(map(len, groups)) == board.count
        assert len(ends) == len(expected)


@given(st.integers(1, 9), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=25))
@example(3, {(0, 1), (1, 0), (2, 1)})
def test_components_are_states_that_lead_to_each_other_and_lower_ones_come_first(
    count: int, pairs: set[tuple[int, int]]
) -> None:
    arcs = sorted((a, b) for a, b in pairs if a < count and b < count)
    first = np.concatenate(([0], np.cumsum(np.bincount([a for a, _ in arcs], minlength=count)))).astype(np.int64)
    of = once.components(first, np.array([b for _, b in arcs], dtype=np.int64))
    reach = np.eye(count, dtype=bool)
    for a, b in arcs * count:
        reach[a] |= reach[b]
    assert np.array_equal(of[:, None] == of[None, :], reach & reach.T)
    assert all(of[a] >= of[b] for a, b in arcs)
    assert set(of.tolist()) == set(range(int(of.max()) + 1))
