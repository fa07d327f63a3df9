"""Versions, drafts, answers, questions under way, events, accounts and sessions.

Desks used to be files of SQLite with tables of other names, whose times were texts. What stands in them is taken over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPLICATION = 0x44_54_57_42
"""What SQLite's header says of whose file it is: DTWB."""

NUMBER = 2
"""What it says of the version: older programs know desks of version 1 only, and let this one be."""

OLDER = {
    "desk_saved": ("version", "scenario, number, {saved}, who, sha256, text"),
    "desk_draft": ("draft", "scenario, who, base, {saved}, text"),
    "desk_answer": ("answer", "fingerprint, question, {made}, seconds, used, content"),
    "desk_event": ("event", "number, {at}, who, did, about"),
    "desk_account": ("account", "name, role, secret, {made}"),
    "desk_session": ("session", "token, account, {until}"),
}
"""Which older table each is taken over from, with its columns; times stand in braces."""


def upgrade() -> None:
    """Make the tables, and take over what stands in older ones."""
    older = "version" in sa.inspect(op.get_bind()).get_table_names()
    _texts()
    _questions()
    _people()
    if op.get_bind().dialect.name == "sqlite":
        if older:
            _take_over()
        op.execute(f"PRAGMA application_id = {APPLICATION}")
        op.execute(f"PRAGMA user_version = {NUMBER}")


def _texts() -> None:
    op.create_table(
        "desk_saved",
        sa.Column("scenario", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "desk_draft",
        sa.Column("scenario", sa.Text, primary_key=True),
        sa.Column("who", sa.Text, primary_key=True),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )


def _questions() -> None:
    op.create_table(
        "desk_answer",
        sa.Column("fingerprint", sa.Text, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "desk_job",
        sa.Column("fingerprint", sa.Text, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("server", sa.Text, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "desk_event",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("who", "did", "about")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "desk_account",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "desk_session",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("desk_account.name", ondelete="CASCADE"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )


def _take_over() -> None:
    """Copy all rows of older tables, and drop these; `2025-03-04T05:06:07.000000+00:00` loses its T and its zone."""
    moments = {name: f"replace(substr({name}, 1, 26), 'T', ' ')" for name in ("saved", "made", "at", "until")}
    for new, (old, columns) in OLDER.items():
        op.execute(f"INSERT INTO {new} SELECT {columns.format(**moments)} FROM {old}")
    for old, _ in reversed(OLDER.values()):
        op.execute(f"DROP TABLE {old}")
