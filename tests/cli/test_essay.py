"""The command `claims` about essays: exit codes, reports, which scenario is meant, and what cannot be read."""

from __future__ import annotations

import json
import time
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from detente import api
from detente.cli import run
from detente.errors import QuestionError
from detente.views.objects.parts.essay import Essay

DAM = """
title: The dam
circumstances: {rain: {values: [poor, good], now: good, chance: 0.3, assumed: x}}
actors:
  Upper:
    options: {shut: {assumed: x}}
    prefers: [{avoid: Lower.strike, assumed: x}, {want: shut, assumed: x}]
  Lower:
    options: {strike: {irreversible: yes, assumed: x}}
    prefers: [{avoid: Upper.shut and not strike, assumed: x}, {avoid: strike, assumed: x}]
variants: {dry: {set: {rain: poor}, assumed: x}}
claims:
  - {name: deterred, says: it stays open, test: no prospect has Upper.shut, assumed: x}
"""
HEAD = "---\nscenario: dam.yaml\n---\n# The dam\n\nIt stays open.\n\n"
PASS = "```claim deterred\n```\n"
FAIL = "```claim shut\nevery prospect has Upper.shut\n```\n"
DOUBTED = "```claim shut\ntest: every prospect has Upper.shut\nstance: doubted\n```\n"
FRAGILE = "```claim wet\nevery prospect has rain = good\n```\n"
VACUOUS = "```claim empty\nevery prospect where Upper.shut has Lower.strike\n```\n"
UNKNOWN = "```claim lost\ntest: every prospect has rain = good\nin: nowhere\n```\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "dam.yaml").write_text(DAM, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, head: str = HEAD, name: str = "essay.md") -> None:
    (folder / name).write_text(head + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code", "strict"),
    [
        (PASS, 0, 0),
        (PASS + FAIL, 1, 1),
        (PASS + DOUBTED, 0, 0),
        (PASS + FRAGILE, 0, 1),
        (PASS + VACUOUS, 0, 1),
    ],
)
def test_status(folder: Path, text: str, code: int, strict: int) -> None:
    write(folder, text)
    assert run(["claims", "essay.md"]) == code
    assert run(["claims", "essay.md", "--json"]) == code
    assert run(["claims", "essay.md", "--strict"]) == strict


def test_the_page_tells_line_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, PASS + FAIL + DOUBTED.replace("shut\ntest", "hoped\ntest") + FRAGILE + VACUOUS + PASS)
    assert run(["claims", "essay.md", "--why", "deterred", "--variant", "dry"]) == 1
    told = capsys.readouterr().out
    assert "Scenario: The dam, in dry." in told
    assert "6 claim blocks: 2 pass, 2 fail (shut, wet), 1 speaks of nothing (empty); hoped is only" in told
    assert "   8  deterred  ● pass" in told
    assert "  10  shut      ○ fail" in told
    assert "  13  (hoped)   ○ fail" in told
    assert told.count("\ndeterred\n") == 1  # its reasons are told once, though two blocks name it
    run(["claims", "essay.md"])
    assert "17  wet       ◐ fragile  30%     its chance may be less than one half" in capsys.readouterr().out


def test_what_a_fragile_claim_hangs_by_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lone = "```claim\ntest: every prospect has Lower.strike\nunder: nash\n```\n"
    hedged = "```claim word\ntest: every prospect has rain = good\nhedge: likely\n```\n"
    write(folder, lone + hedged)
    assert run(["claims", "essay.md"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "8 line 8 ◐ fragile 100% no concept but Nash carries it" in told
    assert "its chance may be less than likely" in told
    assert "2 claim blocks: 2 are fragile (line 8, word)." in told


def test_only_doubts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, DOUBTED)
    assert run(["claims", "essay.md", "--strict"]) == 0
    assert "1 claim block: shut is only reported or doubted." in capsys.readouterr().out


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, PASS + FAIL + FAIL.replace("shut\n", "again\n", 1) + FRAGILE)
    assert run(["claims", "essay.md", "--json"]) == 1
    found = Essay.model_validate(json.loads(capsys.readouterr().out))
    assert (found.essay, found.title, found.scenario) == ("essay.md", "The dam", "The dam")
    assert found.failed == ["shut", "again"]
    assert [(one.line, one.claim, one.standing, one.weak) for one in found.blocks] == [
        (8, "deterred", "pass", []),
        (10, "shut", "fail", []),
        (13, "again", "fail", []),
        (16, "wet", "fragile", ["chance"]),
    ]
    assert found.blocks[0].says == "It stays open."
    assert [one.name for one in found.claims] == ["deterred", "shut", "again", "wet"]


