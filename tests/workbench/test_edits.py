"""The endpoints of edits: texts that need not be saved, scenarios that are saved with them, and what flips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente import api
from detente.scenario.edits import kinds
from detente.workbench.opening import opened
from tests.workbench.conftest import BROKEN, CHICKEN, LARGE, new_workbench
from tests.workbench.test_answers import code

CASE = "/api/scenarios/chicken.yaml"
MOVE = {"edit": "statement.move", "actor": "Red", "place": 2, "to": 1}
MOVED = CHICKEN.replace(
    "Red: {options: {race: {}}, prefers: [avoid: crash, want: race,",
    "Red: {options: {race: {}}, prefers: [want: race, avoid: crash,",
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a workbench that tests of edits ask, none of which saves anything."""
    root = tmp_path_factory.mktemp("edits")
    (root / "chicken.yaml").write_text(CHICKEN, encoding="utf-8")
    (root / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (root / "large.yaml").write_text(LARGE, encoding="utf-8")
    with new_workbench(root) as client:
        yield client


def edited(client: TestClient, text: str, *edits: dict[str, Any]) -> Any:
    return waited(
        client, client.post("/api/edit", json={"name": "chicken.yaml", "text": text, "edits": edits, "wait": 20})
    )


def waited(client: TestClient, answer: Any) -> Any:
    """Return an answer, or wait for its job."""
    while answer.status_code == 202 and (job := answer.json())["state"] in ("waiting", "running"):
        answer = client.get(f"/api/jobs/{job['id']}")
        if answer.json()["state"] not in ("waiting", "running"):
            return client.get(f"/api/jobs/{job['id']}/answer")
        answer.status_code = 202
    return answer


def save(client: TestClient, *edits: dict[str, Any], seen: str | None = None) -> Any:
    headers = {"if-match": seen or client.get(CASE).headers["etag"]}
    return client.post(f"{CASE}/edits", json={"edits": edits}, headers=headers)


# ------------------------------------------------------------ texts that need not be saved


def test_a_text_comes_back_edited_with_its_forms(bench: TestClient) -> None:
    found = edited(bench, CHICKEN, MOVE).json()
    assert found["text"] == MOVED
    assert found["problems"] == []
    red = found["forms"]["actors"][0]
    assert [(one["place"], one["verb"], one["text"]) for one in red["statements"]] == [
        (1, "want", "race"),
        (2, "avoid", "crash"),
        (3, "avoid", "Blue.race"),
    ]
    assert red["options"][0]["values"] == ["no", "yes"]
    wind = found["forms"]["circumstances"][0]
    assert wind["chance"] == {"kind": "number", "text": "0.25", "low": 0.25, "high": 0.25, "cases": []}
    assert {"word": "likely", "low": 0.55, "high": 0.8} in found["forms"]["words"]
    assert bench.get(CASE).json()["text"] == CHICKEN


def test_without_edits_it_is_told_how_a_text_reads(bench: TestClient) -> None:
    found = edited(bench, BROKEN).json()
    assert found["text"] == BROKEN
    assert found["problems"][0]["line"] == 3
    assert found["forms"]["actors"][0]["statements"][0]["text"] == "shuot"


def test_forms_say_on_which_lines_things_stand(bench: TestClient) -> None:
    text = (
        "title: T\nactors:\n  Ann:\n    options:\n      go:\n"
        "        means: >\n          to\n          leave\n        cite: 3\n"
    )
    option = edited(bench, text).json()["forms"]["actors"][0]["options"][0]
    assert (option["line"], option["last"], option["lines"]) == (5, 9, {"means": 6, "cite": 9})


RANKED = """\
title: T
story: Of two.
analysis: {concept: nash}
words: {hardly: [0, 0.1]}
circumstances:
  rain:
    now: no
    chance:
      # where it is cold
      cold: hardly
      otherwise: 0.2 to 0.4
  cold:
    now: no
    chances: {no: 0.7, yes: perhaps}
actors:
  Ann: {options: {a: {irreversible: yes}}, ranking: [2, [1, 3], 4]}
  Bob: {options: {b: {lapses when: Ann.a changes, irreversible: [yes]}}, prefers: [want: b]}
beliefs:
  - {who: Bob, thinks: {cold: yes}}
  - {who: Ann, thinks: "cold", chance: hardly}
outcomes: [Ann.a, {name: both, when: Ann.a and Bob.b}]
variants:
  frost: {set: {cold: yes}, start: {Ann.a: yes}, lock: {Bob.b: no}}
claims:
  - {name: c, says: s, test: some equilibrium has Ann.a, in: frost, under: nash}
"""


def test_forms_have_every_part(bench: TestClient) -> None:
    found = edited(bench, RANKED.replace("perhaps", "0.3")).json()
    assert found["problems"] == []
    forms = found["forms"]
    assert (forms["about"]["story"], forms["about"]["concept"], forms["about"]["start"]) == ("Of two.", "nash", None)
    assert forms["about"]["lines"] == {"story": 2, "concept": 3}
    assert [(one["word"], one["low"], one["high"]) for one in forms["own_words"]] == [("hardly", "0", "0.1")]
    ann, bob = forms["actors"]
    assert [(one["place"], one["states"]) for one in ann["levels"]] == [(1, ["2"]), (2, ["1", "3"]), (3, ["4"])]
    assert (ann["how"], bob["how"], bob["levels"]) == ("ranking", "prefers", [])
    assert (ann["options"][0]["irreversible"], bob["options"][0]["irreversible"]) == (["yes"], ["yes"])
    assert bob["options"][0]["lapses_when"] == "Ann.a changes"
    free = edited(bench, RANKED.replace("irreversible: yes", "irreversible: no")).json()["forms"]["actors"][0]
    assert free["options"][0]["irreversible"] == []  # no value is held
    assert [one["thinks"] for one in forms["beliefs"]] == [{"cold": "yes"}, "cold"]
    assert [(one["name"], one["when"]) for one in forms["outcomes"]] == [(None, "Ann.a"), ("both", "Ann.a and Bob.b")]
    (frost,) = forms["variants"]
    assert (frost["set"], frost["start"], frost["lock"]) == ({"cold": "yes"}, {"Ann.a": "yes"}, {"Bob.b": "no"})
    (claim,) = forms["claims"]
    assert (claim["variant"], claim["under"], claim["hedge"]) == ("frost", "nash", None)


def test_forms_tell_what_ranked_states_are_as_the_engine_numbers_them(bench: TestClient) -> None:
    text = RANKED.replace("perhaps", "0.3")
    states = [dict(one.values) for one in api.analyse(api.parse(text)).states]
    assert edited(bench, text).json()["forms"]["numbered"] == states
    assert edited(bench, RANKED).json()["forms"]["numbered"] == []  # it has an error
    assert edited(bench, CHICKEN).json()["forms"]["numbered"] == []  # nobody ranks


def test_forms_have_the_lines_of_a_table_of_chances(bench: TestClient) -> None:
    forms = edited(bench, RANKED).json()["forms"]
    rain, cold = forms["circumstances"]
    assert (rain["chance"]["kind"], rain["chance"]["low"]) == ("table", None)
    lines = [(one["place"], one["when"], one["line"], one["last"], one["chance"]) for one in rain["chance"]["cases"]]
    assert lines == [
        (1, "cold", 10, 10, {"kind": "word", "text": "hardly", "low": 0.0, "high": 0.1}),
        (2, "otherwise", 11, 11, {"kind": "range", "text": "0.2 to 0.4", "low": 0.2, "high": 0.4}),
    ]
    assert (cold["chance"], cold["chances"]["no"]["low"], cold["chances"]["yes"]["kind"]) == (None, 0.7, "other")


@pytest.mark.parametrize("states", ["{on: it is on, off: it is off}", "['on', 'off']"])
def test_forms_have_states_and_moves_of_graph_form(bench: TestClient, states: str) -> None:
    text = f"title: T\nstates: {states}\nstart: on\nactors:\n  Ann: {{moves: [[on, off]], ranking: [off, on]}}\n"
    found = edited(bench, text).json()
    assert found["problems"] == []
    forms = found["forms"]
    means = ["it is on", "it is off"] if states.startswith("{") else [None, None]
    assert [(one["state"], one["means"]) for one in forms["states"]] == [("on", means[0]), ("off", means[1])]
    assert [(one["place"], one["origin"], one["to"]) for one in forms["actors"][0]["moves"]] == [(1, "on", "off")]
    assert (forms["graph"], forms["about"]["start"]) == (True, "on")


@pytest.mark.parametrize("text", ["title: [", "", "- a"])
def test_what_is_no_yaml_has_no_forms(bench: TestClient, text: str) -> None:
    found = edited(bench, text).json()
    assert found["forms"] is None
    assert found["problems"]
    refused = edited(bench, text, MOVE)
    assert refused.status_code == 409
    assert refused.json()["problems"][0]["line"] == 1


def test_an_edit_may_leave_a_draft_with_errors(bench: TestClient) -> None:
    found = edited(bench, CHICKEN, {"edit": "situation.remove", "situation": "crash"}).json()
    assert "crash" in found["problems"][0]["given"]
    assert found["forms"]["situations"] == []


def test_an_edit_that_does_not_fit_is_refused(bench: TestClient) -> None:
    assert code(edited(bench, CHICKEN, MOVE | {"actor": "Green"})) == "edit-unknown"
    assert code(edited(bench, CHICKEN, MOVE, MOVE | {"to": 9})) == "edit-out-of-range"
    strange = bench.post("/api/edit", json={"name": "x.yaml", "text": CHICKEN, "edits": [{"edit": "world.end"}]})
    assert (strange.status_code, code(strange)) == (422, "bad-request")


def test_every_kind_of_edit_is_described(bench: TestClient) -> None:
    described = bench.get("/api/openapi.json").json()
    items = described["components"]["schemas"]["NewEdits"]["properties"]["edits"]["items"]
    assert set(items["discriminator"]["mapping"]) == set(kinds())
    for reference in items["discriminator"]["mapping"].values():
        assert "edit" in described["components"]["schemas"][reference.rpartition("/")[2]]["required"]


# ------------------------------------------------------------ scenarios that are saved with edits


def test_a_scenario_is_saved_with_edits_and_a_version_is_kept(own: TestClient, folder: Path) -> None:
    saved = save(own, MOVE)
    assert saved.status_code == 200
    assert (folder / "chicken.yaml").read_text() == MOVED == saved.json()["text"]
    assert saved.headers["etag"] == own.get(CASE).headers["etag"]
    assert own.get(f"{CASE}/versions").json()["total"] == 2
    assert own.get("/api/events").json()["events"][0]["did"] == "edited"
    found = own.get(f"{CASE}/difference", params={"before": 1, "after": 2}).json()
    assert found["changes"] == ["Red now puts “want race” above “avoid crash”: 1st instead of 2nd."]


def test_who_has_not_seen_the_text_does_not_edit_it(own: TestClient, folder: Path) -> None:
    seen = own.get(CASE).headers["etag"]
    (folder / "chicken.yaml").write_text(CHICKEN + "# by hand\n")
    late = save(own, MOVE, seen=seen)
    assert (late.status_code, code(late)) == (412, "changed-meanwhile")
    without = own.post(f"{CASE}/edits", json={"edits": [MOVE]})
    assert (without.status_code, code(without)) == (428, "match-needed")
    assert (folder / "chicken.yaml").read_text() == CHICKEN + "# by hand\n"


def test_edits_that_would_break_the_scenario_are_not_saved(own: TestClient, folder: Path) -> None:
    answer = save(own, MOVE, {"edit": "situation.remove", "situation": "crash"})
    assert (answer.status_code, code(answer)) == (409, "edit-leaves-errors")
    uses = [one["line"] for one in answer.json()["problems"][1:]]
    assert uses[0] == CHICKEN.splitlines().index(next(one for one in CHICKEN.splitlines() if "Red: {" in one)) - 1
    assert (folder / "chicken.yaml").read_text() == CHICKEN


def test_errors_that_were_there_before_do_not_stand_in_the_way(own: TestClient, folder: Path) -> None:
    (folder / "chicken.yaml").write_text(CHICKEN.replace("test: some", "test: smoe"))
    assert save(own, MOVE).status_code == 200


def test_no_edits_are_none(own: TestClient) -> None:
    assert save(own).status_code == 422


def test_who_only_reads_may_try_edits_and_save_none(folder: Path) -> None:
    here = opened(folder)
    here.accounts.add("anna", "read", "a long password")
    here.desk.close()
    with new_workbench(folder) as client:
        client.post("/api/session", json={"name": "anna", "password": "a long password"})
        assert edited(client, CHICKEN, MOVE).json()["text"] == MOVED
        refused = save(client, MOVE)
        assert (refused.status_code, code(refused)) == (403, "role-too-low")
    assert (folder / "chicken.yaml").read_text() == CHICKEN


# ------------------------------------------------------------ differences in the conflict's own words


def test_a_difference_is_told_in_words_where_it_can_be(own: TestClient) -> None:
    found = own.post(f"{CASE}/difference", json={"text": CHICKEN.replace("chance: 0.25", "chance: likely")}).json()
    assert found["changes"] == ["The circumstance wind: `chance` is now likely (before: 0.25)."]
    assert own.post(f"{CASE}/difference", json={"text": CHICKEN + "# more\n"}).json()["changes"] == []
    broken = own.post(f"{CASE}/difference", json={"text": "title: ["}).json()
    assert broken["changes"] is None
    assert broken["lines"]


# ------------------------------------------------------------ what flips


def flipped(client: TestClient, text: str, name: str = "chicken.yaml", **asked: Any) -> Any:
    answer = client.post(f"/api/scenarios/{name}/flips", json={"text": text, "wait": 20, **asked})
    return waited(client, answer)


def test_what_flips_is_what_the_engine_says_of_both_texts(bench: TestClient) -> None:
    found = flipped(bench, MOVED).json()
    before, after = (api.analyse(api.parse(text)) for text in (CHICKEN, MOVED))
    assert found["changes"] == ["Red now puts “want race” above “avoid crash”: 1st instead of 2nd."]
    assert found["concepts"].keys() == before.concepts.keys()
    for key, told in found["concepts"].items():
        old, new = (set(one.concepts[key].equilibria) for one in (before, after))
        assert {one["number"] for one in told["gained"]} == new - old
        assert {one["number"] for one in told["lost"]} == old - new
        assert (told["more"], told["fewer"]) == (len(new - old), len(old - new))
    rests = [{int(place) + 1 for place in getattr(one.held.prospects, "places", ())} for one in (before, after)]
    assert {one["number"] for one in found["prospects"]["gained"]} == rests[1] - rests[0]
    verdicts = [
        {one.judged.claim.name: one.judged.verdict for one in api.claims(api.parse(text)).claims}
        for text in (CHICKEN, MOVED)
    ]
    assert [(one["name"], one["before"], one["after"]) for one in found["claims"]] == [
        (name, verdict, verdicts[1][name]) for name, verdict in verdicts[0].items() if verdict != verdicts[1][name]
    ]
    assert found["judged"] == 1


def test_states_are_told_by_what_is_another_there(bench: TestClient) -> None:
    found = flipped(bench, MOVED, concept="nash").json()
    states = {one.number: one for one in api.analyse(api.parse(CHICKEN)).states}
    for one in [*found["concepts"]["nash"]["gained"], *found["concepts"]["nash"]["lost"]]:
        values = {"Red.race": "no", "Blue.race": "no"} | one["departs"]
        assert dict(states[one["number"]].values) == values


def test_nothing_flips_where_nothing_is_changed(bench: TestClient) -> None:
    found = flipped(bench, CHICKEN + "# a comment\n").json()
    assert (found["changes"], found["claims"]) == ([], [])
    assert all(one["more"] == one["fewer"] == 0 for one in found["concepts"].values())


def test_with_other_options_states_are_not_set_side_by_side(bench: TestClient) -> None:
    text = CHICKEN.replace(
        "options: {race: {}}, prefers: [avoid: crash, want: race, avoid: Blue.race]",
        "options: {race: {}, horn: {}}, prefers: [want: horn]",
    )
    found = flipped(bench, text).json()
    assert (found["concepts"], found["prospects"]) == (None, None)
    assert found["changes"][0] == "Red can now set horn."


def test_claims_that_come_and_go_are_told(bench: TestClient) -> None:
    found = flipped(bench, CHICKEN.replace("name: both", "name: none")).json()
    assert [(one["name"], one["before"] is None, one["after"] is None) for one in found["claims"]] == [
        ("none", True, False),
        ("both", False, True),
    ]


def test_a_text_that_cannot_be_read_has_nothing_to_flip(bench: TestClient) -> None:
    assert flipped(bench, BROKEN).json()["problems"][0]["line"] == 3
    assert code(flipped(bench, CHICKEN, "broken.yaml")) == "nothing-to-compare"
    assert code(flipped(bench, LARGE, "large.yaml")) == "too-many-states"


# ------------------------------------------------------------ the reader's own copies of sources


def paragraph(client: TestClient, number: int = 1, source: str = "x", name: str = "chicken.yaml") -> Any:
    return client.get(f"/api/scenarios/{name}/sources/{source}/paragraphs/{number}")


def test_a_paragraph_is_read_from_a_copy(own: TestClient, folder: Path) -> None:
    (folder / "chicken.x.txt").write_bytes("\ufeff# Heading\r\n\r\nOne\r\nmore\r\n \r\n\r\nTwo é".encode())
    assert paragraph(own, 1).json() == {
        "source": "x", "number": 1, "text": "One\nmore", "file": "chicken.x.txt", "total": 2,
    }  # fmt: skip
    assert paragraph(own, 2).json()["text"] == "Two é"
    assert (paragraph(own, 3).status_code, code(paragraph(own, 3))) == (404, "no-such-passage")
    (folder / "chicken.y.md").write_text("A\n\n## B\n\nC")
    assert paragraph(own, 2, "y").json()["text"] == "C"


def test_where_there_is_no_copy_it_is_said_what_it_would_be_called(own: TestClient) -> None:
    answer = paragraph(own)
    assert (answer.status_code, code(answer)) == (404, "no-such-copy")
    assert "`chicken.x.txt`" in answer.json()["problems"][0]["expected"]
    assert code(paragraph(own, name="nothing.yaml")) == "no-such-scenario"


@pytest.mark.parametrize("source", ["..%2Fx", "%2e%2e", "x%2F..%2F..%2Fetc%2Fpasswd", "x%00", "a" * 190, "x\\y", "*"])
def test_no_copy_leads_out_of_the_folder(own: TestClient, folder: Path, source: str) -> None:
    (folder.parent / "x.txt").write_text("secret")
    answer = paragraph(own, 1, source)
    assert answer.status_code in (404, 422)
    assert "secret" not in answer.text


def test_links_and_files_of_other_names_are_no_copies(own: TestClient, folder: Path) -> None:
    (folder / "secret").write_text("secret")
    (folder / "chicken.x.txt").symlink_to(folder / "secret")
    (folder / "chicken.y.txt").mkdir()
    assert code(paragraph(own)) == "no-such-copy"
    assert code(paragraph(own, 1, "y")) == "no-such-copy"
    (folder / "chicken.z.txt").write_bytes(b"\xff\xfe")
    assert code(paragraph(own, 1, "z")) == "not-utf-8"
    (folder / "chicken.w.txt").write_bytes(b"x" * 3_000_000)
    assert code(paragraph(own, 1, "w")) == "scenario-too-large"
