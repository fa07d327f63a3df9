"""Every command that reads a scenario can be asked of the workbench; what pages are drawn of, worked out by hand."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente import api
from detente.cli import _found
from detente.errors import QuestionError
from detente.views.report.printing import browser
from detente.workbench.routes.answers import VERBS
from tests.workbench.conftest import CHICKEN

CASE = "/api/scenarios/chicken.yaml"

ELSEWHERE = {
    "cases": "at /api/cases: it reads the library, not a scenario of the folder",
    "check": "at /api/scenarios/{name}/check, and at /api/check for a text",
    "export": "at /api/scenarios/{name}/states: the same rows by the page, since all of them may be millions",
    "ledger": "it reads a ledger, not a scenario",
    "schema": "it reads no scenario; /api/openapi.json has the forms of all answers",
    "workbench": "it is this",
}
"""Commands that are no verb of the API under a scenario, and why."""


def asked(client: TestClient, part: str, **given: Any) -> Any:
    answer = client.get(f"{CASE}/{part}", params={"wait": 20} | given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_command_that_reads_a_scenario_can_be_asked() -> None:
    assert set(_found()) == (set(VERBS) | set(ELSEWHERE)) - {"coverage", "drivers", "inverse"}
    assert not set(VERBS) & set(ELSEWHERE)


NOT_ASKED = {
    "engine": "answers are the same whichever engine finds them",
    "seconds": "the workbench ends what takes too long",
    "cluster": "no page may send work to another machine",
    "resume": "no page may name a file of this machine",
    "file": "no page may name a file of this machine",
    "force": "no page may name a file of this machine",
    "progress": "a job tells it",
    "scenario": "it is in the address",
}
"""What verbs can be given and pages cannot, and why."""


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_can_be_given_all_that_the_api_takes(verb: str) -> None:
    takes = set(inspect.signature(getattr(api, verb)).parameters) - set(NOT_ASKED)
    assert set(VERBS[verb].model_fields) - {"wait"} == takes


@pytest.mark.parametrize(
    ("verb", "given", "direct"),
    [
        ("settle", {"target": "not crash", "clauses": "set"}, {"target": "not crash", "clauses": "set"}),
        ("settle", {"state": "1", "members": ["Red", "Blue"]}, {"state": "1", "members": ["Red", "Blue"]}),
        ("inverse", {"state": "1", "concepts": ["nash"]}, {"state": "1", "concepts": ["nash"]}),
        ("coalitions", {"state": "4", "worlds": True}, {"state": "4", "worlds": True}),
        ("leverage", {"outcomes": ["crash"]}, {"outcomes": ["crash"]}),
        ("lint", {"only": ["idle-reason"]}, {"only": ["idle-reason"]}),
        ("evolve", {"movers": ["Red=3"]}, {"movers": ["Red=3"]}),
        ("claims", {"thorough": True, "rests": True}, {"thorough": True, "rests": True}),
    ],
)
def test_what_is_asked_reaches_the_verb(
    shared: TestClient, verb: str, given: Mapping[str, Any], direct: Mapping[str, Any]
) -> None:
    found = asked(shared, verb, **given)
    told = json.loads(getattr(api, verb)(api.parse(CHICKEN, "chicken.yaml"), **direct).to_json())
    for one in (found, told):
        del one["provenance"]["seconds"]
    assert found == told


@pytest.mark.parametrize(
    ("part", "given", "code"),
    [
        ("settle", {"target": "crush"}, "unknown-name"),
        ("coalitions", {"state": "9"}, "unknown-state"),
        ("leverage", {"outcomes": "crush"}, "unknown-name"),
        ("lint", {"only": "idle"}, "unknown-check"),
        ("tree", {"moves": "wild"}, "unknown-choice"),
        ("tornado", {"about": "crush"}, "unknown-name"),
        ("map", {"around": "9"}, "unknown-state"),
        ("map", {"by": "Red.rase"}, "unknown-option"),
        ("map", {"moves": "wild"}, "bad-request"),
        ("why", {"state": "9"}, "unknown-state"),
        ("report/doc", {}, "bad-request"),
    ],
)
def test_what_cannot_be_asked_is_refused(shared: TestClient, part: str, given: Mapping[str, Any], code: str) -> None:
    answer = shared.get(f"{CASE}/{part}", params={"wait": 20, **given})
    assert answer.status_code in (409, 422)
    assert answer.json()["problems"][0]["code"] == code


# ------------------------------------------------------------ reports


def test_a_report_is_a_file_to_be_kept(shared: TestClient) -> None:
    answer = shared.get(f"{CASE}/report/html", params={"wait": 20, "rests": False})
    while answer.status_code == 202:
        answer = shared.get(f"{CASE}/report/html", params={"wait": 20, "rests": False})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''chicken-report.html"
    assert answer.text.startswith("<!DOCTYPE html>")
    assert "<title>Chicken" in answer.text
    made = next(one for one in shared.get("/api/jobs").json()["jobs"] if one["verb"] == "report")
    assert shared.get(f"/api/jobs/{made['id']}/answer").content == answer.content


def test_a_report_as_numbers_is_that_of_the_api(shared: TestClient) -> None:
    found = asked(shared, "report", rests=False)
    direct = json.loads(api.report(api.parse(CHICKEN, "chicken.yaml"), rests=False).to_json())
    assert found["fingerprint"] == direct["fingerprint"]


def test_a_report_is_printed_where_a_browser_is_installed(shared: TestClient) -> None:
    try:
        browser()
    except QuestionError:
        assert not shared.get("/api/about").json()["prints"]
        assert shared.get(f"{CASE}/report/pdf", params={"wait": 20}).json()["problems"][0]["code"] == "browser-missing"
        return
    assert shared.get("/api/about").json()["prints"]
    for _ in range(9):
        answer = shared.get(f"{CASE}/report/pdf", params={"wait": 20, "rests": False})
        if answer.status_code != 202:
            break
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


# ------------------------------------------------------------ why, played


def test_a_move_that_nothing_deters_is_one_step(shared: TestClient) -> None:
    """Nash: from neither racing Red would race, and nobody answers."""
    found = asked(shared, "why", state="1", concept="nash")
    red = found["stances"][0]
    assert (found["holds"], red["actor"], red["stable"]) == (False, "Red", False)
    (play,) = red["plays"]
    assert play["fate"] == "unpunished"
    assert [(one["kind"], one["actor"], one["state"]) for one in play["steps"]] == [("move", "Red", 2)]
    assert play["steps"][0]["values"] == {"Red.race": "yes", "Blue.race": "no"}


def test_a_move_that_is_answered_is_played_to_its_end(shared: TestClient) -> None:
    """General metarationality: Red races, then Blue could race too, and the crash is worse for Red than to stay."""
    found = asked(shared, "why", state="1", concept="gmr")
    assert found["holds"]
    (play,) = found["stances"][0]["plays"]
    assert play["fate"] == "punished"
    steps = [(one["kind"], one["actor"], one["state"], one["values"]) for one in play["steps"]]
    assert steps == [
        ("move", "Red", 2, {"Red.race": "yes", "Blue.race": "no"}),
        ("reply", "Blue", 4, {"Red.race": "yes", "Blue.race": "yes"}),
    ]
    assert [(one["option"], one["before"], one["after"]) for one in play["steps"][1]["changes"]] == [
        ("Blue.race", "no", "yes")
    ]
    assert "crash" in "".join(piece["text"] for line in play["becomes"] for piece in line)


# ------------------------------------------------------------ the map and the tree


def test_the_map_has_every_state_and_every_improvement(shared: TestClient) -> None:
    """Nash: each would race alone, and each would turn away from a crash; nothing deters any of it."""
    found = asked(shared, "map", concept="nash")
    assert [(one["state"], one["kind"], one["start"]) for one in found["spots"]] == [
        (1, "passing", True),
        (2, "prospect", False),
        (3, "prospect", False),
        (4, "passing", False),
    ]
    assert {tuple(one) for one in found["arcs"]} == {
        (0, 1, 0, 2, 1),
        (0, 2, 1, 2, 1),
        (3, 2, 0, 2, 1),
        (3, 1, 1, 2, 1),
    }
    assert len({(one["x"], one["y"]) for one in found["spots"]}) == 4
    assert (found["across"], found["down"]) == (["Red.race"], ["Blue.race"])


def test_the_map_tells_how_strong_moves_are(shared: TestClient) -> None:
    """Under gmr racing is deterred by the crash (1); turning away from it is not (2); other moves improve nothing."""
    arcs = {(a, b): strength for a, b, _, strength, _ in asked(shared, "map", concept="gmr", moves="moves")["arcs"]}
    assert arcs == {(0, 1): 1, (0, 2): 1, (3, 2): 2, (3, 1): 2, (1, 0): 0, (1, 3): 0, (2, 0): 0, (2, 3): 0}
    free = asked(shared, "map", concept="gmr", moves="undeterred")["arcs"]
    assert {(a, b) for a, b, _, _, _ in free} == {(3, 2), (3, 1)}


def test_states_are_put_together_by_options(shared: TestClient) -> None:
    found = asked(shared, "map", concept="nash", by="Red.race")
    assert [(one["label"], one["size"], one["holding"], one["kind"]) for one in found["spots"]] == [
        ("Red.race = no", 2, 1, "prospect"),
        ("Red.race = yes", 2, 1, "prospect"),
    ]
    assert {tuple(one) for one in found["arcs"]} == {(0, 1, 0, 2, 1), (1, 0, 0, 2, 1)}


def test_what_is_near_a_state_is_shown_alone(shared: TestClient) -> None:
    found = asked(shared, "map", concept="nash", around="1", steps=3)
    assert [one["state"] for one in found["spots"]] == [1, 2, 3]
    assert (found["states"], found["shown"], found["around"]) == (4, 3, 1)


def test_the_tree_has_the_ways_of_play(shared: TestClient) -> None:
    """Whoever is drawn first races, and the other stays: two ways, one in two each."""
    found = asked(shared, "tree", concept="nash")
    assert [(one["ends"], one["chance"], len(one["steps"])) for one in found["ways"]] == [(2, 0.5, 1), (3, 0.5, 1)]
    places = {one["key"]: one for one in found["places"]}
    assert [(one["state"], one["before"], one["share"], one["rests"]) for one in places.values()] == [
        (1, None, 1.0, False),
        (2, 0, 0.5, True),
        (3, 0, 0.5, True),
    ]
    assert len({(one["x"], one["y"]) for one in places.values()}) == 3
    weighed = asked(shared, "tree", concept="nash", movers="Red=3")
    assert [one["chance"] for one in weighed["ways"]] == [0.75, 0.25]


# ------------------------------------------------------------ signals and drivers

DATED = """\
title: A truce with dates
circumstances:
  mood: {values: [good, bad], now: bad, chance: 0.2 to 0.4}
