"""Endpoints of edits: of a text that need not be saved, of a scenario that is saved with them; and what flips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Response
from pydantic import Field

from detente.errors import WorkbenchError
from detente.scenario.edits import Edit
from detente.views.objects.parts.problem import unpack_problem
from detente.workbench.bearings import Bearings
from detente.workbench.complaints import complain
from detente.workbench.objects import kept
from detente.workbench.objects.edits import EditedText, NewEdits
from detente.workbench.questions import Question
from detente.workbench.refusals import told
from detente.workbench.routes import texts
from detente.workbench.routes.answers import MOST_WAIT, WAITING, Asked, answer_to
from detente.workbench.routes.given import Name
from detente.workbench.routes.who import Here, Reader, Writer

if TYPE_CHECKING:
    from detente.workbench.objects.edited import Edited


class AskedFlips(Asked):
    """A text that need not be saved, in a variant, under a concept."""

    text: str
    beliefs: Annotated[bool, Field(strict=True)] | None = None
    wait: float = Field(10.0, ge=0, le=MOST_WAIT, strict=True, description="seconds to wait for the answer itself")


def routes(objects: Mapping[str, Any]) -> APIRouter:
    """Return the endpoints; `objects` are those that answer, by verb, where the endpoints are to be described."""
    router = APIRouter(prefix="/api", tags=["edits"])
    waiting = WAITING | told()
    router.post("/edit", response_model=objects.get("edit"), responses=waiting)(edit_text)
    router.post("/scenarios/{name}/edits", responses=told(409, 412, 428, 507))(edit_scenario)
    router.post("/scenarios/{name}/flips", response_model=objects.get("flips"), responses=waiting)(flips)
    return router


def edit_text(given: EditedText, here: Here, _who: Reader) -> Response:
    """Return a text with edits made, what keeps it from being read then, and its parts as forms show them.

    Nothing is saved, and the text may have errors before and after.
    """
    return answer_to(here.jobs.ask(_question(given.name, texts.encoded(given.text), given.edits)), given.wait)


def edit_scenario(
    name: Name,
    given: NewEdits,
    here: Here,
    who: Writer,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=80, description="the ETag of the text that was seen")] = None,
) -> kept.Text:
    """Save a scenario with edits made, all of them or none, unless that leads to errors that it had not before."""
    seen = texts.seen(if_match)
    before = here.folder.unchanged(name, seen)
    after = _edited(here, _question(name, before.content, given.edits))
    _refuse_new_errors(after, _edited(here, _question(name, before.content, [])))
    return texts.as_text(texts.save(here, name, texts.encoded(after.text), seen, who, "edited"), response)


def flips(name: Name, given: AskedFlips, here: Here, _who: Reader) -> Response:
    """Return which states and claims flip from what the file says to a text that need not be saved."""
    asked = {key: getattr(given, key) for key in ("variant", "concept", "beliefs") if getattr(given, key) is not None}
    asked["before"] = texts.decoded(here.folder.read(name).content)
    return answer_to(here.jobs.ask(Question("flips", name, texts.encoded(given.text), asked)), given.wait)


def _question(name: str, text: bytes, edits: list[Edit]) -> Question:
    return Question("edit", name, text, {"edits": [one.model_dump(exclude_none=True) for one in edits]})


def _edited(here: Bearings, question: Question) -> Edited:
    from detente.workbench.objects.edited import Edited

    job = here.jobs.ask(question)
    if not job.over.wait(here.limits.reading):
        raise complain(
            "took-too-long",
            f"the edits were not made within {here.limits.reading:.0f} seconds",
            "Nothing was saved.",
            "Try again, or change the text itself.",
        )
    return Edited.model_validate_json(job.answer())


def _refuse_new_errors(after: Edited, before: Edited) -> None:
    """Refuse edits that keep the scenario from being read, and tell by what."""
    old = {(one.code, one.given) for one in before.problems}
    new = [one for one in after.problems if (one.code, one.given) not in old]
    if not new:
        return
    first = complain(
        "edit-leaves-errors",
        f"with these edits the scenario could not be read: {new[0].given}",
        "Nothing was saved.",
        "Change what uses it as well, in the same edits, or try them on a draft.",
    )
    raise WorkbenchError((*first.problems, *(unpack_problem(one) for one in new)))
