"""Circumstances: their values, what holds now, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from detente.scenario import schema
from detente.scenario.chances import band_in, complement, in_words, parents, read_chance, unit_number, worlds
from detente.scenario.document import Path
from detente.scenario.grounds import read_grounds
from detente.scenario.loops import dependencies_first
from detente.scenario.model import Band, Chance, Circumstance
from detente.scenario.problems import listed
from detente.scenario.quantities import number, numbers_of_range, one_line
from detente.scenario.reading import Reading
from detente.scenario.words import every_word, tables


def read_words(reading: Reading, table: str, given: Mapping[str, list[str]]) -> dict[str, Band]:
    """Return the chance words of the file: those of the table that it chooses, and those that it defines."""
    words = tables()[table].bands if table in tables() else every_word()
    for name, ends in given.items():
        word, band = one_line(name), _word(reading, name, ends)
        if band is not None:
            words[word] = Band(*band, word)
        else:
            reading.broken_words.add(word)
    return words


def _word(reading: Reading, name: str, ends: list[str]) -> tuple[Fraction, Fraction] | None:
    path: Path = ("words", name)
    if number(name) is not None or numbers_of_range(name) or not one_line(name) or name.strip() == "otherwise":
        reading.complain(
            "bad-name",
            reading.key(path),
            f"`{name}` cannot be a chance word",
            "A chance word is no number and not `otherwise`.",
            "Choose a word.",
        )
        return None
    if len(ends) != 2:
        reading.complain(
            "band-ends",
            reading.at(path),
            f"The band of `{name}` has {len(ends)} " + ("end" if len(ends) == 1 else "ends"),
            "A band is [low, high].",
            "Write two numbers from 0 to 1, such as `[0.55, 0.80]`.",
        )
        return None
    low, high = (unit_number(reading, end, reading.at((*path, i))) for i, end in enumerate(ends))
    if low is None or high is None:
        return None
    if low > high:
        reading.complain(
            "band-upside-down",
            reading.at(path),
            f"The band of `{name}` begins above its end",
            "A band goes from the lower number to the higher.",
            f"Write `[{ends[1]}, {ends[0]}]`.",
        )
        return None
    return low, high


def read_values(reading: Reading, given: list[str] | None, path: Path, what: str) -> tuple[str, ...] | None:
    """Return the values of an option or circumstance, None (and a problem) where they are too few or repeated."""
    values = tuple(given) if given is not None else ("no", "yes")
    if len(values) < 2:
        reading.complain(
            "too-few-values",
            reading.at((*path, "values")),
            f"{what} has {'one value' if values else 'no values'}",
            "There are at least two values to choose from.",
            "Add a value; without the line `values:` they are no and yes.",
        )
        return None
    fine, seen = True, set[str]()
    for number_, value in enumerate(values):
        here = (*path, "values", number_)
        if value in seen:
            reading.complain(
                "duplicate-value",
                reading.at(here),
                f"The value `{value}` stands in the list twice",
                "A list has each value once.",
                "Remove or rename one of the two.",
            )
            fine = False
        elif '"' in value:
            reading.complain(
                "bad-name",
                reading.at(here),
                f"The value `{value}` holds a double quote",
                "Formulas put values in double quotes, so that these cannot be inside.",
                "Leave the quotes out of the value.",
            )
            fine = False
        seen.add(value)
    return values if fine else None


def read_circumstances(reading: Reading, given: Mapping[str, schema.Circumstance]) -> dict[str, Circumstance]:
    """Return the circumstances that are understood; their values are in scope already."""
    known = reading.scope.of_kind("circumstance")
    made = {}
    for ident, part in given.items():
        path: Path = ("circumstances", ident)
        grounds = read_grounds(reading, part, path)
        chances = _chances(reading, ident, part)
        if ident in known:
            values = known[ident].values
            if part.now not in values:
                reading.wrong_value(ident, part.now, values, (*path, "now"))
            made[ident] = Circumstance(ident, values, part.now, part.means, chances, grounds, reading.key(path))
    _refuse_loops(reading, made)
    return made


def _chances(reading: Reading, ident: str, part: schema.Circumstance) -> dict[str, Chance] | None:
    path: Path = ("circumstances", ident)
    variable = reading.scope.variables.get(ident)
    values = variable.values if variable is not None else None
    if part.chance is not None and part.chances is not None:
        reading.complain(
            "two-chances",
            reading.key((*path, "chances")),
            f"`{ident}` has both `chance` and `chances`",
            "`chance` speaks of the value that holds now, `chances` of every value.",
            "Remove one of the two.",
        )
        return None
    if part.chances is not None:
        return chance_of_each(reading, ident, part.chances, values, (*path, "chances"))
    if part.chance is None:
        return None
    chance = read_chance(reading, part.chance, (*path, "chance"), ident)
    if values is None or chance is None:
        return None
    if len(values) > 2:
        reading.complain(
            "chance-of-many",
            reading.key((*path, "chance")),
            f"`{ident}` has {len(values)} values, and `chance` speaks of one only",
            "Of more than two values each has its chance.",
            f"Write `chances: {{{values[0]}: ..., {values[1]}: ..., {values[2]}: ...}}`.",
        )
        return None
    return {value: chance if value == part.now else complement(chance) for value in values}


def chance_of_each(
    reading: Reading,
    ident: str,
    given: Mapping[str, str | dict[str, str]] | Mapping[str, str],
    values: tuple[str, ...] | None,
    path: Path,
) -> dict[str, Chance] | None:
    """Return the chance of each value of a circumstance, as a table at a path gives them; None (and problems) else."""
    chances = {value: read_chance(reading, part, (*path, value), ident) for value, part in given.items()}
    if values is None:
        return None
    for value in given:
        if value not in values:
            place = (*path, value)
            reading.wrong_value(ident, value, values, place, key=True)
            return None
    if missing := [value for value in values if value not in given]:
        reading.complain(
            "missing-value",
            reading.key(path),
            f"{listed(missing)} of `{ident}` " + ("has no chance" if len(missing) == 1 else "have no chance"),
            "A table of chances gives one to every value.",
            "Add what is missing.",
        )
        return None
    each = {value: chance for value in values if (chance := chances[value]) is not None}
    return each if len(each) == len(values) and _add_up(reading, each, path) else None


def _add_up(reading: Reading, chances: Mapping[str, Chance], path: Path) -> bool:
    """Return whether the chances can add up to 1 in every world; note the first where they cannot."""
    every = worlds(reading, list(chances.values()), path)
    for world in every or ():
        bands = [band_in(chance, world) for chance in chances.values()]
        low, high = sum(band.low for band in bands), sum(band.high for band in bands)
        if low <= 1 <= high:
            continue
        where = f" where {in_words(world)}" if world else ""
        at_least = f"at least {float(low):g}" if low > 1 else f"at most {float(high):g}"
        reading.complain(
            "chances-do-not-add-up",
            reading.key(path),
            f"The chances add up to {at_least}{where}",
            "One of the values holds, so that the chances add up to 1.",
            "Change the chances until they can add up to 1.",
        )
        return False
    return every is not None


def _refuse_loops(reading: Reading, made: Mapping[str, Circumstance]) -> None:
    uses = {ident: parents(each.chances) if each.chances else set() for ident, each in made.items()}
    for loop in dependencies_first(uses)[1]:
        reading.complain(
            "circular-chances",
            reading.key(("circumstances", loop[0])),
            "These chances depend on each other: " + " → ".join(f"`{name}`" for name in (*loop, loop[0])),
            "A chance may depend on others that do not depend on it.",
            "Let one of them stand without the others.",
        )
