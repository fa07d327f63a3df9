"""The map of moves: states, or groups of them, at their places, with the moves between them.

A state has its place by the values of its options, some of which count from left to right and the others from top to
bottom, so that equal moves run in parallel and states never lie on one another. Where the states are too many to be
drawn they are put together by some of their options, or only those near one state are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from detente.answers.analysis import Analysis
from detente.answers.naming import find_state
from detente.answers.run import Run, one_of
from detente.engine.board import Arcs, Ints
from detente.engine.improvements import Tempting
from detente.views.objects.parts.base import Told
from detente.workbench.complaints import complain
from detente.workbench.questions import Among

MOST_SPOTS = 2_500
"""States, or groups of them, that are drawn."""

MOST_ARCS = 30_000
"""Moves, or groups of them, that are drawn."""

MOST_STATES = 400_000
"""States that are put together."""

GROUPS = 300
"""Groups that are made where nothing is said about which."""

MOST_STEPS = 3
"""Moves by which states may be away from the one they are shown around."""

STRONGER: dict[Among, tuple[Among, ...]] = {
    "moves": ("improvements", "undeterred"),
    "improvements": ("undeterred",),
    "undeterred": (),
}
"""Which moves are stronger than those of a kind, by one each."""


class Spot(Told):
    """A state, or a group of states, at its place; `kind` is the best that holds in it."""

    state: int = Field(description="the state, or the first one of the group")
    size: int
    label: str = Field(description="what the group has in common; the number of a single state")
    x: float
    y: float
    kind: Literal["prospect", "holds", "passing"]
    holding: int = Field(description="in how many of its states everybody stays")
    stays: int = Field(description="how many actors stay; the most in a group")
    start: bool


class Map(Told):
    """Spots, and moves between them as (from, to, actor, strength, how many): places of spots and actors from 0.

    The strength is 2 for a move that nothing deters, 1 for another improvement, 0 for a move that is none.
    """

    concept: str
    actors: list[str]
    options: list[str] = Field(description="by which states can be put together")
    by: list[str] = Field(description="by which they are")
    around: int | None
    steps: int
    moves: Among
    across: list[str] = Field(description="the options that count from left to right, the outermost first")
    down: list[str]
    states: int = Field(description="how many there are in all")
    shown: int = Field(description="how many of them lie in the spots")
    spots: list[Spot]
    arcs: list[tuple[int, int, int, int, int]]
    left_out: int = Field(description="moves, or groups of them, that are not drawn")


class Wanted(Told):
    """What is to be drawn: all states, put together `by` options, or those so many `steps` `around` a state."""

    around: str = ""
    steps: int = 1
    by: list[str] = Field(default_factory=list)
    moves: Among = "improvements"


@dataclass(frozen=True, eq=False)
class _Group:
    """Which states are shown, and for each in which spot it lies."""

    states: Ints
    spot: Ints
    by: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many spots there are."""
        return int(self.spot.max()) + 1 if len(self.spot) else 0

    @property
    def first(self) -> Ints:
        """Return the place of the first state of each spot, among those shown."""
        found: Ints = np.unique(self.spot, return_index=True)[1]
        return found


def pack_map(run: Run, found: Analysis, wanted: Wanted) -> Map:
    """Return the map asked for.

    Raises QuestionError for a state or an option that there is not, WorkbenchError where too much would be drawn.
    """
    around = find_state(run, wanted.around) if wanted.around else None
    group = _near(run, around, wanted) if around is not None else _grouped(run, wanted)
    axes = _axes(run, group)
    x, y = _places(run, group, axes)
    arcs, left_out = _arcs(run, group, wanted.moves)
    return Map(
        concept=found.lead,
        actors=list(run.conflict.actors),
        options=[one.id for one in run.conflict.options],
        by=list(group.by),
        around=None if around is None else around + 1,
        steps=wanted.steps,
        moves=wanted.moves,
        across=axes[0],
        down=axes[1],
        states=run.board.count,
        shown=len(group.states),
        spots=_spots(run, found, group, x, y),
        arcs=arcs,
        left_out=left_out,
    )


# ------------------------------------------------------------ which states, in which spots


