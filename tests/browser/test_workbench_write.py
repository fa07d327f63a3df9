"""Writing by forms: statements reordered by mouse and by keyboard, what flips, chances, undo, drafts, and sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.conftest import FLAGSHIP, HOLD, STATEMENTS, Open, faults, place_of, until

CASE = f"/s/{FLAGSHIP}"

QUARREL = """\
title: A quarrel   # of two
circumstances:
  mood: {values: [good, bad], now: bad, chance: 0.3, assumed: a test}
sources:
  diary: {title: The diary, paragraphs: 2}
actors:
  Anna:
    options:
      shout: {cite: 2}   # loudly
    prefers:
      # first of all
      - {name: heard, want: shout, assumed: a test}
      - {name: peace, avoid: shout, cite: diary:1}
  Ben:
    options:
      leave: {assumed: a test}
    prefers:
      - {name: stay, avoid: leave, assumed: a test}
claims:
  - {name: loud, says: Anna shouts, test: every equilibrium has Anna.shout, stance: own, assumed: a test}
"""


RIVER = """\
title: The river
circumstances:
  rain: {values: [poor, good], now: good, chance: 0.6, assumed: a test}   # as ever
  court:
    now: no
    chance:
      # where it is wet
      rain = poor: unlikely
      otherwise: 0.7   # else
    assumed: a test
actors:
  Anna:
    options:
      dam: {assumed: a test}
    ranking:
      - 2   # the best
      - [1, 3]
      - 4
  Ben:
    options:
      sue: {assumed: a test}
    prefers:
      - {name: quiet, avoid: sue, assumed: a test}
beliefs:
  - {who: Ben, thinks: rain = poor, assumed: a test}   # he says
variants:
  dry: {says: no rain, set: {rain: poor}, assumed: a test}   # a drought
claims:
  - {name: built, says: there is a dam, test: some equilibrium has Anna.dam, assumed: a test}   # so they say
"""

GRAPH = """\
title: A graph
states:
  flowing: it flows
  dammed: it is dammed   # for good
start: flowing
actors:
  Anna: {moves: [[flowing, dammed]], ranking: [dammed, flowing]}   # she builds
  Ben:
    moves:
      - [dammed, flowing]   # he breaks
    ranking: [flowing, dammed]
