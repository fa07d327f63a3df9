"""Forecasts, their outcomes, and resolutions; rows can be added, never changed or taken away.

Triggers refuse what would change a row. SQLite's REPLACE takes a row away without asking them, so that a row whose key
exists is refused as well.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = {
    "ledger_forecast": "id = NEW.id",
    "ledger_outcome": "forecast = NEW.forecast AND (place = NEW.place OR name = NEW.name)",
    "ledger_resolution": "forecast = NEW.forecast AND number = NEW.number",
}
"""The tables, and which row a new one would stand in for."""


def upgrade() -> None:
    """Make the tables, and the triggers that keep their rows as they are."""
    _forecasts()
    _outcomes()
    _resolutions()
    if op.get_bind().dialect.name == "sqlite":
        for table, same in TABLES.items():
            _guard_sqlite(table, same)
    else:
        _guard_postgresql()


def _forecasts() -> None:
    op.create_table(
        "ledger_forecast",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("question", "about", "rule")),
        sa.Column("horizon", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("ordered", sa.Boolean, nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("outcomes", sa.Integer, sa.CheckConstraint("outcomes >= 2"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("version", "file", "sha256", "concept")),
        sa.Column("beliefs", sa.Boolean, nullable=False),
        sa.Column("sharing", sa.Text, nullable=False),
        sa.Column("variant", sa.Text),
        sa.Column("as_of", sa.Text),
        sa.Column("seed", sa.Text),
        sa.Column("samples", sa.Integer),
        sa.UniqueConstraint("id", "outcomes"),
        sqlite_autoincrement=True,
    )


def _outcomes() -> None:
    op.create_table(
        "ledger_outcome",
        sa.Column("forecast", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("outcomes", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        *(sa.Column(name, sa.Double, nullable=False) for name in ("chance", "low", "high")),
        sa.Column("exact", sa.Boolean, nullable=False),
        sa.Column("uniform", sa.Double, nullable=False),
        sa.Column("error", sa.Double),
        sa.Column("status_quo", sa.Double),
        sa.Column("base_count", sa.BigInteger, sa.CheckConstraint("base_count >= 0")),
        sa.ForeignKeyConstraint(["forecast", "outcomes"], ["ledger_forecast.id", "ledger_forecast.outcomes"]),
        sa.UniqueConstraint("forecast", "name"),
        sa.CheckConstraint("place >= 0 AND place < outcomes"),
        sa.CheckConstraint("0 <= low AND low <= chance AND chance <= high AND high <= 1"),
        sa.CheckConstraint("0 <= uniform AND uniform <= 1"),
        sa.CheckConstraint("0 <= status_quo AND status_quo <= 1"),
    )


def _resolutions() -> None:
    op.create_table(
        "ledger_resolution",
        sa.Column("forecast", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, sa.CheckConstraint("number >= 1"), primary_key=True),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("outcome", sa.Integer),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("settled", sa.Date, nullable=False),
        sa.Column("reason", sa.Text),
        sa.ForeignKeyConstraint(["forecast"], ["ledger_forecast.id"]),
        sa.ForeignKeyConstraint(["forecast", "outcome"], ["ledger_outcome.forecast", "ledger_outcome.place"]),
        sa.CheckConstraint("(outcome IS NULL) = (verdict IN ('void', 'open'))"),
        sa.CheckConstraint("(number = 1) = (reason IS NULL)"),
    )


def _guard_sqlite(table: str, same: str) -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )
