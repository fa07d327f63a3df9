"""The fast engine against the plain one: every verdict, every worst, every path, on boards of every kind."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks import boards
from detente.conflict import Conflict, Goal, Option, Ordered, Weighed
from detente.engine import choice, compiled, gridded, improvements
from detente.engine.board import Blocks, Board, Grid, Ints
from detente.engine.compile import compile_board
from detente.engine.fast import Fast
from detente.engine.improvements import Tempting
from detente.engine.kernels import search
from detente.engine.kernels.arcs import turned
from detente.engine.plain import Plain
from detente.engine.progress import within
from detente.engine.solve import Solver
from detente.engine.stability import Concept, concepts
from detente.errors import ConflictError, QuestionError
from detente.scenario.expression import All, Expression, Is
from tests.properties.boards import graph, graphs, small, transitive_graphs, viewed, with_start
from tests.properties.conflicts import conflicts

Radix = tuple[int, ...]

STRANGE = (
    Concept("strange", "Strange", "?", tempts="lean", replies="moves", hurts="after the own answer", caused=True),
    Concept("odd", "Odd", "?", tempts="improvements", replies="improvements", hurts="at once", caused=True),
)
"""Concepts that no file declares; engines must serve any declaration."""


FEW = gridded.FEW


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have kernels answer on small boards, too."""
    monkeypatch.setattr(gridded, "FEW", 0)


def same(board: Board, workers: int = 1, begins: int = 0) -> None:
    """Check that both engines say the same of a board."""
    plain, quick = Solver(board, Plain()), Solver(board, Fast(workers))
    for concept in (*concepts().values(), *STRANGE):
        expected, got = plain.verdicts(concept), quick.verdicts(concept)
        assert np.array_equal(got.stable, expected.stable), concept.key
        assert all(map(np.array_equal, got.worst, expected.worst)), concept.key
        a, b = plain.play(concept, begins), quick.play(concept, begins)
        assert np.array_equal(a.tree.order, b.tree.order), concept.key
        assert np.array_equal(a.tree.before, b.tree.before), concept.key
        assert np.array_equal(a.tree.mover, b.tree.mover), concept.key
        assert np.array_equal(a.rests, b.rests), concept.key
        assert [path for path, _ in a.cycles] == [path for path, _ in b.cycles], concept.key
        assert all(map(np.array_equal, (c for _, c in a.cycles), (c for _, c in b.cycles))), concept.key


def as_int32(board: Board) -> Board:
    """Return the board with ranks as compiling makes them."""
    views = {
        i: replace(view, board=as_int32(view.board), own=view.own.astype(np.int32)) for i, view in board.views.items()
    }
    return replace(board, ranks=board.ranks.astype(np.int32), views=views)


@given(with_start(small()) | with_start(viewed(small())))
def test_listed_moves(board: Board) -> None:
    same(as_int32(board), begins=board.start)


@given(conflicts(dependent=False), st.integers(0, 1 << 20))
def test_grids(conflict: Conflict, seed: int) -> None:
    try:
        board = compile_board(conflict)
    except ConflictError:
        assume(False)
    same(board, begins=seed % board.count)


@given(conflicts(), st.integers(0, 1 << 20))
def test_falling_dependants(conflict: Conflict, seed: int) -> None:
    try:
        board = compile_board(conflict)
    except ConflictError:
        assume(False)
    same(board, begins=seed % board.count)


@pytest.mark.parametrize("engine", [Plain(), Fast(1)])
def test_nobody_moves_twice_running_however_many_ways_lead_on(engine: Plain | Fast) -> None:
    """B goes from 4 to 3 and from 3 to 1 and to 2, from both of which C goes to 0.

    From 3, B and then C lead to 0. From 4 B leads to 3, and would have to move again: nobody goes on from there.
    """
    moves = [[], [(4, 3), (3, 1), (3, 2)], [(1, 0), (2, 0)]]
    value = np.array([0, 7, 8, 6, 9])
    board = graph(5, moves, [value.tolist()] * 3)
    assert engine.least(board, "moves", 0, value).tolist() == [0, 0, 0, 0, 6]


# ---------------------------------------------------------------- larger grids


