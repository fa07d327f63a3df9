"""The report in Chromium: accessible in both themes, wide and narrow, with JavaScript and without, and printed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.errors import QuestionError
from detente.views.report.printing import browser
from tests.views.reported import page, summer

sync_api = pytest.importorskip("playwright.sync_api")

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [(theme, width) for theme in ("light", "dark") for width in (1280, 390)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    try:
        program = browser()
    except QuestionError as error:
        pytest.skip(str(error))
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(page(), encoding="utf-8")
    return file.as_uri()


def opened(chromium: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """Return the page in a new window, and what the browser complains of."""
    told: list[str] = []
    shown = chromium.new_context(**options).new_page()
    shown.on("console", lambda message: told.append(message.text))
    shown.on("pageerror", lambda error: told.append(str(error)))
    shown.on("request", lambda request: None if request.url == address else told.append(request.url))
    shown.goto(address)
    return shown, told


@pytest.mark.parametrize(("theme", "width"), VIEWS)
def test_axe_finds_nothing(chromium: Any, address: str, theme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # The rules of the page let no script in, so that axe is let past them; the page itself is the same.
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "bypass_csp": True}
    shown, _ = opened(chromium, address, **options)
    shown.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = axe.run(shown, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 20
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    shown.context.close()


@pytest.mark.parametrize(("theme", "width"), VIEWS)
def test_it_fits_the_window_and_nothing_is_loaded(chromium: Any, address: str, theme: str, width: int) -> None:
    shown, told = opened(chromium, address, viewport={"width": width, "height": 900}, color_scheme=theme)
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    assert told == []
    ground = shown.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(251, 250, 247)", "dark": "rgb(21, 23, 26)"}[theme]
    smallest = shown.evaluate(
        "Math.min(...[...document.querySelectorAll('main p, main li, main td')].map("
        "one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 13
    shown.context.close()


def test_without_javascript_all_is_there(chromium: Any, address: str) -> None:
    with_it, _ = opened(chromium, address)
    without, _ = opened(chromium, address, java_script_enabled=False)
    assert without.locator("main").inner_text().split() == with_it.locator("main").inner_text().split()
    without.locator("summary").first.click()
    assert without.locator("details[open]").count() == 1
    for one in (with_it, without):
        one.context.close()


def test_tables_sort_by_a_heading_from_the_keyboard(chromium: Any, address: str) -> None:
    shown, told = opened(chromium, address)
    table = shown.locator("table", has=shown.locator("caption", has_text="Choices that are open"))
    head = table.locator("thead th", has_text="chance").first
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    numbers = [float(one) for one in table.locator("tbody tr td:nth-child(3) data").evaluate_all(
        "all => all.map(one => one.value)")]  # fmt: skip
    assert numbers == sorted(numbers)
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    first = table.locator("tbody tr").first.inner_text()
    assert "65%" in first
    assert told == []
    shown.context.close()


def test_on_paper_all_is_unfolded(chromium: Any, address: str) -> None:
    """Without JavaScript too: the style sheet for paper shows what folds."""
    shown, _ = opened(chromium, address, java_script_enabled=False)
    inside = shown.locator("#all-wants li").first
    assert not inside.is_visible()
    shown.emulate_media(media="print")
    assert inside.bounding_box()["height"] > 0
    shown.context.close()


def test_the_browser_prints_it_as_pdf(chromium: Any) -> None:
    assert chromium.is_connected()
    content = summer().pdf()
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in b"".join(inflated(content))  # headings and tables are marked for screen readers
    assert len(content) > 20_000


def inflated(content: bytes) -> Iterator[bytes]:
    """Yield the objects of a PDF, packed ones unpacked."""
    yield content
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue
