"""The verbs: everything that Détente does for a user, as plain functions.

A scenario may be given as a file's path, as the name of a case of the library (`us-russia-2024`), or as a
`Scenario` that was loaded before. Answers are frozen dataclasses that show themselves: `str(answer)` is what the
command line prints, a notebook displays it, `answer.to_frame()` is its table for pandas, `answer.to_json()` what
`--json` prints. Mistakes raise a `DetenteError`, which carries problems with their remedies.

>>> from detente import api
>>> found = api.analyse("chicken")
>>> found.held.equilibria
(2, 3)
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from detente.errors import QuestionError, ScenarioError, question

if TYPE_CHECKING:
    from detente.answers.run import Run
    from detente.scenario.model import Scenario
    from detente.views import notebook

    Given = str | os.PathLike[str] | Scenario
    """How a scenario may be given: a file, a case of the library, or itself."""


def load(scenario: Given) -> Scenario:
    """Return a scenario read from a file or from the case library; a file beats a case of the same name.

    Raises QuestionError where there is neither, ScenarioError (with every problem and its place) where the text
    is no scenario.
    """
    from detente.engine.stability import concepts
    from detente.scenario.model import Scenario
    from detente.scenario.reader import read, read_file

    if isinstance(scenario, Scenario):
        return scenario
    file, case = _find(os.fspath(scenario))
    return read_file(file, concepts()) if case is None else read(file.read_bytes(), case, concepts())


def check(scenario: Given) -> notebook.Checked:
    """Return everything that is wrong (errors) or odd (warnings) in a scenario file.

    Raises QuestionError where there is no such file; what is wrong in the file is the answer, not an error.
    """
    from detente.answers.checked import Checked
    from detente.checks import run_checks
    from detente.scenario.model import Scenario
    from detente.views import notebook

    if isinstance(scenario, Scenario):
        name = scenario.origin.file
    else:
        file, case = _find(os.fspath(scenario))
        name = case or str(file)
    try:
        loaded = load(scenario)
        found = Checked(name, loaded.title, tuple(run_checks(loaded)))
    except ScenarioError as error:
        found = Checked(name, None, error.problems)
    return notebook.showing(found, notebook.Checked)


def show(scenario: Given, variant: str | None = None) -> notebook.Overview:
    """Return a conflict at a glance: actors, options, states counted, status quo, doubts, wants."""
    from detente.answers.overview import overview
    from detente.views import notebook

    return notebook.showing(overview(_run(scenario, variant)), notebook.Overview)


def analyse(
    scenario: Given, variant: str | None = None, concept: str | None = None, beliefs: bool | None = None
) -> notebook.Analysis:
    """Return what holds under each concept, and where play from the status quo comes to rest.

    `concept` leads (the scenario's own if None); `beliefs` says whether actors judge replies in the world that
    they believe in (as the scenario says if None).
    """
    from detente.answers import analysis
    from detente.views import notebook

    return notebook.showing(analysis.analyse(_run(scenario, variant, concept, beliefs)), notebook.Analysis)


def explain(
    scenario: Given,
    state: int | str = "start",
    actor: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
) -> notebook.Explanation:
    """Return why a state holds or not, with the moves and replies that decide it for each actor.

    `state` is a number, `start`, a listed state's name, or settings that differ from the status quo, such as
    `US.aid=cut`.
    """
    from detente.answers import explanation
    from detente.views import notebook

    run = _run(scenario, variant, concept, beliefs)
    return notebook.showing(explanation.explain(run, state, actor), notebook.Explanation)


def compare(
    scenario: Given,
    variants: Sequence[str | None] = (),
    concept: str | None = None,
    beliefs: bool | None = None,
) -> notebook.Comparison:
    """Return variants side by side; None stands for the scenario as written.

    One variant alone is set beside the scenario as written; no variant means all of them.
    """
    from detente.answers import comparison
    from detente.views import notebook

    loaded = load(scenario)
    asked = list(variants) or [None, *loaded.variants]
    asked = [None, *asked] if len(asked) == 1 and asked != [None] else asked
    return notebook.showing(comparison.compare(loaded, asked, concept, beliefs), notebook.Comparison)


def export(
    scenario: Given,
    to: str | os.PathLike[str] | None = None,
    form: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    *,
    force: bool = False,
) -> notebook.Exported:
    """Return every state with its values and verdicts, as CSV or JSON, and write it to a file if one is given.

    `form` is `csv` or `json` (None: by the file's name, or csv). A file that exists is left as it is and
    QuestionError raised, unless `force` is set.
    """
    from detente.answers import analysis
    from detente.answers.files import write_new
    from detente.views import notebook

    file = None if to is None else Path(to)
    form = _form(form, file)
    found = notebook.Exported(analysis.analyse(_run(scenario, variant, concept, beliefs)), form, file)
    if file is not None:
        write_new(file, found.text, force)
    return found


def cases() -> notebook.Library:
    """Return the case library: what each case tells, and how far its sources can be trusted."""
    from detente.answers import library
    from detente.views import notebook

    return notebook.Library(tuple(_case(key) for key in library.case_files()))


def case(name: str) -> notebook.Case:
    """Return one case of the library by its slug (`chicken`) or key (`games/chicken`)."""
    from detente.answers import library

    return _case(_known(name, library.case_key(name)))


def copy_case(name: str, folder: str | os.PathLike[str]) -> notebook.Copied:
    """Copy a case's scenario into a folder, as `SLUG.yaml`, and return where; never writes over a file."""
    from detente.answers import library
    from detente.answers.files import write_new
    from detente.views import notebook

    key = _known(name, library.case_key(name))
    target = Path(folder) / f"{key.split('/')[1]}.yaml"
    write_new(target, library.case_files()[key].read_text(encoding="utf-8"))
    return notebook.Copied(key, target)


def schema(of: str = "scenario") -> dict[str, Any]:
    """Return the JSON Schema of the scenario file, or of what a command prints with `--json`.

    `of` is `scenario`, a command's name, or `error`.
    """
    from detente.engine.stability import concepts
    from detente.scenario.schema import json_schema
    from detente.views import envelope

    if of == "scenario":
        return json_schema(concepts())
    if of in envelope.ENVELOPES:
        return envelope.json_schema(of)
    raise _unknown("unknown-schema", f"there is no schema of `{of}`", of, ["scenario", *envelope.ENVELOPES])


# ------------------------------------------------------------ what was asked


def _run(scenario: Given, variant: str | None = None, concept: str | None = None, beliefs: bool | None = None) -> Run:
    from detente.answers.run import run

    return run(load(scenario), variant, concept, beliefs)


def _find(name: str) -> tuple[Path, str | None]:
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
    return file, _known(name, None)


def _mode(file: Path) -> int:
    """Return what kind of thing a path names, 0 for nothing that can be seen."""
    try:
        return file.stat().st_mode
    except (OSError, ValueError):
        return 0


def _known(name: str, key: str | None) -> str:
    """Return the key of a case, or say which there are."""
    from detente.answers.library import case_files

    if key is not None:
        return key
    slugs = [one.split("/")[1] for one in case_files()]
    raise _unknown("unknown-case", f"`{name}` is neither a file nor a case of the library", name, slugs)


def _unknown(code: str, given: str, name: str, known: Sequence[str]) -> QuestionError:
    near = get_close_matches(name.lower(), known, 1)
    return question(
        code,
        given,
        f"There are: {', '.join(known)}.",
        f"Did you mean `{near[0]}`?" if near else "",
    )


def _case(key: str) -> notebook.Case:
    from detente.answers.library import case, case_files
    from detente.scenario.reader import read
    from detente.views import notebook

    file = case_files()[key]
    return notebook.showing(case(key, read(file.read_bytes(), key.split("/")[1]), file), notebook.Case)


def _form(form: str | None, file: Path | None) -> str:
    """Return the format to export: as asked, or by the file's name, or CSV."""
    known = ("csv", "json")
    asked = form if form is not None else (file.suffix.lstrip(".").lower() if file else "csv")
    if asked in known:
        return asked
    given = f"`{form}` is no format of export" if form else f"`{file}` has no ending that says csv or json"
    raise question("unknown-format", given, "There are: csv, json.", "Say --format csv or --format json.")


__all__ = [
    "analyse",
    "case",
    "cases",
    "check",
    "compare",
    "copy_case",
    "explain",
    "export",
    "load",
    "schema",
    "show",
]
