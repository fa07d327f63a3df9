"""A client that is generated from the description of the API does a whole piece of work with it."""

from __future__ import annotations

import importlib
import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.workbench.conftest import CHICKEN, LARGE
from tests.workbench.test_command import started

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Return the folder and the address of a workbench in a process of its own."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "chicken.yaml").write_text(CHICKEN, encoding="utf-8")
    (folder / "large.yaml").write_text(LARGE, encoding="utf-8")
    process, page = started(str(folder), "--port", "0")
    yield folder, page.rstrip("/")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


@pytest.fixture(scope="module")
def call(served: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    """Generate a client, with nothing of the API left out, and return what calls one of its operations."""
    where = tmp_path_factory.mktemp("generated")
    with urllib.request.urlopen(f"{served[1]}/api/openapi.json") as described:
        (where / "openapi.json").write_bytes(described.read())
    (where / "settings.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    asked = ["generate", "--path", "openapi.json", "--output-path", "bench_client", "--meta", "none"]
    told = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *asked, "--config", "settings.yaml", "--fail-on-warning"],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    sys.path.insert(0, str(where))
    client = importlib.import_module("bench_client").Client(base_url=served[1], timeout=60.0)

    def called(operation: str, *given: Any, **named: Any) -> Any:
        return importlib.import_module(f"bench_client.api.{operation}").sync_detailed(*given, client=client, **named)

    with client:
        yield called
    sys.path.remove(str(where))


def model(name: str, **given: Any) -> Any:
    return importlib.import_module("bench_client.models").__dict__[name].from_dict(given)


def test_a_scenario_is_found_read_and_saved(call: Call, served: tuple[Path, str]) -> None:
    assert call("door.about").parsed.folder == served[0].name
    listed = call("scenarios.scenarios").parsed
    assert [one.name for one in listed.scenarios] == ["chicken.yaml", "large.yaml"]
    read = call("scenarios.scenario", "chicken.yaml")
    assert read.parsed.text == CHICKEN
    etag = read.headers["etag"]
    new = model("NewText", text=CHICKEN + "# seen\n")
    saved = call("scenarios.save", "chicken.yaml", body=new, if_match=etag)
    assert (saved.status_code, saved.parsed.text) == (200, CHICKEN + "# seen\n")
    assert (served[0] / "chicken.yaml").read_text(encoding="utf-8") == CHICKEN + "# seen\n"
    late = call("scenarios.save", "chicken.yaml", body=new, if_match=etag)
    assert (late.status_code, late.parsed.problems[0].code) == (412, "changed-meanwhile")
    assert call("scenarios.save", "chicken.yaml", body=new).parsed.problems[0].code == "match-needed"
    made = call("scenarios.save", "new.yaml", body=new, if_none_match="*")
    assert made.status_code == 200
    versions = call("scenarios.versions", "chicken.yaml").parsed.versions
    assert [(one.number, one.who) for one in versions] == [(2, "local"), (1, "the folder")]


def test_a_question_is_answered_at_once_or_by_a_job(call: Call) -> None:
    found = call("answers.analyse_object", "chicken.yaml", wait=20.0, concept="nash")
    assert found.status_code == 200
    assert found.parsed.concepts["nash"].equilibria == [2, 3]
    asked = call("answers.claims_object", "chicken.yaml", wait=0.0)
    assert asked.status_code == 202
    assert (asked.parsed.verb, asked.parsed.scenario) == ("claims", "chicken.yaml")
    ends = time.monotonic() + 60
    while (job := call("jobs.job", asked.parsed.id).parsed).state in ("waiting", "running"):
        assert time.monotonic() < ends
        time.sleep(0.05)
    assert job.state == "done"
    answer = call("jobs.answer", job.id)
    assert json.loads(answer.content)["command"] == "claims"
    assert job.id in {one.id for one in call("jobs.listed").parsed.jobs}


def test_a_job_is_cancelled_and_asked_again(call: Call) -> None:
    job = call("answers.settle_object", "large.yaml", wait=0.0, state="start").parsed
    if call("jobs.cancel", job.id).parsed.state == "cancelled":  # it may have been refused already
        told = call("jobs.answer", job.id)
        assert (told.status_code, json.loads(told.content)["problems"][0]["code"]) == (409, "job-cancelled")
    again = call("jobs.again", job.id)
    assert (again.status_code, again.parsed.id) == (202, job.id)
    call("jobs.cancel", job.id)


def test_what_is_wrong_is_a_refusal_with_its_problems(call: Call) -> None:
    told = call("scenarios.scenario", "nowhere.yaml")
    assert told.status_code == 404
    assert (told.parsed.type_, told.parsed.status) == ("urn:detente:problem:no-such-scenario", 404)
    assert told.parsed.problems[0].code == "no-such-scenario"
    assert told.headers["content-type"] == "application/problem+json"
    wrong = call("answers.analyse_object", "chicken.yaml", variant="calm", wait=20.0)
    assert (wrong.status_code, wrong.parsed.problems[0].code) == (409, "unknown-variant")


def walk(given: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects of a description."""
    if isinstance(given, dict):
        yield given
    for part in given.values() if isinstance(given, dict) else given if isinstance(given, list) else ():
        yield from walk(part)


def test_names_in_the_description_are_short_and_told_apart(shared: TestClient) -> None:
    told = shared.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    operations = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(operations) == len(set(operations)) > 40
    schemas = told["components"]["schemas"]
    assert all(re.fullmatch(r"[A-Z]\w+", name) and schema["title"] == name for name, schema in schemas.items())
    for part in walk(told):  # what tells alternatives apart is asked for
        for one in part.get("discriminator", {}).get("mapping", {}).values():
            assert part["discriminator"]["propertyName"] in schemas[one.rpartition("/")[2]]["required"]
    used = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(told)))
    assert used <= schemas.keys()
