"""The pages as a reader uses them: read, ask why, doubt, claim, write; with the mouse and with the keyboard alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.browser.conftest import FLAGSHIP, HOLD, SMALL, Open, faults, until

CASE = f"/s/{FLAGSHIP}"


def test_the_folder_leads_to_the_conflict(show: Open) -> None:
    page = show("/")
    page.get_by_role("link", name="The United States and Russia in a second Trump term").click()
    page.wait_for_selector(".actors .card")
    assert page.locator(".actors .card").count() == 5
    card = page.get_by_role("region", name="Ukraine")
    assert "refusing" in page.content()
    assert card.locator(".chip.start").inner_text().startswith("▸ no")
    assert card.locator("ol.statements > li").count() == 5
    assert "source" in card.inner_text()


def test_why_a_state_holds_is_read(show: Open) -> None:
    page = show(f"{CASE}/outcomes")
    page.wait_for_selector(".states tbody tr[tabindex]")
    assert page.get_by_text("7,680 of 7,680 states").is_visible()
    page.get_by_label("prospects only").check()
    until(page, "document.querySelectorAll('.states tbody tr[tabindex]').length === 2")
    row = page.locator(".states tbody tr[tabindex]").first
    assert "● prospect" in row.inner_text()
    row.click()
    page.get_by_text("holds under firm stability").wait_for()
    assert page.locator(".side h2").first.inner_text().startswith("State ")


def test_states_are_sorted_and_filtered(show: Open) -> None:
    page = show(f"{CASE}/outcomes")
    page.get_by_label("Filter by a formula").fill("US.aid = cut and isolation")
    page.get_by_role("button", name="Filter").click()
    page.get_by_text("1,536 of 7,680 states").wait_for()
    page.get_by_role("button", name="State ▲").click()  # it sorts upwards already: downwards now
    page.wait_for_selector("th[aria-sort=descending]")
    page.get_by_label("Filter by a formula").fill("US.aid = cu")
    page.get_by_role("button", name="Filter").click()
    page.get_by_text("`cu` is no value of `US.aid`").wait_for()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("7,680 of 7,680 states").wait_for()


def test_a_long_table_keeps_few_rows_and_shows_its_end(show: Open) -> None:
    page = show(f"{CASE}/outcomes")
    row = page.locator(".states tbody tr[tabindex]").first
    row.wait_for()
    row.focus()
    page.keyboard.press("End")
    until(page, "document.activeElement?.querySelector('th')?.textContent.startsWith('7680')")
    assert page.locator(".states tbody tr").count() < 80


def test_a_doubt_moves_the_bars(show: Open) -> None:
    page = show(f"{CASE}/what-if")
    page.wait_for_selector(".bar")
    consult = (
        page.locator(".bar-group", has=page.get_by_role("heading", name="US.europe", exact=True)).locator(".bar").nth(2)
    )
    assert "55%" in consult.inner_text()
    slider = page.get_by_label("Chance of temper = prudent, in per cent", exact=True)
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.get_by_text("worlds weighed in").wait_for()
    page.get_by_label("temper is surely prudent").click()
    until(page, "!document.querySelectorAll('.bar-group')[0].textContent.includes('55%')")
    told = consult.inner_text()
    page.get_by_role("button", name="All as written").click()
    until(page, "document.querySelectorAll('.bar-group')[0].textContent.includes('55%')")
    assert "55%" not in told


def test_bars_follow_a_slider_at_once(show: Open) -> None:
    """On a quiet machine it takes some 60 ms; the limit leaves room for one that is not."""
    page = show(f"{CASE}/what-if")
    page.wait_for_selector(".bar")
    times = []
    for _ in range(7):
        began = time.monotonic()
        page.evaluate("document.querySelector('[aria-label*=worlds]')")
        page.get_by_label("Chance of congress = united, in per cent", exact=True).press("ArrowLeft")
        until(page, "document.querySelector('[role=status].small')?.textContent.includes('weighed')")
        times.append(time.monotonic() - began)
        page.evaluate("document.querySelector('[role=status].small').textContent = ''")
    assert sorted(times)[3] < 2.0


def test_claims_have_verdicts_and_reasons(show: Open) -> None:
    page = show("/s/small.yaml/claims")
    claim = page.get_by_role("article", name="peace")
    claim.wait_for()
    assert "○ fails" in claim.inner_text()
    claim.get_by_role("button", name="Why").click()
    claim.locator(".blocks").wait_for()
    told = claim.locator(".blocks").inner_text()
    assert "some equilibrium has not Anna.shout" in told
    assert "claims:" not in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_told_from_their_ground(show: Open, scheme: str) -> None:
    """WCAG: at least 4.5 to 1 between text and ground, for each pair of colours that the style sheet sets."""
    page = show("/", color_scheme=scheme)
    page.wait_for_selector("h1")
    ratios = page.evaluate(CONTRASTS)
    assert len(ratios) == 27
    assert {pair: round(ratio, 1) for pair, ratio in ratios.items() if ratio < 4.5} == {}


CONTRASTS = """() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const found = {};
  const pair = (ink, ground) => {
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    found[`${ink} on ${ground}`] = (high + 0.05) / (low + 0.05);
  };
  for (const ink of ['--ink', '--quiet', '--link', '--holds', '--fails', '--error', '--warn'])
    for (const ground of ['--ground', '--raised', '--sunk']) pair(ink, ground);
  for (const ground of ['--error-ground', '--warn-ground', '--good-ground']) pair('--ink', ground);
  pair('--on-accent', '--accent');
  pair('--error', '--error-ground');
  pair('--warn', '--warn-ground');
  return found;
}"""


def test_the_whole_way_by_keyboard(show: Open, root: Path) -> None:
    """From the folder to a scenario, over its tabs, into the table, to a reason, a doubt, a text that is saved."""
    (root / "a-keys.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/")
    page.get_by_role("heading", name=root.name).wait_for()

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("(what) => document.activeElement?.matches(what)", selector):
                return
        raise AssertionError(f"no Tab leads to {selector}")

    tab_to('a[href="#/s/a-keys.yaml/conflict"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".card")
    tab_to("[role=tab][aria-selected=true]")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".states tbody tr[tabindex='0']")
    page.wait_for_selector("[role=tab]:focus")
    tab_to(".states tr[tabindex='0']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".side h2", has_text="State 3").wait_for()
    page.goto(page.url.replace("/outcomes", "/what-if"))
    page.wait_for_selector(".bar")
    tab_to("input[type=range]")
    before = page.locator(".bar .figure").nth(1).inner_text()
    page.keyboard.press("PageUp")
    until(page, "(was) => document.querySelectorAll('.bar .figure')[1].textContent !== was", before)
    page.goto(page.url.replace("/what-if", "/text"))
    page.get_by_text("No errors, no warnings.").wait_for()
    tab_to("textarea")
    page.keyboard.press("Control+End")
    page.keyboard.type("# by keyboard")
    page.keyboard.press("Control+s")
    page.get_by_text("Saved.", exact=True).first.wait_for()
    assert (root / "a-keys.yaml").read_text(encoding="utf-8").endswith("# by keyboard")
    tab_to("a, button")  # the editor is no trap


@pytest.mark.parametrize(("late", "part"), [("/", "/api/cases"), ("/s/small.yaml/conflict", "/written")])
def test_a_page_that_comes_late_does_not_take_the_place_of_another(show: Open, late: str, part: str) -> None:
    page = show("/jobs")
    page.get_by_role("heading", name="Jobs").wait_for()
    page.evaluate(HOLD, part)
    page.evaluate("(to) => { document.querySelector('h1').id = 'before'; location.hash = to; }", late)
    until(page, "window.waiting === 1")
    page.evaluate("location.hash = '#/jobs'")
    until(page, "!document.getElementById('before')")
    page.evaluate("window.release()")
    until(page, "window.waiting === 0")
    page.wait_for_timeout(200)
    assert page.locator("h1").inner_text() == "Jobs"
    assert page.title() == "Détente workbench"


def test_a_version_that_comes_late_is_put_nowhere(show: Open, root: Path) -> None:
    for name in ("left.yaml", "right.yaml"):
        (root / name).write_text(SMALL, encoding="utf-8")
    page = show("/s/left.yaml/text")
    area = page.get_by_role("textbox", name="Text of left.yaml")
    area.fill(SMALL.replace("A small quarrel", "A great quarrel"))
    page.keyboard.press("Control+s")
    page.get_by_text("Saved.", exact=True).first.wait_for()
    page.get_by_role("button", name="Versions").click()
    page.evaluate(HOLD, "/versions/1")
    page.get_by_role("button", name="Put into the editor version 1").click()
    until(page, "window.waiting === 1")
    page.evaluate("location.hash = '#/s/right.yaml/text'")
    other = page.get_by_role("textbox", name="Text of right.yaml")
    other.fill("title: typed here")
    page.evaluate("window.release()")
    until(page, "window.waiting === 0")
    page.wait_for_timeout(200)
    assert other.input_value() == "title: typed here"
    page.evaluate("location.hash = '#/s/left.yaml/text'")
    area.wait_for()
    assert "A great quarrel" in area.input_value()


def test_axe_finds_nothing(show: Open, root: Path) -> None:
    """Every page that is not a question; those are in the tests of asking and of writing."""
    (root / "unread.yaml").write_text(SMALL.replace("Anna.shout", "Anna.shuot"), encoding="utf-8")
    page = show("/")
    page.wait_for_selector("h1")
    page.evaluate("fetch('/api/scenarios/small.yaml/analyse?wait=0')")
    waits = {
        "/": "h1",
        "/jobs": "tbody tr",
        "/login": "form.login",
        "/s/small.yaml/conflict": ".card",
        "/s/small.yaml/text": ".holds",
        "/s/small.yaml/write": "ol.statements",
        "/s/unread.yaml/outcomes": ".note.error",
        "/s/unread.yaml/text": ".flag",
        "/s/nothing.yaml/claims": ".note",
    }
    found = {}
    for where, wait in waits.items():
        page.evaluate("(to) => { location.hash = to; }", where)
        page.locator(wait).first.wait_for()
        page.wait_for_timeout(200)
        found[where] = faults(page)
    assert {where: told for where, told in found.items() if told} == {}