def _near(run: Run, place: int, wanted: Wanted) -> _Group:
    """Return the states to which moves lead from one, up to so many that can be drawn."""
    met, frontier = np.array([place]), np.array([place])
    for _ in range(min(wanted.steps, MOST_STEPS)):
        ends = np.unique(np.concatenate([rows.to for rows in _moves(run, wanted.moves, frontier)]))
        frontier = np.setdiff1d(ends, met)[: MOST_SPOTS - len(met)]
        met = np.concatenate([met, frontier])
        if not frontier.size:
            break
    states = np.sort(met)
    return _Group(states, np.arange(len(states)), ())


def _grouped(run: Run, wanted: Wanted) -> _Group:
    """Return all states, put together by options where that is asked for, or where they are too many."""
    states = np.arange(run.board.count)
    names = [one.id for one in run.conflict.options]
    by = [one_of("option", name, names) for name in wanted.by]
    if not by and len(states) <= MOST_SPOTS:
        return _Group(states, states, ())
    if len(states) > MOST_STATES:
        raise complain(
            "no-graph",
            f"{len(states):,} states are too many for a map",
            f"Up to {MOST_STATES:,} are put together.",
            "Look around one state instead.",
        )
    by = by or _leading(run)
    code = np.unique(_code(run, states, by), return_inverse=True)[1].ravel()
    group = _Group(states, code, tuple(by))
    if group.count > MOST_SPOTS:
        raise complain(
            "no-graph",
            f"states put together by {', '.join(by)} make {group.count:,} groups",
            f"At most {MOST_SPOTS:,} are drawn.",
            "Name fewer options, or look around one state.",
        )
    return group


def _leading(run: Run) -> list[str]:
    """Return the first options of the file that together do not make too many groups; one at least."""
    found: list[str] = []
    size = 1
    for one in run.conflict.options:
        size *= len(one.values)
        if found and size > GROUPS:
            break
        found.append(one.id)
    return found


def _code(run: Run, states: Ints, options: Sequence[str]) -> NDArray[np.int64]:
    """Return one number for the values that states have of some options, the first of which changes slowest."""
    code = np.zeros(len(states), dtype=np.int64)
    for name in options:
        size = next(len(one.values) for one in run.conflict.options if one.id == name)
        code = code * size + run.states.positions(name)[states]
    return code


# ------------------------------------------------------------ where they lie


def _axes(run: Run, group: _Group) -> tuple[list[str], list[str]]:
    """Return the options by which spots differ, dealt out so that the two directions are about as long."""
    firsts = group.states[group.first]
    sizes = {one.id: len(np.unique(run.states.positions(one.id)[firsts])) for one in run.conflict.options}
    differing = [name for name in group.by or sizes if sizes[name] > 1]
    across: list[str] = []
    down: list[str] = []
    wide = high = 1
    for name in sorted(differing, key=lambda one: -sizes[one]):
        if wide <= high:
            across.append(name)
            wide *= sizes[name]
        else:
            down.append(name)
            high *= sizes[name]
    return [name for name in differing if name in across], [name for name in differing if name in down]


def _places(run: Run, group: _Group, axes: tuple[list[str], list[str]]) -> tuple[list[float], list[float]]:
    """Return where spots lie, in steps; states by one name only lie on a circle."""
    firsts = group.states[group.first]
    if not axes[1] and len(firsts) > 3:
        radius = len(firsts) / 6
        turns = [2 * pi * place / len(firsts) - pi / 2 for place in range(len(firsts))]
        return [radius * (1 + cos(turn)) for turn in turns], [radius * (1 + sin(turn)) for turn in turns]
    x, y = (_along(run, firsts, options) for options in axes)
    return x, y


def _along(run: Run, firsts: Ints, options: Sequence[str]) -> list[float]:
    """Return places along one direction; where the outermost option changes there is a wider gap."""
    if not options:
        return [0.0] * len(firsts)
    codes, at = np.unique(_code(run, firsts, options), return_inverse=True)
    outer = _code(run, firsts, options[:1])
    block = np.zeros(len(codes), dtype=np.int64)
    block[at.ravel()] = outer
    steps = 1.0 + 0.6 * (np.diff(block, prepend=block[:1]) != 0)
    place = np.cumsum(steps) - 1.0
    return [round(float(one), 2) for one in place[at.ravel()]]


