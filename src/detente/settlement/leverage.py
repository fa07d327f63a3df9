"""Leverage: what each option and each circumstance changes, by what would be otherwise if it were out of hands.

An option is locked at the value that it has at the start (the conflict *without* it), then at each of its others; a
circumstance is set to each value that it has not. Of each such what-if the same is asked as of the scenario as it is:
which states hold, where play comes to rest, how the outcomes asked about fare there, and who can agree on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.conflict import STATE, find_variant, world
from detente.engine.board import Bools, Values
from detente.engine.progress import Progress, silent, within
from detente.engine.stability import Concept
from detente.errors import ConflictError, Problem
from detente.grounds.agreement import agreeable
from detente.grounds.ground import Facts, Ground, Grounds
from detente.grounds.together import solve
from detente.scenario import model
from detente.scenario.expression import Expression, given
from detente.scenario.model import Scenario, Variant

Kind = Literal["option", "circumstance"]
Share = Literal["every", "some", "no"]
"""Which of the prospects are in an outcome; `every` is said of one prospect too, `no` where there is none."""

Pair = tuple[int, ...]
"""Actors by place who may agree, in the order in which they were named."""


@dataclass(frozen=True)
class Lever:
    """A what-if: an option locked, or a circumstance set, at a value.

    `without` says of an option that it is the value that it has at the start, so that it is as if its owner had it not.
    """

    kind: Kind
    name: str
    value: str
    without: bool = False


@dataclass(frozen=True)
class Fare:
    """How an outcome fares: which of the prospects are in it (None: the status quo is unknown), how many states hold.

    `agreed` are the pairs that can agree on it.
    """

    share: Share | None
    holding: int
    agreed: tuple[Pair, ...]

    def apart(self, other: Fare) -> int:
        """Return in how many answers two fares differ; how many states hold counts only as none or some."""
        return (
            (self.share != other.share)
            + ((self.holding > 0) != (other.holding > 0))
            + len(set(self.agreed) ^ set(other.agreed))
        )


@dataclass(frozen=True, eq=False)
class Picture:
    """What is asked of the scenario in one what-if: how each outcome fares, and which states are told of.

    `prospects` (None: the status quo is unknown) and `equilibria` are rows of values, a column for each option.
    """

    prospects: Values | None
    equilibria: Values
    fares: tuple[Fare, ...]


@dataclass(frozen=True, eq=False)
class Effect:
    """What a lever changes; `picture` is None where it makes no conflict, and `impossible` says why not.

    `apart` counts for each outcome the answers about it that are otherwise. Of prospects and equilibria it is counted
    how many are gone and how many are new; states that differ in the lever's own option only count as the same.
    """

    lever: Lever
    picture: Picture | None
    impossible: Problem | None = None
    apart: tuple[int, ...] = ()
    prospects: tuple[int, int] = (0, 0)
    equilibria: tuple[int, int] = (0, 0)

    @property
    def changes(self) -> bool:
        """Return whether it changes anything."""
        return any(self.apart) or any(self.prospects) or any(self.equilibria)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return how much it changes: first answers about outcomes, then prospects, then states that hold."""
        return sum(self.apart), sum(self.prospects), sum(self.equilibria)


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked of every what-if: about which outcomes, which pairs may agree on them, under which concept."""

    scenario: Scenario
    outcomes: tuple[Expression, ...]
    pairs: tuple[Pair, ...]
    concept: Concept


@dataclass(frozen=True, eq=False)
class Levers:
    """All what-ifs of a scenario: its levers, with the variant of `grounds` in which each is pulled.

    `base` is the variant as it is.
    """

    grounds: Grounds
    base: str | None
    variants: Mapping[Lever, str]


def levers(scenario: Scenario, variant: str | None = None, beliefs: bool | None = None) -> Levers:
    """Return every what-if of a scenario in a variant; what the variant locks is not tried.

    Raises QuestionError where there is no such variant.
    """
    own = find_variant(scenario, variant) if variant is not None else _nothing(scenario)
    variants = {lever: _named(lever) for lever in _levers(scenario, own)}
    more = {name: _pulled(own, lever, name) for lever, name in variants.items()}
    widened = replace(scenario, variants={**scenario.variants, **more})
    return Levers(Grounds(widened, beliefs), variant, variants)


def _nothing(scenario: Scenario) -> Variant:
    return Variant("", None, {}, {}, {}, (), model.Grounds(), next(iter(scenario.actors.values())).place)


def _levers(scenario: Scenario, own: Variant) -> Iterator[Lever]:
    for option in scenario.options.values():
        if option.id in own.lock:
            continue
        start = own.start.get(option.id, None if scenario.start_unknown and not own.start else option.start)
        for value in sorted(option.values, key=lambda one: one != start):
            yield Lever("option", option.id, value, value == start)
    now = world(scenario) | dict(own.set)
    for circumstance in scenario.circumstances.values():
        yield from (
            Lever("circumstance", circumstance.id, value)
            for value in circumstance.values
            if value != now[circumstance.id]
        )


def _named(lever: Lever) -> str:
    """Return the name of the variant in which a lever is pulled; a file can have none that is spelt so."""
    return f"{lever.name}: {lever.value}"


def _pulled(own: Variant, lever: Lever, name: str) -> Variant:
    if lever.kind == "circumstance":
        return replace(own, id=name, set={**own.set, lever.name: lever.value})
    start = {option: value for option, value in own.start.items() if option != lever.name}
    return replace(own, id=name, start=start, lock={**own.lock, lever.name: lever.value})


# ------------------------------------------------------------ in the world as it is now


def pictured(asked: Question, ground: Ground, facts: Facts) -> Picture:
    """Return what is asked of a ground in a world."""
    equilibria, board = ground.equilibria(asked.concept), ground.layout.board
    prospects = ground.rested(asked.concept).prospects if ground.start >= 0 else None
    agreed = [agreeable(ground, pair, asked.concept) if ground.start >= 0 else equilibria[:0] for pair in asked.pairs]
    fares = []
    for outcome in asked.outcomes:
        inside = ground.layout.where(given(outcome, facts))
        can = tuple(pair for pair, states in zip(asked.pairs, agreed, strict=True) if inside[states].any())
        share = None if prospects is None else _share(inside[prospects])
        fares.append(Fare(share, int(np.count_nonzero(inside[equilibria])), can))
    rests = None if prospects is None else board.values[prospects]
    return Picture(rests, board.values[equilibria], tuple(fares))


def _share(inside: Bools) -> Share:
    if not inside.any():
        return "no"
    return "every" if inside.all() else "some"


def effects(asked: Question, all_: Levers, base: Picture, progress: Progress = silent) -> tuple[Effect, ...]:
    """Return what each lever changes in the world as it is now, what changes most first."""
    there: dict[Lever, Ground | Problem] = {}
    for place, lever in enumerate(all_.variants):
        progress(f"States and moves with {lever.name} = {lever.value}", place / (3 * len(all_.variants)))
        there[lever] = _pull(all_, lever)
    grounds = [one for one in there.values() if isinstance(one, Ground)]
    started = all(ground.start >= 0 for ground in grounds)
    solve(grounds, [asked.concept], rests=started, stable=True, progress=within(progress, 1, 3))
    found = []
    for place, (lever, ground) in enumerate(there.items()):
        progress(f"What {lever.name} = {lever.value} changes", (2 + place / len(there)) / 3)
        found.append(_effect(asked, all_, lever, ground, base))
    return tuple(sorted(found, key=lambda one: one.weight, reverse=True))


def _pull(all_: Levers, lever: Lever) -> Ground | Problem:
    """Return the ground of a what-if, or what keeps it from being a conflict."""
    try:
        return all_.grounds.at(all_.variants[lever])
    except ConflictError as error:
        return error.problems[0]


def _effect(asked: Question, all_: Levers, lever: Lever, ground: Ground | Problem, base: Picture) -> Effect:
    if isinstance(ground, Problem):
        return Effect(lever, None, ground)
    scenario = all_.grounds.scenario
    found = pictured(asked, ground, world(scenario, all_.variants[lever]))
    apart = tuple(one.apart(was) for one, was in zip(found.fares, base.fares, strict=True))
    names = (STATE,) if scenario.graph_form else tuple(scenario.options)
    besides = [place for place, name in enumerate(names) if name != lever.name]
    rests = _turnover(base.prospects, found.prospects, besides)
    return Effect(lever, found, None, apart, rests, _turnover(base.equilibria, found.equilibria, besides))


def _turnover(before: Values | None, after: Values | None, options: list[int]) -> tuple[int, int]:
    """Return how many states are gone and how many are new, told apart by some options."""
    old, new = (_rows(states, options) for states in (before, after))
    return len(old - new), len(new - old)


def _rows(states: Values | None, options: list[int]) -> set[bytes]:
    if states is None:
        return set()
    return {row.tobytes() for row in np.ascontiguousarray(states[:, options], dtype=np.uint32)}
