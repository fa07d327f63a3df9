"""Every verdict on every group equal to the oracle's, on random games; every certificate checked.

The number of games a run is `DETENTE_COALITIONS` (default 220), shared evenly by the shapes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import pytest

from detente.engine.board import Board
from detente.engine.coalition import joint_concepts
from detente.engine.coalition.driver.parties import Group, Wish, parties
from detente.engine.coalition.driver.partition import blocks
from detente.engine.coalition.driver.reasons import joint_certificate
from detente.engine.coalition.driver.solve import JointSolver
from detente.engine.coalition.driver.verify import verify_joint
from tests.properties.boards import graph
from tests.settlement import oracle_coalitions as oracle
from tests.settlement.draw import SHAPES, draw_game
from tests.settlement.oracle_coalitions import Game

pytestmark = pytest.mark.more

GAMES = int(os.environ.get("DETENTE_COALITIONS", "220"))
EACH = max(1, -(-GAMES // len(SHAPES)))
WISHES: tuple[Wish, ...] = ("strict", "pareto")

STATES = 2
"""States of each game that are compared, drawn at random."""

CERTIFIED = 4
"""Every so many games the certificates are checked too."""


def board(game: Game) -> Board:
    """Return the board of a game."""
    moves = [[(s, to) for s, ends in one.items() for to in ends] for one in game.moves]
    return graph(game.count, moves, game.ranks)


def every_group(game: Game) -> list[Group]:
    return [tuple(sorted(group)) for group in oracle.groups(game.actors)]


def drawn(shape: str, what: str) -> Iterator[tuple[str, Game, list[int], Random]]:
    """Give games of a shape, with some of their states and what else is to be drawn from."""
    for number in range(EACH):
        seed = f"{what} {shape} {number}"
        luck = Random(seed)
        game = draw_game(shape, luck)
        yield seed, game, luck.sample(range(game.count), min(STATES, game.count)), luck


@pytest.mark.parametrize("shape", SHAPES)
def test_every_verdict_equals_the_oracle(shape: str) -> None:
    tempted = 0
    for number, (seed, game, states, _) in enumerate(drawn(shape, "groups")):
        for wish in WISHES:
            own = parties(board(game), wish)
            solver = JointSolver(own)
            for state in states:
                found = {group: set(ends.tolist()) for group, ends in solver.tempted(state)}
                for group in every_group(game):
                    better = oracle.improvements(game, group, state, wish)
                    assert found.get(group, set()) == better, (seed, wish, state, group)
                    tempted += bool(better)
                    for concept in joint_concepts().values():
                        told = (seed, wish, state, group, concept.key)
                        free = set(solver.undeterred(concept, group, state).tolist())
                        assert free == oracle.unsanctioned(game, concept.key, group, state, wish), told
                        if number % CERTIFIED == 0:
                            assert verify_joint(own, concept, joint_certificate(solver, concept, group, state)) == [], (
                                told
                            )
    assert tempted >= EACH


@pytest.mark.parametrize("shape", SHAPES)
def test_blocks_of_a_partition_equal_the_oracle(shape: str) -> None:
    for seed, game, states, luck in drawn(shape, "blocks"):
        partition = _partition(game, luck)
        solver = blocks(parties(board(game)), partition)
        for state in states:
            for place, block in enumerate(partition):
                for concept in joint_concepts().values():
                    stable = solver.stable(concept, (place,), state)
                    told = (seed, partition, state, block, concept.key)
                    assert stable == oracle.block_stable(game, concept.alone, partition, block, state), told
                    certificate = joint_certificate(solver, concept, (place,), state)
                    assert verify_joint(solver.parties, concept, certificate, joint=False) == [], told


def _partition(game: Game, luck: Random) -> tuple[Group, ...]:
    """Draw a partition of the actors."""
    found: list[list[int]] = []
    for actor in luck.sample(game.actors, len(game.actors)):
        if found and luck.random() < 0.5:
            luck.choice(found).append(actor)
        else:
            found.append([actor])
    return tuple(sorted(tuple(sorted(part)) for part in found))
