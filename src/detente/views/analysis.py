"""The page of an analysis: the bottom line first, then the status quo, the prospects, the concepts, what holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from detente.answers.analysis import Analysis, Cycle, Held, Prospect
from detente.answers.moves import Move
from detente.answers.run import State
from detente.engine.board import Ints
from detente.scenario.model import Scenario
from detente.views import wording
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table

FEW = 8  # equilibria that are listed one by one
MOST = 8  # prospects or cycles that are told in full
MANY = 30  # listed states that hold
SHORT = 3  # moves of an actor out of the status quo that are told; prospects or cycles of more than MOST


def analysis_page(found: Analysis) -> Page:
    """Return what a person wants to read of an analysis."""
    return (
        *title(found.scenario, found.variant),
        *(Paragraph(line) for line in wording.bottom_line(found)),
        *_status_quo(found),
        *_prospects(found),
        *_cycles(found),
        *_holding(found),
        concepts_table(found),
        Paragraph(wording.provenance(found.provenance, len(found.states))),
    )


# ------------------------------------------------------------ the status quo


def _status_quo(found: Analysis) -> tuple[Block, ...]:
    if found.status_quo is None:
        return ()
    holds = found.status_quo.number in found.held.equilibria
    head = Heading(phrase("Status quo: ", wording.state_name(found.scenario, found.status_quo.number)))
    lines = state_lines(found.scenario, found.status_quo)
    leaving = tuple(item for actor in found.leaving.movers for item in _leaving(found, actor))
    who = phrase(HOLDS if holds else FAILS, " ", wording.staying(found))
    keeping = _keeping(found, found.status_quo.number) if holds else ()
    return (head, Listing((*(Item(line) for line in lines), Item(who, (*leaving, *keeping)))))


def state_lines(scenario: Scenario, state: State) -> tuple[Phrase, ...]:
    """Return a state, one line for each actor with options: `US: europe neutral, aid keep`."""
    lines = []
    for actor in scenario.actors.values():
        own = [phrase(option.name, " ", Mark(state.values[option.id], "value")) for option in actor.options]
        lines += [phrase(Mark(actor.id, "actor"), ": ", joined(own))] if own else []
    return tuple(lines)


def _leaving(found: Analysis, actor: str) -> tuple[Item, ...]:
    own = found.leaving.by(actor)
    many = len(found.leaving.movers) > FEW  # then one move of each must do
    told = own if len(own) <= SHORT and not many else own[: 1 if many else SHORT - 1]
    rest = len(own) - len(told)
    more = (
        (Item((Mark(f"and {counted(rest, 'more move')} of {actor}; see detente explain", "quiet"),)),) if rest else ()
    )
    return (*path_items(found.scenario, told), *more)


# ------------------------------------------------------------ where play comes to rest


def _prospects(found: Analysis) -> tuple[Block, ...]:
    prospects = found.held.prospects
    if not prospects or not prospects[0].path:  # nobody leaves a status quo that holds, so there is no other
        return ()
    head = Heading(("Prospects: where play comes to rest",))
    if len(prospects) <= MOST:
        return (head, Listing(tuple(_prospect(found, prospect) for prospect in prospects)))
    nearest = Listing(tuple(_prospect(found, prospect) for prospect in prospects[:SHORT]))
    rest = (f"and {len(prospects) - SHORT:,} more; detente export lists them.",)
    common = () if found.scenario.graph_form else _in_common(found, prospects.places)
    return (head, nearest, Paragraph(rest, tight=True), *common)


def _prospect(found: Analysis, prospect: Prospect) -> Item:
    name = wording.state_name(found.scenario, prospect.state.number)
    departure = _departure(found, prospect.state)
    where = phrase(HOLDS, " ", name, ": " if departure else "", departure)
    path = Item(("How play gets there",), path_items(found.scenario, prospect.path), numbered=True)
    return Item(where, (path, *_keeping(found, prospect.state.number)))


def _keeping(found: Analysis, number: int) -> tuple[Item, ...]:
    """Return what keeps play in a prospect: one line for each better move that a reply deters."""
    deterred = [one for stance in found.keeping.get(number, ()) for one in stance.considered]
    if not deterred:
        return (Item(("What keeps it there: nobody could do better by a move of its own.",)),)
    lines = [Item(wording.kept(found.scenario, found.held.concept, one)) for one in deterred[:SHORT]]
    rest = len(deterred) - SHORT
    more = [Item((Mark(f"and {counted(rest, 'other move')}; see detente explain", "quiet"),))] if rest > 0 else []
    return (Item(("What keeps it there",), (*lines, *more)),)


def path_items(scenario: Scenario, path: Sequence[Move]) -> tuple[Item, ...]:
    """Return the moves of a path, each with the statement that decides and its reason."""
    return tuple(Item(wording.move(move), (Item(wording.gain(scenario, move)),)) for move in path)


def _departure(found: Analysis, state: State) -> Phrase:
    if found.status_quo is None or found.scenario.graph_form:
        return ()
    return wording.instead(differing(found.status_quo, state))


def differing(before: State, after: State) -> dict[str, str]:
    """Return the options in which a state differs from another, with its own values."""
    return {name: value for name, value in after.values.items() if before.values[name] != value}


def _cycles(found: Analysis) -> tuple[Block, ...]:
    cycles = found.held.cycles or ()
    if not cycles:
        return ()
    told = cycles[: MOST if len(cycles) <= MOST else SHORT]
    rest = len(cycles) - len(told)
    more = (Paragraph((f"and {rest:,} more; --json tells them all.",), tight=True),) if rest else ()
    items = tuple(_cycle(found, cycle) for cycle in told)
    return (Heading(("Cycles: where play goes round and never rests",)), Listing(items), *more)


def _cycle(found: Analysis, cycle: Cycle) -> Item:
    begins = cycle.round[0].origin or 0  # a cycle is made of actual states, which have numbers
    head = phrase("↻ ", counted(len(cycle.states), "state"), ", for example round from ")
    into = phrase(", which play reaches by ", wording.path_short(cycle.path)) if cycle.path else ()
    way = phrase(head, wording.state_name(found.scenario, begins), into)
    return Item(way, path_items(found.scenario, cycle.round), numbered=True)


# ------------------------------------------------------------ the concepts, and what holds


def concepts_table(found: Analysis) -> Table:
    """Return the concepts side by side: how many states hold, where play comes to, and which prospects hold."""
    start = found.status_quo.number if found.status_quo else None
    shown = _telling(found, start)
    ahead = ("prospects", "status quo") if start is not None else ()
    columns = ("concept", "states that hold", *ahead, *(f"state {number}" for number in shown))
    rows = []
    for key, held in found.concepts.items():
        row: list[Cell] = [(Mark(wording.concept_word(key), "strong" if key == found.lead else "plain"),)]
        row.append(len(held.equilibria))
        if start is not None:
            row += [_count_prospects(held), start in held.equilibria]
        rows.append((*row, *(number in held.equilibria for number in shown)))
    legend = "● holds, ○ does not."
    if any(held.cycles for held in found.concepts.values()):
        legend += " ↻ play may also go round for ever."
    return Table("What each concept says", columns, tuple(rows), ((Mark(legend, "quiet"),),))


def _telling(found: Analysis, start: int | None) -> list[int]:
    """Return the states worth a column: all that hold under some concept if they are few, or else the prospects."""
    equilibria = [held.equilibria for held in found.concepts.values()]
    if all(len(one) <= 2 * SHORT + 1 for one in equilibria):
        somewhere = sorted(set(chain(*equilibria)) - {start})
        if len(somewhere) <= 2 * SHORT:
            return somewhere
    ahead = [prospect.state.number for prospect in (found.held.prospects or ())[: SHORT + 1]]
    return [number for number in ahead if number != start][:SHORT]


def _count_prospects(held: Held) -> Cell:
    count = len(held.prospects or ())
    return f"{count:,} ↻" if held.cycles else count


def _holding(found: Analysis) -> tuple[Block, ...]:
    """Return the states that hold besides the prospects."""
    rest = _besides(found)
    if not len(rest):
        return ()
    name = wording.concept_name(found.held.concept)
    apart = ", out of reach from the status quo" if found.held.prospects is not None else ""
    head = Heading((f"{'Also' if found.held.prospects else 'What'} holds under {name}{apart}",))
    if found.scenario.graph_form or len(rest) <= FEW:
        items = tuple(Item(_equilibrium(found, found.states[place])) for place in rest[:MANY].tolist())
        left = len(rest) - MANY
        more = (Paragraph((f"and {left:,} more; detente export lists them.",), tight=True),) if left > 0 else ()
        return (head, Listing(items), *more)
    return (head, *_in_common(found, rest))


def _besides(found: Analysis) -> Ints:
    """Return by place the states that hold besides the prospects."""
    holds = found.held.equilibria.by_state(len(found.states)).copy()
    if found.held.prospects is not None:
        holds[found.held.prospects.places] = False
    return np.flatnonzero(holds)


def _equilibrium(found: Analysis, state: State) -> Phrase:
    departure = _departure(found, state)
    if found.status_quo is None and not found.scenario.graph_form:
        departure = wording.settings(state.values)
    name = wording.state_name(found.scenario, state.number)
    return phrase(HOLDS, " ", name, ": " if departure else "", departure)


def _in_common(found: Analysis, states: Ints) -> tuple[Block, ...]:
    """Return what many equilibria have in common, and how often each value occurs where they vary."""
    counts = found.states.tally(states)
    same = {option: next(iter(count)) for option, count in counts.items() if len(count) == 1}
    vary = {option: count for option, count in counts.items() if len(count) > 1}
    blocks: list[Block] = []
    if same:
        blocks.append(Paragraph(phrase(f"All {len(states):,} have ", wording.words(_settings(same)), ".")))
    if vary:
        blocks.append(_varying(vary))
    return tuple(blocks)


def _settings(values: Mapping[str, str]) -> list[Phrase]:
    return [wording.setting(option, value) for option, value in values.items()]


def _varying(vary: Mapping[str, Mapping[str, int]]) -> Table:
    rows = tuple(
        (option, ", ".join(f"{value} {count:,}" for value, count in counts.items())) for option, counts in vary.items()
    )
    return Table("", ("they vary in", "states by value"), rows)
