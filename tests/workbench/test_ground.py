"""The ground on which a workbench stands gives way: a disk that is full, files and folders without rights, odd names.

The workbench is a process of its own, and the system itself refuses.
"""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.rights import without_rights
from tests.workbench.conftest import CHICKEN
from tests.workbench.crowd import User, started
from tests.workbench.test_scenarios import NEW, put


@pytest.fixture
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], User]]:
    """Return a workbench on the folder, and a user of it."""
    process, page = started(folder)
    yield process, User(page, "user", "chicken.yaml")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0


def may_write(process: subprocess.Popen[str], most: int) -> None:
    """Let no file of a process grow beyond so many bytes, as on a disk that is full."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_a_full_disk_is_told_and_everything_is_as_it_was(
    folder: Path, served: tuple[subprocess.Popen[str], User]
) -> None:
    process, user = served
    large = CHICKEN + "# " + "x" * 1_000_000 + "\n"  # the desk keeps it packed
    _, _, headers = user.ask("GET", "/api/scenarios/chicken.yaml")
    etag = headers["etag"]
    assert user.ask("PUT", "/api/scenarios/chicken.yaml/draft", {"base": "", "text": NEW})[0] == 204
    may_write(process, 300_000)  # the desk fits, the text does not
    status, told, _ = user.ask("PUT", "/api/scenarios/chicken.yaml", {"text": large}, if_match=etag)
    assert (status, told["problems"][0]["code"]) == (507, "disk-full")
    may_write(process, 4_000)  # nothing fits
    status, told, _ = user.ask("PUT", "/api/scenarios/chicken.yaml/draft", {"base": "", "text": large})
    assert (status, told["problems"][0]["code"]) == (507, "desk-full")
    status, told, _ = user.ask("PUT", "/api/scenarios/chicken.yaml", {"text": NEW}, if_match=etag)
    assert (status, told["problems"][0]["code"]) == (507, "desk-full")
    assert (folder / "chicken.yaml").read_text(encoding="utf-8") == CHICKEN
    assert user.ask("GET", "/api/scenarios/chicken.yaml/versions")[1]["total"] == 1  # what was there before
    assert user.ask("GET", "/api/scenarios/chicken.yaml/draft")[1]["draft"]["text"] == NEW
    assert not list(folder.glob(".detente-*"))
    may_write(process, resource.RLIM_INFINITY)
    status, _, _ = user.ask("PUT", "/api/scenarios/chicken.yaml", {"text": large}, if_match=etag)
    assert status == 200
    assert (folder / "chicken.yaml").read_text(encoding="utf-8") == large


def test_a_folder_without_rights_can_be_read_and_asked(folder: Path) -> None:
    limits = without_rights()
    (folder / "secret.yaml").write_text(CHICKEN, encoding="utf-8")
    (folder / "secret.yaml").chmod(0)
    folder.chmod(0o555)
    process, page = started(folder, command=[*limits, sys.executable, "-m", "detente", "workbench"])
    user = User(page, "user", "chicken.yaml")
    try:
        about = user.ask("GET", "/api/about")[1]
        assert not about["writable"]
        assert "may not be written to" in about["notices"][0]
        _, read, headers = user.ask("GET", "/api/scenarios/chicken.yaml")
        assert read["text"] == CHICKEN
        status, told, _ = user.ask("PUT", "/api/scenarios/chicken.yaml", {"text": NEW}, if_match=headers["etag"])
        assert (status, told["problems"][0]["code"]) == (403, "folder-unwritable")
        status, told, _ = user.ask("GET", "/api/scenarios/secret.yaml")
        assert (status, told["problems"][0]["code"]) == (403, "folder-unreadable")
        assert user.answer("/api/scenarios/chicken.yaml/show?wait=20")["command"] == "show"
        assert sorted(one.name for one in folder.iterdir()) == ["chicken.yaml", "secret.yaml"]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        folder.chmod(0o755)


UP = [
    "../../x.yaml",
    "..%2F..%2Fx.yaml",
    "%2e%2e%2f%2e%2e%2fx.yaml",
    "%252e%252e%252f%252e%252e%252fx.yaml",
    "..%5C..%5Cx.yaml",
    "%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afx.yaml",
    "\uff0e\uff0e\uff0f\uff0e\uff0e\uff0fx.yaml",
    "..;/..;/x.yaml",
    "....//....//x.yaml",
    "file:%2f%2f%2fetc%2fx.yaml",
    "%00../../x.yaml",
]


@pytest.mark.parametrize("name", UP)
def test_no_name_leads_out_of_the_folder_however_it_is_written(own: TestClient, folder: Path, name: str) -> None:
    outside = folder.parent / "x.yaml"
    outside.write_text("title: Outside\n", encoding="utf-8")
    before = sorted(one for one in folder.parent.rglob("*") if folder not in one.parents)
    try:
        put(own, NEW, f"/api/scenarios/{name}", if_none_match="*")
        own.put(f"/api/scenarios/{name}/draft", json={"base": "", "text": NEW})
        for part in ("", "/draft", "/versions", "/check", "/show", "/difference?before=1"):
            assert "Outside" not in own.get(f"/api/scenarios/{name}{part}").text
        assert sorted(one for one in folder.parent.rglob("*") if folder not in one.parents) == before
        assert outside.read_text(encoding="utf-8") == "title: Outside\n"
    finally:
        outside.unlink(missing_ok=True)  # other tests look there, too
