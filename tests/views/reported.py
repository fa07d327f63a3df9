"""Scenarios that reports are made of, with what must come out of them worked out by hand; and how HTML is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

from detente import api
from detente.scenario.model import Scenario
from detente.scenario.reader import read
from detente.views.notebook import Report

# Upper shuts its gates exactly where the summer is dry and the court slow, and Lower protests exactly where they are
# shut. So play rests where it stands in three worlds of four, and in (dry, slow) where both act. Dry is 0.6 to 0.8,
# slow 0.4 to 0.6, so both together 0.7 × 0.5 = 0.35, at least 0.6 × 0.4 = 0.24 and at most 0.8 × 0.6 = 0.48; the
# status quo is what is left: 0.65, 0.52 to 0.76. It is certain unless the court is slow, and then 1 - 0.7 = 0.3; it is
# certain unless the summer is dry, and then 1 - 0.5 = 0.5: so the court swings it further.
# If the wells fall, as they do with 0.8 in a dry summer and 0.3 in another one: 0.8 × 0.7 + 0.3 × 0.3 = 0.65.
SUMMER = """
title: The summer
story: A river, two countries, and a court that may be slow.
as_of: 2031-06-01
sources:
  minutes: {author: A. Nile, title: Minutes of the river commission, published: 2031, paragraphs: 9, grade: read}
  survey: {title: Survey of the wells, note: a summary}
circumstances:
  dry: {now: yes, chance: 0.6 to 0.8, means: a dry summer, cite: "minutes:2"}
  slow: {now: no, chance: 0.4 to 0.6, means: the court takes its time, assumed: nobody knows}
situations:
  thirst: Upper.shut
actors:
  Upper:
    name: the upper country
    options:
      shut: {means: close the gates, cite: "minutes:1"}
    prefers:
      - name: water
        want: shut
        exactly when: dry and slow
        because: it keeps its water where nobody stops it
        cite: ["minutes:2", "minutes:3"]
  Lower:
    options:
      protest: {means: complain, cite: "minutes:4"}
    prefers:
      - name: fields
        want: protest
        exactly when: Upper.shut
        cite: survey
beliefs:
  - {who: Lower, thinks: {dry: no}, because: its own fields are wet, cite: "minutes:5"}
signals:
  - {name: wells, what: the wells fall, about: dry, seen if: {yes: 0.8, no: 0.3}, on: 2031-07-01, cite: survey}
variants:
  quick: {says: the court is quick, set: {slow: no}, cite: "minutes:6"}
claims:
  - {name: open, says: the gates stay open, test: no prospect has Upper.shut, hedge: likely, cite: "minutes:3"}
  - {name: shuts, says: the gates shut, test: every prospect has Upper.shut, hedge: very likely, cite: "minutes:3"}
not modelled:
  - {name: rain, what: rain in autumn, why: it comes too late, cite: "minutes:9"}
"""

HARM = "<script>alert('x')</script><img src=x onerror=alert(1)>"
"""What somebody may write into every text of a scenario."""

HARMFUL = SUMMER
for plain in (
    "A river, two countries, and a court that may be slow.", "Minutes of the river commission", "A. Nile",
    "Survey of the wells", "a summary", "a dry summer", "the court takes its time", "nobody knows",
    "the upper country", "close the gates", "it keeps its water where nobody stops it", "complain",
    "its own fields are wet", "the wells fall", "the court is quick", "the gates stay open", "the gates shut",
    "rain in autumn", "it comes too late",
):  # fmt: skip
    HARMFUL = HARMFUL.replace(plain, f'"{plain} {HARM}"')
HARMFUL = HARMFUL.replace("cite: survey", f'cite: "survey: page {HARM}"')
HARMFUL = HARMFUL.replace("title: The summer", f'title: "The summer {HARM}"')


def scenario(text: str = SUMMER) -> Scenario:
    return read(text)


@cache
def summer() -> Report:
    return api.report(scenario(), as_of="2031-06-01")


@cache
def page() -> str:
    return summer().html()


@dataclass
class Element:
    """An element of a page: its name, its attributes, the names of those around it, and the text in it."""

    name: str
    attributes: dict[str, str]
    around: tuple[str, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())


class Parsed(HTMLParser):
    """A page taken apart; what is not closed, or not in order, is an error."""

    void = frozenset({"meta", "br", "rect", "circle", "path"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.declared: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, [one.name for one in self.open]

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        one = Element(tag, {name: value or "" for name, value in attrs}, tuple(other.name for other in self.open))
        self.elements.append(one)
        if tag not in ("meta", "br"):
            self.open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("meta", "br"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open[-1].name == tag, (self.open[-1], tag)
        self.open.pop()
        if tag in ("td", "th", "caption", "li", "p", "h2", "h3", "summary"):
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.parts.append(data)

    def named(self, *names: str) -> list[Element]:
        return [one for one in self.elements if one.name in names]


def at(told: Any, path: str) -> Any:
    """Return what stands in JSON at a path such as `forecast.rests.0.outcome.chance.middle`.

    Keys may have dots in them (`US.aid`), so that at each step the longest key that fits is taken.
    """
    if not path:
        return told
    if isinstance(told, list):
        first, _, rest = path.partition(".")
        return at(told[int(first)], rest)
    fitting = [key for key in told if path == key or path.startswith(f"{key}.")]
    key = max(fitting, key=len)
    return at(told[key], path[len(key) + 1 :])


# Each rival acts as long as the other has not; whoever acts first keeps the other from it. In calm times neither does.
# So play rests in one of two states where it is not calm (0.5), which are shared: 0.25 each, 0 to 0.5 as one likes.
RIVALS = """
title: Rivals
circumstances:
  calm: {now: no, chance: 0.5, assumed: x}
outcomes: [A.act, B.act]
actors:
  A: {options: {act: {assumed: x}}, prefers: [{want: act, exactly when: not calm and not B.act, assumed: x}]}
  B: {options: {act: {assumed: x}}, prefers: [{want: act, exactly when: not calm and not A.act, assumed: x}]}
"""

# As the pennies (tests.views.small), but Other cares only if it is proud. Under Nash play goes round where it does.
# Where it does not, play rests at the start: both show tails, which Same likes.
PROUD = """
title: Pride
analysis: {concept: nash}
circumstances:
  proud: {now: yes, chance: 0.4 to 0.8, assumed: x}
actors:
  Same: {options: {heads: {assumed: x}}, prefers: [{want: heads, exactly when: Other.heads, assumed: x}]}
  Other: {options: {heads: {assumed: x}}, prefers: [{want: Same.heads, exactly when: not heads, if: proud, assumed: x}]}
"""

ALWAYS_ROUND = PROUD.replace(", if: proud, assumed: x}", ", assumed: x}, {want: heads, if: proud, assumed: x}")
"""The same where Other always cares, and pride makes it like heads a little."""
