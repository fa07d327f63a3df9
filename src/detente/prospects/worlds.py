"""Worlds: every way the doubted circumstances may be, each with its chance, and bounds on the chance of anything.

Circumstances form a network: the chances of one may depend on others, never in a circle. A chance is a band. What
bands leave open are *rows*, the chances of one circumstance's values in one case of those that it depends on; each row
may lie anywhere in its bands, whatever the others do. The bounds of a chance are its least and greatest value over all
rows within their bands. The chance of an event, given evidence or not, is a ratio of two numbers that are linear in
any single row, so nowhere inside a row's bands is it lower or higher than at all of their corners: these are enough.

Sums over worlds are taken one circumstance at a time, from the last to the first, with all choices of corners side by
side: each step has fewer worlds and more choices than the step before. Where the choices are too many to be kept, the
best one is taken in every remaining world by itself. That allows more than can be, so such bounds enclose the true
ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict import find_variant, world
from detente.engine.board import Bools, Values
from detente.engine.truth import Table, true
from detente.errors import Problem, QuestionError, TooLargeError, question
from detente.scenario.chances import parents
from detente.scenario.expression import Expression, variables
from detente.scenario.loops import dependencies_first
from detente.scenario.model import Band, Chance, Circumstance, Scenario

Chances = NDArray[np.float64]

MOST_WORLDS = 1_000_000
"""Worlds that are listed one by one."""

MOST_CHOICES = 1 << 21
"""Choices of corners, times the worlds that remain, that are kept side by side."""

MOST_CHOICES_AGAIN = 1 << 18
"""The same where they are gone through again and again."""

MOST_OPEN = 10
"""Bands of a row that are open (low < high) while its corners are listed; there may be ten thousand of these then."""

ZERO, ONE = Fraction(0), Fraction(1)

Point = tuple[Fraction, ...]
"""A chance for each value of a circumstance; they add up to 1."""

Points = Sequence[Sequence[Point]]
"""The points among which each row of a circumstance is chosen."""


@dataclass(frozen=True)
class Row:
    """The chances of a circumstance's values in one case, as far as their bands leave them open.

    `case` says in the file's words where the row counts, parts of several tables set apart by semicolons; it is empty
    where the row counts always. `middle` stands for the row where one number is asked for.
    """

    circumstance: str
    case: str
    bands: tuple[Band, ...]
    middle: Point

    @cached_property
    def corners(self) -> tuple[Point, ...] | None:
        """Return the corners of what the bands leave open (all values but one at an end of their band), in order.

        None where they may be too many to be listed.

        >>> half = Band(ZERO, Fraction(1, 2))
        >>> [[str(chance) for chance in corner] for corner in Row("mood", "", (half,) * 3, middle((half,) * 3)).corners]
        [['0', '1/2', '1/2'], ['1/2', '0', '1/2'], ['1/2', '1/2', '0']]
        """
        if sum(band.low < band.high for band in self.bands) > MOST_OPEN:
            return None
        found = set()
        for free, band in enumerate(self.bands):
            ends = [{one.low, one.high} if place != free else {ZERO} for place, one in enumerate(self.bands)]
            for corner in product(*ends):
                left = ONE - sum(corner, ZERO)
                if band.low <= left <= band.high:
                    found.add((*corner[:free], left, *corner[free + 1 :]))
        return tuple(sorted(found))


def middle(bands: Sequence[Band]) -> Point:
    """Return the middles of the bands, each moved by the same part of what its band leaves, so that they add up to 1.

    >>> [str(chance) for chance in middle([Band(ZERO, Fraction(1, 2)), Band(Fraction(1, 2), Fraction(7, 10))])]
    ['5/14', '9/14']
    """
    middles = [(band.low + band.high) / 2 for band in bands]
    missing = ONE - sum(middles)
    ends = [band.high if missing > 0 else band.low for band in bands]
    room = sum((end - at for end, at in zip(ends, middles, strict=True)), ZERO)
    part = missing / room if room else ZERO
    return tuple(at + part * (end - at) for end, at in zip(ends, middles, strict=True))


@dataclass(frozen=True)
class Bounds:
    """A chance: with all rows at their middles, and its least and greatest value within the bands.

    Where `exact` is false there were too many choices to try them all; the true bounds lie within those given.
    """

    middle: float
    low: float
    high: float
    exact: bool = True


@dataclass(frozen=True)
class Swing:
    """How the chance of an event goes with the values of one circumstance, or of several together.

    `chances` has the chance, all rows at their middles, given each combination of values in `given`; None where such a
    combination has no chance.
    """

    circumstances: tuple[str, ...]
    given: tuple[tuple[str, ...], ...]
    chances: tuple[float | None, ...]

    @property
    def range(self) -> float:
        """Return how far the highest chance is from the lowest."""
        known = [chance for chance in self.chances if chance is not None]
        return max(known) - min(known)


@dataclass(frozen=True, eq=False)
class Worlds:
    """Worlds one by one: `at[w, c]` is the value (by position) of doubted circumstance c in world w.

    `names` has the doubted circumstances, each after those on which it depends, and `values` their values; the last
    changes fastest from world to world. `facts` are the circumstances that are not doubted. `rows` are what the bands
    leave open, and `row[w, c]` says which of them gives circumstance c its chances in world w. A world whose chance is
    0 at the middles has none wherever the rows lie.
    """

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    facts: Mapping[str, str]
    at: Values
    rows: tuple[Row, ...]
    row: NDArray[np.int32]

    def __len__(self) -> int:
        """Return how many worlds there are."""
        return len(self.at)

    def __getitem__(self, number: int) -> dict[str, str]:
        """Return a world: the value of every circumstance."""
        held = zip(self.names, self.values, self.at[number].tolist(), strict=True)
        return dict(self.facts) | {name: values[value] for name, values, value in held}

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Go through the worlds in order."""
        return (self[number] for number in range(len(self)))

    def having(self, circumstance: str, value: str) -> Bools:
        """Return in which worlds a circumstance has a value."""
        if circumstance in self.facts:
            return np.full(len(self), self.facts[circumstance] == value)
        place = self.names.index(circumstance)
        marks: Bools = self.at[:, place] == self.values[place].index(value)
        return marks

    def where(self, expression: Expression) -> Bools:
        """Return in which worlds an expression over circumstances holds.

        Raises ValueError where it speaks of anything else.
        """
        strange = variables(expression) - self.facts.keys() - set(self.names)
        if strange:
            raise ValueError(f"no circumstances of these worlds: {', '.join(sorted(strange))}")
        return true(expression, _table(self.names, self.values, self.facts, self.at))

    @cached_property
    def middle(self) -> Chances:
        """Return each world's chance with all rows at their middles."""
        return self.chances([row.middle for row in self.rows])

    def chances(self, chosen: Sequence[Sequence[Fraction | float]]) -> Chances:
        """Return each world's chance with the rows chosen as given."""
        found = np.ones(len(self))
        if chosen:
            numbers = _padded(chosen)
            for place in range(len(self.names)):
                found *= numbers[self.row[:, place], self.at[:, place]]
        return found

    def chance(self, event: NDArray[Any], evidence: NDArray[Any] | None = None) -> Bounds:
        """Return the chance of an event, given evidence, with its bounds.

        `event` says of each world whether it happens there, or with what chance from 0 to 1; `evidence` how likely
        there is what was seen, up to a common factor. Raises QuestionError where the evidence has no chance.
        """
        return _Sums(self, *self._weighed(event, evidence)).bounds()

    def at_middle(self, event: NDArray[Any], evidence: NDArray[Any] | None = None) -> float:
        """Return the chance of an event, given evidence, with all rows at their middles: `chance` without bounds."""
        return _Sums(self, *self._weighed(event, evidence)).middle

    def mattering(self, event: NDArray[Any]) -> tuple[str, ...]:
        """Return the circumstances that the chance of an event may depend on.

        These are the ones on whose values the event itself depends, and those on which their chances depend.
        """
        return tuple(self.names[place] for place in self._that_matter(self._weighed(event, None)[0]))

    def swing(self, event: NDArray[Any], evidence: NDArray[Any] | None = None, together: int = 1) -> tuple[Swing, ...]:
        """Return how the chance of an event goes with each doubted circumstance, the widest range first.

        Each pair of circumstances is taken where two are to be taken `together`. Raises QuestionError where the
        evidence has no chance.
        """
        both, weight = (self.middle * part for part in self._weighed(event, evidence))
        if not weight.any():
            raise impossible()
        groups = combinations(range(len(self.names)), together)
        found = [self._swing(places, both, weight) for places in groups]
        return tuple(sorted(found, key=lambda swing: -round(swing.range, 12)))

    def _swing(self, places: tuple[int, ...], both: Chances, weight: Chances) -> Swing:
        values = [self.values[place] for place in places]
        sizes = tuple(len(one) for one in values)
        group = np.ravel_multi_index(tuple(self.at[:, place] for place in places), sizes)
        happens = np.bincount(group, both, prod(sizes)).tolist()
        seen = np.bincount(group, weight, prod(sizes)).tolist()
        chances = tuple(part / whole if whole else None for part, whole in zip(happens, seen, strict=True))
        return Swing(tuple(self.names[place] for place in places), tuple(product(*values)), chances)

    def _weighed(self, event: NDArray[Any], evidence: NDArray[Any] | None) -> tuple[Chances, Chances]:
        """Return for each world how likely event and evidence together are, and how likely the evidence is."""
        weight = np.ones(len(self)) if evidence is None else np.asarray(evidence, dtype=np.float64)
        happens = np.asarray(event, dtype=np.float64)
        if happens.shape != weight.shape or weight.shape != (len(self),):
            raise ValueError(f"{len(self)} worlds, but events or evidence of shape {happens.shape}, {weight.shape}")
        if not ((happens >= 0) & (happens <= 1)).all() or not ((weight >= 0) & np.isfinite(weight)).all():
            raise ValueError("an event has a chance from 0 to 1 in each world, and evidence is at least 0")
        return weight * happens, weight

    def _that_matter(self, *about: Chances) -> list[int]:
        """Return the places of circumstances on which numbers by world depend, and of those that these depend on.

        The chances of all others add up to 1 whatever the bands leave open, so they change nothing.
        """
        shape = self._shape
        cubes = [numbers.reshape(shape) for numbers in about]
        matter = {axis for axis in range(len(shape)) if any(_varies(cube, axis) for cube in cubes)}
        asked = list(matter)
        while asked:
            cube = self.row[:, asked.pop()].reshape(shape)
            further = {axis for axis in range(len(shape)) if _varies(cube, axis)} - matter
            matter |= further
            asked += further
        return sorted(matter)

    def _of(self, places: Collection[int], numbers: NDArray[Any]) -> NDArray[Any]:
        """Return numbers by world for the worlds of some circumstances, all others having their first value."""
        one = tuple(slice(None) if place in places else 0 for place in range(len(self.names)))
        return np.ascontiguousarray(numbers.reshape(self._shape)[one]).ravel()

    @property
    def _shape(self) -> tuple[int, ...]:
        return tuple(len(one) for one in self.values)


