"""A move that an actor considered, as a line of a list: what it gains, and what becomes of it."""

from __future__ import annotations

from detente.answers.explanation import Considered
from detente.engine.stability import Concept
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.page import Item
from detente.views.phrases import FAILS, HOLDS, phrase


def considered(scenario: Scenario, concept: Concept, one: Considered) -> Item:
    """Return a move with its reasons below it; the sign says whether replies deter it."""
    sign = HOLDS if one.fate == "punished" else FAILS
    lines = (wording.gain(scenario, one.move), *wording.fate(scenario, concept, one))
    return Item(phrase(sign, " ", wording.move(one.move)), tuple(Item(line) for line in lines))
