"""Progress on the terminal: a bar on the error stream for work that takes over a second, none for files and pipes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from detente.engine.progress import Progress

PATIENCE = 1.0
"""Seconds before a bar appears."""


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield what long work is to tell its progress to."""
    began = time.monotonic()
    bar: Bar | None = None

    def tell(doing: str, part: float) -> None:
        nonlocal bar
        if bar is None:
            if time.monotonic() - began < PATIENCE or not sys.stderr.isatty():
                return
            bar = _bar(doing)
        bar.update(bar.task_ids[0], description=doing, completed=part)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.stop()


def _bar(doing: str) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    times = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    parts = (SpinnerColumn(), BarColumn(), *times, TextColumn("{task.description}"))
    bar = Progress(*parts, console=Console(stderr=True), transient=True)
    bar.add_task(doing, total=1.0)
    bar.start()
    return bar
