"""Changed data is put into a text in place: what is not changed stays as it is written, comments and all.

A value is replaced where it stands. In a block of entries each entry takes along the lines above it, up to the
entry before; so entries can be changed, moved, added and removed, and the rest stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from detente.scenario import emitter
from detente.scenario.document import Document, Path, Plain

_SKIPPED = re.compile(r"(?:[ \t\r]*(?:#[^\n]*)?\n)*[ \t]*")  # empty lines and comments, up to what stands next
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_GAP = re.compile(r"\n[ \t\r]*(?=\n)")  # an empty line


def same(one: Plain, other: Plain) -> bool:
    """Return whether two values are equal, the order of keys included."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def splice(document: Document, data: dict[str, Plain]) -> str:
    """Return the text of a document with the data in place of its own; neither is empty."""
    editor = _Editor(document, document.text)
    start, end = document.values[()].start, editor.end((), document.data)
    return document.text[:start] + editor.value((), document.data, data) + document.text[end:]


class _Entry(NamedTuple):
    """One entry of a block as it is to be written; `lead` is what stands before it, None if it is new there."""

    lead: str | None
    body: str


@dataclass
class _Editor:
    document: Document
    text: str

    def in_flow(self, path: Path) -> bool:
        """Return whether a value stands in brackets, its own or those of a collection around it."""
        return any(path[:length] in self.document.flow for length in range(len(path) + 1))

    def end(self, path: Path, value: Plain) -> int:
        """Return where a value ends, without the empty lines and comments that follow it."""
        spot = self.document.values[path]
        if isinstance(value, str) and spot.style in ("|", ">"):
            return spot.start + len(self.text[spot.start : spot.end].rstrip())
        if isinstance(value, str) or self.in_flow(path):
            return spot.end
        last, part = list(_parts(value))[-1]
        return self.end_of_line((*path, last), part)

    def end_of_line(self, path: Path, value: Plain) -> int:
        """Return where an entry ends: with its value and the comment on the same line."""
        end = self.end(path, value)
        rest = _REST_OF_LINE.match(self.text, end)
        return rest.end() if rest else end

    def in_place(self, path: Path, old: Plain, new: Plain) -> bool:
        """Return whether the new value can stand exactly where the old one stands."""
        if self.in_flow(path):
            return isinstance(old, str) or bool(old) or self.in_flow(path[:-1])
        if isinstance(old, str) and isinstance(new, str):
            spot = self.document.values[path]
            long = spot.style is None and spot.column + len(new) > emitter.WIDTH
            return spot.style not in ("|", ">") and "\n" not in new and not long
        return type(old) is type(new) and bool(old) and bool(new)

    def value(self, path: Path, old: Plain, new: Plain) -> str:
        """Return the text of a value that can be changed in place."""
        spot = self.document.values[path]
        if same(old, new):
            return self.text[spot.start : self.end(path, old)]
        if self.in_flow(path):
            return self.flow(path, old, new)
        if isinstance(new, dict) and isinstance(old, dict):
            return self.mapping(path, old, new)
        if isinstance(new, list) and isinstance(old, list):
            return self.sequence(path, old, new)
        return emitter.scalar(str(new), style=spot.style)

    def flow(self, path: Path, old: Plain, new: Plain) -> str:
        """Return the text of a changed value in brackets; only what differs is written anew, if that suffices."""
        spot = self.document.values[path]
        if isinstance(new, str) and isinstance(old, str):
            return emitter.scalar(new, flow=True, style=spot.style)
        if not _same_entries(old, new):
            return self.brackets(path, old, new)
        written, at = [], spot.start
        for (key, part), (_, changed) in zip(_parts(old), _parts(new), strict=True):
            child = self.document.values[(*path, key)]
            written += [self.text[at : child.start], self.value((*path, key), part, changed)]
            at = child.end
        return "".join(written) + self.text[at : spot.end]

    def brackets(self, path: Path, old: Plain, new: Plain) -> str:
        """Return the text of brackets with other entries, on one line; what was there stays as it is written."""
        if isinstance(old, dict) and isinstance(new, dict):
            return "{" + ", ".join(self.flow_entry((*path, key), old.get(key), new[key]) for key in new) + "}"
        if isinstance(old, list) and isinstance(new, list):
            items = [
                emitter.flow(value) if partner is None else self.value((*path, partner), old[partner], value)
                for value, partner in zip(new, _partners(old, new), strict=True)
            ]
            return "[" + ", ".join(items) + "]"
        return emitter.flow(new)

    def flow_entry(self, path: Path, old: Plain | None, new: Plain) -> str:
        """Return one entry of a mapping in braces; `old` is None if it is new."""
        if old is None:
            return emitter.flow({str(path[-1]): new})[1:-1]
        key, value = self.document.keys[path], self.document.values[path]
        return self.text[key.start : value.start] + self.value(path, old, new)

    def mapping(self, path: Path, old: dict[str, Plain], new: dict[str, Plain]) -> str:
        """Return the text of a changed mapping in block style."""
        column = self.document.values[path].column - 1
        leads: dict[str, str | None] = {}
        kept, end = "", 0
        for key, value in old.items():
            here = (*path, key)
            lead = self.text[end : self.document.keys[here].start] if end else None
            end = self.end_of_line(here, value)
            if key in new:
                leads[key] = lead if lead is None else kept + lead
                kept = ""
            else:
                kept += _heading(lead)
        entries = [_Entry(leads.get(key), self.entry((*path, key), old.get(key), new[key], column)) for key in new]
        return _joined(entries, column)

    def entry(self, path: Path, old: Plain | None, new: Plain, column: int) -> str:
        """Return one entry of a mapping, from its key to the end of its last line; `old` is None if it is new."""
        if old is None:
            return emitter.entry(emitter.scalar(str(path[-1])), new, column)
        key, value = self.document.keys[path], self.document.values[path]
        if same(old, new):
            return self.text[key.start : self.end_of_line(path, old)]
        rest = self.text[self.end(path, old) : self.end_of_line(path, old)]
        if not self.in_place(path, old, new):
            anew = emitter.entry(self.text[key.start : key.end], new, column)
            return anew if "\n" in anew else anew + rest
        return self.text[key.start : value.start] + self.value(path, old, new) + rest

    def sequence(self, path: Path, old: list[Plain], new: list[Plain]) -> str:
        """Return the text of a changed list in block style."""
        spot = self.document.values[path]
        column = spot.column - 1
        partners = _partners(old, new)
        staying = set(partners)
        dashes: list[int] = []
        leads: list[str | None] = []
        kept, end = "", 0
        for index, value in enumerate(old):
            skipped = _SKIPPED.match(self.text, end) if index else None
            dashes.append(skipped.end() if skipped else spot.start)
            lead = self.text[end : dashes[-1]] if index else None
            leads.append(lead if lead is None else kept + lead)
            kept = "" if index in staying else kept + _heading(lead)
            end = self.end_of_line((*path, index), value)
        entries = []
        for value, partner in zip(new, partners, strict=True):
            if partner is None:
                entries.append(_Entry(None, emitter.item(value, column)))
            else:
                body = self.item((*path, partner), old[partner], value, dashes[partner], column)
                entries.append(_Entry(leads[partner], body))
        return _joined(entries, column)

    def item(self, path: Path, old: Plain, new: Plain, dash: int, column: int) -> str:
        """Return one item of a list, from its dash to the end of its last line."""
        if same(old, new):
            return self.text[dash : self.end_of_line(path, old)]
        rest = self.text[self.end(path, old) : self.end_of_line(path, old)]
        if not self.in_place(path, old, new):
            anew = emitter.item(new, column)
            return anew if "\n" in anew else anew + rest
        return self.text[dash : self.document.values[path].start] + self.value(path, old, new) + rest


