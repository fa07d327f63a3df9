"""The picture of play round the status quo: states from left to right by how many moves they are away.

The layout is made here, the same for the same conflict: a level for each number of moves, and within a level an order
in which arcs cross little. Shapes and letters say what a state is, words whose move an arc is; colour says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

from detente.answers.analysis import Analysis
from detente.answers.moves import Move
from detente.answers.ways import MOST, Ways
from detente.views import wording
from detente.views.phrases import counted, plain
from detente.views.report.layout import template
from detente.views.report.parts import Picture

ACROSS, DOWN = 150, 88
"""Distance of levels, and of states of a level."""

MARGIN, RADIUS = 56, 19
SWEEPS = 6
"""How often the order within levels is improved."""

LONGEST = 12
"""Letters of an actor's name beside an arc."""

LABEL = 0.38
"""Where on an arc its words stand, as part of the way: before the middle, where arcs cross."""

FITS = 5
"""Letters of a state's name that fit into its sign."""

Kind = Literal["start", "rest", "both", "round", "passing"]
"""What a state is: the status quo, a prospect, both, part of a cycle, or none of these."""


@dataclass(frozen=True)
class Node:
    """A state in the picture: where its middle is, what it is, what stands in it and below."""

    number: int
    x: float
    y: float
    kind: Kind
    sign: str
    below: str


@dataclass(frozen=True)
class Arc:
    """Moves between two states: the curve, and whose they are, with the place of these words."""

    curve: str
    label: str
    x: float
    y: float


def letters(numbers: Iterable[int]) -> dict[int, str]:
    """Return a letter for each prospect, by the number of its state: A to Z, then AA.

    >>> letters([5403, 7])
    {5403: 'A', 7: 'B'}
    """
    return {number: _letter(place) for place, number in enumerate(numbers)}


def _letter(place: int) -> str:
    more, last = divmod(place, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + last)


def graph(found: Analysis, given: Ways) -> Picture:
    """Return the picture of the ways of play."""
    places = positions(given)
    width = 2 * MARGIN + ACROSS * max(x for x, _ in places.values())
    height = 2 * MARGIN + DOWN * max(y for _, y in places.values())
    at = {number: (MARGIN + ACROSS * x, MARGIN + DOWN * y) for number, (x, y) in places.items()}
    named, round_ = _prospects(found, given), _going_round(found)
    nodes = [_node(found, named, round_, one.number, *at[one.number]) for one in given.states]
    arcs = [_arc(movers, at[ends[0]], at[ends[1]]) for ends, movers in _between(given.moves).items()]
    title = "Play round the status quo"
    description = _described(found, given, named)
    svg = template("graph.svg.jinja").render(
        width=_short(width), height=_short(height), nodes=nodes, arcs=arcs, radius=RADIUS, title=title, text=description
    )
    return Picture("ways", svg, title, description)


# ------------------------------------------------------------ what is seen


def _prospects(found: Analysis, given: Ways) -> dict[int, str]:
    """Return the letters of the prospects among the states that are drawn, by number."""
    drawn = {one.number for one in given.states}
    numbers = [] if found.held.prospects is None else (found.held.prospects.places + 1).tolist()
    return {number: letter for number, letter in letters(numbers).items() if number in drawn}


def _going_round(found: Analysis) -> set[int]:
    """Return the states of the cycles that can be drawn; of more than a picture holds none is."""
    cycles = found.held.cycles or ()
    return {number for cycle in cycles[:MOST] if len(cycle.states) <= MOST for number in cycle.states}


def _node(found: Analysis, named: Mapping[int, str], round_: set[int], number: int, x: float, y: float) -> Node:
    start = found.status_quo is not None and number == found.status_quo.number
    rest = number in named
    kind: Kind = "both" if start and rest else "start" if start else "rest" if rest else "passing"
    kind = "round" if kind == "passing" and number in round_ else kind
    sign = named[number] if rest else "S" if start else ""
    name = _name(found, number)
    inside = not sign and len(name) <= FITS
    return Node(number, x, y, kind, name if inside else sign, "" if inside else name)


def _name(found: Analysis, number: int) -> str:
    """Return what a state is called: its number, or the name that the scenario lists it by."""
    return found.scenario.states[number - 1].id if found.scenario.graph_form else str(number)


