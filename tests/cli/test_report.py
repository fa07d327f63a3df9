"""detente report on the command line: where it is written, what is refused before any work, and what is printed."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from detente import api
from detente.answers import report as answers
from detente.cli import run
from detente.errors import QuestionError
from detente.scenario.reader import read
from detente.views.report import printing
from tests.views.reported import SUMMER

NOTHING = "title: Nothing\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "case.yaml"
    file.write_text(SUMMER, encoding="utf-8")
    return file


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run(["report", *map(str, arguments)])
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def program(folder: Path, text: str) -> Path:
    """Write a program that stands in for a browser."""
    file = folder / "browser"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


# ---------------------------------------------------------------- HTML


def test_a_report_is_written_and_its_bottom_line_told(
    capsys: pytest.CaptureFixture[str], case: Path, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    code, out, err = told(capsys, case, "-o", file, "--as-of", "2031-06-01", "--no-rests")
    assert (code, err) == (0, "")
    assert "likely, at 65%" in " ".join(out.split())
    assert "Report written to" in out
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "What carries it" not in page


def test_json_says_where_and_has_the_numbers(capsys: pytest.CaptureFixture[str], case: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    code, out, err = told(capsys, case, "--output", file, "--json", "--no-rests", "--concept", "seq")
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert (said["command"], said["file"], said["format"]) == ("report", str(file), "html")
    assert said["fingerprint"] in file.read_text(encoding="utf-8")
    assert len(said["bottom_line"]) == 3
    assert said["provenance"]["concept"] == "seq"
    assert said["claims"]["claims"][0]["rests"] is None
    assert [one["part"] for one in said["left_out"]] == []


def test_nothing_is_written_over_and_that_is_said_before_the_work(
    capsys: pytest.CaptureFixture[str], case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.html"
    file.write_text("mine", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(answers, "report", None)  # nothing is worked out
        code, out, err = told(capsys, case, "-o", file)
    assert (code, out) == (2, "")
    assert "[file-exists]" in err
    assert file.read_text(encoding="utf-8") == "mine"
    code, _, _ = told(capsys, case, "-o", file, "--force", "--no-rests")
    assert code == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_file_of_another_kind_is_refused(capsys: pytest.CaptureFixture[str], case: Path) -> None:
    code, out, _ = told(capsys, case, "-o", "report.docx", "--json")
    (problem,) = json.loads(out)["error"]["problems"]
    assert (code, problem["code"]) == (2, "unknown-format")
    assert "html, pdf" in problem["expected"]


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str], case: Path, tmp_path: Path) -> None:
    code, _, err = told(capsys, case, "-o", tmp_path / "no" / "report.html", "--no-rests")
    assert code == 2
    assert "[cannot-write]" in err


def test_a_report_needs_a_file(capsys: pytest.CaptureFixture[str], case: Path) -> None:
    code, _, err = told(capsys, case)
    assert code == 2
    assert "--output" in err


def test_states_that_are_too_many_are_refused_with_advice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    options = ", ".join(f"o{number}: {{}}" for number in range(60))
    case = tmp_path / "large.yaml"
    case.write_text(f"title: Large\nactors:\n  A: {{options: {{{options}}}, prefers: [want: o1]}}\n", encoding="utf-8")
    code, out, _ = told(capsys, case, "-o", tmp_path / "report.html", "--json")
    (problem,) = json.loads(out)["error"]["problems"]
    assert (code, problem["code"]) == (2, "too-many-states")
    assert "`analyse` and `explain` may answer" in problem["remedy"]


def test_work_that_is_stopped_leaves_nothing(case: Path, tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []

    class Stop(Exception):
        pass

    def tell(doing: str, part: float) -> None:
        heard.append((doing, part))
        if part > 0.5:
            raise Stop

    file = tmp_path / "report.html"
    with pytest.raises(Stop):
        api.report(case, file, progress=tell)
    assert not file.exists()
    parts = [part for _, part in heard]
    assert all(0 <= part <= 1 for part in parts)
    assert len(parts) > 3


# ---------------------------------------------------------------- PDF


def test_a_browser_that_is_installed_prints(
    capsys: pytest.CaptureFixture[str], case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser is given a page in which nothing is folded, and a file to write to."""
    script = f"""
for word in "$@"; do
  case "$word" in
    --print-to-pdf=*) out="${{word#--print-to-pdf=}}" ;;
    file://*) cp "${{word#file://}}" {tmp_path}/printed.html ;;
  esac
done
echo "$@" > {tmp_path}/asked
printf '%%PDF-1.7 small' > "$out"
"""
    monkeypatch.setenv("DETENTE_BROWSER", str(program(tmp_path, script)))
    file = tmp_path / "report.pdf"
    code, out, err = told(capsys, case, "-o", file, "--no-rests", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["format"] == "pdf"
    assert file.read_bytes() == b"%PDF-1.7 small"
    page = (tmp_path / "printed.html").read_text(encoding="utf-8")
    assert page.count("<details ") == page.count(" open>") > 0
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split()
    assert "--headless" in asked
    assert ("--no-sandbox" in asked) == (os.geteuid() == 0)


@pytest.mark.parametrize("name", [None, "no-such-browser"])
def test_without_a_browser_nothing_is_worked_out(
    capsys: pytest.CaptureFixture[str], case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str | None
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if name is None:
        monkeypatch.delenv("DETENTE_BROWSER", raising=False)
    else:
        monkeypatch.setenv("DETENTE_BROWSER", name)
    monkeypatch.setattr(answers, "report", None)
    code, out, _ = told(capsys, case, "-o", tmp_path / "report.pdf", "--json")
    (problem,) = json.loads(out)["error"]["problems"]
    assert (code, problem["code"]) == (2, "browser-missing")
    assert (name or "no browser is installed") in problem["given"]
    assert "report.html" in problem["remedy"]


@pytest.mark.parametrize("script", ["exit 3", "exit 0", "sleep 30"])
def test_a_browser_that_fails_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """It fails, it writes nothing, it does not come to an end."""
    monkeypatch.setenv("DETENTE_BROWSER", str(program(tmp_path, f"exec {script}" if "sleep" in script else script)))
    monkeypatch.setattr(printing, "PATIENCE", 0.3 if "sleep" in script else 30)
    with pytest.raises(QuestionError) as error:
        printing.printed("<p>")
    (problem,) = error.value.problems
    assert problem.code == "browser-failed"
    assert ("in 0.3 seconds" in problem.given) == ("sleep" in script)


def test_only_the_superuser_has_no_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_BROWSER", str(program(tmp_path, f"echo $@ > {tmp_path}/asked; exit 1")))
    for user, there in ((0, True), (1000, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        with pytest.raises(QuestionError):
            printing.printed("<p>")
        assert ("--no-sandbox" in (tmp_path / "asked").read_text(encoding="utf-8")) == there


# ---------------------------------------------------------------- from Python


def test_from_python_it_need_not_be_written() -> None:
    found = api.report(read(NOTHING))
    assert found.file is None
    assert json.loads(found.to_json())["file"] is None
    assert "Report written" not in str(found)
    assert found.table().columns == ("prospect", "chance", "low", "high")
    assert found.table().rows == (("the status quo, but with A.x = yes", 1.0, 1.0, 1.0),)
    assert api.report("chicken").table().rows == ()
    assert repr(found) == "<Report: Nothing>"
