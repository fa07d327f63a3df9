"""detente coalitions on the command line: options reach the answer, and what is wrong is told."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from detente.cli import run
from detente.views.objects import json_schema
from tests.settlement.test_coalitions import dam


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["coalitions", *arguments])
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def test_options_reach_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(
        capsys, "cuban-missile-crisis", "--concept", "cgmr", "--state", "7", "--pareto", "--joint", "turns",
        "--partition", "US+USSR", "--no-beliefs", "--json",
    )  # fmt: skip
    said = json.loads(out)
    assert (code, err) == (0, "")
    jsonschema.validate(said, json_schema("coalitions"))
    assert (said["command"], said["concept"], said["joint"]) == ("coalitions", "gmr", "cgmr")
    assert (said["wish"], said["together"], said["provenance"]["beliefs"]) == ("pareto", "turns", False)
    assert [one["state"]["id"] for one in said["stands"]] == [7]
    assert said["partition"]["blocks"] == [["US", "USSR"]]
    assert said["partition"]["equilibria"]["nash"] == [1, 5]


def test_in_elmira_the_jump_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "elmira-9-state", "--json")
    said = json.loads(out)
    assert code == 0
    jsonschema.validate(said, json_schema("coalitions"))
    assert said["partition"] is None
    (five,) = (one for one in said["stands"] if one["state"]["id"] == 5)
    (jump,) = five["tempted"]
    assert (jump["group"], jump["best"]["deed"]["to"], jump["lasting"]) == (["MoE", "Uniroyal"], 8, 1)


def test_all_tells_every_group(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "dam.yaml"
    file.write_text(dam("AB"), encoding="utf-8")
    _, short, _ = told(capsys, str(file))
    _, long, _ = told(capsys, str(file), "--all")
    assert "--all tells them all." in short
    assert "--all" not in long
    assert len(long) > len(short)


def test_what_is_wrong_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "chicken", "--partition", "A+Z")
    assert (code, out) == (2, "")
    assert "is no actor here" in err
    code, out, _ = told(capsys, "elmira-9-state", "--joint", "once", "--json")
    assert code == 2
    assert [one["code"] for one in json.loads(out)["error"]["problems"]] == ["nothing-at-once"]
