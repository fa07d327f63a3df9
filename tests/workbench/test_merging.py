"""Merging: both changes are there or neither is; lines that both have changed are left to people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from detente.workbench import difference
from detente.workbench.merging import merged

TEXT = some.lists(some.sampled_from("abc"), max_size=8).map(lambda lines: "".join(f"{one}\n" for one in lines))


@given(TEXT, TEXT, TEXT)
def test_the_order_of_the_two_does_not_matter(before: str, mine: str, theirs: str) -> None:
    assert merged(before, mine, theirs) == merged(before, theirs, mine)


@given(TEXT, TEXT)
def test_what_one_has_changed_alone_is_taken(before: str, mine: str) -> None:
    assert merged(before, mine, before) == mine
    assert merged(before, mine, mine) == mine


@given(some.lists(some.integers(0, 1), min_size=3, max_size=9), some.data())
def test_lines_apart_are_both_taken(kinds: list[int], data: some.DataObject) -> None:
    """Each line is its own; one changes the first, the other the last, and something lies between."""
    lines = [f"{number}\n" for number in range(len(kinds))]
    mine = data.draw(some.sampled_from([[], ["m\n"], ["m\n", "n\n"]]))
    theirs = data.draw(some.sampled_from([[], ["t\n"], ["t\n", "u\n"]]))
    found = merged("".join(lines), "".join([*mine, *lines[1:]]), "".join([*lines[:-1], *theirs]))
    assert found == "".join([*mine, *lines[1:-1], *theirs])


def test_lines_that_touch_are_left_to_people() -> None:
    assert merged("a\nb\n", "A\nb\n", "a\nB\n") is None
    assert merged("a\n", "a\nm\n", "a\nt\n") is None
    assert merged("a\nb", "a\nB", "A\nb") is None


def test_where_too_many_lines_would_be_compared_what_lies_between_changes_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server does this itself, and may not be held up by texts that are large."""
    before, mine, theirs = "a\nb\nc\nd\ne\n", "A\nb\nC\nd\ne\n", "a\nb\nc\nd\nE\n"
    assert merged(before, mine, theirs) == "A\nb\nC\nd\nE\n"
    monkeypatch.setattr(difference, "MOST", 0)
    assert merged(before, mine, theirs) == "A\nb\nC\nd\nE\n"
    assert merged(before, mine, "a\nB\nc\nd\ne\n") is None
    assert merged(before, "a\nb\nc\nd\ne\nf\n", mine) == "A\nb\nC\nd\ne\nf\n"
