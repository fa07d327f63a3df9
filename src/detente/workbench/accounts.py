"""Who may enter: names with a role and a password, of which only a slow hash is kept."""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from detente.errors import WorkbenchError
from detente.store.desk import Desk
from detente.store.desk_rows import ROLES, Account
from detente.workbench.complaints import complain
from detente.workbench.limits import Limits

SHORTEST = 10
"""Characters of a password."""

LONGEST = 1_000
"""Characters of a name or password, beyond which nobody tries to be let in by typing."""

AT_ONCE = 2
"""Passwords that are looked at side by side; each takes 64 MiB, on purpose."""

AT_THE_DOOR = 32
"""Logins that are under way, most of them waiting; whoever comes then is sent away, and holds up nobody else."""

NOBODY = Account("local", "admin", "")
"""Who acts where no login is asked for: whoever sits at this machine."""


class Accounts:
    """The accounts of a workbench and who is inside."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        """Take the accounts from a desk."""
        self._desk, self._limits = desk, limits
        self._failures: dict[str, list[float]] = defaultdict(list)
        self._lock, self._turn = threading.Lock(), threading.Semaphore(AT_ONCE)
        self._door = threading.Semaphore(AT_THE_DOOR)

    @property
    def needed(self) -> bool:
        """Return whether one must log in: where there is an account."""
        return bool(self._desk.accounts())

    def add(self, name: str, role: str, password: str) -> None:
        """Add an account, or give it another role and password."""
        if role not in ROLES or not name.strip() or not name.isprintable() or len(name) > 100:
            raise complain(
                "bad-account",
                f"`{name}` with the role `{role}` can be no account",
                f"A name has 1 to 100 characters; the roles are {', '.join(ROLES)}.",
                "Give another name or role.",
            )
        if not SHORTEST <= len(password) <= LONGEST:
            raise complain(
                "bad-password",
                f"the password has {len(password)} characters",
                f"A password has {SHORTEST} to {LONGEST:,}.",
                "Take another one.",
            )
        now = datetime.now(UTC)
        self._desk.keep_account(Account(name, role, PasswordHasher().hash(password)), now)
        self._desk.note(name, "account set", role, now)

    def enter(self, name: str, password: str) -> str:
        """Return a token that opens a session; raises WorkbenchError for a wrong name or password."""
        self._refuse_guesses(name)
        account = self._desk.accounts().get(name)
        right = self._right(account, password)
        now = datetime.now(UTC)
        if not right:
            with self._lock:
                self._failures[name].append(time.monotonic())
            if account is not None:  # names that are made up would fill the disk
                self._desk.note(name, "login refused", "", now)
            raise complain("wrong-login", "the name or the password is wrong", "", "Try again.")
        with self._lock:
            self._failures.pop(name, None)
        token = secrets.token_urlsafe(32)
        self._desk.open_session(token, name, now, self._limits.hours)
        self._desk.note(name, "logged in", "", now)
        return token

    def _right(self, account: Account | None, password: str) -> bool:
        """Return whether a password is that of an account; a name that is wrong takes as long as a password that is."""
        if not self._door.acquire(blocking=False):
            raise complain("too-many-logins", "too many are logging in at this moment", "", "Try again in a moment.")
        try:
            with self._turn:
                return _verified(account.secret if account else _decoy(), password) and account is not None
        finally:
            self._door.release()

    def _refuse_guesses(self, name: str) -> None:
        since = time.monotonic() - self._limits.lockout
        with self._lock:
            if len(self._failures) > 10_000:  # names are free to be made up
                self._failures.clear()
            self._failures[name] = [one for one in self._failures[name] if one > since]
            tried = len(self._failures[name])
        if tried >= self._limits.attempts:
            raise complain(
                "too-many-logins",
                f"{tried} logins under this name failed",
                "",
                f"Try again in {self._limits.lockout / 60:.0f} minutes.",
            )

    def inside(self, token: str | None) -> Account | None:
        """Return who a token stands for; whoever sits at this machine where there are no accounts."""
        if not self.needed:
            return NOBODY
        return self._desk.session(token, datetime.now(UTC)) if token else None

    def leave(self, token: str | None) -> None:
        """End a session."""
        if token:
            self._desk.close_session(token)


def may(account: Account | None, role: str) -> Account:
    """Return an account that has a role, or raise WorkbenchError saying what is missing."""
    if account is None:
        raise complain("login-needed", "nobody is logged in", "This workbench asks for a login.", "Log in.")
    if ROLES.index(account.role) < ROLES.index(role):
        raise _too_low(account, role)
    return account


def _too_low(account: Account, role: str) -> WorkbenchError:
    return complain(
        "role-too-low",
        f"`{account.name}` has the role {account.role}",
        f"This takes the role {role}.",
        "Ask whoever runs the workbench.",
    )


def _verified(secret: str, password: str) -> bool:
    try:
        return bool(PasswordHasher().verify(secret, password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False


_DECOY: list[str] = []


def _decoy() -> str:
    """Return the hash of no password that anybody knows, made once."""
    if not _DECOY:
        _DECOY.append(PasswordHasher().hash(secrets.token_urlsafe(32)))
    return _DECOY[0]
