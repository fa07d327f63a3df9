"""Texts of scenarios between a request and the folder: read, named by an ETag, saved with a version kept."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import Response

from detente.errors import WorkbenchError
from detente.store import desk_rows
from detente.workbench import folder
from detente.workbench.bearings import Bearings
from detente.workbench.complaints import complain
from detente.workbench.objects import kept

FOUND = "the folder"
"""Who is told to have saved what another program wrote."""


def as_text(found: folder.Written, response: Response) -> kept.Text:
    """Return a text, with its ETag among the headers of an answer."""
    response.headers["etag"] = f'"{found.sha256}"'
    return kept.Text(name=found.name, text=decoded(found.content), sha256=found.sha256)


def decoded(content: bytes) -> str:
    """Return a text; bytes that are none are told before they could be saved as something else."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise complain(
            "not-utf-8",
            f"the file is not saved as UTF-8 (line {line})",
            "A text that cannot be read as it is cannot be shown here, nor saved without loss.",
            "Save it as UTF-8 with the editor that made it.",
        ) from None


def encoded(text: str) -> bytes:
    """Return the bytes of a text; raises WorkbenchError where it is none."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise complain(
            "not-text", "the text has characters that are none (half of a pair)", "", "Take them out."
        ) from None


def seen(if_match: str | None) -> str:
    """Return the SHA-256 of the text that was seen; raises WorkbenchError where it is not said."""
    if if_match is None:
        raise complain(
            "match-needed",
            "it is not said which text is to be replaced",
            "If-Match has the ETag of the text that was seen; If-None-Match: * makes a new scenario.",
            "Read the scenario first.",
        )
    return if_match.strip().removeprefix("W/").strip('"')


def save(
    here: Bearings, name: str, content: bytes, before: str | None, who: desk_rows.Account, did: str
) -> folder.Written:
    """Save a text in place of the one with the SHA-256 `before` (None: as a new one), and keep it as a version.

    The version is kept first, so that nothing is saved of which none could be; so is what another program has written
    into the file since it was last saved here. All this is one turn: nobody else saves meanwhile.
    """
    now = datetime.now(UTC)
    with here.folder.turn():
        here.folder.admit(name, content)
        there = here.folder.compare(name, before)
        if there is not None:
            here.desk.keep_version(name, there.content, FOUND, now)
        kept_as = here.desk.keep_version(name, content, who.name, now)
        try:
            saved = here.folder.put(name, content, before)
        except WorkbenchError:
            if (kept_as.saved, kept_as.who) == (now, who.name):  # it was not there before
                here.desk.drop_version(name, kept_as.number)
            raise
    here.note(who, did, name)
    return saved


def version(here: Bearings, name: str, number: int) -> bytes:
    """Return the text of a version; 0 is what the file says now."""
    now = here.folder.read(name).content
    found = now if number == 0 else here.desk.version_text(name, number)
    if found is None:
        raise complain("no-such-version", f"there is no version {number} of `{name}`", "", "See which there are.")
    return found


__all__ = ["as_text", "decoded", "encoded", "save", "seen", "version"]
