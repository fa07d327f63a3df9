"""Plain data is written as the text of a scenario, into an existing text if there is one.

The round trip: `write(plain(text), onto=text)` is the text itself; after a change of the data only the lines of
what was changed differ, and comments, order, brackets and quotes stay.
"""

from __future__ import annotations

from typing import cast

from detente.errors import Problem, ScenarioError
from detente.scenario.decoding import decode
from detente.scenario.document import Document, Path, Plain
from detente.scenario.emitter import clean
from detente.scenario.nodes import DEEPEST, compose
from detente.scenario.problems import EnoughProblems, Problems
from detente.scenario.splice import same, splice


def plain(text: str | bytes, file: str = "<text>") -> dict[str, Plain]:
    """Return the data of a YAML text as mappings, lists and text.

    Raises ScenarioError where the text is not YAML as scenarios use it; whether it is a scenario is not asked.

    >>> plain("now: yes")
    {'now': 'yes'}
    """
    return read_document(text, file).data


def write(data: dict[str, Plain], onto: str | None = None) -> str:
    """Return a YAML text with the data; with `onto`, that text, changed only where its data differs.

    Raises ScenarioError where `onto` is not YAML, or the data holds something that is not text.

    >>> write({"now": "no"}, onto="now: yes   # for a long time")
    'now: no   # for a long time'
    """
    _refuse_other_than_text(data)
    if onto is None:
        return clean(data)
    changed = put_in(read_document(onto), data)
    return clean(data) if changed is None else changed.source


def put_in(document: Document, data: dict[str, Plain]) -> Document | None:
    """Return a document with the data in place of its own, None where it would have to be written anew.

    Texts that use rare forms of YAML (`? key`, say) may be changed wrongly: what was made is read again.
    """
    if same(document.data, data):
        return document
    if not data or not document.data:
        return None
    changed = splice(document, data)
    if "\r\n" in document.text:
        changed = changed.replace("\r\n", "\n").replace("\n", "\r\n")
    try:
        made = read_document(document.source.removesuffix(document.text) + changed, document.file)
    except ScenarioError:
        return None
    return made if same(made.data, data) else None


def read_document(text: str | bytes, file: str = "<text>") -> Document:
    """Return a YAML text as plain data with places; raises ScenarioError where it is not YAML as scenarios use it."""
    problems = Problems()
    document = None
    try:
        decoded = decode(text, file, problems)
        document = None if decoded is None else compose(decoded, file, problems)
    except EnoughProblems:
        pass
    if document is None or problems.found:
        raise problems.error()
    return document


def _refuse_other_than_text(data: object) -> None:
    waiting: list[tuple[Path, object]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        where = ".".join(map(str, path)) or "the top"
        if len(path) > DEEPEST:
            raise _not_plain("too-deep", f"The data is nested more than {DEEPEST} levels deep", "Check the data.")
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            waiting.extend(((*path, key), part) for key, part in cast(dict[str, object], value).items())
        elif isinstance(value, list):
            waiting.extend(((*path, index), part) for index, part in enumerate(value))
        elif not isinstance(value, str):
            kind = type(value).__name__
            raise _not_plain("not-text", f"At {where} the data holds a {kind}", "Turn numbers and the like into text.")


def _not_plain(code: str, given: str, remedy: str) -> ScenarioError:
    expected = "The data of a scenario is mappings with text as keys, lists, and text."
    return ScenarioError((Problem(code, given, expected, remedy),))