def _between(moves: Sequence[Move]) -> Mapping[tuple[int, int], list[str]]:
    """Return who moves from one state to another, by the two states."""
    found: dict[tuple[int, int], list[str]] = {}
    for move in moves:
        who = move.actor if len(move.actor) <= LONGEST else f"{move.actor[: LONGEST - 1]}…"
        found.setdefault((move.origin or 0, move.to or 0), []).append(who)
    return found


def _arc(movers: Sequence[str], begin: tuple[float, float], end: tuple[float, float]) -> Arc:
    """Return a curve from the rim of one state to that of another, bowed to its right so that no two lie on another."""
    (x, y), (to_x, to_y) = begin, end
    away = hypot(to_x - x, to_y - y)
    bow = _bow(abs(to_y - y) / DOWN) if to_x == x else 14.0 if 0 < to_x - x <= ACROSS else 40.0 + 0.15 * away
    bend = ((x + to_x) / 2 - bow * (to_y - y) / away, (y + to_y) / 2 + bow * (to_x - x) / away)
    first, last = _rim(begin, bend, RADIUS + 2), _rim(end, bend, RADIUS + 9)
    before, at, after = (1 - LABEL) ** 2, 2 * LABEL * (1 - LABEL), LABEL**2
    label = tuple(before * a + at * b + after * c for a, b, c in zip(first, bend, last, strict=True))
    points = (first, bend, last)
    numbers = [f"{_short(one)} {_short(other)}" for one, other in points]
    return Arc(f"M{numbers[0]}Q{numbers[1]} {numbers[2]}", "/".join(dict.fromkeys(movers)), *label)


def _bow(steps: float) -> float:
    """Return how far a curve to a state of the same level is bowed, so that it passes by those between."""
    return 28.0 + 44.0 * (steps - 1)


def _rim(middle: tuple[float, float], towards: tuple[float, float], radius: float) -> tuple[float, float]:
    """Return where the line from the middle of a state towards a point leaves its rim."""
    x, y = towards[0] - middle[0], towards[1] - middle[1]
    away = hypot(x, y)
    return middle[0] + radius * x / away, middle[1] + radius * y / away


def _short(number: float) -> str:
    """Return a number with one digit after the point at most."""
    return f"{number:.1f}".removesuffix(".0")


# ------------------------------------------------------------ where it is seen


def positions(given: Ways) -> dict[int, tuple[float, float]]:
    """Return for each state its level, and its place within the level, levels centred on one another."""
    levels: dict[int, list[int]] = {}
    for state, level in zip(given.states, given.levels, strict=True):
        levels.setdefault(level, []).append(state.number)
    near: dict[int, set[int]] = {state.number: set() for state in given.states}
    for origin, to in _between(given.moves):
        near[origin].add(to)
        near[to].add(origin)
    place = {number: float(row) for level in levels.values() for row, number in enumerate(level)}
    for sweep in range(SWEEPS):
        for level in sorted(levels, reverse=sweep % 2 == 1):
            beside = level - 1 if sweep % 2 == 0 else level + 1
            among = set(levels.get(beside, ()))
            levels[level].sort(key=lambda one: (_mean(place, near[one] & among, place[one]), one))
            place |= {number: float(row) for row, number in enumerate(levels[level])}
    tallest = max(map(len, levels.values()))
    return {
        number: (float(level), place[number] + (tallest - len(row)) / 2)
        for level, row in levels.items()
        for number in row
    }


def _mean(place: Mapping[int, float], some: Iterable[int], otherwise: float) -> float:
    found = sorted(place[one] for one in some)
    return sum(found) / len(found) if found else otherwise


# ------------------------------------------------------------ in words


def _described(found: Analysis, given: Ways, rests: Mapping[int, str]) -> str:
    """Return in words what is seen."""
    start = found.status_quo.number if found.status_quo else 0
    named = {one.number: _called(found, one.number, start, rests) for one in given.states}
    moves = "; ".join(f"{move.actor} from {named[move.origin or 0]} to {named[move.to or 0]}" for move in given.moves)
    much = f"{counted(len(given.states), 'state')} and {counted(len(given.moves), 'move')}"
    part = "" if given.whole else " Only the shortest ways are drawn."
    return f"{much}, from left to right by the number of moves from the status quo.{part} {moves}."


def _called(found: Analysis, number: int, start: int, rests: Mapping[int, str]) -> str:
    name = plain(wording.state_name(found.scenario, number))
    kinds = ["the status quo"] if number == start else []
    kinds += [f"prospect {rests[number]}"] if number in rests else []
    return f"{name} ({', '.join(kinds)})" if kinds else name
