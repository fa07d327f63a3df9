"""The whole flow of a new analyst, by mouse and again by keyboard alone, with the network cut.

Open the case, read why a state holds and play it, change a doubt, put two statements in another order, see a claim
flip, save, compare the versions, take the report away. `DETENTE_CASE=flagship` goes the same way through that case.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from detente.cli import run
from tests.browser.conftest import STATEMENTS, place_of, until

QUARREL = """\
title: A quarrel at the table   # of two
circumstances:
  skin: {values: [thin, thick], now: thin, chance: 0.7, means: what Ben puts up with, assumed: a test}
actors:
  Anna:
    options:
      shout: {means: she raises her voice, assumed: a test}
    prefers:
      - {name: together, avoid: Ben.leave, because: she would miss him, assumed: a test}
      - {name: heard, want: shout, because: nobody listens, assumed: a test}
  Ben:
    options:
      leave: {means: he goes home, assumed: a test}
    prefers:
      - {name: hurt, want: leave, if: Anna.shout and skin = thin, assumed: a test}
      - {name: stay, avoid: leave, assumed: a test}
claims:
  - {name: quiet, says: Anna can keep quiet, test: some equilibrium has not Anna.shout, stance: own, assumed: a test}
  - {name: home, says: Ben can stay, test: some prospect has not Ben.leave, stance: own, assumed: a test}
"""


@dataclass(frozen=True)
class Case:
    """A scenario, and what the analyst does with it."""

    text: str
    title: str
    doubt: str  # circumstance = value, whose chance is lowered
    bars: str  # the option whose bars follow
    actor: str
    upper: str  # its statement that is put
    lower: str  # below this one


FLAGSHIP = files("detente.cases").joinpath("diplomacy", "us-russia-2024", "scenario.yaml").read_text(encoding="utf-8")
CASES = {
    "small": Case(QUARREL, "A quarrel at the table", "skin = thin", "Anna.shout", "Anna", "together", "heard"),
    "flagship": Case(
        FLAGSHIP, "The United States and Russia in a second Trump term",
        "temper = prudent", "US.europe", "Europe", "answer", "common_front",
    ),
}  # fmt: skip
CASE = CASES[os.environ.get("DETENTE_CASE", "small")]

Press = Callable[[Any], None]


class Mouse:
    """Hands that point, click and drag."""

    def __init__(self, page: Any) -> None:
        """Take a page."""
        self.page = page

    def press(self, target: Any) -> None:
        """Click."""
        target.click()

    def tab(self, name: str) -> None:
        """Go to a tab of the scenario."""
        self.page.get_by_role("tab", name=name, exact=True).click()

    def first_state(self) -> None:
        """Choose the first row of the table of states."""
        self.page.locator(".states tbody tr[tabindex]").first.click()

    def step(self) -> None:
        """Go one step on in the play."""
        self.page.get_by_role("button", name="Next ▸").click()

    def lower(self, slider: Any) -> None:
        """Set a slider near its lower end."""
        box = place_of(slider)
        slider.click(position={"x": box["width"] * 0.1, "y": box["height"] / 2})

    def above(self, item: Any, other: Any, _name: str) -> None:
        """Put a statement above the one before it."""
        item.scroll_into_view_if_needed()
        begin, end = place_of(item.locator(".handle")), place_of(other)
        self.page.mouse.move(begin["x"] + 5, begin["y"] + 5)
        self.page.mouse.down()
        self.page.mouse.move(end["x"] + 5, end["y"] + 5, steps=4)
        self.page.mouse.up()


# What has the focus must be seen to have it: an outline, in sight, and nothing in front of it.
UNSEEN = """(wanted) => {
  const one = document.activeElement;
  if (!one || one === document.body) return [false, ''];
  const style = getComputedStyle(one), box = one.getClientRects()[0], told = one.outerHTML.slice(0, 160);
  if (!one.matches(':focus-visible') || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
    return [one === wanted, `no outline: ${told}`];
  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  if (right <= left || bottom <= top) return [one === wanted, `out of sight: ${told}`];
  const front = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return [one === wanted, front && (one.contains(front) || front.contains(one)) ? '' : `hidden: ${told}`];
}"""


class Keyboard:
    """Hands that have a keyboard only; they look at each stop whether the focus is to be seen."""

    def __init__(self, page: Any) -> None:
        """Take a page."""
        self.page = page
        self.stops = 0

    def reach(self, target: Any) -> None:
        """Press Tab until something has the focus."""
        target.wait_for()
        for _ in range(500):
            self.page.keyboard.press("Tab")
            # Asked for anew each time: a page that is drawn again has another element in its place.
            there, unseen = self.page.evaluate(UNSEEN, target.element_handle())
            assert unseen == ""
            self.stops += 1
            if there:
                return
        raise AssertionError(f"no Tab leads to {target}")

    def press(self, target: Any) -> None:
        """Go to a link, a button or a box, and press it."""
        self.reach(target)
        self.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")

    def tab(self, name: str) -> None:
        """Go to a tab of the scenario by the arrows."""
        if not self.page.evaluate("document.activeElement.matches('[role=tab][aria-selected=true]')"):
            self.reach(self.page.locator("[role=tab][aria-selected=true]"))
        for _ in range(20):
            self.page.keyboard.press("ArrowRight")
            assert self.page.evaluate(UNSEEN)[1] == ""
            if self.page.evaluate("document.activeElement.textContent") == name:
                self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"no arrow leads to {name}")

    def first_state(self) -> None:
        """Choose the first row of the table of states."""
        self.press(self.page.locator(".states tbody tr[tabindex='0']"))

    def step(self) -> None:
        """Go one step on in the play."""
        self.page.keyboard.press("ArrowRight")

    def lower(self, slider: Any) -> None:
        """Set a slider near its lower end."""
        self.reach(slider)
        for _ in range(5):
            self.page.keyboard.press("PageDown")

    def above(self, _item: Any, _other: Any, name: str) -> None:
        """Put a statement above the one before it."""
        self.press(self.page.get_by_role("button", name=f"Move {name} up", exact=True))


@pytest.fixture
def alone(chromium: Any, base: str) -> Iterator[Any]:
    """Return a page that reaches nothing but the workbench, and asks for nothing else; nothing goes wrong in it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 860}, accept_downloads=True)
    context.set_default_timeout(60_000 if CASE is CASES["small"] else 300_000)
    elsewhere, wrong = [], []

    def cut(route: Any) -> None:
        if route.request.url.startswith(base):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    context.route("**/*", cut)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.goto(base)
    yield page
    context.close()
    assert (elsewhere, wrong) == ([], [])


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """Return what the command prints with --json."""
    capsys.readouterr()
    run([*map(str, arguments), "--json"])
    return json.loads(capsys.readouterr().out)


