"""Generated conflicts are what they say they are; how long anything takes is never tested."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from benchmarks.boards import Kind, board, listed, shares, small
from benchmarks.scenarios import Binary, binary, dependants, exclusive, many_valued
from detente.conflict import conflict
from detente.engine.board import Board
from detente.engine.compile import compile_board
from detente.engine.plain import Plain
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.scenario.reader import read


def compiled(text: str) -> Board:
    return compile_board(conflict(read(text)))


def counted(given: Binary) -> int:
    """Return the number of feasible states, one by one."""
    options = sum(map(len, given.own))
    return sum(
        not any(all(state[k] == taken for k, taken in rule) for rule in given.rules)
        for state in product((False, True), repeat=options)
    )


@pytest.mark.parametrize(("options", "actors", "rules"), [(10, 3, 4), (11, 4, 7), (8, 2, 0)])
def test_binary_scenarios_have_the_states_that_their_rules_leave(options: int, actors: int, rules: int) -> None:
    given = binary(options, actors, statements=5, rules=rules)
    assert len(given.rules) == rules
    scenario = read(given.text())
    made = compile_board(conflict(scenario))
    assert made.count == counted(given)
    assert (made.count < 2**options) == (rules > 0)
    assert np.bincount(made.owner).tolist() == list(shares(options, actors))
    assert made.start == 0
    assert all(len(actor.preferences.statements) == 5 for actor in scenario.actors.values())  # type: ignore[union-attr]


def test_some_rules_lie_within_an_actor_and_some_across() -> None:
    given = binary(12, 3)
    owner = {k: i for i, own in enumerate(given.own) for k in own}
    owners = [len({owner[k] for k, _ in rule}) for rule in given.rules]
    assert min(owners) == 1 < max(owners)


def test_a_seed_says_what_is_generated() -> None:
    assert binary(9, 3).text() == binary(9, 3).text()
    assert binary(9, 3).text() != binary(9, 3, seed=2).text()


def test_exclusive_options_leave_one_strategy_each() -> None:
    given = exclusive(actors=3, strategies=4)
    made = compiled(given.text())
    assert made.count == counted(given) == 4**3
    assert (made.values.reshape(-1, 3, 4).sum(axis=2) == 1).all()
    assert made.grid is not None
    assert made.grid.full
    assert made.values[made.start].tolist() == [1, 0, 0, 0] * 3


def test_many_values_are_all_combined() -> None:
    made = compiled(many_valued([[3, 4], [5], [3]]))
    assert made.count == 3 * 4 * 5 * 3
    assert (made.values.max(axis=0) + 1).tolist() == [3, 4, 5, 3]


@pytest.mark.parametrize(("actors", "plain"), [(2, 0), (3, 1)])
def test_dependants_fall_away_so_moves_are_listed(actors: int, plain: int) -> None:
    made = compiled(dependants(actors, plain))
    assert made.count == (5 * 2**plain) ** actors
    assert made.grid is None
    assert not all(made.transitive)


@pytest.mark.parametrize("ranks", ["random", "weights", "statements"])
@pytest.mark.parametrize(("feasible", "one_way"), [(1.0, 0), (0.5, 2)])
def test_boards_agree_with_their_grid(ranks: str, feasible: float, one_way: int) -> None:
    kind = Kind(shares(10, 3), feasible, one_way, ranks)
    made = board(kind)
    assert made.count == 2**10 if feasible == 1 else 400 < made.count < 624
    assert made.grid is not None
    assert (made.grid.state[made.grid.cell] == np.arange(made.count)).all()
    assert (made.values @ (1 << np.arange(10)) == made.grid.cell).all()
    assert made.ranks.dtype == np.int32
    assert all(np.array_equal(np.unique(row), np.arange(row.max() + 1)) for row in made.ranks)
    for actor, moves in enumerate(made.moves):
        arcs = moves.listed()
        before, after = made.values[arcs.origin], made.values[arcs.to]
        changed = before != after
        assert changed.any(axis=1).all()
        assert not changed[:, made.owner != actor].any()
        first = int(np.flatnonzero(made.owner == actor)[0])
        undone = bool((before[:, first] > after[:, first]).any())
        assert undone == (actor >= one_way)


def test_every_strategy_is_one_in_some_state_however_many_holes_there_are() -> None:
    grid = board(Kind((2, 9), 0.125)).grid
    assert grid is not None
    for actor, size in enumerate(grid.sizes):
        assert len(np.unique(grid.strategy(actor, np.arange(len(grid.cell))))) == size


def test_boards_for_loading_are_small_and_as_wide() -> None:
    kind = Kind(shares(24, 5), 0.5, 5, "statements")
    assert max(small(kind).bits) == max(kind.bits)
    assert board(small(kind)).count < 2**13
    assert len(small(kind).bits) == 5


def test_listed_boards_are_not_transitive() -> None:
    made = listed(200, 3, 1500)
    assert made.count == 200
    assert 1350 < sum(len(moves) for moves in made.moves) <= 1500
    assert made.grid is None
    pairs = [set(zip(arcs.origin.tolist(), arcs.to.tolist(), strict=True)) for arcs in (m.listed() for m in made.moves)]
    assert all(a != b for each in pairs for a, b in each)
    assert any((a, d) not in each and a != d for each in pairs for a, b in each for c, d in each if b == c)
    seq = concepts()["seq"]
    assert Solver(made, Plain()).verdicts(seq).stable.any()
