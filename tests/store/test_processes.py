"""Several processes at one ledger, and processes that end in the middle: all rows land whole, or not at all."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.store.ledger import open_ledger
from tests.store.made import NOON, binary

pytestmark = pytest.mark.more

ROOT = Path(__file__).parents[2]

PUBLISH = """
import sys
from detente.store.ledger import open_ledger
from tests.store.made import NOON, several
chances = [1 / 64] * 64
for place in range(int(sys.argv[2])):
    with open_ledger(sys.argv[1], create=True) as book:
        print(book.publish(several(*chances, question=f"{sys.argv[3]} {place}"), NOON).id, flush=True)
"""

RESOLVE = """
import sys
from detente.errors import LedgerError
from detente.store.ledger import open_ledger
from tests.store.made import NOON
with open_ledger(sys.argv[1]) as book:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(1, 9):
        try:
            book.resolve(number, sys.argv[2], "seen by " + sys.argv[2], None, NOON)
            print("said", number, flush=True)
        except LedgerError as error:
            print(error.problems[0].code, number, flush=True)
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def test_two_processes_publish_at_once(where: str) -> None:
    """Into a ledger that neither finds there: one makes it, and all forecasts land, each with a number of its own."""
    both = [start(PUBLISH, where, "8", name) for name in ("one", "other")]
    told = [process.communicate(timeout=120)[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    with open_ledger(where) as book:
        entries = book.entries()
    assert sorted(int(number) for numbers in told for number in numbers) == [entry.id for entry in entries]
    assert sorted(entry.forecast.question for entry in entries) == sorted(
        f"{name} {place}" for name in ("one", "other") for place in range(8)
    )
    assert all(len(entry.forecast.outcomes) == 64 for entry in entries)


def test_two_processes_resolve_at_once(where: str) -> None:
    """Of two verdicts on one forecast the first stands; the other process is told."""
    with open_ledger(where, create=True) as book:
        for _ in range(8):
            book.publish(binary(), NOON)
    both = [start(RESOLVE, where, verdict) for verdict in ("yes", "no")]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = [process.communicate("\n", timeout=120)[0].splitlines() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    with open_ledger(where) as book:
        entries = book.entries()
    for entry in entries:
        (only,) = entry.resolutions
        assert only.evidence == f"seen by {only.verdict}"
        first, second = ("yes", "no") if only.verdict == "yes" else ("no", "yes")
        assert f"said {entry.id}" in told[("yes", "no").index(first)]
        assert f"already-resolved {entry.id}" in told[("yes", "no").index(second)]


def test_killed_in_the_middle(where: str, tmp_path: Path) -> None:
    """What was told to be published is there, and nothing is there by half."""
    told: set[int] = set()
    for wait in (0.0, 0.003, 0.011):
        process = start(PUBLISH, where, "1000", "killed")
        assert process.stdout is not None
        told.add(int(process.stdout.readline()))
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        told |= {int(line) for line in process.communicate(timeout=60)[0].splitlines(keepends=True) if line[-1] == "\n"}
        assert process.returncode == -signal.SIGKILL
        with open_ledger(where) as book:
            entries = {entry.id: entry for entry in book.entries()}
            assert told <= entries.keys()
            assert all(len(entry.forecast.outcomes) == 64 for entry in entries.values())
    with open_ledger(where) as book:
        assert book.publish(binary(), NOON).id > max(told)
    if not where.startswith("postgresql:"):
        with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()


HALF = """
import os, signal, sys
from sqlalchemy import event
from detente.store.ledger import open_ledger
from tests.store.made import NOON, binary
def die(connection, cursor, statement, *rest):
    if "INSERT INTO ledger_outcome" in statement:
        os.kill(os.getpid(), signal.SIGKILL)
with open_ledger(sys.argv[1]) as book:
    event.listen(book._engine, "after_cursor_execute", die)
    book.publish(binary(), NOON)
"""


def test_killed_between_writing_and_keeping(where: str) -> None:
    """All rows of a forecast are written, and the process ends before they are kept."""
    with open_ledger(where, create=True) as book:
        first = book.publish(binary(), NOON)
    process = start(HALF, where)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    with open_ledger(where) as book:
        assert book.entries() == (first,)
        assert book.publish(binary(), NOON).id > first.id
