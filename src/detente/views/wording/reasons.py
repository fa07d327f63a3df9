"""Reasons: what is wanted and why, with the place in the source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from detente.answers.moves import Move, Reason
from detente.scenario.model import Citation, Scenario
from detente.views.phrases import Mark, Phrase, phrase
from detente.views.wording.names import flat


def cited(scenario: Scenario, cite: Sequence[Citation]) -> str:
    """Return citations in short: `¶2, 3` with one source, `xiao ¶2, 3; kinsara Table 1` with several."""
    parts = []
    for source, group in groupby(cite, key=lambda one: one.source):
        places = [one.locator for one in group if one.locator]
        known = scenario.sources.get(source)
        counted_here = known is not None and known.paragraphs and all(place.isdigit() for place in places)
        where = ("¶" if counted_here and places else "") + ", ".join(places)
        parts.append(where if len(scenario.sources) == 1 and where else f"{source} {where}".strip())
    return "; ".join(parts)


def because(scenario: Scenario, why: str | None, cite: Sequence[Citation], assumed: str | None) -> Phrase:
    """Return why a judgement stands, to be put behind it: `, because it pays (¶3)`."""
    notes = [cited(scenario, cite), f"assumed: {flat(assumed)}" if assumed else ""]
    tail = "; ".join(filter(None, notes))
    return phrase(f", because {flat(why)}" if why else "", Mark(f" ({tail})", "quiet") if tail else "")


def reason(scenario: Scenario, given: Reason) -> Phrase:
    """Return what an actor wants, in its own words and with its reason: what decided between two states."""
    verb = "wants" if given.verb == "want" else "wants to avoid"
    why = because(scenario, given.because, given.cite, given.assumed)
    return phrase(Mark(given.actor, "actor"), f" {verb} ", Mark(given.text, "value"), why)


def gain(scenario: Scenario, given: Move) -> Phrase:
    """Return why a move is better for its actor: the statement that decides, with its reason."""
    if given.reason is not None:
        return reason(scenario, given.reason)
    higher, lower = (number if number is not None else "that state" for number in (given.to, given.origin))
    return phrase(Mark(given.actor, "actor"), f" ranks state {higher} above state {lower}")
