"""What a planted fault is."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One planted fault: `file` is counted from the package, `old` occurs in it exactly once."""

    name: str
    file: str
    old: str
    new: str
    breaks: str


def in_file(file: str, *faults: tuple[str, str, str, str]) -> tuple[Fault, ...]:
    """Return faults in one file: for each its name within the file, the old text, the new one, and what it breaks."""
    room, _, part = file.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")
    apart = {
        "engine/symbolic": "symbolic-",
        "engine/coalition/driver": "coalition-",
        "engine/ensemble/kernels": "lanes-",
    }.get(room, "")
    return tuple(Fault(f"{apart}{part}-{name}", file, old, new, breaks) for name, old, new, breaks in faults)
