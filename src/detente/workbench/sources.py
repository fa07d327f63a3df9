"""The reader's own copies of sources: texts beside a scenario, whose paragraphs are counted as citations count them.

The copy of the source `xiao` of `us-russia-2024.yaml` is called `us-russia-2024.xiao.txt` or `us-russia-2024.xiao.md`.
A paragraph ends at an empty line; one that begins with `#` is a heading and does not count.
"""

from __future__ import annotations

import re
from pathlib import Path

from detente.errors import WorkbenchError
from detente.workbench.complaints import complain
from detente.workbench.folder import Folder

ENDINGS = (".txt", ".md")
"""How the names of copies end."""

_EMPTY = re.compile(r"\n[ \t]*\n")


def paragraphs(folder: Folder, scenario: str, source: str) -> tuple[str, list[str]]:
    """Return the file of a copy and its paragraphs; raises WorkbenchError where there is none that can be read."""
    folder.read(scenario)
    names = [f"{Path(scenario).stem}.{source}{ending}" for ending in ENDINGS]
    for name in names:
        content = folder.beside(name)
        if content is not None:
            return name, _split(content, name)
    raise complain(
        "no-such-copy",
        f"there is no copy of the source `{source}` in this folder",
        f"It would be called `{names[0]}` or `{names[1]}`.",
        "Put your own copy of the text there, with an empty line between paragraphs and # before headings.",
    )


def paragraph(folder: Folder, scenario: str, source: str, number: int) -> tuple[str, list[str]]:
    """Return the file of a copy and its paragraphs, of which there is one of that number, counted from 1."""
    name, found = paragraphs(folder, scenario, source)
    if number > len(found):
        raise complain(
            "no-such-passage",
            f"`{name}` has no paragraph {number}",
            f"It has {len(found)}: they are counted from 1, and headings, which begin with #, do not count.",
            "See whether the copy is whole, and an empty line stands between its paragraphs.",
        )
    return name, found


def _split(content: bytes, name: str) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(name) from None
    parts = (part.strip() for part in _EMPTY.split(text.replace("\r\n", "\n").replace("\r", "\n")))
    return [part for part in parts if part and not part.startswith("#")]


def _unreadable(name: str) -> WorkbenchError:
    return complain(
        "not-utf-8",
        f"`{name}` is not saved as UTF-8",
        "A text that cannot be read as it is cannot be shown here.",
        "Save it as UTF-8 with the editor that made it.",
    )
