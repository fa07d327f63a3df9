"""What flips between two ways of writing one conflict: which states hold now and did not, and which claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from detente.answers.analysis import Analysis
from detente.answers.run import Run, State
from detente.arguments.claims import Argument
from detente.arguments.finding import Verdict
from detente.engine.board import Bools, Ints
from detente.engine.states import index
from detente.engine.truth import Table
from detente.scenario.model import Claim

MOST = 12
"""How many states of each kind are told; all are counted."""


class Side:
    """One of the two texts: what holds there, and its claims with their verdicts."""

    def __init__(self, run: Run, analysis: Analysis, like: Side | None = None) -> None:
        """Take a run and its analysis; what a similar text has in common with it is not worked out again."""
        self.analysis = analysis
        layouts = None if like is None else like.argument.grounds.layouts
        self.argument: Argument = Argument(run.scenario, run.lead, run.variant, run.beliefs, layouts)

    @property
    def claims(self) -> dict[str, Claim]:
        """Return the claims by name."""
        return {claim.name: claim for claim in self.argument.scenario.claims}

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """Return the verdict on each claim in the world as it is now, as `claims` tells it."""
        return {name: self.argument.judge(claim).verdict for name, claim in self.claims.items()}


@dataclass(frozen=True)
class Turned:
    """States that hold after and not before (`gained`), and the other way round (`lost`).

    The first are told, those that lie nearest to the status quo; `more` and `fewer` count all. Lost states have the
    numbers that they had before.
    """

    gained: tuple[State, ...]
    lost: tuple[State, ...]
    more: int
    fewer: int

    @property
    def nothing(self) -> bool:
        """Return whether nothing has turned."""
        return not self.more and not self.fewer


@dataclass(frozen=True)
class Flipped:
    """A claim whose verdict differs; None where it is not there. `reworded` says that its test is another too."""

    name: str
    says: str
    before: Verdict | None
    after: Verdict | None
    reworded: bool


@dataclass(frozen=True, eq=False)
class Flips:
    """What flips from one text to another.

    `concepts` tells of equilibria by concept, `prospects` of where play from the status quo comes to rest under the
    leading one; both are None where the options differ, since the states are then not the same, and `prospects` also
    where a status quo is unknown. `claims` are those whose verdicts differ, of `judged` that both texts have.
    """

    before: Analysis = field(repr=False)
    after: Analysis = field(repr=False)
    concepts: Mapping[str, Turned] | None
    prospects: Turned | None
    claims: tuple[Flipped, ...]
    judged: int


def flips(one: Side, other: Side) -> Flips:
    """Return what flips from one text to another."""
    before, after = one.analysis, other.analysis
    concepts = prospects = None
    if dict(before.options) == dict(after.options):
        concepts = {
            key: _turned(before, after, before.concepts[key].equilibria.places, held.equilibria.places)
            for key, held in after.concepts.items()
            if key in before.concepts
        }
        was, now = before.held.prospects, after.held.prospects
        if was is not None and now is not None and before.lead == after.lead:
            prospects = _turned(before, after, was.places, now.places)
    names = dict.fromkeys([*other.verdicts, *one.verdicts])
    flipped = tuple(found for name in names if (found := _flipped(name, one, other)) is not None)
    return Flips(before, after, concepts, prospects, flipped, len(one.verdicts.keys() & other.verdicts.keys()))


def _turned(before: Analysis, after: Analysis, held: Ints, holding: Ints) -> Turned:
    """Return what turns, given the states that held before and those that hold after, each by place in its own text."""
    was, now = _values(before, held), _values(after, holding)
    gained, lost = holding[~_among(now, was)], held[~_among(was, now)]
    return Turned(_nearest(after, gained), _nearest(before, lost), len(gained), len(lost))


def _values(found: Analysis, places: Ints) -> Table:
    """Return some states by their values, for their numbers may differ from text to text."""
    columns = {option: found.states.positions(option)[places] for option in found.options}
    return Table(columns, found.options, len(places))


def _among(some: Table, others: Table) -> Bools:
    """Return which of some states are among others."""
    if not others.length:
        return np.zeros(some.length, dtype=np.bool_)
    found: Bools = index(others, list(others.columns)).find(some) >= 0
    return found


def _nearest(found: Analysis, places: Ints) -> tuple[State, ...]:
    """Return the first states of some, by how many options differ from the status quo."""
    start = found.states.board.start
    values = found.states.board.values
    apart = np.zeros(len(places), np.int64) if start < 0 else np.sum(values[places] != values[start], axis=1)
    return tuple(found.states[int(place)] for place in places[np.argsort(apart, kind="stable")][:MOST])


def _flipped(name: str, one: Side, other: Side) -> Flipped | None:
    was, now = one.verdicts.get(name), other.verdicts.get(name)
    if was == now:
        return None
    claims = [side.claims[name] for side in (other, one) if name in side.claims]
    return Flipped(name, claims[0].says, was, now, len({claim.test.text for claim in claims}) > 1)


__all__ = ["Flipped", "Flips", "Side", "Turned", "flips"]
