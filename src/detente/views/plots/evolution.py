"""The likeliest ways that play can take from the status quo, as a tree: the wider a line, the likelier its move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.answers.analysis import Leg
from detente.answers.evolution import Evolution, Way
from detente.answers.moves import Move
from detente.views import wording
from detente.views.chances import percent
from detente.views.phrases import counted, plain
from detente.views.plots.style import BLACK, SKY, nothing, spec, wrapped

VERB = "evolve"

MOST = 12
"""Ways that are drawn."""

STEP, LINE, WIDE = 210, 46, 18
"""Points between a state and the next, between one way and the next, and across the line of a move that is sure."""

BEND = 0.2
"""Where a line bends, as part of the step."""

Row = dict[str, Any]

Key = tuple[Leg, ...]
"""The moves that lead to a place in the tree."""


@dataclass
class Node:
    """A state on some of the ways, after the same moves; `line` is how far down it is drawn."""

    depth: int
    share: float
    label: str
    before: Key | None
    line: float = 0.0


def draw(found: Evolution) -> Row:
    """Return the likeliest ways of play as a tree."""
    title = f"{found.title}: how play is likely to go"
    ways = found.ways[:MOST]
    if not ways or found.reached == 1:
        return nothing(title, "Nobody moves from the status quo." if ways else "No paths were asked for.")
    nodes = tree(ways)
    ends = [_end(found, way, line) for line, way in enumerate(in_order(ways))]
    told = "; ".join(
        f"{percent(way.chance, 1)} {plain(wording.path_short(way.moves))}, to {_name(found, way)}" for way in ways
    )
    together = sum(way.chance for way in ways)
    deepest = max(node.depth for node in nodes.values())
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, deepest + 0.9], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [len(ways) - 0.5, -0.6], "nice": False}}

    def at(across: str, down: str) -> Row:
        return {"x": {"field": across, **x}, "y": {"field": down, **y}}

    def text(values: Sequence[Row], align: str, dx: int, dy: int) -> Row:
        mark = {"type": "text", "align": align, "dx": dx, "dy": dy, "fontSize": 12, "color": BLACK}
        return {"data": {"values": values}, "mark": mark, "encoding": {**at("x", "y"), "text": {"field": "label"}}}

    def points(values: Sequence[Row], shape: str, fill: str) -> Row:
        mark = {"type": "point", "shape": shape, "size": 80, "fill": fill, "stroke": BLACK, "opacity": 1}
        return {"data": {"values": values}, "mark": mark, "encoding": at("x", "y")}

    moves = [_line(node, nodes) for node in nodes.values() if node.before is not None]
    met = [{"x": node.depth, "y": node.line} for key, node in nodes.items() if key not in {_key(way) for way in ways}]
    width = {"type": "quantitative", "legend": None, "scale": {"domain": [0, 1], "range": [1, WIDE]}}
    return spec(
        wrapped(title).split("\n"),
        f"{title}. {told}.",
        [
            f"{counted(len(ways), 'way')}, together {percent(together, 1)} of all; the chances assume who moves when",
            "open circle: on the way · full circle: at rest · square: goes round for ever",
        ],
        width=round(STEP * (deepest + 0.9)),
        height=LINE * len(ways),
        layer=[
            *(
                {
                    "data": {"values": moves},
                    "mark": {"type": "rule", "color": SKY, "strokeCap": "round"},
                    "encoding": {**at(*begin), "x2": {"field": end[0]}, "y2": {"field": end[1]},
                                 "strokeWidth": {"field": "share", **width}},
                }
                for begin, end in ((("x", "y"), ("bend", "y2")), (("bend", "y2"), ("x2", "y2")))
            ),
            text([{"x": (one["bend"] + one["x2"]) / 2, "y": one["y2"], "label": one["label"]} for one in moves],
                 "center", 0, -15),
            points(met, "circle", "white"),
            points([end for end in ends if not end["round"]], "circle", BLACK),
            points([end for end in ends if end["round"]], "square", BLACK),
            text(ends, "left", 12, 0),
        ],
    )  # fmt: skip


def _key(way: Way) -> Key:
    return tuple(way.moves.legs)


def in_order(ways: Sequence[Way]) -> list[Way]:
    """Return the ways so that those which begin alike lie together, the likeliest first."""
    first = {
        _key(way)[:depth]: place
        for place, way in reversed(list(enumerate(ways)))
        for depth in range(len(way.moves) + 1)
    }
    return sorted(ways, key=lambda way: [first[_key(way)[:depth]] for depth in range(len(way.moves) + 1)])


def tree(ways: Sequence[Way]) -> dict[Key, Node]:
    """Return the tree by the moves that lead to each node; a node has the chance of the ways through it."""
    nodes: dict[Key, Node] = {}
    through: dict[Key, list[int]] = {}
    for line, way in enumerate(in_order(ways)):
        key = _key(way)
        for depth in range(len(key) + 1):
            label = _said(way.moves[depth - 1]) if depth else ""
            node = nodes.setdefault(key[:depth], Node(depth, 0.0, label, key[: depth - 1] if depth else None))
            node.share += way.chance
            through.setdefault(key[:depth], []).append(line)
    for key, node in nodes.items():
        node.line = sum(through[key]) / len(through[key])
    return nodes


def _said(move: Move) -> str:
    return plain(wording.path_short([move]))


def _line(node: Node, nodes: Mapping[Key, Node]) -> Row:
    """Return a line that leaves the state before, bends, and goes on level to where its move leads."""
    before = nodes[node.before or ()]
    return {
        "x": before.depth, "y": before.line, "bend": before.depth + BEND, "x2": node.depth, "y2": node.line,
        "share": node.share, "label": node.label,
    }  # fmt: skip


def _end(found: Evolution, way: Way, line: int) -> Row:
    said = f"{_name(found, way)}: {percent(way.chance, 1)}"
    return {"x": len(way.moves), "y": line, "round": way.round, "label": said}


def _name(found: Evolution, way: Way) -> str:
    return plain(wording.state_name(found.scenario, way.ends))
