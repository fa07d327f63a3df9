"""Conditions: what an actor may prefer to a state so that the state is stable for it, the others' wants as they are.

For each own move from the state, something must spoil it: either the move leads to nothing better than the state, or
some reply of the others does, after the actor's own answer where the concept grants one. Each such *way* is a set of
states of which the actor must prefer none to the state. Nothing else that the actor wants matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.engine.board import Board, Ints
from detente.engine.improvements import Tempting
from detente.engine.stability import Concept, concepts
from detente.errors import Problem, TooLargeError, question
from detente.settlement.inverse.sets import States, bits, smallest

MOST_STATES = 1 << 14
"""States of a conflict of which the inverse question is asked."""

MOST_WAYS = 256
"""Ways to meet a whole condition that are written out."""

MOST_JOINED = 2048
"""Ways that are compared with each other on the way to these."""


@dataclass(frozen=True)
class Requirement:
    """What one own move from the state asks for: that of some way the actor prefers no state to the state.

    `move` is where the move leads. `ways` are sets of states, none of which includes another; small ones come first,
    and one of them is, or is part of, the move's own end alone.
    """

    move: int
    ways: tuple[States, ...]

    def met(self, preferred: States) -> bool:
        """Return whether it is met where the actor prefers these states to the state."""
        return any(not way & preferred for way in self.ways)


@dataclass(frozen=True)
class Condition:
    """When a state is stable for an actor: where all requirements are met."""

    concept: Concept
    actor: int
    state: int
    requirements: tuple[Requirement, ...]

    def met(self, preferred: States) -> bool:
        """Return whether the state is stable where the actor prefers these states to it.

        Whatever meets it, fewer of them meet it as well.
        """
        return all(one.met(preferred) for one in self.requirements)

    @cached_property
    def speaks_of(self) -> States:
        """Return the states of which the condition speaks."""
        found = 0
        for one in self.requirements:
            for way in one.ways:
                found |= way
        return found

    def primes(self, most: int = MOST_WAYS) -> tuple[States, ...] | None:
        """Return the condition as an "or" of "and"s in prime form, None where that has too many parts.

        Each part is a set of states: the state is stable exactly where of some part the actor prefers no state to it.
        No part can spare a state, and there is no other such list. The empty set alone: stable whatever is wanted.
        """
        found: tuple[States, ...] = (0,)
        for ways in sorted({one.ways for one in self.requirements}, key=lambda ways: (len(ways), ways)):
            if len(found) * len(ways) > MOST_JOINED:
                return None
            found = smallest(part | way for part in found for way in ways)
            if len(found) > most:
                return None
        return found


def condition(board: Board, concept: Concept, actor: int, state: int) -> Condition:
    """Return when a state is stable for an actor, with the others' wants as they are on the board.

    The actor's own ranks do not matter. Replies are legal sequences: nobody moves twice running.
    """
    found = []
    for move in board.moves[actor].from_(state).tolist():
        ways = _ways(board, concept, actor, state, move)
        if 0 not in ways:
            found.append(Requirement(move, smallest(ways)))
    return Condition(concept, actor, state, tuple(found))


def _ways(board: Board, concept: Concept, actor: int, state: int, move: int) -> set[States]:
    """Return the ways to spoil a move; an empty one stands for a reply that leads back to the state."""
    here = 1 << state
    if concept.replies == "none":
        return {1 << move}
    replies = reached(board, concept, actor, move)
    if concept.hurts == "at once":
        return {(1 << reply) & ~here for reply in replies.tolist()}
    answers = board.moves[actor].rows(replies)
    lasting = {(1 << reply | bits(answers.from_(row).tolist())) & ~here for row, reply in enumerate(replies.tolist())}
    return lasting | {1 << move}


def reached(board: Board, concept: Concept, actor: int, begins: int) -> Ints:
    """Return where legal sequences of the others' replies lead from a state, ascending; the state itself included."""
    if concept.replies == "none":
        raise RuntimeError(f"{concept.key} has no replies")
    others = [Tempting(board, concept.replies, other) for other in board.actors if other != actor]
    seen = np.zeros((len(others) + 1, board.count), dtype=np.bool_)  # by who moved last; the last row: nobody yet
    seen[-1, begins] = True
    fresh: dict[int, Ints] = {len(others): np.array([begins])}
    while fresh:
        onward: dict[int, Ints] = {}
        for mover, moves in enumerate(others):
            begin = [states for last, states in fresh.items() if last != mover]
            ends = np.unique(moves.rows(np.unique(np.concatenate(begin))).to) if begin else np.zeros(0, dtype=np.int64)
            ends = ends[~seen[mover, ends]]
            seen[mover, ends] = True
            if ends.size:
                onward[mover] = ends
        fresh = onward
    return np.flatnonzero(seen.any(axis=0))


def askable(board: Board, asked: Sequence[Concept], names: Sequence[str]) -> None:
    """Refuse what the inverse question is not answered for: other concepts, beliefs that matter, too many states.

    `names` are those of the actors.
    """
    for concept in asked:
        if not answers_for(concept):
            can = ", ".join(one.key for one in concepts().values() if answers_for(one))
            raise question(
                "inverse-concept",
                f"The inverse question is not answered under `{concept.key}`",
                "Under it, more matters than which states an actor prefers to this one: also how it ranks parts of "
                "its moves, and whether replies would have come anyway.",
                f"Ask under {can}.",
            )
        if concept.credible and board.views:
            who = ", ".join(names[actor] for actor in board.views)
            raise question(
                "inverse-beliefs",
                f"Under `{concept.key}`, {who} would expect replies in the world that it believes in",
                "A change of wants would change what others take them to be, and the scenario does not say how.",
                "Ask without beliefs (--no-beliefs), or under nash, gmr or smr, which beliefs do not touch.",
            )
    if board.count > MOST_STATES:
        raise TooLargeError(
            (
                Problem(
                    "inverse-too-large",
                    f"The conflict has {board.count:,} states",
                    f"The inverse question is answered for up to {MOST_STATES:,}.",
                    "Lock options in a variant, or add rules under `never`.",
                ),
            )
        )


def answers_for(concept: Concept) -> bool:
    """Return whether the inverse question is answered under a concept."""
    return concept.tempts == "improvements" and not concept.caused


__all__ = ["Condition", "Requirement", "answers_for", "askable", "condition", "reached"]
