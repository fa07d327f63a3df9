"""Verbs on what holds: checking, showing, analysing, explaining and comparing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.api.engines import by_size, listing, lists, searched, solved
from detente.api.given import find, load
from detente.errors import ScenarioError, TooLargeError, question

if TYPE_CHECKING:
    from detente.api.given import Given
    from detente.engine.progress import Progress
    from detente.views import notebook


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
        file, case = find(os.fspath(scenario))
        name = case or str(file)
    try:
        loaded = load(scenario)
        found = Checked(name, loaded.title, tuple(run_checks(loaded)))
    except ScenarioError as error:
        found = Checked(name, None, error.problems)
    return notebook.showing(found, notebook.Checked)


def show(scenario: Given, variant: str | None = None) -> notebook.Overview:
    """Return a conflict at a glance: actors, options, states counted, status quo, doubts, wants.

    States that are too many to be listed are counted by the symbolic engine; they have no numbers then.
    """
    from detente.answers import overview
    from detente.views import notebook

    loaded = load(scenario)

    def listed() -> notebook.Overview:
        return notebook.showing(overview.overview(solved(loaded, variant)), notebook.Overview)

    def counted(why: TooLargeError | None) -> notebook.Overview:
        search = searched(loaded, variant, None, False, None, None, why)
        return notebook.showing(overview.unlisted(search), notebook.Overview)

    return by_size(None, listed, counted)


def analyse(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> notebook.Analysis | Any:
    """Return what holds under each concept, and where play from the status quo comes to rest.

    `concept` leads (the scenario's own if None); `beliefs` says whether actors judge replies in the world that
    they believe in (as the scenario says if None). `engine` is `plain`, `fast` or `symbolic` (None: by size).
    `progress` is told what is being done and how much of it is (0 to 1); it may raise to stop the work.

    Where the states are too many to be listed, or `engine` is `symbolic`, the answer is a `notebook.Unlisted`:
    verdicts on the status quo, and how many states hold. The count of each concept may then take `seconds` (None:
    30), and all verdicts on one state as long.
    """
    from detente.answers import analysis
    from detente.views import notebook

    loaded = load(scenario)

    def listed() -> notebook.Analysis:
        run = solved(loaded, variant, concept, beliefs, engine, progress)
        return notebook.showing(analysis.analyse(run), notebook.Analysis)

    def counted(why: TooLargeError | None) -> notebook.Unlisted:
        from detente.answers import unlisted

        search = searched(loaded, variant, concept, beliefs, seconds, progress, why)
        return notebook.showing(unlisted.analyse(search), notebook.Unlisted)

    return by_size(engine, listed, counted)


def explain(
    scenario: Given,
    state: int | str = "start",
    actor: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> notebook.Explanation | Any:
    """Return why a state holds or not, with the moves and replies that decide it for each actor.

    `state` is a number, `start`, a listed state's name, or settings that differ from the status quo, such as
    `US.aid=cut`. The rest is as for `analyse`; where states are not listed they have no numbers, and the answer is
    a `notebook.Reasons`.
    """
    from detente.answers import explanation
    from detente.views import notebook

    loaded = load(scenario)

    def listed() -> notebook.Explanation:
        run = solved(loaded, variant, concept, beliefs, engine, progress)
        return notebook.showing(explanation.explain(run, state, actor), notebook.Explanation)

    def judged(why: TooLargeError | None) -> notebook.Reasons:
        from detente.answers import unlisted

        search = searched(loaded, variant, concept, beliefs, seconds, progress, why)
        return notebook.showing(unlisted.explain(search, state, actor), notebook.Reasons)

    return by_size(engine, listed, judged)


def compare(
    scenario: Given,
    variants: Sequence[str | None] = (),
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
) -> notebook.Comparison:
    """Return variants side by side; None stands for the scenario as written.

    One variant alone is set beside the scenario as written; no variant means all of them. The rest is as for
    `analyse`.
    """
    from detente.answers import comparison
    from detente.engine.progress import silent
    from detente.views import notebook

    lists(engine, "compare")
    loaded = load(scenario)
    asked = list(variants) or [None, *loaded.variants]
    asked = [None, *asked] if len(asked) == 1 and asked != [None] else asked
    found = listing(lambda: comparison.compare(loaded, asked, concept, beliefs, engine, progress or silent))
    return notebook.showing(found, notebook.Comparison)


def export(
    scenario: Given,
    to: str | os.PathLike[str] | None = None,
    form: str | None = None,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
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

    lists(engine, "export")
    file = None if to is None else Path(to)
    form = _form(form, file)
    found = listing(lambda: analysis.analyse(solved(scenario, variant, concept, beliefs, engine, progress)))
    exported = notebook.Exported(found, form, file)
    if file is not None:
        write_new(file, exported.text_parts(), force)
    return exported


def _form(form: str | None, file: Path | None) -> str:
    """Return the format to export: as asked, or by the file's name, or CSV."""
    known = ("csv", "json")
    asked = form if form is not None else (file.suffix.lstrip(".").lower() if file else "csv")
    if asked in known:
        return asked
    given = f"`{form}` is no format of export" if form else f"`{file}` has no ending that says csv or json"
    raise question("unknown-format", given, "There are: csv, json.", "Say --format csv or --format json.")