def test_report_for_continuous_integration(folder: Path) -> None:
    write(folder, PASS + FAIL + FRAGILE + VACUOUS + DOUBTED.replace("shut\ntest", "hoped\ntest"))
    assert run(["claims", "essay.md", "--junit", "report.xml"]) == 1
    suite = Xml.parse(folder / "report.xml").getroot()[0]
    assert {key: suite.attrib[key] for key in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "The dam", "tests": "5", "failures": "1", "errors": "0", "skipped": "2",
    }  # fmt: skip
    assert [(one.attrib["name"], one.attrib["file"], one.attrib["line"]) for one in suite] == [
        ("deterred", "essay.md", "8"), ("shut", "essay.md", "10"), ("wet", "essay.md", "13"),
        ("empty", "essay.md", "16"), ("hoped", "essay.md", "19"),
    ]  # fmt: skip
    passed, failed, fragile, vacuous, doubted = suite
    assert not list(passed)
    assert (failed[0].tag, failed[0].attrib["type"], failed[0].text) == ("failure", "fail", "It stays open.")
    assert failed[0].attrib["message"].startswith("every prospect has Upper.shut: There is 1 prospect")
    assert (fragile[0].tag, (fragile[0].text or "")[:14]) == ("system-out", "fragile: every")
    assert vacuous[0].attrib["message"].startswith("vacuous: every prospect where")
    assert doubted[0].attrib["message"].startswith("doubted, fails: every prospect")
    assert run(["claims", "essay.md", "--junit", "report.xml", "--strict", "--force"]) == 1
    suite = Xml.parse(folder / "report.xml").getroot()[0]
    assert (suite.attrib["failures"], suite.attrib["skipped"]) == ("3", "1")


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        ("dem.yaml", "essay.md:2:11: error: There is no file `dem.yaml`"),
        ("chiken", "essay.md:2:11: error: `chiken` is neither a file nor a case"),
        ("texts/dam", "essay.md:2:11: error: There is no file `texts/dam`"),
    ],
)
def test_a_scenario_that_is_not_there_is_told_at_its_line(
    folder: Path, scenario: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, PASS, HEAD.replace("dam.yaml", scenario))
    assert run(["claims", "essay.md"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert f"2 | scenario: {scenario}" in told


def test_what_is_wrong_in_the_scenario_is_told_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dam.yaml").write_text(DAM.replace("no prospect", "no prospct"), encoding="utf-8")
    write(folder, PASS)
    assert run(["claims", "essay.md"]) == 2
    assert "dam.yaml:13:" in capsys.readouterr().err


def test_sentences_are_quoted_at_their_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "```claim a\nevery prospect hass Upper.shut\n```\n" + UNKNOWN)
    assert run(["claims", "essay.md"]) == 2
    told = capsys.readouterr().err
    assert "essay.md:9:16: error: The sentence `every prospect hass Upper.shut` goes astray" in told
    assert "9 | every prospect hass Upper.shut" in told
    assert "essay.md:13:5: error: `nowhere` is no variant of the scenario" in told


def test_a_scenario_is_looked_for_beside_the_essay(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "chicken").write_text(DAM.replace("The dam", "Beside"), encoding="utf-8")
    write(folder, PASS, HEAD.replace("dam.yaml", "../dam.yaml"), "texts/up.md")
    write(folder, PASS, HEAD.replace("dam.yaml", "chicken"), "texts/named.txt")
    assert run(["claims", "texts/up.md"]) == 0
    assert "Scenario: The dam." in capsys.readouterr().out
    assert run(["claims", "texts/named.txt", "--essay"]) == 0
    assert "Scenario: Beside." in capsys.readouterr().out


def test_what_cannot_be_asked_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, PASS)
    for arguments, said in (
        (["esay.md"], "Did you mean `essay.md`?"),
        (["chicken", "--essay"], "`chicken` has no essay"),
        (["essay.md", "--why", "detered"], "Did you mean `deterred`?"),
        (["essay.md", "--source"], "--source is given with an essay"),
        (["dam.yaml", "--source", "--why", "deterred"], "--source is given with --why"),
    ):
        assert run(["claims", *arguments]) == 2
        assert said in " ".join(capsys.readouterr().err.split())


def test_a_thousand_claims_run_in_time(folder: Path) -> None:
    tests = ("no prospect has Upper.shut", "some prospect has Lower.strike", "the chance of Lower.strike is 0 to 1")
    write(folder, "".join(f"```claim c{number}\n{tests[number % 3]}\n```\n" for number in range(1000)))
    began = time.perf_counter()
    found = api.essay("essay.md")
    assert len(found.blocks) == 1000
    assert time.perf_counter() - began < 60


def test_an_essay_shows_itself(folder: Path) -> None:
    write(folder, PASS + FRAGILE)
    found = api.essay(folder / "essay.md", why="wet")
    assert found.table().columns[:4] == ("line", "claim", "standing", "verdict")
    assert [row[:4] for row in found.table().rows] == [
        (8, "deterred", "pass", "holds"),
        (10, "wet", "fragile", "holds"),
    ]
    assert "It holds." in str(found)
    with pytest.raises(QuestionError):
        api.junit(found, "essay.md")
