"""The command line on both databases: the same words, the same numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.cli import run

COIN = """
title: A coin
circumstances: {heads: {now: no, chance: 0.5, assumed: x}}
actors:
  A: {options: {call: {assumed: x}}, prefers: [{want: call, exactly when: heads, assumed: x}]}
"""


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["ledger", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_from_publication_to_score(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "coin.yaml").write_text(COIN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_LEDGER", where)
    words = ("--question", "q", "--rule", "r", "--source", "s", "--horizon", "2999-12-31")
    for verdict in ("yes", "no", "no"):
        found = told(capsys, "publish", "coin.yaml", "--outcome", "A.call", *words)
        told(capsys, "resolve", str(found["forecast"]["number"]), verdict, "--evidence", "e")
    found = told(capsys, "score")
    assert found["scored"]["brier"]["mean"] == 0.25
    assert found["scored"]["log"]["mean"] == 1
    assert (found["calibration"][0]["count"], found["calibration"][0]["happened"]) == (3, 1)
    assert "keeper:" not in json.dumps(found)
    assert [one["verdict"] for one in told(capsys, "list")["forecasts"]] == ["yes", "no", "no"]
