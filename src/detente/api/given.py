"""What is given: a scenario, a case or an essay, found by its name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from detente.errors import QuestionError, question

if TYPE_CHECKING:
    from detente.scenario.essay import Essay
    from detente.scenario.model import Scenario

    Given = str | os.PathLike[str] | Scenario
    """How a scenario may be given: a file, a case of the library, or itself."""


def load(scenario: Given) -> Scenario:
    """Return a scenario read from a file or from the case library; a file beats a case of the same name.

    Raises QuestionError where there is neither, ScenarioError (with every problem and its place) where the text
    is no scenario.
    """
    from detente.arguments.standards import codes
    from detente.engine.stability import concepts
    from detente.scenario.model import Scenario
    from detente.scenario.reader import read, read_file

    if isinstance(scenario, Scenario):
        return scenario
    file, case = find(os.fspath(scenario))
    known = concepts(), codes()
    return read_file(file, *known) if case is None else read(file.read_bytes(), case, *known)


def parse(text: str | bytes, name: str = "<text>") -> Scenario:
    r"""Return the scenario that a text describes, such as one that is in no file yet; places call it by `name`.

    Raises ScenarioError (with every problem and its place) where the text is no scenario.

    >>> parse("title: A quarrel\nactors: {Anna: {options: {shout: {}}, prefers: [avoid: shout]}}").title
    'A quarrel'
    """
    from detente.arguments.standards import codes
    from detente.engine.stability import concepts
    from detente.scenario.reader import read

    return read(text, name, concepts(), codes())


def several(given: str | Sequence[str]) -> tuple[str, ...]:
    """Return names that may be given as one alone."""
    return (given,) if isinstance(given, str) else tuple(given)


def known(name: str, key: str | None) -> str:
    """Return the key of a case, or say which there are."""
    from detente.answers.library import case_files

    if key is not None:
        return key
    slugs = [one.split("/")[1] for one in case_files()]
    raise unknown("unknown-case", f"`{name}` is neither a file nor a case of the library", name, slugs)


def unknown(code: str, given: str, name: str, known: Sequence[str]) -> QuestionError:
    """Return the error that a name is none of those known, with the nearest."""
    near = get_close_matches(name.lower(), known, 1)
    return question(
        code,
        given,
        f"There are: {', '.join(known)}.",
        f"Did you mean `{near[0]}`?" if near else "",
    )


def find(name: str) -> tuple[Path, str | None]:
    """Return the file of a scenario, and the case's name where it is one of the library."""
    from detente.answers.library import case_files, case_key

    file = Path(name)
    mode = _mode(file)
    if S_ISREG(mode):
        return file, None
    key = case_key(name)
    if key is not None:
        return case_files()[key], key.split("/")[1]
    if name.strip() and ("/" in name or "\\" in name or file.suffix or mode):
        return file, None  # the reader says what is wrong with it
    return file, known(name, None)


def _essay(name: str) -> tuple[Path, str]:
    """Return the file of an essay and what places call it: the text of a case by the case's name."""
    from detente.answers.library import case_files, case_key, essay_file

    file, key = Path(name), case_key(name)
    if S_ISREG(_mode(file)) or key is None:
        return file, str(file)
    found = essay_file(case_files()[key])
    if found is None:
        having = [one.split("/")[1] for one, scenario in case_files().items() if essay_file(scenario)]
        raise question(
            "no-essay", f"`{name}` has no essay", f"Cases with an essay: {', '.join(having)}.", "Name one, or a file."
        )
    return found, f"{key.split('/')[1]}/{found.name}"


def essay_named(name: str) -> Essay:
    """Return an essay with the scenario that it is about."""
    from detente.engine.stability import concepts
    from detente.scenario.contents import contents
    from detente.scenario.essay import read_essay, read_outline

    file, shown = _essay(name)
    outline = read_outline(contents(file, "an essay"), shown)
    try:
        scenario = load(_beside(file, outline.scenario))
    except QuestionError as error:
        raise QuestionError(tuple(replace(one, place=outline.place) for one in error.problems)) from None
    return read_essay(outline, scenario, concepts())


def _beside(file: Path, scenario: str) -> str:
    """Return the scenario that an essay names: a file seen from the essay's folder, or a case of the library."""
    from detente.answers.library import case_key

    near = file.parent / scenario
    named = case_key(scenario) is not None or not ("/" in scenario or "\\" in scenario or near.suffix)
    return scenario if named and not S_ISREG(_mode(near)) else str(near)


def _mode(file: Path) -> int:
    """Return what kind of thing a path names, 0 for nothing that can be seen."""
    try:
        return file.stat().st_mode
    except (OSError, ValueError):
        return 0
