"""Merging: what two people have made of one text, put together where they have changed different lines."""

from __future__ import annotations

from typing import NamedTuple

from detente.workbench.difference import codes


class Change(NamedTuple):
    """Lines that stand in place of those from `begin` to `end` of the text before."""

    begin: int
    end: int
    lines: tuple[str, ...]


def merged(before: str, mine: str, theirs: str) -> str | None:
    r"""Return a text with the changes of both, None where both have changed the same lines or lines that touch.

    >>> merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    'A\nb\nC\n'
    >>> merged("a\nb\nc\n", "A\nb\nc\n", "x\nb\nc\n") is None
    True
    """
    lines = before.splitlines(keepends=True)
    own, other = _changes(lines, mine), _changes(lines, theirs)
    if any(_clash(one, another) for one in own for another in other):
        return None
    for change in sorted({*own, *other}, reverse=True):  # from the end, so that places before it stay as they are
        lines[change.begin : change.end] = change.lines
    return "".join(lines)


def _changes(before: list[str], after: str) -> list[Change]:
    new = after.splitlines(keepends=True)
    return [Change(begin, end, tuple(new[at:to])) for kind, begin, end, at, to in codes(before, new) if kind != "equal"]


def _clash(one: Change, other: Change) -> bool:
    return one != other and one.begin <= other.end and other.begin <= one.end
