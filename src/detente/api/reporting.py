"""The verb that writes a report to hand over."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.api.engines import listing
from detente.api.given import load
from detente.errors import question

if TYPE_CHECKING:
    from detente.api.given import Given
    from detente.engine.progress import Progress
    from detente.views import notebook


def report(
    scenario: Given,
    file: str | os.PathLike[str] | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    sharing: str | None = None,
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int | None = None,
    *,
    rests: bool = True,
    force: bool = False,
) -> notebook.Report:
    """Return all that the verbs answer about a scenario as one report, and write it to a file if one is given.

    `file` ends in `.html`, or in `.pdf`, which a browser that is installed prints. `rests` says whether claims are told
    with what they rest on, which takes longest. A file that exists is left as it is and QuestionError raised, unless
    `force` is set. The rest is as for `forecast`; a report needs the states listed.

    >>> found = report("cuban-missile-crisis")
    >>> found.html().startswith("<!DOCTYPE html>")
    True
    """
    from detente.answers import report as answers
    from detente.answers.files import refuse_taken, write_new
    from detente.engine.progress import silent
    from detente.views import notebook
    from detente.views.report.printing import browser

    to = None if file is None else Path(file)
    form = None if to is None else _document(to)
    if to is not None:
        refuse_taken(to, force)  # before the work, not after it
    if form == "pdf":
        browser()
    loaded, tell = load(scenario), progress or silent
    found = listing(
        lambda: answers.report(
            loaded, variant, concept, beliefs, as_of, tell, sharing, outcomes, samples, seed, rests=rests
        )
    )
    made = replace(notebook.showing(found, notebook.Report), file=to, form=form)
    if to is not None:
        write_new(to, made.pdf() if form == "pdf" else made.html(), force)
    return made


def _document(file: Path) -> str:
    """Return the form of a report that a file's name asks for."""
    known = ("html", "pdf")
    form = file.suffix.lstrip(".").lower()
    if form in known:
        return form
    given = f"`{file}` has no ending that says {' or '.join(known)}"
    raise question("unknown-format", given, f"There are: {', '.join(known)}.", "Name it report.html, for example.")
