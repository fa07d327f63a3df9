"""What a desk keeps, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

ROLES = ("read", "write", "admin")
"""What accounts may do, each more than the one before: ask; change scenarios; see who did what."""


@dataclass(frozen=True)
class Version:
    """A saved text of a scenario, by its number from 1: when and by whom it was saved, and its SHA-256."""

    number: int
    saved: datetime
    who: str
    sha256: str


@dataclass(frozen=True)
class Draft:
    """A text that was written and not saved; `base` is the SHA-256 of the saved text that it began from."""

    base: str
    saved: datetime
    text: bytes


@dataclass(frozen=True)
class Kept:
    """An answer that is kept: its question, when it was made, how many seconds that took, and what it says."""

    question: str
    made: datetime
    seconds: float
    content: bytes


@dataclass(frozen=True)
class Answered:
    """An answer that is kept, without what it says."""

    fingerprint: str
    question: str
    made: datetime
    seconds: float


@dataclass(frozen=True)
class Underway:
    """A question that is being worked on, with the text that it is asked of: who asked, since when, which process.

    How far it is, after how many seconds, stood so when it was `seen`, the last sign of life of that process.
    """

    fingerprint: str
    question: str
    text: bytes
    who: str
    since: datetime
    server: str
    state: str = "waiting"
    doing: str = ""
    part: float = 0.0
    seconds: float = 0.0
    seen: datetime | None = None


@dataclass(frozen=True)
class Event:
    """Who did what, to which scenario or account, and when."""

    number: int
    at: datetime
    who: str
    did: str
    about: str


@dataclass(frozen=True)
class Account:
    """Who may enter, with the role, and the password's hash."""

    name: str
    role: str
    secret: str = field(repr=False)
