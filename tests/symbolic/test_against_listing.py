"""The symbolic engine against the engine that lists states: every concept, actor and state."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from random import Random
from typing import Literal

import numpy as np
import pytest

from detente.conflict import Conflict
from detente.engine.board import Board
from detente.engine.compile import compile_board
from detente.engine.solve import Solver
from detente.engine.stability import Concept, concepts
from detente.engine.symbolic.analysis import Symbolic
from detente.engine.symbolic.verify import verify
from tests.properties.conflicts import At
from tests.symbolic.random_conflicts import binary, random_conflict, with_beliefs

BLOCK = 20


def listed(board: Board, conflict: Conflict) -> list[At]:
    """Return the board's states by option, in numbered order."""
    return [
        {option.id: option.values[v] for option, v in zip(conflict.options, row, strict=True)}
        for row in board.values.tolist()
    ]


def compared(
    conflict: Conflict, luck: Random, library: str | None = None, judged: int = 2
) -> Mapping[str, list[float]]:
    """Compare all verdicts, and some certificates; return the shares of stable states by concept."""
    board = compile_board(conflict)
    solver, symbolic = Solver(board), Symbolic(conflict, library=library)
    states = listed(board, conflict)
    assert symbolic.feasible_count() == board.count
    assert symbolic.states(symbolic.feasible(), len(states) + 1) == states
    assert [symbolic.moves_count(actor) for actor in board.actors] == [len(moves) for moves in board.moves]
    shares: dict[str, list[float]] = {}
    for key, concept in concepts().items():
        verdicts = solver.verdicts(concept)
        equilibria = symbolic.equilibria(concept)
        assert symbolic.states(equilibria, len(states)) == [states[s] for s in verdicts.equilibria], key
        for actor in board.actors:
            row = verdicts.stable[actor]
            stable = symbolic.stable(concept, actor)
            assert symbolic.states(stable, len(states)) == [states[s] for s in np.flatnonzero(row)], (key, actor)
            assert symbolic.count(stable) == row.sum()
            shares.setdefault(key, []).append(float(row.mean()))
            for s in luck.sample(range(board.count), min(judged, board.count)):
                assert symbolic.holds(concept, actor, states[s]) == row[s], (key, actor, s)
                assert symbolic.contains(stable, states[s]) == row[s]
                certificate = symbolic.certificate(concept, actor, states[s])
                check = verify(conflict, concept, certificate)
                assert certificate.stable == row[s]
                assert (check.wrong, check.unchecked) == ((), ()), (key, actor, s)
    return shares


@pytest.mark.more
@pytest.mark.parametrize("first", range(0, 300, BLOCK))
def test_random_conflicts(first: int) -> None:
    """Small conflicts of all kinds, a fifth of them with beliefs about the others' wants."""
    seen: dict[str, set[bool]] = {}
    for seed in range(first, first + BLOCK):
        conflict = random_conflict(seed, most_states=96)
        if seed % 5 == 0:
            conflict = with_beliefs(conflict, seed)
        for key, rows in compared(conflict, Random(seed), judged=1).items():
            seen.setdefault(key, set()).update(share < 1 for share in rows)
    assert all(truths == {True, False} for truths in seen.values())  # the comparison is not of constants


@pytest.mark.parametrize("seed", range(1000, 1004))
def test_larger_conflicts(seed: int) -> None:
    compared(random_conflict(seed, most_states=4096), Random(seed), judged=1)


@pytest.mark.parametrize(
    ("tempts", "replies", "hurts", "caused"),
    list(
        product(
            ("improvements", "lean"),
            ("none", "moves", "improvements", "lean"),
            ("at once", "after the own answer"),
            (False, True),
        )
    ),
)
def test_any_declaration(
    tempts: Literal["improvements", "lean"],
    replies: Literal["none", "moves", "improvements", "lean"],
    hurts: Literal["at once", "after the own answer"],
    caused: bool,
) -> None:
    """Concepts are served by what they declare, also those that nobody has named yet."""
    concept = Concept("new", "New", "?", tempts, replies, hurts, caused)
    for seed in range(400, 406):
        conflict = random_conflict(seed, most_states=64)
        board, symbolic = compile_board(conflict), Symbolic(conflict)
        verdicts = Solver(board).verdicts(concept)
        states = listed(board, conflict)
        found = symbolic.states(symbolic.equilibria(concept), len(states))
        assert found == [states[s] for s in verdicts.equilibria]
        for actor in board.actors:
            expected = [states[s] for s in np.flatnonzero(verdicts.stable[actor])]
            assert symbolic.states(symbolic.stable(concept, actor), len(states)) == expected
            certificate = symbolic.certificate(concept, actor, states[-1])
            assert certificate.stable == verdicts.stable[actor, -1]
            assert verify(conflict, concept, certificate).wrong == ()


@pytest.mark.parametrize("seed", range(6))
def test_plain_python_diagrams(seed: int) -> None:
    compared(random_conflict(seed, most_states=48), Random(seed), library="dd.autoref", judged=1)


@pytest.mark.parametrize("key", ["nash", "gmr", "smr", "seq", "sseq", "firm"])
def test_counts_at_65536_states(key: str) -> None:
    conflict = binary(16, 4, 10, seed=5, rules=0)
    board = compile_board(conflict)
    assert board.count == 1 << 16
    verdicts = Solver(board).verdicts(concepts()[key])
    symbolic = Symbolic(conflict)
    counts = [symbolic.count(symbolic.stable(concepts()[key], i)) for i in board.actors]
    assert counts == verdicts.stable.sum(axis=1).tolist()
    assert 0 < min(counts) < 1 << 16
    assert symbolic.count(symbolic.equilibria(concepts()[key])) == len(verdicts.equilibria)


def test_equilibria_asked_first_are_the_same_as_asked_last() -> None:
    """Equilibria are found by narrowing candidates, stable sets one by one: neither may depend on what came before."""
    for seed in range(300, 320):
        conflict = random_conflict(seed, most_states=128)
        forward, backward = Symbolic(conflict), Symbolic(conflict)
        for concept in concepts().values():
            for actor in range(len(conflict.actors)):
                forward.stable(concept, actor)
        for key, concept in reversed(list(concepts().items())):
            found = backward.equilibria(concept)
            expected = forward.feasible()
            for actor in range(len(conflict.actors)):
                expected &= forward.stable(concept, actor)
            most = backward.feasible_count()
            assert backward.states(found, most) == forward.states(expected, most), (seed, key)
