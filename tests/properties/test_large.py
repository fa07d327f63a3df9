"""Boards of hundreds and thousands of states: the near-linear search against plain methods that do not scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.conflict import Conflict, Goal, Option, Weighed
from detente.engine.board import Board, Bools, Ints
from detente.engine.compile import compile_board
from detente.engine.solve import Solver
from detente.engine.stability import concepts
from detente.scenario.expression import All, Expression, Is
from tests.properties.conflicts import feasible_states, moved

pytestmark = pytest.mark.more

Matrix = NDArray[np.float32]


def conflict(seed: int, actors: int, options: tuple[int, ...], rules: int = 0, one_way: int = 0) -> Conflict:
    """Return a conflict of `options[k]` values for option k, dealt round to the actors."""
    luck = Random(seed)
    made = tuple(
        Option(f"A{k % actors}.o{k}", k % actors, tuple(f"v{v}" for v in range(size)), forward=k < one_way)
        for k, size in enumerate(options)
    )
    never = tuple(All(tuple(_one(luck, option) for option in luck.sample(made, 3))) for _ in range(rules))
    wants = []
    for _ in range(actors):
        pairs = luck.sample(list(combinations(made, 2)), 6)
        terms: list[Expression] = [_one(luck, option) for option in made]
        terms += [All((_one(luck, a), _one(luck, b))) for a, b in pairs]
        # Small weights, so that there are ties.
        wants.append(Weighed(tuple(Goal(str(n), term, luck.randint(-4, 4)) for n, term in enumerate(terms))))
    return Conflict(tuple(f"A{i}" for i in range(actors)), made, never, tuple(wants), None)


def _one(luck: Random, option: Option) -> Is:
    return Is(option.id, (luck.choice(option.values),))


def answers(board: Board) -> Callable[[str], Bools]:
    """Return the engine's verdicts by concept."""
    solver = Solver(board)
    return lambda key: solver.verdicts(concepts()[key]).stable


# ---------------------------------------------------------------- dense matrices


def jump_matrix(board: Board, conflict: Conflict, actor: int) -> Bools:
    """Return which states an actor can go between: all others' options stay, one-way options go up."""
    same = np.ones((board.count, board.count), dtype=np.bool_)
    for k, option in enumerate(conflict.options):
        column = board.values[:, k]
        if option.actor != actor:
            same &= column[:, None] == column[None, :]
        elif option.forward:
            same &= column[:, None] <= column[None, :]
    return same & ~np.eye(board.count, dtype=np.bool_)


def closure(one: Bools) -> Matrix:
    """Return what chains of moves lead to, the beginning included, by squaring."""
    reach = (one | np.eye(len(one), dtype=np.bool_)).astype(np.float32)
    while True:
        further = ((reach @ reach) > 0).astype(np.float32)
        if np.array_equal(further, reach):
            return reach
        reach = further


def by_matrices(moves: list[Bools], ranks: Ints) -> dict[str, Bools]:
    """Return the verdicts of five concepts on a board of transitive moves, by the matrix formulas."""
    better = [rank[None, :] > rank[:, None] for rank in ranks]
    improving = [one & up for one, up in zip(moves, better, strict=True)]
    nobody = np.zeros_like(moves[0])
    found: dict[str, list[Bools]] = {key: [] for key in ("nash", "gmr", "smr", "seq", "sseq")}
    for i, (one, up) in enumerate(zip(moves, better, strict=True)):
        rest = [j for j in range(len(moves)) if j != i]
        able, willing = (closure(sum((kind[j] for j in rest), nobody)) for kind in (moves, improving))
        no_escape = one.astype(np.float32) @ up.T.astype(np.float32) == 0
        at_once, after = (~up).T.astype(np.float32), ((~up).T & no_escape).astype(np.float32)
        found["nash"].append(~improving[i].any(axis=1))
        for key, reach, hurts in (
            ("gmr", able, at_once),
            ("smr", able, after),
            ("seq", willing, at_once),
            ("sseq", willing, after),
        ):
            unpunished = reach @ hurts == 0
            found[key].append(~(improving[i] & unpunished.T).any(axis=1))
    return {key: np.array(rows) for key, rows in found.items()}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("actors", "options", "rules", "one_way"),
    [
        (3, (2,) * 10, 0, 0),
        (4, (2, 3, 2, 3, 2, 2, 2, 3, 2), 6, 0),
        (2, (2, 4, 3, 2, 3, 2, 2, 2), 2, 2),
        (5, (2,) * 10, 2, 3),
        (3, (2, 2, 3, 2, 3, 2, 2, 2, 2, 2), 3, 1),
    ],
)
def test_against_dense_matrices(seed: int, actors: int, options: tuple[int, ...], rules: int, one_way: int) -> None:
    plain = conflict(seed, actors, options, rules, one_way)
    board = compile_board(plain)
    assert 500 <= board.count <= 2100
    assert board.transitive == (True,) * actors
    expected = by_matrices([jump_matrix(board, plain, i) for i in board.actors], board.ranks)
    got = answers(board)
    for key, stable in expected.items():
        assert np.array_equal(got(key), stable), key
    assert not expected["gmr"].all() or not expected["nash"].all()


