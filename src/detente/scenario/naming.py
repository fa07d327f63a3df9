"""The names of a file enter the scope, before any formula is read: what there is, and what is called alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from detente.scenario import schema
from detente.scenario.circumstances import read_values
from detente.scenario.document import Path, Plain
from detente.scenario.reading import Reading
from detente.scenario.scope import RESERVED, STATE, Kind, Variable

_PARTS = ("circumstances", "situations", "actors")  # what formulas may name

LONGEST = 100  # characters of a name
_FORBIDDEN = re.compile(r'[".,:()\[\]]')


def enter_names(reading: Reading, file: schema.File) -> None:
    """Put every name of the file into the scope.

    What has no place in `file`, because its shape is wrong, enters as a broken name, and so do names that clash.
    """
    scope = reading.scope
    scope.complete = _is_complete(reading.document.data)
    for ident in reading.keys_at(("circumstances",)):
        path: Path = ("circumstances", ident)
        _enter_variable(reading, ident, "circumstance", (file.circumstances or {}).get(ident), path)
        check_name(reading, ident, path)
    for ident in reading.keys_at(("situations",)):
        check_name(reading, ident, ("situations", ident))
        if not _refuse_clash(reading, ident, ("situations", ident), {"circumstance": scope.variables}):
            scope.situations[ident] = None
    _enter_states(reading, file)
    for ident in reading.keys_at(("actors",)):
        check_name(reading, ident, ("actors", ident))
        taken: dict[str, Collection[str]] = {"circumstance": scope.variables, "situation": scope.situations}
        _refuse_clash(reading, ident, ("actors", ident), taken)
    for ident in reading.keys_at(("actors",)):
        _enter_options(reading, file, ident)


def _is_complete(data: dict[str, Plain]) -> bool:
    """Return whether the parts that give names have their shape, and no key may be a misspelt one of them."""
    known = {field.alias or name for name, field in schema.File.model_fields.items()}
    return "actors" in data and set(data) <= known and all(isinstance(data.get(part, {}), dict) for part in _PARTS)


def _enter_states(reading: Reading, file: schema.File) -> None:
    if "states" not in reading.document.data:
        return
    names = read_states(reading, file)
    reading.scope.variables[STATE] = Variable(STATE, "state", names) if names else None


def read_states(reading: Reading, file: schema.File) -> tuple[str, ...] | None:
    """Return the names of the states of graph form, None (and problems) where they do not serve."""
    if file.states is None:
        return None
    names = tuple(file.states)
    fine, seen = True, set[str]()
    for number, name in enumerate(names):
        path: Path = ("states", name) if isinstance(file.states, dict) else ("states", number)
        if name in seen:
            reading.complain(
                "duplicate-state",
                reading.key(path),
                f"The state `{name}` stands in the list twice",
                "A list has each state once.",
                "Remove or rename one of the two.",
            )
            fine = False
        elif name == "unknown" or '"' in name or not name.strip():
            reading.complain(
                "bad-name",
                reading.key(path),
                f"`{name}` cannot be the name of a state",
                "`start: unknown` says that there is no status quo, and names hold no double quote.",
                "Choose another name.",
            )
            fine = False
        seen.add(name)
    if len(names) < 2:
        reading.complain(
            "too-few-values",
            reading.key(("states",)),
            "There are fewer than two states",
            "A conflict has at least two states.",
            "List the states.",
        )
        return None
    return names if fine else None


def _enter_options(reading: Reading, file: schema.File, actor: str) -> None:
    scope = reading.scope
    part = file.actors.get(actor)
    path: Path = ("actors", actor, "options")
    names = reading.keys_at(path)
    given = (part.options if part else None) or {}
    for name in names:
        _enter_variable(reading, f"{actor}.{name}", "option", given.get(name), (*path, name))
        check_name(reading, name, (*path, name))
    whole = part is not None and ("options" not in reading.keys_at(("actors", actor)) or part.options is not None)
    scope.actors[actor] = names if names or whole else None


def _enter_variable(
    reading: Reading, ident: str, kind: Kind, part: schema.Circumstance | schema.Option | None, path: Path
) -> None:
    values = None
    if part is not None and (part.values is not None or "values" not in reading.keys_at(path)):
        values = read_values(reading, part.values, path, f"`{ident}`")
    reading.scope.variables[ident] = Variable(ident, kind, values) if values else None


def check_name(reading: Reading, name: str, path: Path) -> None:
    """Note a name that formulas could not write."""
    if name in RESERVED:
        reading.complain(
            "reserved-name",
            reading.key(path),
            f"`{name}` is a word of the language",
            "Names differ from the words of formulas.",
            f"Choose another name, such as `{name}_`.",
        )
    elif name != name.strip() or not name or len(name) > LONGEST or _FORBIDDEN.search(name):
        reading.complain(
            "bad-name",
            reading.key(path),
            f"`{name[:LONGEST]}` cannot be a name",
            f"A name has at most {LONGEST} characters, none of . , : ( ) [ ] or a double quote, no space at an end.",
            "Choose a name of letters, digits, _ and -.",
        )


def _refuse_clash(reading: Reading, name: str, path: Path, taken: Mapping[str, Collection[str]]) -> bool:
    for kind, names in taken.items():
        if name in names:
            first = reading.document.keys[(f"{kind}s", name)]
            reading.complain(
                "name-clash",
                reading.key(path),
                f"`{name}` is a {kind} too (line {first.line})",
                "Circumstances, situations and actors have different names.",
                "Rename one of the two.",
            )
            return True
    return False
