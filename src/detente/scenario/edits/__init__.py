"""Edits of a scenario's text: each says one thing that is to be otherwise, and all else stays as it is written.

One file for each part of a scenario that can be edited, found by the file's name; it lists its edits as `EDITS`. An
edit is plain data with a word that says which it is. It changes what the text holds, and the writer puts that into the
text in place. An edit asks whether it fits, never whether the scenario makes sense afterwards: that is for the checks.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from detente.errors import QuestionError, question
from detente.scenario.document import Document, Plain, Spot
from detente.scenario.edits.edit import Edit
from detente.scenario.writer import put_in, read_document

NOT_EDITS = {"edit", "part"}

COMMENT = re.compile(r"#[^\n]*")


@functools.cache
def kinds() -> Mapping[str, type[Edit]]:
    """Return every kind of edit by its word.

    >>> [word for word in kinds() if word.startswith("statement")]
    ['statement.add', 'statement.change', 'statement.move', 'statement.remove']
    """
    names = sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if name not in NOT_EDITS)
    found: Iterable[type[Edit]] = (one for name in names for one in importlib.import_module(f"{__name__}.{name}").EDITS)
    return dict(sorted((one.model_fields["edit"].default, one) for one in found))


def apply(text: str, edits: Sequence[Edit], file: str = "<text>") -> str:
    r"""Return a text with edits made one after another, all of them or none.

    Raises ScenarioError where the text is no YAML as scenarios use it, and QuestionError where an edit does not fit
    what is written, or cannot be made without touching what it is not about.

    >>> move = kinds()["statement.move"](actor="Ann", place=2, to=1)
    >>> print(apply("actors: {Ann: {prefers: [avoid: 'war', want: peace]}} # as ever", [move]))
    actors: {Ann: {prefers: [want: peace, avoid: 'war']}} # as ever
    """
    document = read_document(text, file)
    for number, edit in enumerate(edits, 1):
        try:
            document = _applied(document, edit)
        except QuestionError as error:
            raise _numbered(error, number, len(edits)) from None
    return document.source


def _applied(before: Document, edit: Edit) -> Document:
    data = deepcopy(before.data)
    edit.on(data)
    after = put_in(before, data)
    if after is None:
        raise _unsafe("this text uses a form of YAML in which an edit could change more than it should")
    kept = (comment for place, comment in _placed(before) if not edit.takes_away or _stays(before, data, place))
    lost = Counter(kept) - Counter(comments(after))
    if lost:
        raise _unsafe(f"the comment `{next(iter(lost))[:80]}` would be lost")
    return after


def _stays(before: Document, after: Plain, place: int) -> bool:
    """Return whether a comment stands in brackets that are still there where something has been taken out.

    Brackets of which an entry goes are written anew, on one line. In blocks an entry goes with its own comments only.
    """
    spots = ((path, before.values[path]) for path in before.flow)
    around = [path for path, spot in spots if spot.start <= place < spot.end]
    if not around:
        return False
    there: Plain = before.data
    for step in min(around, key=len):
        if isinstance(after, list) and isinstance(there, list) and isinstance(step, int):
            if len(after) < len(there):
                return False  # it is an item of this list that goes
            there, after = there[step], after[step]
        elif isinstance(after, dict) and isinstance(there, dict) and step in after:
            there, after = there[str(step)], after[str(step)]
        else:
            return False
    return True


def comments(document: Document) -> Iterator[str]:
    """Return the comments of a text, each from its sign to the end of its line."""
    return (comment for _, comment in _placed(document))


def _placed(document: Document) -> Iterator[tuple[int, str]]:
    """Yield where each comment of a text stands, and the comment."""
    scalars = sorted(
        (_begin(document, spot), spot.end)
        for spots in (document.keys, document.values)
        for path, spot in spots.items()
        if spots is document.keys or isinstance(document.data_at(path), str)
    )
    at = 0
    for start, end in [*scalars, (len(document.text), len(document.text))]:
        yield from ((at + one.start(), one[0].rstrip()) for one in COMMENT.finditer(document.text[at:start]))
        at = max(at, end)


def _begin(document: Document, spot: Spot) -> int:
    """Return where a text begins: in a block, below the line of its sign, which may have a comment."""
    line = document.text.find("\n", spot.start, spot.end) if spot.style in ("|", ">") else -1
    return spot.start if line < 0 else line


def _unsafe(why: str) -> QuestionError:
    return question(
        "edit-unsafe",
        why,
        "An edit leaves everything as it is that it is not about.",
        "Make this change in the text itself.",
    )


def _numbered(error: QuestionError, number: int, count: int) -> QuestionError:
    """Return an error that says which of several edits does not fit."""
    first = error.problems[0]
    given = first.given if count == 1 else f"edit {number} of {count}: {first.given}"
    return question(first.code, given, first.expected, first.remedy)


__all__ = ["Edit", "apply", "comments", "kinds"]
