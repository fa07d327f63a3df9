"""Where a ledger is, and how it is opened: SQLite's file or a PostgreSQL database, brought up to date first.

A file is never made but to publish in it, and never changed where it is something else. Before an older ledger is
brought up to date, its file is copied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from detente.store.complaints import complain, failure, in_words
from detente.store.tables import VERSION

PATIENCE = 10.0
"""Seconds for which a lock of another process is waited out."""

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK = 5_240_117
"""A number of our own, under which PostgreSQL lets one process at a time bring a ledger up to date."""


@dataclass(frozen=True)
class Place:
    """Where a ledger is: the file of SQLite, or the URL of another database; `name` holds no password."""

    name: str
    at: Path | URL

    @property
    def file(self) -> Path | None:
        """Return the file of SQLite, None for another database."""
        return self.at if isinstance(self.at, Path) else None


def place(given: str) -> Place:
    """Return where a ledger is, given a path or a URL (`sqlite:` or `postgresql:`); nothing is opened."""
    if "://" not in given:
        return Place(_kept(given), Path(given))
    scheme = given.partition(":")[0]
    try:
        url = make_url(given)
    except (SQLAlchemyError, ValueError):  # the URL is not told: it may hold a password
        raise _unknown(f"the URL of the ledger, which begins with `{scheme}:`, cannot be read") from None
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database not in (None, "", ":memory:"):
        return Place(_kept(url.database), Path(url.database))
    if kind in ("postgresql", "postgres"):
        return Place(_name(url), url.set(drivername="postgresql+psycopg"))
    raise _unknown(f"a ledger cannot be kept in a database of the kind `{scheme}`")


def _name(url: URL) -> str:
    """Return a URL without password and parameters."""
    shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return _kept(shown.render_as_string())


def _kept(name: str) -> str:
    """Return a name as text that can be printed, whatever bytes a path is made of."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _unknown(given: str) -> Exception:
    return complain(
        "unknown-database",
        given,
        "A ledger is a file of SQLite, given by its path, or a PostgreSQL database, given by a URL.",
        "Give --ledger a path, or a URL that begins with `postgresql:`, with special characters in it percent-encoded.",
    )


def opened(at: Place, create: bool) -> Engine:
    """Return a ledger's database, brought up to date; with `create`, it is made where there is none.

    Raises LedgerError where there is none, where it is no ledger or one of a newer version, and for whatever keeps it
    from being read.
    """
    if at.file is not None and not _exists(at.file, at) and not create:
        raise _missing(at)
    engine = _engine(at, create)
    with in_words(at.name):
        _bring_up_to_date(engine, at, create)
    return engine


def _exists(file: Path, at: Place) -> bool:
    try:
        file.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        raise failure("unreachable", at.name) from None
    return True


def _engine(at: Place, create: bool) -> Engine:
    if isinstance(at.at, URL):
        arguments = {"options": f"-c lock_timeout={int(1000 * PATIENCE)}", "connect_timeout": int(PATIENCE)}
        try:
            return create_engine(at.at, poolclass=NullPool, connect_args=arguments)
        except ImportError:
            raise complain(
                "store-missing",
                "the driver of PostgreSQL is not installed",
                "It comes with the extra `store`.",
                "Install it: pip install 'detente[store]'.",
            ) from None
    engine = create_engine("sqlite://", creator=_connector(at.at, create), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _connector(file: Path, create: bool) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        mode = "rwc" if create else "rw"
        uri = f"{file.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    return connect


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once, so that it cannot fail half-way."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


# ------------------------------------------------------------ versions


def _bring_up_to_date(engine: Engine, at: Place, create: bool) -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    with engine.connect() as connection:
        if at.file is not None:
            _sound(connection, at)
        have = _version(connection, script, at)
    if have is None and not create:
        raise _missing(at)
    if have == script.get_current_head():
        return
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if at.file is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        have = _version(connection, script, at)  # another process may have been faster
        if have is not None and at.file is not None and have != script.get_current_head():
            _copy(at.file, have)
        _upgrade(connection, script, have)


def _sound(connection: Connection, at: Place) -> None:
    """Raise LedgerError where SQLite finds the file damaged."""
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        raise failure("damaged", at.name)


def _version(connection: Connection, script: ScriptDirectory, at: Place) -> str | None:
    """Return the migration by which the ledger was made; None where the database is empty."""
    tables = inspect(connection).get_table_names()
    if VERSION not in tables:
        if tables and at.file is not None:
            raise failure("foreign", at.name)
        return None
    have = _context(connection).get_current_revision()
    known = {one.revision for one in script.walk_revisions()}
    if have is None:
        raise failure("foreign", at.name)
    if have not in known:
        raise complain(
            "newer-ledger",
            f"the ledger `{at.name}` was made by a newer version of this program (its tables are of version {have})",
            f"This one knows versions up to {script.get_current_head()}.",
            "Install the newer version.",
        )
    return have


def _context(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"version_table": VERSION})


def _upgrade(connection: Connection, script: ScriptDirectory, have: str | None) -> None:
    context = _context(connection)
    steps = list(script.iterate_revisions("heads", have or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
            context.stamp(script, step.revision)


def _copy(file: Path, version: str) -> None:
    """Copy a ledger's file beside it, under a name that is free."""
    number = 1
    while (copy := file.with_name(f"{file.name}.{version}{f'-{number}' if number > 1 else ''}.bak")).exists():
        number += 1
    uri = f"{file.absolute().as_uri()}?mode=ro"
    source, target = sqlite3.connect(uri, uri=True), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _missing(at: Place) -> Exception:
    return complain(
        "no-ledger",
        f"there is no ledger at `{at.name}`",
        "It is made when the first forecast is published.",
        "See `detente ledger publish --help`, or name another with --ledger.",
    )
