"""A workbench on a folder of small scenarios, asked in this process; workers are processes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.workbench.app import application
from detente.workbench.limits import Limits
from detente.workbench.opening import Address, opened

CHICKEN = """\
title: Chicken
circumstances:
  wind: {now: no, chance: 0.25}
situations:
  crash: Red.race and Blue.race
actors:
  Red: {options: {race: {}}, prefers: [avoid: crash, want: race, avoid: Blue.race]}
  Blue: {options: {race: {}}, prefers: [avoid: crash, want: race, avoid: Red.race]}
beliefs:
  - {who: Red, thinks: {wind: yes}, assumed: a test}
variants:
  windy: {set: {wind: yes}}
claims:
  - {name: both, says: they crash, test: some equilibrium has crash, stance: doubted, assumed: a test}
"""

BROKEN = """\
title: Broken
actors:
  Anna: {options: {shout: {}}, prefers: [avoid: shuot]}
"""

LARGE = "title: Large\nactors:\n" + "".join(
    f"  A{n}: {{options: {{{', '.join(f'o{k}: {{}}' for k in range(10))}}}, prefers: [want: o0]}}\n" for n in range(3)
)
"""Thirty options of two values: 2^30 states."""

HOST = "127.0.0.1:8765"


def new_workbench(root: Path, limits: Limits | None = None, address: Address | None = None) -> TestClient:
    """Return a client of a workbench on a folder; to be entered, so that it is closed."""
    address = address or Address()
    return TestClient(application(opened(root, address.secure, limits), address.hosts), base_url=f"http://{HOST}")


@pytest.fixture(scope="package")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a workbench that several tests ask, none of which changes what the others see."""
    root = tmp_path_factory.mktemp("shared")
    (root / "chicken.yaml").write_text(CHICKEN, encoding="utf-8")
    (root / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (root / "large.yaml").write_text(LARGE, encoding="utf-8")
    with new_workbench(root) as client:
        for part in ("show", "check", "states"):  # a worker of each lane starts, however long that takes
            while client.get(f"/api/scenarios/chicken.yaml/{part}", params={"wait": 20}).status_code == 202:
                pass
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one scenario."""
    (tmp_path / "chicken.yaml").write_text(CHICKEN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def own(folder: Path) -> Iterator[TestClient]:
    """Return a workbench of one's own."""
    with new_workbench(folder) as client:
        yield client
