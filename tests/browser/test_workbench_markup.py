"""Texts that try to be markup, or are hard to lay out: on every tab they are shown as they are written."""

from __future__ import annotations

from tests.browser.conftest import BAD, Open, until

TABS = ("conflict", "text", "write", "outcomes", "what-if", "drivers", "signals", "beliefs", "claims")
ASKED = ("settlements", "report")
READY = "(tab) => document.querySelector(`#tab-${tab}[aria-selected=true]`) && document.querySelector('#panel > *')"
QUIET = "document.querySelectorAll('.job, [aria-busy=true]').length === 0"
MADE = "document.body.querySelectorAll('script, img, iframe, [onerror], a[href^=javascript]').length"
SHOWN = """(bad) => [...document.querySelectorAll('main, textarea')]
  .some((one) => (one.value ?? one.textContent).includes(bad))"""


def test_a_text_that_tries_to_be_markup_stays_text_and_fits(show: Open) -> None:
    page = show("/")
    page.get_by_role("link", name="<script>").wait_for()
    wide = {}
    for tab in ("", *TABS, *ASKED):
        if tab:
            page.evaluate("(to) => { location.hash = to; }", f"/s/markup.yaml/{tab}")
            until(page, READY, tab)
            until(page, QUIET)
        closed = page.locator("#panel details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        until(page, QUIET)
        assert page.evaluate(SHOWN, BAD if tab else BAD[:90]), tab
        assert page.evaluate(MADE) == 0, tab
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            if (now := page.evaluate("document.documentElement.scrollWidth")) > width:
                wide[tab, width] = now
    assert wide == {}
    assert page.evaluate("window.owned") is None