def _parts(value: Plain) -> Iterable[tuple[str | int, Plain]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _same_entries(old: Plain, new: Plain) -> bool:
    """Return whether two collections have the same keys, or items that continue each other, in the same order."""
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and _partners(old, new) == list(range(len(new)))
    return isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new)


def _heading(lead: str | None) -> str:
    """Return the comments before an entry that an empty line sets apart: they stay when it goes and another follows."""
    gaps = list(_GAP.finditer(lead or ""))
    heading = (lead or "")[: gaps[-1].start()] if gaps else ""
    return heading if "#" in heading else ""


def _joined(entries: list[_Entry], column: int) -> str:
    first, *rest = entries
    between = "\n" + " " * column
    written = [(first.lead or "").lstrip() + first.body]
    written += [(between if entry.lead is None else entry.lead) + entry.body for entry in rest]
    return "".join(written)


def _partners(old: list[Plain], new: list[Plain]) -> list[int | None]:
    """Return for each new item the old one that it continues: equal, of the same name, or renamed."""
    found: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    for mark in (repr, _name_of):
        waiting: dict[str, list[int]] = {}
        for unused in reversed(free):
            waiting.setdefault(mark(old[unused]), []).append(unused)
        for place, value in enumerate(new):
            if place not in found and (same_mark := waiting.get(mark(value))):
                found[place] = same_mark.pop()
                del free[found[place]]
    for place, value in enumerate(new):
        if place not in found and place in free and _alike(old[place], value):
            found[place] = place
    return [found.get(place) for place in range(len(new))]


def _alike(old: Plain, new: Plain) -> bool:
    """Return whether one item may be the other under a new name: they have an entry in common, or one is inside."""
    if isinstance(old, dict) and isinstance(new, dict):
        return any(new.get(key) == part for key, part in old.items())
    return (isinstance(old, list) and new in old) or (isinstance(new, list) and old in new)


def _name_of(value: Plain) -> str:
    """Return what is likely to stay when an item changes: its name, or else its kind."""
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else type(value).__name__
