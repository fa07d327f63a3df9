"""The sections of a report: one small file each, which makes blocks of one results object.

`ORDER` says which there are and in which order. A section that has no matter for a scenario returns None; the section
on method then says in a sentence why it is not there.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from detente.answers.report import Report
from detente.views.report.parts import Section

ORDER = (
    "bottom_line",
    "conflict",
    "holding",
    "paths",
    "prospects",
    "drivers",
    "beliefs",
    "claims",
    "settlement",
    "change",
    "assumptions",
    "sources",
    "unmodelled",
    "method",
    "provenance",
)
"""The sections, each named like its file."""


def sections(given: Report) -> Iterator[Section]:
    """Yield the sections of a report that have matter."""
    for name in ORDER:
        made: Section | None = importlib.import_module(f"{__name__}.{name}").section(given)
        if made is not None:
            yield made
