"""The page of blocking and leverage: who can keep outcomes from holding, and what each option changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.answers.blockers import Agreed, Blocked, Jump, Outcome, Way
from detente.answers.leverage import Leverage
from detente.engine.coalition import NEAREST
from detente.views import wording
from detente.views.analysis import differing
from detente.views.chances import told
from detente.views.deeds import joint_name
from detente.views.heading import title
from detente.views.levers import agreements, chances_tables, levers_table
from detente.views.page import Block, Heading, Item, Listing, Page, Paragraph
from detente.views.phrases import FAILS, HOLDS, Mark, Phrase, counted, joined, phrase
from detente.views.tables import Cell, Table

MOST = 3
"""Joint moves that are told for a group."""

WAYS = 8
"""Blocking groups that are told for an outcome."""


def leverage_page(found: Leverage) -> Page:
    """Return what a person wants to read of blocking and leverage."""
    return (
        *title(found.scenario, found.variant),
        Paragraph(_asked(found)),
        *_between(found),
        Heading((f"Who can keep {'it' if len(found.outcomes) == 1 else 'them'} from holding",)),
        Listing(tuple(_outcome(found, one) for one in found.outcomes)),
        *_decisive(found),
        *levers_table(found),
        *chances_tables(found),
        Paragraph(wording.provenance(found.provenance)),
    )


def blocking_table(found: Leverage) -> Table:
    """Return for every outcome, way to block and actor whether it blocks alone, is pivotal, and how often decisive."""
    rows = [
        (
            one.name,
            by,
            actor,
            (actor,) in {way.group for way in given.ways},
            actor in given.pivotal,
            given.decisive[actor],
        )
        for one in found.outcomes
        for by, given in (("can prevent", one.power), ("would undo", one.undoing))
        if given is not None
        for actor in found.actors
    ]
    return Table("Who blocks", ("outcome", "how", "actor", "alone", "pivotal", "decisive"), tuple(rows))


# ------------------------------------------------------------ what is asked


def _asked(found: Leverage) -> Phrase:
    names = wording.words([Mark(one.name, "strong") for one in found.outcomes])
    return phrase(
        "Asked about ", names, f", among {counted(found.states, 'state')}. Single actors are judged under ",
        wording.concept_name(found.concept), ", groups under ", joint_name(found.coalition),
        ", which stands in for it." if found.concept.key in NEAREST else ".", _left_out(found), _brackets(found),
    )  # fmt: skip


def _brackets(found: Leverage) -> str:
    if found.likelihoods is None:
        return ""
    return (
        " In brackets is how likely it is over all worlds that a group can prevent it, or that some state of it holds "
        "and the group would undo it."
    )


def _left_out(found: Leverage) -> Phrase:
    if not found.left_out:
        return ()
    return phrase(" Left out, for no state here has it: ", ", ".join(found.left_out), ".")


def _between(found: Leverage) -> tuple[Block, ...]:
    """Return whether those who were named can agree on the outcomes."""
    if not found.between:
        return ()
    if found.status_quo is None:
        return (Paragraph(("Who can agree was not asked: the status quo is unknown.",)),)
    return tuple(
        Paragraph(_agreement(found, one.name, given), tight=place > 0)
        for place, (one, given) in enumerate((one, given) for one in found.outcomes for given in one.agreed)
    )


def _agreement(found: Leverage, name: str, given: Agreed) -> Phrase:
    who, on = wording.actors_named(given.between), Mark(name, "strong")
    if given.kind == "agreed":
        where = _departing(found, given)
        return phrase(HOLDS, " ", who, " can agree on ", on, ": ", where, "; it pays each, and nobody else leaves it.")
    return phrase(FAILS, " ", who, " cannot agree on ", on, ": ", _obstacle(found, given), ".")


def _obstacle(found: Leverage, given: Agreed) -> Phrase:
    if given.kind == "unreachable":
        return ("no joint move of theirs from the status quo leads there",)
    where, against = _departing(found, given), wording.actors_named(given.actors)
    if given.kind == "unwilling":
        return phrase("no joint move to it pays each of them; the nearest, ", where, ", does not pay ", against)
    return phrase("what pays each of them does not last; the nearest, ", where, ", would be left by ", against)


def _departing(found: Leverage, given: Agreed) -> Phrase:
    """Return a state on which an agreement is thought of, by its number and what differs from the status quo."""
    if given.state is None or found.status_quo is None:
        raise TypeError("there is no state to tell")
    name = wording.state_name(found.scenario, given.state.number)
    if found.scenario.graph_form:
        return name
    return phrase(name, " (", wording.settings(differing(found.status_quo, given.state)), ")")


# ------------------------------------------------------------ who blocks


def _outcome(found: Leverage, one: Outcome) -> Item:
    formula = () if one.formula == one.name else phrase(": ", Mark(one.formula, "value"))
    chance = phrase(" Over all worlds some state of it holds in ", told(one.likely.holds), ".") if one.likely else ()
    lines = [Item(phrase(_where(found, one), chance)), _power(one), *_undoing(found, one)]
    agreed = [given.between for given in one.agreed if given.kind == "agreed"]
    if one.agreed and not found.between:
        lines.append(Item(phrase("can agree on it: ", agreements(agreed) if agreed else "no two actors", ".")))
    return Item(phrase(Mark(one.name, "strong"), formula), tuple(lines))


def _where(found: Leverage, one: Outcome) -> Phrase:
    number = len(one.holding)
    of = "every state" if one.states == found.states else f"{one.states:,} of {found.states:,} states"
    if not number:
        return phrase(
            f"in {of}, ", "which does not hold: " if one.states == 1 else "none of which holds: ", _left(one), "."
        )
    if one.states == 1:
        return phrase(f"in {of}, which holds.")
    which = wording.states_named(one.holding, 6)
    return phrase(f"in {of}, of which {number:,} {'hold' if number > 1 else 'holds'}: ", which, ".")


def _left(one: Outcome) -> Phrase:
    """Return who alone would leave the states of an outcome of which none holds, and how many of them."""
    leaving = [(actor, count) for actor, count in one.leaving.items() if count]
    if one.states == 1:
        return phrase(wording.actors_named([actor for actor, _ in leaving]), " would leave it")
    parts = [
        phrase(
            Mark(actor, "actor"), f"{'' if place else ' would leave'} {'all' if count == one.states else f'{count:,}'}"
        )
        for place, (actor, count) in enumerate(leaving)
    ]
    return phrase(wording.words(parts), " of them")


def _power(one: Outcome) -> Item:
    if one.power is None:
        return Item(("can prevent it: not asked, since states are listed and nobody has options.",))
    if not one.power.ways:
        return Item(("can prevent it: nobody, not even all together.",))
    return Item(phrase("can prevent it: ", _ways(one.power), _pivotal(one.power), "."))


def _ways(given: Blocked) -> Phrase:
    told_of = [_way(way) for way in given.ways[:WAYS]]
    rest = len(given.ways) - WAYS
    return joined([*told_of, f"and {rest:,} more groups"] if rest > 0 else told_of, "; ")


def _way(way: Way) -> Phrase:
    choice = phrase(" by ", wording.settings(way.choice)) if way.choice else ()
    return phrase(_group(way.group), choice, _likely(way))


def _group(group: Sequence[str]) -> Phrase:
    return phrase(wording.actors_named(group), " alone" if len(group) == 1 else " together")


def _likely(way: Way) -> str:
    return "" if way.chance is None else f" [{told(way.chance)}]"


def _pivotal(given: Blocked) -> Phrase:
    """Return who belongs to all of several blocking groups."""
    if len(given.ways) < 2 or not given.pivotal:
        return ()
    return phrase(" (", wording.actors_named(given.pivotal), " in each)")


def _undoing(found: Leverage, one: Outcome) -> Iterator[Item]:
    given = one.undoing
    if given is None:
        if one.holding:
            yield Item((f"would undo it: not asked, since {len(one.holding):,} states would have to be looked at.",))
        return
    every = "each state of it that holds" if one.holding else "each state of it"
    if not given.ways:
        yield Item((f"would undo it: no group would leave {'it' if one.states == 1 else every}.",))
        return
    leaving = "" if one.states == 1 else f", leaving {every}"
    yield Item(
        phrase(f"would undo it{leaving}: ", _ways(given), _pivotal(given), "."),
        tuple(line for way in given.ways[:WAYS] for line in _jumps(found, way, len(found.outcomes) == 1)),
    )


def _jumps(found: Leverage, way: Way, full: bool) -> Iterator[Item]:
    """Yield the joint moves of a group, with what each member gains where that is told in full."""
    for jump in way.jumps[:MOST]:
        reasons = () if not full else tuple(
            Item(wording.reason(found.scenario, reason)) for reason in jump.reasons if reason is not None
        )  # fmt: skip
        yield Item(_jump(way.group, jump), reasons)
    rest = len(way.jumps) - MOST
    if rest > 0:
        yield Item(phrase(wording.actors_named(way.group), f": and so from {counted(rest, 'state')} more"))


def _jump(group: Sequence[str], jump: Jump) -> Phrase:
    made = joined(wording.change(one) for one in jump.changes if not one.fell_away)
    fallen = [one.option for one in jump.changes if one.fell_away]
    away = phrase("; falls away: ", ", ".join(fallen)) if fallen else ()
    inside = "" if jump.out else ", which is in it too"
    return phrase(
        wording.actors_named(group), f", from state {jump.origin} to state {jump.to}", inside, ": ", made, away
    )  # fmt: skip


def _decisive(found: Leverage) -> tuple[Block, ...]:
    """Return how often each actor is decisive, for the outcomes that some group blocks."""
    kinds = (
        ("can prevent", [one.power for one in found.outcomes]),
        ("would undo", [one.undoing for one in found.outcomes]),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.name, how, *(given.decisive[actor] for actor in found.actors))
        for how, each in kinds
        for one, given in zip(found.outcomes, each, strict=True)
        if given is not None and given.ways
    ]
    if not rows or len(found.actors) < 2:
        return ()
    without = 1 << (len(found.actors) - 1)
    note = f"Of the {without:,} groups without an actor, how many block only once it joins (Banzhaf)."
    return (
        Table(
            "How often each is decisive",
            ("outcome", "groups that", *found.actors),
            tuple(rows),
            ((Mark(note, "quiet"),),),
            key=2,
        ),
    )
