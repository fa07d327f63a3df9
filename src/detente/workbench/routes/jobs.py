"""Endpoints of jobs: what is being worked on, how far it is, its answer, its end."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from detente.views.objects.parts.problem import pack_problem
from detente.workbench import jobs
from detente.workbench.bearings import Here, Reader
from detente.workbench.complaints import complain
from detente.workbench.objects import kept
from detente.workbench.refusals import told
from detente.workbench.routes.given import Limit, Offset

routes = APIRouter(prefix="/api", tags=["jobs"])

Key = Annotated[str, Path(max_length=64, description="what a job is called")]


@routes.get("/jobs", responses=told())
def listed(here: Here, _who: Reader, offset: Offset = 0, limit: Limit = 50) -> kept.Jobs:
    """Return the long jobs that are remembered, the newest first."""
    found = here.jobs.listed()
    return kept.Jobs(total=len(found), offset=offset, jobs=[pack_job(one) for one in found[offset : offset + limit]])


@routes.get("/jobs/{key}", responses=told())
def job(key: Key, here: Here, _who: Reader) -> kept.Job:
    """Return how far a job is."""
    return pack_job(here.jobs.find(key))


@routes.get(
    "/jobs/{key}/answer", response_model=None, responses=told(409) | {200: {"content": {"application/json": {}}}}
)
def answer(key: Key, here: Here, _who: Reader) -> Response:
    """Return the answer of a job that is done."""
    found = here.jobs.find(key)
    if not found.over.is_set():
        raise complain("job-not-over", "the job is not done yet", "", "Ask how far it is, and come back.")
    return Response(found.answer(), media_type="application/json")


@routes.delete("/jobs/{key}", responses=told())
def cancel(key: Key, here: Here, who: Reader) -> kept.Job:
    """Stop a job, for everybody who waits for it."""
    found = here.jobs.cancel(key)
    here.note(who, "cancelled", f"{found.question.verb} {found.question.name}")
    return pack_job(found)


def pack_job(given: jobs.Job) -> kept.Job:
    """Return a job as its object."""
    return kept.Job(
        id=given.id,
        verb=given.question.verb,
        scenario=given.question.name,
        variant=given.question.asked.get("variant"),
        state=given.state,
        doing=given.doing,
        part=given.part,
        seconds=round(given.seconds, 2),
        left=None if given.left is None else round(given.left, 1),
        problems=[pack_problem(one) for one in given.problems],
    )
