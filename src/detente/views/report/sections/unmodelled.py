"""Not modelled: what the analysis says and the scenario leaves out, and why."""

from __future__ import annotations

from detente.answers.report import Report
from detente.scenario.model import NotModelled, Scenario
from detente.views import wording
from detente.views.page import Item, Listing
from detente.views.phrases import Mark, phrase
from detente.views.report.parts import Section


def section(given: Report) -> Section | None:
    """Return what is not modelled; None where the scenario says of nothing that it is left out."""
    left = given.scenario.not_modelled
    if not left:
        return None
    items = tuple(_item(given.scenario, one) for one in left)
    return Section("not-modelled", "Not modelled", (Listing(items),))


def _item(scenario: Scenario, one: NotModelled) -> Item:
    cited = wording.cited(scenario, one.grounds.cite)
    name = Mark(one.name, "strong") if one.name else None
    text = phrase(name, ": " if name else "", wording.flat(one.what), Mark(f" ({cited})", "quiet") if cited else None)
    return Item(text, (Item((wording.flat(one.why),)),) if one.why else ())
