"""Reach: the least value that others can bring about by legal sequences of their moves.

In a legal sequence no actor moves twice running. Where two moves of an actor running always come to one (or lead
back), such sequences reach what plain chains of moves reach, and states alone are looked at. Otherwise pairs (last
mover, state) are, which is exact for any moves.

First every node takes the least of what it has and of what one move leads to, mover after mover, until nothing falls
any more. Where that takes long, as it does along long chains of moves, a search ends it: it takes values in ascending
order and goes backwards from the nodes that have them; what it reaches has that value as its least, because all that
can reach a lower one was visited before. Each arc is looked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.engine.board import Arcs, Ints

SWEEPS = 32
"""How often all movers have their turn before the search begins."""


@dataclass(frozen=True, eq=False)
class Replies:
    """Sequences of some actors' moves: for each of them those from every state.

    Nodes are `label * count + state`. Label 0 means that any of them may move next, so it is where a reply begins.
    Where they are `transitive` there is no other; else label k means that the k-th of them moved last.
    """

    count: int
    movers: Sequence[Arcs]
    transitive: bool

    @property
    def labels(self) -> range:
        """Return the labels."""
        return range(1 if self.transitive else len(self.movers) + 1)

    def steps(self, mover: int) -> tuple[int, list[int]]:
        """Return the label to which moves of a mover lead, and those from which it may move; movers count from 1."""
        after = 0 if self.transitive else mover
        return after, [label for label in self.labels if label == 0 or label != mover]

    @cached_property
    def into(self) -> Arcs:
        """Return the moves between nodes by the node in which they end."""
        end, begin = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for mover, arcs in enumerate(self.movers, 1):
            after, before = self.steps(mover)
            for label in before:
                end.append(arcs.to + np.int64(after * self.count))
                begin.append(arcs.origin + np.int64(label * self.count))
        ends = np.concatenate(end)
        first = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=len(self.labels) * self.count))))
        return Arcs(first.astype(np.int64), np.concatenate(begin)[np.argsort(ends, kind="stable")])


def least(sequences: Replies, value: Ints) -> Ints:
    """Return, for each state, the least value among itself and all that the sequences can reach from it.

    `value` holds one whole number a state.
    """
    worth = np.tile(value, (len(sequences.labels), 1))
    found = worth if _swept(sequences, worth) else _searched(sequences.into, worth.ravel())
    return found.ravel()[: sequences.count]


def _swept(sequences: Replies, worth: Ints) -> bool:
    """Lower the worth of nodes, `worth[label, state]`, by one move of each mover in turn; return whether that ended."""
    turns = [(*sequences.steps(mover), arcs) for mover, arcs in enumerate(sequences.movers, 1)]
    busy = [np.flatnonzero(np.diff(arcs.first)) for arcs in sequences.movers]
    still = 0
    for turn in range(SWEEPS * len(turns)):
        after, before, arcs = turns[turn % len(turns)]
        here = busy[turn % len(turns)]
        still += 1
        if here.size:
            least_ahead = np.minimum.reduceat(worth[after].take(arcs.to), arcs.first[here])
            for label in before:
                lower = least_ahead < worth[label].take(here)
                if lower.any():
                    worth[label, here[lower]] = least_ahead[lower]
                    still = 0
        if still >= len(turns):
            return True
    return not turns


def _searched(into: Arcs, worth: Ints) -> Ints:
    """Return, for each node, the least worth among itself and all that can be reached from it."""
    result = worth.copy()
    reached = np.full(len(worth), -1, dtype=np.int64)
    waiting = np.argsort(worth, kind="stable")
    while waiting.size:
        here = worth[waiting[0]]
        frontier = waiting[: np.searchsorted(worth[waiting], here, side="right")]
        while frontier.size:
            reached[frontier] = 1
            result[frontier] = here
            before = into.ends(frontier)
            frontier = _once(before[reached[before] < 0], reached)
        waiting = waiting[reached[waiting] < 0]
    return result


def _once(nodes: Ints, scratch: Ints) -> Ints:
    """Return the nodes without repeats; `scratch` is used for the nodes' places and is overwritten there."""
    scratch[nodes] = -2 - np.arange(len(nodes))
    first: Ints = nodes[scratch[nodes] == -2 - np.arange(len(nodes))]
    return first
