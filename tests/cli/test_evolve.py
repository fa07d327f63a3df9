"""detente evolve on the command line: options, a picture, and questions that are refused before any work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.cli import run


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["evolve", "cuban-missile-crisis", *arguments])
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def test_options_reach_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(
        capsys, "--moves", "best", "--mover", "US=2", "--mover", "USSR=1", "--paths", "1", "--concept", "nash",
        "--worlds", "--json",
    )  # fmt: skip
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert said["command"] == "evolve"
    assert (said["choice"], said["weights"]) == ("best", {"US": 2.0, "USSR": 1.0})
    assert said["provenance"]["concept"] == "nash"
    assert len(said["paths"]) == 1
    assert said["spread"]["worlds"] == 1


def test_a_picture_is_written_and_nothing_written_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    file = tmp_path / "tree.svg"
    code, out, _ = told(capsys, "--plot", str(file))
    assert code == 0
    assert "Picture written to" in out
    assert "USSR withdraw=yes" in file.read_text(encoding="utf-8")
    before = file.read_bytes()
    code, out, err = told(capsys, "--plot", str(file))
    assert code == 2
    assert "[file-exists]" in err
    assert file.read_bytes() == before


def test_what_is_wrong_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "--mover", "USS=2")
    assert (code, out) == (2, "")
    assert "`USS` is no actor here" in err
    code, out, _ = told(capsys, "--mover", "US=-2", "--json")
    assert code == 2
    assert [one["code"] for one in json.loads(out)["error"]["problems"]] == ["bad-weight"]
