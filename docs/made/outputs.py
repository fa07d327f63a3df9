"""What blocks of the pages show is renewed from what the program prints."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente import __version__
from docs.made.blocks import Page, commands, prepare, read_page, run_command, run_python, trimmed

Change = tuple[int, int, list[str]]
"""A first line (from 1), how many lines there are, and those to be put in their place."""


def renew(path: Path) -> None:
    """Put into the blocks of a page what commands and Python print, except where `...` says that lines are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        changes = list(_changes(read_page(path), Path(folder)))
    for first, count, new in reversed(changes):
        lines[first - 1 : first - 1 + count] = new
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _changes(page: Page, folder: Path) -> Iterator[Change]:
    namespace: dict[str, Any] = {"__name__": "page"}
    printed: list[str] | None = None
    for block in page.blocks:
        prepare(block, page.base, folder)
        shown = block.text.splitlines()
        if block.kind == "text" and printed is not None and "..." not in shown:
            yield block.line, len(shown), printed
        printed = run_python(block.text, namespace, folder).lines if block.kind == "python" else None
        for command in commands(block) if block.kind == "console" else ():
            ran = run_command(command.words, folder)
            if "..." not in command.shown[:-1]:
                yield command.line + 1, len(command.shown), lasting(trimmed(ran.lines))


def lasting(lines: list[str]) -> list[str]:
    """Return lines without the last paragraph if it tells how long the run took."""
    for place, line in enumerate(lines):
        if line.startswith(f"Détente {__version__} "):
            return [*lines[:place], "..."]
    return lines
