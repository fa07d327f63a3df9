"""The words of the scenario language and of questions, for completion and choices."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Language:
    """The keys of the scenario language by the alphabet, titles of concepts by key, and the rules of sharing."""

    keys: Sequence[str]
    concepts: Mapping[str, str]
    sharing: Sequence[str]


@functools.cache
def language() -> Language:
    """Return the words; the first time that takes as long as loading all that they belong to."""
    from detente import api
    from detente.engine.stability import concepts
    from detente.prospects.sharing import rules

    keys = sorted({key for key in _keys(api.schema()) if key.isidentifier() or " " in key})
    return Language(keys, {key: one.title for key, one in concepts().items()}, list(rules()))


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)
