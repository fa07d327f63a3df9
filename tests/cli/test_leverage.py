"""detente leverage on the command line: options reach the answer, and mistakes are told without a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.cli import run
from tests.settlement.test_leverage_by_hand import FERRIES


@pytest.fixture
def case(tmp_path: Path) -> str:
    file = tmp_path / "ferries.yaml"
    file.write_text(FERRIES, encoding="utf-8")
    return str(file)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["leverage", *arguments])
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def test_options_reach_the_answer(capsys: pytest.CaptureFixture[str], case: str) -> None:
    code, out, err = told(
        capsys, case, "--for", "peace", "--for", "4", "--concept", "seq", "--between", "Blue,Red", "--worlds", "--json",
        "--no-beliefs",
    )  # fmt: skip
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert [one["name"] for one in said["outcomes"]] == ["peace", "state 4"]
    assert (said["concept"], said["coalition"], said["worlds"]) == ("seq", "cseq", 2)
    assert [one["between"] for one in said["outcomes"][0]["agreed"]] == [["Blue", "Red"]]
    assert said["provenance"]["beliefs"] is False


def test_it_prints_a_page(capsys: pytest.CaptureFixture[str], case: str) -> None:
    code, out, _ = told(capsys, case)
    assert code == 0
    assert "Who can keep them from holding" in out


def test_a_picture_is_written(capsys: pytest.CaptureFixture[str], case: str, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    file = tmp_path / "ferries.svg"
    code, out, _ = told(capsys, case, "--for", "peace", "--worlds", "--plot", str(file))
    assert code == 0
    assert "Picture written to" in out
    assert "law = no: Red and Blue can agree on peace: 100%, now 30% (20 to 40%)" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--for", "Red.cheep"], "unknown-option"),
        (["--for", "Town.tender and not law"], "empty-outcome"),
        (["--between", "Red"], "between-whom"),
        (["--between", "Red, Grey"], "unknown-actor"),
        (["--variant", "calm"], "unknown-variant"),
    ],
)
def test_mistakes_are_told(capsys: pytest.CaptureFixture[str], case: str, words: list[str], code: str) -> None:
    status, out, err = told(capsys, case, *words)
    assert (status, out) == (2, "")
    assert f"[{code}]" in err


def test_a_crowd_is_refused_with_a_remedy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "crowd.yaml"
    actors = "".join(f"  A{n}: {{options: {{x: {{}}}}, prefers: [want: x]}}\n" for n in range(13))
    file.write_text(f"title: Many\nactors:\n{actors}", encoding="utf-8")
    status, _, err = told(capsys, str(file))
    said = " ".join(err.split())
    assert status == 2
    assert "13 actors make 8,191 groups" in said
    assert "Write actors that always act together as one actor." in said
    assert "analyse" not in said
