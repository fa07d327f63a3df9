"""Rows stay as they are, whoever asks; and the tables are those that queries take them for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from detente.store import opening
from detente.store.kinds import LEDGER
from detente.store.ledger import open_ledger
from detente.store.tables import METADATA
from tests.store.made import NOON, binary, later
from tests.store.server import Server

TABLES = list(METADATA.tables)

RESOLVED = "INSERT INTO ledger_resolution SELECT {} FROM ledger_resolution"

FORBIDDEN = [
    "UPDATE ledger_forecast SET question = 'other' WHERE id = 1",
    "UPDATE ledger_outcome SET chance = 0.5, low = 0, high = 1",
    "UPDATE ledger_resolution SET verdict = 'void', outcome = NULL",
    *(f"DELETE FROM {table}" for table in TABLES),
    "INSERT INTO ledger_outcome SELECT forecast, 2, outcomes, 'maybe', 0, 0, 1, exact, 0, 0, 0, 0 FROM ledger_outcome",
    RESOLVED.format("*"),
]

NEEDING_KEYS = [
    RESOLVED.format("forecast, 2, recorded, 'yes', 5, evidence, settled, 'no such outcome'"),
    RESOLVED.format("9, 1, recorded, verdict, outcome, evidence, settled, NULL"),
    RESOLVED.format("1, 2, recorded, 'void', 0, evidence, settled, 'void, and yet an outcome'"),
    RESOLVED.format("1, 2, recorded, 'void', NULL, evidence, settled, NULL"),
]

REPLACED = (
    "REPLACE INTO ledger_outcome SELECT forecast, {}, name, 0.5, 0, 1, exact, uniform, 0, 0, 1 FROM ledger_outcome"
)

SQLITE = [
    "INSERT OR REPLACE INTO ledger_forecast SELECT * FROM ledger_forecast",
    REPLACED.format("place, outcomes"),
    REPLACED.format("7, 9"),
    RESOLVED.format("*").replace("INSERT", "REPLACE"),
    RESOLVED.format("*") + " WHERE true ON CONFLICT DO UPDATE SET evidence = ''",
]

POSTGRESQL = [
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    RESOLVED.format("*") + " ON CONFLICT (forecast, number) DO UPDATE SET evidence = ''",
]


@pytest.mark.parametrize("foreign_keys", [True, False])
def test_rows_cannot_be_changed_in_sqlite(tmp_path: Path, foreign_keys: bool) -> None:
    """Not even by another program that does not look after foreign keys."""
    file = tmp_path / "ledger.sqlite"
    before = written(str(file))
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(f"PRAGMA foreign_keys = {foreign_keys}")
    for order in [*FORBIDDEN, *SQLITE, *(NEEDING_KEYS if foreign_keys else ())]:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(order)
    connection.close()
    assert rows(str(file)) == before


def test_rows_cannot_be_changed_in_postgresql(postgresql: Server) -> None:
    url = postgresql.new_database()
    before = written(url)
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)
    for order in [*FORBIDDEN, *NEEDING_KEYS, *POSTGRESQL]:
        with pytest.raises(sa.exc.DBAPIError) as error, engine.begin() as connection:
            connection.exec_driver_sql(order)
        assert isinstance(error.value.orig, psycopg.errors.RaiseException | psycopg.IntegrityError), order
    assert rows(url) == before


def written(where: str) -> object:
    with open_ledger(where, create=True) as book:
        book.publish(binary(), NOON)
        book.resolve(1, "yes", "seen", None, later(1))
    return rows(where)


def rows(where: str) -> object:
    with open_ledger(where) as book:
        return book.entries()


def test_migrations_make_the_tables_that_queries_know(where: str) -> None:
    with open_ledger(where, create=True):
        pass
    engine = opening.opened(opening.place(where, LEDGER), create=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": LEDGER.version, "compare_type": True, "include_name": _ours}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name != LEDGER.version
