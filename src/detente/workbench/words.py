"""The words of the scenario language and of questions, for completion, help and choices."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Key:
    """A key of the scenario language: the part that has it, the keys of the file below which such parts stand.

    `part` and `within` are empty for the file's own keys.
    """

    key: str
    part: str
    within: Sequence[str]
    says: str


@dataclass(frozen=True)
class Language:
    """The keys of the scenario language, titles of concepts by key, and the rules of sharing."""

    keys: Sequence[Key]
    concepts: Mapping[str, str]
    sharing: Sequence[str]


@functools.cache
def language() -> Language:
    """Return the words; the first time that takes as long as loading all that they belong to."""
    from detente import api
    from detente.engine.stability import concepts
    from detente.prospects.sharing import rules

    return Language(tuple(_keys(api.schema())), {key: one.title for key, one in concepts().items()}, list(rules()))


def _keys(schema: Mapping[str, Any]) -> Iterator[Key]:
    """Return the keys of a schema with what their descriptions say."""
    own, parts = schema["properties"], schema["$defs"]
    yield from (Key(key, "", (), given["description"]) for key, given in own.items())
    for name, part in parts.items():
        within = tuple(key for key, given in own.items() if name in _parts(given, parts))
        noun = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
        yield from (Key(key, noun, within, given["description"]) for key, given in part["properties"].items())


def _parts(given: Any, parts: Mapping[str, Any]) -> set[str]:
    """Return the names of all parts that something consists of."""
    if isinstance(given, list):
        return {name for one in given for name in _parts(one, parts)}
    if not isinstance(given, dict):
        return set()
    named = str(given.get("$ref", "")).removeprefix("#/$defs/")
    own = {named} | _parts(parts[named], parts) if named else set()
    return own.union(*(_parts(one, parts) for one in given.values()))
