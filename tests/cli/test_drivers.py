"""What drives an outcome, on the command line: its options, its pictures, and what is refused before any work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente import api
from detente.cli import run
from tests.views.test_drivers_page import SUMMER


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "summer.yaml").write_text(SUMMER, encoding="utf-8")
    return tmp_path


def test_drivers_are_told_with_a_picture(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forecast", "summer.yaml", "--drivers", "--for", "closed", "--plot", "swings.svg"]) == 0
    told = capsys.readouterr()
    assert "where play comes to rest, closed: 45%" in told.out
    assert "Picture written to swings.svg." in told.out
    assert max(len(line) for line in told.out.splitlines()) <= 80
    assert (folder / "swings.svg").read_text(encoding="utf-8").startswith("<svg")


def test_json_stays_json_beside_a_picture(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forecast", "summer.yaml", "--json", "--plot", "bars.png"]) == 0
    assert json.loads(capsys.readouterr().out)["command"] == "forecast"
    assert (folder / "bars.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--for", "closed"], "needs-drivers"),
        (["--for", "closed", "--likely", "0.9"], "needs-drivers"),
        (["--picture", "bars"], "needs-plot"),
        (["--force"], "needs-plot"),
        (["--plot", "x.pdf"], "unknown-format"),
        (["--plot", "x.svg", "--picture", "tornado"], "unknown-picture"),
        (["--drivers", "--plot", "x.svg", "--picture", "bars"], "unknown-picture"),
        (["--plot", "taken.svg"], "file-exists"),
    ],
)
def test_what_makes_no_sense_is_refused_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str], code: str
) -> None:
    (folder / "taken.svg").write_text("mine", encoding="utf-8")

    def never(*_: Any) -> None:
        raise RuntimeError("this was worked on")

    monkeypatch.setattr(api, "forecast", never)
    monkeypatch.setattr(api, "drivers", never)
    assert run(["forecast", "summer.yaml", *options, "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert problem["code"] == code
    assert (folder / "taken.svg").read_text(encoding="utf-8") == "mine"
    assert not (folder / "x.svg").exists()


def test_a_file_is_written_over_when_told_to(folder: Path) -> None:
    (folder / "taken.svg").write_text("mine", encoding="utf-8")
    assert run(["forecast", "summer.yaml", "--plot", "taken.svg", "--force"]) == 0
    assert (folder / "taken.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_mistake_in_a_formula_is_quoted_and_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forecast", "summer.yaml", "--drivers", "--for", "closed and Upper.shot"]) == 2
    lines = capsys.readouterr().err.splitlines()
    at = next(place for place, line in enumerate(lines) if line.strip() == "1 | closed and Upper.shot")
    assert lines[at + 1].index("^") == lines[at].index("shot")
    assert "Did you mean `shut`?" in " ".join(lines)
