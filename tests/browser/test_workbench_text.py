"""Texts in the editor: errors at their lines, versions, drafts, two editors of one text, a session that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser.conftest import SMALL, Open, started, until


def rewritten(page: Any, text: str) -> None:
    area = page.get_by_role("textbox", name="Text of")
    area.wait_for()
    area.fill(text)


def test_an_error_is_shown_at_its_line_and_a_saved_text_has_versions(show: Open, root: Path) -> None:
    (root / "edited.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/s/edited.yaml/text")
    page.get_by_text("No errors, no warnings.").wait_for()
    rewritten(page, SMALL.replace("avoid: leave", "avoid: leaf"))
    page.get_by_text("✗ 1 error").wait_for()
    line = SMALL.splitlines().index("      - {avoid: leave, assumed: a test}") + 1
    assert page.locator(".flag").get_attribute("aria-label").startswith(f"error in line {line}:")
    place = "(what) => document.querySelector(what).getBoundingClientRect().y"
    stripe = page.evaluate(place, ".stripe.error")
    assert abs(page.evaluate(place, ".flag") - stripe) < 1
    assert stripe > page.evaluate(place, "textarea")
    page.get_by_role("textbox").focus()
    page.keyboard.press("F8")
    assert (
        page.evaluate(
            "document.activeElement.value.slice(0, document.activeElement.selectionStart).split('\\n').length"
        )
        == line
    )
    rewritten(page, SMALL.replace("A small quarrel", "A great quarrel"))
    page.get_by_text("No errors, no warnings.").wait_for()
    page.keyboard.press("Control+s")
    page.get_by_text("Saved.", exact=True).first.wait_for()
    assert "A great quarrel" in (root / "edited.yaml").read_text(encoding="utf-8")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="What differs now from version 1").click()
    page.locator(".difference tr.new").wait_for()
    assert "A great quarrel" in page.locator(".difference tr.new").inner_text()
    page.get_by_role("button", name="Put into the editor version 1").click()
    until(page, "document.querySelector('textarea').value.includes('A small quarrel')")
    page.get_by_role("textbox").focus()
    page.keyboard.press("Control+z")
    assert "A great quarrel" in page.get_by_role("textbox").input_value()


def test_words_are_explained_where_the_pointer_rests_and_by_keyboard(show: Open, root: Path) -> None:
    (root / "helped.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/s/helped.yaml/text")
    area = page.get_by_role("textbox", name="Text of")
    area.wait_for()
    lines = SMALL.splitlines()
    line = next(number for number, one in enumerate(lines) if "exactly when" in one)
    letter = page.evaluate("document.querySelector('.measure').getBoundingClientRect().width / 100")

    def rest(row: int, column: int) -> None:
        area.hover(position={"x": 9.6 + (column + 0.5) * letter, "y": 6 + 20 * row + 10})

    rest(line, lines[line].index("when") + 1)
    told = page.get_by_role("tooltip")
    told.wait_for()
    assert told.inner_text().startswith("exactly when (statement): ")
    told.hover()  # what is told can be pointed at
    assert told.is_visible()
    rest(line, lines[line].index("mood"))
    told.get_by_text("mood (circumstance): Values: good, bad; now bad.").wait_for()
    assert told.bounding_box()["width"] < 420  # as wide as its words, so that it covers no more than it must
    page.get_by_role("heading", level=1).hover()
    told.wait_for(state="hidden")
    area.focus()
    page.evaluate("(at) => document.activeElement.setSelectionRange(at, at)", SMALL.index("shout:") + 2)
    page.keyboard.press("F1")
    told.get_by_text("shout (option of Anna): Values: no, yes; at the start no.").wait_for()
    until(page, "document.getElementById('live').textContent.startsWith('shout (option of Anna)')")
    page.keyboard.press("Escape")
    told.wait_for(state="hidden")
    rewritten(page, SMALL.replace("avoid: leave", "avoid: leaf"))
    page.get_by_text("✗ 1 error").wait_for()
    row = lines.index("      - {avoid: leave, assumed: a test}")
    rest(row, 60)
    told.get_by_text("leaf").first.wait_for()
    assert told.inner_text().startswith("✗ ")


def test_a_text_that_does_not_parse_can_be_mended(show: Open, root: Path) -> None:
    (root / "broken.yaml").write_text(SMALL.replace("Anna.shout", "Anna.shuot"), encoding="utf-8")
    page = show("/s/broken.yaml/text")
    page.get_by_text("✗ 2 errors").wait_for()
    page.get_by_role("tab", name="Outcomes").click()
    page.get_by_text("This scenario cannot be read yet.").wait_for()
    page.get_by_role("button", name="line 14").first.click()
    page.get_by_role("textbox").wait_for()


def test_two_editors_see_each_other(show: Open, root: Path) -> None:
    (root / "shared.yaml").write_text(SMALL, encoding="utf-8")
    first, second = show("/s/shared.yaml/text"), show("/s/shared.yaml/text")
    for page in (first, second):
        page.get_by_text("No errors, no warnings.").wait_for()
    rewritten(first, SMALL.replace("A small quarrel", "Of the first"))
    first.get_by_role("button", name="Save", exact=True).click()
    first.get_by_text("Saved.", exact=True).first.wait_for()
    rewritten(second, SMALL.replace("A small quarrel", "Of the second"))
    second.get_by_role("button", name="Save", exact=True).click()
    second.get_by_text("was changed by someone else").wait_for()
    assert "Of the first" in second.locator(".difference tr.gone").inner_text()
    assert "Of the second" in second.locator(".difference tr.new").inner_text()
    assert "Of the first" in (root / "shared.yaml").read_text(encoding="utf-8")
    assert "Of the second" in second.get_by_role("textbox").input_value()
    second.get_by_role("button", name="Save mine over it").click()
    second.get_by_text("Saved.", exact=True).first.wait_for()
    assert "Of the second" in (root / "shared.yaml").read_text(encoding="utf-8")


def test_what_is_not_saved_is_there_again(show: Open, root: Path) -> None:
    (root / "draft.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/s/draft.yaml/text")
    page.get_by_text("No errors, no warnings.").wait_for()
    rewritten(page, SMALL.replace("A small quarrel", "A draft"))
    page.get_by_text("kept as a draft").wait_for()
    page.reload()
    page.get_by_role("button", name="Go on with the draft").click()
    assert "A draft" in page.get_by_role("textbox").input_value()
    assert "A draft" not in (root / "draft.yaml").read_text(encoding="utf-8")


def test_an_older_draft_is_not_lost_to_what_is_typed_over_its_offer(show: Open, root: Path) -> None:
    """Whoever types without choosing has nothing kept, is told so, and is asked before anything is saved."""
    older, typed = (SMALL.replace("A small quarrel", title) for title in ("An older draft", "Typed meanwhile"))
    (root / "older.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/s/older.yaml/text")
    page.get_by_text("No errors, no warnings.").wait_for()
    rewritten(page, older)
    page.get_by_text("kept as a draft").wait_for()
    page.reload()
    offer = page.get_by_role("button", name="Go on with the draft")
    offer.wait_for()
    rewritten(page, typed)
    page.get_by_text("not kept either: say first").wait_for()
    for name in ("Write", "Text"):
        page.get_by_role("tab", name=name).click()
        page.get_by_role("tab", name=name, selected=True).wait_for()
        offer.wait_for()
    page.get_by_role("textbox", name="Text of").focus()
    page.keyboard.press("Control+s")
    until(page, "document.activeElement.textContent === 'Go on with the draft'")
    kept = "() => fetch('/api/scenarios/older.yaml/draft').then((one) => one.json()).then((one) => one.draft?.text)"
    assert page.evaluate(kept) == older
    assert (root / "older.yaml").read_text(encoding="utf-8") == SMALL
    offer.click()
    area = page.get_by_role("textbox", name="Text of")
    assert area.input_value() == older
    area.focus()
    page.keyboard.press("Control+z")
    assert area.input_value() == typed
    page.get_by_text("kept as a draft").wait_for()
    assert page.evaluate(kept) == typed


def test_what_was_typed_last_is_kept_when_the_page_is_closed(show: Open, root: Path) -> None:
    (root / "closed.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/s/closed.yaml/text")
    page.get_by_text("No errors, no warnings.").wait_for()
    rewritten(page, SMALL.replace("A small quarrel", "Typed last"))
    page.goto("about:blank")  # at once: nothing has been kept yet
    page.go_back()
    page.get_by_role("button", name="Go on with the draft").click()
    assert "Typed last" in page.get_by_role("textbox", name="Text of").input_value()


def test_words_are_completed(show: Open, root: Path) -> None:
    (root / "words.yaml").write_text(SMALL, encoding="utf-8")
    page = show("/s/words.yaml/text")
    area = page.get_by_role("textbox", name="Text of")
    area.wait_for()
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("circ")
    page.keyboard.press("Control+Space")
    page.get_by_role("option", name="circumstances").wait_for()
    page.keyboard.press("Enter")
    assert area.input_value().endswith("circumstances")


def test_a_login_is_asked_for_where_there_are_accounts(show: Open, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    command = [sys.executable, "-m", "detente", "workbench", str(tmp_path)]
    subprocess.run([*command, "--add-account", "anna"], input="a long password\n", text=True, check=True)
    process, address = started(tmp_path)
    try:
        page = show("/", at=address)
        page.get_by_label("Name").fill("anna")
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_text("the name or the password is wrong").wait_for()
        page.get_by_label("Password").fill("a long password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("link", name="A small quarrel").click()
        page.get_by_role("tab", name="Text").click()
        page.get_by_text("No errors, no warnings.").wait_for()
        page.context.clear_cookies()  # the session is over while a text is being written
        rewritten(page, SMALL.replace("A small quarrel", "Not lost"))
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("link", name="Log in on another page").wait_for()
        assert "Not lost" in page.get_by_role("textbox").input_value()
        assert "Not lost" not in (tmp_path / "small.yaml").read_text(encoding="utf-8")
        page.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
