"""The pages of errors: every code, with an example and what the program says of it."""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path

from detente.answers.run import run
from detente.arguments.standards import codes
from detente.checks import run_checks
from detente.engine.stability import concepts
from detente.errors import DetenteError, Problem
from detente.scenario.reader import read
from docs.made import capital, page, table
from docs.made.blocks import RIVER, Block, embedded, read_page, run_command
from docs.made.examples import FERRY, GRAPH_OF_TWO, GROUPS, MEANINGS, UNKNOWN_START, Asked, Example, Told

INTRODUCTION = """\
Each error says what stands there and where (file, line, column), what was expected, and what to do. All errors of a
file are told at once. The code in brackets leads here. Codes of what is merely odd are [checks](checks/README.md)."""

PARTS = "Examples without a title are parts of the river scenario in the [language reference](../language.md)."
GROUP_INTRODUCTIONS = {
    "many-worlds": (
        "What goes wrong where worlds are drawn, sent to a cluster, or kept in a file; see [how to forecast with many "
        f"worlds](../../how-to/forecast-many-worlds.md). Here `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
    "ledger": (
        "What keeps a forecast from being published or resolved, and a ledger from being opened; see "
        f"[how to keep score](../../how-to/keep-score.md). Here `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
    "evolution": (
        "What cannot be asked of play as a random walk; see [Evolution](../../explanation/evolution.md). "
        f"Here `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
    "coalitions": (
        "What cannot be asked of groups; see [how to find who would move together]"
        f"(../../how-to/find-who-would-move-together.md). Here `case.yaml` is\n\n```yaml\n{FERRY}```\n\nor, where "
        f"states are listed,\n\n```yaml\n{GRAPH_OF_TWO}```"
    ),
    "inverse": "What cannot be asked the other way round; see [The inverse question]"
    "(../../explanation/the-inverse-question.md).",
    "settlements": (
        "What cannot be asked of a settlement; see [how to draft a plan](../../how-to/draft-a-plan.md). "
        f"Here `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
    "leverage": (
        "What cannot be asked about blocking and leverage; see [how to see who can block]"
        f"(../../how-to/see-who-can-block.md). Where it matters, `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
    "essays": (
        "What can be wrong with an [essay](../../how-to/write-an-essay-that-runs.md) besides what can be wrong with "
        "any file, sentence or claim; and what cannot be asked of essays and sources. "
        f"Here `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
    "workbench": (
        "What keeps a workbench from being opened, and whom it turns away; its API tells this as "
        "`application/problem+json`. See "
        "[how to use it](../../how-to/use-the-workbench.md)."
    ),
    "workbench-answers": (
        "What keeps the workbench from reading or saving a scenario, or from answering a question; see "
        "[how to use it](../../how-to/use-the-workbench.md)."
    ),
    "workbench-edits": (
        "What keeps an edit from being made, what flips from being told, and a citation from being looked up; "
        "see [how to use the workbench](../../how-to/use-the-workbench.md)."
    ),
    "text": "What can be wrong with a file as text, before anything in it is understood.",
    "yaml": "What is no YAML, or YAML that a scenario does without.",
    "conflicts": f"The file reads well, and is no conflict, as written or in a variant. {PARTS}",
    "questions": f"What was asked does not fit; the file is fine. Here `case.yaml` is\n\n```yaml\n{FERRY}```",
    "engines": (
        "What the engine that was asked for cannot do. Where none was asked for and states are too many to be listed, "
        "these say why the symbolic engine cannot step in; see [how to analyse what cannot be listed]"
        f"(../../how-to/analyse-what-cannot-be-listed.md). Here `case.yaml` is\n\n```yaml\n{FERRY}```"
    ),
}


def errors_page() -> str:
    """Return the list of error codes."""
    rows = [
        f'<a id="{code}"></a>[{code}](errors/{name}.md#{code}) | {MEANINGS[code]} | {title}'
        for name, (title, group) in GROUPS.items()
        for code in group
    ]
    return page("Errors", INTRODUCTION, table("code | what is wrong | part", rows))


def group_page(name: str) -> str:
    """Return the page of one group of errors."""
    title, group = GROUPS[name]
    entries = (
        f"## {code}\n\n{MEANINGS[code]}\n\n{_shown(code, example)}{_told(code, example)}".rstrip()
        for code, example in group.items()
    )
    lower = title if title.isupper() else title[0].lower() + title[1:]
    return page(f"Errors: {lower}", GROUP_INTRODUCTIONS.get(name, PARTS), *entries)


def _shown(code: str, example: Example) -> str:
    match example:
        case Told(words):
            return f"{words}\n\n"
        case Asked(command, _, essay) if essay:
            return f"Asked: `{command}`, where `essay.md` is\n\n```markdown\n{essay}```\n\n"
        case Asked(command, scenario):
            about = " about a scenario whose status quo is unknown" if scenario == UNKNOWN_START else ""
            return f"Asked{about}: `{command}`\n\n"
        case _:
            return f"```yaml triggers {code}\n{example}```\n\n"


def _told(code: str, example: Example) -> str:
    problem = problem_of(code, example)
    if problem is None:
        return ""
    said = [f"{capital(problem.given).rstrip('.')}.", problem.expected, problem.remedy]
    return "> " + " ".join(filter(None, said))


@functools.cache
def problem_of(code: str, example: Example) -> Problem | None:
    """Return the problem with that code that the program has with an example; None where it cannot be tried here.

    Raises LookupError where the program says something else.
    """
    match example:
        case Told(_, None):
            return None
        case Asked(command, scenario, essay):
            found = _answer(command, scenario, essay)
        case Told(_, str() | bytes() as text) | str(text):
            found = _problems(text)
    for problem in found:
        if problem.code == code:
            return problem
    raise LookupError(f"nothing says {code}, but {[str(problem) for problem in found]}")


def _problems(text: str | bytes) -> list[Problem]:
    if isinstance(text, str) and text and not Block(1, "yaml", (), text).whole:
        text = embedded(Block(1, "yaml", ("fragment",), text), river())
    try:
        scenario = read(text, concepts=concepts(), standards=codes())
        run(scenario)  # tells at once of a conflict that is too large, where checks would look at it many times
        return run_checks(scenario)
    except DetenteError as error:
        return list(error.problems)


def _answer(command: str, scenario: str, essay: str) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "folder").mkdir()
        (Path(folder) / "case.yaml").write_text(scenario, encoding="utf-8")
        (Path(folder) / "essay.md").write_text(essay, encoding="utf-8")
        said = run_command((*command.split(), "--json"), Path(folder))
    found = json.loads("\n".join(said.lines))["error"]["problems"]
    return [Problem(one["code"], one["given"], one["expected"], one["remedy"]) for one in found]


@functools.cache
def river() -> Block:
    """Return the scenario into which parts of one are put."""
    base = read_page(RIVER).base
    if base is None:
        raise LookupError("the language reference has no whole scenario")
    return base
