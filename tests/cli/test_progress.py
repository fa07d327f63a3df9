"""The bar of long work: on a terminal, after a while, and gone afterwards; and work that is interrupted."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.cli import run
from detente.cli._progress import PATIENCE, progress

WIPED = "\x1b[2K"
"""What a terminal is told last: the line of the bar is wiped."""

SLOW = """
import sys, time
from detente import api
from detente.cli import run
analyse = api.analyse
def slow(*given, **more):
    tell = given[5]
    tell("Listing states", 0.1)
    time.sleep({wait})
    tell("Weighing moves", 0.5)
    time.sleep(0.3)
    return analyse(*given, **more)
api.analyse = slow
sys.exit(run(["analyse", "chicken"]))
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(time, "monotonic", found.monotonic)
    return found


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Let the error stream be a terminal; pytest would take one back that a fixture had set."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_no_bar_within_the_first_second(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)

    with progress() as tell:
        clock.now = PATIENCE - 0.01
        tell("Listing states", 0.5)
    assert screen.getvalue() == ""


def test_a_bar_after_that_says_what_is_being_done(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)

    with progress() as tell:
        clock.now = PATIENCE + 0.01
        tell("Listing states", 0.25)
        tell("Weighing moves", 0.5)
    assert "Weighing moves" in screen.getvalue()


def test_no_bar_where_nobody_looks(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with progress() as tell:
        clock.now = 100
        tell("Listing states", 0.5)
    assert pipe.getvalue() == ""


def test_the_bar_goes_where_work_is_stopped(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)

    def interrupted() -> None:
        with progress() as tell:
            clock.now = 100
            tell("Listing states", 0.5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert "Listing states" in screen.getvalue()
    assert screen.getvalue().endswith(WIPED)


def on_terminal(code: str) -> tuple[str, str]:
    """Return what a program writes to its output, which is a pipe, and to its error stream, which is a terminal."""
    ours, theirs = pty.openpty()
    known = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=theirs, env=known | {"TERM": "xterm-256color"}
    )
    os.close(theirs)
    told = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side has closed
            break
        if not part:
            break
        told += part
    os.close(ours)
    assert process.stdout is not None
    out = process.stdout.read().decode()
    process.stdout.close()
    assert process.wait() == 0
    return out, told.decode()


def test_bar_of_a_real_command_is_gone_before_the_answer() -> None:
    out, told = on_terminal(SLOW.format(wait=1.1))
    assert "Weighing moves" in told
    assert told.endswith(WIPED)
    assert out.startswith("The game of Chicken")
    assert "Weighing moves" not in out


def test_no_bar_in_pipes() -> None:
    done = subprocess.run([sys.executable, "-c", SLOW.format(wait=1.1)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The game of Chicken")
    assert done.stderr == ""


@pytest.mark.parametrize("command", [["analyse"], ["explain"], ["compare"], ["export", "--to", "table.csv"]])
def test_interrupted_work_writes_nothing(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What is told the progress may raise, wherever the work is."""
    monkeypatch.chdir(tmp_path)
    told: list[str] = []

    def interrupted(doing: str, part: float) -> None:
        told.append(doing)
        raise KeyboardInterrupt

    class Interrupting:
        def __enter__(self) -> object:
            return interrupted

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(f"detente.cli.{command[0]}.progress", Interrupting)
    assert run([command[0], "cuban-missile-crisis", *command[1:]]) == 130
    assert told
    assert capsys.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []
    told.clear()
    if command[0] in ("analyse", "explain"):
        assert run([command[0], "cuban-missile-crisis", "--engine", "symbolic"]) == 130
        assert told
        assert capsys.readouterr() == ("", "")
