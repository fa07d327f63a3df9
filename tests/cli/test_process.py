"""The command line as a process: pipes, terminals, interruptions, and what it loads."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from detente import api
from detente.cli import run

COLOUR = re.compile(r"\x1b\[[\d;]*3\d")


def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "detente", *arguments], **options)  # type: ignore[call-overload,no-any-return]


def on_terminal(*arguments: str, **environment: str) -> str:
    """Return what a command writes to a terminal."""
    ours, theirs = pty.openpty()
    known = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    process = start(*arguments, stdout=theirs, stderr=theirs, env=known | environment)
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
    assert process.wait() == 0
    return told.decode()


def test_colour_on_a_terminal() -> None:
    assert COLOUR.search(on_terminal("analyse", "chicken", TERM="xterm-256color"))


def test_no_colour_where_it_is_not_wanted() -> None:
    told = on_terminal("analyse", "chicken", TERM="xterm-256color", NO_COLOR="1")
    assert "●" in told
    assert not COLOUR.search(told)


def test_no_escape_codes_on_a_dumb_terminal_and_in_a_pipe() -> None:
    assert "\x1b" not in on_terminal("analyse", "chicken", TERM="dumb")
    process = start("analyse", "chicken", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"\x1b" not in out
    assert "● state 2".encode() in out


def test_reader_that_goes_away_is_no_error() -> None:
    process = start("export", "us-russia-2024", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"id,US.europe")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_terminal_without_the_symbols() -> None:
    environment = dict(os.environ) | {"PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    process = start("analyse", "chicken", stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"+ state 2" in out
    assert out.isascii()


def test_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "analyse", interrupted)
    assert run(["analyse", "chicken"]) == 130
    assert capsys.readouterr() == ("", "")


def test_errors_leave_the_output_stream_alone(tmp_path: Path) -> None:
    process = start("analyse", str(tmp_path / "no.yaml"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert b"Traceback" not in err


HEAVY = ("numpy", "pydantic", "rich", "ruamel", "lark", "pandas")


@pytest.mark.parametrize("code", ["from detente.cli import run; run(['--help'])", "import detente.api"])
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    """Help answers in well under 0.4 s as long as this holds."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('LOADED', *sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stdout.split("LOADED")[1].split())
    assert not loaded & set(HEAVY)
