"""Opening a workbench: its folder, its desk, and the names under which it may be called."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from detente.store.desk import FILE, Desk
from detente.workbench.accounts import Accounts
from detente.workbench.bearings import Bearings
from detente.workbench.complaints import complain
from detente.workbench.folder import Folder
from detente.workbench.jobs import Jobs
from detente.workbench.limits import Limits

PORT = 8765
"""Where the workbench listens where nothing else is said and the port is free."""


@dataclass(frozen=True)
class Address:
    """Where a workbench listens, and the address by which others reach it (None: by that alone)."""

    host: str = "127.0.0.1"
    port: int = PORT
    public: str | None = None

    @property
    def loopback(self) -> bool:
        """Return whether only this machine reaches it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def secure(self) -> bool:
        """Return whether others reach it by HTTPS only."""
        return self.public is not None and urlsplit(self.public).scheme == "https"

    @property
    def hosts(self) -> frozenset[str]:
        """Return the names, with port, under which it may be called."""
        found = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")} if self.loopback else set()
        if not self.loopback and not _anywhere(self.host):
            found.add(f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}")
        if self.public is not None:
            found.add(urlsplit(self.public).netloc.lower())
        return frozenset(found)

    @property
    def page(self) -> str:
        """Return the address to open on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public or f"http://{host}:{self.port}/"


def opened(root: Path, secure: bool = False, limits: Limits | None = None, desk_at: str | None = None) -> Bearings:
    """Return the workbench of a folder; `desk_at` is the path or URL of its desk (None: a file in the folder).

    Raises WorkbenchError where there is no such folder, and where what is kept beside it cannot be used.
    """
    limits = limits or Limits()
    folder = Folder(root, limits)
    at: Path | str | None = desk_at or root / FILE
    notices = []
    if not folder.writable:
        lost = desk_at is None and not (root / FILE).exists()
        notices.append(
            "This folder may not be written to. Scenarios can be read and asked; nothing can be saved"
            + (", and what was worked out is forgotten when the workbench ends." if lost else ".")
        )
        at = None if lost else at
    else:
        folder.tidy()
    desk = Desk(at)
    return Bearings(folder, desk, Accounts(desk, limits), Jobs(desk, limits), limits, tuple(notices), secure)


def refuse_open_door(address: Address, accounts: Accounts) -> None:
    """Raise WorkbenchError where others could enter without a login, or under any name at all."""
    if address.public is not None and (urlsplit(address.public).scheme not in ("http", "https") or not _named(address)):
        raise complain(
            "bad-address",
            f"`{address.public}` is no address of a web page",
            "It begins with http: or https:, and names the machine.",
            "Give --address as others type it into the browser.",
        )
    if address.loopback and address.public is None:
        return
    if not accounts.needed:
        raise complain(
            "no-accounts",
            f"others could enter by `{address.public or address.host}` without a login",
            "A workbench that others reach asks for a name and a password.",
            "Add an account first: --add-account NAME --role admin.",
        )
    if not address.hosts:
        raise complain(
            "address-needed",
            f"`{address.host}` stands for every name of this machine",
            "The workbench answers only to names that it knows, so that no other site can speak for it.",
            "Say how others reach it: --address https://NAME.",
        )


def _anywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _named(address: Address) -> bool:
    return bool(urlsplit(address.public or "").netloc)
