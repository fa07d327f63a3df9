"""When equilibria exist, and small boards on which what one might expect fails; these are worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engine.board import Board
from detente.engine.improvements import Tempting
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from tests.properties.boards import graph, graphs, made, option_boards, transitive_graphs
from tests.properties.definitions import ALL

pytestmark = pytest.mark.more


def verdicts(board: Board, key: str) -> list[list[bool]]:
    """Return the engine's verdicts, an actor a row."""
    stable: list[list[bool]] = Solver(board).verdicts(concepts()[key]).stable.tolist()
    return stable


def equilibria(board: Board, key: str) -> list[int]:
    """Return the engine's equilibria."""
    found: list[int] = Solver(board).verdicts(concepts()[key]).equilibria.tolist()
    return found


def by_closure(board: Board) -> Board:
    """Return the board with its moves taken for transitive, so that any chain of replies counts."""
    return replace(board, transitive=(True,) * len(board.actors))


# ---------------------------------------------------------------- existence


@given(st.one_of(transitive_graphs(), option_boards()))
def test_on_transitive_boards_a_sequential_equilibrium_exists(board: Board) -> None:
    assert equilibria(board, "seq")
    assert equilibria(board, "gmr")


@given(graphs())
def test_if_any_chain_of_replies_counts_a_sequential_equilibrium_exists(board: Board) -> None:
    assert equilibria(by_closure(board), "seq")
    assert equilibria(by_closure(board), "gmr")