def impossible() -> QuestionError:
    """Return the error for evidence that has no chance, ready to raise."""
    return question(
        "impossible-evidence",
        "What is taken as seen or given has no chance in any world",
        "Something that can be is asked about.",
        "Look at the chances of the circumstances that it speaks of, and at the numbers under `seen if`.",
    )


class _Sums:
    """Sums over worlds, of event with evidence and of evidence, for many choices of rows side by side."""

    def __init__(self, worlds: Worlds, both: Chances, weight: Chances) -> None:
        kept = worlds._that_matter(both, weight)
        self.sizes = [len(worlds.values[place]) for place in kept]
        self.rows: list[list[Row]] = []
        self.row: list[NDArray[np.intp]] = []
        for number, place in enumerate(kept):
            # A circumstance depends on earlier ones only, so that its rows are needed for the worlds of those.
            used, row = np.unique(worlds._of(kept[:number], worlds.row[:, place]), return_inverse=True)
            self.rows.append([worlds.rows[one] for one in used.tolist()])
            self.row.append(row.ravel())
        self.begin = np.stack([worlds._of(kept, both), worlds._of(kept, weight)])[:, None]
        happens, seen = self._over([[(row.middle,) for row in rows] for rows in self.rows])
        if seen[0] == 0:
            raise impossible()
        self.middle = float(happens[0] / seen[0])

    def bounds(self) -> Bounds:
        """Return the middle, and the bounds over all choices of corners; a little too wide where these are too many."""
        corners = self._corners(MOST_CHOICES)
        if None in corners:
            corners = self._corners(MOST_CHOICES_AGAIN)
            return Bounds(self.middle, self._end(corners, -1), self._end(corners, 1), exact=False)
        happens, seen = self._over(corners)
        # Where the evidence has no chance there is nothing to be known, and near there nothing beyond other corners.
        found = happens[seen > 0] / seen[seen > 0]
        return Bounds(self.middle, min(float(found.min()), self.middle), max(float(found.max()), self.middle))

    def _corners(self, most: int) -> list[Points | None]:
        """Return the corners of each circumstance's rows, None for one whose choices would be too many to be kept."""
        found: list[Points | None] = []
        choices = 1
        for row, rows in reversed(list(zip(self.row, self.rows, strict=True))):
            known = [corners for one in rows if (corners := one.corners) is not None]
            more = choices * prod(len(corners) for corners in known)
            fine = len(known) == len(rows) and more * len(row) <= most
            choices = more if fine else choices
            found.insert(0, known if fine else None)
        return found

    def _end(self, points: Sequence[Points | None], sign: int) -> float:
        """Return an outer bound: the rate at which no choice gains; from any other, go to that of its best choice."""
        rate = self.middle
        while True:
            happens, seen = self._over(points, rate, sign)
            best = np.argmax(sign * (happens - rate * seen))
            if seen[best] == 0 or sign * (happens[best] / seen[best] - rate) <= 0:
                return rate
            rate = float(happens[best] / seen[best])

    def _over(self, points: Sequence[Points | None], rate: float = 0.0, sign: int = 1) -> Chances:
        """Return both sums for every choice of points.

        Where a circumstance has no points, its rows lie, in each world by itself, where within their bands the event
        gains most on `rate` times the evidence (loses most, where the sign is -1).
        """
        sums = self.begin
        for size, row, rows, each in reversed(list(zip(self.sizes, self.row, self.rows, points, strict=True))):
            cubes = sums.reshape(2, -1, len(row), size)
            if each is not None:
                sums = _summed(cubes[:, :, None], _choices(each)[:, row])
            else:
                low, high = _ends(rows)
                sums = _summed(cubes, _best(sign * (cubes[0] - rate * cubes[1]), low[row], high[row]))
        return sums.reshape(2, -1)


