"""The guard at the door: what comes from elsewhere is turned away before anything looks at it.

A page of another site can make a browser send requests here. So the Host must be a name of this workbench (no name that
somebody else points at this machine), a change must come from a page of its own (Origin), and every answer forbids the
browser what these pages do not need.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from detente.errors import WorkbenchError
from detente.workbench.complaints import complain
from detente.workbench.limits import Limits
from detente.workbench.refusals import refusal

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries."""

SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """An application behind the guard."""

    def __init__(self, app: App, hosts: Iterable[str], limits: Limits) -> None:
        """Take the application, and the names (with port) under which it may be called."""
        self._app, self._hosts, self._limits = app, frozenset(one.lower() for one in hosts), limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn a request away, or let it in; whatever is answered carries the headers."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        sending = _with_headers(send, private=scope["path"].startswith("/api"))
        body = _Body(receive, self._limits)
        try:
            self._look(scope)
        except WorkbenchError as error:  # the rest of what goes wrong is told further in
            await refusal(error.problems)(scope, receive, sending)
            return
        await self._app(scope, body.receive, body.instead(scope, sending))

    def _look(self, scope: Scope) -> None:
        """Raise WorkbenchError where a request is not for this workbench, or a change not from a page of its own."""
        given = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = given.get("host", "").lower()
        if host not in self._hosts:
            raise complain(
                "foreign-host",
                f"this workbench is not called `{host[:100]}`",
                f"It is called {', '.join(sorted(self._hosts))}.",
                "Start it with `--address` where it is reached under another name.",
            )
        origin = given.get("origin")
        away = origin is not None and urlsplit(origin).netloc.lower() not in self._hosts
        unasked = given.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        # Following a link to a page is fine; asking questions, which cost time, and changing things are not.
        if away or (unasked and (scope["method"] not in SAFE or scope["path"].startswith("/api"))):
            raise complain(
                "foreign-origin",
                "the request comes from a page of another site",
                "Only pages of this workbench may ask and change.",
                "Open the workbench itself.",
            )
        length = given.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > self._limits.body:
            raise _too_large(self._limits)


class _Body:
    """A request's body as it comes in; where it is too large, that is answered whatever else would be."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive, self._limits, self._taken = receive, limits, 0

    @property
    def too_large(self) -> bool:
        """Return whether more has come in than is taken."""
        return self._taken > self._limits.body

    async def receive(self) -> Message:
        """Receive the next part; raises WorkbenchError where it is too much."""
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self.too_large:
            raise _too_large(self._limits)
        return message

    def instead(self, scope: Scope, send: Send) -> Send:
        """Return what sends an answer, or the refusal in its place: whoever reads a body may take our error for his."""
        told = False

        async def sending(message: Message) -> None:
            nonlocal told
            if not self.too_large:
                await send(message)
            elif not told:
                told = True
                await refusal(_too_large(self._limits).problems)(scope, self._receive, send)

        return sending


def _too_large(limits: Limits) -> WorkbenchError:
    return complain(
        "body-too-large", "what was sent is too large", f"At most {limits.body:,} bytes are taken.", "Send less."
    )


def _with_headers(send: Send, private: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            have = {name.lower() for name, _ in message["headers"]}
            added = HEADERS | {"cache-control": "no-store" if private else "no-cache"}
            message["headers"] = [
                *message["headers"],
                *((name.encode(), value.encode()) for name, value in added.items() if name.encode() not in have),
            ]
        await send(message)

    return sending
