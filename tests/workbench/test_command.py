"""The command: it starts, says where, and ends; it refuses in words."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from detente.cli import run
from detente.store.desk import FILE, Desk

START = [sys.executable, "-m", "detente", "workbench"]


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [*START, *arguments, "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        found = re.search(r"http://\S+", told)
        if found and "Ctrl-C" in told:
            return process, found.group()
    raise AssertionError(process.stderr.read() if process.stderr else "")


def test_it_starts_says_where_and_ends_with_ctrl_c(folder: Path) -> None:
    process, page = started(str(folder), "--port", "0")
    with urllib.request.urlopen(page + "api/about") as answer:
        assert json.load(answer)["folder"] == folder.name
    with urllib.request.urlopen(page) as answer:
        assert "<title>" in answer.read().decode()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert out == "The workbench has ended.\n"
    assert (folder / FILE).exists()


def test_it_ends_when_it_is_terminated_in_the_middle_of_work(folder: Path) -> None:
    from tests.workbench.conftest import LARGE

    (folder / "large.yaml").write_text(LARGE)
    process, page = started(str(folder), "--port", "0")
    with urllib.request.urlopen(page + "api/scenarios/large.yaml/analyse?wait=0") as answer:
        assert answer.status == 202
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_others_are_not_let_in_without_a_password(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["workbench", str(folder), "--host", "0.0.0.0", "--port", "0", "--no-browser"]) == 2
    assert "[no-accounts]" in capsys.readouterr().err


def test_an_account_is_added_with_a_password_that_is_piped_in(folder: Path) -> None:
    done = subprocess.run(
        [*START, str(folder), "--add-account", "anna", "--role", "admin"],
        input="a long password\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"Account anna (admin) is kept in {FILE}.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "no-folder"),
        (["--port", "99999"], "wrong-use"),
        (["--address", "bench", "--port", "0"], "bad-address"),
    ],
)
def test_what_cannot_be_opened_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert run(["workbench", *arguments, "--no-browser"]) == 2
    assert f"[{told}]" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["workbench", str(folder), "--port", port, "--no-browser"]) == 2
    assert "[cannot-listen]" in capsys.readouterr().err


def test_a_desk_of_a_newer_version_is_left_as_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    Desk(folder / FILE).close()
    with sqlite3.connect(folder / FILE) as db:
        db.execute("UPDATE desk_version SET version_num = '9999'")
    db.close()
    before = (folder / FILE).read_bytes()
    assert run(["workbench", str(folder), "--port", "0", "--no-browser"]) == 2
    assert "[newer-desk]" in capsys.readouterr().err
    assert (folder / FILE).read_bytes() == before


def test_without_the_extra_it_says_how_to_get_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "detente.workbench.serve", None)
    assert run(["workbench", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "[workbench-missing]" in told
    assert "detente[workbench]" in told