# ------------------------------------------------------------ what they are


def _spots(run: Run, found: Analysis, group: _Group, x: Sequence[float], y: Sequence[float]) -> list[Spot]:
    count = found.states.board.count
    holding = np.bincount(group.spot, found.held.equilibria.by_state(count)[group.states]).astype(int)
    marks = np.zeros(count, dtype=np.bool_)
    if found.held.prospects is not None:
        marks[found.held.prospects.places] = True
    resting = np.bincount(group.spot, marks[group.states]) > 0
    stays = np.sum([one.by_state(count)[group.states] for one in found.held.stable.values()], axis=0, dtype=np.int64)
    most = np.zeros(group.count, dtype=np.int64)
    np.maximum.at(most, group.spot, stays)
    sizes, firsts = np.bincount(group.spot), group.states[group.first]
    start = np.flatnonzero(group.states == run.board.start)
    home = int(group.spot[start[0]]) if start.size else -1
    return [
        Spot(
            state=int(firsts[place]) + 1,
            size=int(sizes[place]),
            label=_label(run, int(firsts[place]), group.by),
            x=x[place],
            y=y[place],
            kind="prospect" if resting[place] else "holds" if holding[place] else "passing",
            holding=int(holding[place]),
            stays=int(most[place]),
            start=place == home,
        )
        for place in range(group.count)
    ]


def _label(run: Run, state: int, by: Sequence[str]) -> str:
    if not by:
        return str(state + 1)
    values = run.states[state].values
    return ", ".join(f"{name} = {values[name]}" for name in by)


# ------------------------------------------------------------ which moves


def _moves(run: Run, among: Among, states: Ints) -> list[Arcs]:
    """Return each actor's moves of a kind from some states."""
    if among == "undeterred":
        return [moves.rows(states) for moves in run.verdicts().undeterred]
    return [Tempting(run.board, among, actor).rows(states) for actor in run.board.actors]


def _arcs(run: Run, group: _Group, among: Among) -> tuple[list[tuple[int, int, int, int, int]], int]:
    """Return the moves between spots, the strongest first, and how many are left out; those within one are none."""
    spot = np.full(run.board.count, -1, dtype=np.int64)
    spot[group.states] = group.spot
    actors, count = len(run.conflict.actors), group.count
    beside = [_moves(run, kind, group.states) for kind in STRONGER[among]]
    codes: list[NDArray[np.int64]] = []
    strengths: list[NDArray[np.int64]] = []
    for actor, rows in enumerate(_moves(run, among, group.states)):
        ends = spot[group.states[rows.origin]], spot[rows.to]
        strength = np.full(len(rows), 2 - len(beside))
        for stronger in beside:
            strength += _among(rows, stronger[actor], group.states, run.board.count)
        told = (ends[1] >= 0) & (ends[0] != ends[1])
        codes.append(((ends[0] * count + ends[1]) * actors + actor)[told])
        strengths.append(strength[told])
    return _counted(np.concatenate(codes), np.concatenate(strengths), count, actors)


def _counted(
    codes: NDArray[np.int64], strengths: NDArray[np.int64], count: int, actors: int
) -> tuple[list[tuple[int, int, int, int, int]], int]:
    """Return moves that are alike as one, as strong as the strongest of them, and how many are left out."""
    alike, at, many = np.unique(codes, return_inverse=True, return_counts=True)
    strongest = np.zeros(len(alike), dtype=np.int64)
    np.maximum.at(strongest, at.ravel(), strengths)
    order = np.argsort(-strongest, kind="stable")[:MOST_ARCS]
    ends, actor = np.divmod(alike[order], actors)
    columns = (*np.divmod(ends, count), actor, strongest[order], many[order])
    rows = zip(*(one.tolist() for one in columns), strict=True)
    return [(a, b, who, strength, number) for a, b, who, strength, number in rows], len(alike) - len(order)


def _among(rows: Arcs, some: Arcs, states: Ints, count: int) -> NDArray[np.bool_]:
    """Return which moves are among some others from the same states."""
    keys = [states[one.origin].astype(np.int64) * count + one.to for one in (rows, some)]
    return np.isin(keys[0], keys[1])
