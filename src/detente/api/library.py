"""Verbs on the library of cases, and the schemas of files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.api.given import known, unknown

if TYPE_CHECKING:
    from detente.views import notebook


def cases() -> notebook.Library:
    """Return the case library: what each case tells, and how far its sources can be trusted."""
    from detente.answers import library
    from detente.views import notebook

    return notebook.Library(tuple(_case(key) for key in library.case_files()))


def case(name: str) -> notebook.Case:
    """Return one case of the library by its slug (`chicken`) or key (`games/chicken`)."""
    from detente.answers import library

    return _case(known(name, library.case_key(name)))


def copy_case(name: str, folder: str | os.PathLike[str]) -> notebook.Copied:
    """Copy a case's scenario into a folder, as `SLUG.yaml`, and return where; never writes over a file."""
    from detente.answers import library
    from detente.answers.files import write_new
    from detente.views import notebook

    key = known(name, library.case_key(name))
    target = Path(folder) / f"{key.split('/')[1]}.yaml"
    write_new(target, library.case_files()[key].read_text(encoding="utf-8"))
    return notebook.Copied(key, target)


def _case(key: str) -> notebook.Case:
    from detente.answers.library import case, case_files
    from detente.scenario.reader import read
    from detente.views import notebook

    file = case_files()[key]
    return notebook.showing(case(key, read(file.read_bytes(), key.split("/")[1]), file), notebook.Case)


def schema(of: str = "scenario") -> dict[str, Any]:
    """Return the JSON Schema of the scenario file, or of what a command prints with `--json`.

    `of` is `scenario`, a command's name, or `error`.
    """
    from detente.arguments.standards import codes
    from detente.engine.stability import concepts
    from detente.scenario.schema import json_schema
    from detente.views import objects

    if of == "scenario":
        return json_schema(concepts(), codes())
    if of in objects.commands():
        return objects.json_schema(of)
    raise unknown("unknown-schema", f"there is no schema of `{of}`", of, ["scenario", *objects.commands()])
