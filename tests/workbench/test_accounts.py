"""Who may enter: accounts, sessions, roles, and doors that are not opened without them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.errors import WorkbenchError
from detente.store.desk import FILE
from detente.workbench import accounts
from detente.workbench.limits import Limits
from detente.workbench.opening import Address, opened, refuse_open_door
from tests.workbench.conftest import new_workbench
from tests.workbench.test_answers import code

WORD = "a long password"
CASE = "/api/scenarios/chicken.yaml"


@pytest.fixture
def guarded(folder: Path) -> Iterator[TestClient]:
    """Return a workbench with an account for each role."""
    here = opened(folder)
    for role in ("read", "write", "admin"):
        here.accounts.add(role, role, WORD)
    here.desk.close()
    with new_workbench(folder, replace(Limits(), attempts=3)) as client:
        yield client


def enter(client: TestClient, name: str, password: str = WORD) -> int:
    return client.post("/api/session", json={"name": name, "password": password}).status_code


def test_without_a_login_nothing_is_told(guarded: TestClient) -> None:
    about = guarded.get("/api/about").json()
    assert about == about | {"login": True, "account": None, "folder": "", "version": "", "writable": False}
    told = guarded.get("/api/openapi.json").json()
    bodies = {
        "what-if": {},
        "scenarios": {"case": "chicken"},
        "check": {"name": "x", "text": "x"},
        "edit": {"name": "x", "text": "x"},
        "edits": {"edits": [{"edit": "title.change", "title": "x"}]},
        "draft": {"base": "", "text": "x"},
    }
    asked = 0
    for path, methods in told["paths"].items():
        known = path.replace("{name}", "chicken.yaml").replace("{number}", "1").replace("{key}", "x")
        for method in methods.keys() - ({"get"} if path == "/api/about" else set()):
            if path != "/api/session":
                body = bodies.get(path.rpartition("/")[2], {"text": "x"}) if method in ("put", "post") else None
                query = {"before": 1} if path.endswith("difference") and method == "get" else None
                answer = guarded.request(method.upper(), known, json=body, params=query)
                assert (answer.status_code, code(answer)) == (401, "login-needed"), (method, path)
                asked += 1
    assert asked > 40


def test_a_login_opens_a_session_that_scripts_cannot_read(guarded: TestClient) -> None:
    answer = guarded.post("/api/session", json={"name": "write", "password": WORD})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    assert guarded.get("/api/about").json()["account"] == "write"
    assert guarded.get(CASE).status_code == 200
    assert guarded.delete("/api/session").status_code == 204
    assert guarded.get(CASE).status_code == 401
    assert guarded.delete("/api/session").status_code == 204


def test_behind_https_the_cookie_goes_nowhere_else(guarded: TestClient, folder: Path) -> None:
    with new_workbench(folder, address=Address(public="https://bench.example")) as client:
        answer = client.post(
            "/api/session",
            json={"name": "read", "password": WORD},
            headers={"host": "bench.example", "origin": "https://bench.example"},
        )
        assert "; secure" in answer.headers["set-cookie"].lower()


def test_a_session_ends(guarded: TestClient, folder: Path) -> None:
    with new_workbench(folder, replace(Limits(), hours=0)) as client:
        assert enter(client, "read") == 204
        assert client.get(CASE).status_code == 401


def test_roles_do_what_they_may(guarded: TestClient) -> None:
    def may(name: str) -> tuple[int, int, int]:
        assert enter(guarded, name) == 204
        seen = guarded.get(CASE)
        saved = guarded.put(CASE, json={"text": seen.json()["text"]}, headers={"if-match": seen.headers["etag"]})
        return seen.status_code, saved.status_code, guarded.get("/api/events").status_code

    assert may("read") == (200, 403, 403)
    assert may("write") == (200, 200, 403)
    assert may("admin") == (200, 200, 200)
    events = guarded.get("/api/events").json()["events"]
    assert ("write", "saved", "chicken.yaml") in {(one["who"], one["did"], one["about"]) for one in events}
    assert code(guarded.get(f"{CASE}/versions/9")) == "no-such-version"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(guarded: TestClient) -> None:
    wrong = guarded.post("/api/session", json={"name": "read", "password": "not the password"})
    nobody = guarded.post("/api/session", json={"name": "nobody", "password": "not the password"})
    assert (wrong.status_code, code(wrong)) == (401, "wrong-login")
    assert wrong.json() == nobody.json()


def test_guessing_is_stopped(guarded: TestClient) -> None:
    for _ in range(3):
        assert enter(guarded, "read", "a wrong password") == 401
    refused = guarded.post("/api/session", json={"name": "read", "password": WORD})
    assert (refused.status_code, code(refused)) == (429, "too-many-logins")
    assert enter(guarded, "write") == 204


def test_a_crowd_at_the_door_holds_up_nobody_who_is_inside(
    guarded: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert enter(guarded, "write") == 204
    here = guarded.app._app._here  # type: ignore[attr-defined]
    monkeypatch.setattr(here.accounts, "_door", threading.Semaphore(0))
    refused = guarded.post("/api/session", json={"name": "read", "password": WORD})
    assert (refused.status_code, code(refused)) == (429, "too-many-logins")
    assert guarded.get(CASE).status_code == 200


def test_refused_logins_are_written_down_for_accounts_that_there_are(guarded: TestClient) -> None:
    assert enter(guarded, "read", "a wrong password") == 401
    assert enter(guarded, "made up", "a wrong password") == 401
    assert enter(guarded, "admin") == 204
    events = guarded.get("/api/events").json()["events"]
    assert [one["who"] for one in events if one["did"] == "login refused"] == ["read"]


def test_names_that_are_made_up_fill_no_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_verified", lambda *_: False)
    here = opened(folder)
    for number in range(10_002):
        here.accounts._failures[str(number)].append(0.0)
    with pytest.raises(WorkbenchError):
        here.accounts.enter("somebody", WORD)
    assert len(here.accounts._failures) == 1
    here.desk.close()


def test_passwords_are_kept_as_slow_hashes(guarded: TestClient, folder: Path) -> None:
    content = (folder / FILE).read_bytes()
    assert WORD.encode() not in content
    assert b"$argon2id$" in content
    here = opened(folder)
    assert all(WORD not in repr(one) and "argon2" not in repr(one) for one in here.desk.accounts().values())
    here.desk.close()


def test_a_changed_password_ends_sessions(guarded: TestClient, folder: Path) -> None:
    assert enter(guarded, "write") == 204
    here = opened(folder)
    here.accounts.add("write", "read", "another password")
    here.desk.close()
    assert guarded.get(CASE).status_code == 401
    assert enter(guarded, "write") == 401
    assert enter(guarded, "write", "another password") == 204
    assert guarded.get("/api/about").json()["role"] == "read"


@pytest.mark.parametrize(
    ("name", "role", "password", "told"),
    [
        ("", "read", WORD, "bad-account"),
        ("a\nb", "read", WORD, "bad-account"),
        ("x" * 101, "read", WORD, "bad-account"),
        ("anna", "owner", WORD, "bad-account"),
        ("anna", "read", "short", "bad-password"),
        ("anna", "read", "x" * 1001, "bad-password"),
    ],
)
def test_accounts_that_cannot_be(folder: Path, name: str, role: str, password: str, told: str) -> None:
    here = opened(folder)
    with pytest.raises(WorkbenchError) as error:
        here.accounts.add(name, role, password)
    assert error.value.problems[0].code == told
    assert not here.accounts.needed
    here.desk.close()


def test_a_hash_that_is_none_lets_nobody_in() -> None:
    assert not accounts._verified("no hash", WORD)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (Address(), None),
        (Address("0.0.0.0"), "no-accounts"),
        (Address("192.0.2.7"), "no-accounts"),
        (Address(public="https://bench.example"), "no-accounts"),
        (Address(public="bench.example"), "bad-address"),
        (Address(public="ftp://bench.example"), "bad-address"),
        (Address(public="https://"), "bad-address"),
    ],
)
def test_no_door_is_open_without_a_login(folder: Path, address: Address, told: str | None) -> None:
    here = opened(folder)
    found = None
    try:
        refuse_open_door(address, here.accounts)
    except WorkbenchError as error:
        found = error.problems[0].code
    here.desk.close()
    assert found == told


def test_every_name_at_once_is_no_name(folder: Path) -> None:
    here = opened(folder)
    here.accounts.add("anna", "admin", WORD)
    with pytest.raises(WorkbenchError) as error:
        refuse_open_door(Address("0.0.0.0"), here.accounts)
    assert error.value.problems[0].code == "address-needed"
    refuse_open_door(Address("0.0.0.0", public="https://bench.example"), here.accounts)
    refuse_open_door(Address("192.0.2.7"), here.accounts)
    here.desk.close()
