"""Random networks of circumstances, and chances in them from the definitions: loops over worlds, exact fractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

from detente.errors import Place
from detente.scenario.expression import Expression, Is, Not
from detente.scenario.model import (
    Band,
    Case,
    Chance,
    Circumstance,
    Formula,
    Grounds,
    Origin,
    Scenario,
    Settings,
)

HERE = Place("random", 1, 1)
World = Mapping[str, str]
Number = Callable[[World], Fraction]
"""Something that a world has a number for: how likely an event or what was seen is there."""

Key = tuple[str, tuple[int, ...]]
"""A row: a circumstance, and which case of each value's table holds."""

MOST = 256  # choices of corners that the loops go through


def scenario(circumstances: list[Circumstance], **more: object) -> Scenario:
    """Return a scenario of nothing but circumstances, and what is given besides."""
    empty: dict[str, object] = {
        "title": "random", "story": None, "as_of": None, "sources": {}, "settings": Settings(), "words": {},
        "circumstances": {one.id: one for one in circumstances}, "situations": {}, "states": (), "start": None,
        "start_unknown": False, "actors": {}, "rules": (), "beliefs": (), "signals": (), "variants": {}, "claims": (),
        "not_modelled": (), "origin": Origin("random", "", ""),
    }  # fmt: skip
    return Scenario(**(empty | more))  # type: ignore[arg-type]


def random_circumstances(random: Random, most: int = 4) -> list[Circumstance]:
    """Return circumstances whose chances depend on earlier or later ones, in an order that hides which."""
    while True:
        made: list[Circumstance] = []
        for number in range(random.randint(1, most)):
            values = tuple("abc"[: random.choice((2, 2, 3))])
            tables = random_tables(random, values, made) if random.random() < 0.9 else None
            made.append(Circumstance(f"c{number}", values, random.choice(values), None, tables, Grounds(), HERE))
        if choices(made) <= MOST:
            random.shuffle(made)
            return made


def random_tables(random: Random, values: tuple[str, ...], earlier: list[Circumstance]) -> dict[str, Chance]:
    """Return a table for every value; the chances can add up to 1 in whatever cases hold."""
    point = random_point(random, len(values))
    shared = [random_when(random, earlier)] if earlier else []
    tables = {}
    for value, middle in zip(values, point, strict=True):
        whens = shared if random.random() < 0.6 else [random_when(random, earlier)] if earlier else []
        cases = [Case(when, random_band(random, middle)) for when in whens]
        tables[value] = Chance((*cases, Case(None, random_band(random, middle))), HERE)
    return tables


def random_when(random: Random, earlier: list[Circumstance]) -> Formula:
    one = random.choice(earlier)
    meaning: Expression = Is(one.id, tuple(random.sample(one.values, random.randint(1, len(one.values) - 1))))
    if random.random() < 0.3:
        meaning = Not(meaning)
    return Formula(str(meaning), meaning, HERE)


def random_point(random: Random, size: int) -> list[Fraction]:
    """Return chances that add up to 1, some of them 0."""
    weights = [random.choice((0, 1, 1, 2, 3)) for _ in range(size - 1)] + [1]
    return [Fraction(weight, sum(weights)) for weight in weights]


def random_band(random: Random, around: Fraction) -> Band:
    below, above = (Fraction(random.choice((0, 0, 1, 2, 4)), 10) for _ in "lh")
    return Band(max(around - below, Fraction(0)), min(around + above, Fraction(1)))


# ---------------------------------------------------------------- from the definitions


def true(expression: Expression, world: World) -> bool:
    if isinstance(expression, Is):
        return world[expression.variable] in expression.values
    assert isinstance(expression, Not)
    return not true(expression.part, world)


def key(one: Circumstance, world: World) -> Key:
    """Return which row gives a circumstance its chances in a world."""
    assert one.chances
    picked = []
    for value in one.values:
        cases = one.chances[value].cases
        picked.append(next(n for n, case in enumerate(cases) if case.when is None or true(case.when.meaning, world)))
    return one.id, tuple(picked)