def drawn(seed: int, actors: int, radix: Radix, rules: int = 0, one_way: int = 0, apart: bool = True) -> Board:
    """Return the board of a random conflict; options go round the actors if `apart`, else in runs."""
    luck = Random(seed)
    owner = [k % actors if apart else k * actors // len(radix) for k in range(len(radix))]
    made = tuple(
        Option(f"A{i}.o{k}", i, tuple(f"v{v}" for v in range(size)), forward=k < one_way)
        for k, (i, size) in enumerate(zip(owner, radix, strict=True))
    )

    def one() -> Expression:
        option = luck.choice(made)
        return Is(option.id, (luck.choice(option.values),))

    never = tuple(All((one(), one(), one())) for _ in range(rules))
    wants = [
        Weighed(tuple(Goal(str(n), All((one(), one())), luck.randint(-4, 4)) for n in range(9)))
        if i % 2
        else Ordered(tuple(Goal(str(n), one()) for n in range(7)))
        for i in range(actors)
    ]
    return compile_board(Conflict(tuple(f"A{i}" for i in range(actors)), made, never, tuple(wants), None))


@pytest.mark.parametrize("seed", range(1 if "NUMBA_DISABLE_JIT" in os.environ else 2))
@pytest.mark.parametrize(
    ("actors", "radix", "rules", "one_way", "apart"),
    [
        (3, (2,) * 11, 0, 0, False),
        (3, (2,) * 11, 0, 0, True),
        (5, (2,) * 11, 3, 0, False),
        (4, (2, 3, 2, 3, 2, 2, 2, 3, 2), 6, 0, True),
        (2, (2, 4, 3, 2, 3, 2, 2, 2), 2, 2, True),  # 48 strategies: words of 32 bits, two of them
        pytest.param(2, (2,) * 12, 1, 5, False, marks=pytest.mark.more),  # 64 strategies
        (3, (5, 7, 6, 2, 3), 2, 1, True),
        pytest.param(6, (2,) * 12, 0, 4, False, marks=pytest.mark.more),
        (1, (3, 3, 2, 5), 2, 0, False),  # nobody replies
        (3, (40, 2, 3), 0, 0, False),
    ],
)  # fmt: skip
def test_larger_grids(
    monkeypatch: pytest.MonkeyPatch, seed: int, actors: int, radix: Radix, rules: int, one_way: int, apart: bool
) -> None:
    board = drawn(seed, actors, radix, rules, one_way, apart)
    assert board.grid is not None
    # Work in small pieces, as it is shared among cores for large boards.
    monkeypatch.setattr(gridded, "SPREAD", 1)
    monkeypatch.setattr(gridded, "BLOCK", 64)
    same(board, workers=2, begins=board.count // 2)


def any_wants(board: Board, seed: int) -> Board:
    """Return the board with ranks of no pattern: by what statements say, most strategies are as good as others."""
    ranks = np.random.default_rng(seed).integers(0, board.count // 2, board.ranks.shape)
    return replace(board, ranks=ranks.astype(np.int32))


ANY_WANTS = [
    (3, (2, 3, 40), 0, 3, True),  # words of 32 bits, two of them; nobody goes back
    (3, (3, 40, 2), 1, 1, True),
    (4, (2,) * 7, 0, 0, False),  # bundles, after which nobody may move twice running
    (3, (2, 3, 2, 2, 3, 2), 2, 1, True),
    (1, (2,) * 6, 0, 0, True),  # 64 strategies of bundles
    (3, (2,) * 6, 0, 1, True),  # states that lie in another order than cells
    (3, (2, 3, 2, 2, 3, 2), 12, 0, True),  # many holes
]


@pytest.mark.parametrize(("actors", "radix", "rules", "one_way", "apart"), ANY_WANTS)
def test_whatever_is_wanted(
    monkeypatch: pytest.MonkeyPatch, actors: int, radix: Radix, rules: int, one_way: int, apart: bool
) -> None:
    board = any_wants(drawn(5, actors, radix, rules, one_way, apart), 5)
    assert board.grid is not None
    monkeypatch.setattr(gridded, "BLOCK", 64)  # so that there are several blocks of groups
    same(board, begins=board.count // 2)


@pytest.mark.parametrize("share", [2, 20])
@pytest.mark.parametrize(("actors", "radix", "rules", "one_way", "apart"), [*ANY_WANTS, (3, (2,) * 11, 0, 0, True)])
def test_all_cells_looked_at_together(
    monkeypatch: pytest.MonkeyPatch, share: int, actors: int, radix: Radix, rules: int, one_way: int, apart: bool
) -> None:
    """Now and then, and always: what is found is what is found cell by cell."""
    board = any_wants(drawn(5, actors, radix, rules, one_way, apart), 5)
    assert board.grid is not None
    monkeypatch.setattr(gridded, "SHARE", share)
    same(board, begins=board.count // 2)


def test_few_states_are_looked_at_cell_by_cell_among_however_many_holes(monkeypatch: pytest.MonkeyPatch) -> None:
    board = any_wants(drawn(5, 3, (2, 3, 2, 2, 3, 2), rules=12), 5)
    assert board.grid is not None
    monkeypatch.setattr(gridded, "FEW", board.count)
    monkeypatch.setattr(gridded, "SHARE", 20)
    same(board)


@pytest.mark.more
@pytest.mark.parametrize("seed", range(40))
def test_boards_around_the_thresholds(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """From a thousand to eight thousand cells, where it changes with each number what is compiled and looked at."""
    luck = Random(seed)
    bits = [1] * luck.randint(2, 6)
    for _ in range(luck.randint(10, 13) - len(bits)):
        bits[luck.choice([i for i, own in enumerate(bits) if own < 7])] += 1
    ranks = luck.choice(("weights", "random", "statements"))
    kind = boards.Kind(tuple(bits), luck.choice((1.0, 0.5, 0.125)), luck.choice((0, 0, 1)), ranks, seed)
    monkeypatch.setattr(gridded, "FEW", FEW)
    same(boards.board(kind), workers=1 + seed % 2)


def test_holes_may_all_come_last() -> None:
    options = tuple(Option(f"A{k // 2}.o{k}", k // 2, ("no", "yes")) for k in range(6))
    never = (All(tuple(Is(option.id, ("yes",)) for option in options)),)
    board = compile_board(Conflict(("A0", "A1", "A2"), options, never, (Ordered(()),) * 3, None))
    assert board.grid is not None
    assert board.grid.cell.tolist() == list(range(63))
    same(any_wants(board, 6))


def test_no_answer_leads_into_a_hole() -> None:
    """Asked first: an answer that other concepts have asked for is laid out on the grid anew."""
    board, smr = any_wants(drawn(5, 3, (2, 3, 2, 2, 3, 2), rules=12), 5), concepts()["smr"]
    expected, got = Solver(board, Plain()).verdicts(smr), Solver(board, Fast(1)).verdicts(smr)
    assert all(map(np.array_equal, got.worst, expected.worst))


def test_a_grid_without_holes_and_one_way_options_needs_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    board = drawn(1, 3, (2,) * 9)
    expected = Plain().least(board, "moves", 0, board.ranks[0])

    def never(*_: Any) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr(gridded, "search", never)
    assert np.array_equal(Fast(1).least(board, "moves", 0, board.ranks[0]), expected)


def test_few_states_among_many_strategies_are_listed() -> None:
    # One of ten options each, and nearly every pair of choices is excluded: 20 states on 1,000 cells.
    options = tuple(Option(f"A{i}.o", i, tuple(str(v) for v in range(10))) for i in range(3))

    def differ(a: Option, b: Option) -> list[Expression]:
        return [All((Is(a.id, (v,)), Is(b.id, (w,)))) for v in a.values for w in b.values if (int(v) - int(w)) % 10 > 1]

    never = tuple(rule for a, b in combinations(options, 2) for rule in differ(a, b))
    wants = tuple(Ordered((Goal("g", Is(f"A{i}.o", ("3", "5", "8"))),)) for i in range(3))
    board = compile_board(Conflict(("A0", "A1", "A2"), options, never, wants, None))
    assert board.grid is None
    same(board)


def test_what_is_listed_for_few_states_is_what_kernels_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gridded, "FEW", 1 << 10)
    for name in ("undeterred", "spread", "sinks"):
        monkeypatch.setattr(gridded, name, None)
    same(any_wants(drawn(4, 3, (2, 3, 2, 2, 3, 2), rules=2, one_way=1), 4), begins=5)
    for radix in ((2,) * 9, (7, 7, 3)):  # the first has 32 strategies, as many as a word has bits; then 49
        same(any_wants(drawn(4, 2, radix, rules=1, apart=False), 4))


# ---------------------------------------------------------------- corners


def test_one_state_and_nobody_to_move() -> None:
    options = (Option("A.x", 0, ("no", "yes"), locked="yes"), Option("B.y", 1, ("no", "yes"), locked="no"))
    board = compile_board(Conflict(("A", "B"), options, (), (Ordered(()), Ordered(())), None))
    assert board.count == 1
    same(board)


def test_no_actor_at_all() -> None:
    board = compile_board(Conflict((), (), (), (), {}))
    for engine in (Plain(), Fast(1)):
        for concept in concepts().values():
            assert Solver(board, engine).verdicts(concept).equilibria.tolist() == [0]
            assert Solver(board, engine).play(concept, 0).rests.tolist() == [0]


@pytest.mark.skipif("NUMBA_DISABLE_JIT" in os.environ, reason="slow where kernels are not compiled")
def test_where_everything_is_tied_everything_holds() -> None:
    options = tuple(Option(f"A{k % 3}.o{k}", k % 3, ("no", "yes")) for k in range(12))
    board = compile_board(Conflict(("A0", "A1", "A2"), options, (), (Ordered(()),) * 3, None))
    for concept in concepts().values():
        assert Solver(board, Fast(1)).verdicts(concept).stable.all()
    same(board)


@given(st.integers(0, 1 << 20))
@settings(max_examples=50)
def test_what_is_left_is_sorted(seed: int) -> None:
    luck = np.random.default_rng(seed)
    worth = luck.integers(-1, 10 ** luck.integers(1, 9), luck.integers(1, 200)).astype(np.int32)
    least = luck.integers(-1, 2, len(worth)).astype(np.int32)
    order, spare = np.full((2, len(worth)), -1, dtype=np.int32)
    as_python(search._ascending)(worth, least, order, spare, np.empty(1 << search.DIGIT, dtype=np.int32))
    left = np.flatnonzero((worth >= 0) & (least < 0))
    assert np.array_equal(order[: len(left)], left[np.argsort(worth[left], kind="stable")])
    assert (order[len(left) :] == -1).all()


@pytest.mark.parametrize("bit", range(32))
def test_the_lowest_bit(bit: int) -> None:
    for above in (0, 1 << 31, 0xFFFFFFFF):
        assert as_python(search.lowest)((1 << bit | above) & ~((1 << bit) - 1) & 0xFFFFFFFF) == bit


def as_python(step: Any) -> Any:
    """Return a step of kernels as Python has it: compiled, only kernels can call it."""
    return getattr(step, "py_func", step)


@given(graphs() | transitive_graphs())
def test_arcs_are_turned(board: Board) -> None:
    for moves in board.moves:
        expected = moves.listed().backwards()
        first, to = turned(moves.listed().first, moves.listed().to)
        assert np.array_equal(first, expected.first)
        assert np.array_equal(to, expected.to)


def test_a_grid_counts_its_moves_and_says_which_strategies_pass() -> None:
    for holes in (0, 7):
        board = drawn(holes, 3, (2, 3, 2, 2, 3, 2), rules=holes, one_way=1)
        for moves in board.moves:
            assert isinstance(moves, Blocks)
            arcs = moves.listed()
            assert len(moves) == len(arcs)
            own = moves.grid.strategy(moves.actor, np.arange(board.count))
            expected = np.zeros_like(moves.passes())
            expected[own[arcs.origin], own[arcs.to]] = True
            assert np.array_equal(moves.passes(), expected)


# ---------------------------------------------------------------- the choice of an engine


def test_small_boards_are_left_to_the_plain_engine_and_large_ones_to_the_fast() -> None:
    small_one = drawn(0, 3, (2,) * 6)
    assert isinstance(choice.choose(small_one), Plain)
    size = (16, 16, 16, 16)
    states = np.arange(16**4, dtype=np.int32)
    grid = Grid(size, states, states, (~np.eye(16, dtype=np.bool_),) * 4)
    moves = tuple(Blocks(grid, i) for i in range(4))
    ranks: Ints = np.zeros((4, 16**4), dtype=np.int32)
    large = Board(np.zeros((16**4, 4), np.uint8), np.arange(4), moves, ranks, 0, (True,) * 4)
    assert isinstance(choice.choose(large), Fast)


def test_an_engine_may_be_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(choice.named("plain"), Plain)
    assert isinstance(choice.named("fast"), Fast)
    with pytest.raises(QuestionError, match="plain, fast, symbolic"):
        choice.named("symbolic")
    monkeypatch.setattr(choice, "available", lambda: False)
    with pytest.raises(QuestionError, match="numba"):
        choice.named("fast")


def test_an_answer_is_worked_out_once() -> None:
    solver = Solver(drawn(0, 3, (2,) * 6))
    seq = concepts()["seq"]
    assert solver.verdicts(seq) is solver.verdicts(seq)
    assert solver.play(seq, 0) is solver.play(seq, 0)
    assert solver.play(seq, 1) is not solver.play(seq, 0)


def test_the_best_answer_by_a_rank_seen_otherwise_is_not_that_by_the_own() -> None:
    board = drawn(0, 3, (2,) * 6)
    quick, plain = Fast(1), Plain()
    for rank in (board.ranks[0], board.ranks[0].max() - board.ranks[0], board.ranks[0]):
        assert np.array_equal(quick.best_answer(board, 0, rank), plain.best_answer(board, 0, rank))


def test_what_goes_wrong_on_one_core_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    board = drawn(0, 3, (2,) * 6)
    monkeypatch.setattr(gridded, "SPREAD", 1)
    monkeypatch.setattr(gridded, "BLOCK", 1)

    def broken(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(gridded, "best", broken)
    with pytest.raises(MemoryError):
        Fast(2).best_answer(board, 0, board.ranks[0])


FORKED = """
import os
import sys
import numpy as np
from detente.engine import gridded
from detente.engine.board import Blocks, Board, Grid
from detente.engine.fast import Fast

gridded.SPREAD = 1
cell = np.arange(64, dtype=np.int32)
grid = Grid((8, 8), cell, cell, (~np.eye(8, dtype=np.bool_),) * 2)
moves = tuple(Blocks(grid, i) for i in range(2))
board = Board(np.zeros((64, 2), np.uint8), np.arange(2), moves, np.stack([cell, cell[::-1]]), 0, (True,) * 2)
found = Fast(2).best_answer(board, 0, board.ranks[0])
child = os.fork()
if not child:
    again = Fast(2).best_answer(board, 0, board.ranks[0])
    os._exit(0 if np.array_equal(again, found) else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process is forked here")
def test_a_forked_process_has_threads_of_its_own() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", FORKED], check=True, timeout=120)


UNLOADED = """
import sys
import numba
import numpy as np
import detente.engine.kernels.groups
assert "scipy.linalg" not in sys.modules
product = numba.njit(lambda one, other: one @ other)
print(product(np.eye(2), np.full((2, 2), 3.0)).tolist(), "scipy.linalg" in sys.modules)
"""


@pytest.mark.skipif("NUMBA_DISABLE_JIT" in os.environ, reason="about the compiler")
def test_the_compiler_comes_without_linear_algebra_and_others_still_have_it() -> None:
    done = subprocess.run([sys.executable, "-c", UNLOADED], check=True, timeout=120, capture_output=True, text=True)
    assert done.stdout == "[[3.0, 3.0], [3.0, 3.0]] True\n"


def test_linear_algebra_that_is_there_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ModuleType(compiled.BLAS)
    monkeypatch.setitem(sys.modules, compiled.BLAS, there)
    compiled._numba.__wrapped__()
    assert sys.modules[compiled.BLAS] is there


def test_moves_of_all_kinds_answer_alike() -> None:
    board = drawn(3, 3, (2, 3, 2, 2), rules=1)
    verdicts = Solver(board).verdicts(concepts()["nash"])
    states = np.array([4, 0, 4])
    for moves in (board.moves[1], verdicts.tempting[1], verdicts.undeterred[1]):
        arcs = moves.listed()
        assert len(moves) == len(arcs) > 0
        rows = moves.rows(states)
        assert [rows.from_(r).tolist() for r in range(3)] == [arcs.from_(s).tolist() for s in states]
        assert moves.from_(4).tolist() == arcs.from_(4).tolist()


def test_paths_are_a_sequence() -> None:
    board = drawn(0, 3, (2,) * 6)
    solver = Solver(board)
    paths = max((solver.play(concepts()["gmr"], s).prospects for s in range(board.count)), key=len)
    every = list(paths)
    assert len(every) == len(paths) > 1
    assert paths[1:] == every[1:]
    assert paths[-1] == every[-1]


def test_play_is_kept_by_where_it_begins() -> None:
    solver = Solver(drawn(0, 3, (2,) * 6))
    assert [solver.play(concepts()["nash"], begins).begins for begins in (3, 1, 3)] == [3, 1, 3]


def test_lean_moves_do_not_depend_on_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    board = drawn(2, 2, (2, 3, 2, 2, 2, 3), rules=2)
    whole = [Tempting(board, "lean", i).listed() for i in board.actors]
    monkeypatch.setattr(improvements, "CHUNK", 3)
    for i, arcs in enumerate(whole):
        pieces = Tempting(board, "lean", i).listed()
        assert np.array_equal(pieces.to, arcs.to)
        assert np.array_equal(pieces.first, arcs.first)


def test_progress_of_a_part() -> None:
    told: list[tuple[str, float]] = []
    within(lambda doing, part: told.append((doing, part)), 1, 4)("searching", 0.5)
    assert told == [("searching", 0.375)]


def test_without_a_compiler_the_plain_engine_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "SMALL", 0)
    monkeypatch.setattr(choice, "available", lambda: False)
    assert isinstance(choice.choose(drawn(0, 3, (2,) * 6)), Plain)


def test_small_boards_do_not_load_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def watched(name: str, *more: Any) -> Any:
        assert name.split(".", maxsplit=1)[0] != "numba", "the compiler was loaded"
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", watched)
    Solver(drawn(0, 3, (2,) * 6)).verdicts(concepts()["sseq"])
