"""Blocks: a partition of the actors that is fixed beforehand, each block one actor, for comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.answers.groups import Lookout
from detente.answers.run import Run
from detente.engine.coalition import joint_concepts
from detente.engine.coalition.driver.parties import Group
from detente.engine.coalition.driver.partition import blocks
from detente.engine.coalition.driver.solve import JointSolver
from detente.errors import question

MOST_JUDGED = 1 << 13
"""Blocks times states up to which every state is judged; beyond, only those that are told."""


@dataclass(frozen=True)
class Partition:
    """A partition: its blocks, and what holds among them, by state number.

    `leaving` gives for each state told, by concept (for one actor, as a block is one), the blocks that would leave.
    `equilibria` gives by concept all states that no block would leave; None where the states are too many for that.
    """

    blocks: tuple[tuple[str, ...], ...]
    leaving: Mapping[int, Mapping[str, tuple[tuple[str, ...], ...]]]
    equilibria: Mapping[str, tuple[int, ...]] | None


def partition(lookout: Lookout, given: str, places: Sequence[int]) -> Partition:
    """Return what holds among the blocks of a partition such as `US+Europe,Russia`; who is not named stands alone.

    Raises QuestionError where it names nobody, or somebody twice; TooLargeError where a block has too many moves.
    """
    parts = find_blocks(lookout.run, given)
    own = lookout.solver
    solver = blocks(own.parties, parts, own.at_once, lookout.progress)
    names = tuple(lookout.named(part) for part in parts)
    count = lookout.run.board.count
    everywhere = range(count) if count * len(parts) <= MOST_JUDGED else ()
    return Partition(
        names,
        {place + 1: _leaving(solver, names, place) for place in places},
        _equilibria(solver, everywhere) if everywhere else None,
    )


def find_blocks(run: Run, given: str) -> tuple[Group, ...]:
    """Return the blocks of a partition that is given in words, by their first members."""
    named = [[run.actor(name.strip()) for name in part.split("+")] for part in given.split(",")]
    everybody = [actor for part in named for actor in part]
    twice = sorted({actor for actor in everybody if everybody.count(actor) > 1})
    if twice:
        raise question(
            "partition-twice",
            f"{run.conflict.actors[twice[0]]} is named twice in the partition `{given}`",
            "Every actor is in one block.",
            "Join members by + and divide blocks by commas, as in `US+Europe,Russia`.",
        )
    alone = [[actor] for actor in run.board.actors if actor not in everybody]
    return tuple(sorted(tuple(sorted(part)) for part in (*named, *alone)))


def _leaving(
    solver: JointSolver, names: Sequence[tuple[str, ...]], place: int
) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        concept.alone: tuple(
            names[block] for block in solver.parties.everybody if not solver.stable(concept, (block,), place)
        )
        for concept in joint_concepts().values()
    }


def _equilibria(solver: JointSolver, states: Sequence[int]) -> dict[str, tuple[int, ...]]:
    return {
        concept.alone: tuple(
            state + 1
            for state in states
            if all(solver.stable(concept, (block,), state) for block in solver.parties.everybody)
        )
        for concept in joint_concepts().values()
    }
