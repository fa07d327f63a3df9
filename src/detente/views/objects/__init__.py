"""What `--json` prints: one object a command, described by models; the JSON Schemas are made from them.

Each file is one command: its models, the functions that pack answers into them, and `ENVELOPE`, all that the
command may print. Every object begins with `command`. What goes wrong is told as `{"error": {"problems": [...]}}`
instead. State ids are whole numbers from 1.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter


def commands() -> list[str]:
    """Return the commands that print objects; `error` is what any of them prints where something is wrong."""
    return sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.ispkg)


def json_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command prints."""
    envelope: Any = import_module(f"{__name__}.{command}").ENVELOPE
    return TypeAdapter(envelope).json_schema(mode="serialization")
