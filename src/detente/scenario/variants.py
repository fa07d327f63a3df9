"""Variants: other worlds, other starts, options held in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from detente.scenario import schema
from detente.scenario.document import Path
from detente.scenario.grounds import read_grounds
from detente.scenario.model import Variant
from detente.scenario.preferences import state_name
from detente.scenario.reading import Reading
from detente.scenario.scope import STATE, Kind


def read_variants(reading: Reading, given: Mapping[str, schema.Variant]) -> dict[str, Variant]:
    """Return the variants by id."""
    return {ident: _variant(reading, ident, part) for ident, part in given.items()}


def _variant(reading: Reading, ident: str, part: schema.Variant) -> Variant:
    path: Path = ("variants", ident)
    if ident != ident.strip() or not ident:
        reading.complain(
            "bad-name",
            reading.key(path),
            f"`{ident}` cannot be the name of a variant",
            "A name begins and ends with a letter, a digit or a sign, not with a space.",
            "Choose another name.",
        )
    lock = _values(reading, part.lock, "option", (*path, "lock"))
    start = _start(reading, part.start, (*path, "start"))
    for option in sorted(set(lock) & set(start)):
        if lock[option] != start[option]:
            reading.complain(
                "lock-against-start",
                reading.key((*path, "lock")),
                f"`{option}` is locked at `{lock[option]}` and starts at `{start[option]}`",
                "A locked option has its value from the start.",
                "Remove one of the two, or make them agree.",
            )
    return Variant(
        id=ident,
        says=part.says,
        set=_values(reading, part.set, "circumstance", (*path, "set")),
        start=start,
        lock=lock,
        irreversible=_one_way(reading, part.irreversible or (), (*path, "irreversible")),
        grounds=read_grounds(reading, part, path),
        place=reading.key(path),
    )


def _start(reading: Reading, given: str | Mapping[str, str] | None, path: Path) -> dict[str, str]:
    graph = STATE in reading.scope.variables
    if isinstance(given, str) and graph:
        state = state_name(reading, given, path)
        return {STATE: state} if state is not None else {}
    if isinstance(given, str) or (given is not None and graph):
        reading.complain(
            "wrong-shape",
            reading.at(path),
            "A mapping of options stands here, but the file lists states" if graph else f"`{given}` stands here",
            "`start` is the name of a state." if graph else "`start` is a mapping: `{Actor.option: value}`.",
            "Name the state." if graph else "Name the options that start otherwise.",
        )
        return {}
    return _values(reading, given, "option", path)


def _values(reading: Reading, given: Mapping[str, str] | None, kind: Kind, path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in (given or {}).items():
        here = (*path, name)
        variable = reading.named(name, kind, here, key=True)
        if variable is None:
            continue
        if value not in variable.values:
            reading.wrong_value(variable.id, value, variable.values, here)
        elif variable.id in found:
            _refuse_twice(reading, variable.id, here)
        found[variable.id] = value
    return found


def _one_way(reading: Reading, given: Collection[str], path: Path) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for number, name in enumerate(given):
        here = (*path, number)
        variable = reading.named(name, "option", here)
        if variable is None:
            continue
        if variable.id in found:
            _refuse_twice(reading, variable.id, here)
        found[variable.id] = None
    return tuple(found)


def _refuse_twice(reading: Reading, option: str, path: Path) -> None:
    reading.complain(
        "duplicate-name",
        reading.key(path),
        f"`{option}` stands here twice",
        "Each is named once.",
        "Remove one of the two.",
    )
