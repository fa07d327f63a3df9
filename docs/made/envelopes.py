"""The page of what `--json` prints, from the models that print it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from detente import api
from detente.views.objects import commands
from docs.made import capital, page, table

INTRODUCTION = """\
With `--json` a command prints one object on standard output and nothing else. `detente schema COMMAND` prints its JSON
Schema, `detente schema` that of the scenario file, for completion in editors.

- States are whole numbers from 1, the same as everywhere else; they belong to a scenario *and* a variant.
- `null` says that something does not apply: no variant, no status quo.
- Where states are too many to be listed, `analyse` and `explain` print another object: `states` is `null` in it and
  `provenance.engine` is `symbolic`. Its counts are whole numbers of any length, beyond what a float holds.
- What goes wrong is printed in place of the answer, as `error`, with [exit status](commands.md#exit-status) 2; what
  `check` finds in a file is its answer.
- `provenance` says where an answer comes from, so that it can be had again. The same file, version and questions give
  the same answer; only `seconds` differs."""

PLAIN = {"string": "text", "integer": "whole number", "boolean": "true or false"}


def json_page() -> str:
    """Return the list of what `--json` prints."""
    rows = [f'<a id="{name}"></a>[{name}](json/{name}.md) | {_first(_schemas()[name])}' for name in commands()]
    return page("JSON", INTRODUCTION, table("command | prints", rows), "[Parts](json/parts.md) of these objects.")


def printed_page(name: str) -> str:
    """Return the page of what one command prints."""
    schema = _schemas()[name]
    told = page(f"JSON: {name}", f"{_described(schema)}{_keys(schema)}")
    return re.sub(r"\(#part-(\w+)\)", lambda link: _placed(link[1], name), told)


def parts_page() -> str:
    """Return the page of the parts that those objects are made of."""
    shared: dict[str, Any] = {}
    for schema in _schemas().values():
        shared |= schema.get("$defs", {})
    rows = (_part(name, shared[name]) for name in sorted(shared) if name.lower() not in _ways())
    return page("JSON: parts", "What the objects are made of that commands print.", "\n".join(rows))


@functools.cache
def _schemas() -> dict[str, Any]:
    return {name: api.schema(name) for name in commands()}


def _ways() -> dict[str, str]:
    """Return the objects that stand on the page of their command, since it prints one of several, with the command."""
    return {
        way["$ref"].rpartition("/")[2].lower(): name
        for name, schema in _schemas().items()
        for way in schema.get("anyOf", ())
    }


def _placed(part: str, name: str) -> str:
    """Return a link to a part from the page of a command."""
    page = _ways().get(part, "parts")
    return f"(#part-{part})" if page == name else f"({page}.md#part-{part})"


def _first(schema: Mapping[str, Any]) -> str:
    """Return the first sentence about what is printed."""
    ways = [schema["$defs"][way["$ref"].rpartition("/")[2]] for way in schema.get("anyOf", ())] or [schema]
    return " ".join(way.get("description", "").partition("\n")[0] for way in ways)


def _described(schema: Mapping[str, Any]) -> str:
    return f"{schema['description']}\n\n" if "description" in schema else ""


def _keys(schema: Mapping[str, Any]) -> str:
    if "properties" not in schema:
        parts = [schema["$defs"][way["$ref"].rpartition("/")[2]] for way in schema["anyOf"]]
        return f"As asked, {kind(schema)}.\n\n" + "\n\n".join(f"{_head(one)}{_keys(one)}" for one in parts)
    entries = schema["properties"].items()
    rows = [f"`{key}` | {kind(one)} | {capital(one.get('description', ''))}" for key, one in entries]
    return table("key | holds | ", rows)


def _head(schema: Mapping[str, Any]) -> str:
    name = schema["title"]
    return f'<a id="part-{name.lower()}"></a>**{name}.** {_described(schema)}'


def _part(name: str, schema: Mapping[str, Any]) -> str:
    keys = []
    for key, one in schema["properties"].items():
        said = f" ({one['description']})" if "description" in one else ""
        keys.append(f"`{key}`: {kind(one)}{said}")
    return f'- <a id="part-{name.lower()}"></a>**{name}.** {schema.get("description", "")} {"; ".join(keys)}.'


def kind(one: Mapping[str, Any]) -> str:
    """Return in words what a JSON Schema allows.

    >>> kind({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}})
    'list of text or null'
    """
    found = "anything"
    match one:
        case {"const": value}:
            found = f'`"{value}"`'
        case {"enum": values}:
            found = ", ".join(f'`"{value}"`' for value in values)
        case {"$ref": str(name)}:
            short = name.rpartition("/")[2]
            found = f"[{short}](#part-{short.lower()})"
        case {"anyOf": ways}:
            found = " or ".join(kind(way) for way in ways)
        case {"type": "array", "items": items}:
            found = f"list of {kind(items)}"
        case {"type": "object", "additionalProperties": values}:
            found = f"object, by name: {kind(values)}"
        case {"type": str(plain)}:
            found = PLAIN.get(plain, plain)
    return found
