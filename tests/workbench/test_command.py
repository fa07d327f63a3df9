"""The command: it starts, says where, and ends; it refuses in words."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from detente.cli import run
from detente.store.desk import FILE, Desk
from tests.workbench.crowd import User
from tests.workbench.test_crowd import SLOW
from tests.workbench.test_jobs import until

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


def test_whoever_waits_for_an_answer_is_told_when_it_ends(folder: Path) -> None:
    """The request is answered; it is not broken off, with a trace of the program in the terminal."""
    (folder / "slow.yaml").write_text(SLOW, encoding="utf-8")
    process, page = started(str(folder), "--port", "0")
    user = User(page, "anna", "slow.yaml")
    asked = "/api/scenarios/slow.yaml/coalitions?wait="
    key = user.ask("GET", f"{asked}0")[1]["id"]
    until(lambda: user.ask("GET", f"/api/jobs/{key}")[1]["state"] == "running")
    waits = http.client.HTTPConnection(urlsplit(page).netloc, timeout=60)
    waits.request("GET", f"{asked}20")
    user.ask("GET", "/api/about")  # what was sent before has come in by now
    process.send_signal(signal.SIGINT)
    answer = waits.getresponse()
    told = json.load(answer)
    waits.close()
    _, err = process.communicate(timeout=60)
    assert (answer.status, told["problems"][0]["code"]) == (409, "job-cancelled")
    assert (process.returncode, err) == (0, "")


def test_what_answers_questions_is_not_loaded_before_there_is_a_page() -> None:
    """It takes longer to load than all else; the first page should not wait for it."""
    asked = "import sys, detente.workbench.opening, detente.workbench.serve; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert "detente.workbench.app" in loaded
    late = {"alembic", "numpy", "scipy", "jinja2", "rich", "detente.answers.run", "detente.workbench.objects.edited"}
    assert not late & loaded


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
