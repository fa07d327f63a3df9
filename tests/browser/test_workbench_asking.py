"""The pages on which one looks and asks: moves played, the map, drivers, signals, settlements, reports."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import HOLD, Open, faults, until
from tests.workbench.test_asking import DATED

DATES = DATED.replace("  - {name: oath, about: mood, seen if: {good: 1, bad: 0}, on: 2025-02-01}\n", "")
DATES = DATES.replace("actors:", "  harvest: {values: [rich, poor], now: poor}\nactors:")
DATES = DATES.replace("prefers: [", "prefers: [{want: dance, exactly when: harvest = rich}, ")
DATES = DATES.replace("{shout: {}}", "{shout: {}, dance: {}}")
DATES += """\
beliefs:
  - {who: Anna, thinks: {harvest: rich}}
claims:
  - {name: quiet, says: she may be quiet, test: some prospect has not Anna.shout}
  - {name: loud, says: she is loud for sure, test: every prospect has Anna.shout, stance: doubted}
"""


@pytest.fixture(scope="module", autouse=True)
def written(root: Path) -> None:
    """Write the scenarios of these tests into the folder."""
    (root / "dated.yaml").write_text(DATES, encoding="utf-8")
    (root / "two-thousand.yaml").write_text(TWO_THOUSAND, encoding="utf-8")


TWO_THOUSAND = "title: Two thousand states\nactors:\n" + "".join(
    f"  A{k}: {{options: {{go: {{}}}}, prefers: [{'want' if k % 2 else 'avoid'}: go]}}\n" for k in range(11)
)


def test_a_move_is_played_step_by_step(show: Open) -> None:
    """Anna does not want to stop shouting; from her silence she shouts, and that is one step."""
    page = show("/s/small.yaml/outcomes")
    page.locator(".play").first.click()
    stage = page.get_by_role("region", name="The play")
    assert "Step 0 of 1" in stage.inner_text()
    page.keyboard.press("ArrowRight")
    assert "Step 1 of 1" in stage.inner_text()
    moved = stage.locator("tr.moved")
    assert moved.count() == 1
    assert "no → yes" in moved.inner_text()
    assert "What becomes of it" in stage.inner_text()
    stage.get_by_role("button", name="Back").click()
    assert stage.locator("tr.moved").count() == 0


def test_the_map_is_gone_through_by_keyboard(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.get_by_label("Map of moves").check()
    canvas = page.locator("canvas")
    canvas.focus()
    page.keyboard.press("ArrowRight")  # the start is taken first
    page.locator(".chosen", has_text="State 1").wait_for()
    assert "▸ start" in page.locator(".chosen").inner_text()
    page.keyboard.press("ArrowRight")
    page.locator(".chosen", has_text=re.compile("State [23]")).wait_for()
    told = page.locator(".chosen strong").inner_text()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=told, exact=True).wait_for()


def test_two_thousand_states_are_drawn_and_put_together(show: Open) -> None:
    page = show("/s/two-thousand.yaml/outcomes")
    page.get_by_label("Map of moves").check()
    page.get_by_text("All 2,048 states").wait_for()
    until(page, PAINTED)
    page.get_by_text("Put states together by").click()
    page.get_by_label("A0.go", exact=True).check()
    page.get_by_text("2 groups of 2,048 states").wait_for()
    page.get_by_label("Around which state").fill("5")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("what moves from state 5 lead to").wait_for()


PAINTED = """() => {
  const canvas = document.querySelector('canvas');
  if (!canvas.width) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((part) => part);
}"""


def test_ways_of_play_are_a_picture_and_a_list(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.get_by_label("Ways of play").check()
    page.locator("svg.tree .rests").first.wait_for()
    rows = page.get_by_role("table", name="The likeliest ways").get_by_role("row")
    assert rows.count() == 1 + page.locator("svg.tree .rests").count()
    page.get_by_role("table", name="The likeliest ways").get_by_role("button").first.click()
    page.locator(".side h2", has_text="State ").wait_for()


def test_switches_move_the_bars(show: Open) -> None:
    """She dances exactly when the harvest is rich, which it is not as written."""
    page = show("/s/dated.yaml/what-if")
    dance = page.locator(".bar-group", has=page.get_by_role("heading", name="Anna.dance", exact=True)).locator(".bar")
    dance.nth(1).wait_for()
    assert dance.nth(1).locator(".figure").inner_text() == "0%"
    page.get_by_label("harvest is").select_option("rich")
    until(page, "document.body.textContent.includes('worlds weighed')")
    assert dance.nth(1).locator(".figure").inner_text() == "100%"
    page.get_by_label("Anna believes that").uncheck()
    page.get_by_text("put aside").wait_for()
    page.get_by_role("button", name="All as written").click()
    until(page, "document.querySelectorAll('.doubt .warning-word:not([hidden])').length === 0")
    page.locator(".bar-group", has_text="Claims about prospects").wait_for()


def test_a_tornado_is_drawn_of_what_is_asked(show: Open) -> None:
    page = show("/s/dated.yaml/drivers")
    page.locator(".tornado svg").wait_for()
    page.get_by_role("combobox", name="About").fill("Anna.shout")
    page.get_by_role("button", name="Ask").click()
    page.locator(".tornado", has_text="Anna.shout").wait_for()
    row = page.locator(".tornado tbody tr").first
    assert row.locator("th").inner_text() == "mood"
    assert "good 0%, bad 100%" in row.inner_text()


def test_claims_can_be_asked_about(show: Open) -> None:
    """She shouts where her mood is bad, and may be quiet where it is good."""
    page = show("/s/dated.yaml/drivers")
    page.locator(".tornado svg").wait_for()
    offered = page.locator("datalist option").evaluate_all("(all) => all.map((one) => one.value)")
    assert offered[-2:] == ["claim quiet", "claim loud"]
    page.get_by_role("combobox", name="About").fill("claim quiet")
    page.get_by_role("button", name="Ask").click()
    page.locator(".tornado", has_text="The chance that the claim quiet holds").wait_for()
    assert "bad 0%, good 100%" in page.locator(".tornado tbody tr").first.inner_text()


def test_what_is_still_to_come_is_asked_of_a_claim(show: Open) -> None:
    """Before the first day she is quiet with 0.7; if she smiles, with 0.63 / (0.63 + 0.09), else with 0.07 / 0.28."""
    page = show("/s/dated.yaml/signals")
    page.get_by_role("heading", name="What was known: 2025-04-15").wait_for()
    coming = page.get_by_role("region", name="What is still to come")
    assert coming.count() == 0  # nothing is, after the last day
    page.get_by_role("button", name="before 2025-02-01").click()
    coming.get_by_role("combobox", name="About").fill("claim quiet")
    coming.get_by_role("button", name="Ask").click()
    coming.get_by_text("That the claim quiet holds: 70%").wait_for()
    smile = coming.get_by_role("row", name="smile")
    assert [cell.inner_text() for cell in smile.get_by_role("cell").all()][2:] == ["72%", "88%", "25%"]


FERRY = """\
title: A ferry
circumstances:
  wind: {now: yes, chance: 0.4 to 0.6, assumed: a test}
  fog: {now: yes, chance: 0.5, assumed: a test}
