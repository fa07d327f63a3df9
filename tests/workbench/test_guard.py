"""The guard: who may ask from where, what every answer carries, and that pages need nothing from elsewhere."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.workbench import endpoints
from detente.workbench.app import application
from detente.workbench.opening import Address, opened
from tests.prospects.by_hand import count_calls
from tests.workbench.conftest import HOST
from tests.workbench.test_answers import code

PAGES = [one for one in (files("detente.workbench") / "pages").iterdir() if not one.name.startswith(".")]


@pytest.mark.parametrize("host", [HOST, "localhost:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_it_answers_to_its_own_names(shared: TestClient, host: str) -> None:
    assert shared.get("/api/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8765.evil.example", ""])
def test_no_other_name_is_answered(shared: TestClient, host: str) -> None:
    """A name that somebody else points at this machine must not speak for it (DNS rebinding)."""
    for path in ("/", "/main.js", "/api/about"):
        answer = shared.get(path, headers={"host": host})
        assert (answer.status_code, code(answer)) == (400, "foreign-host")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1:8765@evil"]
)
def test_pages_of_other_sites_may_not_ask(shared: TestClient, origin: str) -> None:
    for method, path in (("GET", "/api/about"), ("PUT", "/api/scenarios/chicken.yaml"), ("POST", "/api/check")):
        answer = shared.request(method, path, headers={"origin": origin}, json={"text": "x", "name": "x"})
        assert (answer.status_code, code(answer)) == (403, "foreign-origin")


def test_its_own_pages_may_ask(shared: TestClient) -> None:
    own = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert shared.post("/api/check", headers=own, json={"text": "x", "name": "x"}).status_code == 200
    assert shared.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200  # a link that was followed


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_says_who_asks_is_believed(shared: TestClient, site: str) -> None:
    """An image of another page may not make the workbench think."""
    answer = shared.get("/api/scenarios/chicken.yaml/analyse", headers={"sec-fetch-site": site})
    assert (answer.status_code, code(answer)) == (403, "foreign-origin")


@pytest.mark.parametrize("path", ["/", "/main.js", "/style.css", "/api/about", "/api/nothing", "/nothing"])
def test_every_answer_forbids_what_is_not_needed(shared: TestClient, path: str) -> None:
    told = shared.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in told["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in told["content-security-policy"]
    assert told["x-content-type-options"] == "nosniff"
    assert told["cache-control"] == ("no-store" if path.startswith("/api") else "no-cache")


def test_what_is_asked_in_a_strange_form_is_refused(shared: TestClient) -> None:
    odd = shared.put("/api/scenarios/chicken.yaml", content=b"{", headers={"content-type": "application/json"})
    assert (odd.status_code, code(odd)) == (422, "bad-request")
    for method in ("PATCH", "OPTIONS"):
        answer = shared.request(method, "/api/scenarios/x.yaml/draft")
        assert (answer.status_code, code(answer)) == (405, "bad-request")
        assert answer.headers["allow"] == "DELETE, GET, PUT"
    assert shared.get("/api/check").headers["allow"] == "POST"
    assert shared.post("/api/jobs/live").headers["allow"] == "GET"  # and not what can be done with a job of that name
    assert shared.post("/main.js").headers["allow"] == "GET, HEAD"
    assert shared.get("/api/nothing").status_code == 404
    length = shared.post("/api/check", content=b"", headers={"content-length": "-1"})
    assert length.status_code == 413


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/app.py", "/..%2fapp.py", "//etc/passwd"])
def test_only_pages_are_served(shared: TestClient, path: str) -> None:
    assert shared.get(path).status_code == 404


def test_pages_make_no_markup_of_texts_and_load_nothing_from_elsewhere() -> None:
    assert len(PAGES) > 15
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        strange = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|javascript:"
        assert not re.search(strange, text), page.name
        addresses = re.sub(r"http://www\.w3\.org/2000/svg", "", text)
        assert "://" not in addresses, page.name
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", text) or page.name.endswith(".js"), page.name


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        (Address(), {"127.0.0.1:8765", "localhost:8765", "[::1]:8765"}),
        (Address("localhost", 1), {"127.0.0.1:1", "localhost:1", "[::1]:1"}),
        (Address("::1", 1), {"127.0.0.1:1", "localhost:1", "[::1]:1"}),
        (Address("192.0.2.7", 80), {"192.0.2.7:80"}),
        (Address("2001:db8::1", 80), {"[2001:db8::1]:80"}),
        (Address("bench", 80), {"bench:80"}),
        (Address("0.0.0.0", 80), set()),
        (Address("0.0.0.0", 80, "https://Bench.example"), {"bench.example"}),
        (
            Address("127.0.0.1", 80, "https://bench.example"),
            {"127.0.0.1:80", "localhost:80", "[::1]:80", "bench.example"},
        ),
    ],
)
def test_names_follow_from_where_it_listens(address: Address, hosts: set[str]) -> None:
    assert address.hosts == hosts


def test_pages_do_not_wait_for_the_endpoints(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """These are loaded for what else is asked, once."""
    counted = count_calls(monkeypatch, endpoints, ("endpoints",))
    with TestClient(application(opened(folder), Address().hosts), base_url=f"http://{HOST}") as client:
        for page in PAGES:
            assert client.get(f"/{page.name}").content == page.read_bytes()
        assert "Détente" in client.get("/").text
        assert client.head("/main.js").headers["content-length"] == str(
            len((files("detente.workbench") / "pages" / "main.js").read_bytes())
        )
        assert counted == {"endpoints": 0}
        assert client.get("/api/about").status_code == client.get("/api/language").status_code == 200
        assert client.get("/nothing.js").status_code == 404
        assert counted == {"endpoints": 1}


def test_addresses_are_told_as_browsers_take_them() -> None:
    assert Address().page == "http://127.0.0.1:8765/"
    assert Address("::1", 1).page == "http://[::1]:1/"
    assert Address("0.0.0.0", 1, "https://bench.example/").page == "https://bench.example/"
    assert Address(public="https://bench.example").secure
    assert not Address(public="http://bench.example").secure
