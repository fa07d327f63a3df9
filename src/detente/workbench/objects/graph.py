"""The graph of moves around a state, laid out: who would leave it for where, and what answers that.

Columns go from left to right: the state, where moves lead, where replies lead. Every node and arc is told in words as
well, so that a table can stand beside the picture. The layout hangs on nothing but the answer.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.answers.explanation import Considered, Explanation
from detente.answers.moves import Move
from detente.views.objects.parts.base import Told

WIDE, HIGH = 210, 66
"""How far columns and rows are apart, in pixels."""

MOST = 40
"""Moves that are drawn."""


class Node(Told):
    """A state, at its place; `state` is null where it exists only in what an actor believes."""

    key: str
    state: int | None
    label: str
    x: int
    y: int
    start: bool = Field(description="whether it is the state asked about")


class Arc(Told):
    """A move, or a reply to one; `kind` says whether the move is deterred, free or would come anyway."""

    origin: str
    to: str
    actor: str
    kind: Literal["deterred", "free", "pointless", "reply"]
    changes: str


class Graph(Told):
    """A state with the moves that its actors consider and the replies that answer them."""

    state: int
    equilibrium: bool
    width: int
    height: int
    nodes: list[Node]
    arcs: list[Arc]
    left_out: int = Field(description="how many moves are not drawn")


KINDS: dict[str, Literal["deterred", "free", "pointless"]] = {
    "punished": "deterred",
    "unpunished": "free",
    "uncaused": "pointless",
}


def pack_graph(found: Explanation) -> Graph:
    """Return the graph around the state that is explained."""
    considered = [one for stance in found.stances for one in stance.considered]
    shown = considered[:MOST]
    drawing = _Drawing(str(found.state.number))
    for one in shown:
        drawing.add(one)
    return Graph(
        state=found.state.number,
        equilibrium=found.equilibrium,
        width=drawing.width,
        height=drawing.height,
        nodes=drawing.nodes(),
        arcs=list(drawing.arcs.values()),
        left_out=len(considered) - len(shown),
    )


class _Drawing:
    """Nodes by column in the order in which they are met, and arcs without doubles."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.column = {home: 0}
        self.arcs: dict[tuple[str, str, str, str], Arc] = {}

    def add(self, one: Considered) -> None:
        """Draw a move and its replies."""
        here = self._arc(self.home, one.move, KINDS[one.fate])
        for reply in one.replies:
            here = self._arc(here, reply, "reply")

    def _arc(self, origin: str, move: Move, kind: Literal["deterred", "free", "pointless", "reply"]) -> str:
        told = ", ".join(f"{change.option} = {change.after}" for change in move.changes)
        # Where an actor's belief has no number for it, a state is known by where it was met.
        to = str(move.to) if move.to is not None else f"{origin}/{move.actor}/{told}"
        if to not in self.column:
            self.column[to] = self.column[origin] + 1
        self.arcs.setdefault(
            (origin, to, move.actor, kind), Arc(origin=origin, to=to, actor=move.actor, kind=kind, changes=told)
        )
        return to

    @property
    def width(self) -> int:
        """Return how wide the picture is."""
        return WIDE * (max(self.column.values()) + 1)

    @property
    def height(self) -> int:
        """Return how high the picture is."""
        columns = list(self.column.values())
        return HIGH * max(columns.count(one) for one in columns)

    def nodes(self) -> list[Node]:
        """Return every node at its place: each column is spread over the whole height."""
        found = []
        for column in sorted(set(self.column.values())):
            keys = [key for key, one in self.column.items() if one == column]
            step = self.height / len(keys)
            for row, key in enumerate(keys):
                state = int(key) if key.isdigit() else None
                found.append(
                    Node(
                        key=key,
                        state=state,
                        label="believed" if state is None else str(state),
                        x=WIDE * column + WIDE // 3,
                        y=round(step * (row + 0.5)),
                        start=key == self.home,
                    )
                )
        return found
