"""Where a ledger or a desk is, and how it is opened: SQLite's file or a PostgreSQL database, brought up to date first.

A file is made only where that is asked, and never changed where it is something else. Before an older one is brought
up to date, its file is copied.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from detente.store.complaints import failure, in_words, told
from detente.store.kinds import Kind

if TYPE_CHECKING:
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

PATIENCE = 10.0
"""Seconds for which a lock of another process is waited out."""

MIGRATIONS = Path(__file__).parent / "migrations"
"""The migrations of each kind, in a folder of its name."""

UNNUMBERED = "0000"
"""What a copy is called of a file that was made before migrations had numbers."""


@dataclass(frozen=True)
class Place:
    """Where a ledger or a desk is: the file of SQLite, the URL of another database, or None for the memory alone.

    `name` holds no password.
    """

    kind: Kind
    name: str
    at: Path | URL | None

    @property
    def file(self) -> Path | None:
        """Return the file of SQLite, None for anything else."""
        return self.at if isinstance(self.at, Path) else None


def place(given: str, kind: Kind) -> Place:
    """Return where something is kept, given a path or a URL (`sqlite:` or `postgresql:`); nothing is opened."""
    if "://" not in given:
        return Place(kind, _kept(given), Path(given))
    scheme = given.partition(":")[0]
    try:
        url = make_url(given)
    except (SQLAlchemyError, ValueError):  # the URL is not told: it may hold a password
        raise _unknown(kind, f"the URL of the {kind.noun}, which begins with `{scheme}:`, cannot be read") from None
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return Place(kind, _kept(url.database), Path(url.database))
    if backend in ("postgresql", "postgres"):
        return Place(kind, _name(url), url.set(drivername="postgresql+psycopg"))
    raise _unknown(kind, f"a {kind.noun} cannot be kept in a database of the kind `{scheme}`")


def _name(url: URL) -> str:
    """Return a URL without password and parameters."""
    shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return _kept(shown.render_as_string())


def _kept(name: str) -> str:
    """Return a name as text that can be printed, whatever bytes a path is made of."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _unknown(kind: Kind, given: str) -> Exception:
    return told(
        kind,
        "unknown-database",
        given,
        f"A {kind.noun} is a file of SQLite, given by its path, or a PostgreSQL database, given by a URL.",
        f"Give {kind.option} a path, or a URL that begins with `postgresql:`, with special characters in it "
        "percent-encoded.",
    )


