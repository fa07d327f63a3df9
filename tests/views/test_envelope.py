"""What `--json` prints: valid against its own schema, and true of conflicts worked out by hand (see `small`)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from detente import api
from detente.errors import Place, Problem
from detente.views.objects import commands, json_schema
from detente.views.objects.error import failure
from tests.views.small import CHICKEN, DAM, DOOR, PENNIES, scenario

BELIEVED = (
    DAM
    + """
circumstances: {weather: {values: [dry, wet], now: dry, chance: likely, assumed: an example}}
beliefs: [{who: Lower, thinks: weather = wet, assumed: an example}]
claims: [{name: calm, says: nobody strikes, test: no prospect has Lower.strike, assumed: an example}]
"""
)

ANSWERS: list[tuple[str, Callable[[], Any]]] = [
    ("analyse", lambda: api.analyse(scenario(DAM))),
    ("analyse", lambda: api.analyse(scenario(DAM), concept="nash")),
    ("analyse", lambda: api.analyse(scenario(PENNIES))),
    ("analyse", lambda: api.analyse(scenario(CHICKEN))),
    ("analyse", lambda: api.analyse(scenario(CHICKEN), "from_crash")),
    ("analyse", lambda: api.analyse("us-russia-2024")),
    ("explain", lambda: api.explain(scenario(DAM), 1)),
    ("explain", lambda: api.explain(scenario(CHICKEN), 1)),
    ("explain", lambda: api.explain("us-russia-2024", variant="offer_sticky_truce")),
    ("compare", lambda: api.compare(scenario(DAM))),
    ("compare", lambda: api.compare(scenario(PENNIES))),
    ("compare", lambda: api.compare(scenario(CHICKEN))),
    ("show", lambda: api.show(scenario(BELIEVED))),
    ("show", lambda: api.show(scenario(CHICKEN))),
    ("show", lambda: api.show("us-russia-2024")),
    ("check", lambda: api.check(scenario(DAM))),
    ("claims", lambda: api.claims(scenario(BELIEVED), why="calm")),
    ("claims", lambda: api.claims("us-russia-2024", why=("distrust_blocks_sticky", "no_joint_bargain", "flexible"))),
    ("lint", lambda: api.lint(scenario(BELIEVED))),
    ("cases", api.cases),
    ("cases", lambda: api.case("us-russia-2024")),
    ("export", lambda: api.export(scenario(DAM), form="json")),
]


def packed(answer: Any) -> Any:
    return json.loads(answer.to_json())


@pytest.mark.parametrize(("command", "answer"), ANSWERS)
def test_every_answer_fits_its_schema(command: str, answer: Callable[[], Any]) -> None:
    found = answer()
    said = json.loads(found.text) if command == "export" else packed(found)
    jsonschema.Draft202012Validator(json_schema(command)).validate(said)
    assert said["command"] == command


@pytest.mark.parametrize("command", commands())
def test_schemas_are_schemas_and_refuse_what_they_do_not_know(command: str) -> None:
    schema = json_schema(command)
    jsonschema.Draft202012Validator.check_schema(schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"command": command, "surprise": 1}, schema)


def test_analysis_says_what_the_design_promises() -> None:
    said = packed(api.analyse(scenario(DAM), concept="nash"))
    assert said["scenario"] == "The dam"
    assert said["variant"] is None
    assert said["world"] == {}
    assert said["actors"] == ["Upper", "Lower"]
    assert said["options"] == [
        {"id": "Upper.shut", "actor": "Upper", "values": ["no", "yes"]},
        {"id": "Lower.strike", "actor": "Lower", "values": ["no", "yes"]},
    ]
    assert said["states"] == [
        {"id": 1, "values": {"Upper.shut": "no", "Lower.strike": "no"}},
        {"id": 2, "values": {"Upper.shut": "yes", "Lower.strike": "no"}},
        {"id": 3, "values": {"Upper.shut": "no", "Lower.strike": "yes"}},
        {"id": 4, "values": {"Upper.shut": "yes", "Lower.strike": "yes"}},
    ]
    assert said["status_quo"] == 1
    assert list(said["concepts"]) == ["nash", "gmr", "smr", "seq", "sseq", "firm"]
    assert said["concepts"]["nash"] == {"stable": {"Upper": [2, 4], "Lower": [1, 3, 4]}, "equilibria": [4]}
    assert said["prospects"] == [4]
    assert said["cycles"] == []
    path = said["paths"][0]
    assert (path["state"], [(move["actor"], move["origin"], move["to"]) for move in path["moves"]]) == (
        4,
        [("Upper", 1, 2), ("Lower", 2, 4)],
    )
    assert path["moves"][1]["changes"] == [
        {"option": "Lower.strike", "before": "no", "after": "yes", "fell_away": False}
    ]
    assert path["moves"][1]["reason"] == {
        "actor": "Lower",
        "statement": "river_flows",
        "verb": "avoid",
        "text": "Upper.shut and not strike",
        "holds": True,
        "because": "its fields depend on the river",
        "cite": ["atlas:5"],
        "assumed": None,
    }
    given = said["provenance"]
    assert (given["file"], given["concept"], given["beliefs"], given["seed"]) == ("small.yaml", "nash", True, None)
    assert given["sha256"] == scenario(DAM).origin.sha256
    assert given["reach"] in ("closure", "legal")


def test_unknown_status_quo_is_null() -> None:
    said = packed(api.analyse(scenario(CHICKEN)))
    assert (said["status_quo"], said["prospects"], said["paths"]) == (None, None, [])
    assert said["options"] == [{"id": "state", "actor": None, "values": ["1", "2", "3", "4"]}]


def test_cycles_tell_states_and_a_way_round() -> None:
    said = packed(api.analyse(scenario(PENNIES)))
    assert said["prospects"] == []
    assert said["cycles"][0]["states"] == [1, 2, 3, 4]
    assert said["cycles"][0]["path"] == []
    assert [(move["origin"], move["to"]) for move in said["cycles"][0]["round"]] == [(1, 3), (3, 4), (4, 2), (2, 1)]


def test_what_falls_away_is_marked() -> None:
    said = packed(api.analyse(scenario(DOOR)))
    assert said["leaving"][0]["changes"] == [
        {"option": "Host.open", "before": "yes", "after": "no", "fell_away": False},
        {"option": "Guest.inside", "before": "yes", "after": "no", "fell_away": True},
    ]


def test_explanation_tells_the_certificate() -> None:
    said = packed(api.explain(scenario(DAM), 1, "Upper"))
    assert said["equilibrium"] is True
    stance = said["stances"][0]
    assert (stance["actor"], stance["stable"], stance["elsewhere"]["nash"]) == ("Upper", True, False)
    considered = stance["considered"][0]
    assert considered["fate"] == "punished"
    assert [(move["actor"], move["to"]) for move in considered["replies"]] == [("Lower", 4)]
    assert considered["loss"]["statement"] == "dam_stands"
    assert considered["loss"]["holds"] is False


def test_state_far_from_the_start_is_told_by_its_differences() -> None:
    said = packed(api.explain(scenario(DAM), 4))
    assert [(one["option"], one["after"], one["fell_away"]) for one in said["from_status_quo"]] == [
        ("Upper.shut", "yes", False),
        ("Lower.strike", "yes", False),
    ]


def test_comparison_tells_outcomes() -> None:
    said = packed(api.compare(scenario(DAM), ["no_threat"]))
    assert [one["variant"] for one in said["variants"]] == [None, "no_threat"]
    assert said["differing"] == ["Upper.shut"]
    assert said["variants"][1]["outcome"] == {"Upper.shut": ["yes"], "Lower.strike": ["no"]}
    assert said["variants"][1]["changed"] == {"Lower.strike (locked)": "no"}
    assert said["variants"][1]["equilibria"] == [2]


def test_failure_tells_every_problem() -> None:
    problem = Problem("code", "given", "expected", "remedy", Place("a.yaml", 1, 2))
    said = json.loads(failure([problem, Problem("b", "g", "", "")]).model_dump_json())
    jsonschema.validate(said, json_schema("error"))
    assert said["error"]["problems"][0] == {
        "code": "code",
        "severity": "error",
        "given": "given",
        "expected": "expected",
        "remedy": "remedy",
        "file": "a.yaml",
        "line": 1,
        "column": 2,
    }
    assert said["error"]["problems"][1]["file"] is None


def test_copy_and_export_say_where_they_wrote(tmp_path: Path) -> None:
    copied = packed(api.copy_case("chicken", tmp_path))
    jsonschema.validate(copied, json_schema("cases"))
    assert copied["file"] == str(tmp_path / "chicken.yaml")
    written = packed(api.export(scenario(DAM), tmp_path / "dam.csv"))
    jsonschema.validate(written, json_schema("export"))
    assert (written["file"], written["format"], written["states"]) == (str(tmp_path / "dam.csv"), "csv", 4)
