"""Endpoints of scenarios: the folder, the texts, their versions, differences and drafts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from detente import api
from detente.errors import WorkbenchError
from detente.store import desk_rows
from detente.workbench import folder
from detente.workbench.bearings import Bearings, Here, Reader, Writer
from detente.workbench.complaints import complain
from detente.workbench.difference import difference
from detente.workbench.objects import kept
from detente.workbench.refusals import told
from detente.workbench.routes.given import Limit, Name, Offset

routes = APIRouter(prefix="/api", tags=["scenarios"])

Number = Annotated[int, Path(ge=1, le=2**31, description="the number of a version")]
Sides = Annotated[int, Query(ge=0, le=2**31, description="the number of a version; 0 for what the file says now")]


@routes.get("/scenarios", responses=told())
def scenarios(here: Here, _who: Reader, offset: Offset = 0, limit: Limit = 100) -> kept.Scenarios:
    """Return the scenarios of the folder."""
    found = here.folder.listed()
    shown = [kept.Listed(**vars(one)) for one in found[offset : offset + limit]]
    return kept.Scenarios(total=len(found), offset=offset, scenarios=shown)


@routes.post("/scenarios", status_code=201, responses=told(409, 507))
def copy_case(given: kept.NewScenario, here: Here, who: Writer, response: Response) -> kept.Text:
    """Copy a case of the library into the folder."""
    found = api.case(given.case)
    saved = here.folder.save(f"{found.key.rpartition('/')[2]}.yaml", found.file.read_bytes(), None)
    _kept(here, saved, who, "copied")
    return _text(saved, response)


@routes.get("/cases", responses=told())
def cases(_who: Reader) -> kept.Cases:
    """Return the cases of the library."""
    return kept.Cases(cases=[kept.Case(name=one.key.rpartition("/")[2], title=one.title) for one in api.cases().cases])


@routes.get("/scenarios/{name}", responses=told())
def scenario(name: Name, here: Here, _who: Reader, response: Response) -> kept.Text:
    """Return what a scenario says, with its ETag."""
    return _text(here.folder.read(name), response)


@routes.put("/scenarios/{name}", responses=told(409, 412, 428, 507))
def save(
    name: Name,
    given: kept.NewText,
    here: Here,
    who: Writer,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=80, description="the ETag of the text that was seen")] = None,
    if_none_match: Annotated[str | None, Header(max_length=80, description="* for a new scenario")] = None,
) -> kept.Text:
    """Save a scenario that nobody else has changed since it was seen."""
    if if_match is None and if_none_match != "*":
        raise complain(
            "match-needed",
            "it is not said which text is to be replaced",
            "If-Match has the ETag of the text that was seen; If-None-Match: * makes a new scenario.",
            "Read the scenario first.",
        )
    seen = None if if_match is None else if_match.strip().removeprefix("W/").strip('"')
    if seen is not None:
        _first_version(here, name)
    saved = here.folder.save(name, _bytes(given.text), seen)
    _kept(here, saved, who, "created" if seen is None else "saved")
    here.desk.drop_draft(name, who.name)
    return _text(saved, response)


@routes.get("/scenarios/{name}/versions", responses=told())
def versions(name: Name, here: Here, _who: Reader, offset: Offset = 0, limit: Limit = 100) -> kept.Versions:
    """Return the saved versions of a scenario, the newest first."""
    here.folder.read(name)
    found = here.desk.versions(name)[::-1]
    shown = [kept.Version(**vars(one)) for one in found[offset : offset + limit]]
    return kept.Versions(total=len(found), offset=offset, versions=shown)


@routes.get("/scenarios/{name}/versions/{number}", responses=told())
def version(name: Name, number: Number, here: Here, _who: Reader, response: Response) -> kept.Text:
    """Return what a version of a scenario said."""
    return _text(folder.Written.of(name, _version(here, name, number)), response)


@routes.get("/scenarios/{name}/difference", responses=told())
def differs(name: Name, here: Here, _who: Reader, before: Sides, after: Sides = 0) -> kept.Difference:
    """Return what differs between two versions of a scenario."""
    texts = [_decoded(_version(here, name, number)) for number in (before, after)]
    lines = [kept.Line(**vars(line)) for line in difference(*texts)]
    return kept.Difference(before=before, after=after, lines=lines)


@routes.post("/scenarios/{name}/difference", responses=told())
def differs_from(name: Name, given: kept.NewText, here: Here, _who: Reader) -> kept.Difference:
    """Return what differs between what the file says now and a text that is not saved."""
    lines = difference(_decoded(here.folder.read(name).content), given.text)
    return kept.Difference(before=0, after=0, lines=[kept.Line(**vars(line)) for line in lines])


@routes.get("/scenarios/{name}/draft", responses=told())
def draft(name: Name, here: Here, who: Reader) -> kept.OwnDraft:
    """Return the draft that whoever asks has of a scenario, if there is one."""
    here.folder.read(name)
    found = here.desk.draft(name, who.name)
    own = None if found is None else kept.Draft(base=found.base, saved=found.saved, text=_decoded(found.text))
    return kept.OwnDraft(draft=own)


@routes.put("/scenarios/{name}/draft", status_code=204, responses=told(507))
def keep_draft(name: Name, given: kept.NewDraft, here: Here, who: Writer) -> None:
    """Keep what was written and not saved."""
    here.folder.read(name)
    here.desk.keep_draft(name, who.name, desk_rows.Draft(given.base, datetime.now(UTC), _bytes(given.text)))


@routes.delete("/scenarios/{name}/draft", status_code=204, responses=told(507))
def drop_draft(name: Name, here: Here, who: Writer) -> None:
    """Forget what was written and not saved."""
    here.folder.read(name)
    here.desk.drop_draft(name, who.name)


def _text(found: folder.Written, response: Response) -> kept.Text:
    response.headers["etag"] = f'"{found.sha256}"'
    return kept.Text(name=found.name, text=_decoded(found.content), sha256=found.sha256)


def _decoded(content: bytes) -> str:
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


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise complain(
            "not-text", "the text has characters that are none (half of a pair)", "", "Take them out."
        ) from None


def _first_version(here: Bearings, name: str) -> None:
    """Keep what the file says before it is first saved here, so that it can be had back."""
    if not here.desk.versions(name):
        here.desk.keep_version(name, here.folder.read(name).content, "the folder", datetime.now(UTC))


def _kept(here: Bearings, saved: folder.Written, who: desk_rows.Account, did: str) -> None:
    """Keep a text that was saved as a version; where that fails the file is saved all the same, and that is told."""
    try:
        here.desk.keep_version(saved.name, saved.content, who.name, datetime.now(UTC))
        here.note(who, did, saved.name)
    except WorkbenchError as error:
        raise complain(
            error.problems[0].code,
            f"`{saved.name}` was saved, but no version of it was kept: {error.problems[0].given}",
            "",
            error.problems[0].remedy,
        ) from None


def _version(here: Bearings, name: str, number: int) -> bytes:
    now = here.folder.read(name).content
    found = now if number == 0 else here.desk.version_text(name, number)
    if found is None:
        raise complain("no-such-version", f"there is no version {number} of `{name}`", "", "See which there are.")
    return found
