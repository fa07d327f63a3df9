"""Room on the pages: for names that go on, for lists at the end of the window, for a map whose window changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open, until

NATION = "The_United_Federation_of_Independent_Maritime_Republics"
CUSTOM = "a_custom_that_is_older_than_anybody_who_lives_can_remember"
VALUE = "kept_as_it_was_in_the_days_of_the_grandparents"
LONG = f"""\
title: Names that go on
circumstances:
  {CUSTOM}: {{values: [{VALUE}, not_{VALUE}], now: {VALUE}, chance: 0.6, assumed: a test}}
actors:
  {NATION}:
    options: {{sail: {{assumed: a test}}}}
    prefers:
      - {{want: sail, exactly when: {CUSTOM} = {VALUE}, assumed: a test}}
  Ben:
    options: {{follow: {{assumed: a test}}}}
    prefers: [{{want: follow, exactly when: {NATION}.sail, assumed: a test}}]
"""

OUTSIDE = """() => {
  const frame = document.querySelector('.tornado svg').getBoundingClientRect();
  const out = (box) => box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom;
  return [...document.querySelectorAll('.tornado text')].filter((one) => out(one.getBoundingClientRect()));
}"""
"""The words of a tornado that its picture cuts off."""

COVERED = """() => {
  const boxes = [...document.querySelectorAll('.graph rect')].map((one) => one.getBoundingClientRect());
  const over = (text) => boxes.some((box) => text.left < box.right && text.right > box.left);
  return [...document.querySelectorAll('.graph .arc + text')].filter((one) => over(one.getBoundingClientRect())).length;
}"""
"""How many names of movers reach into the boxes of states."""

DRAWN = """() => {
  const canvas = document.querySelector('.map canvas'), { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const columns = [];
  for (let x = 0; x < width; x += 1)
    for (let y = 0; y < height; y += 1) if (data[4 * (y * width + x) + 3]) { columns.push(x); break; }
  return { first: columns[0], last: columns.at(-1), wide: document.querySelector('.map').clientWidth, width };
}"""
"""From where to where something is drawn on the map, and how wide it and its canvas are."""


@pytest.fixture(scope="module", autouse=True)
def written(root: Path) -> None:
    """Write the scenario of these tests into the folder."""
    (root / "long.yaml").write_text(LONG, encoding="utf-8")


def test_long_names_are_read_in_the_tornado(show: Open) -> None:
    page = show("/s/long.yaml/drivers")
    page.locator(".tornado text.name", has_text=CUSTOM).wait_for()
    page.locator(".tornado text.end", has_text=VALUE).first.wait_for()
    assert page.evaluate(OUTSIDE) == []


def test_long_names_leave_states_and_sliders_their_room(show: Open) -> None:
    page = show("/s/long.yaml/outcomes?state=1")
    page.locator(".graph .arc + text", has_text="The_United").first.wait_for()
    assert page.evaluate(COVERED) == 0
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("[...document.querySelectorAll('.play')].every((one) => one.scrollWidth <= one.clientWidth)")
    page = show("/s/long.yaml/what-if", viewport={"width": 390, "height": 844})
    slider = page.locator(".doubts input[type=range]").first
    slider.wait_for()
    assert slider.bounding_box()["width"] > 60
    assert page.evaluate(
        "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.doubts'))"
    )


def whole(page: Any) -> bool:
    """Return whether all of the map is in sight, beside its buttons."""
    found = page.evaluate(DRAWN)
    sharp = found["width"] / found["wide"]
    return bool(found["first"] > 0 and found["last"] < (found["wide"] - 44) * sharp)


def test_the_map_is_seen_whole_until_the_reader_moves_it(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.get_by_label("Map of moves").check()
    page.locator(".map canvas").wait_for()
    page.wait_for_timeout(200)
    assert whole(page)
    page.set_viewport_size({"width": 390, "height": 500})
    page.wait_for_timeout(200)
    assert whole(page)
    page.locator(".map canvas").scroll_into_view_if_needed()
    box = page.locator(".map canvas").bounding_box()
    page.mouse.move(box["x"] + 150, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 340, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert not whole(page)
    page.set_viewport_size({"width": 400, "height": 500})  # it stays as the reader has put it
    page.wait_for_timeout(200)
    assert not whole(page)
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(200)
    assert whole(page)


def test_completions_are_in_sight_where_the_window_ends(show: Open) -> None:
    page = show("/s/small.yaml/write")
    page.get_by_role("button", name="Add a statement of Ben").click()
    field = page.get_by_role("combobox", name="What", exact=True)
    low = field.evaluate("(one) => one.getBoundingClientRect().bottom + scrollY")
    listed = page.get_by_role("listbox", name="Completions")
    for height, above in ((int(low) + 400, False), (500, True)):
        page.set_viewport_size({"width": 1280, "height": height})
        page.evaluate("(top) => scrollTo(0, top)", low - height + 10 if above else 0)
        field.fill("")
        field.press_sequentially("A")
        listed.wait_for()
        at, held = listed.bounding_box(), field.bounding_box()
        assert at["y"] >= 0
        assert at["y"] + at["height"] <= height
        assert (at["y"] < held["y"]) is above
        page.keyboard.press("Escape")


def test_a_state_that_is_not_there_is_told_once(show: Open) -> None:
    page = show("/s/small.yaml/outcomes?state=99")
    page.get_by_role("alert").filter(has_text="`99` is no state here").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("alert").count() == 1
    assert not page.get_by_text("All reasons in words").is_visible()
    page.locator(".states tbody tr[tabindex]").first.click()
    page.get_by_text("All reasons in words").wait_for()


def test_a_badly_written_address_says_what_is_not_there(show: Open) -> None:
    page = show("/s/%E0%A4%A/outcomes")
    page.get_by_role("alert").filter(has_text="there is no scenario `%E0%A4%A` in this folder").wait_for()


def test_a_state_that_all_concepts_hold_says_so_in_a_word(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.locator(".states tbody tr[tabindex]").nth(3).wait_for()
    rows = page.locator(".states tbody tr[tabindex]").all_inner_texts()
    # Anna shouts, for the mood is bad, and then Ben leaves: no move of their own is better, whatever the concept.
    assert [row.split("\t")[2] for row in rows] == ["○ none", "○ none", "○ none", "● all"]
    until(page, "document.querySelector('.states').scrollWidth <= document.querySelector('.states').clientWidth")


def test_a_formula_that_is_wrong_leads_to_no_line_and_leaves_no_other_rows(show: Open) -> None:
    page = show("/s/small.yaml/outcomes")
    page.get_by_text("4 of 4 states").wait_for()
    page.get_by_label("Filter by a formula").fill("weather")
    page.get_by_role("button", name="Filter").click()
    told = page.get_by_role("alert").filter(has_text="There is no `weather`")
    told.wait_for()
    assert told.inner_text().startswith("✗ error: There is no")
    assert page.locator(".states tbody tr[tabindex]").count() == 0
    assert not page.get_by_text("4 of 4 states").is_visible()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("4 of 4 states").wait_for()
    assert page.locator(".states tbody tr[tabindex]").count() == 4
    page = show("/s/small.yaml/drivers")
    page.locator(".tornado").wait_for()
    page.locator("#panel input").first.fill("weather")
    page.get_by_role("button", name="Ask", exact=True).click()
    told = page.get_by_role("alert").filter(has_text="There is no `weather`")
    told.wait_for()
    assert told.get_by_role("button").count() == 0


def test_a_name_with_a_slash_says_what_is_wrong_with_it(show: Open, root: Path) -> None:
    page = show("/")
    page.get_by_label("File name").fill("new/case")
    page.get_by_role("button", name="Write a new scenario").click()
    page.get_by_role("alert").filter(has_text="A name with a slash").wait_for()
    page.get_by_label("File name").fill(" spaced ")
    page.get_by_role("button", name="Write a new scenario").click()
    page.get_by_role("heading", name="A new conflict").wait_for()
    assert (root / "spaced.yaml").is_file()
