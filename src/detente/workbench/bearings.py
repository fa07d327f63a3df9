"""What all endpoints need: the folder, the desk, the accounts, the jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from detente.store.desk import Desk
from detente.store.desk_rows import Account
from detente.workbench.accounts import Accounts
from detente.workbench.folder import Folder
from detente.workbench.jobs import Jobs
from detente.workbench.limits import Limits


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