def verdicts(capsys: pytest.CaptureFixture[str], file: Path) -> dict[str, str]:
    """Return the verdict of each claim, as the command has it."""
    return {one["name"]: one["verdict"] for one in told(capsys, "claims", file)["claims"]}


@pytest.mark.parametrize("hands", [Mouse, Keyboard])
def test_a_new_analyst_goes_the_whole_way(
    alone: Any, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], hands: type[Mouse | Keyboard]
) -> None:
    page, hand = alone, hands(alone)
    # A name of its own before all others, so that the way to it is short; the title tells it from its namesake.
    file, title = root / f"0-{hands.__name__.lower()}.yaml", f"{CASE.title} ({hands.__name__.lower()})"
    file.write_text(CASE.text.replace(CASE.title, title, 1), encoding="utf-8")
    before = verdicts(capsys, file)
    page.reload()

    hand.press(page.get_by_role("link", name=title))
    page.locator(".actors .card").first.wait_for()
    assert CASE.actor in page.locator(".actors").inner_text()

    hand.tab("Outcomes")
    page.locator(".states tbody tr[tabindex='0']").wait_for()
    page.locator(".side .stance").first.wait_for()
    hand.first_state()
    page.locator(".side h2", has_text=re.compile(r"^State 1\b")).wait_for()
    why = read(page, hand)
    assert why == {one["actor"]: one["stable"] for one in told(capsys, "explain", file, 1)["stances"]}

    hand.tab("What if")
    bars = page.locator(".bar-group", has=page.get_by_role("heading", name=CASE.bars, exact=True))
    bars.wait_for()
    figures = bars.inner_text()
    hand.lower(page.get_by_label(f"Chance of {CASE.doubt}, in per cent", exact=True))
    group = "[...document.querySelectorAll('.bar-group')].find((one) => one.querySelector('h3').textContent === was[0])"
    until(page, f"(was) => {group}.innerText !== was[1]", [CASE.bars, figures])

    hand.tab("Write")
    region = page.get_by_role("region", name=CASE.actor, exact=True)
    items = region.locator("ol.statements > li")
    items.first.wait_for()
    names = [text.split()[3] for text in page.evaluate(STATEMENTS, CASE.actor)]
    place = names.index(CASE.lower)
    assert names[place - 1] == CASE.upper
    hand.above(items.nth(place), items.nth(place - 1), CASE.lower)
    flips = page.get_by_role("region", name="What flips")
    flips.get_by_text(f"{CASE.actor} now puts {CASE.lower} above {CASE.upper}").wait_for()
    flipped = flips.get_by_role("region", name="Claims that flip").get_by_role("listitem").all_inner_texts()
    hand.press(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("Saved.", exact=True).first.wait_for()

    after = verdicts(capsys, file)
    assert [one for one in before if before[one] != after[one]] != []
    assert flips_as_told(flipped) == {one: (before[one], after[one]) for one in before if before[one] != after[one]}

    hand.press(page.get_by_role("button", name="Versions"))
    versions = page.get_by_role("region", name="Versions")
    versions.get_by_text(f"{CASE.actor} now puts {CASE.lower} above {CASE.upper}").wait_for()
    hand.press(page.get_by_role("button", name="What differs now from version 1"))
    versions.locator(".difference tr.new").first.wait_for()
    gone, new = (versions.locator(f".difference tr.{kind}").all_inner_texts() for kind in ("gone", "new"))
    assert sorted(line.split("\t")[-1] for line in gone) == sorted(line.split("\t")[-1] for line in new)

    hand.tab("Claims")
    for name, verdict in after.items():
        claim = page.get_by_role("article", name=name, exact=True)
        claim.wait_for()
        assert claim.locator(".verdict").inner_text().split()[-1] == verdict

    hand.tab("Report")
    hand.press(page.get_by_label("tell what each claim rests on"))
    hand.press(page.get_by_role("button", name="Make the report (HTML)"))
    link = page.get_by_role("link", name="Download the report (HTML)")
    link.wait_for()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter") if hands is Keyboard else link.click()  # the link has the focus already
    landed = Path(waiting.value.path()).read_text(encoding="utf-8")
    run(["report", str(file), "-o", str(tmp_path / "own.html"), "--no-rests"])
    assert bottom_line(landed) == bottom_line((tmp_path / "own.html").read_text(encoding="utf-8"))


def read(page: Any, hand: Mouse | Keyboard) -> dict[str, bool]:
    """Play the first move that is considered in the state to its end, and return who is told to stay."""
    stances = page.locator(".side .stance")
    stances.first.wait_for()
    stays = {}
    for text in stances.locator("> p:first-child").all_inner_texts():
        sign, actor = text.split()[:2]
        stays[actor] = {"●": True, "○": False}[sign]
    hand.press(page.locator(".side .play").first)
    stage = page.get_by_role("region", name="The play")
    last = int(re.findall(r"Step 0 of (\d+)", stage.inner_text())[0])
    for number in range(1, last + 1):
        hand.step()
        stage.get_by_text(f"Step {number} of {last}").wait_for()
        assert stage.locator("tr.moved").count() >= 1 or "Now without that move" in stage.inner_text()
    stage.get_by_text("What becomes of it").wait_for()
    return stays


def flips_as_told(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Return the verdicts before and after of the claims that a page says to flip."""
    found = {}
    for line in lines:
        match = re.fullmatch(r"\S (\w+) → \S (\w+): .* \((\w+)\)", line)
        assert match, line
        found[match[3]] = (match[1], match[2])
    return found


def bottom_line(report: str) -> str:
    """Return the words of a report's bottom line."""
    match = re.search(r'<section id="bottom-line".*?</section>', report, re.DOTALL)
    assert match
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", match[0])).split())
