"""Every test of the ledger runs on SQLite, and on PostgreSQL where its server is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store import server

NO_SERVER = "PostgreSQL's server programs are not installed (on Debian: apt-get install postgresql)"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[server.Server]:
    """A PostgreSQL server of the tests' own."""
    where = server.programs()
    if where is None:
        pytest.skip(NO_SERVER)
    with server.server(where) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or URL of a ledger that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    running: server.Server = request.getfixturevalue("postgresql")
    return running.new_database()
