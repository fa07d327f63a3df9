"""The endpoints of texts: listing, saving without overwriting, versions, differences, drafts, and bad input."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.errors import WorkbenchError
from detente.store.desk import FILE
from detente.workbench import folder as folders
from tests.workbench.conftest import CHICKEN, new_workbench
from tests.workbench.test_answers import code

CASE = "/api/scenarios/chicken.yaml"
NEW = CHICKEN.replace("title: Chicken", "title: Chickens")


def put(client: TestClient, text: str, path: str = CASE, **headers: str) -> Any:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.put(path, json={"text": text}, headers=given)


def test_the_folder_is_listed_by_the_page(own: TestClient, folder: Path) -> None:
    (folder / "b.yml").write_text("title: 'B'   # of two\n")
    (folder / "notes.txt").write_text("no scenario")
    (folder / ".hidden.yaml").write_text("title: Hidden\n")
    (folder / "sub.yaml").mkdir()
    (folder / "away.yaml").symlink_to("/etc/passwd")
    found = own.get("/api/scenarios").json()
    assert [(one["name"], one["title"]) for one in found["scenarios"]] == [("b.yml", "B"), ("chicken.yaml", "Chicken")]
    second = own.get("/api/scenarios", params={"offset": 1, "limit": 1}).json()
    assert (second["total"], [one["name"] for one in second["scenarios"]]) == (2, ["chicken.yaml"])
    assert own.get("/api/scenarios/away.yaml").status_code == 404
    assert own.get("/api/scenarios/sub.yaml").status_code == 404


def test_a_text_is_saved_by_who_has_seen_it(own: TestClient, folder: Path) -> None:
    before = own.get(CASE)
    assert before.json()["text"] == CHICKEN
    answer = put(own, NEW, if_match=before.headers["etag"])
    assert answer.status_code == 200
    assert answer.headers["etag"] != before.headers["etag"]
    assert (folder / "chicken.yaml").read_text() == NEW
    assert sorted(one.name for one in folder.iterdir() if "chicken" in one.name or one.suffix == ".tmp") == [
        "chicken.yaml"
    ]


def test_two_editors_never_overwrite_each_other_silently(own: TestClient, folder: Path) -> None:
    seen = own.get(CASE).headers["etag"]
    assert put(own, NEW, if_match=seen).status_code == 200
    late = put(own, CHICKEN + "# late\n", if_match=seen)
    assert late.status_code == 412
    assert code(late) == "changed-meanwhile"
    assert (folder / "chicken.yaml").read_text() == NEW
    differs = own.post(f"{CASE}/difference", json={"text": CHICKEN}).json()["lines"]
    assert [(one["kind"], one["text"]) for one in differs if one["kind"] in ("gone", "new")] == [
        ("gone", "title: Chickens"),
        ("new", "title: Chicken"),
    ]


def test_what_two_have_made_of_one_text_is_put_together(own: TestClient, folder: Path) -> None:
    """Where they have changed other lines; nothing is saved until somebody does."""
    first = own.get(CASE)
    theirs = CHICKEN.replace("title: Chicken", "title: Chickens")
    mine = CHICKEN.replace("they crash", "they collide")
    assert put(own, theirs, if_match=first.headers["etag"]).status_code == 200
    base = first.json()["sha256"]
    found = own.post(f"{CASE}/merge", json={"base": base, "text": mine}).json()
    assert found["text"] == theirs.replace("they crash", "they collide")
    assert (folder / "chicken.yaml").read_text() == theirs
    both = put(own, found["text"], if_match=f'"{found["sha256"]}"')
    assert both.status_code == 200
    assert own.get(f"{CASE}/versions/2").json()["text"] == theirs
    clash = CHICKEN.replace("title: Chicken", "title: Hens")
    assert own.post(f"{CASE}/merge", json={"base": base, "text": clash}).json()["text"] is None
    unknown = own.post(f"{CASE}/merge", json={"base": "0" * 64, "text": mine}).json()
    assert (unknown["text"], unknown["sha256"]) == (None, both.json()["sha256"])


def test_what_another_program_wrote_can_be_had_back(own: TestClient, folder: Path) -> None:
    """Not only what was there at first: whatever stood in the file when it was saved over."""
    put(own, NEW, if_match=own.get(CASE).headers["etag"])
    (folder / "chicken.yaml").write_text(CHICKEN + "# by hand\n")
    put(own, NEW + "# after\n", if_match=own.get(CASE).headers["etag"])
    found = own.get(f"{CASE}/versions").json()["versions"]
    assert [(one["number"], one["who"]) for one in found] == [
        (4, "local"), (3, "the folder"), (2, "local"), (1, "the folder")
    ]  # fmt: skip
    assert own.get(f"{CASE}/versions/3").json()["text"] == CHICKEN + "# by hand\n"


def test_no_version_is_kept_of_what_could_not_be_saved(
    own: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    seen = own.get(CASE).headers["etag"]
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert put(own, NEW, if_match=seen).status_code == 507
        assert put(own, CHICKEN, if_match=seen).status_code == 507
    assert [one["who"] for one in own.get(f"{CASE}/versions").json()["versions"]] == ["the folder"]


def test_a_file_that_another_program_changed_is_not_overwritten(own: TestClient, folder: Path) -> None:
    seen = own.get(CASE).headers["etag"]
    (folder / "chicken.yaml").write_text(CHICKEN + "# by hand\n")
    assert put(own, NEW, if_match=seen).status_code == 412


def test_it_must_be_said_what_is_replaced(own: TestClient) -> None:
    answer = put(own, NEW)
    assert answer.status_code == 428
    assert code(answer) == "match-needed"


def test_a_new_scenario_takes_no_place_of_another(own: TestClient, folder: Path) -> None:
    made = put(own, NEW, "/api/scenarios/new.yaml", if_none_match="*")
    assert made.status_code == 200
    assert (folder / "new.yaml").read_text() == NEW
    again = put(own, CHICKEN, "/api/scenarios/new.yaml", if_none_match="*")
    assert (again.status_code, code(again)) == (409, "scenario-exists")
    assert put(own, CHICKEN, "/api/scenarios/other.yaml", if_match='"x"').status_code == 404


def test_every_saved_text_can_be_had_back(own: TestClient) -> None:
    """The first saving keeps what was there before as version 1."""
    seen = own.get(CASE).headers["etag"]
    seen = put(own, NEW, if_match=seen).headers["etag"]
    assert put(own, NEW, if_match=seen).status_code == 200  # the same text again is no new version
    put(own, CHICKEN + "# third\n", if_match=seen)
    found = own.get(f"{CASE}/versions").json()
    assert [(one["number"], one["who"]) for one in found["versions"]] == [(3, "local"), (2, "local"), (1, "the folder")]
    assert own.get(f"{CASE}/versions/1").json()["text"] == CHICKEN
    assert own.get(f"{CASE}/versions/2").json()["text"] == NEW
    assert code(own.get(f"{CASE}/versions/4")) == "no-such-version"
    lines = own.get(f"{CASE}/difference", params={"before": 1}).json()["lines"]
    assert [(one["kind"], one["text"]) for one in lines if one["kind"] == "new"] == [("new", "# third")]
    assert own.get(f"{CASE}/difference", params={"before": 1, "after": 1}).json()["lines"] == []


def test_a_draft_is_kept_until_it_is_saved_or_dropped(own: TestClient, folder: Path) -> None:
    assert own.get(f"{CASE}/draft").json() == {"draft": None}
    seen = own.get(CASE)
    kept = own.put(f"{CASE}/draft", json={"base": seen.json()["sha256"], "text": NEW})
    assert kept.status_code == 204
    draft = own.get(f"{CASE}/draft").json()["draft"]
    assert (draft["text"], draft["base"]) == (NEW, seen.json()["sha256"])
    assert (folder / "chicken.yaml").read_text() == CHICKEN
    assert own.delete(f"{CASE}/draft").status_code == 204
    assert own.get(f"{CASE}/draft").json() == {"draft": None}
    own.put(f"{CASE}/draft", json={"base": "", "text": NEW})
    put(own, NEW, if_match=seen.headers["etag"])
    assert own.get(f"{CASE}/draft").json() == {"draft": None}


def test_a_draft_outlives_the_workbench(folder: Path) -> None:
    with new_workbench(folder) as first:
        first.put(f"{CASE}/draft", json={"base": "", "text": NEW})
    with new_workbench(folder) as second:
        assert second.get(f"{CASE}/draft").json()["draft"]["text"] == NEW


def test_a_case_of_the_library_is_copied(own: TestClient, folder: Path) -> None:
    names = [one["name"] for one in own.get("/api/cases").json()["cases"]]
    assert "prisoners-dilemma" in names
    made = own.post("/api/scenarios", json={"case": "prisoners-dilemma"})
    assert made.status_code == 201
    assert (folder / "prisoners-dilemma.yaml").read_text(encoding="utf-8") == made.json()["text"]
    assert own.post("/api/scenarios", json={"case": "prisoners-dilemma"}).status_code == 409
    unknown = own.post("/api/scenarios", json={"case": "chess"})
    assert (unknown.status_code, code(unknown)) == (404, "unknown-case")


ODD = ("..yaml", "x.txt", ".x.yaml", "a\\b.yaml", "c:d.yaml", "n%00.yaml", "l%0A.yaml", "y.yaml.", "%2e%2e%5cx.yaml")


@pytest.mark.parametrize("name", [*ODD, "é" * 120 + ".yaml"])
def test_names_that_could_lead_elsewhere_are_refused(own: TestClient, folder: Path, name: str) -> None:
    before = sorted(folder.iterdir())
    answer = put(own, NEW, f"/api/scenarios/{name}", if_none_match="*")
    assert answer.status_code == 422
    assert code(answer) in ("bad-scenario-name", "bad-request")
    assert own.get(f"/api/scenarios/{name}").status_code in (404, 422)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("name", ["../../x.yaml", "..%2F..%2Fx.yaml", "%2e%2e/%2e%2e/x.yaml", "/etc/x.yaml"])
def test_no_path_leads_out_of_the_folder(own: TestClient, folder: Path, name: str) -> None:
    answer = put(own, NEW, f"/api/scenarios/{name}", if_none_match="*")
    assert answer.status_code in (404, 405, 422)
    assert not (folder.parent.parent / "x.yaml").exists()
    assert not (folder.parent / "x.yaml").exists()
    assert own.get(f"/api/scenarios/{name}").status_code in (404, 422)
    with pytest.raises(WorkbenchError):
        folders.Folder(folder).put("../../x.yaml", b"", None)


def test_fifty_megabytes_are_turned_away(own: TestClient, folder: Path) -> None:
    answer = put(own, "x" * 50_000_000, if_match=own.get(CASE).headers["etag"])
    assert (answer.status_code, code(answer)) == (413, "body-too-large")

    def pieces() -> Any:
        for _ in range(50):
            yield b"x" * 1_000_000

    streamed = own.put(CASE, content=pieces(), headers={"content-type": "application/json"})
    assert (streamed.status_code, code(streamed)) == (413, "body-too-large")
    just = put(own, "# " + "x" * 2_000_000, if_match=own.get(CASE).headers["etag"])
    assert (just.status_code, code(just)) == (413, "body-too-large")
    assert (folder / "chicken.yaml").read_text() == CHICKEN


def test_a_file_that_is_too_large_is_told(own: TestClient, folder: Path) -> None:
    (folder / "huge.yaml").write_bytes(b"# " + b"x" * 2_000_001)
    assert code(own.get("/api/scenarios/huge.yaml")) == "scenario-too-large"
    assert "huge.yaml" in own.get("/api/scenarios").text


def test_bytes_that_are_no_text_are_never_saved_over(own: TestClient, folder: Path) -> None:
    (folder / "latin.yaml").write_bytes("title: M\u00fcnchen\n".encode("latin-1"))
    answer = own.get("/api/scenarios/latin.yaml")
    assert (answer.status_code, code(answer)) == (409, "not-utf-8")
    assert [
        one["code"] for one in own.get("/api/scenarios/latin.yaml/check", params={"wait": 20}).json()["problems"]
    ] == ["not-utf-8"]


def test_half_of_a_pair_is_no_text(own: TestClient) -> None:
    body = b'{"text": "title: \\ud800"}'
    seen = own.get(CASE).headers["etag"]
    answer = own.put(CASE, content=body, headers={"content-type": "application/json", "if-match": seen})
    assert answer.status_code == 422
    assert own.get(CASE).json()["text"] == CHICKEN


def test_a_full_disk_loses_nothing(own: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    seen = own.get(CASE).headers["etag"]
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        answer = put(own, NEW, if_match=seen)
        assert (answer.status_code, code(answer)) == (507, "disk-full")
    assert (folder / "chicken.yaml").read_text() == CHICKEN
    assert not list(folder.glob(".detente-*"))
    assert put(own, NEW, if_match=seen).status_code == 200


def test_a_folder_without_rights_is_told(own: TestClient, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Root may write everywhere, so that the refusal is put in place of the system's."""

    def refused(*_given: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    seen = own.get(CASE).headers["etag"]
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkstemp", refused)
        answer = put(own, NEW, if_match=seen)
        assert (answer.status_code, code(answer)) == (403, "folder-unwritable")
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused)
        assert code(own.get("/api/scenarios")) == "folder-unreadable"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        assert code(own.get(CASE)) == "folder-unreadable"
        assert own.get("/api/scenarios").json()["scenarios"][0]["title"] == ""
    assert (folder / "chicken.yaml").read_text() == CHICKEN


