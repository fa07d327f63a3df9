"""Endpoints of the door: what this workbench is, its language, logging in and out, and who did what."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente import __version__
from detente.errors import QuestionError
from detente.workbench.objects import kept
from detente.workbench.refusals import told
from detente.workbench.routes.given import Limit, Offset
from detente.workbench.routes.who import COOKIE, Admin, Guest, Here, Reader
from detente.workbench.words import language

routes = APIRouter(prefix="/api", tags=["door"])


@routes.get("/about", responses=told())
def about(here: Here, who: Guest) -> kept.About:
    """Return what this workbench is; where a login is needed and nobody is inside, little is told."""
    inside = who is not None
    return kept.About(
        version=__version__ if inside else "",
        folder=here.folder.root.absolute().name if inside else "",
        writable=here.folder.writable and inside,
        notices=list(here.notices) if inside else [],
        login=here.accounts.needed,
        account=who.name if who is not None else None,
        role=who.role if who is not None else None,  # type: ignore[arg-type]
        prints=inside and _prints(),
    )


@routes.get("/language", responses=told())
def words(_who: Reader) -> kept.Language:
    """Return the words of the scenario language and of questions."""
    found = language()
    keys = [kept.Key(**vars(one)) for one in found.keys]
    return kept.Language(keys=keys, concepts=dict(found.concepts), sharing=list(found.sharing))


def _prints() -> bool:
    """Return whether a browser is installed that prints reports."""
    from detente.views.report.printing import browser

    try:
        return bool(browser())
    except QuestionError:
        return False


@routes.post("/session", status_code=204, responses=told(429))
def enter(given: kept.Login, here: Here, response: Response) -> None:
    """Log in; the session is a cookie that scripts cannot read."""
    token = here.accounts.enter(given.name, given.password)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(here.limits.hours * 3600),
        httponly=True,
        samesite="strict",
        secure=here.secure,
        path="/",
    )


@routes.delete("/session", status_code=204, responses=told())
def leave(request: Request, here: Here, response: Response) -> None:
    """Log out."""
    here.accounts.leave(request.cookies.get(COOKIE))
    response.delete_cookie(COOKIE, path="/")


@routes.get("/events", responses=told())
def events(here: Here, _who: Admin, offset: Offset = 0, limit: Limit = 100) -> kept.Events:
    """Return who did what, the newest first; for the role admin."""
    total, found = here.desk.events(offset, limit)
    return kept.Events(total=total, offset=offset, events=[kept.Event(**vars(one)) for one in found])
