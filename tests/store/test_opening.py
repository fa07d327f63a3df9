"""Ledgers that cannot be opened, read or written: told in words, with nothing changed."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from detente.errors import LedgerError
from detente.store import complaints, opening
from detente.store.kinds import DESK, LEDGER, Kind
from detente.store.ledger import open_ledger
from tests.rights import told_read_only
from tests.store.made import NOON, binary, later
from tests.store.server import Server


def code(error: pytest.ExceptionInfo[LedgerError]) -> str:
    (problem,) = error.value.problems
    return problem.code


def tried(where: str | Path, create: bool = False) -> str:
    """Return the code of the error that opening and reading a ledger gives."""
    with pytest.raises(LedgerError) as error, open_ledger(str(where), create) as book:
        book.entries()
    return code(error)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger of SQLite with one forecast."""
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path), create=True) as book:
        book.publish(binary(), NOON)
    return path


# ------------------------------------------------------------ files


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Shut the gates. " * 100, encoding="utf-8")
    for create in (False, True):
        assert tried(path, create) == "not-a-ledger"
    assert path.read_text(encoding="utf-8") == "Shut the gates. " * 100


def test_the_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (name TEXT)")
    connection.close()
    before = path.read_bytes()
    for create in (False, True):
        assert tried(path, create) == "not-a-ledger"
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_ledger_only_to_publish(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.touch()
    assert tried(path) == "no-ledger"
    assert path.stat().st_size == 0
    with open_ledger(str(path), create=True) as book:
        assert book.publish(binary(), NOON).id == 1


@pytest.mark.parametrize("name", ["folder", "nowhere/ledger.sqlite", "x" * 300, "ledger.sqlite/below"])
def test_paths_where_no_ledger_can_be(file: Path, name: str) -> None:
    (file.parent / "folder").mkdir()
    assert tried(file.parent / name, create=True) == "ledger-unreachable"


def test_a_path_that_is_none(tmp_path: Path) -> None:
    assert tried(f"{tmp_path}/led\0ger") == "ledger-unreachable"


@pytest.mark.parametrize(
    "name", ["a b.sqlite", "100%.sqlite", "wo?mode=ro#x.sqlite", "Zürich's “log”.sqlite", "\udcff.sqlite"]
)
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    with open_ledger(str(tmp_path / name), create=True) as book:
        book.publish(binary(), NOON)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_relative_path_and_a_url_of_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_ledger("sqlite:///ledger.sqlite", create=True) as book:
        book.publish(binary(), NOON)
    with open_ledger("ledger.sqlite") as book:
        assert len(book.entries()) == 1


def test_a_damaged_file(file: Path) -> None:
    """A page that holds nothing but ones; the first page, by which SQLite knows its files, is sound."""
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    for create in (False, True):
        assert tried(file, create) == "ledger-damaged"
    assert file.read_bytes() == content


def test_a_file_with_a_page_that_nothing_uses(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name LIKE 'sqlite_autoindex_ledger_outcome%'")
    connection.close()
    assert tried(file) == "ledger-damaged"


def test_a_day_that_is_none(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER ledger_forecast_no_update")
        connection.execute("UPDATE ledger_forecast SET horizon = 'soon'")
    connection.close()
    assert tried(file) == "ledger-damaged"


def test_a_file_cut_short(file: Path) -> None:
    content = file.read_bytes()[:9000]
    file.write_bytes(content)
    assert tried(file) == "ledger-damaged"
    assert file.read_bytes() == content


def test_a_locked_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_ledger(str(file)) as book:
        assert len(book.entries()) == 1  # reading goes on
        with pytest.raises(LedgerError) as error:
            book.publish(binary(), NOON)
        assert code(error) == "ledger-locked"
        other.execute("ROLLBACK")
        assert book.publish(binary(), NOON).id == 2
    other.execute("BEGIN EXCLUSIVE")
    assert tried(file) == "ledger-locked"
    other.close()


def test_a_full_disk(file: Path) -> None:
    """SQLite is told that the file may not grow, which it reports as it does a full disk."""
    with open_ledger(str(file)) as book:
        sa.event.listen(book._engine, "connect", _no_more_pages)
        with pytest.raises(LedgerError) as error:
            book.publish(binary(question="Why? " * 10_000), NOON)
        assert code(error) == "ledger-full"
        assert len(book.entries()) == 1


def _no_more_pages(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA max_page_count = 1")


READ_ONLY = """
import sys
from detente.errors import LedgerError
from detente.store.ledger import open_ledger
from tests.store.made import NOON, binary
with open_ledger(sys.argv[1]) as book:
    print(len(book.entries()))
    try:
        book.publish(binary(), NOON)
    except LedgerError as error:
        print(error.problems[0].code)
"""


def test_a_read_only_file(file: Path) -> None:
    assert told_read_only(READ_ONLY, file) == ["1", "ledger-read-only"]


# ------------------------------------------------------------ URLs


@pytest.mark.parametrize(
    "url",
    ["mysql://anna:secret@db/scores", "oracle://secret", "sqlite://", "sqlite:///:memory:", "nonsense://secret",
     "postgresql://anna:secret@db:port/scores", "://secret"],
)  # fmt: skip
def test_databases_that_no_ledger_is_kept_in(url: str) -> None:
    with pytest.raises(LedgerError) as error:
        opening.place(url, LEDGER)
    assert code(error) == "unknown-database"
    assert "secret" not in str(error.value)


def test_names_hold_no_password() -> None:
    given = "postgres://anna:p%40ss@db:5433/scores?password=other&sslmode=require"
    at = opening.place(given, LEDGER)
    assert at.name == "postgresql://anna@db:5433/scores"
    assert isinstance(at.at, sa.URL)
    assert (at.at.password, at.at.query["sslmode"]) == ("p@ss", "require")


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LedgerError) as error, open_ledger(f"postgresql://anna:secret@127.0.0.1:{port}/x"):
        raise AssertionError
    assert code(error) == "ledger-unreachable"
    assert "secret" not in str(error.value)


def test_a_wrong_password(postgresql: Server) -> None:
    with pytest.raises(LedgerError) as error, open_ledger(postgresql.url("postgres", "wrongword"), create=True):
        raise AssertionError
    assert code(error) == "ledger-unreachable"
    assert "wrongword" not in str(error.value)
    cause: BaseException | None = error.value
    while cause is not None:  # nor in what a traceback would show
        assert "wrongword" not in str(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def test_a_database_that_is_not_there(postgresql: Server) -> None:
    assert tried(postgresql.url("nowhere"), create=True) == "ledger-unreachable"


def test_a_user_who_may_only_read(postgresql: Server) -> None:
    url = postgresql.new_database()
    with open_ledger(url, create=True) as book:
        book.publish(binary(), NOON)
    _ordered(url, "CREATE ROLE reader LOGIN PASSWORD 'r'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with open_ledger(url.replace("keeper:" + postgresql.password, "reader:r")) as book:
        assert len(book.entries()) == 1
        with pytest.raises(LedgerError) as error:
            book.publish(binary(), NOON)
        assert code(error) == "ledger-read-only"


def test_a_user_who_may_read_and_insert(postgresql: Server) -> None:
    """These rights are enough to publish and to resolve."""
    url = postgresql.new_database()
    _made(url)
    _ordered(
        url,
        "CREATE ROLE author LOGIN PASSWORD 'a'; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO author; "
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO author",
    )
    with open_ledger(url.replace("keeper:" + postgresql.password, "author:a"), create=True) as book:
        assert book.publish(binary(), NOON).id == 2
        assert book.resolve(2, "no", "seen", None, NOON).verdict == "no"


def test_a_locked_table(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 2.0)  # a server may take a second to answer at all
    url = postgresql.new_database()
    with open_ledger(url, create=True) as book:
        monkeypatch.setattr(opening, "PATIENCE", 0.1)
        engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)
        with engine.begin() as other:
            other.exec_driver_sql("LOCK TABLE ledger_forecast IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(LedgerError) as error:
                book.publish(binary(), NOON)
            assert code(error) == "ledger-locked"
        assert book.publish(binary(), NOON).id in (1, 2)


def test_other_tables_in_a_database_are_let_be(postgresql: Server) -> None:
    url = postgresql.new_database()
    _ordered(url, "CREATE TABLE bookmarks (name TEXT)")
    assert tried(url) == "no-ledger"
    with open_ledger(url, create=True) as book:
        assert book.publish(binary(), NOON).id == 1


def test_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert tried("postgresql://anna@db/scores") == "store-missing"


def _ordered(url: str, orders: str) -> None:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        for order in orders.split(";"):
            connection.exec_driver_sql(order)


# ------------------------------------------------------------ what databases say


class Failed(Exception):
    """What a driver of PostgreSQL raises."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("a message with a secret")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "expected"),
    [("53100", "ledger-full"), ("25006", "ledger-read-only"), ("XX001", "ledger-damaged"), ("40001", "ledger-locked"),
     ("55P03", "ledger-locked"), ("28P01", "ledger-unreachable"), ("22003", "ledger-failed"), (None, "ledger-failed")],
)  # fmt: skip
def test_states_of_postgresql(state: str | None, expected: str) -> None:
    with pytest.raises(LedgerError) as error, complaints.in_words(LEDGER, "it"):
        raise sa.exc.DBAPIError("SELECT secret", {}, Failed(state))
    assert code(error) == expected
    assert "secret" not in str(error.value)


def test_other_failures(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="NoSuchTableError") as error, complaints.in_words(LEDGER, "it"):
        raise sa.exc.NoSuchTableError("secret")
    assert code(error) == "ledger-failed"
    assert "secret" not in str(error.value)
    with pytest.raises(LedgerError, match="SQLITE_MISUSE") as error, complaints.in_words(LEDGER, "it"):
        raise _named(sqlite3.ProgrammingError("secret"), "SQLITE_MISUSE")
    with pytest.raises(LedgerError, match="InterfaceError") as error, complaints.in_words(LEDGER, "it"):
        raise sqlite3.InterfaceError("secret")
    assert code(error) == "ledger-failed"


def _named(error: sqlite3.Error, name: str) -> sqlite3.Error:
    error.sqlite_errorname = name
    return error


# ------------------------------------------------------------ versions


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The migrations of this version and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(opening.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "ledger" / "versions" / "v0002_mood.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision, down_revision = '0002', '0001'\n"
        "def upgrade():\n    op.add_column('ledger_forecast', sa.Column('mood', sa.Text))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(opening, "MIGRATIONS", folder)
    yield folder
    monkeypatch.undo()


def _made(where: str) -> None:
    with open_ledger(where, create=True) as book:
        book.publish(binary(), NOON)
        book.resolve(1, "yes", "seen", None, later(1))


def _columns(where: str) -> set[str]:
    engine = opening.opened(opening.place(where, LEDGER), create=False)
    names = {column["name"] for column in sa.inspect(engine).get_columns("ledger_forecast")}
    engine.dispose()
    return names


def test_an_older_ledger_is_brought_up_to_date(
    where: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made(where)
    assert "mood" not in _columns(where)
    with open_ledger(where) as book:
        before = book.entries()
    request.getfixturevalue("next_version")
    with open_ledger(where) as book:
        assert book.entries() == before
    assert "mood" in _columns(where)
    with open_ledger(where) as book:
        assert book.publish(binary(), NOON).id == 2
    copies = list(tmp_path.glob("*.bak"))
    if where.startswith("postgresql:"):
        assert not copies
        return
    assert [copy.name for copy in copies] == ["ledger.sqlite.0001.bak"]
    monkeypatch.undo()  # with the older version, the copy can be read
    with open_ledger(str(copies[0])) as book:
        assert book.entries() == before


def test_copies_are_not_written_over(file: Path, request: pytest.FixtureRequest) -> None:
    taken = [file.with_name(f"ledger.sqlite.0001{number}.bak") for number in ("", "-2")]
    for one in taken:
        one.write_text("mine", encoding="utf-8")
    request.getfixturevalue("next_version")
    with open_ledger(str(file)) as book:
        assert len(book.entries()) == 1
    assert [one.read_text(encoding="utf-8") for one in taken] == ["mine", "mine"]
    assert file.with_name("ledger.sqlite.0001-3.bak").is_file()


def test_a_newer_ledger_is_let_be(where: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    request.getfixturevalue("next_version")
    _made(where)
    monkeypatch.undo()
    with pytest.raises(LedgerError, match="0002") as error, open_ledger(where):
        raise AssertionError
    assert code(error) == "newer-ledger"


def test_a_ledger_without_a_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM ledger_version")
    connection.close()
    assert tried(file, create=True) == "not-a-ledger"


def test_a_step_that_fails_changes_nothing(where: str, request: pytest.FixtureRequest) -> None:
    _made(where)
    folder = request.getfixturevalue("next_version")
    with (folder / "ledger" / "versions" / "v0002_mood.py").open("a", encoding="utf-8") as out:
        out.write("    op.execute('CREATE TABLE ledger_forecast (name TEXT)')\n")
    assert tried(where) == "ledger-failed"
    request.getfixturevalue("monkeypatch").undo()
    assert "mood" not in _columns(where)
    with open_ledger(where) as book:
        assert len(book.entries()) == 1


@pytest.mark.parametrize("kind", [LEDGER, DESK])
def test_files_of_migrations_are_called_by_their_numbers(kind: Kind) -> None:
    """By the last of them it is seen whether a database is up to date."""
    folder = opening.MIGRATIONS / kind.noun
    steps = list(ScriptDirectory(str(folder)).walk_revisions())
    assert [Path(one.path).stem[:6] for one in steps] == [f"v{one.revision}_" for one in steps]
    assert [one.revision for one in steps] == sorted((one.revision for one in steps), reverse=True)
    assert len(steps) == len(list((folder / "versions").glob("*.py")))


def test_another_process_may_bring_it_up_to_date_first(
    where: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the version and the lock somebody else has done it: what was seen is out of date."""
    _made(where)
    request.getfixturevalue("next_version")
    assert "mood" in _columns(where)
    copies = len(list(tmp_path.glob("*.bak")))
    looks = opening._version

    def look(*_given: Any) -> str | None:
        monkeypatch.setattr(opening, "_version", looks)
        return "0001"

    monkeypatch.setattr(opening, "_is_newest", lambda *_given: False)
    monkeypatch.setattr(opening, "_version", look)
    with open_ledger(where) as book:
        assert len(book.entries()) == 1
    assert opening._version is looks
    assert len(list(tmp_path.glob("*.bak"))) == copies
