"""Chances: words, numbers, ranges and tables of cases, and whether they fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from detente.errors import Place
from detente.scenario.document import Path
from detente.scenario.expression import holds, variables
from detente.scenario.model import Band, Case, Chance
from detente.scenario.problems import suggestion
from detente.scenario.quantities import number, numbers_of_range, one_line
from detente.scenario.reading import Reading

MOST_COMBINATIONS = 100_000  # of values that one table of chances may name
MOST_EFFORT = 10_000_000  # terms looked at in all tables of a file

ONE = Fraction(1)


def unit_number(reading: Reading, text: str, place: Place) -> Fraction | None:
    """Return a number from 0 to 1, None (and a problem) where the text is none."""
    value = number(text)
    if value is not None and 0 <= value <= 1:
        return value
    percent = number(text.removesuffix("%").strip()) if text.endswith("%") else None
    reading.complain(
        "not-a-number" if value is None else "number-out-of-range",
        place,
        f"`{text}` is " + ("no number" if value is None else "not between 0 and 1"),
        "A number from 0 to 1 is expected, with a point: 0.25.",
        f"Write {float(percent / 100):g}." if percent is not None else "Write the number with digits and a point.",
    )
    return None


def read_band(reading: Reading, text: str, place: Place) -> Band | None:
    """Return what a chance word, a number or a range says, None (and a problem) where it is none of these."""
    word = one_line(text)
    if word in reading.words:
        return reading.words[word]
    if number(text) is not None or text.endswith("%"):
        value = unit_number(reading, text, place)
        return None if value is None else Band(value, value)
    ends = numbers_of_range(text)
    if ends is None:
        unknown_word(reading, word, place)
        return None
    low, high = (unit_number(reading, end, place) for end in ends)
    if low is None or high is None:
        return None
    if low > high:
        reading.complain(
            "band-upside-down",
            place,
            f"`{text}` begins above its end",
            "A range goes from the lower number to the higher.",
            f"Write `{ends[1]} to {ends[0]}`.",
        )
        return None
    return Band(low, high)


def unknown_word(reading: Reading, word: str, place: Place) -> None:
    """Note a chance word that nobody has defined, unless its definition is what went wrong."""
    if word in reading.broken_words:
        return
    reading.complain(
        "unknown-chance",
        place,
        f"`{word}` is no chance word, number or range",
        "A chance is a word of `words`, a number such as 0.6, or a range such as `0.5 to 0.7`.",
        suggestion(word, reading.words),
    )


def read_chance(reading: Reading, given: str | Mapping[str, str], path: Path, about: str) -> Chance | None:
    """Return a chance that may depend on other circumstances, None (and problems) where it is not understood.

    `about` is the circumstance whose chance it is.
    """
    place = reading.at(path)
    if isinstance(given, str):
        band = read_band(reading, given, place)
        return None if band is None else Chance((Case(None, band),), place)
    cases = [_case(reading, condition, text, path, about, given) for condition, text in given.items()]
    if not cases:
        reading.complain(
            "empty-table",
            place,
            "The table of chances is empty",
            "A table has a line `condition: chance` for every case.",
            "Write the cases, or one chance for all.",
        )
    if not cases or None in cases:
        return None
    chance = Chance(tuple(case for case in cases if case is not None), place)
    return chance if _fits(reading, chance, path) else None


def _case(reading: Reading, condition: str, text: str, path: Path, about: str, table: Mapping[str, str]) -> Case | None:
    here = (*path, condition)
    band = read_band(reading, text, reading.at(here))
    if condition.strip() == "otherwise":
        if condition != list(table)[-1]:
            reading.complain(
                "otherwise-not-last",
                reading.key(here),
                "`otherwise` is followed by another case",
                "`otherwise` is the last case: it covers what the cases above leave.",
                "Move it to the end of the table.",
            )
            return None
        return None if band is None else Case(None, band)
    found = reading.understood(condition, here, key=True)
    if found is None:
        return None
    formula, size = found
    strange = reading.scope.beyond_circumstances(size.variables)
    if strange or about in size.variables:
        reading.complain(
            "chance-over-options" if strange else "circular-chances",
            reading.key(here),
            f"The case speaks of `{strange[0]}`" if strange else f"The chance of `{about}` depends on `{about}` itself",
            "The cases of a chance are formulas over other circumstances.",
            "What actors choose cannot change a circumstance; leave it out." if strange else "Leave it out.",
        )
        return None
    return None if band is None else Case(formula, band)


def parents(chances: Mapping[str, Chance]) -> set[str]:
    """Return the circumstances on which the chances depend."""
    found: set[str] = set()
    for chance in chances.values():
        for case in chance.cases:
            found |= variables(case.when.meaning) if case.when else set()
    return found


def worlds(reading: Reading, chances: Sequence[Chance], path: Path) -> Iterator[dict[str, str]] | None:
    """Return every combination of the values of the circumstances that the chances name.

    None (and a problem) where there are too many to look at.
    """
    whens = [case.when for chance in chances for case in chance.cases if case.when]
    found: set[str] = set()
    for when in whens:
        found |= variables(when.meaning)
    known = reading.scope.variables
    values = {name: variable.values for name in sorted(found) if (variable := known[name]) is not None}
    count = prod(len(each) for each in values.values())
    reading.effort += count * len(whens)
    if count <= MOST_COMBINATIONS and reading.effort <= MOST_EFFORT:
        return (dict(zip(values, world, strict=True)) for world in product(*values.values()))
    reading.complain(
        "too-many-cases",
        reading.at(path),
        f"The conditions name {len(values)} circumstances with {count:,} combinations of values",
        f"At most {MOST_COMBINATIONS:,} combinations are looked at for a chance (fewer where there are many tables).",
        "Let the chance depend on fewer circumstances.",
    )
    return None


def in_words(world: Mapping[str, str]) -> str:
    """Return a combination of values as a formula."""
    return " and ".join(f"{name} = {value}" for name, value in world.items()) or "always"


def _fits(reading: Reading, chance: Chance, path: Path) -> bool:
    """Return whether exactly one case holds in every world; note the first world where not."""
    every = worlds(reading, [chance], path)
    if every is None:
        return False
    for world in every:
        true = [case for case in chance.cases if case.when and holds(case.when.meaning, world)]
        if len(true) > 1:
            one, two = (case.when.text for case in true[:2] if case.when)
            reading.complain(
                "cases-overlap",
                reading.at(path),
                f"The cases `{one}` and `{two}` both hold where {in_words(world)}",
                "In every world one case of a table holds.",
                f"Exclude the overlap, such as `{two} and not ({one})`.",
            )
            return False
        if not true and chance.cases[-1].when:
            reading.complain(
                "cases-incomplete",
                reading.at(path),
                f"No case of the table holds where {in_words(world)}",
                "The cases of a table cover every world.",
                "Add the case, or a last line `otherwise: ...`.",
            )
            return False
    return True


def band_in(chance: Chance, world: Mapping[str, str]) -> Band:
    """Return the band of a fitting table in a world that gives a value to every circumstance it names."""
    return next(case.band for case in chance.cases if case.when is None or holds(case.when.meaning, world))


def complement(chance: Chance) -> Chance:
    """Return the chance of the other of two values."""
    cases = tuple(Case(case.when, Band(ONE - case.band.high, ONE - case.band.low)) for case in chance.cases)
    return Chance(cases, chance.place)
