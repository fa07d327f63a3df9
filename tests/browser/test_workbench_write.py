"""Writing by forms: statements reordered by mouse and by keyboard, what flips, chances, undo, drafts, and sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.conftest import FLAGSHIP, Open, faults, until

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


FIRST = "(name) => document.querySelector('ol.statements > li').innerText.includes(name)"


def opened(show: Open, root: Path, name: str, text: str = QUARREL, tab: str = "write", **options: Any) -> Any:
    (root / name).write_text(text, encoding="utf-8")
    page = show(f"/s/{name}/{tab}", **options)
    if tab == "write":
        page.get_by_role("heading", name="Anna", exact=True).wait_for()
    return page


def order(page: Any, actor: str = "Anna") -> list[str]:
    found = page.get_by_role("region", name=actor, exact=True).locator("ol.statements > li")
    return [text.split()[3] for text in found.all_inner_texts()]


def saved(page: Any, path: Path) -> str:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.", exact=True).first.wait_for()
    return path.read_text(encoding="utf-8")


def test_a_statement_is_dragged_and_it_is_told_what_flips(show: Open, root: Path) -> None:
    page = opened(show, root, "dragged.yaml")
    items = page.get_by_role("region", name="Anna", exact=True).locator("ol.statements > li")
    before, after = items.nth(1).locator(".handle").bounding_box(), items.nth(0).bounding_box()
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


def test_a_statement_is_moved_by_keyboard_and_it_is_announced(show: Open, root: Path) -> None:
    page = opened(show, root, "keys.yaml")
    page.get_by_role("button", name="Move peace up").focus()
    page.keyboard.press("Enter")
    until(page, "document.getElementById('live').textContent === 'peace is now number 1 of 2, above heard.'")
    assert order(page) == ["peace", "heard"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move peace down"
    page.keyboard.press("Alt+ArrowDown")
    assert order(page) == ["heard", "peace"]
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Control+z")
    until(page, "document.getElementById('live').textContent === 'Undone.'")
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


def test_versions_are_told_in_the_conflicts_own_words(show: Open, root: Path) -> None:
    page = opened(show, root, "versions.yaml")
    page.get_by_role("button", name="Move peace up").click()
    until(page, "document.getElementById('live').textContent.startsWith('peace is now')")
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