"""

SECOND_HANDLE = """() => {
  const one = document.querySelectorAll('.handle')[1];
  one.scrollIntoView({ block: 'center' });
  const { x, y } = one.getBoundingClientRect();
  return [x + 5, y + 5];
}"""
"""Where the second handle is, in one go: forms may be drawn anew at any time."""

FIRST = "(name) => document.querySelector('ol.statements > li').innerText.includes(name)"


def opened(show: Open, root: Path, name: str, text: str = QUARREL, tab: str = "write", **options: Any) -> Any:
    (root / name).write_text(text, encoding="utf-8")
    page = show(f"/s/{name}/{tab}", **options)
    if tab == "write":
        page.get_by_role("heading", name="Anna", exact=True).wait_for()
        page.evaluate(HEARING)
    return page


def order(page: Any, actor: str = "Anna") -> list[str]:
    return [text.split()[3] for text in page.evaluate(STATEMENTS, actor)]


def saved(page: Any, path: Path) -> str:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.", exact=True).first.wait_for()
    return path.read_text(encoding="utf-8")


def test_a_statement_is_dragged_and_it_is_told_what_flips(show: Open, root: Path) -> None:
    page = opened(show, root, "dragged.yaml")
    items = page.get_by_role("region", name="Anna", exact=True).locator("ol.statements > li")
    before, after = place_of(items.nth(1).locator(".handle")), place_of(items.nth(0))
    page.mouse.move(before["x"] + 5, before["y"] + 5)
    page.mouse.down()
    page.mouse.move(after["x"] + 5, after["y"] + 5, steps=4)
    assert page.locator(".drop-above").count() == 1
    page.mouse.up()
    assert order(page) == ["peace", "heard"]
    flips = page.get_by_role("region", name="What flips")
    flips.get_by_text("Anna now puts peace above heard: 1st instead of 2nd.").wait_for()
    told = flips.inner_text()
    assert "● holds → ○ fails: Anna shouts (loud)" in told
    assert "1 of 1 claims has another verdict" in told
    assert (root / "dragged.yaml").read_text(encoding="utf-8") == QUARREL
    lines = QUARREL.splitlines(keepends=True)
    moved = lines.index("      - {name: peace, avoid: shout, cite: diary:1}\n")
    lines[moved - 1 : moved + 1] = lines[moved], lines[moved - 1]
    assert saved(page, root / "dragged.yaml") == "".join(lines)


def test_a_drag_is_given_up_by_escape_and_followed_beyond_the_window(show: Open, root: Path) -> None:
    page = opened(show, root, "far.yaml", viewport={"width": 1280, "height": 400})

    def grab() -> None:
        x, y = page.evaluate(SECOND_HANDLE)
        assert page.evaluate("scrollY") > 100
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, 5, steps=4)  # the upper edge of the window, where it stays

    grab()
    until(page, "scrollY === 0")
    assert page.locator(".drop-above").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".drop-above, .dragged").count() == 0
    page.mouse.up()
    assert order(page) == ["heard", "peace"]
    grab()
    page.mouse.up()
    assert order(page) == ["peace", "heard"]


def test_a_double_click_moves_once_and_takes_one_level_out(show: Open, root: Path) -> None:
    page = opened(show, root, "double.yaml")
    page.get_by_role("button", name="Move peace up").dblclick()  # the second is on what was moved below it
    assert order(page) == ["peace", "heard"]
    page = opened(show, root, "double-level.yaml", RIVER)
    page.get_by_role("button", name="Take state 2 out").dblclick()
    page.get_by_text("A ranking leaves out").first.wait_for()
    assert levels(page) == [["1", "3"], ["4"]]


def test_what_flips_is_not_told_before_it_is_found(show: Open, root: Path) -> None:
    page = opened(show, root, "found.yaml")
    flips = page.get_by_role("region", name="What flips")
    flips.get_by_text("The draft says what is saved.").wait_for()
    page.evaluate(HOLD, "/flips")
    page.get_by_role("button", name="Move peace up").click()
    flips.get_by_text("Finding what flips …").wait_for()
    assert "The draft says what is saved." not in flips.inner_text()
    page.evaluate("release()")
    flips.get_by_text("1 of 1 claims has another verdict").wait_for()
    assert "Finding" not in flips.inner_text()
    page.get_by_role("button", name="Undo", exact=True).click()
    flips.get_by_text("The draft says what is saved.").wait_for()


def test_a_statement_is_moved_by_keyboard_and_it_is_announced(show: Open, root: Path) -> None:
    page = opened(show, root, "keys.yaml")
    page.get_by_role("button", name="Move peace up").focus()
    page.keyboard.press("Enter")
    said(page, "peace is now number 1 of 2, above heard.")
    assert order(page) == ["peace", "heard"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move peace down"
    page.keyboard.press("Alt+ArrowDown")
    assert order(page) == ["heard", "peace"]
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Control+z")
    said(page, "Undone.")
    page.get_by_text("no errors").wait_for()
    until(page, FIRST, "heard")
    page.keyboard.press("Control+y")
    until(page, FIRST, "peace")


def test_the_editor_and_the_forms_write_one_text(show: Open, root: Path) -> None:
    page = opened(show, root, "both.yaml")
    page.get_by_role("button", name="Change the title").click()
    page.get_by_role("textbox", name="Title").fill("A great quarrel")
    page.keyboard.press("Enter")
    page.get_by_text("A great quarrel", exact=True).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Change the title"
    page.get_by_role("button", name="Change heard").click()
    page.get_by_label("Because").fill("half a sen")  # and now something else is looked up
    page.get_by_role("tab", name="Text").click()
    area = page.get_by_role("textbox", name="Text of")
    area.wait_for()
    assert area.input_value() == QUARREL.replace("A quarrel   #", "A great quarrel   #")
    area.fill(area.input_value().replace("name: stay", "name: remain"))
    page.get_by_role("tab", name="Write").click()
    page.get_by_role("button", name="Change remain").wait_for()
    assert page.get_by_label("Because").input_value() == "half a sen"
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Change stay").wait_for()
    assert page.get_by_text("A great quarrel", exact=True).is_visible()
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("button", name="Change remain").wait_for()
    page.get_by_text("kept as a draft").wait_for()
    page.reload()
    page.get_by_role("button", name="Go on with the draft").click()
    page.get_by_role("button", name="Change remain").wait_for()
    assert saved(page, root / "both.yaml") == QUARREL.replace("A quarrel", "A great quarrel").replace("stay", "remain")


def test_what_is_under_way_when_another_tab_is_shown_is_not_lost(show: Open, root: Path) -> None:
    page = opened(show, root, "underway.yaml")
    page.evaluate(
        """() => {
          document.querySelector('[aria-label="Move peace up"]').click();
          document.getElementById('tab-text').click();
        }"""
    )
    area = page.get_by_role("textbox", name="Text of")
    area.wait_for()
    text = area.input_value()
    assert text.index("name: peace") < text.index("name: heard")


def test_chances_are_set_by_slider_and_by_word(show: Open, root: Path) -> None:
    page = opened(show, root, "chances.yaml")
    slider = page.get_by_label("Chance of mood = bad, in per cent")
    assert slider.input_value() == "30"
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("`chance` is now 0.31 (before: 0.3)").wait_for()
    page.get_by_label("Chance of mood = bad, by a word").select_option("likely")
    page.get_by_text("`chance` is now likely (before: 0.3)").wait_for()
    assert page.get_by_label("Chance of mood = bad, in per cent").get_attribute("aria-valuetext") == "likely, 55 to 80%"
    assert saved(page, root / "chances.yaml") == QUARREL.replace("chance: 0.3", "chance: likely")


def test_parts_are_added_changed_and_removed(show: Open, root: Path) -> None:
    page = opened(show, root, "parts.yaml")
    page.get_by_role("button", name="Add an option of Ben").click()
    page.get_by_label("Short name").fill("shout")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Change Ben.shout").wait_for()
    page.get_by_role("button", name="Add an option of Ben").click()
    page.get_by_label("Short name").fill("shout")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="there is an option `shout` already").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_label("Cannot be").fill("Anna.shout and Ben.shuot")
    page.keyboard.press("Enter")
    page.get_by_text("✗ 1 error").wait_for()
    wrongs = page.get_by_role("region", name="What is wrong")
    assert "shuot" in wrongs.inner_text()
    page.get_by_role("button", name="Change rule 1").click()
    wrong = page.get_by_label("Cannot be")
    assert wrong.get_attribute("aria-invalid") == "true"
    assert "shuot" in page.locator(f"#{wrong.get_attribute('aria-describedby')}").inner_text()
    wrong.fill("Anna.shout and Ben.shout")
    page.keyboard.press("Enter")
    page.get_by_text("● no errors").wait_for()
    assert not wrongs.is_visible()
    page.get_by_role("button", name="Change heard").click()
    page.get_by_role("button", name="Remove this statement").click()
    page.get_by_text("Anna no longer has heard").wait_for()
    text = QUARREL.replace("      - {name: heard, want: shout, assumed: a test}\n", "")
    text = text.replace("      leave: {assumed: a test}\n", "      leave: {assumed: a test}\n      shout: {}\n")
    text = text.replace("claims:\n", "never:\n  - when: Anna.shout and Ben.shout\nclaims:\n")
    assert saved(page, root / "parts.yaml") == text


HEARING = """() => {
  const live = document.getElementById('live');
  window.said = [];
  new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true });
}"""
"""Keeps all that is said to readers of the screen, since what follows from a change is said soon after it."""

HEARD = """(text) => {
  const at = window.said.indexOf(text);
  window.said.splice(0, at + 1);
  return at >= 0;
}"""


def said(page: Any, text: str) -> None:
    """Wait until something is said that was not waited for before."""
    until(page, HEARD, text)


def levels(page: Any) -> list[list[str]]:
    found = page.get_by_role("list", name="Ranking of Anna").locator("> li")
    return [one.locator("strong").all_inner_texts() for one in found.all()]


def test_a_ranking_is_moved_and_its_ties_joined_and_split(show: Open, root: Path) -> None:
    page = opened(show, root, "ranking.yaml", RIVER)
    assert levels(page) == [["2"], ["1", "3"], ["4"]]
    items = page.get_by_role("list", name="Ranking of Anna").locator("> li")
    assert "dam = yes, sue = no" in items.nth(0).inner_text()
    handle, first = place_of(items.nth(2).locator(".handle")), place_of(items.nth(0))
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(first["x"] + 5, first["y"] + 5, steps=4)
    page.mouse.up()
    said(page, "state 4 is now number 1 of 3, above state 2.")
    assert levels(page) == [["4"], ["2"], ["1", "3"]]
    page.get_by_role("button", name="Move state 4 down").focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Enter")
    said(page, "state 4 is now number 3 of 3, below states 1, 3.")
    assert levels(page) == [["2"], ["1", "3"], ["4"]]
    page.get_by_role("button", name="Let state 1 stand alone").press("Enter")
    said(page, "1 stands alone, just below.")
    assert levels(page) == [["2"], ["3"], ["1"], ["4"]]
    page.get_by_role("button", name="Let state 4 tie with the level above").press("Enter")
    said(page, "state 4 now ties with what stood above.")
    assert levels(page) == [["2"], ["3"], ["1", "4"]]
    page.get_by_role("button", name="Take state 2 out of the ranking").click()
    page.get_by_text("A ranking leaves out 1 feasible state(s): 2").first.wait_for()
    page.get_by_role("button", name="Undo").click()
    said(page, "Undone.")
    page.get_by_text("● no errors").wait_for()
    text = RIVER.replace("      - [1, 3]\n      - 4\n", "      - 3\n      - [1, 4]\n")
    assert saved(page, root / "ranking.yaml") == text


def test_a_chance_hangs_on_other_circumstances(show: Open, root: Path) -> None:
    page = opened(show, root, "cases.yaml", RIVER)
    cases = page.get_by_role("list", name="Cases of court = no").locator("> li")
    assert cases.count() == 2
    page.get_by_label("Chance of court = no where rain = poor, by a word").select_option("likely")
    said(page, "The chance of court = no where rain = poor is changed.")
    page.get_by_label("Chance of court = no where otherwise, in per cent").press("ArrowLeft")
    page.get_by_text("otherwise: 0.69").first.wait_for()
    page.get_by_role("button", name="Change rain = poor, of court = no").click()
    page.get_by_label("Where (a formula").fill("rain = dry")
    page.keyboard.press("Enter")
    page.get_by_text("✗ 1 error").wait_for()
    assert "dry" in cases.nth(0).locator(".error-word").inner_text()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("● no errors").wait_for()
    page.get_by_role("button", name="Add a case of court = no").click()
    where = page.get_by_label("Where (a formula")
    where.press_sequentially("rain = g")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert where.input_value() == "rain = good"
    page.get_by_label("Its chance there").fill("0.1")
    page.keyboard.press("Enter")
    said(page, "Added.")
    page.get_by_role("button", name="Move rain = good up").press("Enter")
    said(page, "rain = good is now number 1 of 3, above rain = poor.")
    page.get_by_role("button", name="Change otherwise, of court = no").click()
    page.get_by_role("button", name="Remove this case").click()
    said(page, "otherwise, of court = no is removed; Undo brings it back.")
    assert cases.count() == 2
    page.get_by_role("button", name="Let it hang on others of rain = good").click()
    page.get_by_label("Where (a formula").fill("court = yes")
    page.get_by_label("Its chance there").fill("even chance")
    page.keyboard.press("Enter")
    page.get_by_text("depend on each other").first.wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("● no errors").wait_for()
    text = RIVER.replace("      otherwise: 0.7   # else\n", "")
    text = text.replace("      rain = poor: unlikely\n", "      rain = good: 0.1\n      rain = poor: likely\n")
    assert saved(page, root / "cases.yaml") == text


def test_levels_that_are_pressed_one_after_another_are_those_that_are_meant(show: Open, root: Path) -> None:
    page = opened(show, root, "quick.yaml", RIVER)
    press = "(names) => { for (const one of names) document.querySelector(`[aria-label^='${one}']`).click(); }"
    page.evaluate(press, ["Take state 2 out", "Take states 1, 3 out"])
    said(page, "states 1, 3 is out of the ranking; Undo brings it back.")
    page.get_by_text("A ranking leaves out").first.wait_for()
    assert levels(page) == [["4"]]


def test_values_that_are_set_one_after_another_are_all_set(show: Open, root: Path) -> None:
    chances = "rain: {values: [poor, good], now: good, chances: {poor: 0.4, good: 0.6}, assumed: a test}"
    seen = "signals:\n  - {name: clouds, about: rain, seen if: {poor: 0.9, good: 0.2}, assumed: a test}\n"
    text = RIVER.replace("rain: {values: [poor, good], now: good, chance: 0.6, assumed: a test}", chances)
    page = opened(show, root, "both-set.yaml", text.replace("variants:\n", f"{seen}variants:\n"))
    page.evaluate(HOLD, "/api/edit")
    page.get_by_label("Chance of rain = poor, in per cent").press("ArrowRight")
    page.get_by_label("Chance of rain = good, in per cent").press("ArrowLeft")
    page.get_by_label("seen: clouds").uncheck()
    page.get_by_label("Day on which clouds was seen").fill("2029-12-01")
    page.keyboard.press("Tab")
    page.evaluate("release()")
    until(page, "window.said.filter((one) => one === 'clouds: not seen.').length === 2")
    page.get_by_text("● No errors").wait_for()
    after = saved(page, root / "both-set.yaml")
    assert "chances: {poor: 0.41, good: 0.59}" in after
    assert "seen if: {poor: 0.9, good: 0.2}, seen: no, on: 2029-12-01, assumed" in after


def test_a_form_waits_for_its_own_answer_and_is_sent_once(show: Open, root: Path) -> None:
    page = opened(show, root, "own.yaml")
    page.evaluate(HOLD, "/api/edit")
    page.get_by_role("button", name="Move peace up").click()
    page.get_by_role("button", name="Add an option of Ben").click()
    page.get_by_label("Short name").fill("leave")
    page.get_by_label("What it is").fill("he goes")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    page.evaluate("release()")
    page.locator(".part-form").get_by_role("alert").filter(has_text="there is an option `leave` already").wait_for()
    assert page.get_by_label("What it is").input_value() == "he goes"
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Add a rule").click()
    page.get_by_label("Cannot be").fill("Anna.shout and Ben.leave")
    page.evaluate("() => { for (const _ of [1, 2]) document.querySelector('.part-form').requestSubmit(); }")
    said(page, "Added.")
    page.get_by_role("button", name="Change rule 1").wait_for()
    assert saved(page, root / "own.yaml").count("Anna.shout and Ben.leave") == 1


def test_what_the_check_finds_is_not_drawn_under_a_pressed_button(show: Open, root: Path) -> None:
    page = opened(show, root, "pressed.yaml")
    page.evaluate(HOLD, "/api/check")
    page.get_by_role("button", name="Move peace up").click()
    until(page, "window.waiting > 0")
    page.get_by_role("button", name="Change stay").hover()
    page.mouse.down()
    page.evaluate("release()")
    until(page, "window.waiting === 0")
    page.evaluate("() => new Promise((ready) => setTimeout(ready, 50))")  # the pages have had their turn
    page.mouse.up()
    page.get_by_label("Because").wait_for()


def test_moves_and_states_of_graph_form(show: Open, root: Path) -> None:
    page = opened(show, root, "graph.yaml", GRAPH)
    page.get_by_role("button", name="Change dammed to flowing, of Ben").click()
    page.get_by_role("button", name="Remove this move").click()
    said(page, "dammed to flowing, of Ben is removed; Undo brings it back.")
    page.get_by_role("button", name="Add a state").click()
    page.get_by_label("Name", exact=True).fill("burst")
    page.get_by_label("What it means").fill("it has burst")
    page.get_by_role("button", name="Add", exact=True).click()
    said(page, "Added.")
    page.get_by_text("The ranking leaves out `burst`").first.wait_for()
    for actor in ("Anna", "Ben"):
        page.get_by_role("button", name=f"Add a level of {actor}").click()
        page.get_by_label("States that tie").press_sequentially("bu")
        page.get_by_role("option", name="burst").click()
        page.keyboard.press("Enter")
        said(page, "Added.")
    page.get_by_role("button", name="Add a move of Ben").click()
    page.get_by_label("From the state").fill("dammed")
    page.get_by_label("To the state").fill("burst")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Change dammed to burst, of Ben").wait_for()
    page.get_by_text("● no errors").wait_for()
    text = GRAPH.replace("    moves:\n      - [dammed, flowing]   # he breaks\n", "    moves: [[dammed, burst]]\n")
    text = text.replace("ranking: [dammed, flowing]", "ranking: [dammed, flowing, burst]")
    text = text.replace("ranking: [flowing, dammed]", "ranking: [flowing, dammed, burst]")
    text = text.replace("   # for good\n", "   # for good\n  burst: it has burst\n")
    assert saved(page, root / "graph.yaml") == text


def test_names_are_completed_in_the_fields_of_forms(show: Open, root: Path) -> None:
    page = opened(show, root, "completed.yaml", RIVER)
    page.get_by_role("button", name="Change quiet").click()
    field = page.get_by_role("combobox", name="Only where")
    listed = page.get_by_role("listbox", name="Completions")
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("an")
    listed.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    assert listed.get_by_role("option").all_inner_texts() == ["and", "Anna.dam"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert (chosen.inner_text(), chosen.get_attribute("aria-selected")) == ("Anna.dam", "true")
    page.keyboard.press("Enter")
    assert field.input_value() == "Anna.dam"
    assert not listed.is_visible()
    page.keyboard.type(" = y")
    assert listed.get_by_role("option").all_inner_texts() == ["yes"]
    page.keyboard.press("Escape")
    assert not listed.is_visible()
    assert field.input_value() == "Anna.dam = y"  # the form is still open
    page.keyboard.press("Control+Space")
    page.keyboard.press("Enter")
    page.keyboard.type(" and ra")
    page.keyboard.press("Enter")  # nothing is chosen: what is typed is sent, and its error told at its field
    page.get_by_text("✗ 1 error").wait_for()
    page.get_by_role("button", name="Change quiet").click()
    assert field.input_value() == "Anna.dam = yes and ra"
    assert "`ra`" in page.locator(".part-form .error-word").inner_text()
    field.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert field.input_value() == "Anna.dam = yes and rain"


def test_beliefs_claims_and_variants_are_written(show: Open, root: Path) -> None:
    page = opened(show, root, "others.yaml", RIVER)
    page.get_by_role("button", name="Change belief 1, of Ben").click()
    page.get_by_label("Takes to be so").fill("rain = good")
    page.get_by_label("How sure they are").fill("likely")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Ben takes it that rain = good (likely)").wait_for()
    page.get_by_role("button", name="Add a belief").click()
    page.get_by_label("Who", exact=True).fill("Anna")
    page.get_by_label("Takes to be so").fill("rain = {poor: 0.4, good: 0.6}")
    page.get_by_label("Assumed").fill("a test")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Change belief 2, of Anna").click()
    assert page.get_by_label("Takes to be so").input_value() == "rain = {poor: 0.4, good: 0.6}"
    page.get_by_label("Takes to be so").fill("rain = {poor: 0.3, good: 0.7}")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Anna takes it that rain = {poor: 0.3, good: 0.7}").wait_for()
    page.get_by_role("button", name="Change dry").click()
    page.get_by_label("Circumstances, as").fill("rain poor")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("alert").filter(has_text="not of the form name = value").wait_for()
    page.get_by_label("Circumstances, as").fill("rain = poor, court = yes")
    page.get_by_label("Held, out of").fill("Anna.dam = no")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("lock Anna.dam = no").wait_for()
    page.get_by_role("button", name="Add a claim").click()
    page.get_by_label("Short name").fill("calm")
    page.get_by_label("The claim in words").fill("nobody sues")
    page.get_by_label("The test").fill("no equilibrium has Ben.sue")
    page.get_by_label("In the variant").fill("dry")
    page.get_by_label("Whose claim").select_option("inferred")
    page.get_by_label("Assumed").fill("a test")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Change calm").wait_for()
    page.get_by_role("button", name="Change built").click()
    page.get_by_role("button", name="Remove this claim").click()
    said(page, "built is removed; Undo brings it back.")
    page.get_by_role("button", name="Add an outcome").click()
    page.get_by_label("Is so where").fill("Ben.sue")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Change Ben.sue").wait_for()
    page.get_by_text("● no errors").wait_for()
    text = RIVER.replace("thinks: rain = poor, assumed", "thinks: rain = good, chance: likely, assumed")
    text = text.replace("set: {rain: poor}, assumed", "set: {rain: poor, court: yes}, lock: {Anna.dam: no}, assumed")
    text = text[: text.index("  - {name: built")] + (
        "  - name: calm\n    says: nobody sues\n    test: no equilibrium has Ben.sue\n    in: dry\n"
        "    stance: inferred\n    assumed: a test\n"
    )
    belief = "  - who: Anna\n    thinks:\n      rain:\n        poor: 0.3\n        good: 0.7\n    assumed: a test\n"
    text = text.replace("variants:\n", f"{belief}outcomes: [Ben.sue]\nvariants:\n")
    assert saved(page, root / "others.yaml") == text


def test_axe_finds_nothing_in_rankings_tables_and_completions(show: Open, root: Path) -> None:
    found = {}
    page = opened(show, root, "axe-river.yaml", RIVER)
    found["parts"] = faults(page)
    for button in (
        "Change rain = poor, of court = no",
        "Change built",
        "Change dry",
        "Add a level of Anna",
        "Add a signal",
    ):
        page.get_by_role("button", name=button).click()
        page.locator(".part-form").wait_for()
        found[button] = faults(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Change quiet").click()
    page.get_by_role("combobox", name="Only where").press("Control+Space")
    page.get_by_role("listbox", name="Completions").wait_for()
    found["completions"] = faults(page)
    page = opened(show, root, "axe-graph.yaml", GRAPH)
    page.get_by_role("button", name="Add a move of Ben").click()
    page.locator(".part-form").wait_for()
    found["graph"] = faults(page)
    assert {step: told for step, told in found.items() if told} == {}


def test_versions_are_told_in_the_conflicts_own_words(show: Open, root: Path) -> None:
    page = opened(show, root, "versions.yaml")
    page.get_by_role("button", name="Move peace up").click()
    said(page, "peace is now number 1 of 2, above heard.")
    saved(page, root / "versions.yaml")
    page.get_by_role("button", name="Versions", exact=True).click()
    page.locator("table.versions").get_by_text("Anna now puts peace above heard").wait_for()


def test_forms_need_yaml(show: Open, root: Path) -> None:
    (root / "no-yaml.yaml").write_text("title: [", encoding="utf-8")
    page = show("/s/no-yaml.yaml/write")
    page.get_by_text("cannot be shown as forms yet").wait_for()
    page.get_by_role("button", name="line 1").first.click()
    page.get_by_role("textbox", name="Text of").wait_for()


def test_a_citation_leads_to_its_paragraph(show: Open, root: Path) -> None:
    (root / "cited.diary.txt").write_text("# May\n\nWe were quiet.\n\n<b>We</b> were loud.\n", encoding="utf-8")
    page = opened(show, root, "cited.yaml", tab="conflict")
    button = page.get_by_role("button", name="source diary:2")
    button.focus()
    page.keyboard.press("Enter")
    side = page.get_by_role("complementary", name="Source")
    side.get_by_text("<b>We</b> were loud.").wait_for()
    page.keyboard.press("Escape")
    assert not side.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "source diary:2"
    (root / "cited.diary.txt").unlink()
    button.click()
    side.get_by_text("Put your own copy of the text there").wait_for()
    assert "cited.diary.txt" in side.inner_text()


def test_the_flagship_is_written_by_forms(show: Open, root: Path) -> None:
    before = (root / FLAGSHIP).read_text(encoding="utf-8")
    page = show(f"{CASE}/write")
    page.get_by_role("button", name="Move common_front up").click()
    flips = page.get_by_role("region", name="What flips")
    flips.get_by_text("Europe now puts common_front above answer: 2nd instead of 3rd.").wait_for(timeout=240_000)
    assert "no_free_coercion" in flips.inner_text()
    assert (root / FLAGSHIP).read_text(encoding="utf-8") == before
    page.get_by_role("button", name="Undo").click()
    flips.get_by_text("The draft says what is saved.").wait_for(timeout=240_000)


def test_axe_finds_nothing_in_forms_and_beside_sources(show: Open, root: Path) -> None:
    page = opened(show, root, "axe.yaml", QUARREL.replace("avoid: leave", "avoid: leaf"))
    page.get_by_text("✗ 1 error").wait_for()
    page.get_by_role("button", name="Change stay").click()
    page.locator(".part-form").wait_for()
    found = {"form": faults(page)}
    page.keyboard.press("Escape")
    page.goto(page.url.replace("/write", "/conflict"))
    (root / "axe.yaml").write_text(QUARREL, encoding="utf-8")
    page.reload()
    page.goto(page.url.replace("/conflict", "/write"))
    page.get_by_role("button", name="Move peace up").click()
    page.get_by_text("Anna now puts peace above heard").wait_for()
    found["flips"] = faults(page)
    saved(page, root / "axe.yaml")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="What differs now from version 1").click()
    page.locator(".difference").wait_for()
    found["versions"] = faults(page)
    (root / "axe.yaml").write_text(QUARREL.replace("A quarrel", "Of another"), encoding="utf-8")
    page.get_by_role("button", name="Move peace down").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save mine over it").wait_for()
    found["conflict"] = faults(page)
    page.goto(page.url.replace("/write", "/conflict"))
    page.get_by_role("button", name="source diary:1").click()
    page.get_by_text("Put your own copy of the text there").wait_for()
    found["source"] = faults(page)
    assert {step: told for step, told in found.items() if told} == {}
