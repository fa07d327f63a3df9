"""A part of a board says what the whole says of its states, and play goes there as on the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engine.board import Board, View
from detente.engine.part import part
from detente.engine.solve import Solver
from detente.engine.stability import Concept
from tests.engine.test_ensemble import SEEDS, beliefs, boards, drawn, solvers
from tests.engine.test_nearby import NEAR, met


def some(board: Board, seed: int) -> tuple[Board, Any]:
    """Return a board that begins anywhere, with some of its states in any order, the first among them."""
    luck = np.random.default_rng(seed)
    states = luck.permutation(board.count)[: luck.integers(1, board.count + 1)]
    return replace(board, start=int(luck.choice(states))), states


@given(boards(), SEEDS)
def test_a_part_has_the_states_and_the_moves_between_them(board: Board, seed: int) -> None:
    whole, states = some(board, seed)
    found = part(whole, states)
    assert found.count == len(states)
    assert states[found.start] == whole.start
    for actor in whole.actors:
        every, within = whole.moves[actor].listed(), found.moves[actor].listed()
        told = set(zip(states[within.origin].tolist(), states[within.to].tolist(), strict=True))
        kept = {(a, b) for a, b in zip(every.origin.tolist(), every.to.tolist(), strict=True) if {a, b} <= set(states)}
        assert told == kept
        for place, state in enumerate(states):
            assert found.ranks[actor][place] == whole.ranks[actor][state]
            assert (found.values[place] == whole.values[state]).all()


@given(boards(), SEEDS, st.sampled_from(NEAR))
@settings(max_examples=300)
def test_play_goes_as_on_the_whole_board_among_the_states_that_were_looked_at(
    board: Board, seed: int, concept: Concept
) -> None:
    ranks, seen = drawn(board, seed, 2), beliefs(board, seed, 2)
    begins = seed % board.count
    states = met(board, concept, begins, ranks, seen).states
    for whole in solvers(replace(board, start=begins), ranks, seen):
        views = {
            actor: View(part(view.board, states), np.arange(len(states)), view.own[states])
            for actor, view in whole.board.views.items()
        }
        small = replace(part(whole.board, states), views=views)
        there, here = whole.play(concept, begins), Solver(small).play(concept, small.start)
        assert states[here.rests].tolist() == there.rests.tolist()
        lengths = {int(states[place]): here.tree.length[place] for place in here.tree.order}
        assert lengths == {int(state): there.tree.length[state] for state in there.tree.order}
        assert [sorted(states[cycle]) for _, cycle in here.cycles] == [sorted(cycle) for _, cycle in there.cycles]