def test_a_folder_that_may_not_be_written_to_can_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders.Folder, "writable", property(lambda _self: False))
    with new_workbench(folder) as client:
        about = client.get("/api/about").json()
        assert not about["writable"]
        assert "may not be written to" in about["notices"][0]
        assert client.get(CASE).json()["text"] == CHICKEN
    assert not (folder / FILE).exists()


def test_a_file_system_without_links_takes_new_scenarios(
    own: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    assert put(own, NEW, "/api/scenarios/new.yaml", if_none_match="*").status_code == 200
    assert (folder / "new.yaml").read_text() == NEW
    assert put(own, NEW, "/api/scenarios/new.yaml", if_none_match="*").status_code == 409


def test_what_was_done_is_written_down(own: TestClient) -> None:
    put(own, NEW, if_match=own.get(CASE).headers["etag"])
    own.post("/api/scenarios", json={"case": "chicken"})  # there is one already: nothing was done
    put(own, NEW, "/api/scenarios/new.yaml", if_none_match="*")
    found = own.get("/api/events").json()
    assert [(one["who"], one["did"], one["about"]) for one in found["events"]] == [
        ("local", "created", "new.yaml"),
        ("local", "saved", "chicken.yaml"),
    ]
    assert own.get("/api/events", params={"offset": 1}).json()["total"] == 2
