"""The endpoints, as one application with its refusals; they take most of a second to load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.staticfiles import StaticFiles

from detente import __version__
from detente.errors import DetenteError, Problem
from detente.workbench.bearings import Bearings
from detente.workbench.description import describing, operation
from detente.workbench.refusals import refusal
from detente.workbench.routes import answers, door, edits, jobs, scenarios, sources

DESCRIPTION = """\
What the pages of the workbench are made of. Answers are the objects that the commands print with `--json`. What takes
long answers 202 with a job, whose answer is kept; what is wrong is told as `application/problem+json`. A change needs
the Origin of the workbench itself where a browser makes it, and `If-Match` with the ETag that was seen."""


def _parts(objects: Mapping[str, Any]) -> tuple[APIRouter, ...]:
    """Return all endpoints; `objects` are those that answer questions, by verb, where they are to be described."""
    return door.routes, scenarios.routes, answers.routes(objects), jobs.routes, edits.routes(objects), sources.routes


PARTS = _parts({})


def _with(parts: Iterable[APIRouter]) -> FastAPI:
    """Return an application with endpoints."""
    app = FastAPI(
        title="Détente workbench",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # these pages would come from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        separate_input_output_schemas=False,
        generate_unique_id_function=operation,
    )
    for part in parts:
        app.include_router(part)
    return app


def _whole() -> dict[str, Any]:
    """Return the description of all endpoints with the objects that answer, which take a second to load."""
    from detente.workbench.routes.described import OBJECTS

    return _with(_parts(OBJECTS)).openapi()


def endpoints(here: Bearings, pages: StaticFiles) -> FastAPI:
    """Return what answers questions and takes changes, with the pages where all else is found."""
    app = _with(PARTS)
    app.state.bearings = here
    app.add_exception_handler(DetenteError, _refused)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.add_exception_handler(HTTPException, _strange)
    app.openapi = describing(app, _whole)  # type: ignore[method-assign]
    app.mount("/", pages, name="pages")
    return app


async def _refused(_request: Request, error: Exception) -> Response:
    return refusal(error.problems if isinstance(error, DetenteError) else ())


async def _misfit(_request: Request, error: Exception) -> Response:
    """Tell which parts of a request do not fit."""
    told = error.errors() if isinstance(error, RequestValidationError) else []
    problems = [
        Problem("bad-request", f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"[:500], "", "")
        for one in told[:20]
    ]
    return refusal(problems, 422)


async def _strange(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    known = _methods(request)
    if code == 404 and known:  # what serves the pages was asked instead, and has no such page
        code = 405
    headers = {"allow": ", ".join(sorted(known or {"GET", "HEAD"}))} if code == 405 else None
    given = {404: "there is nothing at this address", 405: "this cannot be done at this address"}.get(code)
    return refusal([Problem("bad-request", given or "the request cannot be answered", "", "")], code, headers)


def _methods(request: Request) -> set[str]:
    """Return what can be done at an address: the router itself names the methods of one route only.

    Where an address is one of its own and fits another's form as well, such as `/jobs/live`, the first route counts.
    """
    routes = [route for part in PARTS for route in part.routes if isinstance(route, APIRoute)]
    fit = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return {method for route in fit if route.path == fit[0].path for method in route.methods or ()}
