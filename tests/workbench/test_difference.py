"""Differences: taking away what is gone and putting in what is new makes one text of the other."""

from __future__ import annotations

import random
import time

import pytest

from detente.workbench import difference as differences
from detente.workbench.difference import Line, difference


def told(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in lines]


def applied(before: list[str], lines: list[Line]) -> list[str]:
    """Return the text after, from the text before and what is told: by line numbers, as a reader would do it."""
    gone = {line.before for line in lines if line.kind == "gone"}
    new = {line.after: line.text for line in lines if line.kind == "new"}
    kept = iter([text for number, text in enumerate(before, 1) if number not in gone])
    count = len(before) - len(gone) + len(new)
    return [new[number] if number in new else next(kept) for number in range(1, count + 1)]


def test_texts_that_are_alike_differ_in_nothing() -> None:
    assert difference("", "") == []
    assert difference("a\nb", "a\nb\n") == []


def test_lines_around_are_shown_and_the_rest_is_skipped() -> None:
    before = [str(number) for number in range(20)]
    after = [*before[:10], "new", *before[11:]]
    found = told(difference("\n".join(before), "\n".join(after)))
    assert found == [
        ("skipped", ""),
        ("same", "7"), ("same", "8"), ("same", "9"),
        ("gone", "10"), ("new", "new"),
        ("same", "11"), ("same", "12"), ("same", "13"),
        ("skipped", ""),
    ]  # fmt: skip
    assert told(difference("a", "")) == [("gone", "a")]
    assert told(difference("", "a")) == [("new", "a")]


@pytest.mark.parametrize("most", [differences.MOST, 0])
def test_what_is_told_makes_one_text_of_the_other(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(differences, "MOST", most)
    dice = random.Random(5)
    for _ in range(300):
        before = [dice.choice("abcde") for _ in range(dice.randint(0, 25))]
        after = [one for one in before if dice.random() < 0.8]
        for _ in range(dice.randint(0, 4)):
            after.insert(dice.randint(0, len(after)), dice.choice("abcdef"))
        lines = difference("\n".join(before), "\n".join(after))
        assert applied(before, lines) == after
        assert all(before[line.before - 1] == line.text for line in lines if line.before)
        assert all(after[line.after - 1] == line.text for line in lines if line.after)


def test_long_texts_that_have_nothing_in_common_are_told_at_once() -> None:
    before = "\n".join(f"a{number % 7}" for number in range(20_000))
    after = "\n".join(f"b{number % 7}" for number in range(20_000))
    began = time.process_time()
    assert len(difference(before, after)) == 40_000
    assert time.process_time() - began < 5
