"""Runs as everybody sees them: what one asks appears in the pages of another, and goes on there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SMALL, Open, started, until
from tests.workbench.test_crowd import SLOW


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[str]:
    """Return the address of a workbench with a scenario of which some questions take long."""
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    process, address = started(tmp_path)
    yield address
    process.terminate()
    process.communicate(timeout=60)


ASK = "(path) => fetch(path).then((answer) => answer.json()).then((job) => job.id)"
STATE = "[...document.querySelectorAll('tbody tr')].map((row) => row.children[3].textContent)"


def test_a_run_appears_and_ends_in_the_pages_of_others(show: Open, busy: str) -> None:
    one: Any = show("/", at=busy)
    jobs: Any = show("/jobs", at=busy)
    scenario: Any = show("/s/slow.yaml/conflict", at=busy)
    until(jobs, "document.querySelector('main').textContent.includes('There are none.')")
    one.evaluate(ASK, "/api/scenarios/slow.yaml/coalitions?wait=0")
    until(jobs, f"{STATE}.includes('▸ running')")
    until(jobs, "document.querySelector('#jobs').textContent.includes('1 under way')")
    until(scenario, "document.querySelector('#runs').textContent.includes('Coalitions')")
    jobs.get_by_role("button", name="Cancel").click()
    until(jobs, f"{STATE}.includes('○ cancelled')")
    until(scenario, "document.querySelector('#runs').hidden")
    jobs.get_by_role("button", name="Ask again").click()
    until(jobs, f"{STATE}.some((one) => one === '◌ waiting' || one === '▸ running')")
