"""Blocking: which groups of actors can keep an outcome from coming about, and who is pivotal among them.

An outcome is a set of states. Whether a group blocks it is asked of every group; from the answers follow the minimal
blocking groups, who belongs to all of them, and for how many groups an actor is decisive (the swings of
Banzhaf 1965). There are two ways to block: by power, here, and by undoing what holds, in `detente.settlement.undoing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.engine.board import Board, Bools, Ints
from detente.engine.progress import Progress, silent
from detente.engine.states import dense
from detente.errors import Problem, TooLargeError

Group = tuple[int, ...]
"""Actors by place, ascending."""

MOST_ACTORS = 12
"""Actors all of whose groups are looked at: 4,095 groups."""


@dataclass(frozen=True)
class Blocking:
    """Who blocks an outcome in one of the two ways.

    `minimal` are the blocking groups of which no smaller part blocks, small ones first. `pivotal` are the actors that
    belong to each of them; none where nobody blocks. `decisive[i]` counts the groups without actor i that do not block
    and do with it, the empty one among them, out of `without` groups.
    """

    minimal: tuple[Group, ...]
    pivotal: tuple[int, ...]
    decisive: tuple[int, ...]
    without: int


def groups(actors: int) -> Iterator[Group]:
    """Yield every group of some actors, small ones first, and groups of one size in the order of the actors."""
    for size in range(1, actors + 1):
        yield from combinations(range(actors), size)


def blocking(
    actors: int, blocks: Callable[[Group], bool], progress: Progress = silent, *, growing: bool = False
) -> Blocking:
    """Return who blocks, by asking of every group whether it does.

    `growing` says that a group blocks where a part of it does, so that it need not be asked. `progress` may raise to
    stop. Raises TooLargeError where the groups are too many.
    """
    refuse_too_many(actors)
    size = 1 << actors
    does, part_does = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    for place, group in enumerate(groups(actors)):
        progress(f"Group {place + 1:,} of {size - 1:,}", place / size)
        code = _code(group)
        parts = [code ^ 1 << actor for actor in group]
        part_does[code] = bool((does[parts] | part_does[parts]).any())
        does[code] = (growing and part_does[code]) or blocks(group)
    minimal = tuple(group for group in groups(actors) if does[_code(group)] and not part_does[_code(group)])
    return Blocking(minimal, _pivotal(actors, minimal), _decisive(actors, does), size // 2)


def refuse_too_many(actors: int) -> None:
    """Raise TooLargeError where a conflict has too many groups of actors to look at each."""
    if actors > MOST_ACTORS:
        raise TooLargeError(
            (
                Problem(
                    "too-many-groups",
                    f"{actors} actors make {(1 << actors) - 1:,} groups",
                    f"At most {(1 << MOST_ACTORS) - 1:,} are looked at, which is those of {MOST_ACTORS} actors.",
                    "Write actors that always act together as one actor.",
                ),
            )
        )


def _code(group: Group) -> int:
    return sum(1 << actor for actor in group)


def _pivotal(actors: int, minimal: tuple[Group, ...]) -> Group:
    return tuple(actor for actor in range(actors) if minimal and all(actor in group for group in minimal))


def _decisive(actors: int, does: Bools) -> Group:
    every = np.arange(len(does))
    return tuple(
        int(np.count_nonzero(does[every | 1 << actor] & ~does & (every & 1 << actor == 0))) for actor in range(actors)
    )


# ------------------------------------------------------------ by power


@dataclass(frozen=True, eq=False)
class Power:
    """Whom an outcome needs: a group can prevent it by a choice for its options with which no state is in the outcome.

    Asked is what choices exclude, whatever the others do and however play begins: the power of α-effectivity (Moulin &
    Peleg 1982). `inside` says which states are in the outcome; `chosen[i][s]` numbers the choice of actor i in state s.
    Where states are listed, nobody has options and no group can prevent anything.
    """

    board: Board
    inside: Bools
    chosen: tuple[Ints, ...]

    def blocks(self, group: Group) -> bool:
        """Return whether the group can prevent the outcome."""
        return not self._met(group).all()

    def choice(self, group: Group, spoken: Sequence[int] = ()) -> Mapping[int, int]:
        """Return a choice by which a blocking group prevents the outcome: values by option, by place.

        It is that of the status quo where this prevents it. Options that are not needed for it are left out, first
        those that are not among the options `spoken` of.
        """
        together = self._together(group)
        met = self._met(group)[together]
        start = self.board.start
        state = start if start >= 0 and not met[start] else int(np.argmin(met))
        kept = [option for option in range(len(self.board.owner)) if self.board.owner[option] in group]
        for option in sorted(kept, key=lambda one: one in spoken):
            fewer = [other for other in kept if other != option]
            if self._excludes(fewer, state):
                kept = fewer
        return {option: int(self.board.values[state, option]) for option in kept}

    def _excludes(self, options: list[int], state: int) -> bool:
        """Return whether no state in the outcome has the values that some options have in a state."""
        alike = (self.board.values[:, options] == self.board.values[state, options]).all(axis=1)
        return not (alike & self.inside).any()

    def _together(self, group: Group) -> Ints:
        """Return the number of the group's joint choice in every state."""
        found = np.zeros(len(self.inside), dtype=np.int64)
        for actor in group:
            size = int(self.chosen[actor].max()) + 1
            found = dense(found * size + self.chosen[actor], (int(found.max()) + 1) * size).astype(np.int64)
        return found

    def _met(self, group: Group) -> Bools:
        """Return for each joint choice of a group whether some state with it is in the outcome."""
        together = self._together(group)
        met: Bools = np.bincount(together, weights=self.inside, minlength=int(together.max()) + 1) > 0
        return met


def power(board: Board, inside: Bools) -> Power:
    """Return who can prevent an outcome, given by the states in it."""
    return Power(board, inside, tuple(_choices(board, actor) for actor in board.actors))


def _choices(board: Board, actor: int) -> Ints:
    found = np.zeros(board.count, dtype=np.int64)
    for option in np.flatnonzero(board.owner == actor).tolist():
        column = board.values[:, option].astype(np.int64)
        size = int(column.max()) + 1
        found = dense(found * size + column, (int(found.max()) + 1) * size).astype(np.int64)
    return found
