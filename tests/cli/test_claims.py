"""The command `claims`: exit codes, reports, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from detente.cli import run

DAM = """
title: The dam
actors:
  Upper:
    options: {{shut: {{assumed: x}}}}
    prefers: [{{avoid: Lower.strike, assumed: x}}, {{want: shut, assumed: x}}]
  Lower:
    options: {{strike: {{irreversible: yes, assumed: x}}}}
    prefers: [{{avoid: Upper.shut and not strike, assumed: x}}, {{avoid: strike, assumed: x}}]
claims:
  - {{name: deterred, says: it stays open, test: no prospect has Upper.shut, assumed: x}}
  - {{name: other, says: 'a <claim> & more', test: '{test}', stance: {stance}, assumed: x}}
"""
HOLDS, FAILS = "every prospect has not Upper.shut", "some prospect has Upper.shut"
VACUOUS = "every prospect where Upper.shut has Lower.strike"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def write(folder: Path, test: str, stance: str = "own") -> None:
    (folder / "dam.yaml").write_text(DAM.format(test=test, stance=stance), encoding="utf-8")


@pytest.mark.parametrize(
    ("test", "stance", "more", "code"),
    [
        (HOLDS, "own", [], 0),
        (FAILS, "own", [], 1),
        (FAILS, "inferred", [], 1),
        (FAILS, "doubted", [], 0),
        (FAILS, "reported", ["--strict"], 0),
        (VACUOUS, "own", [], 0),
        (VACUOUS, "own", ["--strict"], 1),
        (HOLDS, "own", ["--concept", "nash"], 1),
    ],
)
def test_status(folder: Path, test: str, stance: str, more: list[str], code: int) -> None:
    write(folder, test, stance)
    assert run(["claims", "dam.yaml", *more]) == code
    assert run(["claims", "dam.yaml", "--json", *more]) == code


def test_report_for_continuous_integration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, FAILS)
    assert run(["claims", "dam.yaml", "--junit", "report.xml"]) == 1
    suite = Xml.parse(folder / "report.xml").getroot()[0]
    assert {key: suite.attrib[key] for key in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "The dam", "tests": "2", "failures": "1", "errors": "0", "skipped": "0",
    }  # fmt: skip
    first, second = suite
    assert (first.attrib["name"], first.attrib["file"], first.attrib["line"]) == ("deterred", "dam.yaml", "11")
    assert not list(first)
    (failure,) = second
    assert failure.tag == "failure"
    assert failure.attrib["type"] == "fails"
    assert failure.attrib["message"].startswith(f"{FAILS}: There is 1 prospect: state 1")
    assert failure.text == "a <claim> & more"
    capsys.readouterr()


@pytest.mark.parametrize(
    ("test", "stance", "said"), [(VACUOUS, "own", "vacuous"), (FAILS, "doubted", "doubted, fails")]
)
def test_what_does_not_count_is_passed_over(folder: Path, test: str, stance: str, said: str) -> None:
    write(folder, test, stance)
    assert run(["claims", "dam.yaml", "--junit", "report.xml"]) == 0
    (skipped,) = Xml.parse(folder / "report.xml").getroot()[0][1]
    assert skipped.tag == "skipped"
    assert skipped.attrib["message"].startswith(f"{said}: ")


def test_a_report_is_never_written_over_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    report = folder / "report.xml"
    report.write_text("mine", encoding="utf-8")
    assert run(["claims", "dam.yaml", "--junit", "report.xml"]) == 2
    assert report.read_text(encoding="utf-8") == "mine"
    assert "exists already" in capsys.readouterr().err
    assert run(["claims", "dam.yaml", "--junit", "report.xml", "--force"]) == 0
    assert report.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--why", "detered"], "Did you mean `deterred`?"),
        (["--concept", "nahs"], "`nahs` is no concept here"),
        (["--variant", "wet"], "`wet` is no variant"),
    ],
)
def test_what_is_not_there_is_told(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, HOLDS)
    assert run(["claims", "dam.yaml", *arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("no prospect has Upper.shutt", "Upper.shutt"),
        ("every prospect hass Upper.shut", "every prospect hass Upper.shut"),
        ("prospects differ from wet on Upper.shut", "There is no variant `wet`"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    folder: Path, test: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, test)
    assert run(["claims", "dam.yaml"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "dam.yaml:12:" in told
    assert "Traceback" not in told


def test_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    assert run(["claims", "dam.yaml", "--why", "deterred", "--why", "other"]) == 0
    told = capsys.readouterr().out
    assert told.index("\ndeterred\n") < told.index("\nother\n")


def test_some_claims_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    for asked, judged in (
        (["--only", "deterred"], ["deterred"]),
        (["--only", "deterred", "--why", "other"], ["deterred", "other"]),
        (["--why", "other"], ["deterred", "other"]),
    ):
        assert run(["claims", "dam.yaml", "--json", *asked]) == 0
        told = json.loads(capsys.readouterr().out)["claims"]
        assert [one["name"] for one in told] == judged
        assert [one["name"] for one in told if one["rests"]] == [name for name in judged if name == "other"]
    assert run(["claims", "dam.yaml", "--only", "detered"]) == 2
    assert "deterred" in capsys.readouterr().err
    assert run(["claims", "dam.yaml", "--only", "deterred", "--source"]) == 2


def test_a_scenario_without_claims(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = DAM.format(test=HOLDS, stance="own")
    (folder / "dam.yaml").write_text(text[: text.index("claims:")], encoding="utf-8")
    assert run(["claims", "dam.yaml"]) == 0
    assert "This scenario makes no claims." in capsys.readouterr().out


def test_what_claims_rest_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    assert run(["claims", "dam.yaml", "--rests", "--thorough"]) == 0
    assert "What the claims rest on" in capsys.readouterr().out
    assert run(["claims", "dam.yaml", "--rests", "--json"]) == 0
    assert '"support"' in capsys.readouterr().out


def test_claims_across_variants(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HOLDS)
    assert run(["claims", "dam.yaml", "--across"]) == 0
    assert "As written and in every variant" in capsys.readouterr().out
    assert run(["claims", "dam.yaml", "--across", "--source"]) == 2
    assert "--source is given with --across" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--rests", "--thorough", "--across"])
def test_essays_are_not_asked_what_all_claims_rest_on(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "us-russia-2024", "--essay", option]) == 2
    assert f"{option} is given with an essay" in capsys.readouterr().err


WIND = """
title: The wind
circumstances: {wind: {now: yes, chance: 0.5, assumed: x}}
actors:
  A: {options: {x: {assumed: x}}, prefers: [{want: x, exactly when: wind, assumed: x}]}