actors:
  Anna: {options: {shout: {}}, prefers: [{want: shout, exactly when: mood = bad}]}
signals:
  - {name: smile, about: mood, seen if: {good: 0.9, bad: 0.3}, on: 2025-04-15, by: [Ben]}
  - {name: frown, about: mood, seen if: {good: 0.2, bad: 0.8}, on: 2025-02-01, seen: no}
  - {name: letter, about: mood, seen if: {good: 0.5, bad: 0.5}}
  - {name: oath, about: mood, seen if: {good: 1, bad: 0}, on: 2025-02-01}
"""


def test_signals_come_by_day_with_their_weight(folder: Any, own: TestClient) -> None:
    """What was looked for and not seen speaks the other way: 0.8 to 0.2 for good."""
    (folder / "dated.yaml").write_text(DATED, encoding="utf-8")
    found = own.get("/api/scenarios/dated.yaml/signals", params={"wait": 20}).json()
    assert found["days"] == ["2025-02-01", "2025-04-15"]
    assert [(one["name"], one["speaks_for"], one["strength"]) for one in found["signals"]] == [
        ("letter", [], "says nothing"),
        ("frown", ["good"], "a hint"),
        ("oath", ["good"], "decides it"),
        ("smile", ["good"], "a hint"),
    ]
    assert [one["ratio"] for one in found["signals"]] == [1.0, 4.0, None, pytest.approx(3.0)]
    assert [one["by"] for one in found["signals"]] == [[], [], [], ["Ben"]]


def test_a_signal_may_speak_for_several_values_alike(folder: Any, own: TestClient) -> None:
    text = (
        DATED.split("signals:", 1)[0]
        .replace("[good, bad]", "[good, bad, worse]")
        .replace("chance: 0.2 to 0.4", "chances: {good: 0.2, bad: 0.3, worse: 0.5}")
    )
    signal = "signals:\n  - {name: smile, about: mood, seen if: {good: 0.5, bad: 0.5, worse: 0.1}}\n"
    (folder / "dated.yaml").write_text(text + signal, encoding="utf-8")
    (found,) = own.get("/api/scenarios/dated.yaml/signals", params={"wait": 20}).json()["signals"]
    assert (found["speaks_for"], found["ratio"]) == (["good", "bad"], pytest.approx(5.0))


def test_a_tornado_has_the_ends_of_every_circumstance(folder: Any, own: TestClient) -> None:
    """She shouts where her mood is bad: 0 if good, 1 if bad, 0.2 to 0.4 over its band, 0.3 at its middle."""
    text = DATED.split("signals:", 1)[0]
    (folder / "dated.yaml").write_text(text, encoding="utf-8")
    found = own.get("/api/scenarios/dated.yaml/tornado", params={"about": "Anna.shout", "wait": 20}).json()
    (blade,) = found["blades"]
    assert blade["ends"] == [{"value": "good", "chance": 0.0}, {"value": "bad", "chance": 1.0}]
    assert (blade["low"], blade["high"], found["chance"]["middle"]) == (
        pytest.approx(0.2),
        pytest.approx(0.4),
        pytest.approx(0.3),
    )
    assert (found["about"], blade["error"]) == ("Anna.shout", None)
    given: dict[str, str | int] = {"about": "Anna.shout", "samples": 4096, "wait": 20}
    (drawn,) = own.get("/api/scenarios/dated.yaml/tornado", params=given).json()["blades"]
    assert 0 < drawn["error"] < 0.01


def test_a_claim_is_asked_about_and_offered(folder: Any, own: TestClient) -> None:
    """She is quiet where her mood is good, 0.7 before the smile; if she smiles it is 0.63 / (0.63 + 0.09) = 0.875."""
    claims = (
        "claims:\n  - {name: quiet, says: she keeps quiet, test: no prospect has Anna.shout}\n"
        "  - {name: odds, says: she may, test: the chance of Anna.shout is at least 0.1}\n"
    )
    smile = DATED.split("signals:\n", 1)[1].splitlines()[0]
    text = f"{DATED.split('signals:', 1)[0]}signals:\n{smile}\n{claims}"
    (folder / "dated.yaml").write_text(text, encoding="utf-8")
    written = own.get("/api/scenarios/dated.yaml/written", params={"wait": 20}).json()
    assert [(one["name"], one["says"], one["weighed"]) for one in written["claims"]] == [
        ("quiet", "she keeps quiet", True),
        ("odds", "she may", False),
    ]
    given: dict[str, str | int] = {"about": "claim quiet", "as_of": "2025-04-01", "wait": 20}
    drawn = own.get("/api/scenarios/dated.yaml/tornado", params=given).json()
    assert "".join(one["text"] for one in drawn["name"]) == "that the claim quiet holds"
    assert drawn["chance"]["middle"] == pytest.approx(0.7)
    found = own.get("/api/scenarios/dated.yaml/drivers", params=given).json()
    (signal,) = found["informing"]
    assert found["claim"]["name"] == "quiet"
    assert signal["given"] == pytest.approx([0.875, 0.07 / 0.28])
    bad = own.get("/api/scenarios/dated.yaml/drivers", params=given | {"about": "odds"}).json()
    assert bad["problems"][0]["code"] == "claim-without-chance"


def test_settled_things_are_switched(shared: TestClient) -> None:
    """Red believes in wind, which moves nobody here; what is switched comes back with what it is as written."""
    found = shared.post(f"{CASE}/what-if", json={"without": [1], "wait": 20.0}).json()
    assert [(one["who"], one["thinks"], one["counts"]) for one in found["beliefs"]] == [("Red", {"wind": "yes"}, False)]
    windy = shared.post(f"{CASE}/what-if", json={"variant": "windy", "settings": {"wind": "no"}, "wait": 20.0}).json()
    assert [(one["circumstance"], one["written"], one["asked"]) for one in windy["settled"]] == [("wind", "yes", "no")]
    assert windy["doubts"] == []
    bad = shared.post(f"{CASE}/what-if", json={"settings": {"wind": "no"}, "wait": 20.0})
    assert bad.json()["problems"][0]["code"] == "unknown-circumstance"  # it is in doubt, and has a slider
    assert shared.post(f"{CASE}/what-if", json={"without": [1.0], "wait": 20.0}).json() == found  # as JSON has it
    for odd in ("1", True, 1.5):
        bad = shared.post(f"{CASE}/what-if", json={"without": [odd]})
        assert bad.json()["problems"][0]["code"] == "bad-request"
    bad = shared.post(f"{CASE}/what-if", json={"without": [2], "wait": 20.0})
    assert bad.json()["problems"][0]["code"] == "unknown-belief"
