"""The evolution tree: the likeliest ways of play from the status quo, laid out to be drawn and listed.

Columns go from left to right by the number of moves; ways that begin alike lie together. The numbers are those of
`evolve`, and the tree is that of its picture.
"""

from __future__ import annotations

from pydantic import Field

from detente.answers.evolution import Evolution
from detente.answers.moves import Move
from detente.views import wording
from detente.views.objects.parts.base import Told
from detente.views.plots.evolution import Key, Node, in_order, tree
from detente.workbench.objects.pages import Blocks, Words, pack_words

WIDE, HIGH = 210, 46
"""How far columns and lines are apart, in pixels."""


class Place(Told):
    """A state on some of the ways, after the same moves; `share` is the chance of the ways through it."""

    key: int
    before: int | None = Field(description="the place from which the move leads here; null at the status quo")
    state: int
    move: list[Words] = Field(description="the move that leads here; empty at the status quo")
    share: float
    x: int
    y: int
    rests: bool = Field(description="whether play comes to rest here")
    round: bool = Field(description="whether play goes round for ever from here")


class Course(Told):
    """One way, in words, and its chance."""

    chance: float
    ends: int
    round: bool
    steps: list[list[Words]]


class Tree(Told):
    """The likeliest ways of play, and all that `evolve` says of them."""

    status_quo: int
    told: float = Field(description="the chance of all ways that are drawn, together")
    rested: float
    width: int
    height: int
    places: list[Place]
    ways: list[Course]
    page: Blocks


def pack_tree(found: Evolution, page: Blocks) -> Tree:
    """Return the ways that an evolution tells as a tree."""
    nodes = tree(found.ways) if found.ways else {}
    keys = {key: place for place, key in enumerate(nodes)}
    ends = {tuple(way.moves.legs): way.round for way in found.ways}
    deepest = max((one.depth for one in nodes.values()), default=0)
    return Tree(
        status_quo=found.status_quo.number,
        told=sum(way.chance for way in found.ways),
        rested=found.rested,
        width=WIDE * (deepest + 1),
        height=HIGH * max(1, len(found.ways)),
        places=[_place(found, key, node, keys, ends) for key, node in nodes.items()],
        ways=[
            Course(chance=way.chance, ends=way.ends, round=way.round, steps=[_said(move) for move in way.moves])
            for way in in_order(found.ways)
        ],
        page=page,
    )


def _place(found: Evolution, key: Key, node: Node, keys: dict[Key, int], ends: dict[Key, bool]) -> Place:
    way = next(one for one in found.ways if tuple(one.moves.legs)[: len(key)] == key)
    return Place(
        key=keys[key],
        before=None if node.before is None else keys[node.before],
        state=key[-1][2] + 1 if key else found.status_quo.number,
        move=_said(way.moves[len(key) - 1]) if key else [],
        share=node.share,
        x=WIDE * node.depth + 40,
        y=round(HIGH * (node.line + 0.5)),
        rests=ends.get(key) is False,
        round=ends.get(key) is True,
    )


def _said(move: Move) -> list[Words]:
    return pack_words(wording.path_short([move]))
