"""The river scenario of the language reference with some parts changed, for tests of what is said about it.

By hand, under firm stability: Upper leaves the gates half open unless the season is poor, since Lower's fields then
thirst and it goes to court. So where play comes to rest the gates are half open with the chance that rain is fair or
good, and open else; they are never shut, and Lower never goes to court.
"""

from __future__ import annotations

from detente.answers.lint import Lint, lint
from detente.scenario.essay import read_essay, read_outline
from detente.scenario.reader import read
from docs.made.blocks import RIVER, Block, embedded, read_page

RAIN = """
circumstances:
  rain: {values: [poor, fair, good], now: fair, chances: {poor: 0.3, fair: 0.5, good: 0.2}, assumed: an example}
"""
HALF = "every prospect has Upper.gates = half"
OPEN = "every prospect has Upper.gates = open"


def river(*parts: str) -> str:
    """Return the text of the river with parts put in, one after another."""
    base = read_page(RIVER).base
    assert base is not None
    for part in parts:
        base = Block(1, "yaml", (), embedded(Block(1, "yaml", ("fragment",), part), base))
    return base.text


def claimed(*claims: str) -> str:
    """Return claims, each given as its keys without name and sentence, called a, b, c, ..."""
    rows = [f"  - {{name: {chr(ord('a') + k)}, says: so it is, {one}}}" for k, one in enumerate(claims)]
    return "\n".join(["claims:", *rows])


def linted(code: str, *parts: str, words: str | None = None) -> Lint:
    """Return what one check says of the river with parts put in."""
    return lint(read(river(*parts), "river.yaml"), only=[code], words=words)


def found(code: str, *parts: str, words: str | None = None) -> list[tuple[str, ...]]:
    """Return of what one check finds something in the river with parts put in."""
    answer = linted(code, *parts, words=words)
    assert not answer.unchecked
    return [one.lapse.of for one in answer.every]


def said(code: str, *parts: str) -> str:
    """Return the one thing that a check says."""
    (one,) = linted(code, *parts).every
    return one.lapse.what


def of_essay(code: str, essay: str, *parts: str) -> list[tuple[str, ...]]:
    """Return of what one check finds something in an essay about the river."""
    outline = read_outline(f"---\nscenario: river\n---\n{essay}", "essay.md")
    written = read_essay(outline, read(river(*parts)))
    answer = lint(written.scenario, written, [code])
    assert not answer.unchecked
    assert all(one.lapse.place.file == "essay.md" for one in answer.every)
    return [one.lapse.of for one in answer.every]
