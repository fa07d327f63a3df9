"""Plain data is fitted into the shape of a scenario; what does not fit is told and left out, the rest is kept."""

from __future__ import annotations

import re
from copy import deepcopy
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from detente.scenario.document import Document, Path
from detente.scenario.problems import Problems, listed, suggestion
from detente.scenario.schema import File, Judgement

# Keys that one may expect, or that an older form of the language had -> what to do.
_ADVICE = {
    "members": "Members of an actor are not modelled: name them in `means`, or make them actors of their own.",
    "stability": "The key is called `concept` now.",
    "source": "Write `sources:` with a name for each source.",
    "description": "Write `means:` (or `story:` at the top of the file).",
    "preferences": "Write `prefers:`, `weighs:` or `ranking:`.",
}
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_HIDDEN_IN_KEY = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_STAND_INS: dict[str, Any] = {"title": "untitled", "actors": {}}
_EXPECTED = {
    "string_type": "Text is expected here.",
    "list_type": "A list is expected here: lines that begin with `- `, or `[a, b]`.",
    "dict_type": "A mapping is expected here: lines of `key: value`.",
    "model_type": "A mapping is expected here: lines of `key: value`.",
}


def fit(document: Document, problems: Problems) -> File:
    """Return the data of a document in the shape of a scenario; misfits are noted as problems and left out."""
    data = document.data
    hidden = _hidden(document)
    if hidden:
        for path, is_key in hidden:
            _tell_hidden(document, problems, path, is_key)
        data = deepcopy(data)
        _leave_out(data, [{"loc": path, "type": "hidden"} for path, _ in hidden])
    told = False
    while True:
        try:
            return File.model_validate(data)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
        if not told:
            for each in errors:
                if not any(path[: len(each["loc"])] == each["loc"] for path, _ in hidden):
                    _tell(document, problems, each)
            data, told = deepcopy(data), True
        _leave_out(data, errors)


def _hidden(document: Document) -> list[tuple[Path, bool]]:
    """Return the paths where escapes make characters that cannot be seen, and whether these are in the key."""
    if "\\" not in document.text:
        return []
    keys = [(path, True) for path in document.keys if _HIDDEN_IN_KEY.search(str(path[-1]))]
    values = ((path, document.data_at(path)) for path in document.values)
    return keys + [(path, False) for path, value in values if isinstance(value, str) and _HIDDEN.search(value)]


def _tell_hidden(document: Document, problems: Problems, path: Path, is_key: bool) -> None:
    problems.add(
        "hidden-character",
        document.key(path) if is_key else document.at(path),
        f"This {'key' if is_key else 'text'} holds a character that cannot be seen",
        "Text holds letters, digits, signs, spaces and line breaks.",
        "Remove the escape (a backslash in double quotes) that makes the character.",
    )


def _tell(document: Document, problems: Problems, error: Any) -> None:
    path: Path = error["loc"]
    kind = error["type"]
    if path in document.empty:
        return  # told already
    last = path[-1]
    if kind == "extra_forbidden":
        known = _keys(path[:-1])
        problems.add(
            "unknown-key",
            document.key(path),
            f"There is no key `{last}` here",
            f"The keys are {listed(known)}.",
            _ADVICE.get(str(last)) or suggestion(str(last), known, "Remove the line, or use one of these."),
        )
    elif kind == "missing":
        problems.add(
            "missing-key",
            document.key(path[:-1]),
            f"`{last}:` is missing" + (f" in {_called(path[:-1])}" if path[:-1] else ""),
            f"Here `{last}` has to be given.",
            f"Add a line `{last}: ...`.",
        )
    elif kind == "string_too_short":
        problems.add("empty-value", document.at(path), "Nothing is written here", "Text is expected.", "Write it.")
    else:
        value = document.data_at(path)
        what = "A list" if isinstance(value, list) else "A mapping" if isinstance(value, dict) else "Text"
        where = f" after `{last}:`" if isinstance(last, str) else ""
        problems.add(
            "wrong-shape",
            document.at(path),
            f"{what} stands here{where}",
            _EXPECTED.get(kind, error["msg"]),
            "Check the indentation, dashes and brackets.",
        )


def _called(path: Path) -> str:
    last = path[-1]
    return f"`{last}`" if isinstance(last, str) else f"item {last + 1} of `{path[-2]}`"


def _keys(path: Path) -> list[str]:
    """Return the keys that the mapping at this path may have."""
    kind: Any = File
    for step in path:
        if get_origin(kind) in (dict, list):
            kind = get_args(kind)[-1]
        else:
            fields = kind.model_fields
            kind = next(f.annotation for name, f in fields.items() if step in (f.alias, name))
        kind = next((part for part in get_args(kind) if part is not None), kind) if _optional(kind) else kind
    common = Judgement.model_fields
    own_first = sorted(kind.model_fields.items(), key=lambda item: item[0] in common)
    return [field.alias or name for name, field in own_first]


def _optional(kind: Any) -> bool:
    return NoneType in get_args(kind)


def _leave_out(data: dict[str, Any], errors: list[Any]) -> None:
    """Take away what does not fit: a key, or an item of a list, whose place is kept by None."""
    gone: set[Path] = set()
    for error in errors:
        path: Path = error["loc"]
        if error["type"] == "missing" and len(path) == 1:
            data[str(path[0])] = _STAND_INS[str(path[0])]
            continue
        if error["type"] == "missing":
            path = path[:-1]
        if not any(path[:length] in gone for length in range(len(path) + 1)):
            gone.add(_take(data, path))


def _take(data: dict[str, Any], path: Path) -> Path:
    """Take away the value at the path, or what is around it if it can be taken only whole; return the path of that."""
    parent: Any = data
    for step in path[:-1]:
        parent = parent[step] if isinstance(parent, dict | list) else None  # type: ignore[index]
    last: Any = path[-1]
    if isinstance(parent, dict):
        del parent[last]
        return path
    if isinstance(parent, list) and parent[last] is not None:
        parent[last] = None
        return path
    return _take(data, path[:-1])