actors:
  Ferry: {options: {out: {assumed: a test}}, prefers: [{avoid: out, assumed: a test}]}
never:
  - {when: Ferry.out and not wind and not fog, assumed: a test}
signals:
  - {name: coin, about: fog, seen if: {no: 0.5, yes: 0.5}, on: 2025-02-01, assumed: a test}
variants:
  at_sea: {lock: {Ferry.out: yes}, assumed: a test}
"""


def test_what_a_forecast_supposes_is_told_beside_it(show: Open, root: Path) -> None:
    """In clear weather the ferry cannot go out: 0.5 * 0.5, from 0.4 * 0.5 to 0.6 * 0.5."""
    (root / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    page = show("/s/ferry.yaml/signals?variant=at_sea")
    page.get_by_text("All this where the variant is possible; it is not with 25% (20 to 30%).").wait_for()
    page = show("/s/ferry.yaml/signals")
    page.locator(".bars").wait_for()
    assert page.get_by_text("All this where").count() == 0


def test_what_sliders_suppose_follows_them(show: Open, root: Path) -> None:
    (root / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    page = show("/s/ferry.yaml/what-if?variant=at_sea")
    page.get_by_text("All this where the variant is possible; it is not with 25% (20 to 30%).").wait_for()
    page.get_by_role("button", name="wind is surely no").click()  # then the fog alone decides
    page.get_by_text("All this where the variant is possible; it is not with 50%.").wait_for()
    page.get_by_role("button", name="fog is surely yes").click()
    until(page, "!document.body.textContent.includes('All this where')")
    page.get_by_role("button", name="fog is surely no").click()
    page.get_by_text("Where wind = no and fog = no: ").wait_for()
    page.get_by_role("button", name="All as written").click()
    page.get_by_text("All this where the variant is possible; it is not with 25% (20 to 30%).").wait_for()


def test_the_forecast_follows_the_day(show: Open) -> None:
    page = show("/s/dated.yaml/signals")
    page.get_by_role("heading", name="What was known: 2025-04-15").wait_for()
    page.get_by_role("button", name="before 2025-02-01").click()
    page.get_by_role("heading", name="What was known: before 2025-02-01").wait_for()
    assert page.get_by_text("◌ still to come").count() == 2
    shouts = page.locator(".bar-group", has=page.get_by_role("heading", name="Anna.shout", exact=True)).locator(".bar")
    assert shouts.nth(1).locator(".figure").inner_text() == "30% (20 to 40%)"  # as written
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("End")
    page.get_by_role("heading", name="What was known: 2025-04-15").wait_for()
    # p * 0.06 / (that + (1 - p) * 0.72), p being the chance as written: 0.034 at 0.3, 0.020 at 0.2, 0.053 at 0.4.
    assert shouts.nth(1).locator(".figure").inner_text() == "3% (2 to 5%)"


def test_plans_and_groups_are_asked_for(show: Open) -> None:
    page = show("/s/small.yaml/settlements")
    plans = page.get_by_role("region", name="Plans for a situation")
    plans.get_by_label("For").first.fill("not Anna.shout")
    plans.get_by_role("button", name="Find plans").click()
    plans.locator(".folded").wait_for()
    assert "not Anna.shout" in plans.locator(".folded").inner_text()
    groups = page.get_by_role("region", name="Coalitions")
    groups.get_by_role("button", name="Look at all groups").click()
    groups.locator(".folded").wait_for()
    one = page.get_by_role("region", name="One state as a settlement")
    one.get_by_label("State").fill("99")
    one.get_by_role("button", name="Judge it").click()
    one.get_by_role("alert").wait_for()
    assert "unknown-state" in one.inner_text()


def test_claims_are_filtered_and_say_what_they_rest_on(show: Open) -> None:
    page = show("/s/dated.yaml/claims")
    page.get_by_text("2 of 2 claims").wait_for()
    page.get_by_label("Whose").select_option("doubted")
    page.get_by_text("1 of 2 claims").wait_for()
    assert page.locator(".claim:visible").count() == 1
    page.get_by_label("Whose").select_option("")
    page.get_by_role("button", name="What does each rest on?").click()
    page.locator(".claim", has_text="what carries it").first.wait_for()
    page.get_by_label("Claims with these words").fill("loud for sure")
    page.get_by_text("1 of 2 claims").wait_for()


def test_reasons_that_come_late_stay_closed(show: Open) -> None:
    page = show("/s/dated.yaml/claims")
    claim = page.locator(".claim").first
    claim.wait_for()
    page.evaluate(HOLD, "/claims/page")
    why = claim.get_by_role("button", name="Why, and what would flip it")
    why.click()
    until(page, "window.waiting === 1")
    why.click()
    page.evaluate("window.release()")
    until(page, "window.waiting === 0")
    page.wait_for_timeout(200)
    assert claim.locator(".blocks").count() == 0
    why.click()
    claim.locator(".blocks").wait_for()


def test_beliefs_tell_each_game(show: Open) -> None:
    page = show("/s/dated.yaml/beliefs")
    page.locator(".folded", has_text="Anna takes it that harvest = rich").wait_for()


def test_a_report_is_made_and_downloaded(show: Open) -> None:
    page = show("/s/small.yaml/report")
    page.get_by_label("tell what each claim rests on").uncheck()
    page.get_by_role("button", name="Make the report (HTML)").click()
    link = page.get_by_role("link", name="Download the report (HTML)")
    link.wait_for()
    with page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename == "small-report.html"
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


TABS = {
    "outcomes": ".stance",
    "drivers": ".tornado",
    "signals": ".bars",
    "beliefs": ".folded",
    "claims": ".claim",
    "settlements": ".asked",
    "report": "form",
    "what-if": ".bar",
}


def opened(page: Any, tab: str) -> None:
    """Go to a tab, and open all that is folded there or must be asked for."""
    page.evaluate("(to) => { location.hash = to; }", f"/s/dated.yaml/{tab}")
    page.locator(f"#tab-{tab}[aria-selected=true]").wait_for()
    page.locator(f"#panel {TABS[tab]}").first.wait_for()
    if tab == "outcomes":
        page.locator(".play").first.click()
        page.get_by_label("Map of moves").check()
        page.locator("canvas").wait_for()
        page.get_by_label("Ways of play").check()
        page.locator("svg.tree").wait_for()
    if tab == "settlements":
        plans = page.get_by_role("region", name="Plans for a situation")
        plans.get_by_label("For").first.fill("not Anna.shout")
        plans.get_by_role("button", name="Find plans").click()
        plans.locator(".folded").wait_for()
    folded = page.locator("#panel details:not([open]) > summary:visible")
    while folded.count():
        folded.first.click()
    until(page, "document.querySelectorAll('.job').length === 0")


def test_axe_finds_nothing_and_nothing_is_too_wide(show: Open) -> None:
    page = show("/")
    found = {}
    for tab in TABS:
        opened(page, tab)
        found[tab] = faults(page)
    assert {tab: told for tab, told in found.items() if told} == {}
