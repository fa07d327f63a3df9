"""Serving a workbench until it is interrupted."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import uvicorn

from detente.workbench.app import Application
from detente.workbench.bearings import Bearings
from detente.workbench.complaints import complain
from detente.workbench.guard import Guard
from detente.workbench.opening import PORT, Address, refuse_open_door
from detente.workbench.words import language

QUIET = 3
"""Seconds that requests under way are given at the end."""


def serve(here: Bearings, address: Address, tell: Callable[[Address], None], browser: bool) -> None:
    """Serve a workbench; `tell` is told where, once it listens. Ends when the process is interrupted.

    Raises WorkbenchError where others could enter without a login, and where the port is taken.
    """
    refuse_open_door(address, here.accounts)
    listening = _listening(address)
    address = replace(address, port=listening.getsockname()[1])
    app = Application(here)
    settings = uvicorn.Config(
        Guard(app, address.hosts, here.limits),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=QUIET,
        h11_max_incomplete_event_size=32_768,
        ws="none",
    )
    tell(address)
    if browser:
        threading.Timer(0.3, webbrowser.open, (address.page,)).start()
    try:
        _Server(settings, app, here).run(sockets=[listening])
    except KeyboardInterrupt:
        return  # asked to end, it has ended
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """A server that gets ready for the first questions while it serves pages.

    When it is asked to end, it ends streams, since whoever listens would not, and jobs, for which requests wait.
    """

    def __init__(self, settings: uvicorn.Config, app: Application, here: Bearings) -> None:
        super().__init__(settings)
        self._app, self._here = app, here

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve; what pages ask for is loaded meanwhile."""
        await super().startup(sockets)
        threading.Thread(target=self._get_ready, daemon=True).start()

    def _get_ready(self) -> None:
        self._app.load()
        self._here.jobs.warm()
        language()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; a thread does so, since this may come in the middle of anything."""
        self._here.jobs.ending = True
        threading.Thread(target=self._here.jobs.close, daemon=True).start()
        super().handle_exit(sig, frame)


def _listening(address: Address) -> socket.socket:
    """Return a socket that listens; where no port was asked for and the usual one is taken, a free one."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    asked = [address.port] if address.port != PORT else [PORT, 0]
    for port in asked:
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((address.host, port))
        except OSError as error:
            found.close()
            reason = error.strerror or str(error)
        else:
            found.listen(128)
            return found
    raise complain(
        "cannot-listen",
        f"the workbench cannot listen at `{address.host}`, port {address.port} ({reason})",
        "Another program may use that port.",
        "Say --port 0 for any that is free.",
    )
