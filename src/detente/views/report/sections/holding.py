"""What holds, and why: the status quo, who would leave it, what each concept says, what else holds."""

from __future__ import annotations

import numpy as np

from detente.answers.analysis import Analysis
from detente.answers.report import Report
from detente.views import wording
from detente.views.analysis import concepts_table, path_items, state_lines
from detente.views.page import Heading, Item, Listing, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, phrase
from detente.views.report.parts import Block, More, Section
from detente.views.report.sections.bottom_line import place

MOVES = 4
"""Moves of an actor out of the status quo that are told."""

MOST = 8
"""States that hold besides the prospects that are told one by one."""


def section(given: Report) -> Section:
    """Return what holds."""
    blocks = (*_status_quo(given.analysis), concepts_table(given.analysis), *_others(given))
    return Section("holding", "What holds, and why", blocks)


def _status_quo(found: Analysis) -> tuple[Block, ...]:
    if found.status_quo is None:
        return (Paragraph(("The status quo is unknown, so it is not said who would leave it.",)),)
    holds = found.status_quo.number in found.held.equilibria
    name = wording.concept_name(found.held.concept)
    head = Heading(phrase("Status quo: ", wording.state_name(found.scenario, found.status_quo.number)))
    lines = tuple(Item(line) for line in state_lines(found.scenario, found.status_quo))
    verdict = phrase(HOLDS if holds else FAILS, f" Under {name} ", "it holds. " if holds else "it does not hold. ")
    who = Item(phrase(verdict, wording.staying(found)), _leaving(found))
    return (head, Listing((*lines, who)))


def _leaving(found: Analysis) -> tuple[Item, ...]:
    items: list[Item] = []
    for actor in found.leaving.movers:
        own = found.leaving.by(actor)
        items += path_items(found.scenario, own[:MOVES])
        if len(own) > MOVES:
            items.append(Item((Mark(f"and {counted(len(own) - MOVES, 'more move')} of {actor}", "quiet"),)))
    return tuple(items)


def _others(given: Report) -> tuple[Block, ...]:
    """Return the states that hold besides the prospects; folded, since play does not come there."""
    found = given.analysis
    holds = found.held.equilibria.by_state(len(found.states)).copy()
    if found.held.prospects is not None:
        holds[found.held.prospects.places] = False
    rest = np.flatnonzero(holds).tolist()
    if not rest:
        return ()
    items = [Item(phrase(HOLDS, " ", _named(given, number))) for number in rest[:MOST]]
    if len(rest) > MOST:
        items.append(Item((Mark(f"and {len(rest) - MOST:,} more", "quiet"),)))
    apart = " too, out of reach from the status quo" if found.held.prospects else ""
    head = f"{counted(len(rest), 'state')} {'holds' if len(rest) == 1 else 'hold'}{apart}"
    return (More("also-holding", (head,), (Listing(tuple(items)),)),)


def _named(given: Report, at: int) -> Phrase:
    state = given.analysis.states[at]
    name = wording.state_name(given.scenario, state.number)
    return name if given.scenario.graph_form else phrase(name, ": ", place(given, state.values))
