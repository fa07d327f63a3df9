"""The tables of a desk as queries see them; `migrations` makes them."""

from __future__ import annotations

import zlib

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from detente.store.tables import Moment

METADATA = MetaData()


class Packed(TypeDecorator[bytes]):
    """Bytes that are kept packed; raises ValueError for what cannot be unpacked."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, _dialect: Dialect) -> bytes | None:
        """Return what is stored."""
        return None if value is None else zlib.compress(value, 1)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> bytes | None:
        """Return what was stored."""
        try:
            return None if value is None else zlib.decompress(value)
        except zlib.error:
            raise ValueError from None


SAVED = Table(
    "desk_saved",
    METADATA,
    Column("scenario", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("saved", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("text", Packed, nullable=False),
)
"""The saved versions of scenarios, by number from 1."""

DRAFT = Table(
    "desk_draft",
    METADATA,
    Column("scenario", Text, primary_key=True),
    Column("who", Text, primary_key=True),
    Column("base", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("text", Packed, nullable=False),
)
"""What each has written and not saved."""

ANSWER = Table(
    "desk_answer",
    METADATA,
    Column("fingerprint", Text, primary_key=True),
    Column("question", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("content", Packed, nullable=False),
)
"""Answers that took long; `used` grows with each use, so that the stalest are known."""

JOB = Table(
    "desk_job",
    METADATA,
    Column("fingerprint", Text, primary_key=True),
    Column("question", Text, nullable=False),
    Column("text", Packed, nullable=False),
    Column("who", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("server", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("doing", Text, nullable=False),
    Column("part", Double, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("seen", Moment),
)
"""Questions under way, with all that it takes to ask them again; `server` is the process that works on them.

Whoever takes a row away ends the question: the process sees that nobody wants it any more.
"""

EVENT = Table(
    "desk_event",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("about", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Who did what."""

ACCOUNT = Table(
    "desk_account",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("made", Moment, nullable=False),
)
"""Who may enter."""

SESSION = Table(
    "desk_session",
    METADATA,
    Column("token", Text, primary_key=True),
    Column("account", Text, ForeignKey("desk_account.name", ondelete="CASCADE"), nullable=False),
    Column("until", Moment, nullable=False),
)
"""Who is inside, by a digest of the token that opens the session."""
