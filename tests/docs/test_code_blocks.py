"""Every block of code in the pages does what the page says; see `docs/made/blocks.py` for the kinds of blocks.

The blocks of a page run in order, in one folder, as a reader would follow them.
"""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.arguments.standards import codes
from detente.checks import run_checks
from detente.engine.stability import concepts
from detente.errors import DetenteError, Problem
from detente.scenario.reader import read
from docs import made
from docs.made import blocks, envelopes
from docs.made.blocks import Block, Page, agrees, commands, embedded, prepare, read_page, run_command, run_python

DOCS = Path(__file__).parents[2] / "docs"
KINDS = {"python", "yaml", "markdown", "console", "text", ""}
ROOT = DOCS.parent
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
WITH_BLOCKS = [page for path in PAGES if (page := read_page(path)).blocks]


def test_there_are_blocks() -> None:
    """Without pages the test below would pass unseen."""
    kinds = [block.kind for page in WITH_BLOCKS for block in page.blocks]
    assert min(kinds.count(kind) for kind in ("python", "yaml", "console")) >= 5


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: str(page.path.relative_to(ROOT)))
def test_every_block_runs(page: Page, tmp_path: Path) -> None:
    wrong = list(_wrong(page, tmp_path))
    assert not wrong, "\n\n".join(f"{page.path.relative_to(ROOT)}:{told}" for told in wrong)


def _wrong(page: Page, folder: Path) -> Iterator[str]:
    namespace: dict[str, Any] = {"__name__": "page"}
    printed: list[str] | None = None
    for block in page.blocks:
        prepare(block, page.base, folder)
        match block.kind:
            case "python":
                printed = run_python(block.text, namespace, folder).lines
                continue
            case "text" if printed is not None:
                if not agrees(block.text.splitlines(), printed):
                    yield f"{block.line}: the block above prints\n" + "\n".join(printed)
            case "yaml":
                yield from (f"{block.line}: {told}" for told in _scenario(block, page.base, folder))
            case "console":
                yield from _console(block, folder)
            case other if other not in KINDS:
                yield f"{block.line}: unknown kind of block `{other}`"
        printed = None


def _scenario(block: Block, base: Block | None, folder: Path) -> Iterator[str]:
    if block.words == ("fragment", "expected"):
        return
    text = _whole(block, base, folder)
    problems = _problems(text)
    if block.words[:1] == ("triggers",):
        if block.words[1] not in {problem.code for problem in problems}:
            yield f"nothing says {block.words[1]}, but {[str(problem) for problem in problems]}"
    elif block.words not in ((), ("fragment",)):
        yield f"unknown words after `yaml`: {block.words}"
    else:
        yield from (str(problem) for problem in problems if problem.severity == "error")


def _whole(block: Block, base: Block | None, folder: Path) -> str:
    if block.whole:
        return block.text
    if block.file is not None:
        return (folder / block.file).read_text(encoding="utf-8")
    assert base is not None, "a fragment needs a whole scenario on its page"
    return embedded(block, base)


def _problems(text: str) -> list[Problem]:
    try:
        return run_checks(read(text, concepts=concepts(), standards=codes()))
    except DetenteError as error:
        return list(error.problems)


def _console(block: Block, folder: Path) -> Iterator[str]:
    for command in commands(block):
        ran = run_command(command.words, folder)
        said = "\n".join(ran.lines)
        if ran.status != command.status:
            yield f"{command.line}: exit status {ran.status}, not {command.status}\n{said}"
        if command.shown and not agrees(command.shown, ran.lines):
            yield f"{command.line}: {' '.join(command.words)} prints\n{said}"


@pytest.mark.parametrize("module", [blocks, envelopes, made])
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_a_wrong_output_is_noticed() -> None:
    assert not agrees(["1 equilibrium"], ["2 equilibria"])
    assert not agrees(["1"], ["1 equilibrium"])
    assert not agrees(["a", "c"], ["a", "b", "c"])
    assert not agrees(["b", "...", "a"], ["a", "b"])
    assert agrees(["a", "...", "c"], ["a", "", "b", "c"])
    assert agrees(["...", "c d"], ["a", "c", "d"])


def test_parts_are_put_where_they_belong() -> None:
    base = Block(1, "yaml", (), "title: T\nactors:\n  A: {prefers: [{want: x}], options: {x: {}, y: {}}}\n")
    part = Block(1, "yaml", ("fragment",), "actors:\n  A: {ranking: [1, 2], options: {y: {start: yes}}}\n")
    whole = embedded(part, base)
    assert "prefers" not in whole
    assert all(word in whole for word in ("title: T", "ranking", "x:", "start: yes"))