def test_a_nash_equilibrium_need_not_exist() -> None:
    # One wants to match, the other does not: 0 = both heads, 3 = both tails.
    one, two = [(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]
    board = graph(4, [one, two], [[1, 0, 0, 1], [0, 1, 1, 0]])
    assert board.transitive == (True, True)
    assert equilibria(board, "nash") == []
    assert verdicts(board, "nash") == [[True, False, False, True], [False, True, True, False]]
    assert equilibria(board, "gmr") == equilibria(board, "seq") == [0, 1, 2, 3]


def test_a_symmetric_equilibrium_need_not_exist() -> None:
    board = graph(3, [[(2, 0)], [(0, 2), (1, 2)]], [[1, 2, 0], [1, 0, 2]])
    assert board.transitive == (True, True)
    # Of the first: from 2 to 0, answered by the second going back; it can leave again. Of the second: from 0 to 2,
    # answered by the first, after which it can leave again; from 1 to 2, and the first's answer 0 is still better.
    assert verdicts(board, "nash") == [[True, True, False], [False, False, True]]
    assert verdicts(board, "smr") == [[True, True, False], [False, False, True]]
    assert verdicts(board, "sseq") == [[True, True, False], [False, False, True]]
    assert verdicts(board, "gmr") == [[True, True, True], [True, False, True]]
    assert verdicts(board, "seq") == [[True, True, True], [True, False, True]]
    assert equilibria(board, "smr") == equilibria(board, "sseq") == []
    assert equilibria(board, "gmr") == equilibria(board, "seq") == [0, 2]


def test_on_intransitive_boards_not_even_a_metarational_equilibrium_need_exist() -> None:
    board = graph(
        5,
        [[(0, 2), (0, 3), (1, 0), (2, 4), (3, 1), (3, 4)], [(0, 2), (0, 4), (2, 4), (3, 0), (4, 1), (4, 3)]],
        [[2, 1, 3, 0, 4], [4, 3, 0, 1, 2]],
    )
    assert board.transitive == (False, False)
    assert all(equilibria(board, key) == [] for key in ALL if key != "firm")
    assert equilibria(by_closure(board), "gmr")
    assert equilibria(by_closure(board), "seq")


# ---------------------------------------------------------------- legal is not closure


def test_a_reply_of_two_moves_running_is_no_reply() -> None:
    board = graph(3, [[(2, 1)], [(0, 2), (1, 0)]], [[1, 1, 0], [0, 0, 0]])
    assert verdicts(board, "gmr")[0] == [True, True, False]
    assert verdicts(by_closure(board), "gmr")[0] == [True, True, True]


# ---------------------------------------------------------------- the diagonal


def test_to_be_led_back_is_a_sanction() -> None:
    board = graph(2, [[(1, 0)], [(0, 1)]], [[0, 1], [0, 1]])
    assert verdicts(board, "nash") == [[True, True], [False, True]]
    assert verdicts(board, "gmr") == [[True, True], [True, True]]
    # It can leave again, and the first would not lead it back of its own accord.
    assert verdicts(board, "smr") == [[True, True], [False, True]]
    assert verdicts(board, "seq") == [[True, True], [False, True]]
    assert verdicts(board, "sseq") == [[True, True], [False, True]]


# ---------------------------------------------------------------- what does not imply what


def test_sequential_and_symmetric_need_not_be_symmetric_sequential() -> None:
    board = graph(3, [[(1, 0), (1, 2)], [(2, 1)]], [[0, 1, 2], [0, 2, 1]])
    got = {key: verdicts(board, key)[1][2] for key in ALL if key != "firm"}
    # The first would go on to 2, from which the second leaves again; going to 0, for good, is not in its interest.
    assert got == {"nash": False, "gmr": True, "smr": True, "seq": True, "sseq": False}


def test_sequential_need_not_be_symmetric() -> None:
    board = graph(2, [[(1, 0)], [(0, 1)]], [[1, 0], [0, 1]])
    got = {key: verdicts(board, key)[1][0] for key in ALL if key != "firm"}
    assert got == {"nash": False, "gmr": True, "smr": False, "seq": True, "sseq": False}


def test_symmetric_need_not_be_sequential() -> None:
    board = graph(3, [[(1, 2)], [(0, 1)]], [[0, 1, 0], [1, 2, 0]])
    got = {key: verdicts(board, key)[1][0] for key in ALL if key != "firm"}
    assert got == {"nash": False, "gmr": True, "smr": True, "seq": False, "sseq": False}


def test_metarational_need_be_neither() -> None:
    board = graph(2, [[(1, 0)], [(0, 1)]], [[0, 1], [0, 1]])
    assert not verdicts(board, "smr")[1][0]
    assert not verdicts(board, "seq")[1][0]
    assert verdicts(board, "gmr")[1][0]


def test_three_actors_two_of_them_opposed_to_the_third() -> None:
    against = [-1, -2, -3, 0]
    board = graph(4, [[(0, 1)], [(1, 2)], [(2, 3)]], [[1, 2, 3, 0], against, against])
    assert verdicts(board, "gmr")[0][0]
    assert not verdicts(board, "seq")[0][0]  # the first of the two would have to do the actor a favour


def test_to_be_left_no_worse_and_no_better_is_a_sanction() -> None:
    board = graph(3, [[(1, 2)], [(0, 1)]], [[0, 0, 1], [0, 1, 0]])
    assert all(verdicts(board, key)[1][0] for key in ("gmr", "smr", "seq", "sseq"))
    better = graph(3, [[(1, 2)], [(0, 1)]], [[0, 0, 1], [0, 2, 1]])
    assert not any(verdicts(better, key)[1][0] for key in ("gmr", "smr", "seq", "sseq"))


def test_where_a_move_leads_is_itself_no_sanction() -> None:
    board = graph(2, [[], [(0, 1)]], [[0, 0], [0, 1]])
    assert not any(verdicts(board, key)[1][0] for key in ALL)


def test_an_actor_does_not_reply_to_itself() -> None:
    # Going on to 2 would be bad for the only one who moves; nobody else can bring it about.
    board = graph(3, [[(0, 1), (1, 2)], []], [[1, 2, 0], [0, 1, 2]])
    assert not any(verdicts(board, key)[0][0] for key in ALL)


# ---------------------------------------------------------------- firm, by hand


def test_firm_leaves_out_replies_that_would_have_come_anyway() -> None:
    # States: own option x (0, 1), other's option y (0, 2). The other likes y whatever happens, the actor does not.
    one, two = [(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (1, 3)]
    board = graph(4, [one, two], [[2, 3, 0, 1], [0, 0, 1, 1]])
    assert verdicts(board, "seq")[0] == [True, True, False, True]  # y punishes x
    assert verdicts(board, "firm")[0] == [False, True, False, True]  # but y comes either way


def test_firm_leaves_out_replies_that_the_actor_can_undo() -> None:
    # The other answers the step 0 -> 1 by 1 -> 2, from which the actor goes on to 3, no worse than 1.
    board = graph(4, [[(0, 1), (2, 3)], [(1, 2)]], [[1, 2, 0, 2], [0, 0, 1, 0]])
    assert verdicts(board, "seq")[0][0]
    assert not verdicts(board, "firm")[0][0]
    # Where the way on leads to no better place than before, the reply stands.
    held = graph(4, [[(0, 1), (2, 3)], [(1, 2)]], [[1, 2, 0, 1], [0, 0, 1, 0]])
    assert verdicts(held, "firm")[0][0]


def test_firm_is_no_more_than_it_says() -> None:
    # The reply leaves the actor as badly off as staying would: then staying was not safer.
    board = graph(4, [[(0, 1)], [(1, 2), (0, 3)]], [[1, 2, 0, 0], [0, 0, 1, 1]])
    assert not verdicts(board, "firm")[0][0]
    # A worse reply than what comes anyway is the move's own doing.
    worse = graph(4, [[(0, 1)], [(1, 2), (0, 3)]], [[2, 3, 0, 1], [0, 0, 1, 1]])
    assert verdicts(worse, "firm")[0][0]


# ---------------------------------------------------------------- lean, by hand


def test_lean_leaves_out_what_a_part_does_as_well() -> None:
    # Two own options: 0 neither, 1 the first, 2 the second, 3 both.
    values = [(0, 0), (1, 0), (0, 1), (1, 1)]
    every = frozenset((a, b) for a in range(4) for b in range(4) if a != b)

    def lean_from_none(*ranks: int) -> list[int]:
        board = made(values, (0, 0), [every, frozenset()], [ranks, (0, 0, 0, 0)])
        found: list[int] = Tempting(board, "lean", 0).from_(0).tolist()
        return found

    assert lean_from_none(0, 1, 2, 3) == [1, 2, 3]  # both together do better than either
    assert lean_from_none(0, 1, 2, 2) == [1, 2]  # both do no better than the second alone
    assert lean_from_none(1, 0, 0, 2) == [3]  # neither part does well at all
    assert lean_from_none(0, 1, 0, 1) == [1]
    assert lean_from_none(2, 1, 2, 2) == []  # nothing improves
    # A part that cannot be had is none.
    alone = made(values, (0, 0), [frozenset({(0, 3)}), frozenset()], [(0, 1, 1, 1), (0, 0, 0, 0)])
    assert Tempting(alone, "lean", 0).from_(0).tolist() == [3]
    # What is taken back is a change as well, and another value is another change.
    assert [
        Tempting(made([(2, 0), (1, 0), (0, 0), (1, 1)], (0, 0), [every, frozenset()], [r, (0,) * 4]), "lean", 0)
        .from_(0)
        .tolist()
        for r in ((0, 1, 2, 1), (0, 1, 2, 2), (0, 0, 2, 2))
    ] == [[1, 2], [1, 2, 3], [2, 3]]
    # Others' options have no say in what is a part.
    shared = made(values, (0, 1), [every, frozenset()], [(0, 1, 2, 2), (0, 0, 0, 0)])
    assert Tempting(shared, "lean", 0).from_(0).tolist() == [1, 2, 3]
