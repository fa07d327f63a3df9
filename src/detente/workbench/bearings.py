"""What all endpoints need: the folder, the desk, the accounts, the jobs; and who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

from detente.errors import WorkbenchError
from detente.store.desk import Desk
from detente.store.desk_rows import Account
from detente.workbench.accounts import Accounts, may
from detente.workbench.folder import Folder
from detente.workbench.jobs import Jobs
from detente.workbench.limits import Limits

COOKIE = "detente_session"
"""The cookie of a session."""


@dataclass(frozen=True)
class Bearings:
    """What an open workbench is made of; `notices` say what does not work as usual."""

    folder: Folder
    desk: Desk
    accounts: Accounts
    jobs: Jobs
    limits: Limits
    notices: tuple[str, ...]
    secure: bool

    def note(self, who: Account, did: str, about: str) -> None:
        """Write down who did what."""
        self.desk.note(who.name, did, about, datetime.now(UTC))


def bearings(request: Request) -> Bearings:
    """Return what the workbench is made of."""
    found: Bearings = request.app.state.bearings
    return found


def guest(request: Request) -> Account | None:
    """Return who is logged in."""
    return bearings(request).accounts.inside(request.cookies.get(COOKIE))


def reader(request: Request) -> Account:
    """Return who asks; raises WorkbenchError where nobody is logged in."""
    return may(guest(request), "read")


def writer(request: Request) -> Account:
    """Return who changes something; raises WorkbenchError where that is not allowed."""
    return may(guest(request), "write")


def admin(request: Request) -> Account:
    """Return who looks after the workbench; raises WorkbenchError where that is not allowed."""
    return may(guest(request), "admin")


Here = Annotated[Bearings, Depends(bearings)]
Guest = Annotated[Account | None, Depends(guest)]
Reader = Annotated[Account, Depends(reader)]
Writer = Annotated[Account, Depends(writer)]
Admin = Annotated[Account, Depends(admin)]

__all__ = ["COOKIE", "Admin", "Bearings", "Guest", "Here", "Reader", "WorkbenchError", "Writer", "bearings"]
