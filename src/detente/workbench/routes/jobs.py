"""Endpoints of jobs: what is being worked on, how far it is, its answer, its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from detente.views.objects.parts.problem import pack_problem
from detente.workbench import jobs
from detente.workbench.accounts import may
from detente.workbench.complaints import complain
from detente.workbench.live import live
from detente.workbench.objects import kept
from detente.workbench.refusals import told
from detente.workbench.routes.given import Limit, Offset
from detente.workbench.routes.sent import FILES, sent
from detente.workbench.routes.who import Here, Reader, guest

routes = APIRouter(prefix="/api", tags=["jobs"])

LONGEST = 600.0
"""Seconds after which a stream ends; a browser connects again by itself."""

SHOWN = 50
"""Jobs that are told at the beginning of a stream."""

STREAM = "text/event-stream"

Seconds = Annotated[float, Query(ge=0, le=LONGEST, description="how long to listen")]
Key = Annotated[str, Path(max_length=64, description="what a job is called")]


@routes.get("/jobs", responses=told())
def listed(here: Here, _who: Reader, offset: Offset = 0, limit: Limit = 50) -> kept.Jobs:
    """Return the long jobs that are remembered, the newest first."""
    found = here.jobs.listed()
    return kept.Jobs(total=len(found), offset=offset, jobs=[pack_job(one) for one in found[offset : offset + limit]])


@routes.get(
    "/jobs/live", response_class=StreamingResponse, responses=told() | {200: {"content": {STREAM: {}}}}, name="live"
)
async def listen(request: Request, here: Here, _who: Reader, seconds: Seconds = LONGEST) -> StreamingResponse:
    """Tell of jobs as they go on, as server-sent events: `all` has the newest, each `job` one that has changed."""
    if here.jobs.listeners >= here.limits.listeners:
        given = f"{here.jobs.listeners} pages listen already"
        raise complain("too-many-listeners", given, "", "Close some, or ask for `/api/jobs`.")

    async def inside() -> bool:
        return await run_in_threadpool(guest, request) is not None

    async def told_all() -> AsyncIterator[str]:
        here.jobs.listeners += 1
        try:
            async for event in live(here.jobs, lambda job: pack_job(job).model_dump_json(), SHOWN, seconds, inside):
                yield event
        finally:
            here.jobs.listeners -= 1

    return StreamingResponse(told_all(), media_type=STREAM, headers={"x-accel-buffering": "no"})


@routes.get("/jobs/{key}", responses=told())
def job(key: Key, here: Here, _who: Reader) -> kept.Job:
    """Return how far a job is."""
    return pack_job(here.jobs.find(key))


@routes.get(
    "/jobs/{key}/answer",
    response_model=None,
    responses=told(409)
    | {200: {"content": {"application/json": {}} | {kind.partition(";")[0]: {} for kind in FILES.values()}}},
)
def answer(key: Key, here: Here, _who: Reader) -> Response:
    """Return the answer of a job that is done."""
    found = here.jobs.find(key)
    if not found.over.is_set():
        raise complain("job-not-over", "the job is not done yet", "", "Ask how far it is, and come back.")
    return sent(found)


@routes.post("/jobs/{key}/again", status_code=202, responses=told(409))
def again(key: Key, here: Here, who: Reader) -> kept.Job:
    """Ask once more what was cancelled, interrupted or failed."""
    return pack_job(here.jobs.again(key, who.name))


@routes.delete("/jobs/{key}", responses=told())
def cancel(key: Key, here: Here, who: Reader) -> kept.Job:
    """Stop a job, for everybody who waits for it; what others have asked takes the role to write."""
    if here.jobs.find(key).who not in ("", who.name):
        may(who, "write")
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
        who=given.who,
        since=given.since,
        state=given.state,
        doing=given.doing,
        part=given.part,
        seconds=round(given.seconds, 2),
        left=None if given.left is None else round(given.left, 1),
        problems=[pack_problem(one) for one in given.problems],
    )
