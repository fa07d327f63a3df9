"""Pages as objects: the words of the views, without what can be done at a terminal only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente import views
from detente.views.phrases import Mark
from detente.workbench.objects.pages import AT_A_TERMINAL, pack_words

ELSEWHERE = {"ledger", "library", "terminal", "junit"}  # what no page of the workbench shows
OPTION = re.compile(r"--[a-z]|\bdetente [a-z]+")


def said(file: Path) -> Iterator[str]:
    """Yield what a view says, pieces that are worked out as ◌, and no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    idle = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    inside = {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in ast.walk(tree):
        if isinstance(one, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "◌" for part in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in idle | inside:
            yield one.value


VIEWS = sorted(one for one in Path(views.__path__[0]).glob("*.py") if one.stem not in ELSEWHERE)


def test_no_page_sends_its_reader_to_a_terminal() -> None:
    sent = {text for file in VIEWS for text in said(file) if OPTION.search(text)}
    assert len(sent) > 10
    assert {text for text in sent if OPTION.search(AT_A_TERMINAL.sub("", text))} == set()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("and 3 more moves (2 of them undeterred); --all tells them all.", "and 3 more moves (2 of them undeterred)."),
        ("and 3 more (--all)", "and 3 more"),
        ("It takes long; `--thorough` tries it, and pairs of changes.", "It takes long."),
        ("and 5 more moves of Anna; see detente explain", "and 5 more moves of Anna"),
        ("Judged under it · `--why NAME` says why", "Judged under it"),
        ("It is left out. --no-beliefs asks without.", "It is left out."),
        ("Anna; she said -- and meant -- so", "Anna; she said -- and meant -- so"),
    ],
)
def test_what_is_said_to_a_terminal_is_left_out(text: str, left: str) -> None:
    assert [one.text for one in pack_words((text,))] == [left]
    assert [(one.role, one.text) for one in pack_words((Mark(text, "quiet"),))] == [("quiet", left)]