def _choices(points: Points) -> Chances:
    """Return every choice of one point from each list, as an array over choices, lists and values."""
    sizes = [len(one) for one in points]
    picked = np.unravel_index(np.arange(prod(sizes)), sizes)
    lists = [np.array(one, dtype=np.float64) for one in points]
    return np.stack([one[place] for one, place in zip(lists, picked, strict=True)], axis=1)


def _summed(cubes: Chances, chosen: Chances) -> Chances:
    """Return the sums over the last axis of numbers times chances, term by term, so that rounding keeps their order."""
    total = cubes[..., 0] * chosen[..., 0]
    for value in range(1, chosen.shape[-1]):
        total = total + cubes[..., value] * chosen[..., value]
    return total


def _ends(rows: Sequence[Row]) -> tuple[Chances, Chances]:
    """Return the low and the high ends of the rows' bands, as arrays over rows and values."""
    bands = [row.bands for row in rows]
    low = [[float(band.low) for band in each] for each in bands]
    high = [[float(band.high) for band in each] for each in bands]
    return np.array(low), np.array(high)


def _best(gain: Chances, low: Chances, high: Chances) -> Chances:
    """Return chances within their bands by which the gains, summed over the last axis, come to most."""
    picked = np.broadcast_to(low, gain.shape).copy()
    width = np.broadcast_to(high - low, gain.shape)
    left = np.broadcast_to(1 - low.sum(axis=-1), gain.shape[:-1])[..., None]
    order = np.argsort(-gain, axis=-1, kind="stable")
    for rank in range(gain.shape[-1]):
        value = order[..., rank : rank + 1]
        more = np.minimum(left, np.take_along_axis(width, value, axis=-1))
        np.put_along_axis(picked, value, np.take_along_axis(picked, value, axis=-1) + more, axis=-1)
        left = left - more
    return picked


