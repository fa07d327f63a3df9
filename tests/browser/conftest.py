"""A workbench as a process of its own, and pages of a browser that tell what goes wrong in them."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the network is cut
]
FLAGSHIP = "us-russia-2024.yaml"

Open = Callable[..., Any]


@pytest.fixture(scope="package")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the flagship case and a scenario whose texts try to be markup."""
    root = tmp_path_factory.mktemp("scenarios")
    cases = files("detente.cases")
    (root / FLAGSHIP).write_bytes((cases / "diplomacy" / "us-russia-2024" / "scenario.yaml").read_bytes())
    (root / "small.yaml").write_text(SMALL, encoding="utf-8")
    (root / "markup.yaml").write_text(MARKUP, encoding="utf-8")
    return root


SMALL = """\
title: A small quarrel
circumstances:
  mood: {values: [good, bad], now: bad, chance: 0.3, assumed: a test}
actors:
  Anna:
    options:
      shout: {assumed: a test}
    prefers:
      - {want: shout, exactly when: mood = bad, assumed: a test}
  Ben:
    options:
      leave: {assumed: a test}
    prefers:
      - {want: leave, if: Anna.shout, assumed: a test}
      - {avoid: leave, assumed: a test}
claims:
  - {name: peace, says: they stay friends, test: some equilibrium has not Anna.shout, stance: own, assumed: a test}
"""

# A text that tries to be HTML, Markdown and a template, and that is hard to lay out; it stands wherever a text may.
BAD = (
    '<script>window.owned=1</script>"><img src=x onerror="window.owned=1"> '
    "[link](javascript:window.owned=1) **bold** {{7*7}} שלום עולם 🕊️👩‍👩‍👧 " + "unbreakable" * 45
)
QUOTED = json.dumps(BAD, ensure_ascii=False)
GROUNDS = f"because: {QUOTED}, assumed: {QUOTED}, cite: [lore:1]"
MARKUP = f"""\
title: {QUOTED}
story: {QUOTED}
as_of: 2030-01-01
sources:
  lore: {{title: {QUOTED}, author: {QUOTED}, pages: {QUOTED}, note: {QUOTED}, paragraphs: 3}}
circumstances:
  mood: {{values: [good, bad], now: bad, chance: 0.3, means: {QUOTED}, {GROUNDS}}}
situations:
  noise: Anna.shout
actors:
  Anna:
    name: {QUOTED}
    means: {QUOTED}
    options:
      shout: {{means: {QUOTED}, {GROUNDS}}}
    prefers:
      - {{name: loud, want: shout, if: mood = bad, {GROUNDS}}}
  Ben:
    options:
      leave: {{}}
    prefers: [avoid: leave]
never:
  - {{name: both, when: Anna.shout and Ben.leave, {GROUNDS}}}
beliefs:
  - {{who: Ben, thinks: {{mood: good}}, {GROUNDS}}}
signals:
  - {{name: door, what: {QUOTED}, about: mood, seen if: {{good: 0.1, bad: 0.9}}, seen: yes, on: 2029-12-01, {GROUNDS}}}
outcomes:
  - {{name: row, when: noise, {GROUNDS}}}
variants:
  calm: {{says: {QUOTED}, set: {{mood: good}}, cite: [lore:1], assumed: {QUOTED}}}
claims:
  - name: loud
    test: some equilibrium has Anna.shout
    stance: own
    says: {QUOTED}
    cite: [lore:1]
    assumed: {QUOTED}
not modelled:
  - {{name: weather, what: {QUOTED}, why: {QUOTED}, cite: [lore:2]}}
"""


def started(root: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a workbench on a folder and return it with its address."""
    command = [sys.executable, "-m", "detente", "workbench", str(root), "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    return process, found.group()


@pytest.fixture(scope="package")
def base(root: Path) -> Iterator[str]:
    """Return the address of a workbench on the folder."""
    process, address = started(root)
    yield address
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Return a browser; whatever needs it is skipped where it is not installed."""
    driving = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with driving.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, base: str) -> Iterator[Open]:
    """Return what opens a page at an address behind #; nothing may go wrong in it, and nothing leave this machine."""
    contexts, wrong, asked, own = [], [], [], []

    def open_(where: str = "/", at: str = base, **options: Any) -> Any:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 860}} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        own.append(at)
        page.goto(f"{at}#{where}")
        return page

    yield open_
    for context in contexts:
        context.close()
    refused = re.compile(r"Failed to load resource: .* status of 4\d\d")  # what is refused is part of the way
    assert [one for one in wrong if not refused.match(one)] == []
    assert asked
    assert all(url.startswith(tuple(own)) for url in asked)


def until(page: Any, what: str, given: Any = None) -> None:
    """Wait until something is so in a page; the browser's own way needs `eval`, which these pages forbid."""
    ends = time.monotonic() + 60
    while not page.evaluate(what, given):
        assert time.monotonic() < ends, what
        page.wait_for_timeout(30)


def place_of(one: Any) -> dict[str, float]:
    """Return where an element is in the window; forms may be drawn anew in the very moment it is asked."""
    ends = time.monotonic() + 60
    while (found := one.bounding_box()) is None:
        assert time.monotonic() < ends
    return dict(found)


STATEMENTS = """(region) => {
  const items = document.querySelectorAll(`[aria-label="${region}"] ol.statements > li`);
  return [...items].map((one) => one.innerText);
}"""
"""The statements of an actor as they are seen, in one go for the same reason."""

HOLD = """(part) => {
  const real = window.fetch, held = new Promise((ready) => { window.release = ready; });
  window.waiting = 0;
  window.fetch = async (path, more) => {
    const answer = await real(path, more);
    if (path.includes(part)) { window.waiting += 1; await held; window.waiting -= 1; }
    return answer;
  };
}"""
"""Holds what is asked at addresses with a part, until `release()`."""


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
VIEWS = [(1280, "light", ALL), (1280, "dark", COLOURS), (390, "light", ALL), (390, "dark", COLOURS)]
"""A theme changes colours only."""


def faults(page: Any) -> list[Any]:
    """Return what axe finds in a page, wide and narrow, light and dark, and whether it is wider than its screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found: list[Any] = []
    for width, theme, options in VIEWS:
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        tall = page.evaluate("document.documentElement.scrollHeight")  # so that what stays in sight covers nothing
        page.set_viewport_size({"width": width, "height": max(844, tall)})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append((width, theme, f"{wide} pixels wide"))
        told = axe.run(page, options=options).response
        assert len(told["passes"]) > (10 if options is ALL else 0)
        found += [
            (width, theme, one["id"], [node["html"][:200] for node in one["nodes"]]) for one in told["violations"]
        ]
    return found