def opened(at: Place, create: bool, turns: int | None = None) -> Engine:
    """Return a database, brought up to date; with `create`, it is made where there is none.

    Each use connects anew, or takes one of so many `turns` at connections that stay. Raises the error of its kind where
    there is none, where it is something else or of a newer version, and for whatever keeps it from being read.
    """
    if at.file is not None and not _exists(at.file, at) and not create:
        raise _missing(at)
    engine = _engine(at, create, turns)
    try:
        with in_words(at.kind, at.name):
            _bring_up_to_date(engine, at, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _exists(file: Path, at: Place) -> bool:
    try:
        file.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        raise failure("unreachable", at.kind, at.name) from None
    return True


def _engine(at: Place, create: bool, turns: int | None) -> Engine:
    pool: dict[str, Any] = {"poolclass": NullPool}
    if turns is not None:
        pool = {"poolclass": QueuePool, "pool_size": turns, "max_overflow": 0, "pool_timeout": PATIENCE}
    if isinstance(at.at, URL):
        arguments = {"options": f"-c lock_timeout={int(1000 * PATIENCE)}", "connect_timeout": int(PATIENCE)}
        try:
            return create_engine(at.at, pool_pre_ping=turns is not None, connect_args=arguments, **pool)
        except ImportError:
            raise told(
                at.kind,
                "store-missing",
                "the driver of PostgreSQL is not installed",
                "It comes with the extra `store`.",
                "Install it: pip install 'detente[store]'.",
            ) from None
    engine = create_engine("sqlite://", creator=_connector(at, create), **pool)
    event.listen(engine, "begin", _begin)
    return engine


def _connector(at: Place, create: bool) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        where = ":memory:"
        if at.file is not None:
            where = f"{at.file.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
            if create and at.kind.private:
                _make_private(at.file)
        connection = sqlite3.connect(
            where, uri=at.file is not None, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    return connect


def _make_private(file: Path) -> None:
    """Make a file that only its owner may read; SQLite says what goes wrong."""
    with suppress(OSError):
        file.touch(0o600, exist_ok=False)


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once, so that it cannot fail half-way."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


# ------------------------------------------------------------ versions


def _bring_up_to_date(engine: Engine, at: Place, create: bool) -> None:
    with engine.connect() as connection:
        if at.file is not None:
            _sound(connection, at)
        if _is_newest(connection, at):
            return
        from alembic.script import ScriptDirectory  # takes as long as all else, and is rarely needed

        script = ScriptDirectory(str(MIGRATIONS / at.kind.noun))
        have = _version(connection, script, at)
    if have is None and not create:
        raise _missing(at)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if isinstance(at.at, URL):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": at.kind.lock})
        have = _version(connection, script, at)  # another process may have been faster
        if at.file is not None and have != script.get_current_head() and inspect(connection).get_table_names():
            _copy(at.file, have or UNNUMBERED)
        _upgrade(connection, script, at, have)


def _is_newest(connection: Connection, at: Place) -> bool:
    """Return whether a database is of the newest version: that of the last file of its migrations, `v0002_progress`."""
    newest = max(file.stem[1:5] for file in (MIGRATIONS / at.kind.noun / "versions").glob("v*.py"))
    if not inspect(connection).has_table(at.kind.version):
        return False
    return connection.exec_driver_sql(f"SELECT version_num FROM {at.kind.version}").scalars().all() == [newest]


def _sound(connection: Connection, at: Place) -> None:
    """Raise the error of its kind where SQLite finds the file damaged."""
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        raise failure("damaged", at.kind, at.name)


def _version(connection: Connection, script: ScriptDirectory, at: Place) -> str | None:
    """Return the migration by which a database was made; None where it is empty, or older than migrations."""
    tables = inspect(connection).get_table_names()
    if at.kind.version not in tables:
        if tables and at.file is not None and not _ours(connection, at):
            raise failure("foreign", at.kind, at.name)
        return None
    have = _context(connection, at).get_current_revision()
    known = {one.revision for one in script.walk_revisions()}
    if have is None:
        raise failure("foreign", at.kind, at.name)
    if have not in known:
        noun = at.kind.noun
        raise told(
            at.kind,
            at.kind.codes["newer"],
            f"the {noun} `{at.name}` was made by a newer version of this program (its tables are of version {have})",
            f"This one knows versions up to {script.get_current_head()}.",
            "Install the newer version.",
        )
    return have


def _ours(connection: Connection, at: Place) -> bool:
    """Return whether the header of SQLite's file says that it is of this kind."""
    application: int = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    return at.kind.application is not None and application == at.kind.application


def _context(connection: Connection, at: Place) -> MigrationContext:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection, opts={"version_table": at.kind.version})


def _upgrade(connection: Connection, script: ScriptDirectory, at: Place, have: str | None) -> None:
    from alembic.operations import Operations

    context = _context(connection, at)
    steps = list(script.iterate_revisions("heads", have or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
            context.stamp(script, step.revision)


def _copy(file: Path, version: str) -> None:
    """Copy a file beside it, under a name that is free, for the same readers."""
    number = 1
    while (copy := file.with_name(f"{file.name}.{version}{f'-{number}' if number > 1 else ''}.bak")).exists():
        number += 1
    with suppress(OSError):  # SQLite says what goes wrong
        copy.touch(stat.S_IMODE(file.stat().st_mode))
    uri = f"{file.absolute().as_uri()}?mode=ro"
    source, target = sqlite3.connect(uri, uri=True), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


def _missing(at: Place) -> Exception:
    noun = at.kind.noun
    return told(at.kind, at.kind.codes["missing"], f"there is no {noun} at `{at.name}`", at.kind.missing, at.kind.hint)
