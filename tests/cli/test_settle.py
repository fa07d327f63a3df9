"""detente settle on the command line: options reach the answer, and questions that do not fit are refused."""

from __future__ import annotations

import json

import jsonschema
import pytest

from detente.cli import run
from detente.views.objects import json_schema


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["settle", "cuban-missile-crisis", *arguments])
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def test_options_reach_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(
        capsys, "--for", "USSR.withdraw", "--with", "US,USSR", "--against", "start", "--concept", "seq",
        "--no-beliefs", "--clauses", "set,waive,guarantee", "--at-most", "1", "--weights",
        "waive=2, waive USSR.calm_without_blockade=1", "--weights", "guarantee = 3", "--limit", "2",
        "--worlds", "--json",
    )  # fmt: skip
    said = json.loads(out)
    assert (code, err) == (0, "")
    jsonschema.Draft202012Validator(json_schema("settle")).validate(said)
    assert (said["command"], said["concept"], said["group"]) == ("settle", "seq", ["US", "USSR"])
    assert said["provenance"]["beliefs"] is False
    assert said["fallbacks"][0]["kind"] == "status-quo"
    found = said["plans"]
    assert (found["searched"], found["wanted"], found["allowed"]) == (1, 1, ["set", "guarantee", "waive"])
    assert len(found["plans"]) == 2 <= found["count"]
    assert found["plans"][0]["weight"] == 1.0
    assert {one["name"] for one in found["plans"][0]["clauses"]} >= {"USSR.calm_without_blockade"}


def test_a_state_and_what_is_acceptable(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "--state", "USSR.withdraw=yes", "--json")
    assert (code, json.loads(out)["proposal"]["accepted"]) == (0, False)
    code, out, _ = told(capsys)
    assert code == 0
    assert "on the Pareto frontier of all actors" in out
    code, out, _ = told(capsys, "--for", "USSR.withdraw", "--at-most", "1", "--all")
    assert code == 0
    assert out.count("What keeps each party in") == 2


def test_the_inverse_question(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "--inverse", "USSR.withdraw=yes", "--concept", "nash", "--with", "US", "--json")
    said = json.loads(out)
    assert code == 0
    jsonschema.Draft202012Validator(json_schema("settle")).validate(said)
    assert [one["concept"] for one in said["concepts"]] == ["nash"]
    assert [one["actor"] for one in said["concepts"][0]["actors"]] == ["US"]
    code, out, _ = told(capsys, "--inverse", "status-quo", "--concept", "smr")
    assert code == 0
    assert "What would have to be wanted" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--for", "USSR.withdraw", "--state", "1"], "plan-or-proposal"),
        (["--limit", "3"], "needs-for"),
        (["--state", "1", "--clauses", "set"], "needs-for"),
        (["--inverse", "1", "--for", "USSR.withdraw"], "inverse-alone"),
        (["--inverse", "1", "--all"], "inverse-alone"),
        (["--inverse", "1", "--against", "prospects"], "inverse-alone"),
        (["--with", ","], "empty-group"),
        (["--for", "USSR.withdraw", "--weights", "set"], "bad-clause-weight"),
    ],
)
def test_what_is_wrong_is_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    left, out, err = told(capsys, *arguments)
    assert (left, out) == (2, "")
    assert f"[{code}]" in err
    left, out, _ = told(capsys, *arguments, "--json")
    assert left == 2
    assert [one["code"] for one in json.loads(out)["error"]["problems"]] == [code]