signals:
  - {name: vane, about: wind, seen if: {no: 0.2, yes: 0.6}, on: 2031-04-28, assumed: x}
claims:
  - {name: goes, says: A goes, test: the chance of A.x is at least 0.7, assumed: x}
"""


def test_claims_by_what_was_known_on_a_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The wind is 0.75 after the vane, so that the claim holds; the day before it was a half, and it fails."""
    (folder / "wind.yaml").write_text(WIND, encoding="utf-8")
    assert run(["claims", "wind.yaml"]) == 0
    assert "signals up to" not in capsys.readouterr().out
    assert run(["claims", "wind.yaml", "--as-of", "2031-04-27", "--sharing", "shortest"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "signals up to 2031-04-27" in told
    assert "shared among their prospects by the nearest" in told
    assert run(["claims", "wind.yaml", "--as-of", "2031-04-27", "--json"]) == 1
    told = capsys.readouterr().out
    assert '"as_of":"2031-04-27"' in told
    assert '"rule":"equal"' in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--as-of", "yesterday"], "`yesterday` is no date"),
        (["--sharing", "evenly"], "`evenly` is no rule of sharing"),
        (["--source", "--as-of", "2031-04-27"], "--source is given with --as-of"),
    ],
)
def test_days_and_rules_that_are_none(
    folder: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wind.yaml").write_text(WIND, encoding="utf-8")
    assert run(["claims", "wind.yaml", *more]) == 2
    assert said in capsys.readouterr().err
