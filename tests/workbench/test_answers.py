"""The endpoints of questions: they say what the API says, and refuse in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from detente import api
from detente.views import objects
from detente.workbench.routes.answers import DRAWN, VERBS
from detente.workbench.routes.described import ENVELOPES
from tests.workbench.conftest import CHICKEN

CASE = "/api/scenarios/chicken.yaml"


def code(answer: Any) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status_code
    assert found["type"] == f"urn:detente:problem:{found['problems'][0]['code']}"
    return str(found["problems"][0]["code"])


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_answers_with_the_object_of_the_command(shared: TestClient, verb: str) -> None:
    answer = shared.get(f"{CASE}/{verb}", params={"wait": 20})
    assert answer.status_code == 200, answer.text
    schema = objects.json_schema(ENVELOPES.get(verb, verb))
    Draft202012Validator(schema).validate(answer.json())


@pytest.mark.parametrize("verb", ["show", "analyse", "forecast", "claims"])
def test_every_verb_answers_with_a_page_of_words(shared: TestClient, verb: str) -> None:
    answer = shared.get(f"{CASE}/{verb}/page", params={"wait": 20})
    assert answer.status_code == 200, answer.text
    assert answer.json()["blocks"][0] == {"kind": "title", "text": "Chicken", "beside": ""}


def test_an_answer_is_that_of_the_api(shared: TestClient) -> None:
    """Only where it comes from differs: how long it took."""
    found = shared.get(f"{CASE}/analyse", params={"concept": "nash", "variant": "windy"}).json()
    direct = json.loads(api.analyse(api.parse(CHICKEN, "chicken.yaml"), "windy", "nash").to_json())
    for one in (found, direct):
        del one["provenance"]["seconds"]
    assert found == direct
    assert found["concepts"]["nash"]["equilibria"] == [2, 3]


@pytest.mark.parametrize("state", ["1", "2", "start", "Red.race=yes"])
def test_reasons_are_those_of_the_api(shared: TestClient, state: str) -> None:
    """They come of what is kept from one question to the next."""
    for concept in ("nash", "seq", "nash"):
        found = shared.get(f"{CASE}/explain", params={"state": state, "concept": concept, "actor": "Red"}).json()
        direct = json.loads(api.explain(api.parse(CHICKEN, "chicken.yaml"), state, "Red", None, concept).to_json())
        assert 0 <= found["provenance"].pop("seconds") < 20
        del direct["provenance"]["seconds"]
        assert found == direct


def test_what_is_empty_is_not_asked(shared: TestClient) -> None:
    found = shared.get(f"{CASE}/show", params={"variant": ""})
    assert (found.status_code, found.json()["variant"]) == (200, None)
    assert shared.get(f"{CASE}/show/page", params={"variant": ""}).status_code == 200


def test_what_is_written_can_be_read(shared: TestClient) -> None:
    found = shared.get(f"{CASE}/written").json()
    assert [one["id"] for one in found["actors"]] == ["Red", "Blue"]
    red = found["actors"][0]
    assert [(one["verb"], one["text"]) for one in red["statements"]] == [
        ("avoid", "crash"),
        ("want", "race"),
        ("avoid", "Blue.race"),
    ]
    assert red["options"][0]["values"] == ["no", "yes"]
    assert found["circumstances"][0]["chances"]["no"] == [{"when": "", "low": 0.25, "high": 0.25, "word": None}]


def test_states_come_by_the_page_sorted_and_filtered(shared: TestClient) -> None:
    """Chicken by hand: 1 neither races, 2 Red alone, 3 Blue alone, 4 both; 2 and 3 are the equilibria of Nash."""

    def rows(**asked: Any) -> list[int]:
        answer = shared.get(f"{CASE}/states", params={"concept": "nash"} | asked)
        assert answer.status_code == 200, answer.text
        return [row["id"] for row in answer.json()["rows"]]

    assert rows() == [1, 2, 3, 4]
    assert rows(order="down") == [4, 3, 2, 1]
    assert rows(where="Red.race") == [2, 4]
    assert rows(where="crash or not (Red.race or Blue.race)") == [1, 4]
    assert rows(where="wind") == []
    assert rows(where="wind", variant="windy") == [1, 2, 3, 4]
    assert rows(held="nash") == [2, 3]
    assert rows(held="nash", by="Red") == [2, 3]
    assert rows(by="Blue") == [2, 3]
    # Red: a crash is worst; then racing is better; then Blue not racing: 2 > 1 > 3 > 4.
    assert rows(sort="rank:Red", order="down") == [2, 1, 3, 4]
    assert rows(sort="rank:Red") == [4, 3, 1, 2]
    assert rows(sort="Red.race") == [1, 3, 2, 4]
    assert rows(sort="stays", order="down") == [2, 3, 1, 4]
    assert rows(offset=1, limit=2) == [2, 3]
    assert rows(offset=9) == []
    assert rows(prospects=True) == [2, 3]
    page = shared.get(f"{CASE}/states", params={"where": "Red.race", "limit": 1, "concept": "nash"}).json()
    assert (page["total"], page["feasible"], page["prospects"]) == (2, 4, 2)
    row = page["rows"][0]
    assert (row["id"], row["values"], row["stays"], row["prospect"]) == (2, ["yes", "no"], ["Red", "Blue"], True)
    assert "nash" in row["holds"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"where": "Red.rase"}, "unknown-option"),
        ({"where": "Red.race and"}, "formula-syntax"),
        ({"where": "x" * 2001}, "bad-request"),
        ({"held": "nosh"}, "unknown-concept"),
        ({"by": "Green"}, "unknown-actor"),
        ({"sort": "rank:Green"}, "unknown-actor"),
        ({"sort": "colour"}, "unknown-option"),
        ({"limit": 501}, "bad-request"),
        ({"offset": -1}, "bad-request"),
        ({"order": "sideways"}, "bad-request"),
        ({"other": "1"}, "bad-request"),
        ({"variant": "calm"}, "unknown-variant"),
    ],
)
def test_rows_that_cannot_be_had_are_refused(shared: TestClient, asked: dict[str, Any], told: str) -> None:
    answer = shared.get(f"{CASE}/states", params=asked)
    assert answer.status_code == (422 if told == "bad-request" else 409)
    assert code(answer) == told


def test_the_graph_shows_who_would_leave_for_where(shared: TestClient) -> None:
    """From neither racing, each would race alone (Nash: nobody deters); from Red alone nobody moves."""
    found = shared.get(f"{CASE}/graph", params={"concept": "nash", "state": "1"}).json()
    assert {(one["actor"], one["origin"], one["to"], one["kind"]) for one in found["arcs"]} == {
        ("Red", "1", "2", "free"),
        ("Blue", "1", "3", "free"),
    }
    assert {(one["key"], one["state"], one["start"]) for one in found["nodes"]} == {
        ("1", 1, True),
        ("2", 2, False),
        ("3", 3, False),
    }
    assert len({(one["x"], one["y"]) for one in found["nodes"]}) == 3
    assert not found["equilibrium"]
    held = shared.get(f"{CASE}/graph", params={"concept": "nash", "state": "2"}).json()
    assert held["equilibrium"]
    assert held["arcs"] == []


def test_what_if_weighs_anew(shared: TestClient) -> None:
    answer = shared.post(f"{CASE}/what-if", json={"chances": {"wind": {"no": 1, "yes": 0}}})
    assert answer.status_code == 200
    (doubt,) = answer.json()["doubts"]
    assert doubt["asked"] == {"no": 1.0, "yes": 0.0}
    assert doubt["written"] == {"no": 0.25, "yes": 0.75}
    refused = shared.post(f"{CASE}/what-if", json={"chances": {"wind": {"no": 2}}})
    assert code(refused) == "bad-chances"
    assert code(shared.post(f"{CASE}/what-if", json={"chances": {"rain": {}}})) == "unknown-circumstance"
    assert code(shared.post(f"{CASE}/what-if", json={"chances": 1})) == "bad-request"


def test_a_text_that_is_in_no_file_is_checked(shared: TestClient) -> None:
    found = shared.post(
        "/api/check", json={"name": "new.yaml", "text": CHICKEN.replace("avoid: crash", "avoid: crush")}
    )
    assert found.status_code == 200
    assert not found.json()["ok"]
    assert {(one["code"], one["line"]) for one in found.json()["problems"]} == {
        ("unknown-name", 7),
        ("unknown-name", 8),
    }
    assert shared.post("/api/check", json={"name": "new.yaml", "text": CHICKEN}).json()["ok"]


def test_a_scenario_that_does_not_parse_is_told_with_its_lines(shared: TestClient) -> None:
    text = shared.get("/api/scenarios/broken.yaml")
    assert text.status_code == 200
    answer = shared.get("/api/scenarios/broken.yaml/analyse")
    assert answer.status_code == 409
    assert [(one["code"], one["line"]) for one in answer.json()["problems"]] == [("unknown-name", 3)]
    checked = shared.get("/api/scenarios/broken.yaml/check")
    assert checked.status_code == 200
    assert [one["line"] for one in checked.json()["problems"]] == [3]


def test_two_to_the_thirty_states_are_refused_or_counted(shared: TestClient) -> None:
    large = "/api/scenarios/large.yaml"
    refused = shared.get(f"{large}/states", params={"wait": 20})
    assert code(refused) == "too-many-states"
    assert "33,554,432" in refused.text
    told = shared.get(f"{large}/show", params={"wait": 20})
    assert told.status_code == 200
    assert told.json()["combinations"] == 2**30


def test_markup_in_a_text_is_only_text(shared: TestClient) -> None:
    """Nothing is ever made into HTML by the server; what a text says comes back as JSON."""
    text = CHICKEN.replace("title: Chicken", "title: <script>alert(1)</script>")
    found = shared.post("/api/check", json={"name": "<script>.yaml", "text": text})
    assert found.headers["content-type"] == "application/json"
    assert found.json()["scenario"] == "<script>alert(1)</script>"
    assert found.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["analyse", "states", "written", "graph", "check", "claims/page"])
def test_a_scenario_that_is_not_there_is_not_asked(shared: TestClient, path: str) -> None:
    answer = shared.get(f"/api/scenarios/nobody.yaml/{path}")
    assert answer.status_code == 404
    assert code(answer) == "no-such-scenario"


def test_the_description_names_every_endpoint_and_its_answer(shared: TestClient) -> None:
    found = shared.get("/api/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    for verb in (*VERBS, *DRAWN):
        told = found["paths"][f"/api/scenarios/{{name}}/{verb}"]["get"]["responses"]
        assert told["200"]["content"]["application/json"]["schema"], verb
        assert {"202", "404", "422"} <= told.keys()
    for path, methods in found["paths"].items():
        for method, told in methods.items():
            assert "application/problem+json" in told["responses"]["422"]["content"], (method, path)
