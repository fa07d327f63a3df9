"""The words of the scenario language, for completion."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from detente import api


@functools.cache
def keys() -> tuple[str, ...]:
    """Return the keys of the scenario language, by the alphabet."""
    return tuple(sorted({key for key in _keys(api.schema()) if key.isidentifier() or " " in key}))


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for part in schema.values():
            yield from _keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _keys(part)
