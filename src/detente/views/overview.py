"""The page of an overview: the conflict at a glance, before anything is solved."""

from __future__ import annotations

from detente.answers.overview import Overview
from detente.scenario.model import Actor, Grounds, Ranked, Scenario
from detente.views import wording
from detente.views.heading import title
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import Mark, Phrase, joined, phrase
from detente.views.tables import Cell, Table

TOP = 4  # statements of an actor that are told
MANY = 30  # listed states that are shown
WIDEST = 10**15  # numbers below are told in full


def overview_page(found: Overview, everything: bool = False) -> Page:
    """Return a conflict at a glance; `everything` tells all statements, with reasons and sources."""
    scenario = found.scenario
    return (
        *title(scenario, found.variant),
        *_story(scenario, everything),
        Paragraph(_size(found)),
        actors_table(found),
        *((options_table(found),) if scenario.options else ()),
        *((listed_states(scenario),) if scenario.graph_form else ()),
        *_circumstances(found),
        *_beliefs(scenario),
        *_wants(scenario, everything),
        *(_situations(scenario) if everything else ()),
        *_rules(scenario, everything),
        *_variants(scenario),
        *((Paragraph(wording.apart(scenario)),) if wording.apart(scenario) else ()),
    )


def _story(scenario: Scenario, everything: bool) -> tuple[Block, ...]:
    if not scenario.story:
        return ()
    story = wording.one_line(scenario.story)
    return (Paragraph((story if everything else wording.beginning(story, 300),)),)


def _size(found: Overview) -> Phrase:
    count = Mark(f"{_number(found.feasible)} {'state' if found.feasible == 1 else 'states'}", "strong")
    unlisted = " They are too many to be listed." if found.too_large else ""
    here = phrase(f"{unlisted} ", _status_quo(found))
    if found.scenario.graph_form or found.feasible == found.combinations:
        return phrase(count, ".", here)
    ruled = f" out of {_number(found.combinations)} combinations of values: rules and needs exclude the others."
    return phrase(count, ruled, here)


def _status_quo(found: Overview) -> Phrase:
    if found.status_quo is not None:
        return phrase("Status quo: ", wording.state_name(found.scenario, found.status_quo.number), ".")
    if found.start is not None:
        return ("The status quo has no number; its values are in brackets below.",)
    return ("The status quo is unknown.",)


def _number(given: int) -> str:
    """Return a number in full, where it is not too long for that.

    >>> _number(2**30), _number(2**100)
    ('1,073,741,824', 'about 1.27 × 10^30')
    """
    return f"{given:,}" if given < WIDEST else wording.about(given)


def actors_table(found: Overview) -> Table:
    """Return the actors with their full names and how many moves they have over all states."""
    rows = tuple((actor.id, actor.name, _moves(found.moves[actor.id])) for actor in found.scenario.actors.values())
    return Table("Actors", ("actor", "name", "moves"), rows)


def _moves(count: int) -> Cell:
    return count if count < WIDEST else wording.about(count)


def listed_states(scenario: Scenario) -> Table:
    """Return the states of graph form with their meaning and who can leave them for where."""
    rows = []
    for state in scenario.states[:MANY]:
        ways = [
            f"{actor.id} {', '.join(to for origin, to in actor.moves or () if origin == state.id)}"
            for actor in scenario.actors.values()
            if any(origin == state.id for origin, _ in actor.moves or ())
        ]
        rows.append((state.id, wording.flat(state.means or ""), "; ".join(ways)))
    left = len(scenario.states) - MANY
    return Table(
        "States", ("state", "what it means", "moves to"), tuple(rows), ((f"and {left:,} more",),) if left > 0 else ()
    )


def options_table(found: Overview) -> Table:
    """Return the options with their meaning and values; the value at the start is in brackets."""
    rows = []
    for option in found.scenario.options.values():
        start = found.start[option.id] if found.start else None
        values = joined(Mark(f"[{value}]", "value") if value == start else value for value in option.values)
        rows.append((option.id, values, wording.flat(option.means or "")))
    notes = (("[ ] the value at the start",),) if found.start else ()
    return Table("Options", ("option", "values", "what it means"), tuple(rows), notes)


def _circumstances(found: Overview) -> tuple[Block, ...]:
    known = found.scenario.circumstances.values()
    items = tuple(Item(wording.circumstance(one, found.world[one.id])) for one in known)
    bands = wording.bands(found.scenario)
    legend = (Paragraph((Mark(bands, "quiet"),), tight=True),) if bands else ()
    return (Heading(("What is true of the world, and how sure that is",)), Listing(items), *legend) if items else ()


def _beliefs(scenario: Scenario) -> tuple[Block, ...]:
    items = tuple(Item(wording.belief(scenario, one)) for one in scenario.beliefs)
    return (Heading(("Who believes what",)), Listing(items)) if items else ()


def _wants(scenario: Scenario, everything: bool) -> tuple[Block, ...]:
    items = tuple(_wants_of(scenario, actor, everything) for actor in scenario.actors.values())
    return (Heading(("What they want, most important first",)), Listing(items))


def _wants_of(scenario: Scenario, actor: Actor, everything: bool) -> Item:
    name, preferences = Mark(actor.id, "actor"), actor.preferences
    if isinstance(preferences, Ranked):
        return Item(phrase(name, " ranks the states ", wording.ranking(preferences)))
    told = preferences.statements if everything else preferences.statements[:TOP]
    lines = [Item(phrase(wording.statement(one), _why(scenario, one.grounds) if everything else "")) for one in told]
    rest = len(preferences.statements) - len(told)
    more = (Item((Mark(f"and {rest} more (--all)", "quiet"),)),) if rest else ()
    return Item((name,), (*lines, *more))


def _why(scenario: Scenario, grounds: Grounds) -> Phrase:
    return wording.because(scenario, grounds.because, grounds.cite, grounds.assumed)


def _situations(scenario: Scenario) -> tuple[Block, ...]:
    items = tuple(
        Item(phrase(Mark(one.id, "strong"), ": ", Mark(one.formula.text, "value")))
        for one in scenario.situations.values()
    )
    return (Heading(("Names for situations",)), Listing(items)) if items else ()


def _rules(scenario: Scenario, everything: bool) -> tuple[Block, ...]:
    never = [
        Item(phrase("never ", Mark(rule.when.text, "value"), _why(scenario, rule.grounds) if everything else ""))
        for rule in scenario.rules
    ]
    needs = [
        Item(phrase(f"{option.id} needs ", Mark(option.needs.text, "value")))
        for option in scenario.options.values()
        if option.needs
    ]
    return (Heading(("What cannot be",)), Listing((*never, *needs))) if never or needs else ()


def _variants(scenario: Scenario) -> tuple[Block, ...]:
    items = tuple(
        Item(phrase(Mark(one.id, "strong"), f": {wording.flat(one.says)}" if one.says else ""))
        for one in scenario.variants.values()
    )
    return (Heading(("Variants to compare",)), Listing(items)) if items else ()
