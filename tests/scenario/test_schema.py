"""The JSON Schema for editors: it says what the reader says, as far as shape goes."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from detente.scenario import schema
from detente.scenario.schema import json_schema
from detente.scenario.shape import fit
from tests.scenario.sample import FLAGSHIP, GRAPH, OPTIONS, changed

CASES = sorted(FLAGSHIP.parents[2].glob("*/*/scenario.yaml"))


def as_an_editor_sees_it(text: str) -> Any:
    """Return the data with numbers and truth values, as editors parse YAML; dates are text in JSON."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema.Draft202012Validator.check_schema(json_schema(("nash", "gmr", "smr", "seq", "sseq", "firm")))
    return jsonschema.Draft202012Validator(json_schema(("nash", "gmr", "smr", "seq", "sseq", "firm")))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_library_fits(path: Any, validator: Any) -> None:
    assert list(validator.iter_errors(as_an_editor_sees_it(path.read_text()))) == []


@pytest.mark.parametrize("text", [OPTIONS, GRAPH])
def test_the_samples_fit(text: str, validator: Any) -> None:
    assert list(validator.iter_errors(as_an_editor_sees_it(text))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Two neighbours and a well\n", ""),
        ("title: Two neighbours and a well", "title: [a]"),
        ("as_of:", "as_off:"),
        ("now: yes, means", "means"),
        ("fence: {}", "fence: {zzz: a}"),
        ("fence: {}", "fence: []"),
        ("concept: seq", "concept: sec"),
        ("grade: read", "grade: red"),
        ("weight: 2.5", "weight: [2.5]"),
        ("chance: likely", "chance: [likely]"),
        ("seen: no", "seen: maybe"),
        ("cite: diary:9", "cite: {diary: 9}"),
    ],
)
def test_misfits_do_not_fit(old: str, new: str, validator: Any) -> None:
    assert not validator.is_valid(as_an_editor_sees_it(changed(OPTIONS, old, new)))


def objects(node: Any) -> list[dict[str, Any]]:
    """Return all parts of the schema that describe objects with properties."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    here = [node] if isinstance(node, dict) and isinstance(node.get("properties"), dict) else []
    return here + [found for part in inside for found in objects(part)]


def test_it_helps_and_is_strict() -> None:
    made = json_schema()
    assert made["$schema"].endswith("draft/2020-12/schema")
    assert made["title"] == "Détente scenario"
    parts = objects(made)
    assert len(parts) == 16
    for part in parts:
        assert part["additionalProperties"] is False
        assert part["description"]
        for name, field in part["properties"].items():
            assert field["description"].endswith((".", ")", "`")), name
            assert field.get("title") or "$ref" in field, name
    assert "null" not in json.dumps(made)
    assert {"exactly when", "if", "drops", "weight"} <= set(made["$defs"]["Statement"]["properties"])
    assert "lapses when" in made["$defs"]["Option"]["properties"]
    assert "in" in made["$defs"]["Claim"]["properties"]
    assert made["required"] == ["title", "actors"]


def test_every_key_of_the_language_is_there() -> None:
    assert [field.alias or name for name, field in schema.File.model_fields.items()] == [
        "title",
        "story",
        "as_of",
        "start",
        "sources",
        "analysis",
        "words",
        "circumstances",
        "situations",
        "states",
        "actors",
        "never",
        "beliefs",
        "signals",
        "outcomes",
        "variants",
        "claims",
        "accept",
        "not modelled",
    ]
    assert fit.__doc__


def test_concepts_are_listed_where_they_are_known() -> None:
    parts = json_schema(("nash", "firm"))["$defs"]
    assert parts["Analysis"]["properties"]["concept"]["enum"] == ["nash", "firm"]
    assert parts["Claim"]["properties"]["under"]["enum"] == ["nash", "firm"]
    assert "enum" not in json_schema()["$defs"]["Analysis"]["properties"]["concept"]