def every_world(circumstances: list[Circumstance]) -> list[dict[str, str]]:
    lists = [one.values if one.chances else (one.now,) for one in circumstances]
    return [dict(zip([one.id for one in circumstances], row, strict=True)) for row in product(*lists)]


def rows(circumstances: list[Circumstance]) -> dict[Key, list[Band]]:
    """Return the bands of every row that counts in some world."""
    found: dict[Key, list[Band]] = {}
    for world in every_world(circumstances):
        for one in circumstances:
            if one.chances:
                name, picked = key(one, world)
                cases = [one.chances[value].cases[n] for value, n in zip(one.values, picked, strict=True)]
                found[name, picked] = [case.band for case in cases]
    return found


def corners(bands: list[Band]) -> list[list[Fraction]]:
    """Return the points at which at most one chance is inside its band."""
    found = []
    for free in range(len(bands)):
        for ends in product((0, 1), repeat=len(bands)):
            point = [(band.low, band.high)[end] for band, end in zip(bands, ends, strict=True)]
            point[free] = 1 - (sum(point) - point[free])
            if bands[free].low <= point[free] <= bands[free].high and point not in found:
                found.append(point)
    return found


def choices(circumstances: list[Circumstance]) -> int:
    count = 1
    for bands in rows(circumstances).values():
        count *= len(corners(bands))
    return count


def middle_of(bands: list[Band]) -> list[Fraction]:
    """Return the middles, moved towards the ends by the part that makes them add up to 1."""
    point = [(band.low + band.high) / 2 for band in bands]
    total = sum(point, Fraction(0))
    if total == 1:
        return point
    towards = [band.high if total < 1 else band.low for band in bands]
    part = (1 - total) / (sum(towards, Fraction(0)) - total)
    return [(1 - part) * at + part * end for at, end in zip(point, towards, strict=True)]


def chance_of(circumstances: list[Circumstance], chosen: Mapping[Key, list[Fraction]], world: World) -> Fraction:
    chance = Fraction(1)
    for one in circumstances:
        if one.chances:
            chance *= chosen[key(one, world)][one.values.index(world[one.id])]
    return chance


def bounds(
    circumstances: list[Circumstance],
    event: Number,
    seen: Number,
    points: Mapping[str, list[Fraction]] | None = None,
) -> tuple[Fraction, Fraction, Fraction] | None:
    """Return middle, least and greatest chance of an event given what was seen; None where that has no chance.

    `points` are the middles of circumstances for which they are not those of the bands.
    """
    worlds = every_world(circumstances)
    numbers = [(event(world), seen(world)) for world in worlds]
    factors = [
        [(key(one, world), one.values.index(world[one.id])) for one in circumstances if one.chances] for world in worlds
    ]

    def ratio(chosen: Mapping[Key, list[Fraction]]) -> Fraction | None:
        both = weight = Fraction(0)
        for (happens, likely), parts in zip(numbers, factors, strict=True):
            if likely:
                chance = prod((chosen[row][value] for row, value in parts), start=likely)
                both += chance * happens
                weight += chance
        return both / weight if weight else None

    found = rows(circumstances)
    middle = ratio({row: (points or {}).get(row[0]) or middle_of(bands) for row, bands in found.items()})
    if middle is None:
        return None
    every = (dict(zip(found, points, strict=True)) for points in product(*map(corners, found.values())))
    ratios = [one for chosen in every if (one := ratio(chosen)) is not None]
    return middle, min(ratios), max(ratios)


def random_number(random: Random, circumstances: list[Circumstance], levels: tuple[int, ...]) -> Number:
    """Return a random number of quarters for every world."""
    number = {tuple(world.values()): Fraction(random.choice(levels), 4) for world in every_world(circumstances)}
    return lambda world: number[tuple(world[one.id] for one in circumstances)]
