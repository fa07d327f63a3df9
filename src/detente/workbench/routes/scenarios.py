"""Endpoints of scenarios: the folder, the texts, their versions, differences and drafts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from detente import api
from detente.answers.library import case_files
from detente.errors import WorkbenchError
from detente.store import desk_rows
from detente.workbench import folder
from detente.workbench.bearings import Bearings
from detente.workbench.difference import difference
from detente.workbench.merging import merged
from detente.workbench.objects import kept
from detente.workbench.questions import Question
from detente.workbench.refusals import told
from detente.workbench.routes import texts
from detente.workbench.routes.given import Limit, Name, Offset
from detente.workbench.routes.who import Here, Reader, Writer

routes = APIRouter(prefix="/api", tags=["scenarios"])

PATIENCE = 30.0
"""Seconds for which words are waited for that say what differs; the lines are told in any case."""

Number = Annotated[int, Path(ge=1, le=2**31, description="the number of a version")]
Sides = Annotated[int, Query(ge=0, le=2**31, description="the number of a version; 0 for what the file says now")]


@routes.get("/scenarios", responses=told())
def scenarios(here: Here, _who: Reader, offset: Offset = 0, limit: Limit = 100) -> kept.Scenarios:
    """Return the scenarios of the folder."""
    names = here.folder.names()
    shown = [kept.Listed(**vars(one)) for one in here.folder.listed(names[offset : offset + limit])]
    return kept.Scenarios(total=len(names), offset=offset, scenarios=shown)


@routes.post("/scenarios", status_code=201, responses=told(409, 507))
def copy_case(given: kept.NewScenario, here: Here, who: Writer, response: Response) -> kept.Text:
    """Copy a case of the library into the folder."""
    found = api.case(given.case)
    name = f"{found.key.rpartition('/')[2]}.yaml"
    return texts.as_text(texts.save(here, name, found.file.read_bytes(), None, who, "copied"), response)


@routes.get("/cases", responses=told())
def cases(_who: Reader) -> kept.Cases:
    """Return the cases of the library."""
    found = ((key.rpartition("/")[2], file.read_bytes()) for key, file in case_files().items())
    return kept.Cases(cases=[kept.Case(name=name, title=folder.title(text)) for name, text in found])


@routes.get("/scenarios/{name}", responses=told())
def scenario(name: Name, here: Here, _who: Reader, response: Response) -> kept.Text:
    """Return what a scenario says, with its ETag."""
    return texts.as_text(here.folder.read(name), response)


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
    before = None if if_match is None and if_none_match == "*" else texts.seen(if_match)
    saved = texts.save(here, name, texts.encoded(given.text), before, who, "created" if before is None else "saved")
    here.desk.drop_draft(name, who.name)
    return texts.as_text(saved, response)


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
    return texts.as_text(folder.Written.of(name, texts.version(here, name, number)), response)


@routes.get("/scenarios/{name}/difference", responses=told())
def differs(name: Name, here: Here, _who: Reader, before: Sides, after: Sides = 0) -> kept.Difference:
    """Return what differs between two versions of a scenario."""
    old, new = (texts.version(here, name, number) for number in (before, after))
    lines = [kept.Line(**vars(line)) for line in difference(texts.decoded(old), texts.decoded(new))]
    return kept.Difference(before=before, after=after, changes=_changes(here, name, old, new), lines=lines)


@routes.post("/scenarios/{name}/difference", responses=told())
def differs_from(name: Name, given: kept.NewText, here: Here, _who: Reader) -> kept.Difference:
    """Return what differs between what the file says now and a text that is not saved."""
    old, new = here.folder.read(name).content, texts.encoded(given.text)
    lines = [kept.Line(**vars(line)) for line in difference(texts.decoded(old), given.text)]
    return kept.Difference(before=0, after=0, changes=_changes(here, name, old, new), lines=lines)


@routes.post("/scenarios/{name}/merge", responses=told())
def merge(name: Name, given: kept.NewDraft, here: Here, _who: Reader) -> kept.Merged:
    """Put together what the file says now and a text that began from an older version of it; nothing is saved."""
    now = here.folder.read(name)
    before = here.desk.text_known(name, given.base)
    both = None if before is None else merged(texts.decoded(before), given.text, texts.decoded(now.content))
    return kept.Merged(text=both, sha256=now.sha256)


@routes.get("/scenarios/{name}/draft", responses=told())
def draft(name: Name, here: Here, who: Reader) -> kept.OwnDraft:
    """Return the draft that whoever asks has of a scenario, if there is one."""
    here.folder.read(name)
    found = here.desk.draft(name, who.name)
    own = None if found is None else kept.Draft(base=found.base, saved=found.saved, text=texts.decoded(found.text))
    return kept.OwnDraft(draft=own)


@routes.put("/scenarios/{name}/draft", status_code=204, responses=told(507))
def keep_draft(name: Name, given: kept.NewDraft, here: Here, who: Writer) -> None:
    """Keep what was written and not saved."""
    here.folder.read(name)
    here.desk.keep_draft(name, who.name, desk_rows.Draft(given.base, datetime.now(UTC), texts.encoded(given.text)))


@routes.delete("/scenarios/{name}/draft", status_code=204, responses=told(507))
def drop_draft(name: Name, here: Here, who: Writer) -> None:
    """Forget what was written and not saved."""
    here.folder.read(name)
    here.desk.drop_draft(name, who.name)


def _changes(here: Bearings, name: str, before: bytes, after: bytes) -> list[str] | None:
    """Return in the conflict's own words what differs, None where that cannot be told, or not at once."""
    try:
        job = here.jobs.ask(Question("differs", name, after, {"before": texts.decoded(before)}))
        job.over.wait(PATIENCE)
        found: list[str] | None = json.loads(job.answer()) if job.over.is_set() else None
    except WorkbenchError:
        return None
    return found
