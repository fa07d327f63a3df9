"""Verbs on what an analysis claims: claims, essays, standards, and what covers a source."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.api.engines import listing
from detente.api.given import essay_named, load, several

if TYPE_CHECKING:
    from detente.api.given import Given
    from detente.engine.progress import Progress
    from detente.views import notebook


def claims(
    scenario: Given,
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    why: str | Sequence[str] = (),
    progress: Progress | None = None,
    *,
    rests: bool = False,
    thorough: bool = False,
    as_of: str | None = None,
    sharing: str | None = None,
    across: bool = False,
    only: str | Sequence[str] = (),
) -> notebook.Claims:
    """Return what the model says of every claim of a scenario: its verdict, under each concept, and how likely it is.

    `variant` stands in for claims that name none, `concept` for claims that state none. `why` names the claims whose
    reasons are told in full, and with them what their verdicts rest on. `rests` asks that of every claim, `thorough`
    however long it takes, pairs of changes included. `as_of` (`YYYY-MM-DD`) leaves out the signals that came later, and
    `sharing` names the rule by which claims about chances share a world among several prospects (None: `equal`), as in
    `forecast`. `across` asks for the verdicts in every variant. `only` names the claims that are judged at all, beside
    those of `why` (none: all). The rest is as for `analyse`.

    >>> found = claims("us-russia-2024", why="no_plan_for_all")
    >>> [one.judged.claim.name for one in found.failed()]
    ['congress_steadies', 'distrust_blocks']
    >>> [one.rests.support for one in found.claims if one.rests]
    ['assumed']
    """
    from detente.answers import claims as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    asked, loaded, tell = several(why), load(scenario), progress or silent
    more: dict[str, Any] = {"rests": rests, "thorough": thorough, "as_of": as_of, "sharing": sharing}
    more |= {"everywhere": across, "only": several(only)}
    found = listing(lambda: answers.claims(loaded, variant, concept, beliefs, asked, tell, **more))
    return notebook.showing(found, notebook.Claims)


def essay(
    essay: str | os.PathLike[str],
    variant: str | None = None,
    concept: str | None = None,
    beliefs: bool | None = None,
    why: str | Sequence[str] = (),
    progress: Progress | None = None,
    *,
    as_of: str | None = None,
    sharing: str | None = None,
) -> notebook.Essay:
    """Return what the model says of every claim block of an essay, a Markdown file that names its scenario.

    `essay` is a file, or a case of the library that has one. A scenario that is a file is looked for in the essay's
    folder. The rest is as for `claims`.

    Raises QuestionError where there is no such essay or scenario, ScenarioError (with every problem and its place)
    where a block cannot be read.

    >>> found = essay("us-russia-2024")
    >>> [one.answered.judged.claim.name for one in found.failed()]
    []
    """
    from detente.answers import essay as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    written = essay_named(os.fspath(essay))
    asked, tell = several(why), progress or silent
    found = listing(lambda: answers.essay(written, variant, concept, beliefs, asked, tell, as_of, sharing))
    return notebook.showing(found, notebook.Essay)


def lint(
    scenario: Given,
    only: str | Sequence[str] = (),
    words: str | None = None,
    progress: Progress | None = None,
) -> notebook.Lint:
    """Return what a scenario falls short of by the standards of the trade, and what of that it accepts with a reason.

    `only` names the checks that are made (none: all), `words` the table by which words of chance are read, `icd203` or
    `uk` (None: the scenario's own).

    Raises QuestionError for a check or table that there is not; checks that cannot be made are told in the answer.

    >>> found = lint("us-russia-2024", "likelihood-with-confidence")
    >>> found.warnings
    ()
    """
    from detente.answers import lint as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    loaded = load(scenario)
    found = listing(lambda: answers.lint(loaded, None, several(only), words, progress or silent))
    return notebook.showing(found, notebook.Lint)


def lint_essay(
    essay: str | os.PathLike[str],
    only: str | Sequence[str] = (),
    words: str | None = None,
    progress: Progress | None = None,
) -> notebook.Lint:
    """Return what an essay falls short of by the standards of the trade, as it speaks of its scenario.

    `essay` is as for `essay`, the rest as for `lint`.

    >>> lint_essay("us-russia-2024", "likelihood-with-confidence").remarks
    ()
    """
    from detente.answers import lint as answers
    from detente.engine.progress import silent
    from detente.views import notebook

    written = essay_named(os.fspath(essay))
    found = listing(lambda: answers.lint(written.scenario, written, several(only), words, progress or silent))
    return notebook.showing(found, notebook.Lint)


def coverage(scenario: Given) -> notebook.Coverage:
    """Return what a scenario makes of its sources: what cites each paragraph, what is left out, what cites nothing.

    >>> coverage("us-russia-2024").sources[0].uncovered
    ()
    """
    from detente.answers import coverage as answers
    from detente.views import notebook

    return notebook.showing(answers.coverage(load(scenario)), notebook.Coverage)


def junit(
    found: notebook.Claims | notebook.Essay, to: str | os.PathLike[str], *, strict: bool = False, force: bool = False
) -> Path:
    """Write claims, or an essay, as a JUnit report for continuous integration, and return where.

    With `strict`, what is vacuous or unknown fails too, and of an essay what is fragile. A file that exists is left as
    it is and QuestionError raised, unless `force` is set.
    """
    from detente.answers.files import write_new

    file = Path(to)
    write_new(file, found.junit(strict), force)
    return file
