"""Text is read into a Scenario; all that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from detente.scenario.contents import contents
from detente.scenario.decoding import decode
from detente.scenario.document import Document
from detente.scenario.model import Scenario
from detente.scenario.nodes import compose
from detente.scenario.problems import EnoughProblems, Problems
from detente.scenario.reading import Reading
from detente.scenario.resolve import resolve
from detente.scenario.shape import fit


def read(
    text: str | bytes,
    file: str = "<text>",
    concepts: Collection[str] | None = None,
    standards: Collection[str] | None = None,
) -> Scenario:
    """Return the scenario that a text describes; `file` is what places call it.

    `concepts` are the keys of the concepts of stability that it may name, `standards` the codes of the checks whose
    findings it may accept; without them any name passes here.
    Raises ScenarioError with every problem of the text, sorted by place.

    >>> case = '''
    ... title: A quarrel
    ... actors:
    ...   Anna: {options: {shout: {}}, prefers: [avoid: shout]}
    ... '''
    >>> read(case).options["Anna.shout"].values
    ('no', 'yes')
    """
    problems = Problems()
    scenario = None
    try:
        document = _document(text, file, problems)
        if document is not None and document.whole:
            reading = Reading(document, problems, concepts=concepts, standards=standards)
            scenario = resolve(reading, fit(document, problems))
    except EnoughProblems:
        pass
    if problems.found or scenario is None:
        raise problems.error()
    return scenario


def _document(text: str | bytes, file: str, problems: Problems) -> Document | None:
    decoded = decode(text, file, problems)
    return None if decoded is None else compose(decoded, file, problems)


def read_file(
    path: str | Path, concepts: Collection[str] | None = None, standards: Collection[str] | None = None
) -> Scenario:
    """Return the scenario in a file.

    Raises QuestionError where there is no such file or it cannot be read, ScenarioError where it is no scenario.
    """
    path = Path(path)
    return read(contents(path, "a scenario"), str(path), concepts, standards)
