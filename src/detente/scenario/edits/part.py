"""Entries of a part of the file: those of a list are known by their place, those of a mapping by their name."""

from __future__ import annotations

from detente.scenario.document import Plain
from detente.scenario.edits.edit import Data, at, free, listing, mapping, section, unknown


def items(data: Data, part: str) -> list[Plain]:
    """Return the items of a list, none where the file has no such part."""
    return listing(data.get(part, []), f"`{part}`")


def item(data: Data, part: str, place: int, what: str) -> Data:
    """Return the item at a place of a list; `what` says what several are called."""
    there = items(data, part)
    return mapping(there[at(there, place, what)], f"number {place} of the {what}")


def add_item(data: Data, part: str, new: Plain) -> None:
    """Put an item at the end of a list, which is made where there is none."""
    listing(section(data, part, []), f"`{part}`").append(new)


def remove_item(data: Data, part: str, place: int, what: str) -> None:
    """Take an item out of a list; with the last one goes the heading."""
    there = items(data, part)
    del there[at(there, place, what)]
    if not there:
        del data[part]


def entries(data: Data, part: str, name: str, what: str) -> Data:
    """Return the entries of a mapping, of which there is one of that name."""
    there = mapping(data.get(part, {}), f"`{part}`")
    if name not in there:
        raise unknown(f"there is no {what} `{name}`", there)
    return there


def add_entry(data: Data, part: str, name: str, what: str, new: Plain) -> None:
    """Put an entry at the end of a mapping, which is made where there is none; its name must be free."""
    there = mapping(section(data, part, {}), f"`{part}`")
    free(name, there, what)
    there[name] = new


def remove_entry(data: Data, part: str, name: str, what: str) -> None:
    """Take an entry out of a mapping; with the last one goes the heading."""
    there = entries(data, part, name, what)
    del there[name]
    if not there:
        del data[part]