def _varies(cube: NDArray[Any], axis: int) -> bool:
    return bool((cube != cube.take([0], axis=axis)).any())


def _padded(chosen: Sequence[Sequence[Fraction | float]]) -> Chances:
    widest = max(len(one) for one in chosen)
    return np.array([[*map(float, one), *[0.0] * (widest - len(one))] for one in chosen])


def worlds_of(
    scenario: Scenario,
    variant: str | None = None,
    priors: Mapping[str, Row] | None = None,
    about: Collection[str] | None = None,
) -> Worlds:
    """Return the worlds of a scenario; what a variant sets is not doubted.

    A row of `priors` takes the place of all that the scenario says of the chances of its circumstance. Where `about`
    is given, only the circumstances in it and those that they depend on are told apart. Raises QuestionError where
    there is no such variant, TooLargeError where the worlds are more than a million.
    """
    facts = world(scenario, variant)
    uses = depends_on(scenario, variant, priors or {})
    sure = {name: value for name, value in facts.items() if name not in uses}
    wanted = uses.keys() if about is None else reached(uses, [name for name in about if name in uses])
    names = tuple(name for name in dependencies_first(uses)[0] if name in wanted)
    values = tuple(scenario.circumstances[name].values for name in names)
    count = prod(len(one) for one in values)
    if count > MOST_WORLDS:
        raise _too_many(len(names), count)
    at = _every(values, count)
    table = _table(names, values, sure, at)
    rows: list[Row] = []
    row = np.empty((count, len(names)), dtype=np.int32)
    for place, name in enumerate(names):
        found, which = _rows(scenario.circumstances[name], (priors or {}).get(name), table)
        row[:, place] = which + len(rows)
        rows += found
    return Worlds(names, values, sure, at, tuple(rows), row)


