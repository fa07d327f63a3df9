"""Reach: the least value that others can bring about by legal sequences of their moves.

In a legal sequence no actor moves twice running. Where two moves of an actor running always come to one (or lead
back), such sequences reach what plain chains of moves reach, and states alone are searched. Otherwise the search
runs over pairs (last mover, state), which is exact for any moves.

The search takes values in ascending order and goes backwards from the states that have them; what it reaches has
that value as its least, because all that can reach a lower one was visited before. Each arc is looked at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.engine.board import Arcs, Ints


@dataclass(frozen=True, eq=False)
class Replies:
    """Sequences of some actors' moves, as a graph to be searched backwards.

    Nodes are `label * count + state`. Label 0 means that any of them may move next, so it is where a reply
    begins; with more labels, label k means that the k-th of them moved last. `into` holds the arcs by end.
    """

    count: int
    labels: int
    into: Arcs


def replies(backward: Mapping[int, Arcs], count: int, transitive: bool) -> Replies:
    """Return the legal sequences of the actors given, by their arcs turned backwards.

    `transitive` says that for each of them two moves running come to one, so that labels are not needed.
    """
    movers = list(backward.values())
    if transitive or not movers:
        into = [np.repeat(np.arange(count), np.diff(arcs.first)) for arcs in movers]
        end = np.concatenate([*into, np.zeros(0, dtype=np.int64)])
        begin = np.concatenate([*(arcs.to for arcs in movers), np.zeros(0, dtype=np.int64)])
        order = np.argsort(end, kind="stable")
        return Replies(count, 1, Arcs(_starts(np.bincount(end, minlength=count)), begin[order]))
    labels = len(movers) + 1
    sizes, begins = [np.zeros(count, dtype=np.int64)], []
    for mover, arcs in enumerate(movers, 1):
        before = np.array([label for label in range(labels) if label != mover]) * count
        sizes.append(np.diff(arcs.first) * len(before))
        begins.append((arcs.to[:, None] + before).ravel())
    return Replies(count, labels, Arcs(_starts(np.concatenate(sizes)), np.concatenate(begins)))


def _starts(sizes: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def least(sequences: Replies, value: Ints) -> Ints:
    """Return, for each state, the least value among itself and all that the sequences can reach from it.

    `value` holds one whole number a state.
    """
    worth = np.tile(value, sequences.labels)
    result = worth.copy()
    reached = np.full(len(worth), -1, dtype=np.int64)
    waiting = np.argsort(worth, kind="stable")
    while waiting.size:
        here = worth[waiting[0]]
        frontier = waiting[: np.searchsorted(worth[waiting], here, side="right")]
        while frontier.size:
            reached[frontier] = 1
            result[frontier] = here
            before = sequences.into.ends(frontier).astype(np.int64)
            before = before[reached[before] < 0]
            frontier = _once(before, reached)
        waiting = waiting[reached[waiting] < 0]
    return result[: sequences.count]


def _once(nodes: Ints, scratch: Ints) -> Ints:
    """Return the nodes without repeats; `scratch` is used for the nodes' places and is overwritten there."""
    scratch[nodes] = -2 - np.arange(len(nodes))
    first: Ints = nodes[scratch[nodes] == -2 - np.arange(len(nodes))]
    return first
