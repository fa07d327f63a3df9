"""A YAML text as plain data: mappings, lists and text, with the place of every key and value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from detente.errors import Place

Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """Where a key or value stands: line and column from 1, offsets of its start and end in the text.

    `shift` is the distance from its first column to its first character, None where text and file do not run
    along each other (escapes, several lines).
    """

    line: int
    column: int
    start: int
    end: int
    shift: int | None = None
    style: str | None = None


@dataclass(frozen=True)
class Document:
    """A YAML text as plain data with places.

    `keys` and `values` give the spot of each key and value by its path of keys and indices; `flow` are the paths
    of collections in brackets; `empty` the paths where nothing is written. `whole` says that the text was
    understood to its end and is a mapping; `source` is the text with its byte order mark, if it has one.
    """

    file: str
    source: str
    text: str
    data: dict[str, Plain] = field(default_factory=dict)
    keys: Mapping[Path, Spot] = field(default_factory=dict)
    values: Mapping[Path, Spot] = field(default_factory=dict)
    flow: frozenset[Path] = frozenset()
    empty: frozenset[Path] = frozenset()
    whole: bool = False

    def at(self, path: Path) -> Place:
        """Return where the value at the path begins; for a path that is not in the file, its nearest parent."""
        while path and path not in self.values:
            path = path[:-1]
        spot = self.values.get(path)
        return Place(self.file, spot.line, spot.column) if spot else Place(self.file, 1, 1)

    def key(self, path: Path) -> Place:
        """Return where the key at the end of the path begins; of a list item, where the item begins."""
        spot = self.keys.get(path)
        return Place(self.file, spot.line, spot.column) if spot else self.at(path)

    def data_at(self, path: Path) -> Plain:
        """Return the value at a path that is in the data."""
        value: Any = self.data
        for step in path:
            value = value[step]
        return value  # type: ignore[no-any-return]

    def inside(self, path: Path, offset: int, *, key: bool = False) -> Place:
        """Return the place of a character inside a scalar, as exactly as the way it is written allows."""
        spot = (self.keys if key else self.values).get(path)
        if spot is None or spot.shift is None:
            return self.key(path) if key else self.at(path)
        return Place(self.file, spot.line, spot.column + spot.shift + offset)