def depends_on(scenario: Scenario, variant: str | None, priors: Mapping[str, Row]) -> dict[str, set[str]]:
    """Return the doubted circumstances, each with the doubted ones on which its chances depend."""
    fixed = find_variant(scenario, variant).set if variant else {}
    open_ = {name: one.chances for name, one in scenario.circumstances.items() if one.chances and name not in fixed}
    doubted = {name: {} if name in priors else open_.get(name) for name in scenario.circumstances}
    return {
        name: parents(chances) & {other for other, one in doubted.items() if one is not None}
        for name, chances in doubted.items()
        if chances is not None
    }


def reached(uses: Mapping[str, Collection[str]], begin: Collection[str]) -> set[str]:
    """Return the names given, and all that they use in any number of steps."""
    found, asked = set(begin), list(begin)
    while asked:
        further = set(uses[asked.pop()]) - found
        found |= further
        asked += further
    return found


def _every(values: Sequence[tuple[str, ...]], count: int) -> Values:
    """Return all combinations of value positions, the last changing fastest."""
    widest = max((len(one) for one in values), default=1)
    at = np.empty((count, len(values)), dtype=np.min_scalar_type(widest))
    block = count
    for place, one in enumerate(values):
        block //= len(one)
        at[:, place] = np.arange(count) // block % len(one)
    return at


def _table(names: Sequence[str], values: Sequence[tuple[str, ...]], facts: Mapping[str, str], at: Values) -> Table:
    """Return the worlds as columns; a fact is a circumstance with a single value."""
    columns = {name: at[:, place] for place, name in enumerate(names)}
    fixed = {name: np.zeros(len(at), dtype=np.uint8) for name in facts}
    every = dict(zip(names, values, strict=True)) | {name: (value,) for name, value in facts.items()}
    return Table(columns | fixed, every, len(at))


def _rows(one: Circumstance, prior: Row | None, table: Table) -> tuple[list[Row], NDArray[np.int32]]:
    """Return a circumstance's rows, and which of them counts in each world."""
    which = np.zeros(table.length, dtype=np.int64)
    if prior is not None:
        return [prior], which.astype(np.int32)
    chances = [(one.chances or {})[value] for value in one.values]
    met: list[tuple[int, ...]] = [()]
    for chance in chances:
        found, which = np.unique(which * len(chance.cases) + _case(chance, table), return_inverse=True)
        which = which.ravel()
        met = [(*met[code // len(chance.cases)], code % len(chance.cases)) for code in found.tolist()]
    return [_row(one, chances, cases) for cases in met], which.astype(np.int32)


def _row(one: Circumstance, chances: Sequence[Chance], cases: Sequence[int]) -> Row:
    picked = [chance.cases[case] for chance, case in zip(chances, cases, strict=True)]
    tables = [case for chance, case in zip(chances, picked, strict=True) if len(chance.cases) > 1]
    told = dict.fromkeys(case.when.text if case.when else "otherwise" for case in tables)
    bands = tuple(case.band for case in picked)
    return Row(one.id, "; ".join(told), bands, middle(bands))


def _case(chance: Chance, table: Table) -> NDArray[np.int64]:
    """Return which case of a table of chances holds in each world."""
    found = np.full(table.length, len(chance.cases) - 1, dtype=np.int64)
    for place, case in enumerate(chance.cases):
        if case.when is not None:
            found[true(case.when.meaning, table)] = place
    return found


def _too_many(circumstances: int, count: int) -> TooLargeError:
    return TooLargeError(
        (
            Problem(
                "too-many-worlds",
                f"{circumstances} doubted circumstances make {count:,} worlds",
                f"At most {MOST_WORLDS:,} are gone through.",
                "Set circumstances in a variant, or take the chances away from those that matter little.",
            ),
        )
    )
