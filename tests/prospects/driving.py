"""What drives an outcome, from the definitions: loops over worlds and conjunctions, exact fractions, no arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from detente.scenario.model import Circumstance
from tests.prospects.networks import Key, Number, chance_of, corners, every_world, key, middle_of, rows

ZERO, ONE = Fraction(0), Fraction(1)
Known = tuple[str, ...]
"""Values of some circumstances, in their order."""


@dataclass
class Case:
    """A network with an outcome: its chance by world, and how likely what was seen is there."""

    circumstances: list[Circumstance]
    event: Number
    seen: Number

    def __post_init__(self) -> None:
        self.worlds = every_world(self.circumstances)
        self.bands = rows(self.circumstances)
        self.middles = {row: middle_of(bands) for row, bands in self.bands.items()}
        self.doubted = [one for one in self.circumstances if one.chances]
        self.names = [one.id for one in self.doubted]
        weights = [chance_of(self.circumstances, self.middles, world) * self.seen(world) for world in self.worlds]
        whole = sum(weights, ZERO)
        self.possible = whole > 0
        self.weights = [weight / whole for weight in weights] if whole else weights

    def chances(self, moved: Mapping[Key, list[Fraction]], events: Sequence[Number]) -> list[Fraction] | None:
        """Return the chances of events with some rows as given, None where what was seen has no chance."""
        seen, both = ZERO, [ZERO for _ in events]
        for world in self.worlds:
            weight = chance_of(self.circumstances, {**self.middles, **moved}, world) * self.seen(world)
            seen += weight
            both = [one + weight * event(world) for one, event in zip(both, events, strict=True)]
        return [one / seen for one in both] if seen else None

    def chance(self, moved: Mapping[Key, list[Fraction]], event: Number | None = None) -> Fraction | None:
        found = self.chances(moved, [event or self.event])
        return found[0] if found else None

    # -------------------------------------------------------- variance

    def groups(self, names: Sequence[str]) -> dict[Known, list[tuple[Fraction, Fraction]]]:
        """Return chance and outcome of the worlds, in groups that agree on some circumstances."""
        found: dict[Known, list[tuple[Fraction, Fraction]]] = {}
        for world, weight in zip(self.worlds, self.weights, strict=True):
            found.setdefault(tuple(world[name] for name in names), []).append((weight, self.event(world)))
        return found

    @property
    def mean(self) -> Fraction:
        return sum((weight * self.event(world) for world, weight in zip(self.worlds, self.weights, strict=True)), ZERO)

    @property
    def variance(self) -> Fraction:
        pairs = zip(self.worlds, self.weights, strict=True)
        return sum((weight * (self.event(world) - self.mean) ** 2 for world, weight in pairs), ZERO)

    def closed(self, names: Sequence[str]) -> Fraction:
        """Return the variance of the expected outcome once some circumstances are known."""
        found = ZERO
        for group in self.groups(names).values():
            mass = sum((weight for weight, _ in group), ZERO)
            if mass:
                expected = sum((weight * event for weight, event in group), ZERO) / mass
                found += mass * (expected - self.mean) ** 2
        return found

    def total(self, name: str) -> Fraction:
        """Return the expected variance of the outcome while all circumstances but one are known."""
        found = ZERO
        for group in self.groups([other for other in self.names if other != name]).values():
            mass = sum((weight for weight, _ in group), ZERO)
            if mass:
                expected = sum((weight * event for weight, event in group), ZERO) / mass
                found += sum((weight * (event - expected) ** 2 for weight, event in group), ZERO)
        return found

    @property
    def independent(self) -> bool:
        marginal = {
            (name, value): sum(
                (w for world, w in zip(self.worlds, self.weights, strict=True) if world[name] == value), ZERO
            )
            for one in self.doubted
            for name, value in product([one.id], one.values)
        }
        for world, weight in zip(self.worlds, self.weights, strict=True):
            together = ONE
            for name in self.names:
                together *= marginal[name, world[name]]
            if together != weight:
                return False
        return True

    # -------------------------------------------------------- boxes

    def conjunctions(self, most: int) -> Iterator[dict[str, str]]:
        for size in range(most + 1):
            for some in combinations(self.doubted, size):
                for values in product(*(one.values for one in some)):
                    yield {one.id: value for one, value in zip(some, values, strict=True)}

    def inside(self, box: Mapping[str, str]) -> tuple[Fraction, Fraction]:
        """Return the chance of a box, and that of the outcome within it (not given it)."""
        mass = both = ZERO
        for world, weight in zip(self.worlds, self.weights, strict=True):
            if all(world[name] == value for name, value in box.items()):
                mass += weight
                both += weight * self.event(world)
        return mass, both

    def boxes(
        self, threshold: Fraction, most: int, opposite: bool
    ) -> dict[tuple[tuple[str, str], ...], tuple[Fraction, ...]]:
        """Return coverage, chance of the outcome and mass of each box that counts, of which no part counts."""
        whole = ONE - self.mean if opposite else self.mean
        good: list[dict[str, str]] = []
        found: dict[tuple[tuple[str, str], ...], tuple[Fraction, ...]] = {}
        for box in self.conjunctions(most):
            mass, both = self.inside(box)
            part = mass - both if opposite else both
            if mass and part / mass >= threshold:
                if not any(set(smaller.items()) < set(box.items()) for smaller in good):
                    found[tuple(sorted(box.items()))] = (part / whole, both / mass, mass)
                good.append(box)
        return found

    # -------------------------------------------------------- rows

    def rows_of(self, name: str) -> list[Key]:
        return [row for row in self.bands if row[0] == name]

    def reach(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the least and greatest chance over all corners of a circumstance's rows."""
        own = self.rows_of(name)
        found = []
        for points in product(*(corners(self.bands[row]) for row in own)):
            chance = self.chance(dict(zip(own, points, strict=True)))
            if chance is not None:
                found.append(chance)
        return min(found), max(found)

    def moved(self, row: Key, value: int, to: Fraction) -> list[Fraction]:
        """Return a row with the chance of one value moved, the others in the same proportions as before."""
        was = self.middles[row]
        return [to if place == value else (1 - to) * chance / (1 - was[value]) for place, chance in enumerate(was)]

    def told(self, row: Key) -> str:
        """Return in the file's words where a row counts."""
        name, picked = row
        (one,) = [one for one in self.circumstances if one.id == name]
        assert one.chances
        words = []
        for value, number in zip(one.values, picked, strict=True):
            cases = one.chances[value].cases
            if len(cases) > 1:
                when = cases[number].when
                words.append(when.text if when else "otherwise")
        return "; ".join(word for place, word in enumerate(words) if word not in words[:place])


__all__ = ["Case", "key"]
