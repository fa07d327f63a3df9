"""Paths: where play from the status quo can come to rest, and how it gets there.

Play follows moves that nothing deters under the concept. A prospect is an equilibrium that it can reach. Where it
can get to a place from which no equilibrium can be reached any more, it goes round for ever: a closed cycle.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Arcs, Ints
from detente.engine.certificate import Step
from detente.engine.solve import Verdicts


@dataclass(frozen=True)
class Path:
    """A shortest way of play: the state where it begins and its moves."""

    begins: int
    steps: tuple[Step, ...]

    @property
    def ends(self) -> int:
        """Return the state in which the path ends."""
        return self.steps[-1].to if self.steps else self.begins


@dataclass(frozen=True, eq=False)
class Play:
    """All that play from a state can come to.

    `reached` are the states that it can pass through; `prospects` those of them that are equilibria, with a
    shortest path each; `cycles` the closed sets of states that it can fall into and never leave, each with the
    shortest path into it.
    """

    begins: int
    reached: Ints
    prospects: tuple[Path, ...]
    cycles: tuple[tuple[Path, Ints], ...]


def play(verdicts: Verdicts, begins: int) -> Play:
    """Return where play from a state can go under a concept.

    Prospects come by length of path, then by number.
    """
    came = _tree(verdicts.undeterred, begins)
    reached = np.array(sorted(came), dtype=np.int64)
    rests = np.intersect1d(reached, verdicts.equilibria)
    paths = sorted(
        (_trace(came, begins, state) for state in rests.tolist()),
        key=lambda path: (len(path.steps), path.ends),
    )
    order = {state: place for place, state in enumerate(came)}
    cycles = [
        (_trace(came, begins, min(cycle.tolist(), key=order.__getitem__)), cycle)
        for cycle in _closed(verdicts, _restless(verdicts, reached, rests))
    ]
    return Play(begins, reached, tuple(paths), tuple(cycles))


def _tree(movers: tuple[Arcs, ...], begins: int) -> dict[int, tuple[int, Step] | None]:
    """Return every state that play reaches, nearest first, with the state before it and the move into it."""
    came: dict[int, tuple[int, Step] | None] = {begins: None}
    queue = deque(came)
    while queue:
        state = queue.popleft()
        for mover, moves in enumerate(movers):
            for to in moves.from_(state).tolist():
                if to not in came:
                    came[to] = (state, Step(mover, to))
                    queue.append(to)
    return came


def _trace(came: dict[int, tuple[int, Step] | None], begins: int, state: int) -> Path:
    steps = []
    while (before := came[state]) is not None:
        state, step = before
        steps.append(step)
    return Path(begins, tuple(reversed(steps)))


def _closure(movers: Iterable[Arcs], begins: Iterable[int], count: int) -> Ints:
    """Return all states that chains of the arcs lead to from the given ones, these included, in order."""
    movers = tuple(movers)
    seen = np.zeros(count, dtype=np.bool_)
    frontier = np.array(list(begins), dtype=np.int64)
    while frontier.size:
        seen[frontier] = True
        ahead = np.unique(np.concatenate([moves.ends(frontier) for moves in movers]))
        frontier = ahead[~seen[ahead]]
    return np.flatnonzero(seen)


def _restless(verdicts: Verdicts, reached: Ints, rests: Ints) -> Ints:
    """Return the states reached from which no equilibrium can be reached."""
    if len(rests) == len(reached):
        return reached[:0]
    backward = [moves.backwards() for moves in verdicts.undeterred]
    return np.setdiff1d(reached, _closure(backward, rests.tolist(), verdicts.stable.shape[1]))


def _closed(verdicts: Verdicts, states: Ints) -> list[Ints]:
    """Return the closed cycles among states that play cannot leave for an equilibrium.

    From any state one walks to where fewer states are ahead until all states ahead lead back.
    """
    arcs, count = verdicts.undeterred, verdicts.stable.shape[1]
    backward = [moves.backwards() for moves in arcs] if len(states) else []
    left, found = set(states.tolist()), []
    while left:
        here = min(left)
        ahead = _closure(arcs, [here], count)
        while len(back := np.intersect1d(ahead, _closure(backward, [here], count))) < len(ahead):
            here = int(np.setdiff1d(ahead, back)[0])
            ahead = _closure(arcs, [here], count)
        found.append(ahead)
        left -= set(_closure(backward, [here], count).tolist())
    return sorted(found, key=lambda cycle: int(cycle[0]))
