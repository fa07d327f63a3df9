"""The page of a report as HTML: sound, readable by a machine, harmless, and legible in both themes."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from detente import api
from detente.views.report import policy, report_html
from detente.views.report.layout import text
from detente.views.report.notes import notes
from detente.views.report.pictures import alone
from tests.views.reported import HARM, HARMFUL, Parsed, page, scenario, summer


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return Parsed(page())


# ---------------------------------------------------------------- sound


def test_it_is_one_document_in_english(parsed: Parsed) -> None:
    assert parsed.declared == ["DOCTYPE html"]
    assert [one.attributes for one in parsed.named("html")] == [{"lang": "en"}]
    assert next(one.text for one in parsed.named("title")) == "The summer"
    assert {"charset": "utf-8"} in [one.attributes for one in parsed.named("meta")]
    (viewport,) = [one for one in parsed.named("meta") if one.attributes.get("name") == "viewport"]
    assert viewport.attributes["content"] == "width=device-width, initial-scale=1"


def test_names_are_its_own_and_links_lead_to_them(parsed: Parsed) -> None:
    names = [one.attributes["id"] for one in parsed.elements if "id" in one.attributes]
    assert len(names) == len(set(names))
    assert len(names) > 40
    links = [one.attributes["href"] for one in parsed.named("a")]
    assert len(links) > 20
    assert all(link.startswith("#") and link[1:] in names for link in links)
    for key in ("aria-labelledby", "aria-describedby"):
        for one in parsed.elements:
            assert set(one.attributes.get(key, "").split()) <= set(names)


def test_headings_go_down_step_by_step(parsed: Parsed) -> None:
    levels = [int(one.name[1]) for one in parsed.named("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_has_landmarks_and_a_way_past_the_contents(parsed: Parsed) -> None:
    for name in ("header", "nav", "main", "footer"):
        assert len(parsed.named(name)) == 1
    first = parsed.named("a")[0]
    assert first.attributes == {"class": "skip", "href": "#main"}
    sections = [one.attributes["id"] for one in parsed.named("section")]
    assert [one.attributes["href"][1:] for one in parsed.named("a") if "nav" in one.around] == sections[:-1]
    assert sections[-1] == "notes"


def test_tables_say_what_they_are_and_what_their_cells_are_of(parsed: Parsed) -> None:
    tables = parsed.named("table")
    assert len(tables) > 12
    assert len(parsed.named("caption")) == len(tables)
    heads = parsed.named("th")
    assert {one.attributes["scope"] for one in heads} == {"col", "row"}
    assert all(one.text for one in heads if one.attributes["scope"] == "col")


def test_every_picture_has_words(parsed: Parsed) -> None:
    pictures = [one for one in parsed.named("svg") if "aria-hidden" not in one.attributes]
    bars = [one for one in parsed.named("svg") if "aria-hidden" in one.attributes]
    by_name = {one.attributes["id"]: one for one in parsed.elements if "id" in one.attributes}
    assert bars
    for one in pictures:
        assert one.attributes["role"] == "img"
        named, described = one.attributes["aria-labelledby"].split()
        assert by_name[named].name == "title"
        assert len(by_name[described].text) > 20
    assert not [one for one in parsed.elements if one.attributes.get("role", "").startswith("graphics")]


def test_pictures_are_those_of_the_answers() -> None:
    pytest.importorskip("vl_convert")
    told = page()
    assert '<title id="chances-title">The summer: where play is likely to come to rest</title>' in told
    assert '<title id="tornado-title">What swings the chance' in told


def test_without_what_draws_the_tables_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    told = Parsed(api.report(scenario(), rests=False).html())
    assert "The same as a picture" not in told.named("main")[0].text
    assert "What it hangs on" in told.named("main")[0].text


def test_signs_are_heard_as_words(parsed: Parsed) -> None:
    signs = [one for one in parsed.named("span") if one.text in ("●", "○")]
    assert {(one.text, one.attributes.get("aria-label")) for one in signs} == {("●", "holds"), ("○", "does not hold")}


def test_the_case_without_a_status_quo_is_sound_as_well() -> None:
    for case in ("chicken", "elmira-9-state"):
        told = Parsed(api.report(case).html())
        names = [one.attributes["id"] for one in told.elements if "id" in one.attributes]
        assert len(names) == len(set(names))
        assert all(one.attributes["href"][1:] in names for one in told.named("a"))


# ---------------------------------------------------------------- harmless


def test_texts_of_a_scenario_do_no_harm() -> None:
    found = api.report(scenario(HARMFUL), rests=True)
    told = found.html()
    parsed = Parsed(told)
    assert len(parsed.named("script")) == 1
    assert parsed.named("script")[0].around == ("html", "body")
    assert not parsed.named("img")
    assert "<script>alert" not in told
    assert "<img" not in told
    assert told.count(html.escape(HARM.partition("<img")[0], quote=False).partition("(")[0]) > 30
    assert all(not key.startswith("on") for one in parsed.elements for key in one.attributes)


def test_it_loads_nothing_and_knows_no_address(parsed: Parsed) -> None:
    told = re.sub(r' xmlns(:\w+)?="[^"]*"', "", page())
    assert "://" not in told
    assert not {"src", "srcset", "data", "action", "style"} & {key for one in parsed.elements for key in one.attributes}
    assert not parsed.named("link", "iframe", "object", "embed", "form", "base", "img")
    assert "@import" not in told
    assert not re.search(r"url\((?!#)", told)


def test_the_browser_is_told_to_run_nothing_else(parsed: Parsed) -> None:
    (rules,) = [
        one.attributes["content"]
        for one in parsed.named("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert rules == policy(text("style.css"), text("script.js"))
    assert "unsafe" not in rules
    for name, kind in (("style", "style-src"), ("script", "script-src")):
        (one,) = [part for part in parsed.named(name) if "svg" not in part.around]
        content = re.search(rf"<{name}>(.*?)</{name}>", page(), re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in rules, one
    assert rules.startswith("default-src 'none'; ")


def test_names_in_pictures_do_not_meet() -> None:
    given = '<svg role="img"><title>a</title><desc>b</desc><g id="x" role="graphics-object" aria-label="no"/></svg>'
    assert alone(given, "k") == (
        '<svg role="img" aria-labelledby="k-title k-desc"><title id="k-title">a</title><desc id="k-desc">b</desc>'
        '<g id="k-x"/></svg>'
    )


# ---------------------------------------------------------------- sources


def test_citations_lead_to_notes_with_the_paragraph(parsed: Parsed) -> None:
    found = notes(scenario())
    assert [(one.key, one.cited) for one in found.values()] == [
        ("note-1", "minutes ¶1"), ("note-2", "minutes ¶2"), ("note-3", "minutes ¶2, 3"), ("note-4", "minutes ¶3"),
        ("note-5", "minutes ¶4"), ("note-6", "minutes ¶5"), ("note-7", "minutes ¶6"), ("note-8", "minutes ¶9"),
        ("note-9", "survey"),
    ]  # fmt: skip
    told = {one.attributes["id"]: one.text for one in parsed.named("li") if "id" in one.attributes}
    assert told["note-3"] == "minutes ¶2, 3 A. Nile, Minutes of the river commission, 2031, paragraphs 2 and 3."
    assert told["note-9"] == "survey Survey of the wells, as a whole."
    cites = [one for one in parsed.named("a") if one.attributes.get("class") == "cite"]
    assert {one.text: one.attributes["href"] for one in cites}["minutes ¶2, 3"] == "#note-3"


def test_a_report_without_sources_has_no_notes() -> None:
    told = Parsed(api.report(scenario("title: t\nactors:\n  A: {options: {x: {}}, prefers: [want: x]}\n")).html())
    assert [one.text for one in told.named("section")][-1] == "Notes Nothing is cited."


# ---------------------------------------------------------------- legible


def colours(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", style))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_worked_out_as_it_should_be() -> None:
    """Black on white is 21 to 1; #767676 on white is the lightest grey that passes, at 4.54 to 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_texts_and_bars_can_be_told_from_what_is_behind(theme: str) -> None:
    """WCAG 2.2: texts 4.5 to 1, what pictures consist of 3 to 1."""
    style = text("style.css")
    dark = style.index("@media (prefers-color-scheme: dark)")
    printed = style.index("@media print")
    parts = {"light": style[:dark], "dark": style[dark : style.index("* {")], "print": style[printed:]}
    known = colours(parts[theme])
    assert len(known) == 11
    for behind in ("ground", "card", "code"):
        for front in ("text", "soft", "link", "good", "bad"):
            assert contrast(known[front], known[behind]) >= 4.5, (front, behind)
    for front in ("mark", "text", "soft"):
        assert contrast(known[front], known["code"]) >= 3, front
    assert contrast(known["text"], known["light"]) >= 3  # the line of a bar on its light part
    assert contrast(known["mark"], known["light"]) >= 3


def test_nothing_is_told_by_colour_alone(parsed: Parsed) -> None:
    """What has the colour of holding or failing has a sign or a word that says the same."""
    coloured = [one for one in parsed.named("span") if one.attributes.get("class") in ("holds", "fails", "warning")]
    assert coloured
    assert all(one.text for one in coloured)


# ---------------------------------------------------------------- the same anywhere


def test_the_same_bytes_in_another_process() -> None:
    """Neither the order of sets nor the time goes into a report, but for the time that it says."""
    script = (
        "import re, hashlib; from detente import api; "
        "page = api.report('syria-iraq-1975', rests=False).html(); "
        "print(hashlib.sha256(re.sub(r'<time.*?</time>', '', page).encode()).hexdigest())"
    )
    here = re.sub(r"<time.*?</time>", "", api.report("syria-iraq-1975", rests=False).html())
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    there = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True)
    assert there.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


def test_parts_fold_on_screen_and_not_on_paper() -> None:
    assert "<details open" not in page()
    opened = report_html(summer(), opened=True)
    assert opened.count(" open>") == opened.count("<details ") > 3
