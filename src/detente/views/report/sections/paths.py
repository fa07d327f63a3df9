"""How play gets there: the picture of play round the status quo, and each prospect with its path and what keeps it."""

from __future__ import annotations

from detente.answers.analysis import Analysis, Cycle, Prospect
from detente.answers.report import Report
from detente.views import wording
from detente.views.analysis import path_items
from detente.views.page import Heading, Item, Listing, Paragraph
from detente.views.phrases import Mark, Phrase, counted, phrase
from detente.views.report.graph import graph, letters
from detente.views.report.parts import Block, More, Section
from detente.views.report.sections.bottom_line import place
from detente.views.tables import Table

TOLD = 8
"""Prospects and cycles that are told."""

KEPT = 4
"""Moves that replies deter, told of a prospect."""


def section(given: Report) -> Section | None:
    """Return how play gets where it comes to; None where the status quo is unknown."""
    found = given.analysis
    if found.held.prospects is None:
        return None
    return Section("paths", "How play gets there", (*_picture(given), *_prospects(given), *_cycles(found)))


def _picture(given: Report) -> tuple[Block, ...]:
    if given.ways is None:
        return (Paragraph(("The states that play passes through are too many to be drawn.",)),)
    if not given.ways.moves:
        return ()
    legend = phrase(
        "Square: the status quo. Double ring: a prospect, by its letter. ",
        "Dashed: a state of a cycle. " if given.analysis.held.cycles else "",
        "An arrow is a move that nothing deters, with the actor who makes it; numbers are those of states.",
    )
    return (
        graph(given.analysis, given.ways),
        Paragraph((*legend,)),
        More("moves", ("The moves drawn",), (_moves(given),)),
    )


def _moves(given: Report) -> Table:
    rows = tuple(
        (_number(given, move.origin), _number(given, move.to), wording.move(move), wording.gain(given.scenario, move))
        for move in (given.ways.moves if given.ways else ())
    )
    return Table("Moves that nothing deters", ("from", "to", "who changes what", "why"), rows)


def _number(given: Report, number: int | None) -> Phrase:
    return wording.state_name(given.scenario, number or 0)


def _prospects(given: Report) -> list[Block]:
    found = given.analysis
    prospects = found.held.prospects or ()
    if not prospects:
        return [Paragraph(("Play comes to rest nowhere.",))]
    blocks: list[Block] = []
    named = letters(one.state.number for one in prospects[:TOLD])
    for one in prospects[:TOLD]:
        blocks += _prospect(given, one, named[one.state.number])
    if len(prospects) > TOLD:
        blocks.append(Paragraph((f"And {counted(len(prospects) - TOLD, 'further prospect')}.",)))
    return blocks


def _prospect(given: Report, one: Prospect, letter: str) -> list[Block]:
    found = given.analysis
    name = wording.state_name(given.scenario, one.state.number)
    where = () if given.scenario.graph_form else phrase(", ", place(given, one.state.values))
    head = Heading(phrase(f"Prospect {letter}: ", name, where))
    if not one.path:
        return [head, Paragraph(("Play is there from the start.",)), *_keeping(found, one.state.number)]
    return [head, Listing(path_items(given.scenario, one.path), numbered=True), *_keeping(found, one.state.number)]


def _keeping(found: Analysis, number: int) -> list[Block]:
    deterred = [one for stance in found.keeping.get(number, ()) for one in stance.considered]
    if not deterred:
        return [Paragraph(("What keeps it there: nobody could do better by a move of its own.",))]
    lines = [Item(wording.kept(found.scenario, found.held.concept, one)) for one in deterred[:KEPT]]
    rest = len(deterred) - KEPT
    more = [Item((Mark(f"and {counted(rest, 'other move')} that replies deter", "quiet"),))] if rest > 0 else []
    return [Paragraph(("What keeps it there:",)), Listing((*lines, *more))]


def _cycles(found: Analysis) -> list[Block]:
    cycles = found.held.cycles or ()
    if not cycles:
        return []
    items = tuple(_cycle(found, one) for one in cycles[:TOLD])
    more: list[Block] = (
        [Paragraph((f"And {counted(len(cycles) - TOLD, 'further cycle')}.",))] if len(cycles) > TOLD else []
    )
    return [Heading(("Cycles: where play may go round and never rest",)), Listing(items), *more]


def _cycle(found: Analysis, one: Cycle) -> Item:
    begins = one.round[0].origin or 0
    into = phrase(", which play reaches by ", wording.path_short(one.path)) if one.path else ()
    name = wording.state_name(found.scenario, begins)
    text = phrase(f"Among {counted(len(one.states), 'state')}, for example round from ", name, into)
    return Item(text, path_items(found.scenario, one.round), numbered=True)