# ---------------------------------------------------------------- sets as long numbers


def by_bits(board: Board, moves: list[list[set[int]]]) -> dict[str, Bools]:
    """Return the verdicts of all six concepts for any moves, with sets of states as the bits of long numbers."""
    ranks = board.ranks.tolist()
    improving = [
        [{t for t in ends if rank[t] > rank[s]} for s, ends in enumerate(one)]
        for one, rank in zip(moves, ranks, strict=True)
    ]
    lean = [lean_of(board, i, improving[i]) for i in board.actors]
    kinds = {"moves": moves, "improvements": improving, "lean": lean}
    found: dict[str, list[list[bool]]] = {key: [] for key in ("nash", "gmr", "smr", "seq", "sseq", "firm")}
    for i in board.actors:
        rank, one = ranks[i], moves[i]
        best = [max([rank[s], *(rank[t] for t in ends)]) for s, ends in enumerate(one)]
        reach = {kind: reached(steps, i, board.count) for kind, steps in kinds.items()}
        at_once, after = low_sets(rank), low_sets(best)
        found["nash"].append([not ends for ends in improving[i]])
        for key, kind, low in (
            ("gmr", "moves", at_once),
            ("smr", "moves", after),
            ("seq", "improvements", at_once),
            ("sseq", "improvements", after),
        ):
            found[key].append([all(reach[kind][t] & low(rank[s]) for t in improving[i][s]) for s in range(board.count)])
        levels = sorted(set(best))
        worst = [next(level for level in levels if ends & after(level)) for ends in reach["lean"]]
        found["firm"].append(
            [all(worst[t] <= rank[s] and worst[t] < worst[s] for t in lean[i][s]) for s in range(board.count)]
        )
    return {key: np.array(rows) for key, rows in found.items()}


def low_sets(value: list[int]) -> Callable[[int], int]:
    """Return the set of states of at most a value, as a function of it."""
    sets: dict[int, int] = {}
    so_far = 0
    for level in sorted(set(value)):
        so_far |= sum(1 << s for s, v in enumerate(value) if v == level)
        sets[level] = so_far

    def low(bound: int) -> int:
        return sets.get(max((level for level in sets if level <= bound), default=bound), 0)

    return low


def reached(steps: list[list[set[int]]], actor: int, count: int) -> list[int]:
    """Return what the others reach from each state by legal sequences, the state itself included."""
    rest = [j for j in range(len(steps)) if j != actor]
    after = {(s, last): 1 << s for s in range(count) for last in (-1, *rest)}
    grown = True
    while grown:
        grown = False
        for (s, last), known in after.items():
            fresh = known
            for j in rest:
                if j != last:
                    for t in steps[j][s]:
                        fresh |= after[t, j]
            if fresh != known:
                after[s, last] = fresh
                grown = True
    return [after[s, -1] for s in range(count)]


def lean_of(board: Board, actor: int, improving: list[set[int]]) -> list[set[int]]:
    """Return the improvements of which no part does as well."""
    own = np.flatnonzero(board.owner == actor).tolist()
    mine, rank = board.values[:, own].tolist(), board.ranks[actor].tolist()
    found = []
    for s, ends in enumerate(improving):
        made: Mapping[int, set[tuple[int, int]]] = {
            t: {(k, v) for k, v in enumerate(mine[t]) if v != mine[s][k]} for t in ends
        }
        found.append({t for t in ends if not any(made[u] < made[t] and rank[u] >= rank[t] for u in ends)})
    return found


@pytest.mark.parametrize("seed", range(3))
def test_with_parts_against_sets(seed: int) -> None:
    plain = conflict(seed, 3, (2, 3, 2, 2, 2, 2, 3, 2, 2, 2), rules=2, one_way=seed)
    board = compile_board(plain)
    assert 1000 <= board.count <= 2000
    moves = [[set(np.flatnonzero(row).tolist()) for row in jump_matrix(board, plain, i)] for i in board.actors]
    _compare(board, moves)


@pytest.mark.parametrize("seed", range(3))
def test_with_falling_dependants_against_sets(seed: int) -> None:
    plain = conflict(seed, 3, (2, 2, 3, 3, 2, 2, 2, 2, 2, 2), rules=2)
    luck = Random(seed)
    options = tuple(
        replace(option, needs=_one(luck, other)) if luck.random() < 0.4
        else replace(option, watches=(other.id,)) if luck.random() < 0.4
        else option
        for option, other in zip(plain.options, (*plain.options[1:], plain.options[0]), strict=True)
    )  # fmt: skip
    falling = replace(plain, options=options)
    board = compile_board(falling)
    assert board.count >= 300
    assert not all(board.transitive)
    states = feasible_states(falling)
    number = {tuple(at.values()): n for n, at in enumerate(states)}
    moves = [[{number[tuple(to.values())] for to in moved(falling, i, at)} for at in states] for i in board.actors]
    _compare(board, moves)


def _compare(board: Board, moves: list[list[set[int]]]) -> None:
    for i in board.actors:
        assert [set(board.moves[i].from_(s).tolist()) for s in range(board.count)] == moves[i]
    got = answers(board)
    for key, stable in by_bits(board, moves).items():
        assert np.array_equal(got(key), stable), key
