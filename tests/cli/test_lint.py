"""detente lint, as it is asked on the command line: scenarios, essays, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.cli import run
from tests.arguments.river import HALF, RAIN, claimed, river

WORD = "word-against-number"
ACCEPT = "accept: [{check: word-against-number, of: a, because: it is quoted}]"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "300")  # long names of files are not broken
    path = tmp_path / "river.yaml"
    path.write_text(river(RAIN, claimed(f"test: {HALF}, hedge: very likely")))
    return path


def test_warnings_fail_only_where_that_is_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", str(file), "--only", WORD]) == 0
    assert "1 warning." in capsys.readouterr().out
    assert run(["lint", str(file), "--only", WORD, "--strict"]) == 1
    assert run(["lint", str(file), "--only", "idle-reason", "--strict"]) == 0  # notes do not count
    file.write_text(river(RAIN, claimed(f"test: {HALF}, hedge: very likely"), ACCEPT))
    assert run(["lint", str(file), "--only", WORD, "--strict"]) == 0


def test_json_is_one_object(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", str(file), "--only", WORD, "--words", "uk", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["command"], told["words"], told["checks"], told["warnings"]) == ("lint", "uk", [WORD], 1)
    assert run(["lint", str(file), "--only", "idle", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["problems"][0]["code"] == "unknown-check"


@pytest.mark.parametrize("name", ["essay.md", "essay.txt"])
def test_essays_are_known_by_their_name_or_said_to_be(
    file: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = file.with_name(name)
    essay.write_text("---\nscenario: river.yaml\n---\nIt is so.\n\n~~~claim a\n~~~\n")
    asked = ["lint", str(essay), "--only", "stated-as-fact", "--strict"]
    assert run([*asked, "--essay"]) == 1
    assert f"{name}:6: `a` is stated as a fact" in capsys.readouterr().out.replace("\n  ", " ")
    assert run(asked) == (1 if name.endswith(".md") else 2)


def test_an_unknown_check_in_a_file_is_an_error(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(river(RAIN, claimed(f"test: {HALF}"), ACCEPT.replace("number", "numbers")))
    assert run(["lint", str(file)]) == 2
    assert "unknown-standard" in capsys.readouterr().err
