"""The conflict on a page: the story, who can do what and wants what, what is in doubt, what cannot be."""

from __future__ import annotations

from detente.answers.report import Report
from detente.scenario.model import Actor, Ranked, Scenario
from detente.views import wording
from detente.views.heading import variant_settings
from detente.views.overview import listed_states
from detente.views.page import Heading, Item, Listing, Paragraph
from detente.views.phrases import Mark, Phrase, joined, phrase
from detente.views.report import parts
from detente.views.report.parts import Block, More, Section
from detente.views.tables import Table

TOP = 3
"""Wants of an actor that the first table tells."""


def section(given: Report) -> Section:
    """Return the conflict on a page."""
    scenario = given.scenario
    blocks: list[Block] = []
    if scenario.story:
        blocks.append(Paragraph((wording.one_line(scenario.story),)))
    blocks += [Paragraph(_size(given)), _actors(given)]
    if scenario.graph_form:
        blocks.append(listed_states(scenario))
    blocks += [*_doubts(given), *_beliefs(scenario), *_rules(scenario), *_wants(scenario)]
    return Section("conflict", "The conflict on a page", tuple(blocks))


def variant_line(given: Report) -> Phrase:
    """Return which variant the report is about, and what it sets; nothing where it is about none."""
    if given.variant is None:
        return ()
    one = given.scenario.variants[given.variant]
    says = f": {wording.flat(one.says)}" if one.says else ""
    sets = variant_settings(one)
    return phrase("Variant ", Mark(one.id, "strong"), says, " [" if sets else "", sets, "]" if sets else "")


def _size(given: Report) -> Phrase:
    found = given.overview
    states = phrase(parts.count(found.feasible, "counts.states"), " states" if found.feasible != 1 else " state")
    if found.feasible < found.combinations and not given.scenario.graph_form:
        ruled = phrase(
            f" can be, out of {found.combinations:,} combinations of choices; rules and needs exclude the rest."
        )
    else:
        ruled = phrase(" can be.")
    if found.start is None:
        return phrase(states, ruled, " The status quo is unknown.")
    if given.scenario.graph_form:
        start = wording.state_name(given.scenario, found.status_quo.number) if found.status_quo else ""
        return phrase(states, ruled, " The status quo is ", start, ".")
    return phrase(states, ruled, " In the table the choice of the status quo is in brackets.")


def _actors(given: Report) -> Table:
    """Return a row for each actor: what it can set, and what it wants most."""
    rows = tuple(
        (
            phrase(Mark(one.id, "actor"), f" ({one.name})" if one.name != one.id else ""),
            _can(given, one),
            _wants_most(one),
        )
        for one in given.scenario.actors.values()
    )
    return Table("Who can do what, and wants what most", ("actor", "can set", "wants most"), rows)


def _can(given: Report, actor: Actor) -> Phrase:
    if actor.moves is not None:
        return (f"{len(actor.moves)} moves between states" if len(actor.moves) != 1 else "1 move between states",)
    start = given.overview.start or {}
    told = []
    for option in actor.options:
        values = joined(
            (Mark(f"[{value}]" if start.get(option.id) == value else value, "value") for value in option.values), " · "
        )
        means = f" ({wording.flat(option.means)})" if option.means else ""
        told.append(phrase(Mark(option.name, "strong"), means, ": ", values))
    return joined(told, "; ") or ("nothing",)


def _wants_most(actor: Actor) -> Phrase:
    if isinstance(actor.preferences, Ranked):
        return phrase("ranks the states ", Mark(wording.ranking(actor.preferences), "value"))
    told = joined((wording.statement(one) for one in actor.preferences.statements[:TOP]), "; then ")
    rest = len(actor.preferences.statements) - TOP
    return phrase(told, Mark(f"; and {rest} more", "quiet") if rest > 0 else None)


def _doubts(given: Report) -> tuple[Block, ...]:
    known = given.scenario.circumstances.values()
    if not known:
        return ()
    items = tuple(
        Item(phrase(wording.circumstance(one, given.overview.world[one.id]), _why(given.scenario, one)))
        for one in known
    )
    return (Heading(("What is true of the world, and how sure that is",)), Listing(items))


def _why(scenario: Scenario, one: object) -> Phrase:
    grounds = one.grounds  # type: ignore[attr-defined]
    cited = wording.cited(scenario, grounds.cite)
    return (Mark(f" ({cited})", "quiet"),) if cited else ()


def _beliefs(scenario: Scenario) -> tuple[Block, ...]:
    items = tuple(Item(wording.belief(scenario, one)) for one in scenario.beliefs)
    return (Heading(("Who believes what",)), Listing(items)) if items else ()


def _rules(scenario: Scenario) -> tuple[Block, ...]:
    never = [
        Item(
            phrase(
                "never ", Mark(one.when.text, "value"),
                wording.because(scenario, one.grounds.because, one.grounds.cite, one.grounds.assumed),
            )
        )
        for one in scenario.rules
    ]  # fmt: skip
    needs = [
        Item(phrase(f"{one.id} needs ", Mark(one.needs.text, "value")))
        for one in scenario.options.values()
        if one.needs
    ]
    return (Heading(("What cannot be",)), Listing((*never, *needs))) if never or needs else ()


def _wants(scenario: Scenario) -> tuple[Block, ...]:
    """Return, folded, all that the actors want, with reasons and sources."""
    items = []
    for actor in scenario.actors.values():
        if isinstance(actor.preferences, Ranked):
            continue
        lines = tuple(
            Item(
                phrase(
                    wording.statement(one),
                    wording.because(scenario, one.grounds.because, one.grounds.cite, one.grounds.assumed),
                )
            )
            for one in actor.preferences.statements
        )
        items.append(Item((Mark(actor.id, "actor"),), lines, numbered=True))
    if not items:
        return ()
    return (More("all-wants", ("All that they want, the most important first, and why",), (Listing(tuple(items)),)),)
