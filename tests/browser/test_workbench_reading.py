"""What a first look finds: the conflict as it is written, what is empty, and where the keyboard is after each step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open, until

RIVER = """\
title: The river as a graph
states: {flowing: the river flows, dammed: it is dammed, strike: the dam is destroyed}
start: dammed
actors:
  Upper: {moves: [[flowing, dammed]], ranking: [dammed, flowing, strike]}
  Lower: {moves: [[dammed, strike]], ranking: [flowing, strike, dammed]}
"""

LIMITS = """\
title: What limits a choice
circumstances:
  money: {values: [none, some], now: some, chance: 0.7, assumed: a test}
actors:
  Anna:
    options:
      build: {needs: money = some, irreversible: yes, assumed: a test}
      talk: {lapses when: Ben.leave changes, assumed: a test}
    prefers: [{want: talk, assumed: a test}]
  Ben: {options: {leave: {assumed: a test}}, prefers: [{avoid: leave, assumed: a test}]}
never:
  - {name: both, when: Anna.build and Ben.leave, because: it would have no use, assumed: a test}
outcomes:
  - {name: built, when: Anna.build, because: it is what is asked, assumed: a test}
not modelled:
  - {name: weather, what: the weather, why: it is the same for both}
"""

FOCUSED = "(what) => document.activeElement.matches(what)"


@pytest.fixture(scope="module", autouse=True)
def written(root: Path) -> None:
    """Write the scenarios of these tests into the folder."""
    (root / "river.yaml").write_text(RIVER, encoding="utf-8")
    (root / "limits.yaml").write_text(LIMITS, encoding="utf-8")


def test_a_conflict_in_graph_form_is_read(show: Open) -> None:
    page = show("/s/river.yaml/conflict")
    states = page.get_by_role("region", name="States")
    assert "▸ dammed" in states.get_by_role("row").nth(2).inner_text()
    assert "the river flows" in states.inner_text()
    assert page.locator(".chip.start").count() == 1
    assert "dammed → strike" in page.get_by_role("region", name="Lower").inner_text()


def test_what_limits_choices_is_read_with_its_reasons(show: Open) -> None:
    page = show("/s/limits.yaml/conflict")
    card = page.get_by_role("region", name="Anna").inner_text()
    assert "needs money = some" in card
    assert "cannot be taken back" in card
    assert "falls away when Ben.leave changes" in card
    never = page.get_by_role("region", name="What cannot happen").inner_text()
    assert "it would have no use" in never
    assert "it is what is asked" in page.get_by_role("region", name="Outcomes").inner_text()
    assert "it is the same for both" in page.get_by_role("region", name="Not modelled").inner_text()


def test_what_is_empty_says_what_would_fill_it(show: Open) -> None:
    """Nobody believes anything in the small quarrel, nobody claims anything by the river; neither is an error."""
    page = show("/s/small.yaml/beliefs")
    page.get_by_role("link", name="Write a belief").wait_for()
    assert page.locator(".note.error").count() == 0
    page.evaluate("location.hash = '#/s/river.yaml/claims'")
    page.get_by_role("link", name="write one in the text").wait_for()
    page.evaluate("location.hash = '#/s/river.yaml/what-if'")
    page.get_by_role("link", name="add one under Write").wait_for()
    assert page.get_by_role("button", name="All as written").count() == 0


def test_a_short_table_takes_the_room_of_its_rows(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.locator(".states tr[data-row='3']").wait_for()
    high = page.evaluate("document.querySelector('.states').clientHeight")
    assert high < 8 * 31


def test_the_keyboard_stays_where_something_is_chosen(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.locator("#concept").focus()
    page.evaluate("document.querySelector('h1').id = 'before'")
    page.keyboard.press("ArrowDown")
    until(page, "location.hash.includes('concept=nash') && !document.getElementById('before')")
    page.locator(".states tr[data-row='0']").wait_for()
    assert page.evaluate(FOCUSED, "#concept")
    page.get_by_role("tab", name="Outcomes").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator(".bar").first.wait_for()
    assert page.evaluate(FOCUSED, "#tab-what-if")


def test_the_keyboard_begins_a_new_page_at_its_beginning(show: Open) -> None:
    page = show("/s/small.yaml/claims")
    page.locator(".claim a").focus()
    page.evaluate("scrollTo(0, 9999)")
    page.keyboard.press("Enter")
    page.locator("textarea").wait_for()
    until(page, "document.activeElement.matches('textarea')")  # at the line that was asked for
    page.evaluate("location.hash = '#/'")
    link = page.locator("a[href='#/s/small.yaml/conflict']")
    link.focus()
    page.evaluate("document.body.style.minHeight = '300vh'; scrollTo(0, 9999)")
    until(page, "scrollY > 0")
    page.keyboard.press("Enter")
    page.locator(".card").first.wait_for()
    assert page.evaluate(FOCUSED, "main")
    assert page.evaluate("scrollY") == 0


def test_the_first_tab_leads_to_the_content(show: Open) -> None:
    page = show("/s/small.yaml/settlements")
    page.get_by_role("region", name="Coalitions").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED, ".skip")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED, "main")
    assert page.url.endswith("#/s/small.yaml/settlements")


def test_asking_keeps_the_keyboard_at_the_question(show: Open) -> None:
    page = show("/s/small.yaml/settlements")
    asked = page.get_by_role("region", name="What would suit everybody")
    asked.get_by_role("button").focus()
    page.keyboard.press("Enter")
    asked.locator(".folded").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "See what is acceptable"


@pytest.mark.parametrize(
    ("where", "button", "opened"), [("text", "Versions", "Versions"), ("outcomes", "▸ Anna", "The play")]
)
def test_escape_closes_and_goes_back_to_what_opened(show: Open, where: str, button: str, opened: str) -> None:
    page: Any = show(f"/s/small.yaml/{where}")
    opener = page.get_by_role("button", name=button).first
    opener.wait_for()
    opener.focus()
    told = opener.inner_text()
    page.keyboard.press("Enter")
    place = page.get_by_role("region", name=opened)
    place.get_by_role("button").first.wait_for()
    page.keyboard.press("Escape")
    until(page, "(told) => document.activeElement.innerText === told", told)
    assert place.get_by_role("button").count() == 0


def test_a_job_leads_to_its_answer(show: Open) -> None:
    page = show("/s/small.yaml/beliefs")
    page.evaluate("fetch('/api/scenarios/small.yaml/coalitions?wait=0')")
    page.evaluate("location.hash = '#/jobs'")
    page.get_by_role("link", name="Coalitions").first.click()
    page.get_by_role("tab", name="Settlements", selected=True).wait_for()
