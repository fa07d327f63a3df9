"""The application: pages at once, endpoints as soon as they are loaded, all behind the guard."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter, run_sync
from starlette.staticfiles import StaticFiles

from detente.workbench.bearings import Bearings
from detente.workbench.guard import Guard, Receive, Scope, Send

if TYPE_CHECKING:
    from fastapi import FastAPI

WAITING = 200
"""Requests that may be under way at once."""


class Application:
    """Pages, which are files, and endpoints, which take most of a second to load: pages do not wait for that."""

    def __init__(self, here: Bearings) -> None:
        """Take what the workbench is made of."""
        self._here = here
        self._endpoints: FastAPI | None = None
        self._loading = threading.Lock()
        with as_file(files("detente.workbench") / "pages") as folder:
            self._pages = StaticFiles(directory=folder, html=True)
            self._names = {"/", *(f"/{page.name}" for page in folder.iterdir())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a page, or let the endpoints answer."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] in self._names and scope["method"] in ("GET", "HEAD"):
            await self._pages(scope, receive, send)
        else:
            endpoints = self.load() if self._endpoints else await run_sync(self.load)
            await endpoints(scope, receive, send)

    def load(self) -> FastAPI:
        """Return the endpoints, loaded once."""
        with self._loading:
            if self._endpoints is None:
                from detente.workbench.endpoints import endpoints

                self._endpoints = endpoints(self._here, self._pages)
            return self._endpoints

    async def _live(self, receive: Receive, send: Send) -> None:
        """Begin, and end in order."""
        await receive()
        current_default_thread_limiter().total_tokens = WAITING  # whoever waits for an answer keeps a thread
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._here.jobs.close()
        self._here.desk.close()
        await send({"type": "lifespan.shutdown.complete"})


def application(here: Bearings, hosts: Iterable[str]) -> Guard:
    """Return the workbench as an application; `hosts` are the names, with port, under which it may be called."""
    return Guard(Application(here), hosts, here.limits)
