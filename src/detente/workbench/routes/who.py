"""Who asks, and what of: what endpoints depend on."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from detente.store.desk_rows import Account
from detente.workbench.accounts import may
from detente.workbench.bearings import Bearings

COOKIE = "detente_session"
"""The cookie of a session."""


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
