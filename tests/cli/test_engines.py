"""The choice of an engine on the command line, and what is said where states cannot be listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from detente.cli import run
from detente.engine import choice
from detente.errors import question
from detente.views.objects import json_schema
from tests.views.large import tariffs
from tests.views.small import DAM


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "dam.yaml").write_text(DAM, encoding="utf-8")
    (tmp_path / "tariffs.yaml").write_text(tariffs(), encoding="utf-8")
    (tmp_path / "ruled.yaml").write_text(tariffs().replace("steel: {means", "steel: {needs: East.wood, means", 1))


class Said:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.json["error"]["problems"]]


@pytest.fixture
def detente(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str) -> Said:
        code = run(list(arguments))
        caught = capsys.readouterr()
        return Said(code, caught.out, caught.err)

    return call


@pytest.mark.parametrize("engine", ["plain", "fast", "symbolic"])
@pytest.mark.parametrize("command", ["analyse", "explain"])
def test_the_engine_asked_for_answers(detente: Any, command: str, engine: str) -> None:
    pytest.importorskip({"plain": "numpy", "fast": "numba", "symbolic": "dd"}[engine])
    said = detente(command, "dam.yaml", "--engine", engine, "--json")
    assert said.code == 0
    assert said.json["provenance"]["engine"] == engine
    jsonschema.validate(said.json, json_schema(command))
    assert f"· {engine} engine ·" in " ".join(detente(command, "dam.yaml", "--engine", engine).out.split())


@pytest.mark.parametrize("command", ["compare", "export"])
def test_what_needs_a_list_takes_no_engine_without_one(detente: Any, command: str) -> None:
    assert detente(command, "dam.yaml", "--engine", "plain").code == 0
    said = detente(command, "dam.yaml", "--engine", "symbolic", "--json")
    assert (said.code, said.codes) == (2, ["engine-lists-nothing"])


@pytest.mark.parametrize("command", ["analyse", "explain", "compare", "export"])
def test_unknown_engine(detente: Any, command: str) -> None:
    said = detente(command, "dam.yaml", "--engine", "fats")
    assert said.code == 2
    assert said.out == ""
    assert "unknown-engine" in said.err
    assert "Did you mean `fast`?" in said.err
    assert detente(command, "dam.yaml", "--engine", "nonsense", "--json").codes == ["unknown-engine"]


def test_engine_that_is_not_installed(detente: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "available", lambda: False)
    said = detente("analyse", "dam.yaml", "--engine", "fast", "--json")
    assert (said.code, said.codes) == (2, ["engine-missing"])
    assert detente("analyse", "dam.yaml").code == 0


def test_without_the_library_the_size_is_what_is_wrong(detente: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.answers import search

    def missing(*_: object, **__: object) -> None:
        raise question("symbolic-missing", "dd is not installed", "", "Install it.")

    monkeypatch.setattr(search, "Symbolic", missing)
    assert detente("analyse", "tariffs.yaml", "--json").codes == ["too-many-states", "symbolic-missing"]
    assert detente("analyse", "dam.yaml", "--engine", "symbolic", "--json").codes == ["symbolic-missing"]


def test_what_cannot_be_listed_is_counted(detente: Any) -> None:
    said = detente("analyse", "tariffs.yaml", "--json")
    assert said.code == 0
    assert said.json["states"] is None
    assert said.json["concepts"]["nash"]["least"] == 64
    jsonschema.validate(said.json, json_schema("analyse"))


def test_show_counts_what_cannot_be_listed(detente: Any) -> None:
    """Five countries with six yes-or-no options each: from each of 2^30 states to any other own choice of 64."""
    said = detente("show", "tariffs.yaml", "--json")
    assert said.code == 0
    assert (said.json["combinations"], said.json["feasible"], said.json["status_quo"]) == (1 << 30, 1 << 30, None)
    assert {actor["moves"] for actor in said.json["actors"]} == {63 << 30}
    assert set(said.json["start"].values()) == {"no"}
    assert [problem["code"] for problem in said.json["too_large"]] == ["too-many-states"]
    jsonschema.validate(said.json, json_schema("show"))
    page = " ".join(detente("show", "tariffs.yaml").out.split())
    assert "1,073,741,824 states. They are too many to be listed. The status quo has no number; its values" in page
    assert detente("show", "ruled.yaml", "--json").codes == ["too-many-states", "symbolic-dependants"]


def test_states_are_named_where_they_have_no_numbers(detente: Any) -> None:
    said = detente("explain", "tariffs.yaml", "North.steel=yes", "--json")
    assert said.code == 0
    assert [stance["stable"] for stance in said.json["stances"]] == [False, False, True, True, True]
    assert detente("explain", "tariffs.yaml", "3", "--json").codes == ["no-numbers"]


def test_refusals_say_both_reasons(detente: Any) -> None:
    said = detente("analyse", "ruled.yaml")
    assert said.code == 2
    assert said.err.index("too-many-states") < said.err.index("symbolic-dependants")


def test_seconds_are_no_less_than_none(detente: Any) -> None:
    assert detente("analyse", "dam.yaml", "--seconds", "-1", "--json").codes == ["wrong-use"]


def test_pages_fit_the_terminal(detente: Any) -> None:
    for command in ("analyse", "explain"):
        said = detente(command, "dam.yaml", "--engine", "symbolic")
        assert max(len(line) for line in said.out.splitlines()) <= 80
